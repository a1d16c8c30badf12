"""Live blogs: the time of each visible post, and the posts that only the JSON-LD has.

A post is one of at least `_LEAST` elements beside each other that each carry a time. Posts keep the page's order (newest first
as a rule); those found in JSON-LD alone (schema.org LiveBlogPosting, liveBlogUpdate) follow.
"""

import re
from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from writethru.clean.chrome import hint
from writethru.clean.draft import Draft, DraftBlock
from writethru.clean.pieces import Timed
from writethru.clean.score import shingles
from writethru.clean.stamps import labelled_clock
from writethru.clean.structured import Post
from writethru.clean.tree import Node
from writethru.dates import parse_stamp
from writethru.model import Stamp

_ISO = 12  # characters: a data attribute with a day alone is no post's time
_POST_CHARS = 60  # characters of a post, at least, for three of them
_LEAST = 3  # posts that make a live blog
_TIME = r"([01]?\d|2[0-3])\s?[:.h]\s?([0-5]\d)(?!\d)\s?(?:([ap])\.?\s?m\b)?"
_NAMED = r"\.?\s?(?:uhr|h|[a-z]{2,4}t|gmt|utc)?"  # behind a time of day: a word for it or its zone
_CLOCK = re.compile(rf"\W{{0,5}}{_TIME}", re.I)
_LED = re.compile(rf"\W{{0,5}}{_TIME}{_NAMED}\s?[:–—|-]\s?\w", re.I)  # before the text of a post
_ALONE = re.compile(rf"\W{{0,5}}{_TIME}{_NAMED}\W{{0,5}}$", re.I)
_BEFORE = re.compile(r"^\D+")  # "Published at" before a clock
_SHORT = 20  # characters: a line that is a time of day is no longer
_POST = re.compile(r"-(?:live[a-z]*|post|posts|update|updates|entry|ticker[a-z]*|event|key-event|block-time|timeline[a-z]*)-")
_HALF, _SLACK = 12, 2  # hours
_EPOCH = re.compile(r"1[0-9]{9}(?:[0-9]{3})?")  # seconds or milliseconds since 1970, of 2001 to 2033
_KNOWN = 0.6  # share of a JSON-LD post's words on the page from which it counts as shown


def times_of(times: list[Timed], home: Node, published: Stamp | None, updated: Stamp | None) -> dict[Node, Stamp]:
    """The posts inside the container with their times; empty when the page is no live blog.

    The page's own times give posts that show a time of day alone their day."""
    beside: dict[Node, dict[Node, Stamp | time]] = {}
    if len(times) < _LEAST:
        return {}
    for timed in times:
        found = _time(timed)
        at: Node | None = timed.node if found is not None and home in timed.node.ancestors() else None
        while found is not None and at is not None and at.parent is not None and at is not home:
            beside.setdefault(at.parent, {}).setdefault(at, found)
            at = at.parent
    rows = [(len(kids), -parent.depth, parent) for parent, kids in beside.items() if len(kids) >= _LEAST]
    for _, _, parent in sorted(rows, key=lambda r: r[:2], reverse=True):
        kids = beside[parent]
        if (
            sum(k.chars > _POST_CHARS for k in kids) >= _LEAST
            and sum(k.chars for k in kids) > home.chars * 0.4
            and (_live(parent) or _live(next(iter(kids))))
        ):
            days = iter(_days([t for t in kids.values() if isinstance(t, time)], published, updated))
            placed = {k: t if isinstance(t, Stamp) else next(days) for k, t in kids.items()}
            return {k: t for k, t in placed.items() if t is not None}
    return {}


def _days(clocks: list[time], published: Stamp | None, updated: Stamp | None) -> list[Stamp | None]:
    """Times of day in the page's order as stamps: newest first as a rule, a day back at each jump over midnight. Where the page
    tells only when it was published and the newest post is later in the day, the oldest one stands on the day of publication."""
    latest = updated or published
    if latest is None or not clocks:
        return [None] * len(clocks)
    if sum(a < b for a, b in pairwise(clocks)) * 2 > len(clocks) - 1:
        return _days(clocks[::-1], published, updated)[::-1]
    day = _last_day(clocks[0], latest)
    if updated is None and day < latest.day:
        day = latest.day + timedelta(days=sum(a < b for a, b in pairwise(clocks)))
    out: list[Stamp | None] = []
    for clock, before in zip(clocks, [clocks[0], *clocks], strict=False):
        day -= timedelta(days=clock > before)
        out.append(Stamp(datetime.combine(day, clock)))
    return out


