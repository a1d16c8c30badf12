"""Handlers for units reckoned from a day: "last week", "two years ago", "the next 12 months"."""

from datetime import date

from writethru.dates.calendar import at_unit, bounds, step
from writethru.dates.days import Handled, relation
from writethru.dates.durations import CLOCK_UNITS, amount, period, unit_of
from writethru.dates.hit import Found, Hit
from writethru.dates.reader import Reader


def _ref_first(r: Reader) -> date | None:
    """The first day of what was named last."""
    span = bounds(r.ref) if r.ref else None
    return span[0] if span else None


def on_offset(r: Reader, hit: Hit) -> Handled:
    """ "two years ago", "five days later", "the day before yesterday"."""
    if hit.has("b"):
        if hit.has("w"):
            base = r.weekday(r.lex.value("weekday", hit.word("w")), relation(r, hit), hit.start, hit.end)
        else:
            spoken = r.spoken_day(hit.start, hit.end)
            base = step(spoken, {"yesterday": -1, "tomorrow": 1}.get(hit.word("t"), 0), "D") if spoken else None
        day = step(base, -1 if hit.word("b") == "before" else 1, "D") if base else None
        return [r.dated(hit.start, hit.end, day.isoformat())] if day else None
    unit = unit_of(r, hit.word("u"))
    key = hit.word("k", "k1")
    count = None if not hit.has("n", "one") or hit.has("x") else amount(r, hit.words("n"))
    if key in ("later", "earlier"):
        return _from_ref(r, hit, count, unit, 1 if key == "later" else -1)
    ahead = key in ("hence", "from")
    if count is None:
        return [r.reference(hit, "FUTURE_REF" if ahead else "PAST_REF")]
    if unit == "Y" and count == 1 and not ahead and r.quarter and r.near_quarter(hit.start):
        return [r.dated(hit.start, hit.end, f"{r.quarter[0] - 1:04d}-Q{r.quarter[1]}")]
    return _from_day(r, hit, r.base, count if ahead else -count, unit)


def _from_ref(r: Reader, hit: Hit, count: float | None, unit: str, sign: int) -> Handled:
    """Later or earlier than what was named last; without it a duration, but "a year earlier" reckons from the report."""
    if unit == "Y" and count == 1 and sign < 0 and r.quarter and r.near_quarter(hit.start):
        return [r.dated(hit.start, hit.end, f"{r.quarter[0] - 1:04d}-Q{r.quarter[1]}")]
    origin = _ref_first(r) or (r.base if unit == "Y" and sign < 0 else None)
    fine = {"D": 10, "W": 8, "M": 7, "Q": 7, "Y": 4}.get(unit, 99)
    if count is None or origin is None or (r.ref and len(r.ref) < fine):
        return [Found(hit.start, hit.m.end("u"), "DURATION", period(count, unit))]
    return _from_day(r, hit, origin, sign * count, unit)


def _from_day(r: Reader, hit: Hit, origin: date | None, count: float, unit: str) -> Handled:
    whole = {"FN": "W", "WE": "WE"}.get(unit, unit)
    if origin is None:
        return [Found(hit.start, hit.end, "DATE", "PAST_REF" if count < 0 else "FUTURE_REF")]
    if unit in CLOCK_UNITS:
        return [r.clock_away(hit.start, hit.end, count, {"S": 1, "MIN": 60, "H": 3600}[unit])]
    if unit == "CE" and count != int(count):  # "half a century ago"
        count, whole = count * 100, "Y"
    day = step(origin, count * 2 if unit == "FN" else count, whole)
    if day is None:
        return [Found(hit.start, hit.end, "DATE", "PAST_REF" if count < 0 else "FUTURE_REF")]
    return [r.dated(hit.start, hit.end, at_unit(day, whole))]


def on_unitrel(r: Reader, hit: Hit) -> Handled:
    """ "last week", "this year", "the following month", "that day", "the end of the year"."""
    unit, word = unit_of(r, hit.word("u")), hit.word("r")
    rel = relation(r, hit)
    part = r.lex.values["edge"].get(hit.word("E", "e")) or next((w for w in ("earlier", "later") if w in _prefix(r, hit)), "")
    if hit.has("y"):  # "year-end 2023"
        return [r.dated(hit.start, hit.end, hit.word("y"), part)]
    origin = r.base
    if unit == "D" and hit.has("e"):
        return None  # "at the end of the day"
    if unit == "D" and word == "the":
        origin = _ref_first(r) or r.base
    if rel == "that" or word in ("following", "previous", "preceding", "prior"):
        origin = _ref_first(r)
    if unit == "D" and (word in ("last", "past", "latest", "recent", "current") or (rel == "fwd" and not (origin := _ref_first(r)))):
        return None
    if rel == "that" and len(r.ref or "") < {"D": 10, "W": 8, "M": 7}.get(unit, 0):
        return None
    if origin is None:
        return None
    if word == "past" and hit.words("r")[0] != "this":
        first = step(origin, -1, unit)
        return [Found(hit.start, hit.end, "DURATION", period(1, unit), first.isoformat() if first else None, origin.isoformat())]
    if unit in ("DE", "CE") and word in ("last", "next", "coming"):
        ends = sorted(d.isoformat() for d in (origin, step(origin, -1 if word == "last" else 1, unit)) if d)
        return [Found(hit.start, hit.end, "DURATION", period(1, unit), ends[0], ends[-1])]
    shift = {"back": -1, "fwd": 1}.get(rel, -1 if word == "latest" and unit == "Y" else 0)
    if unit == "WE" and rel == "here" and origin.isoweekday() <= 4 and r.direction(hit.start, hit.end) < 0:
        shift = -1  # what was done "this weekend", told after it
    whole = "W" if unit == "FN" else unit
    day = step(origin, shift, whole)
    return [r.dated(hit.start, hit.end, at_unit(day, whole), part)] if day else None


def _prefix(r: Reader, hit: Hit) -> set[str]:
    return {r.scan.word(i).lower() for i in range(hit.start, min(hit.start + 3, hit.end))}


def on_theunit(r: Reader, hit: Hit) -> Handled:
    """ "for the year", "over the weekend": that of the report's day."""
    unit = unit_of(r, hit.word("u"))
    after = r.scan.word(hit.end).lower() if hit.end < len(r.scan.spans) else ""
    if r.base is None or after in ("of", "before", "after", "when", "that", "since", "in", "he", "she", "they", "it"):
        return None
    base = r.base
    if unit == "WE":
        ahead = r.direction(hit.start, hit.end) > 0
        day = base if ahead or base.isoweekday() >= 6 else step(base, -1, "W")
        return [r.dated(hit.start, hit.end, at_unit(day, "WE"))] if day else None
    return [r.dated(hit.start, hit.end, at_unit(base, unit))]
