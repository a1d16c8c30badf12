"""The masthead of a page: bylines, outlet, times, language, each chosen among all that the page says and shows.

What the page says for machines (`structured`) and what it shows (pieces, time elements) are checked against each other;
nothing is taken that cannot be one (a year 2061 as date): those go to `left_out`.
"""

import re
from typing import Any

from writethru.clean.chrome import hint, is_named, line_reason
from writethru.clean.draft import Draft
from writethru.clean.headline import headline, host_name
from writethru.clean.page_times import times
from writethru.clean.pieces import Piece
from writethru.clean.sift import headline_at, key
from writethru.clean.structured import Structured
from writethru.clean.tree import Element, Node, Tree
from writethru.model import Stamp
from writethru.text import squeeze

_TOUCH = re.compile(r"(?<=\w)\x1f+(?=\w)")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autore|by|people|profiles?|staff|reporters?|contributors?|journalists?|firmas?|writers?|columnists?|redaktion|redakteure?|impressum/autor|skribent|forfatter|yazar)[/=-][^/?#]{2,}",
    re.I,
)
_PIECES = 2000  # pieces of a page that are searched for an author's line
_TEXT = 80  # characters of a first paragraph
_BYLINE = 200  # characters that a byline element holds at most
_SEVERAL = re.compile(r"[,;|/&]|\s(?:and|und|et|y|e|og|och|en|ja|i|und|mit|with)\s|^(?:by|von|par|por)\s", re.I)
_PARTS = 3  # words of a name that is taken as written
_INITIALS = re.compile(r"\s*\([\w.]{1,6}\)\s*$")
_MAY_NAME = ("", "date or byline line", "about the author")
_SEGMENT = re.compile(r"\s[|•·]\s")


def fill(draft: Draft, tree: Tree, said: Structured, found: list[Piece], uri: str, captured: Stamp | None) -> None:
    """Writes the masthead fields of the draft."""
    draft.outlet = said.outlet
    draft.language = said.language
    draft.canonical = said.canonical
    draft.headline = headline(tree, said, found, uri)
    start = headline_at(found, draft.headline)
    draft.bylines = bylines(said, found, start, {key(said.outlet), host_name(said.canonical), host_name(uri)} - {""})
    times(draft, said, found, start, uri, captured)


def bylines(said: Structured, found: list[Piece], start: int, site: set[str]) -> list[str]:
    """Who wrote it: JSON-LD's persons, else the byline shown at the headline, else meta tags, else a name alone above the text
    or an author's line elsewhere, else whom JSON-LD names at all. The outlet (one of the names in
    `site`) is named as author only when JSON-LD says so and nobody else is."""
    named = [n for a in (*said.authors, *said.organisations) for n in _names(a)]
    people = [n for n in named if key(n) not in site]
    if people:
        return _distinct(people)
    told = [n for a in said.other_authors for n in _split(a) if key(n) not in site]
    shown = [_as_told(n, told) for text in visible_bylines(found, start) for n in _split(text)]
    signed = [n for n in shown if not any(key(n) in s or s in key(n) for s in site)]
    return _distinct(signed or shown or told or alone(found, start) or named)


def _distinct(names: list[str]) -> list[str]:
    return list({key(n): n for n in reversed(names)}.values())[::-1]


def alone(found: list[Piece], start: int) -> list[str]:
    """Names in a line of their own right above the text that does not mention them, or behind "Author" anywhere on the page."""
    from writethru.clean.masthead import agency, late_lead, only_names

    for i, p in enumerate(found[start + 1 : start + 30], start + 1):
        if len(p.text) > 160 and not p.reason:
            break
        if len(p.text) > 60 or p.kind not in ("p", "li") or p.reason not in _MAY_NAME or not p.text[-1].isalnum():
            continue
        names = [] if line_reason(p.text, 0.0) == "credit or sign-off" else [n for n in only_names(p.text) if not agency(n)]
        after = found[i + 1 : i + 60]
        above = any(len(q.text) > _TEXT and not q.reason for q in after[:3])
        if names and above and " " in p.text and not any(n in q.text for n in names for q in after):
            return names
    return next((_split(p.text) for p in found[:_PIECES] if len(p.text) < 80 and late_lead(p.text)), [])


def _as_told(name: str, told: list[str]) -> str:
    """A printed name with a job glued to its end as a meta tag has it ("Ann Leeds Travel" -> "Ann Leeds")."""
    return next((t for t in told if name != t and name.startswith(t)), name)


def _split(text: str) -> list[str]:
    from writethru.clean.masthead import split_bylines

    return split_bylines(text)


def _names(author: str) -> list[str]:
    """The names in a JSON-LD author: one is taken as written, several are parted."""
    author = _INITIALS.sub("", author)
    if _SEVERAL.search(author):
        return _split(author) or [author]
    if len(author.split()) > _PARTS and len(parted := _split(author)) == 1 and author.startswith(parted[0] + " "):
        return parted  # an agency or job behind the name
    return [author] if 1 < len(author) < 60 else []


def visible_bylines(found: list[Piece], start: int) -> list[str]:
    """The bylines that stand between headline and text: in byline elements, in links to an author's page, behind "By"."""
    from writethru.clean.masthead import has_lead, only_names, stamps

    out: list[str] = []
    seen: set[Node] = set()
    running = 0
    for p in found[max(0, start - 6) : start + 40]:
        if len(p.text) > 160:
            running += p.reason == ""
            if running > 1 or (running and out):
                break
            continue
        if line_reason(p.text, 0.0) == "credit or sign-off" or p.reason in ("caption", "caption or media", "related stories", "navigation"):
            continue
        box = _byline_box(p, seen)
        if box is not None:
            seen.update(a for a in (box, *box.ancestors()) if a.chars <= _BYLINE)
            links = [_parted(a) for a in box.links() if _is_author_link(a)]
            out += links or [_parted(box.el)]
        elif lead := next((part for part in _SEGMENT.split(p.text) if has_lead(part) and len(part) < 120), ""):
            out.append(lead)
        elif any(c.isdigit() for c in p.text) and len(p.text) < 120 and stamps(p.text):
            out += only_names(p.text)
    return out


def _byline_box(p: Piece, seen: set[Node]) -> Node | None:
    at: Node | None = p.node
    for _ in range(3):
        if at is None or at.chars > _BYLINE or at in seen:
            return None
        if at.chars < 8 and at.tag != "a":  # "By" alone: the name stands beside it
            at = at.parent
            continue
        if "author" in at.get("itemprop").lower().split() or is_named("byline", hint(at)) or _is_author_link(at.el):
            return at
        if p.density and any(map(_is_author_link, at.links())):
            return at
        at = at.parent
    return None


def _is_author_link(el: Element) -> bool:
    return "author" in (el.attr("rel") or "").lower().split() or (el.tag == "a" and bool(_AUTHOR_PAGE.search(el.attr("href") or "")))


def _parted(el: Element) -> str:
    """The text of an element with a bar where two inner elements touch ("Ann Leeds" and "Travel writer" without a blank)."""
    parts: list[str] = []
    stack: list[Any] = [*el][::-1]
    while stack:
        kid = stack.pop()
        if isinstance(kid, str):
            parts.append(kid)
        elif hasattr(kid, "tag"):
            parts.append("\x1f")
            stack.append("\x1f")
            stack.extend(reversed([*kid]))
        else:
            parts.append(getattr(kid, "data", ""))
    return squeeze(_TOUCH.sub(" | ", "".join(parts)).replace("\x1f", ""))
