"""The headline of a page: the one that most of its titles agree on, each less the outlet's name.

Titles stand in the h1, JSON-LD, OpenGraph, Twitter and title tags and in microdata; any of them may hold a site's name, a search
engine's wording or a teaser, so each has one vote, weighed by how often it is right.
"""

import re
from itertools import pairwise
from urllib.parse import urlsplit

from writethru.clean.pieces import Piece
from writethru.clean.sift import key
from writethru.clean.structured import Structured
from writethru.clean.tree import Node, Tree
from writethru.text import squeeze

_WORDS = re.compile(r"\w+")
_SUFFIX = re.compile(r"\s+[|\-–—·•»:✩｜ㅣ]{1,2}\s+|\s*[|｜ㅣ]\s*|：(?=[^：]{2,14}$)")
_MARK = re.compile(r"\s*(?:[|｜ㅣ_]|::|[-–—]{1,2})\s*|\s+[»•·:\[]\s*|\]$")  # between segments where one of them is known to be the headline
_LINK_SIGN = re.compile(r"\s*[¶🔗#]$")  # that a heading carries for being linked to
_MARKS = 10  # of these looked at in one title
_VOTES = {"h1": 1.25, "h2": 1.25, "jsonld": 1.0, "og": 0.9, "title": 0.4, "twitter": 0.35, "microdata": 0.4, "named": 0.45, "meta": 0.2}
_ECHO = 0.1  # for twitter:title where it only repeats og:title, both set for sharing
_SEEN = 0.8  # and for standing on the page outside the h1
_UNSEEN = ("not shown", "notice", "related stories", "navigation")
_TITLE = 600  # characters that a headline holds at most
_KICKED = 18  # characters of a headline behind a kicker, at least
_PIECES = 400  # pieces that are compared with the titles
_LIKE = 0.6  # share of words that a lower heading has in common with a title
_FEW = 5  # words of a site's name
_WHOLE = 4  # words of a title before a mark that may be all of the headline
_TAIL = 26  # characters of a section's or outlet's name behind a title


def headline(tree: Tree, said: Structured, found: list[Piece], uri: str) -> str:
    """The headline as printed, "" when the page has none."""
    title = next((el.text for el in tree.marked.get("title", ())), "")
    lines = _heads(found, ("h1",))
    heads = _joined(lines)
    written = [(where, squeeze(text)) for where, text in (*said.headlines, ("title", title)) if where in _VOTES and 0 < len(text) < _TITLE]
    site = {key(said.outlet), host_name(said.canonical), host_name(uri)} - {""}
    site |= _site_names(heads, [t for _, t in written])
    shown = {key(h) for h in heads}
    known = shown | {key(t) for w, t in written if w in ("jsonld", "microdata", "named")} | _printed(found, [t for _, t in written])
    others = [(w, without_outlet(t, site, known, w == "title")) for w, t in written]
    others = _without_kickers(others, [parts[-1] for parts in lines if len(parts) > 1])
    lower = [] if heads else _best(_joined(_heads(found, ("h2", "h3"))), "h2", others)
    shown |= {key(h) for _, h in lower}
    votes: dict[str, float] = {}
    words: dict[str, str] = {}
    seen: set[str] = set()
    og = ""
    for where, text in [*_best(heads, "h1", others), *others, *lower]:
        if where in ("h1", "h2"):
            text = _less_kicker(text, [t for _, t in others])
        told = key(text)
        if not told or told in site or where in seen:
            continue
        seen.add(where)
        echo = where == "twitter" and told == og
        votes[told] = votes.get(told, 0.0) + (_ECHO if echo else _VOTES[where])
        og = told if where == "og" else og
        words.setdefault(told, text)
    sizes = [len(w) for w in words.values()] or [0]
    least, most = min(sizes) * 0.8, max(sizes) * 1.25
    for told in {key(p.text) for p in found if least <= len(p.text) <= most and p.density < 0.5 and p.reason not in _UNSEEN}:
        if told in votes and told not in shown:
            votes[told] += _SEEN
    return words[max(votes, key=lambda k: votes[k])] if votes else ""


def host_name(address: str) -> str:
    """ "www.example-news.org" as "example news", the way a title may name it."""
    try:
        names = (urlsplit(address).hostname or "").split(".")
    except ValueError:
        return ""
    return " ".join(names[-2].split("-")) if len(names) > 1 and len(names[-2]) > 3 else ""


def _printed(found: list[Piece], titles: list[str]) -> set[str]:
    """The lines of the page that one of its titles holds word for word."""
    whole = "\n".join(titles)
    short = (p for p in found[:_PIECES] if _KICKED <= len(p.text) < _TITLE and p.density < 0.5 and p.reason not in _UNSEEN)
    return {key(p.text) for p in short if p.text in whole}


