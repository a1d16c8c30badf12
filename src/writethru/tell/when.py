"""Dates of a sentence, in a shape that can be compared: days and hours, from what `extract` found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from writethru.model import Mention, TimeExpression
from writethru.text import fold

_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)\b|\b(\d{1,2}) ?([ap])\.?m\b|\b(noon|midday|midnight)\b", re.I)
_AFTERNOON = re.compile(r" ?p\.?m", re.I)
_NOON = re.compile(r"noon|midday|midnight", re.I)
ROUGH = 30  # minutes that an hour told in words may be off
_DATED = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|to(?:day|night|morrow)|yesterday|last|next|this|day|\d{4}|\d{1,2}(?:st|nd|rd|th))",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:earlier|later|before|after|previous|following|next|same|that|the other) ?(?:day|night|week|month|year|evening|morning)?s?$|^(?:that|the same|the next) ",
    re.I,
)
MONTH = 31  # days
_YEAR = re.compile(r"\b\d{4}\b")
_WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@dataclass(frozen=True, slots=True)
class When:
    start: int
    end: int
    first: str  # ISO day, "" unknown
    last: str
    clock: str  # "11:00", "" none
    dated: bool  # names a day, not only an hour
    weekday: int = -1  # 0 Monday; -1 none named
    words: str = ""
    rough: bool = False  # "about three", "three in the morning": a hour not told to the minute
    relative: bool = False  # "a day earlier": counted from what stands before


def when_of(t: TimeExpression, mentions: Sequence[Mention]) -> When | None:
    """A day or hour that can be compared; none for "now" and for words of a name ("Marenia Today")."""
    if t.value.endswith("_REF") or any(m.start < t.start and t.end <= m.end for m in mentions):
        return None
    m = _CLOCK.search(t.text)
    clock = ""
    if m:
        if m.group(5):
            clock = "00:00" if m.group(5).lower() == "midnight" else "12:00"
        elif m.group(3):
            clock = f"{int(m.group(3)) % 12 + (12 if m.group(4).lower() == 'p' else 0):02d}:00"
        else:
            later = _AFTERNOON.match(t.text, m.end()) and int(m.group(1)) < 12
            clock = f"{int(m.group(1)) + (12 if later else 0):02d}:{m.group(2)}"
    elif "T" in t.value and re.search(r"T\d\d:\d\d", t.value):
        clock = t.value.split("T")[1][:5]
    dated = bool(_DATED.search(t.text))
    named = re.search("|".join(_WEEK), t.text.lower())
    first, last = (t.earliest or "")[:10], (t.latest or t.earliest or "")[:10]
    if not t.earliest and re.fullmatch(r"\d{4}-\d\d", t.value):
        first = f"{t.value}-01"  # "by June"
    weekday = _WEEK.index(named.group()) if named else -1
    rough = bool(clock) and not re.search(r"\d", t.text) and not _NOON.search(t.text)
    return When(t.start, t.end, first or last, last, clock, dated, weekday, fold(t.text), rough, bool(_RELATIVE.search(t.text)))


def _minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def _hour(d: When, e: When) -> bool:
    """Whether an hour of the draft may be the source's: "about three in the morning" for 03:22."""
    if d.rough and e.clock:
        return abs(_minutes(d.clock) - _minutes(e.clock)) <= ROUGH
    return d.clock == e.clock


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def day_of(d: When) -> str:
    """The one day a date means, "" for a longer time."""
    return d.first if d.dated and d.first and d.first == d.last else ""


def agrees(d: When, e: When) -> bool:
    """Whether a date of the draft may be the source's."""
    if d.clock and not _hour(d, e):
        return False
    if d.first and d.first < d.last and _shifted(d.first, 400) < d.last:  # "since 1993"
        return e.first[:4] == d.first[:4]
    mine, theirs = set(_YEAR.findall(d.words)), set(_YEAR.findall(e.words))
    if mine and theirs and not mine & theirs:
        return False
    if not d.dated:
        return bool(d.clock) or not d.first or not e.first or (d.first <= e.last and e.first <= d.last)
    if d.weekday >= 0:
        if e.weekday >= 0 or not e.first:
            return d.weekday == e.weekday
        day = date.fromisoformat(e.first)
        if e.last != e.first and d.first:  # a month or a week: one near the day meant
            return e.first <= _shifted(d.first, 7) and _shifted(d.first, -7) <= e.last
        return day.weekday() == d.weekday
    if not d.first or not e.first:
        return d.words == e.words
    if not _YEAR.search(d.words) and d.first[:4] != e.first[:4] and len(d.first) == len(e.first) and e.last < _shifted(e.first, MONTH):
        return d.first[5:] <= e.last[5:] and e.first[5:] <= d.last[5:]  # "in November", read from another day than the report's
    return d.first <= e.last and e.first <= d.last
