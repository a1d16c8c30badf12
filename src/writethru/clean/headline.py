"""The headline of a page: the one that most of its titles agree on, each less the outlet's name.

Titles stand in the h1, JSON-LD, OpenGraph, Twitter and title tags and in microdata; any of them may hold a site's name, a search
engine's wording or a teaser, so each has one vote, weighed by how often it is right.
"""

import re
from urllib.parse import urlsplit

from writethru.clean.pieces import Piece
from writethru.clean.sift import key
from writethru.clean.structured import Structured
from writethru.clean.tree import Node, Tree
from writethru.text import squeeze

_WORDS = re.compile(r"\w+")
_SUFFIX = re.compile(r"\s+[|\-–—·•»:✩｜ㅣ]{1,2}\s+|\s*[|｜ㅣ]\s*|：(?=[^：]{2,14}$)")
_MARK = re.compile(r"\s*(?:[|｜ㅣ_»•·\[\]]|::|[-–—]{1,2})\s*")  # between segments where one of them is known to be the headline
_MARKS = 10  # of these looked at in one title
_VOTES = {"h1": 1.25, "jsonld": 1.0, "og": 0.9, "title": 0.4, "twitter": 0.35, "microdata": 0.4, "meta": 0.2}
_SEEN = 0.8  # and for standing on the page outside the h1
_UNSEEN = ("not shown", "notice", "related stories", "navigation")
_TITLE = 600  # characters that a headline holds at most
_KICKED = 18  # characters of a headline behind a kicker, at least
_TAIL = 26  # characters of a section's or outlet's name behind a title


def headline(tree: Tree, said: Structured, found: list[Piece], uri: str) -> str:
    """The headline as printed, "" when the page has none."""
    title = next((n.text() for n in tree.nodes if n.tag == "title"), "")
    heads = _heads(found)
    written = [(where, squeeze(text)) for where, text in (*said.headlines, ("title", title)) if where in _VOTES and len(text) < _TITLE]
    site = {key(said.outlet), _host(said.canonical), _host(uri)} - {""}
    shown = {key(h) for h in heads}
    known = shown | {key(t) for w, t in written if w in ("jsonld", "microdata")}
    others = [(w, without_outlet(t, site, known, w == "title")) for w, t in written]
    votes: dict[str, float] = {}
    words: dict[str, str] = {}
    seen: set[str] = set()
    for where, text in [*_best_h1(heads, [t for _, t in others]), *others]:
        if where == "h1":
            text = _less_kicker(text, [t for _, t in others])
        told = key(text)
        if not told or told in site or where in seen:
            continue
        seen.add(where)
        votes[told] = votes.get(told, 0.0) + _VOTES[where]
        words.setdefault(told, text)
    sizes = [len(w) for w in words.values()] or [0]
    least, most = min(sizes) * 0.8, max(sizes) * 1.25
    for told in {key(p.text) for p in found if least <= len(p.text) <= most and p.density < 0.5 and p.reason not in _UNSEEN}:
        if told in votes and told not in shown:
            votes[told] += _SEEN
    return words[max(votes, key=lambda k: votes[k])] if votes else ""


def _host(address: str) -> str:
    """ "www.example-news.org" as "example news", the way a title may name it."""
    try:
        names = (urlsplit(address).hostname or "").split(".")
    except ValueError:
        return ""
    return " ".join(names[-2].split("-")) if len(names) > 1 and len(names[-2]) > 3 else ""


def _heads(found: list[Piece]) -> list[str]:
    """The texts of the h1 elements shown: each line alone, and the lines of one element together (kicker: headline)."""
    lines: dict[Node, list[str]] = {}
    for p in found:
        if p.kind == "h" and len(p.text) < _TITLE and p.reason not in _UNSEEN and (node := _h1(p.node)) is not None:
            lines.setdefault(node, []).append(p.text)
    out: list[str] = []
    for parts in lines.values():
        if 1 < len(parts) <= 4:
            out.append(" ".join(t if t[-1:] in ":.!?" or t is parts[-1] else t + ":" for t in parts))
        out += parts
    return out


def _h1(node: Node) -> Node | None:
    at: Node | None = node
    for _ in range(4):
        if at is None or at.tag == "h1":
            return at
        at = at.parent
    return None


def _best_h1(heads: list[str], others: list[str]) -> list[tuple[str, str]]:
    """The h1 most like the page's other titles; one that shares next to nothing with them is likely the site's name."""
    best, most, share = "", -1.0, 0.0
    theirs = [t for t in (set(_WORDS.findall(o.casefold())) for o in others) if t]
    for h in heads[:50]:
        own = set(_WORDS.findall(h.casefold()))
        likeness = max((len(own & t) / len(own | t) for t in theirs), default=0.0)
        if own and likeness > most:
            best, most = h, likeness
            share = max((len(own & t) / min(len(own), len(t)) for t in theirs), default=0.0) * min(1.0, len(own) / 3)
    return [("h1", best)] if best and (share > 0.3 or not others) else []


def _less_kicker(head: str, others: list[str]) -> str:
    """An h1 that ends in one of the page's other titles as that title: a kicker stands before it."""
    whole = key(head)
    tails = [o for o in others if len(o) > _KICKED and whole.endswith(" " + key(o))]
    return max(tails, key=len) if tails else head


def without_outlet(text: str, site: set[str], known: set[str], loose: bool) -> str:
    """A title without "| Outlet": cut at the separator that leaves a known headline, else where the outlet's name begins;
    a `loose` one (the title tag) also loses short names of sections and sites behind a separator."""
    cuts = list(_SUFFIX.finditer(text))
    parts = [part for m in cuts for part in (text[: m.start()], text[m.end() :]) if key(part) in known]
    if parts:
        return max(parts, key=len)
    for m in reversed(cuts):
        tail = key(text[m.end() :])
        if any(s in tail or (tail and tail in s) for s in site):
            return without_outlet(text[: m.start()], site, known, loose)
    if loose and cuts and len(text) - cuts[-1].end() <= _TAIL and cuts[-1].start() > _TAIL and len(text[cuts[-1].end() :].split()) <= 3:
        return without_outlet(text[: cuts[-1].start()], site, known, loose)
    return text