def _site_names(heads: list[str], titles: list[str]) -> set[str]:
    """The h1 elements of a few words that are also the end of a longer title behind a mark: they name the site."""
    out: set[str] = set()
    for head in heads[:_MARKS]:
        own = set(_WORDS.findall(head.casefold()))
        for title in titles if 0 < len(own) <= _FEW else ():
            cuts = [m for m in _MARK.finditer(title) if m.end() < len(title)]
            tail = set(_WORDS.findall(title[cuts[-1].end() :].casefold())) if cuts else set()
            if tail and (tail <= own or own <= tail) and len(title[: cuts[-1].start()].split()) > len(own):
                out.add(key(head))
    return out


def _heads(found: list[Piece], tags: tuple[str, ...]) -> list[list[str]]:
    """The headings shown, each as its lines: a kicker may stand in an element of its own above the headline."""
    lines: dict[Node, list[str]] = {}
    for p in found:
        node = p.node if p.node.tag in tags else p.node.heading
        if node is not None and node.tag in tags and len(p.text) < _TITLE and p.reason not in _UNSEEN:
            lines.setdefault(node, []).append(_LINK_SIGN.sub("", p.text))
    return list(lines.values())


def _joined(headings: list[list[str]]) -> list[str]:
    """Each line of the headings alone, and the lines of one together ("Kicker: Headline")."""
    out: list[str] = []
    for parts in headings:
        if 1 < len(parts) <= 4:
            out.append(" ".join(t if t[-1:] in ":.!?" or t is parts[-1] else t + ":" for t in parts))
        out += parts
    return out


def _best(heads: list[str], where: str, titles: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The heading most like the page's other titles: an h1 that shares next to nothing with them is likely the site's name,
    a lower one must nearly be one of them."""
    best, most, share = "", -1.0, 0.0
    theirs = [t for t in (set(_WORDS.findall(o.casefold())) for _, o in titles) if t]
    for h in heads[:50]:
        own = set(_WORDS.findall(h.casefold()))
        likeness = max((len(own & t) / len(own | t) for t in theirs), default=0.0)
        likeness = max(likeness, _LIKE + 0.01) if where == "h2" and _less_kicker(h, [o for _, o in titles]) != h else likeness
        if own and likeness > most:
            best, most = h, likeness
            share = max((len(own & t) / min(len(own), len(t)) for t in theirs), default=0.0) * min(1.0, len(own) / 3)
    sure = share > 0.34 or not titles if where == "h1" else most > _LIKE
    return [(where, best)] if best and sure else []


def _less_kicker(head: str, others: list[str]) -> str:
    """An h1 that ends in one of the page's other titles as that title: a kicker stands before it."""
    whole = key(head)
    tails = [o for o in others if len(o) > _KICKED and whole.endswith(" " + key(o))]
    return max(tails, key=len) if tails else head


def _without_kickers(titles: list[tuple[str, str]], lines: list[str]) -> list[tuple[str, str]]:
    """Titles that set different kickers before the last line of the h1 as that line."""
    for line in (x for x in lines[:_MARKS] if len(x) > _KICKED):
        own = key(line)
        ahead = {k.removesuffix(own) for _, t in titles if (k := key(t)).endswith(" " + own)}
        if len(ahead) > 1 or (ahead and own in {key(t) for _, t in titles}):
            titles = [(w, line if key(t).endswith(own) else t) for w, t in titles]
    return titles


def without_outlet(text: str, site: set[str], known: set[str], loose: bool) -> str:
    """A title without "| Outlet": cut at the separator that leaves a known headline, else where the outlet's name begins;
    a `loose` one (the title tag) also loses short names of sections and sites behind a separator."""
    marks = [m for m in _MARK.finditer(text) if m.group()][:_MARKS]
    if marks:
        parts = [part for m in marks for part in (text[: m.start()], text[m.end() :])]
        parts += [text[a.end() : b.start()] for a, b in pairwise(marks)]
        said = [part for part in parts if len(part) >= _KICKED / 2 and key(part) in known - site]
        if said:
            return max(said, key=len)
    for m in marks:
        if key(text[m.end() :]) in site and m.start():
            return without_outlet(text[: m.start()], site, known, loose)
    cuts = list(_SUFFIX.finditer(text))
    for m in reversed(cuts):
        tail = key(text[m.end() :])
        if any(s in tail or (tail and tail in s) for s in site):
            return without_outlet(text[: m.start()], site, known, loose)
    if (
        loose
        and cuts
        and len(text) - cuts[-1].end() <= _TAIL
        and len(text[: cuts[-1].start()].split()) >= _WHOLE
        and len(text[cuts[-1].end() :].split()) <= 3
    ):
        return without_outlet(text[: cuts[-1].start()], site, known, loose)
    return text
