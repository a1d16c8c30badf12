"""Numbers and dates of a sentence, in a shape that can be compared: intervals with what stands beside them, days and hours.

They come from `extract`; what it leaves (a bare "five", a duration, "tank 7", "the sixth") is read here. Offsets are characters of the
document's text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from writethru.model import Approx, Figure, Mention, Span, TimeExpression
from writethru.tell.rules import concept
from writethru.text import fold

NEAR = 6  # content words either side of a number that tell what it counts
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)\b|\b(\d{1,2}) ?([ap])\.?m\b|\b(noon|midday|midnight)\b", re.I)
_DATED = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|to(?:day|night|morrow)|yesterday|last|next|this|day|\d{4}|\d{1,2}(?:st|nd|rd|th))",
    re.I,
)
_RELATIVE = re.compile(
    r"\b(?:earlier|later|before|after|previous|following|next|same|that|the other) ?(?:day|night|week|month|year|evening|morning)?s?$|^(?:that|the same|the next) ",
    re.I,
)
_YEAR = re.compile(r"\b\d{4}\b")
_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])$")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TM": "minut", "TH": "hour", "TS": "second"}
_ORDINAL = re.compile(r"\b(third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(\d{1,3})(?:st|nd|rd|th))\b", re.I)
_ORDINALS = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
_LABEL = re.compile(
    r"\b(?:tank|permit|number|no\.|line|route|flight|gate|pier|platform|unit|article|section|reactor|ward|level|boat)[, ]+(?:number )?(\d+)\b",
    re.I,
)
_WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_ABOUT: tuple[tuple[str, Approx], ...] = (
    (r"about|around|nearly|almost|roughly|some|approximately", "~"),
    (r"more than|over", ">"),
    (r"less than|under|fewer than", "<"),
    (r"at least", ">="),
    (r"up to|at most|as long as", "<="),
)
_BARE = re.compile(
    r"(?<![\w.,:/-])(?:(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d+)?)(?![\w:/-])|(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b(?!-))",
    re.I,
)
_RATIO = re.compile(r"\w (?:out of|in) (?:every )?\w")
_BOUND = re.compile(
    r"(?:(no (?:less|fewer) than|at least|a minimum of)|as (?:many|much|long|high|far) as|up to|at most|no more than|a maximum of)\W+$"
)
_SMALL = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    form: str  # folded
    concept: str


@dataclass(frozen=True, slots=True)
class Number:
    start: int
    end: int
    low: float | None
    high: float | None
    approx: Approx
    unit: str  # concept of the unit's last word, "" for none
    near: frozenset[str]
    kind: str = "figure"  # "figure", "length", "ordinal", "label"


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
    relative: bool = False  # "a day earlier": counted from what stands before


def around(words: Sequence[Word], start: int, end: int, reach: int) -> list[str]:
    """Concepts of the nearest content words on either side."""
    before = [w.concept for w in words if w.end <= start][-reach:]
    after = [w.concept for w in words if w.start >= end][:reach]
    return before + after


def numbers_of(
    text: str, plain: str, span: Span, words: Sequence[Word], figures: Sequence[Figure], times: Sequence[TimeExpression]
) -> Iterator[Number]:
    labels = {m.start(1): m for m in _LABEL.finditer(plain, *span)}

    def near(a: int, b: int) -> frozenset[str]:
        return frozenset(around(words, a, b, NEAR))

    for f in figures[:60]:
        if f.multiplier:
            continue
        ratio = _RATIO.search(f.text) if f.low is not None and f.low < 1 else None
        if ratio:  # "two out of five": two numbers, as in "two of the five"
            for a, b, value in _bare(text, (f.start, f.end), ()):
                yield Number(a, b, value, value, "=", concept(fold(f.unit.split()[-1])) if f.unit.split() else "", near(a, b))
            continue
        label = next((labels.pop(i) for i in list(labels) if f.start <= i < f.end), None)
        unit = concept(fold(f.unit.split()[-1])) if f.unit.split() else ""
        low, high, approx = f.low, f.high, f.approx
        if approx == "=" and low is not None and (m := _BOUND.search(plain, max(span[0], f.start - 20), f.start)):
            low, high, approx = (low, None, ">=") if m.group(1) else (None, low, "<=")
        yield Number(f.start, f.end, low, high, approx, unit, near(f.start, f.end), "label" if label else "figure")
    for t in times[:60]:
        counted = any(f.start < t.end and f.end > t.start for f in figures)
        m = _LENGTH.match(t.value) if t.type == "DURATION" and not counted else None
        if m and re.search(r"\d|[a-z]{3}", t.text):
            value = float(m.group(2))
            low, high, approx = _about(plain[max(span[0], t.start - 14) : t.end], value)
            yield Number(t.start, t.end, low, high, approx, _UNITS.get(m.group(1) + m.group(3), "day"), near(t.start, t.end), "length")
    for m in labels.values():
        value = float(m.group(1))
        if not any(t.start <= m.start(1) < t.end for t in times):
            yield Number(*m.span(1), value, value, "=", "", near(*m.span(1)), "label")
    taken = [*((f.start, f.end) for f in figures), *((t.start, t.end) for t in times), *(m.span(1) for m in _LABEL.finditer(plain, *span))]
    for a, b, value in _bare(text, span, taken):
        low, high, approx = _about(plain[max(span[0], a - 14) : b], value)
        yield Number(a, b, low, high, approx, "", near(a, b))
    for m in _ORDINAL.finditer(plain, *span):
        if any(t.start <= m.start() < t.end for t in times):
            continue
        value = float(m.group(2) or _ORDINALS.index(m.group(1)) + 3)
        yield Number(*m.span(), value, value, "=", "", near(*m.span()), "ordinal")


def _bare(text: str, span: Span, taken: Sequence[Span]) -> Iterator[tuple[int, int, float]]:
    """Numbers that nothing else took up: "stands at five", "there were nine"; a capitalised one is a name's ("Canal Nine")."""
    for n, m in enumerate(_BARE.finditer(text, *span)):
        if n > 60:
            return
        if any(a < m.end() and b > m.start() for a, b in taken) or (m.group(2) and m.group()[0].isupper() and m.start() > span[0]):
            continue
        word = (m.group(2) or "").lower()
        value = float(m.group(1).replace(",", "")) if m.group(1) else 20.0 if word == "twenty" else _SMALL.index(word) + 2.0
        yield m.start(), m.end(), value


