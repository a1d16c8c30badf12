"""Numbers of a sentence, in a shape that can be compared: intervals with what stands beside them.

They come from `extract`; what it leaves (a bare "five", a duration, "tank 7", "the sixth") is read here. Offsets are characters of the
document's text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from writethru.model import Approx, Figure, Span, TimeExpression
from writethru.tell.rules import concept
from writethru.tell.spelt import LENGTHS, spelt
from writethru.text import fold

NEAR = 6  # content words either side of a number that tell what it counts
_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])$")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TM": "minut", "TH": "hour", "TS": "second"}
_DEAD = concept("dead")
PERCENT = concept("percentage")
_IN_DAYS = {
    concept(w): n for w, n in (("year", 365.0), ("month", 30.4), ("week", 7.0), ("day", 1.0), ("hour", 1 / 24), ("minute", 1 / 1440))
}
_ORDINAL = re.compile(r"\b(third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(\d{1,3})(?:st|nd|rd|th))\b", re.I)
_ORDINALS = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
_LABEL = re.compile(
    r"\b(?:tank|permit|number|no\.|line|route|flight|gate|pier|platform|unit|article|section|reactor|ward|level|boat)[, ]+(?:number )?(\d+)\b",
    re.I,
)
_ABOUT: tuple[tuple[str, Approx], ...] = (
    (r"about|around|nearly|almost|roughly|some|approximately", "~"),
    (r"(?:more than|over|past|beyond|above)(?! the\b)", ">"),
    (r"(?:less than|under|fewer than|below)(?! the\b)", "<"),
    (r"at least", ">="),
    (r"up to|at most|as long as", "<="),
)
_BARE = re.compile(
    r"(?<![\w.,:/-])(?:(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d+)?)(?![\w:/-])|(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b(?!-))",
    re.I,
)
_LOOSE = re.compile(r"(?:[a-z]+ )?(?:dozens|hundreds|thousands|millions|billions)", re.I)  # "the remaining millions"
_FROM = re.compile(r"\bfrom ")
_RATIO = re.compile(r"\w (?:out of|in) (?:every )?\w")
_BOUND = re.compile(
    r"(?:(no (?:less|fewer) than|at least|a minimum of)|as (?:many|much|long|high|far) as|up to|at most|no more than|a maximum of)\W+$"
)
_THAN_THE = re.compile(r"\bthan the \W*(?=\d|[a-z])")
_PAST = re.compile(r"(?<!\bthe )\b(?:past|beyond|above) $")
COARSE = 0.12  # how far off a part told in words may be: "nearly a fifth" for 18 percent
PART = 1.3  # "more than a third" of what is at most so much more
_OLD = re.compile(r"\b(month|week|day|hour)s? old\b")  # how old a thing is; years are somebody's age
_TIMES = re.compile(r"\btimes$")
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

    told = list(spelt(plain, span))
    for a, b, value, word in told:
        unit = concept(word) if word else ""
        yield Number(a, b, *_about(plain[max(span[0], a - 14) : b], value), unit, near(a, b), "length" if word in LENGTHS else "figure")
    for f in figures[:60]:
        if (f.multiplier and not _TIMES.search(f.text)) or _LOOSE.fullmatch(f.text) or any(a < f.end and f.start < b for a, b, *_ in told):
            continue
        ratio = _RATIO.search(f.text) if f.low is not None and f.low < 1 else None
        if ratio:  # "two out of five": two numbers, as in "two of the five"
            for a, b, value in _bare(text, (f.start, f.end), ()):
                yield Number(a, b, value, value, "=", concept(fold(f.unit.split()[-1])) if f.unit.split() else "", near(a, b))
            continue
        if f.low != f.high and _FROM.search(plain, max(span[0], f.start - 5), f.start + 5) and (ends := _both(f)):
            for a, b, value in ends:  # "from 5.1 to 5.5 percent": a change, no range
                about = _about(plain[max(span[0], a - 14) : b], value)
                yield Number(a, b, *about, concept(fold(f.unit.split()[-1])) if f.unit.split() else "", near(f.start, f.end))
            continue
        label = next((labels.pop(i) for i in list(labels) if f.start <= i < f.end), None)
        unit = concept(fold(f.unit.split()[-1])) if f.unit.split() else ""
        unit = _DEAD if " lives" in plain[f.start : f.end + 7] else unit
        unit = concept(m.group(1)) if (m := _OLD.search(plain, f.start, min(span[1], f.end + 4))) else unit
        low, high, approx = _bounds(f, plain, span)
        lasts = unit in _IN_DAYS and any(t.type == "DURATION" and t.start < f.end and f.start < t.end for t in times)
        yield Number(f.start, f.end, low, high, approx, unit, near(f.start, f.end), "label" if label else "length" if lasts else "figure")
    for t in times[:60]:
        counted = any(f.start < t.end and f.end > t.start for f in figures)
        counted = counted or any(a < t.end and t.start < b for a, b, *_ in told)
        m = _LENGTH.match(t.value) if t.type == "DURATION" and not counted else None
        if m and re.search(r"\d|[a-z]{3}", t.text):
            value = float(m.group(2))
            low, high, approx = _about(plain[max(span[0], t.start - 14) : t.end], value)
            yield Number(t.start, t.end, low, high, approx, _UNITS.get(m.group(1) + m.group(3), "day"), near(t.start, t.end), "length")
    for m in labels.values():
        value = float(m.group(1))
        if not any(t.start <= m.start(1) < t.end for t in times):
            yield Number(*m.span(1), value, value, "=", "", near(*m.span(1)), "label")
    taken = [
        *((a, b) for a, b, *_ in told),
        *((f.start, f.end) for f in figures),
        *((t.start, t.end) for t in times),
        *(m.span(1) for m in _LABEL.finditer(plain, *span)),
    ]
    for a, b, value in _bare(text, span, taken):
        low, high, approx = _about(plain[max(span[0], a - 14) : b], value)
        yield Number(a, b, low, high, approx, "", near(a, b))
    for m in _ORDINAL.finditer(plain, *span):
        if any(t.start <= m.start() < t.end for t in times) or any(f.start <= m.start() < f.end for f in figures):
            continue
        if any(a <= m.start() < b for a, b, *_ in told):
            continue
        value = float(m.group(2) or _ORDINALS.index(m.group(1)) + 3)
        yield Number(*m.span(), value, value, "=", "", near(*m.span()), "ordinal")


def _bounds(f: Figure, plain: str, span: Span) -> tuple[float | None, float | None, Approx]:
    """The interval of a figure, with what the words before it make of it."""
    low, high, approx = f.low, f.high, f.approx
    if approx in ("<", ">") and _THAN_THE.search(plain, max(span[0], f.start - 12), f.end):
        return high or low, high or low, "="  # "less than the 7.42 it had reached"
    if approx == "=" and low is not None and _PAST.search(plain, max(span[0], f.start - 8), f.start):
        return low, None, ">"
    if approx == "=" and low is not None and (m := _BOUND.search(plain, max(span[0], f.start - 20), f.start)):
        return (low, None, ">=") if m.group(1) else (None, low, "<=")
    return low, high, approx


def _both(f: Figure) -> list[tuple[int, int, float]]:
    """The two ends of "5.1 to 5.5 percent"; nothing where they are not told so."""
    m = re.match(r"(?:from )?(?:(?:about|around|some|nearly|roughly) )?(\S+(?: [mbtr]+illion| thousand)?) to (.+)", f.text)
    if m is None or f.low is None or f.high is None:
        return []
    first, then = (re.search(r"\d[\d.,]*", m.group(k)) for k in (1, 2))
    falls = first and then and float(first.group().strip(".,").replace(",", "")) > float(then.group().strip(".,").replace(",", ""))
    falls = falls and m.group(1).split()[1:] == m.group(2).split()[1:2][: len(m.group(1).split()[1:])]
    low, high = (f.high, f.low) if falls else (f.low, f.high)
    return [(f.start + m.start(1), f.start + m.end(1), low), (f.start + m.start(2), f.end, high)]


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


def core(n: Number) -> float:
    return n.low if n.low is not None else n.high if n.high is not None else 0.0


def _rounder(a: float, b: float) -> bool:
    """Whether a has fewer significant digits than b."""

    def digits(x: float) -> int:
        return len(f"{x:.10g}".replace(".", "").strip("0"))

    return digits(a) < digits(b)


def apart(d: Number, e: Number) -> bool:
    """Whether one number is a length of time and the other a count of something: "75 workers" are no 75 minutes."""
    return (d.kind == "length") != (e.kind == "length") and bool(d.unit and e.unit) and d.unit != e.unit


def fit(d: Number, e: Number) -> str:
    """ "same" when d may be said on e's word, "loose" when it drops e's "about" or "at least", else ""."""
    x, y = core(d), core(e)
    if PERCENT in (d.unit, e.unit) and d.unit != e.unit and 0 < min(x, y) < 1 < max(x, y):  # "a third", "33 percent"
        x, y = (x * 100, y) if x < 1 else (x, y * 100)
        near = (0.08 if d.unit == PERCENT else COARSE) * y if d.approx == "~" else 0.02 * y
        over = d.approx in (">", ">=") and x <= y <= PART * x
        under = d.approx in ("<", "<=") and y <= x <= PART * y
        return "same" if abs(x - y) <= near or over or under else ""
    if d.unit != e.unit and d.unit in _IN_DAYS and e.unit in _IN_DAYS:  # "18 months", "a year and a half"
        x, y = x * _IN_DAYS[d.unit], y * _IN_DAYS[e.unit]
        coarse = 0.12 if d.approx == "~" and _IN_DAYS[d.unit] > _IN_DAYS[e.unit] else 0.03  # "nearly three weeks" for 19 days
        x = y if abs(x - y) <= coarse * y else x
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
    if d.approx == "~" and abs(x - y) <= 0.08 * y and (_rounder(x, y) or x % 1 == 0.5):
        return "same"
    if d.approx in (">", ">=") and x < y <= 1.3 * x and e.approx not in ("<", "<=") and _rounder(x, y):
        return "same"
    if d.approx in ("<", "<=") and 0.75 * x <= y < x and e.approx not in (">", ">=") and _rounder(x, y):
        return "same"
    if e.approx == "range" and e.low is not None and e.high is not None and e.low <= x <= e.high:
        return "loose"
    return ""
