"""Times as printed in a line, with their clocks, zones and labels: "Tue 3 Mar 2026 14.05 GMT", "last updated October 21, 2024".

Months, zones and labels of many languages are in data/pasted_times.toml. A time without a year is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cache

from writethru.clean.lexicon import DIGIT, alternation, key, table
from writethru.dates import zone_of
from writethru.model import Stamp
from writethru.text import fold

EARLIEST, LATEST = 1980, 2100
_HEAD = 600  # only so much of a line is searched: a masthead is short, a paragraph is not

CLOCK = re.compile(
    r"(?<![\d.,:])(?P<h>2[0-4]|[01]?\d)(?!\d)(?:\s?(?:[:.h]|時|시|點|点|:\s)\s?(?P<m>[0-5]\d)(?!\d)(?::[0-5]\d)?(?:\s?[分분])?)?"
    r"(?:\s?(?P<half>[apAP])\.?\s?[mM]\b\.?)?(?:\s?(?:uhr|Uhr|hs?\b\.?))?(?:\s?\(?(?P<zone>[A-Z]{1,4}T|UTC|GMT|MEZ|MESZ|MSK|WIB|Z)?(?P<shift>[+-]\d\d?(?::?\d\d)?)?(?![\w])\)?)?"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WORDS = re.compile(r"[^\W\d_]+")


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


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
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
def _label_kinds() -> dict[str, str]:
    labels = table("pasted_times")["labels"]
    return {key(w): kind for kind in ("either", "updated", "published") for w in labels[kind]}


@cache
def _labels() -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{alternation(set(_label_kinds()))})(?:\s*[:：|]|\s*[-–—])?\s*$")


@cache
def _between() -> frozenset[str]:
    """Words that may stand between a label and a time."""
    return frozenset(key(w) for w in (*table("pasted_times")["weekdays"], *table("pasted_times")["between"]))


@cache
def _gap() -> re.Pattern[str]:
    data = table("pasted_times")
    words = alternation({form for w in (*data["weekdays"], *data["between"]) for form in (key(w), w.casefold())})
    return re.compile(rf"(?:[\s,|·•./()–—\-:@]|(?<![^\W\d_])(?:{words})(?![^\W\d_]))*")


def find(line: str, english: bool = False) -> list[Found]:
    """Every printed time of a line with a year, in order; clock, zone and label taken in where they stand next to it.

    In English text 3/4/2026 may be either of two days and is refused; elsewhere the day comes first."""
    head = line[:_HEAD]
    if not DIGIT.search(head):
        return []
    years = [m.start() for m in _YEAR.finditer(head)]
    spans: list[tuple[int, int, date]] = []
    for pattern in _patterns() if years else _patterns()[-1:]:
        window = (max(0, years[0] - 40), years[-1] + 40) if years and pattern is not _patterns()[-1] else (0, len(head))
        for m in pattern.finditer(head, *window):
            day = _day(m, english)
            if day and not any(m.start() < e and s < m.end() for s, e, _ in spans):
                spans.append((m.start(), m.end(), day))
    spans.sort()
    found: list[Found] = []
    for i, (start, end, day) in enumerate(spans):
        floor = found[-1].end if found else 0
        ceiling = spans[i + 1][0] if i + 1 < len(spans) else len(head)
        found.append(_with_clock(head, start, end, day, floor, ceiling))
    return list(_later_clocks(head, found))


def _day(m: re.Match[str], english: bool) -> date | None:
    """The day a match names; day before month unless that is no date. None for an impossible or implausible one."""
    groups = m.groupdict()
    year, d = int(groups["y"]), int(groups["d"])
    year += 2000 if year < 100 else 0
    n = int(groups["n"]) if groups.get("n") else _months().get(key(groups.get("month") or ""), 0)
    if groups.get("sep") and n > 0 and d <= 12 < n:
        d, n = n, d
    elif english and groups.get("sep") in ("/", "-") and d <= 12 and d != n:
        return None
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        return date(year, n, d)
    except ValueError:
        return None


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
    hour, minute, half = int(m["h"]), int(m["m"] or 0), (m["half"] or "").lower()
    if not m["m"] and not half:
        return None
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour == 24:
        hour = 0
    try:
        zone = zone_of(m["zone"] or "", m["shift"] or "", day)
    except ValueError:  # a shift of a day or more
        zone = None
    return Stamp(datetime.combine(day, time(hour, minute), zone))


def label_before(line: str, floor: int, start: int) -> tuple[int, str]:
    """Where the label in front of a time begins, and which it is; (start, "") when there is none."""
    begin = max(floor, start - 50)
    before = line[begin:start]
    at = len(before)
    words = list(_WORDS.finditer(before))
    while words and key(words[-1].group()) in _between() and not _labels().search(fold(before[:at])):
        at = words.pop().start()
    folded = fold(before[:at])
    m = _labels().search(folded)
    if not m:
        return start, ""
    label = m["label"]
    # Folding may change lengths: the label is found again by its last words in the line itself.
    pieces = list(_WORDS.finditer(before[:at]))[-len(label.split()) :]
    first = pieces[0] if pieces else None
    if first is None:
        return start, ""
    inside = fold(first.group())
    glued = inside != label.split()[0]
    if glued and not _camel(first.group(), label.split()[0]):
        return start, ""
    offset = first.end() - _width(first.group(), label.split()[0]) if glued else first.start()
    return begin + offset, _label_kinds()[label]


def _camel(word: str, label: str) -> bool:
    """Whether a label is glued behind a word: "conflictPublished" is, "republished" is not."""
    tail = word[len(word) - _width(word, label) :]
    return fold(tail) == label and (tail[:1].isupper() or not tail.isascii())


def _width(word: str, label: str) -> int:
    return min(len(label), len(word))


def _later_clocks(line: str, found: list[Found]) -> Iterator[Found]:
    """Adds "updated at 11:30" without a day, which means the day before it in the line."""
    for i, f in enumerate(found):
        yield f
        ceiling = found[i + 1].start if i + 1 < len(found) else min(len(line), f.end + 60)
        for m in CLOCK.finditer(line, f.end, ceiling):
            stamp = _made(m, f.stamp.day)
            start, label = label_before(line, f.end, m.start())
            if stamp and label == "updated":
                yield replace(f, start=start, end=m.end(), stamp=stamp, label=label, clock=True)
                break
