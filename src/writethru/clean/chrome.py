"""The rules of data/chrome_page.toml as functions: what class names and whole lines say about a piece of a page."""

import re
import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from writethru.clean.tree import Node

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_SEPARATOR = re.compile(r"[^a-z0-9]+")


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((files("writethru.data") / "chrome_page.toml").read_text("utf-8"))


def _pattern(words: str) -> str:
    return "|".join(sorted((re.escape(w).replace(r"\*", "[a-z0-9]*") for w in words.split()), key=len, reverse=True))


@cache
def _drop() -> re.Pattern[str]:
    return re.compile("-(?:" + "|".join(f"(?P<r{i}>{_pattern(r['words'])})" for i, r in enumerate(_rules()["drop"])) + ")(?=-)")


@cache
def _named(kind: str) -> re.Pattern[str]:
    return re.compile(f"-(?:{_pattern(_rules()[kind])})(?=-)")


@lru_cache(maxsize=16384)
def _hyphenated(written: str) -> str:
    return "-" + _SEPARATOR.sub("-", _CAMEL.sub("-", written[:400]).lower()).strip("-") + "-"


def hint(node: Node) -> str:
    """Class, id, role and test ids of an element, hyphenated: "-story-body-text-"."""
    parts = [v for k, v in node.attrs if v and k in ("class", "id", "role", "data-testid", "data-component", "data-test-id", "data-qa")]
    return _hyphenated(" ".join(parts)) if parts else ""


@lru_cache(maxsize=16384)
def drop_reason(written: str) -> str:
    """The reason to leave an element with this hint out, "" for none."""
    m = _drop().search(written) if written else None
    return _rules()["drop"][int(m.lastgroup[1:])]["reason"] if m and m.lastgroup else ""


@lru_cache(maxsize=16384)
def is_named(kind: str, written: str) -> bool:
    """Whether a hint names a `body`, `lede` or `byline` element."""
    return bool(written) and _named(kind).search(written) is not None
