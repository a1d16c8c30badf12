"""Times as printed in a line, with their clocks, zones and labels: "Tue 3 Mar 2026 14.05 GMT", "last updated October 21, 2024".

Months, zones and labels of many languages are in data/pasted_times.toml. A time without a year is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache

from writethru.clean.around import Around, made_of
from writethru.clean.labels import label_before
from writethru.clean.lexicon import DIGIT, alternation, key, table
from writethru.dates import zone_of
from writethru.model import Stamp

EARLIEST, LATEST = 1980, 2100
_HEAD = 600  # only so much of a line is searched: a masthead is short, a paragraph is not

CLOCK = re.compile(
    r"(?<![\d.,:])(?P<h>2[0-4]|[01]?\d)(?!\d)(?:\s?(?:[:.h]|時|시|點|点|:\s)\s?(?P<m>[0-5]\d)(?!\d)(?::[0-5]\d)?(?:\s?[分분])?)?"
    r"(?:\s?(?P<half>[apAP])\.?\s?[mM]\b\.?| (?:in the (?P<part>morning|afternoon|evening)|at (?P<night>night))\b)?(?:\s?(?:uhr|Uhr|hs?\b\.?))?(?:\s?\(?(?P<zone>[A-Z]{1,4}T|UTC|GMT|MEZ|MESZ|MSK|WIB|Z)?(?P<shift>[+-]\d\d?(?::?\d\d)?)?(?![\w])\)?)?"
)
_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
]
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Found:
    """A time in a line: its span (label and clock included), what its label says, and whether a label is there."""

    start: int
    end: int
    stamp: Stamp
    label: str  # "published", "updated", "either" or ""
    clock: bool


@cache
def _months() -> dict[str, int]:
    return {key(form): number for number, forms in enumerate(table("pasted_times")["months"], 1) for form in forms}


def month_of(name: str) -> int:
    """The number of a month by a name of it that a pattern found."""
    return _months()[key(name)]


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    forms = {f for forms in table("pasted_times")["months"] for f in forms} | set(_months())
    month = rf"(?P<month>{alternation(forms)})(?![^\W\d_]{{2}})"
    year = r"(?P<y>(?:19|20)\d\d)(?!\d)"
    day = r"(?<!\d)(?P<d>[0-3]?\d)"
    flags = re.IGNORECASE
    return (
        re.compile(rf"(?<!\d){year}\s?[-/.年년]\s?(?P<n>[01]?\d)\s?[-/.月월]\s?(?P<d>[0-3]?\d)(?!\d)(?:\s?[日일])?(?:T(?=\d))?\.?", flags),
        re.compile(rf"{day}(?:st|nd|rd|th|er|º|ª|\.)?[\s-]*(?:de |of |di |d['’])?{month}\.?,?[\s-]*(?:de |del |of )?{year}", flags),
        re.compile(rf"{month}\.?\s*(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?!\d),?\s*{year}", flags),
        re.compile(rf"(?<!\d){year}\.?\s+(?:m\.\s+)?{month}\.?\s+(?P<d>[0-3]?\d)(?!\d)\.?", flags),
        re.compile(rf"{day}\s?(?P<sep>[./-])\s?(?P<n>[0-3]?\d)\s?(?P=sep)\s?(?P<y>(?:19|20)\d\d|\d\d)(?!\d)", flags),
    )


@cache
def _gap() -> re.Pattern[str]:
    data = table("pasted_times")
    words = alternation({form for w in (*data["weekdays"], *data["between"]) for form in (key(w), w.casefold())})
    return re.compile(rf"(?:[\s,|·•./()–—\-:@]|(?<![^\W\d_])(?:{words})(?![^\W\d_]))*")


@cache
def partial() -> tuple[re.Pattern[str], ...]:
    """Days without a year, in English."""
    forms = {f for forms in table("pasted_times")["months"] for f in forms if f.isascii()} & set(_ENGLISH)
    month = rf"(?P<month>{alternation(forms)})(?![^\W\d_])\.?"
    week = r"(?:\b(?P<w>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,4}day|s|r|rs)?\b[.,]*\s*)?"
    return (
        re.compile(rf"{week}(?<!\d)(?P<d>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of )?{month}", re.IGNORECASE),
        re.compile(rf"{week}\b{month}\s+(?P<d>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:.]\d|\d)", re.IGNORECASE),
    )


def find(line: str, english: bool = False, around: Around | None = None) -> list[Found]:
    """Every printed time of a line, in order; clock, zone and label taken in where they stand next to it.

    In English text 3/4/2026 may be either of two days. That, and a day with a clock, a label or a line of its own but no year, is read by what the page
    gives `around` it, and refused without."""
    head = line[:_HEAD]
    if not DIGIT.search(head):
        return []
    spans = _whole(head, english, around)
    if spans or around is None:
        return list(_more_clocks(head, _taken_in(head, spans)))
    spans = [
        (m.start(), m.end(), made)
        for pattern in partial()
        for m in pattern.finditer(head)
        if (made := around.whole(_months()[key(m["month"])], int(m["d"]), (m["w"] or "").lower()))
    ]
    alone = any((m := p.fullmatch(head.strip())) and m["w"] for p in partial())
    return [f for f in _more_clocks(head, _taken_in(head, _apart(spans))) if f.clock or f.label or alone]


def days_told(text: str) -> set[tuple[int, int]]:
    """The (month, day) pairs that an English text tells in words."""
    return {(_months()[key(m["month"])], int(m["d"])) for pattern in partial() for m in pattern.finditer(text)}


def _apart(spans: list[tuple[int, int, date]]) -> list[tuple[int, int, date]]:
    kept: list[tuple[int, int, date]] = []
    for span in sorted(spans):
        if not kept or span[0] >= kept[-1][1]:
            kept.append(span)
    return kept


def _whole(head: str, english: bool, around: Around | None) -> list[tuple[int, int, date]]:
    """The days with a year, with their spans, in order."""
    years = [m.start() for m in _YEAR.finditer(head)]
    spans: list[tuple[int, int, date]] = []
    for pattern in patterns() if years else patterns()[-1:]:
        window = (max(0, years[0] - 40), years[-1] + 40) if years and pattern is not patterns()[-1] else (0, len(head))
        for m in pattern.finditer(head, *window):
            day = _day(m, english, around)
            if day and not any(m.start() < e and s < m.end() for s, e, _ in spans):
                spans.append((m.start(), m.end(), day))
    return sorted(spans)


def _taken_in(head: str, spans: list[tuple[int, int, date]]) -> list[Found]:
    found: list[Found] = []
    for i, (start, end, day) in enumerate(spans):
        floor = found[-1].end if found else 0
        ceiling = spans[i + 1][0] if i + 1 < len(spans) else len(head)
        found.append(_with_clock(head, start, end, day, floor, ceiling))
    return found


def _day(m: re.Match[str], english: bool, around: Around | None) -> date | None:
    """The day a match names; day before month unless that is no date. None for an impossible or implausible one."""
    groups = m.groupdict()
    year, d = int(groups["y"]), int(groups["d"])
    year += 2000 if year < 100 else 0
    n = int(groups["n"]) if groups.get("n") else _months().get(key(groups.get("month") or ""), 0)
    if groups.get("sep") and n > 0 and d <= 12 < n:
        d, n = n, d
    elif english and groups.get("sep") in ("/", "-") and d <= 12 and d != n:
        return around.either(year, n, d) if around and EARLIEST <= year <= LATEST else None
    return made_of(year, n, d) if EARLIEST <= year <= LATEST else None


def _with_clock(line: str, start: int, end: int, day: date, floor: int, ceiling: int) -> Found:
    """Takes in the clock after the day, or the one before it, and then the label before both."""
    after = _clock_at(line, end, min(ceiling, end + 45), day)
    stamp = Stamp(day)
    clock = False
    if after:
        stamp, end, clock = after[0], after[1], True
    else:
        before = _clock_before(line, max(floor, start - 40), start, day)
        if before:
            stamp, start, clock = before[0], before[1], True
    start, label = label_before(line, floor, start)
    return Found(start, end, stamp, label, clock)


def _gap_end(line: str, at: int, limit: int) -> int:
    folded = line[at:limit].casefold()
    m = _gap().match(folded) if len(folded) == limit - at else re.compile(r"[\s,|·•./()–—\-:@]*").match(folded)
    return at + (m.end() if m else 0)


def _clock_at(line: str, at: int, limit: int, day: date) -> tuple[Stamp, int] | None:
    begin = _gap_end(line, at, limit)
    if line[at:begin].count("\n"):
        return None
    m = CLOCK.match(line, begin, limit)
    made = _made(m, day) if m else None
    return (made, m.end()) if m and made else None


def _clock_before(line: str, floor: int, start: int, day: date) -> tuple[Stamp, int] | None:
    for m in CLOCK.finditer(line, floor, start):
        made = _made(m, day)
        if made and _gap_end(line, m.end(), start) == start:
            return made, m.start()
    return None


def _made(m: re.Match[str], day: date) -> Stamp | None:
    """A clock as a Stamp of the day; None for a bare number."""
    clock = clock_in(m)
    if clock is None:
        return None
    try:
        zone = zone_of(m["zone"] or "", m["shift"] or "", day)
    except ValueError:  # a shift of a day or more
        zone = None
    return Stamp(datetime.combine(day, clock, zone))


def clock_in(m: re.Match[str]) -> time | None:
    """The time of day of a `CLOCK` match; None for a bare number."""
    part = "" if int(m["h"]) > 12 else {"morning": "a", None: "p" if m["night"] else ""}.get(m["part"], "p")
    hour, minute, half = int(m["h"]), int(m["m"] or 0), (m["half"] or part).lower()
    if not (m["m"] or half) or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour % 24, minute)


def _more_clocks(line: str, found: list[Found]) -> Iterator[Found]:
    """Adds labelled clocks without a day: "started 09:20" before a day in the line, "updated at 11:30" behind it."""
    for i, f in enumerate(found):
        ceiling = found[i + 1].start if i + 1 < len(found) else min(len(line), f.end + 60)
        before = _labelled(line, max(0, f.start - 60), f.start, f) if i == 0 else ()
        yield from (x for x in before if x.label == "published" and x.label != f.label)
        yield f
        yield from (x for x in _labelled(line, f.end, ceiling, f) if x.label != f.label or not f.clock)


def _labelled(line: str, begin: int, end: int, day: Found) -> Iterator[Found]:
    floor = begin
    for m in CLOCK.finditer(line, begin, end):
        stamp = _made(m, day.stamp.day)
        start, label = label_before(line, floor, m.start())
        if stamp and label in ("updated", "published"):
            yield replace(day, start=start, end=m.end(), stamp=stamp, label=label, clock=True)
            floor = m.end()
