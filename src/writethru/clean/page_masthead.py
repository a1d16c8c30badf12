"""The masthead of a page: headline, bylines, outlet, times, language, each chosen among all that the page says and shows.

What the page says for machines (`structured`) and what it shows (pieces, h1, time elements) are checked against each other;
nothing is taken that cannot be one (a site title as headline, a year 2061 as date): those go to `left_out`.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from writethru.clean.chrome import hint, is_named
from writethru.clean.draft import Draft
from writethru.clean.pieces import Piece
from writethru.clean.structured import Structured
from writethru.clean.tree import Node, Tree
from writethru.dates import parse_stamp
from writethru.model import Stamp
from writethru.text import FOLD, squeeze

_WORDS = re.compile(r"\w+")
_SUFFIX = re.compile(r"\s+[|\-–—·•»:✩｜ㅣ]{1,2}\s+|\s*[|｜]\s*|：(?=[^：]{2,14}$)")
_EARLIEST = date(1990, 1, 1)
_VOTES = {"h1": 1.25, "jsonld": 1.0, "og": 0.9, "title": 0.4, "twitter": 0.35, "microdata": 0.4, "meta": 0.2}


def fill(draft: Draft, tree: Tree, said: Structured, found: list[Piece], uri: str) -> None:
    """Writes the masthead fields of the draft."""
    draft.outlet = said.outlet
    draft.language = said.language
    draft.canonical = said.canonical
    draft.headline = headline(tree, said)
    draft.bylines = bylines(tree, said, found)
    times(draft, tree, said, found, uri)


# ---- headline --------------------------------------------------------------------------------------------------------


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(text.translate(FOLD).casefold()))


def headline(tree: Tree, said: Structured) -> str:
    """The headline most sources agree on, as printed; titles lose the outlet's name at their end first."""
    title, heads = "", []
    for node in tree.root.walk():
        if node.tag == "title" and not title:
            title = node.text()
        elif node.tag == "h1" and 0 < node.chars < 600:
            heads.append(node.text())
    written: list[tuple[str, str]] = [(where, squeeze(text)) for where, text in said.headlines if where in _VOTES]
    if title:
        written.append(("title", title))
    site = {_key(said.outlet)} if said.outlet else set()
    shown = {_key(h) for h in heads}
    known = shown | {_key(t) for w, t in written if w in ("jsonld", "microdata")}
    others = [(w, _without_outlet(t, site, known)) for w, t in written]
    votes: dict[str, float] = {}
    words: dict[str, str] = {}
    seen: set[str] = set()
    for where, text in [*_best_h1(heads, [t for _, t in others]), *others]:
        key = _key(text)
        if not key or key in site or (where in seen and where != "h1"):
            continue
        seen.add(where)
        votes[key] = votes.get(key, 0.0) + _VOTES[where]
        words.setdefault(key, text)
    return words[max(votes, key=lambda k: votes[k])] if votes else ""


def _best_h1(heads: list[str], others: list[str]) -> list[tuple[str, str]]:
    """The h1 that shares most words with the page's other titles; a lone h1 that shares none is likely the site's name."""
    best, score = "", -1.0
    theirs = [set(_WORDS.findall(o.casefold())) for o in others]
    for h in heads:
        own = set(_WORDS.findall(h.casefold()))
        likeness = max((len(own & t) / max(1, min(len(own), len(t))) for t in theirs if t), default=0.0)
        likeness *= min(1.0, len(own) / 3)
        if likeness > score:
            best, score = h, likeness
    return [("h1", best)] if best and (score > 0.3 or not others) else []


def _without_outlet(text: str, site: set[str], known: set[str]) -> str:
    """A title without "| Outlet": cut at the separator that leaves a known headline, else where the outlet's name begins."""
    cuts = [m for m in _SUFFIX.finditer(text)]
    for m in cuts:
        if _key(text[: m.start()]) in known:
            return text[: m.start()]
    for m in cuts:
        if _key(text[m.end() :]) in known:
            return text[m.end() :]
    for m in reversed(cuts):
        tail = _key(text[m.end() :])
        if any(s and (s in tail or tail in s) for s in site):
            return text[: m.start()]
    return text


# ---- bylines ---------------------------------------------------------------------------------------------------------


def bylines(tree: Tree, said: Structured, found: list[Piece]) -> list[str]:
    """Who wrote it: JSON-LD's persons, else the visible byline, else meta tags; the outlet itself is no author."""
    from writethru.clean.masthead import split_bylines

    outlet = _key(said.outlet)
    for source in (said.authors, visible_bylines(tree, found), said.other_authors):
        names: list[str] = []
        for text in source:
            for name in split_bylines(text) or ([text] if source is said.authors and len(text) < 60 else []):
                if _key(name) != outlet and _key(name) not in {_key(n) for n in names}:
                    names.append(name)
        if names:
            return names
    return []


def visible_bylines(tree: Tree, found: list[Piece]) -> list[str]:
    """The lines that stand in byline elements or link to an author."""
    out = [n.text() for n in tree.root.walk() if "author" in n.get("rel").lower().split() and 0 < n.chars < 120]
    if not out:
        out = [n.text() for n in tree.root.walk() if n.attrs and 2 < n.chars < 200 and is_named("byline", hint(n))][:3]
    return list(dict.fromkeys(out))


# ---- times -----------------------------------------------------------------------------------------------------------


def plausible(stamp: Stamp | None, now: datetime | None = None) -> bool:
    """Whether a page can have been published then: not before 1990, not over two days ahead."""
    now = now or datetime.now(UTC)
    return stamp is not None and _EARLIEST <= stamp.day <= (now + timedelta(days=2)).date()


def _first(values: Iterable[str], draft: Draft, what: str) -> Stamp | None:
    day: Stamp | None = None
    for value in dict.fromkeys(values):
        stamp = parse_stamp(value)
        if plausible(stamp):
            assert stamp is not None
            if isinstance(stamp.at, datetime):
                return stamp if day is None or stamp.day == day.day else day
            day = day or stamp
        elif stamp is not None:
            draft.leave_out(value, f"implausible {what} date")
    return day


def times(draft: Draft, tree: Tree, said: Structured, found: list[Piece], uri: str) -> None:
    """Published and updated: structured data, time elements, visible lines, the day in the address, in this order."""
    draft.published = _first(said.published, draft, "publication")
    draft.updated = _first(said.updated, draft, "update")
    if draft.published is None:
        draft.published = _first(
            (n.get("datetime") for n in tree.root.walk() if n.tag == "time" and n.get("datetime")), draft, "publication"
        )
    if draft.published is None:
        _visible_times(draft, found)
    if draft.published is None:
        m = re.search(r"[/\-_.](19[89]\d|20\d\d)[/\-_.]?(0[1-9]|1[0-2])[/\-_.]?(0[1-9]|[12]\d|3[01])(?!\d)", uri or said.canonical)
        if m:
            draft.published = _first([f"{m[1]}-{m[2]}-{m[3]}"], draft, "publication")


def _visible_times(draft: Draft, found: list[Piece]) -> None:
    from writethru.clean.masthead import stamps

    for p in found:
        if len(p.text) < 160 and any(c.isdigit() for c in p.text):
            hit = stamps(p.text)
            if hit and (hit[0] is None or plausible(hit[0])):
                draft.published, draft.updated = hit[0], draft.updated or hit[1]
                if draft.published:
                    return
