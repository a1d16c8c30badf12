"""Live blogs: the time of each visible post, and the posts that only the JSON-LD has.

A post is one of at least `LEAST` elements beside each other that each carry a time. Posts keep the page's order (newest first
as a rule); those found in JSON-LD alone (schema.org LiveBlogPosting, liveBlogUpdate) follow.
"""

import re
from datetime import UTC, datetime, time

from writethru.clean.chrome import hint
from writethru.clean.clocks import LEAST, clock_of, days_of
from writethru.clean.draft import DraftBlock
from writethru.clean.pieces import Piece, kids_of
from writethru.clean.stamps import labelled_clock
from writethru.clean.structured import Post
from writethru.clean.tree import Element, Node
from writethru.dates import parse_stamp
from writethru.model import Stamp

_ISO = 12  # characters: a data attribute with a day alone is no post's time
_POST_CHARS = 60  # characters of a post, at least, for three of them
_BEFORE = re.compile(r"^\D+")  # "Published at" before a clock
_SAME = 40  # characters that two texts share by no chance
_SHORT = 20  # characters: a line that is a time of day is no longer
_POST = re.compile(r"-(?:live[a-z]*|post|posts|update|updates|entry|ticker[a-z]*|event|key-event|block-time|timeline[a-z]*)-")
_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")  # seconds or milliseconds since 1970, of 2001 to 2033
_NO_POST = frozenset(("p", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote", "figure", "table"))
_TIMED = re.compile(r"time|date|publish|created")
_CLOCK_CHARS = 30  # characters of a text that is a time of day
_MAY_CLOCK = re.compile(r"\D{0,20}\d{1,2}\s?[:.h]\s?\d\d")
_KNOWN = 0.6  # share of a JSON-LD post on the page from which it counts as shown


def times_of(words: type, found: list[Piece], home: Node, published: Stamp | None, updated: Stamp | None) -> dict[Node, Stamp]:
    """The posts inside the container with their times; empty when the page is no live blog. `words` is the class of text nodes.

    The page's own times give posts that show a time of day alone their day."""
    rows = [(n, kids) for n, kids in kids_of(found[home.first : home.last]).items() if n is not None and _may_hold(n, kids, home)]
    for parent, beside in sorted(rows, key=lambda r: (-len(r[1]), r[0].depth)):
        kids = _timed(words, beside)
        if _may_hold(parent, [*kids], home) and (_live(parent) or _live(next(iter(kids)))):
            days = iter(days_of([t for t in kids.values() if isinstance(t, time)], published, updated))
            placed = {k: t if isinstance(t, Stamp) else next(days) for k, t in kids.items()}
            return {k: t for k, t in placed.items() if t is not None}
    return {}


def _may_hold(parent: Node, kids: list[Node], home: Node) -> bool:
    """Whether these blocks beside each other may be posts."""
    long = [k for k in kids if k.chars > _POST_CHARS and k.tag not in _NO_POST] if len(kids) >= LEAST else []
    if len(long) < LEAST or parent.depth < home.depth or sum(k.chars for k in long) <= home.chars * 0.4:
        return False
    return _live(parent) or any(map(_live, long))


def _timed(words: type, kids: list[Node]) -> dict[Node, Stamp | time]:
    """Those of the blocks that hold a time: of a time element, of a data attribute, or a time of day that opens a line."""
    out: dict[Node, Stamp | time] = {}
    for kid in kids:
        inside = (kid.el, *kid.el.descendants)
        told = (_clock_of(getattr(x, "data", "")) if type(x) is words else _time(x) if hasattr(x, "tag") else None for x in inside)
        if (at := next((t for t in told if t is not None), None)) is not None:
            out[kid] = at
    return out


def _live(node: Node) -> bool:
    return node.tag == "article" or "liveblogupdate" in node.get("itemprop").lower() or bool(_POST.search(f"-{node.tag}-{hint(node)}"))


def _time(el: Element) -> Stamp | time | None:
    """The time that an element tells by its attributes."""
    if el.tag == "time" and (written := el.attr("datetime")):
        return parse_stamp(written)
    for name in el.attrs:
        if name.startswith("data-") and _TIMED.search(name) and (written := el.attr(name)):
            return _machine(written)
    return None


def _clock_of(data: str) -> time | None:
    """The time of day that a short text opens with, or that a label stands before."""
    if len(data) >= _CLOCK_CHARS or not _MAY_CLOCK.match(data):
        return None
    data = data.strip()
    return clock_of(data) or (clock_of(_BEFORE.sub("", data)) if labelled_clock(data) else None)


def _machine(value: str) -> Stamp | None:
    """The time of a data attribute: ISO 8601, or seconds or milliseconds since 1970."""
    if _EPOCH.fullmatch(value):
        return Stamp(datetime.fromtimestamp(int(value[:10]), UTC))
    return parse_stamp(value) if value[:4].isdigit() and len(value) > _ISO else None


def post_of(node: Node, posts: dict[Node, Stamp]) -> Stamp | None:
    """The time of the post an element stands in."""
    at: Node | None = node
    while at is not None:
        if at in posts:
            return posts[at]
        at = at.parent
    return None


def merge(posts: list[Post], blocks: list[DraftBlock]) -> None:
    """Gives visible blocks the times of the JSON-LD posts that they say, and appends the posts that are not shown."""
    if not posts:
        return
    stamps = [parse_stamp(p.at) if p.at else None for p in posts]
    told = {end: i for i, p in enumerate(posts) for t in (p.headline, *p.text) for end in _ends(t)}
    shown = {end for b in blocks for end in _ends(b.text)}
    for b in blocks:
        post = next((told[end] for end in _ends(b.text) if end in told), None)
        if post is not None and b.at is None:
            b.at = stamps[post]
    for p, stamp in zip(posts, stamps, strict=True):
        parts = [t for t in (p.headline, *p.text) if t]
        if sum(len(t) for t in parts if not shown.isdisjoint(_ends(t))) <= _KNOWN * sum(map(len, parts)):
            if p.headline:
                blocks.append(DraftBlock("crosshead", p.headline, stamp))
            blocks += [DraftBlock("paragraph", t, stamp) for t in p.text]


def _ends(text: str) -> tuple[str, ...]:
    """The beginning and the end of a text, by which it is known again."""
    return (text[:_SAME], text[-_SAME:]) if len(text) > _SAME else (text,) if len(text) > _SHORT else ()
