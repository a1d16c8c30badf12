"""One time as machines and mastheads write it: ISO 8601, RFC 5322, "October 28, 2024 2:08 PM", "28 Oct 2024, 14:08 CET", "28.10.2024 14:08".

Month names, zones, labels and small words of many languages are the table data/pasted_times.toml. The whole text must be a time: a word
that is none of these, a second time, or an order of day and month that cannot be told gives None.
"""

import re
import tomllib
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from importlib.resources import files
from typing import Any

from writethru.dates.calendar import feast, make_day
from writethru.model import Stamp

EARLIEST, LATEST = 1700, 2100
_LONGEST = 120
_DAY = re.compile(r"\d{4}-?\d\d-?\d\d$|\d{4}-?W\d\d-?\d$")
_RFC = re.compile(r"[a-z]{3},?\s+\d{1,2}\s+[a-z]{3}\s+\d{2,4}\s+\d\d?:\d\d(?::\d\d)?(?:\s+(?:[+-]\d{4}|[a-z]{1,4}))?$", re.I)
_YEAR = r"(?P<y>1[789]\d\d|20\d\d|2100)(?!\d)"
_SHAPES = (
    re.compile(rf"(?<!\d){_YEAR}\s?[년年]\s?(?P<n>\d\d?)\s?[월月]\s?(?P<d>\d\d?)\s?[일日]"),
    re.compile(rf"(?<!\d){_YEAR}([-/.])\s?(?P<n>\d\d?)\2\s?(?P<d>\d\d?)(?!\d)\.?(?:t(?=\d))?"),
    re.compile(r"(?<!\d)(?P<d>\d\d?)\.\s?(?P<n>\d\d?)\.\s?" + _YEAR),
    re.compile(r"(?<!\d)(?P<a>\d\d?)\s?([-/])\s?(?P<b>\d\d?)\s?\2\s?" + _YEAR),
    re.compile(
        r"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|er|\.|º|ª)?[\s-]*(?:de\s|of\s|di\s|d')?\s?(?P<m>[^\W\d_]+)\.?,?[\s-]*(?:de\s|del\s|of\s)?\s?"
        + _YEAR
    ),
    re.compile(r"(?P<m>[^\W\d_]+)\.?\s*(?P<d>\d\d?)(?:st|nd|rd|th)?(?!\d),?\s*" + _YEAR),
    re.compile(rf"(?<!\d){_YEAR}\.?\s+(?:m\.\s+)?(?P<m>[^\W\d_]+)\.?\s+(?P<d>\d\d?)(?!\d)\.?"),
)
_CLOCK = re.compile(
    r"(?<![\d.,:+-])(?P<h>\d\d?)(?:\s?(?:[:.h]|時|时|點|点|시)\s?(?P<mi>\d\d)(?!\d)(?::(?P<s>\d\d)(?:[.,]\d{1,9})?)?\s?[分분]?|(?=\s?(?:[ap]\.?\s?m\b|uhr\b)))"
    r"(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?(?:uhr|hrs?|h)\b\.?)?"
)
_ZONE = re.compile(r"(?:(?<=[\d.\s(])|^)(?P<name>[a-z]{1,4})?(?P<shift>[+-]\d\d?(?::?\d\d)?)?(?![\w:])")
_WORD = re.compile(r"[^\W\d_]+")


def parse_stamp(text: str) -> Stamp | None:
    """A time written by a machine or in a masthead as a Stamp; None when it is none, or none that is certain.

    A date stays a date; a time whose zone is not given, or not known, carries none; "3/4/2026" is either of two days and gives None.
    Sources: ISO 8601, RFC 5322 section 3.3; zone abbreviations that change in summer follow the US Energy Policy Act of 2005."""
    text = text.strip()
    if not text or len(text) > _LONGEST or not any(c.isdigit() for c in text):
        return None
    try:
        if _DAY.match(text):
            return _plausible(date.fromisoformat(text))
        if text[:4].isdigit() and text[4:5] in "-0123456789":
            return _plausible(datetime.fromisoformat(text.replace(" ", "T", 1) if text[10:11] == " " else text))
        if _RFC.match(text):
            return _plausible(parsedate_to_datetime(text))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return _written(text)
    except (ValueError, OverflowError):
        return None


def _plausible(at: datetime | date) -> Stamp | None:
    if not EARLIEST <= at.year <= LATEST:
        return None
    if isinstance(at, datetime) and at.tzinfo is not None:
        at.astimezone(UTC)  # an offset beyond a day is refused here
    return Stamp(at)


@cache
def _table(name: str = "pasted_times") -> dict[str, Any]:
    return tomllib.loads(files("writethru").joinpath("data", f"{name}.toml").read_text("utf-8"))


