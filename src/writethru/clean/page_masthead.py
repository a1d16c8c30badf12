"""The masthead of a page: bylines, outlet, times, language, each chosen among all that the page says and shows.

What the page says for machines (`structured`) and what it shows (pieces, time elements) are checked against each other;
nothing is taken that cannot be one (a year 2061 as date): those go to `left_out`.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from writethru.clean.ago import ago
from writethru.clean.chrome import hint, is_named, line_reason
from writethru.clean.draft import Draft
from writethru.clean.headline import headline, host_name
from writethru.clean.pieces import Piece
from writethru.clean.sift import headline_at, key
from writethru.clean.structured import Structured
from writethru.clean.tree import Node, Tree
from writethru.dates import parse_stamp
from writethru.language import language_of
from writethru.model import Stamp
from writethru.text import squeeze

_TOUCH = re.compile(r"(?<=\w)\x1f+(?=\w)")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|es)?|auteurs?|autore|by|people|profiles?|staff|reporters?|contributors?|journalists?|firmas?|writers?|columnists?|redaktion|redakteure?|impressum/autor|skribent|forfatter|yazar)[/=-][^/?#]{2,}",
    re.I,
)
_LINES = 300  # short lines of a page that are searched for its date
_PIECES = 2000  # pieces of a page that are searched for it
_NEAR = 45  # pieces behind the headline that tell the language
_TEXT = 80  # characters of a first paragraph
_BYLINE = 200  # characters that a byline element holds at most
_SEVERAL = re.compile(r"[,;|/&]|\s(?:and|und|et|y|e|og|och|en|ja|i|und|mit|with)\s|^(?:by|von|par|por)\s", re.I)
_PARTS = 3  # words of a name that is taken as written
_INITIALS = re.compile(r"\s*\([\w.]{1,6}\)\s*$")
_EARLIEST = date(1990, 1, 1)
_DAY = re.compile(r"[/\-_.](19[89]\d|20\d\d)[/\-_.]?(0[1-9]|1[0-2])[/\-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")
_CHANGED = re.compile(
    r"modif|updat|aktuali|mis à jour|mise à jour|actualiz|aggiorn|oppdater|uppdater|opdater|bijgewerkt|aktualiz|обновл", re.I
)
_ELSEWHERE = ("related stories", "navigation", "comments", "advertisement or promotion", "embedded post")
_MAY_NAME = ("", "date or byline line", "about the author")
_SEGMENT = re.compile(r"\s[|•·]\s")
_CLOCK = re.compile(r"\d{1,2}\s?[:.h]\s?\d\d|\d\s?[ap]\.?m", re.I)


def fill(draft: Draft, tree: Tree, said: Structured, found: list[Piece], uri: str, captured: Stamp | None) -> None:
    """Writes the masthead fields of the draft."""
    draft.outlet = said.outlet
    draft.language = said.language
    draft.canonical = said.canonical
    draft.headline = headline(tree, said, found, uri)
    start = headline_at(found, draft.headline)
    draft.bylines = bylines(said, found, start, {key(said.outlet), host_name(said.canonical), host_name(uri)} - {""})
    times(draft, said, found, start, uri, captured)


# ---- bylines ---------------------------------------------------------------------------------------------------------


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
            links = [_parted(n) for n in box.walk() if n.tag == "a" and _is_author_link(n)]
            out += links or [_parted(box)]
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
        if "author" in at.get("itemprop").lower().split() or is_named("byline", hint(at)) or _is_author_link(at):
            return at
        if p.linked and any(n.tag == "a" and _is_author_link(n) for n in at.walk()):
            return at
        at = at.parent
    return None


def _is_author_link(node: Node) -> bool:
    return "author" in node.get("rel").lower().split() or (node.tag == "a" and bool(_AUTHOR_PAGE.search(node.get("href"))))


def _parted(node: Node) -> str:
    """The text of an element with a bar where two inner elements touch ("Ann Leeds" and "Travel writer" without a blank)."""
    parts: list[str] = []
    stack: list[Node | str] = node.kids[::-1]
    while stack:
        kid = stack.pop()
        if isinstance(kid, str):
            parts.append(kid)
        else:
            parts.append("\x1f")
            stack.append("\x1f")
            stack.extend(reversed(kid.kids))
    return squeeze(_TOUCH.sub(" | ", "".join(parts)).replace("\x1f", ""))


# ---- times -----------------------------------------------------------------------------------------------------------


def plausible(stamp: Stamp | None, now: datetime | None = None) -> bool:
    """Whether a page can have been published then: not before 1990, not over two days ahead."""
    now = now or datetime.now(UTC)
    return stamp is not None and _EARLIEST <= stamp.day <= (now + timedelta(days=2)).date()


def _first(values: Iterable[str], draft: Draft, what: str) -> Stamp | None:
    """The first plausible time; a later one that gives the same day its clock, or the same clock its zone, is better."""
    best: Stamp | None = None
    for value in dict.fromkeys(values):
        stamp = parse_stamp(value)
        if stamp is not None and not plausible(stamp):
            draft.leave_out(value, f"implausible {what} date")
        elif stamp is not None:
            best = stamp if best is None else _finer(best, stamp)
    return best


def _finer(best: Stamp, other: Stamp) -> Stamp:
    if isinstance(best.at, datetime) and isinstance(other.at, datetime):
        return other if best.at.tzinfo is None and other.at.replace(tzinfo=None, second=0) == best.at.replace(second=0) else best
    return other if isinstance(other.at, datetime) and not isinstance(best.at, datetime) and other.day == best.day else best


def times(draft: Draft, said: Structured, found: list[Piece], start: int, uri: str, captured: Stamp | None) -> None:
    """Published and updated: structured data, time elements and lines near the headline, any line, the day in the address."""
    published = _first(said.published, draft, "publication")
    updated = _first(said.updated, draft, "update")
    if published is None or not isinstance(published.at, datetime):
        near = found[max(0, start - 25) : start + 40]
        english = (language_of(" ".join(p.text for p in found[start + 1 :][:_NEAR])) or said.language.lower()).startswith("en")
        shown, changed = _elements(near, draft)
        if shown is None:
            shown, changed = _lines(near, english)
        if shown is None and published is None:
            shown, changed = _elements(found[:_PIECES], draft) if changed is None else (None, changed)
        if shown is None and published is None:
            shown, changed = _lines(found[:_PIECES], english)
        if shown is not None:
            published = shown if published is None else _finer(published, shown)
        updated = updated or changed
    elif updated is None:
        updated = _elements(found[max(0, start - 25) : start + 40], draft)[1]
    if published is None and captured is not None:
        near = found[max(0, start - 25) : start + 20]
        published = next((at for p in near if p.reason not in _ELSEWHERE and (at := ago(p.text, captured))), None)
    if published is None and (m := _DAY.search(uri or said.canonical)):
        published = _first([f"{m[1]}-{m[2]}-{m[3]}"], draft, "publication")
    draft.published, draft.updated = published, updated


def _elements(near: list[Piece], draft: Draft) -> tuple[Stamp | None, Stamp | None]:
    """Published and updated by time elements; one that stands in another story's teaser does not count."""
    seen: set[Node] = set()
    given: dict[bool, list[str]] = {False: [], True: []}
    for p in near:
        if p.reason in _ELSEWHERE:
            continue
        inner = p.node.walk() if p.node.chars < 400 else ()
        for node in (p.node, *inner, *islice(p.node.ancestors(), 2)):
            if node.tag == "time" and node not in seen and (value := node.get("datetime") or node.get("content")):
                seen.add(node)
                given[_CHANGED.search(node.get("itemprop") + hint(node) + " " + p.text[:40]) is not None].append(value)
    return _first(given[False][:_LINES], draft, "publication"), _first(given[True][:_LINES], draft, "update")


def _lines(found: list[Piece], english: bool) -> tuple[Stamp | None, Stamp | None]:
    from writethru.clean.masthead import stamps

    tried = 0
    for i, p in enumerate(found):
        if tried < _LINES and len(p.text) < 160 and p.reason not in _ELSEWHERE and any(c.isdigit() for c in p.text):
            tried += 1
            hit = stamps(p.text, english)
            if hit and hit[0] and not isinstance(hit[0].at, datetime) and i + 1 < len(found):
                clock = found[i + 1].text  # day and time of day often stand in elements of their own
                hit = (len(clock) < 24 and _CLOCK.match(clock) and stamps(f"{p.text}, {clock}", english)) or hit
            if hit and hit[0] is not None and plausible(hit[0]):
                return hit[0], hit[1]
    return None, None
