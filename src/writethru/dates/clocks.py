"""Handlers for times of day: "9 a.m. Tuesday", "14:08 GMT", "seven in the morning", and ISO 8601 dates with or without a time."""

import re
from datetime import date, datetime, timedelta, timezone

from writethru.dates.calendar import step
from writethru.dates.days import Handled, calendar_day, day_of_weekday, ref_day
from writethru.dates.hit import Found, Hit
from writethru.dates.reader import Reader

_HOURS = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        map(str, range(1, 13)),
        strict=True,
    )
)


def on_iso(r: Reader, hit: Hit) -> Handled:
    value = hit.word("iso")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    if hit.has("c"):
        return at_clock(r, hit, value)
    r.name_day(day, hit.start)
    return [r.dated(hit.start, hit.end, value)]


def clock_text(hit: Hit) -> str | None:
    """hh:mm (24 hours) of a match's clock groups; "24:00" for midnight; None if there is no such time."""
    noon = hit.word("noon")
    if noon:
        return "24:00" if noon == "midnight" else "12:00"
    parts = re.split(r"[:.]", hit.word("c", "c1") or hit.word("h", "h1", "h2"))
    parts[0] = _HOURS.get(parts[0], parts[0])
    if not parts[0].isdecimal():
        return None
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) > 1 else 0
    half = hit.word("p", "p1", "p2")[:1] or {"m": "a", "a": "p", "e": "p"}.get(hit.word("hp", "hp1")[:1], "")
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02d}:{minute:02d}"


def _bare_clock(r: Reader, hit: Hit) -> bool:
    """Whether "16:20" alone reads as a time and not as a score or a verse."""
    if hit.has("p", "p1", "p2", "z", "h1", "h2", "noon") or hit.end - hit.start > 1:
        return True
    return r.is_a(hit.start - 1, r.marks.line + r.marks.prep + r.marks.det + r.marks.stop + r.marks.mark)


def on_clock(r: Reader, hit: Hit) -> Handled:
    clock = clock_text(hit)
    if clock is None or not _bare_clock(r, hit):
        return None
    if hit.has("c1") and not hit.has("p2", "z") and r.is_priced(hit.start):
        return None
    if hit.has("noon") and hit.end - hit.start == 1 and not r.is_a(hit.start - 1, r.marks.prep):
        return None
    if hit.has("m", "M", "mm", "MM"):
        found = calendar_day(r, hit)
        if found is None:
            return None
        day = found[0]
    elif hit.has("ww"):
        weekday = r.lex.value("weekday", hit.word("ww"))
        chosen = (
            day_of_weekday(r, weekday, int(hit.word("wd")[:-2]), hit.start, hit.end)
            if hit.has("wd")
            else r.weekday(weekday, "", hit.start, hit.end)
        )
        day = chosen.isoformat() if chosen else "XXXX-WXX-" + str(r.lex.value("weekday", hit.word("ww")))
    elif hit.has("t"):
        base = r.spoken_day(hit.start, hit.end)
        moved = step(base, {"yesterday": -1, "tomorrow": 1}.get(hit.word("t"), 0), "D") if base else None
        day = moved.isoformat() if moved else "XXXX-XX-XX"
    elif hit.has("iso"):
        day = hit.word("iso")
    else:
        r.clock = hit
        return at_clock(r, hit, _day_of_clock(r, hit, clock))
    first, r.clock = r.clock, None
    joined = (
        first is not None and first.end < hit.start <= first.end + 2 and all(r.is_a(k, r.marks.links) for k in range(first.end, hit.start))
    )
    return [*((first and at_clock(r, first, day)) or [] if joined else []), *(at_clock(r, hit, day) or [])]


def _day_of_clock(r: Reader, hit: Hit, clock: str) -> str:
    """A time without a day belongs to the day named last in its paragraph, else to the base, or to the day before that when it is past and
    the base has not come to it."""
    start = hit.start
    ref = ref_day(r)
    if ref and r.said and r.said.day == ref:
        at = r.scan.spans[start][0]
        between = r.scan.text[r.said.at : at] if at - r.said.at < 500 else "\n"
        near = r.base is None or abs((r.base - ref).days) <= 6
        if "\n" not in between and (near or ". " not in between):
            return ref.isoformat()
    if r.base is None:
        return "XXXX-XX-XX"
    day = step(r.base, -1, "D") if r.to_come(clock) and r.direction(hit.start, hit.end) < 0 else r.base
    return (day or r.base).isoformat()


def at_clock(r: Reader, hit: Hit, day: str) -> Handled:
    """A TIME; the bounds carry the offset when the zone is one that no other shares."""
    clock = clock_text(hit)
    if clock is None:
        return None
    value = f"{day}T{clock}"
    if not day[0].isdigit():
        return [Found(hit.start, hit.end, "TIME", value)]
    r.ref = day
    real = date.fromisoformat(day)
    if clock == "24:00":
        later = step(real, 1, "D")
        at = f"{later}T00:00" if later else None
        return [Found(hit.start, hit.end, "TIME", value, at, at)]
    offset = r.lex.value("zone", hit.word("z")) if hit.has("z") else None
    moment = datetime.fromisoformat(f"{day}T{clock}")
    if offset is not None:
        moment = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
    at = moment.isoformat(timespec="minutes")
    return [Found(hit.start, hit.end, "TIME", value, *r.opened(hit.start, at, at))]