def _last_day(clock: time, latest: Stamp) -> date:
    """The day of the newest post, which stands near the page's last time. That one may be in UTC and the posts in the outlet's own
    time, half a day off at most; in one zone only a clear jump counts."""
    if not isinstance(latest.at, datetime):
        return latest.day
    ahead = (datetime.combine(latest.day, clock) - latest.at.replace(tzinfo=None)).total_seconds() / 3600
    foreign = latest.at.tzinfo is not None and not latest.at.utcoffset()
    return latest.day + timedelta(days=(ahead < -_HALF if foreign else 0) - (ahead > (_HALF if foreign else _SLACK)))


def _live(node: Node) -> bool:
    return node.tag == "article" or "liveblogupdate" in node.get("itemprop").lower() or bool(_POST.search(f"-{node.tag}-{hint(node)}"))


def _time(timed: Timed) -> Stamp | time | None:
    """The time of a time element, of a data attribute, or that a short line opens with."""
    if timed.kind == "element":
        return parse_stamp(timed.written)
    if timed.kind == "data":
        return _machine(timed.written)
    return _clock(timed.written) or (_clock(_BEFORE.sub("", timed.written)) if labelled_clock(timed.written) else None)


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
    words = [shingles(" ".join([p.headline, *p.text])) for p in posts]
    where = {w: i for i, own in enumerate(words) for w in own}
    shown: set[str] = set()
    for b in blocks:
        own = shingles(b.text)
        shown |= own
        hits = Counter(where[w] for w in own if w in where)
        if hits and b.at is None:
            best, n = hits.most_common(1)[0]
            b.at = stamps[best] if n > len(own) * _KNOWN else None
    for post, stamp, own in zip(posts, stamps, words, strict=True):
        if len(own & shown) <= len(own) * _KNOWN:
            if post.headline:
                blocks.append(DraftBlock("crosshead", post.headline, stamp))
            blocks += [DraftBlock("paragraph", t, stamp) for t in post.text]


def by_clocks(draft: Draft) -> None:
    """Times of a ticker that opens its posts with a clock: in the heading, in a line of its own, before the text ("12.31 Uhr: ...").

    Headings that hold a date set the day; without one a jump over midnight does."""
    from writethru.clean.masthead import stamps

    rows: list[list[DraftBlock]] = [[]]  # blocks with a clock, parted where a heading gives a date
    days: list[tuple[Stamp | None, Stamp | None]] = [(draft.published, draft.updated)]
    for b in draft.blocks:
        if b.at is None and _opens_post(b):
            rows[-1].append(b)
        elif b.at is None and b.part == "crosshead" and (dated := stamps(b.text)) and (found := dated[0] or dated[1]):
            rows.append([])
            days.append((None, Stamp(found.day)))
    if sum(map(len, rows)) < _LEAST:
        return
    given: dict[int, Stamp | None] = {}
    for row, day in zip(rows, days, strict=True):
        clocks = [c for b in row if (c := _clock(b.text)) is not None]
        given.update(zip(map(id, row), _days(clocks, *day), strict=True))
    now: Stamp | None = None
    for b in draft.blocks:
        if id(b) in given:
            now = given[id(b)]
        elif b.at is None and b.part == "crosshead" and stamps(b.text):
            now = None
        b.at = b.at or now
    alone = [b for b in draft.blocks if id(b) in given and _ALONE.match(b.text)]
    for b in alone:
        draft.leave_out(b.text, "time of a post")
    gone = set(map(id, alone))
    draft.blocks[:] = [b for b in draft.blocks if id(b) not in gone]


def _opens_post(b: DraftBlock) -> bool:
    return (_CLOCK if b.part == "crosshead" else _LED if len(b.text) > _SHORT else _ALONE).match(b.text) is not None


def opens_with_clock(text: str) -> bool:
    """Whether a line begins with a time of day, as a live-blog post's heading may."""
    return _CLOCK.match(text) is not None


def _clock(text: str) -> time | None:
    m = _CLOCK.match(text)
    if m is None:
        return None
    hour = int(m[1]) % 12 + (12 if m[3].lower() == "p" else 0) if m[3] else int(m[1])
    return time(hour, int(m[2]))
