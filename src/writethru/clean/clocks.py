"""Times of day that open the posts of a ticker or live blog: "12.31 Uhr: ...", in a heading, a line of its own or before the text."""

import re
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from writethru.clean.draft import Draft, DraftBlock
from writethru.clean.stamps import stamps
from writethru.model import Stamp

LEAST = 3  # posts that make a live blog
_TIME = r"([01]?\d|2[0-3])\s?[:.h]\s?([0-5]\d)(?!\d)\s?(?:([ap])\.?\s?m\b)?"
_NAMED = r"\.?\s?(?:uhr|h|[a-z]{2,4}t|gmt|utc)?"  # behind a time of day: a word for it or its zone
_CLOCK = re.compile(rf"\W{{0,5}}{_TIME}", re.I)
_LED = re.compile(rf"\W{{0,5}}{_TIME}{_NAMED}\s?[:–—|-]\s?(?=[\"“‘'(]?\w)", re.I)  # before the text of a post
ALONE = re.compile(rf"\W{{0,5}}{_TIME}{_NAMED}\W{{0,5}}$", re.I)
_SHORT = 20  # characters: a line that is a time of day is no longer
_HALF, _SLACK = 12, 2  # hours


def days_of(clocks: list[time], published: Stamp | None, updated: Stamp | None) -> list[Stamp | None]:
    """Times of day in the page's order as stamps: newest first as a rule, a day back at each jump over midnight. Where the page
    tells only when it was published and the newest post is later in the day, the oldest one stands on the day of publication."""
    latest = updated or published
    if latest is None or not clocks:
        return [None] * len(clocks)
    if sum(a < b for a, b in pairwise(clocks)) * 2 > len(clocks) - 1:
        return days_of(clocks[::-1], published, updated)[::-1]
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


def by_clocks(draft: Draft) -> None:
    """Times of a ticker that opens its posts with a clock: in the heading, in a line of its own, before the text ("12.31 Uhr: ...").

    Headings that hold a date set the day; without one a jump over midnight does."""
    rows: list[list[DraftBlock]] = [[]]  # blocks with a clock, parted where a heading gives a date
    days: list[tuple[Stamp | None, Stamp | None]] = [(draft.published, draft.updated)]
    for b in draft.blocks:
        if b.at is None and _opens_post(b):
            rows[-1].append(b)
        elif b.at is None and b.part == "crosshead" and (dated := stamps(b.text)) and (found := dated[0] or dated[1]):
            rows.append([])
            days.append((None, Stamp(found.day)))
    if sum(map(len, rows)) < LEAST:
        return
    given: dict[int, Stamp | None] = {}
    for row, day in zip(rows, days, strict=True):
        clocks = [c for b in row if (c := clock_of(b.text)) is not None]
        given.update(zip(map(id, row), days_of(clocks, *day), strict=True))
    now: Stamp | None = None
    for b in draft.blocks:
        if id(b) in given:
            now = given[id(b)]
        elif b.at is None and b.part == "crosshead" and stamps(b.text):
            now = None
        b.at = b.at or now
    alone = [b for b in draft.blocks if id(b) in given and ALONE.match(b.text)]
    for b in alone:
        draft.leave_out(b.text, "time of a post")
    gone = set(map(id, alone))
    draft.blocks[:] = [b for b in draft.blocks if id(b) not in gone]
    for b in draft.blocks:
        if id(b) in given and b.at and b.part != "crosshead" and (m := _LED.match(b.text)):
            draft.leave_out(m.group().strip(), "time of a post")
            b.text = b.text[m.end() :]


def _opens_post(b: DraftBlock) -> bool:
    return (_CLOCK if b.part == "crosshead" else _LED if len(b.text) > _SHORT else ALONE).match(b.text) is not None


def opens_with_clock(text: str) -> bool:
    """Whether a line begins with a time of day, as a live-blog post's heading may."""
    return _CLOCK.match(text) is not None


def clock_of(text: str) -> time | None:
    m = _CLOCK.match(text)
    if m is None:
        return None
    hour = int(m[1]) % 12 + (12 if m[3].lower() == "p" else 0) if m[3] else int(m[1])
    return time(hour, int(m[2]))