def _fold(text: str) -> str:
    """Lower case without diacritics; Hangul and kana composed again."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(unicodedata.normalize("NFC", plain).replace("’", "'").split())


@cache
def _months() -> dict[str, int]:
    return {_fold(form): number for number, forms in enumerate(_table()["months"], 1) for form in forms}


@cache
def _fillers() -> frozenset[str]:
    """Words that may stand beside a time: labels, weekdays, small words."""
    data = _table()
    labels = [w for kind in data["labels"].values() for w in kind]
    days = [*data["weekdays"], *_table("stamp_words")["weekdays"]]
    phrases = [*labels, *days, *data["between"], "last", "local time", "hrs", "h", "uhr", "г", "года", "р", "року"]
    return frozenset(w for p in phrases for w in _WORD.findall(_fold(p)))


@cache
def _weekdays() -> dict[str, int]:
    """English names and abbreviations to ISO numbers: they lead the table."""
    names = [w for w in _table()["weekdays"] if w.isascii()]
    full = {w: i for i, w in enumerate(names[:7], 1)}
    return full | {w: i for w in names[7:19] for full_name, i in full.items() if full_name.startswith(w[:3])}


def _written(text: str) -> Stamp | None:
    line = _fold(text)
    days = {(m.span(), day) for shape in _SHAPES for m in shape.finditer(line) if (day := _day(m))}
    if len({day for _, day in days}) != 1:
        return None
    (start, end), day = max(days, key=lambda d: d[0][1] - d[0][0])
    rest = f"{line[:start]} | {line[end:]}"
    clocks = list(_CLOCK.finditer(rest))
    if len(clocks) > 1:
        return None
    if not clocks:
        return Stamp(day) if _idle(rest, day) else None
    clock = clocks[0]
    at = _time(clock)
    after = rest[clock.end() :]
    shift, length = _zone(after, day)
    if at is None or not _idle(rest[: clock.start()] + " " + after[length:], day):
        return None
    return _plausible(datetime.combine(day, at, shift))


def _day(m: re.Match[str]) -> date | None:
    groups = m.groupdict()
    year = int(groups["y"])
    if groups.get("a"):
        options = {d for d in (make_day(year, int(m["a"]), int(m["b"])), make_day(year, int(m["b"]), int(m["a"]))) if d}
        return options.pop() if len(options) == 1 else None
    number = int(groups["n"]) if groups.get("n") else _months().get(groups["m"], 0)
    return make_day(year, number, int(groups["d"]))


def _time(m: re.Match[str]) -> time | None:
    hour, minute, second = int(m["h"]), int(m["mi"] or 0), int(m["s"] or 0)
    if m["half"]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if m["half"] == "p" else 0)
    return time(hour, minute, second) if hour < 24 and minute < 60 and second < 60 else None


def _zone(after: str, day: date) -> tuple[timezone | None, int]:
    """The zone named right after a clock, and how much of the text it takes; nothing for a name that is not known."""
    lead = len(after) - len(after.lstrip(" ("))
    m = _ZONE.match(after, lead)
    if not m or not m[0]:
        return None, 0
    name = (m["name"] or "").upper()
    zone = zone_of(name, m["shift"] or "", day)
    if name and zone_of(name, "", day) is None:
        return None, m.end() if name.endswith("T") and len(name) > 2 else 0  # an unknown zone is passed over
    return zone, m.end()


def zone_of(name: str, shift: str, day: date) -> timezone | None:
    """The zone of an abbreviation in capitals ("CET", "ET"), of a shift ("+0200", "+2", "-03:30") or both ("GMT+2"); None when neither
    is known. Names that hold for standard and summer time follow the day under the US Energy Policy Act of 2005.
    ValueError for a shift of a day or more."""
    data = _table()
    minutes: int | None = data["zones"].get(name)
    if name in data["changing"]:
        minutes = data["changing"][name] + (60 if _us_summer(day) else 0)
    if shift and minutes in (0, None):
        digits = shift[1:].replace(":", "")
        hours, rest = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
        minutes = (1 if shift[0] == "+" else -1) * (int(hours) * 60 + int(rest))
    return timezone(timedelta(minutes=minutes)) if minutes is not None else None


def _us_summer(day: date) -> bool:
    begin, end = feast("3-7x2", day.year), feast("11-7x1", day.year)
    return bool(begin and end and begin <= day < end)


def _idle(rest: str, day: date) -> bool:
    """Whether what stands beside the time says nothing else, and an English weekday agrees with the day."""
    words = _WORD.findall(rest)
    if any(c.isdigit() for c in rest) or not all(w in _fillers() for w in words):
        return False
    return all(_weekdays().get(w, day.isoweekday()) == day.isoweekday() for w in words)
