"""The round-up as one self-contained HTML page: style and keys inside, nothing fetched, everything from a source escaped."""

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from writethru.model import Refusal, Telling
from writethru.render.view import StoryView


@cache
def environment() -> Any:
    """Jinja with autoescape always on and undefined names an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    env = Environment(loader=PackageLoader("writethru"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    env.filters["plural"] = lambda n, noun: f"{n} {noun}{'' if n == 1 else 's'}"
    return env


def asset(name: str) -> str:
    """A file of static/ as text."""
    return (files("writethru") / "static" / name).read_text("utf-8")


def style_hash(text: str) -> str:
    """An inline style or script as a Content-Security-Policy names it."""
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def to_html(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """One page of all stories. Its policy allows its own style and script by hash and nothing else."""
    style, script = asset("desk.css"), asset("desk.js")
    policy = f"default-src 'none'; style-src {style_hash(style)}; script-src {style_hash(script)}; img-src data:; base-uri 'none'; form-action 'none'"
    from markupsafe import Markup

    return str(
        environment()
        .get_template("brief.html")
        .render(stories=[StoryView(t) for t in tellings], refusals=refusals, style=Markup(style), script=Markup(script), policy=policy)
    )
