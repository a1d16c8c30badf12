"""A story as a static site: the page with its feeds and data, a small page to embed, and links that never break.

What was published once keeps its address. `permalinks.json` beside the page remembers every id that was; when the site is written
again, a claim that an earlier report or a correction gave another id goes out under the one it was first published under, one that
is told no more stays at the foot of the page, and of two claims that became one both links lead there.
"""

import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from writethru.model import Claim, Telling, new_id

# File of a site: its format, its media type, and the words of its link.
SITE = {
    "feed.xml": ("atom", "application/atom+xml", "What changed"),
    "feed.json": ("jsonfeed", "application/feed+json", "What changed"),
    "story.json": ("json", "application/json", "Round-up and ledger"),
    "story.jsonld": ("jsonld", "application/ld+json", "LiveBlogPosting"),
    "ledger.csv": ("csv", "text/csv", "Ledger"),
}
PERMALINKS, EMBED, PAGE = "permalinks.json", "embed.html", "index.html"
_CLAIM_ID = re.compile(r' id="(c[0-9a-f]{12})"')


@dataclass(frozen=True, slots=True)
class Published:
    """What earlier editions published: the story's id, and each claim's id with the words it stood for."""

    story: str
    claims: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Gone:
    """A claim that is told no more, and what became of it."""

    id: str
    text: str
    now: str


def files(told: Telling, before: Published | None, made_by: Callable[[str, Telling], str]) -> dict[str, str]:
    """Every file of the site by name, the page last. `before`: what `remembered` gives; `made_by` renders a telling in a format."""
    ids, extra = _pinned(told.ledger.claims, before)
    if before:
        told = replace(told, roundup=replace(told.roundup, story=replace(told.roundup.story, id=before.story)))

    def pinned(text: str) -> str:
        # An id is a letter and 12 hex digits and nothing else looks like one, so that this reaches every format alike.
        return re.sub(r"\bc[0-9a-f]{12}\b", lambda m: ids.get(m.group(), m.group()), text)

    out = {name: pinned(made_by(form, told)) for name, (form, _, _) in SITE.items()}
    page = pinned(made_by("html", told))
    shown = set(_CLAIM_ID.findall(page))
    seen = {c.id for c in told.ledger.claims if ids.get(c.id, c.id) in shown}
    words = {ids.get(c.id, c.id): c.text for c in told.ledger.claims}
    published: dict[str, str] = dict(before.claims if before else {}) | {i: words.get(i, "") for i in _CLAIM_ID.findall(page)}
    goes_by: dict[str, str] = {i: extra.get(i, i) for i in published}
    gone = [_gone(i, text, goes_by[i], told, ids) for i, text in published.items() if goes_by[i] not in shown]
    for old, now in extra.items():
        page = page.replace(f'id="{now}">', f'id="{now}"><span id="{old}"></span>', 1)
    out[EMBED] = pinned(_template("embed.html", t=told, lines=_lines(told)))
    out[PERMALINKS] = json.dumps({"story": told.roundup.story.id, "claims": published}, ensure_ascii=False, indent=1) + "\n"
    out[PAGE] = _with(page, _head(pinned(_linked(told, seen))), _template("gone.html", gone=gone) if gone else "")
    return out


def remembered(folder: Path) -> Published | None:
    """What the edition in a folder published, and those before it; None where there is none that reads."""
    try:
        kept = json.loads((folder / PERMALINKS).read_text("utf-8"))
        claims = {str(k): str(v) for k, v in kept["claims"].items() if re.fullmatch(r"c[0-9a-f]{12}", k)}
        return Published(str(kept["story"]), claims) if re.fullmatch(r"s[0-9a-f]{12}", str(kept["story"])) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _known(c: Claim) -> set[str]:
    """Every id a claim had or may get: that of each statement it is made of."""
    return {c.id, *(new_id("c", a.statement) for a in c.appearances if a.statement)}


def _pinned(claims: tuple[Claim, ...], before: Published | None) -> tuple[dict[str, str], dict[str, str]]:
    """(id now -> id published first) and (further published id of a claim -> the one it goes out under)."""
    ids: dict[str, str] = {}
    extra: dict[str, str] = {}
    for c in claims if before else ():
        assert before is not None
        known = _known(c)
        old = [i for i in before.claims if i in known]
        if old:
            ids[c.id] = old[0]
            extra |= dict.fromkeys(old[1:], old[0])
    # Two claims never go out under one id: what already bears a published id keeps it.
    taken = {c.id for c in claims if c.id not in ids}
    return {a: b for a, b in ids.items() if b not in taken}, extra


def _gone(name: str, text: str, goes_by: str, told: Telling, ids: Mapping[str, str]) -> Gone:
    claim = next((c for c in told.ledger.claims if ids.get(c.id, c.id) == goes_by), None)
    return Gone(name, claim.text if claim else text, claim.standing if claim else "no longer in the ledger")


def _lines(told: Telling) -> list[dict[str, Any]]:
    claims = {c.id: c for c in told.ledger.claims}
    found = [(x, claims.get(x.claim or "")) for x in told.roundup.need_to_know]
    return [{"text": x.text, "claim": c} for x, c in found]


def _linked(told: Telling, shown: Collection[str]) -> str:
    """The LiveBlogPosting as the page carries it: without empty properties, each update with the address of its claim's line, or of
    the page where the claim has no line."""
    from writethru.render.linked import live_blog

    record = _whole(live_blog(told))
    for update in record.get("liveBlogUpdate", []):
        claim = update["@id"].split("/")[-2]
        update["url"] = f"#{claim}" if claim in shown else PAGE
    text = json.dumps(record | {"url": PAGE}, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _whole(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _whole(v) for k, v in value.items() if v is not None}
    return [_whole(v) for v in value] if isinstance(value, list) else value


def _head(linked: str) -> str:
    from html import escape

    links = (f'<link rel="alternate" type="{kind}" href="{name}" title="{escape(words)}">\n' for name, (_, kind, words) in SITE.items())
    return "".join(links) + f'<script type="application/ld+json">{linked}</script>\n'


def _with(page: str, head: str, foot: str) -> str:
    before, mark, after = page.partition("</head>")
    body, end, rest = after.rpartition("</main>")
    return before + head + mark + body + foot + end + rest


def _template(name: str, **context: Any) -> str:
    from markupsafe import Markup

    from writethru.render.page import asset, environment, style_hash

    style = asset("embed.css")
    return str(environment().get_template(name).render(style=Markup(style), policy=style_hash(style), **context))