def _about(words: str, value: float) -> tuple[float | None, float | None, Approx]:
    for pattern, approx in _ABOUT:
        if re.search(rf"\b(?:{pattern})\b", words):
            return (None if approx in ("<", "<=") else value), (None if approx in (">", ">=") else value), approx
    return value, value, "="


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
            clock = f"{int(m.group(1)):02d}:{m.group(2)}"
    elif "T" in t.value and re.search(r"T\d\d:\d\d", t.value):
        clock = t.value.split("T")[1][:5]
    dated = bool(_DATED.search(t.text))
    named = re.search("|".join(_WEEK), t.text.lower())
    first, last = (t.earliest or "")[:10], (t.latest or t.earliest or "")[:10]
    weekday = _WEEK.index(named.group()) if named else -1
    return When(t.start, t.end, first or last, last, clock, dated, weekday, fold(t.text), bool(_RELATIVE.search(t.text)))


def core(n: Number) -> float:
    return n.low if n.low is not None else n.high if n.high is not None else 0.0


def _rounder(a: float, b: float) -> bool:
    """Whether a has fewer significant digits than b."""

    def digits(x: float) -> int:
        return len(f"{x:.10g}".replace(".", "").strip("0"))

    return digits(a) < digits(b)


def fit(d: Number, e: Number) -> str:
    """ "same" when d may be said on e's word, "loose" when it drops e's "about" or "at least", else ""."""
    x, y = core(d), core(e)
    if abs(x - y) <= 1e-9 * max(1.0, abs(y)):
        up, down = (">", ">="), ("<", "<=")
        if d.approx == "range" or e.approx == "range":
            return "same" if d.high == e.high else ""
        if (d.approx in up and e.approx in down) or (d.approx in down and e.approx in up):
            return ""
        if d.approx in (">", "<") and e.approx in ("=", "~"):
            return ""
        if e.approx not in ("=", d.approx) and d.approx in ("=", "~") and e.approx != d.approx:
            return "loose"
        return "same"
    if y <= 0 or e.kind == "label" or d.kind == "label":
        return ""
    if d.approx == "~" and abs(x - y) <= 0.08 * y and _rounder(x, y):
        return "same"
    if d.approx in (">", ">=") and x < y <= 1.3 * x and e.approx not in ("<", "<=") and _rounder(x, y):
        return "same"
    if d.approx in ("<", "<=") and 0.75 * x <= y < x and e.approx not in (">", ">=") and _rounder(x, y):
        return "same"
    if e.approx == "range" and e.low is not None and e.high is not None and e.low <= x <= e.high:
        return "loose"
    return ""


def _shifted(day: str, days: int) -> str:
    return (date.fromisoformat(day) + timedelta(days)).isoformat()


def agrees(d: When, e: When) -> bool:
    """Whether a date of the draft may be the source's."""
    if d.clock and d.clock != e.clock:
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
    if not _YEAR.search(d.words) and d.first[:4] != e.first[:4] and len(d.first) == len(e.first):
        return d.first[5:] <= e.last[5:] and e.first[5:] <= d.last[5:]  # "in November", read from another day than the report's
    return d.first <= e.last and e.first <= d.last
