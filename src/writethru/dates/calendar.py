"""Calendar arithmetic on ISO-TimeML values: the days a value covers, steps by unit, movable feasts.

Values are those of TIMEX3: 2024, 2024-10, 2024-10-21, 2024-W43, 2024-W43-WE, 2024-Q4, 2024-H2, 2024-SU, 199 (a decade), 19 (a century).
"""

import re
from calendar import monthrange
from datetime import date, timedelta

DAY = timedelta(days=1)
_SEASON = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
_VALUE = re.compile(
    r"(?P<y>\d{4})(?:-(?:(?P<m>\d\d)(?:-(?P<d>\d\d))?|W(?P<w>\d\d)(?P<we>-WE)?|Q(?P<q>[1-4])|H(?P<h>[12])|(?P<s>SP|SU|FA|WI)))?(?:T.*)?$"
)


def make_day(year: int, month: int, day: int) -> date | None:
    """The date, or None when the calendar has no such day."""
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def bounds(value: str) -> tuple[date, date] | None:
    """First and last day of a date value; None for a value that names no definite days."""
    try:
        if value.isdigit() and len(value) in (2, 3):
            width = 10 ** (4 - len(value))
            first = int(value) * width
            return date(max(first, 1), 1, 1), date(first + width - 1, 12, 31)
        m = _VALUE.match(value)
        return _bounds(m) if m else None
    except (ValueError, OverflowError):
        return None


def _bounds(m: re.Match[str]) -> tuple[date, date]:
    year = int(m["y"])
    if m["d"]:
        day = date(year, int(m["m"]), int(m["d"]))
        return day, day
    if m["m"]:
        return date(year, int(m["m"]), 1), month_end(year, int(m["m"]))
    if m["w"]:
        monday = date.fromisocalendar(year, int(m["w"]), 1)
        return monday + (5 * DAY if m["we"] else 0 * DAY), monday + 6 * DAY
    if m["s"]:
        first, last = _SEASON[m["s"]]
        return date(year, first, 1), month_end(year + (last < first), last)
    parts, number = (4, int(m["q"])) if m["q"] else (2, int(m["h"])) if m["h"] else (1, 1)
    months = 12 // parts
    return date(year, months * (number - 1) + 1, 1), month_end(year, months * number)


def narrowed(span: tuple[date, date], part: str) -> tuple[date, date]:
    """The early, mid or late third of a span of days (ISO-TimeML START, MID, END)."""
    first, last = span
    third = ((last - first).days + 1) // 3
    if part == "early":
        return first, first + max(third - 1, 0) * DAY
    if part == "late":
        return last - max(third - 1, 0) * DAY, last
    return first + third * DAY, last - third * DAY


def week(day: date) -> str:
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def at_unit(day: date, unit: str) -> str:
    """The value of the unit (D, W, M, Q, Y, DE, CE) that the day lies in."""
    match unit:
        case "W":
            return week(day)
        case "WE":
            return week(day) + "-WE"
        case "M":
            return f"{day.year:04d}-{day.month:02d}"
        case "Q":
            return f"{day.year:04d}-Q{(day.month + 2) // 3}"
        case "Y":
            return f"{day.year:04d}"
        case "DE":
            return f"{day.year:04d}"[:3]
        case "CE":
            return f"{day.year:04d}"[:2]
    return day.isoformat()


_MONTHS = {"M": 1, "Q": 3, "Y": 12, "DE": 120, "CE": 1200}
_DAYS = {"D": 1, "W": 7, "WE": 7}


def step(day: date, count: float, unit: str) -> date | None:
    """The day `count` units away; None outside the calendar. A day that a month lacks becomes its last one."""
    try:
        if unit in _DAYS:
            return day + timedelta(days=round(count * _DAYS[unit]))
        if unit not in _MONTHS:
            return None
        months = day.year * 12 + day.month - 1 + round(count * _MONTHS[unit])
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus, Meeus, Astronomical Algorithms, 1991)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


def feast(rule: str, year: int) -> date | None:
    """The day of a feast in a year. Rules: "12-25"; "11-4x4" the fourth Thursday (ISO 4) of November, x-1 the last; "11-1x1+1" the day
    after the first Monday; "easter+1"."""
    if not 1 <= year <= 9998:
        return None
    if rule.startswith("easter"):
        return easter(year) + int(rule[6:] or 0) * DAY
    month, _, rest = rule.partition("-")
    if "x" not in rest:
        return make_day(year, int(month), int(rest))
    weekday, _, number = rest.partition("x")
    number, _, more = number.partition("+")
    if int(number) < 0:
        last = month_end(year, int(month))
        return last - ((last.isoweekday() - int(weekday)) % 7) * DAY
    first = date(year, int(month), 1)
    return first + ((int(weekday) - first.isoweekday()) % 7 + 7 * (int(number) - 1) + int(more or 0)) * DAY


def nearest_weekday(day: date, weekday: int, forward: bool) -> date | None:
    """The closest such weekday (ISO 1-7) at or after, or at or before, a day."""
    away = (weekday - day.isoweekday()) % 7 if forward else -((day.isoweekday() - weekday) % 7)
    return step(day, away, "D")
