"""Handlers for days of a month and months: a rule's match becomes expressions, or None when it is no time."""

import re
from collections.abc import Sequence
from datetime import date

from writethru.dates.calendar import bounds, make_day
from writethru.dates.hit import Found, Hit
from writethru.dates.reader import Reader

Handled = Sequence[Found] | None
_PARTS = {"MO": (0, 12), "AF": (12, 18), "EV": (17, 24), "NI": (18, 24)}


def month_of(r: Reader, hit: Hit) -> int:
    return int(r.lex.value("month", hit.word("m", "M", "mm", "MM")))


def day_number(r: Reader, hit: Hit) -> int:
    if hit.has("do"):
        return int(r.lex.value("ordinal", hit.word("do")))
    return int(re.sub(r"\D", "", hit.word("d", "D")))


def relation(r: Reader, hit: Hit, name: str = "r") -> str:
    """back, fwd, here, that or "" by the last telling word of a group ("this past" is back)."""
    for word in reversed(hit.words(name)):
        code = r.lex.scan(word).codes
        for sense in ("back", "fwd", "here", "that"):
            if code in r.lex.chars(sense):
                return sense
    return ""


def rel_year(r: Reader, hit: Hit) -> int | None:
    """A year given outright, in words, or as "last year"; None if none is."""
    if hit.has("yw"):
        return year_in_words(r, hit)
    if word := hit.word("y", "Y", "y2"):
        return int(word)
    for name in ("yl", "yl2", "yl3"):
        if hit.has(name) and r.base:
            return r.base.year + {"back": -1, "fwd": 1}.get(relation(r, hit, name), 0)
    return r.base.year if hit.has("yt", "yt2") and r.base else None


def year_in_words(r: Reader, hit: Hit) -> int:
    numbers = [int(r.lex.value("number", w)) for w in hit.words("yw") if w.isalpha()]
    if numbers[0] in (18, 19):
        return numbers[0] * 100 + sum(numbers[1:])
    total = numbers[0]
    for n in numbers[1:]:
        total = total * n if n >= 100 else total + n
    return total


def pick_day(r: Reader, month: int, day: int, weekday: int | None, start: int, end: int) -> date | None:
    """The year a day without one belongs to: the nearest that fits weekday and tense."""
    near = r.base
    if near is None and r.ref and re.match(r"\d{4}-\d\d", r.ref):  # a dated neighbour lends its year
        span = bounds(r.ref)
        near = span[0] if span else None
    if near is None:
        return None
    options = [d for y in range(max(near.year - 5, 1), min(near.year + 6, 9999)) if (d := make_day(y, month, day))]
    if weekday:
        return min((d for d in options if d.isoweekday() == weekday), key=lambda d: abs((d - near).days), default=None)
    sign = r.direction(start, end)
    if sign < 0 and r.happened(start):
        options = [d for d in options if d <= near]
    if r.appointed(start):
        options = [d for d in options if d >= near]
    return min(options, key=lambda d: abs((d - near).days) * (3 if (d - near).days * sign < 0 else 1), default=None)


def calendar_day(r: Reader, hit: Hit, year: int | None = None) -> tuple[str, date | None] | None:
    """Value and day of a month and day; None when the calendar has no such day."""
    month, number, year = month_of(r, hit), day_number(r, hit), year or rel_year(r, hit)
    name = hit.word("w", "W")
    weekday = r.lex.value("weekday", name) if name else None
    if make_day(2000, month, number) is None:
        return None
    day = make_day(year, month, number) if year else pick_day(r, month, number, weekday, hit.start, hit.end)
    if day is None:
        return None if year else (f"XXXX-{month:02d}-{number:02d}", None)
    return day.isoformat(), day


def on_day(r: Reader, hit: Hit) -> Handled:
    m = None if hit.has("y", "do") else r.lex.tails["day"].match(r.scan.codes, hit.end)
    later = Hit(r.scan, m) if m and (m["dash"] or r.is_a(m.end(), r.marks.after_tail)) else None
    found = calendar_day(r, hit, rel_year(r, later) if later else None)
    if found is None:
        return []  # "31 February": neither a day nor a month
    value, day = found
    part = hit.word("P")
    if part:
        return [part_of(r, hit.start, hit.end, value, r.lex.value("part", part))]
    first = r.dated(hit.start, hit.end, value)
    if day:
        r.name_day(day, hit.start)
        reanchor(r, hit, day)
    return [first, *_second_day(r, later, value)] if later else [first]


def on_monthday(r: Reader, hit: Hit) -> Handled:
    """ "on the 14th": of the month told from, or of the one before or after it by the tense."""
    base, number = r.base, day_number(r, hit)
    if base is None:
        return None
    if name := hit.word("w", "W"):
        day = day_of_weekday(r, r.lex.value("weekday", name), number, hit.start, hit.end)
        return [r.dated(hit.start, hit.end, day.isoformat())] if day else None
    months = [(base.year * 12 + base.month - 1 + k) for k in (-1, 0, 1)]
    options = [d for m in months if (d := make_day(m // 12, m % 12 + 1, number))]
    sign = r.direction(hit.start, hit.end)
    fit = [d for d in options if (d - base).days * sign >= 0] if sign else [d for d in options if d.month == base.month]
    day = min(fit, key=lambda d: abs((d - base).days), default=None)
    return [r.dated(hit.start + 1, hit.end, day.isoformat())] if day else None


def day_of_weekday(r: Reader, weekday: int, number: int, start: int, end: int) -> date | None:
    """ "Friday the 13th": the nearest such day, by the tense; the past where that says nothing."""
    if r.base is None:
        return None
    base, sign = r.base, r.direction(start, end) or -1
    months = [base.year * 12 + base.month - 1 + k for k in range(-12, 13)]
    options = [d for m in months if (d := make_day(m // 12, m % 12 + 1, number)) and d.isoweekday() == weekday]
    return min((d for d in options if (d - base).days * sign >= 0), key=lambda d: abs((d - base).days), default=None)


def _second_day(r: Reader, hit: Hit, head: str) -> list[Found]:
    """The day after "or": "Oct. 27 or 28", "April 24 and 25, 1999", "March 3-5"."""
    at, number = hit.m.start("d"), day_number(r, hit)
    value = f"{head[:-2]}{number:02d}"
    if number <= int(head[-2:]) or (head[0] != "X" and bounds(value) is None):
        return []
    return [r.dated(at, hit.end, value)]


def two_days(r: Reader, hit: Hit) -> Handled:
    """ "27 or 28 October"."""
    second = calendar_day(r, hit)
    first = int(re.sub(r"\D", "", hit.word("D")))
    if second is None or second[1] is None or not first < second[1].day:
        return []
    out = [r.dated(hit.start, hit.start + 1, second[1].replace(day=first).isoformat())]
    return [*out, r.dated(hit.m.start("d"), hit.end, second[0])]


def reanchor(r: Reader, hit: Hit, day: date) -> None:
    """A heading that names weekday and date ("... on Monday, October 28:") dates the section under it."""
    if not hit.has("w", "W"):
        return
    text = r.scan.text
    first, last = r.scan.spans[hit.start][0], r.scan.spans[hit.end - 1][1]
    line_start = text.rfind("\n", max(first - 240, 0), first) + 1
    line_end = text.find("\n", last, last + 240)
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    if first - line_start >= 240 or len(line) > 240 or (line_start == 0 and first > 240):
        return
    heading = line.rstrip().endswith(":") or (text[last:line_end].strip() in ("", ".") and len(line.split()) <= 20 and line_end >= 0)
    if heading and (r.doc is None or 0 <= (r.doc - day).days <= 366):
        r.base = day


def on_slash(r: Reader, hit: Hit) -> Handled:
    """A numeric date, if only one order of day and month is possible."""
    a, b, c = map(int, hit.word("slash").split("/"))
    day = make_day(a, b, c) if a > 31 else None
    if day is None and 1000 <= c <= 2199:
        options = {d for d in (make_day(c, a, b), make_day(c, b, a)) if d}
        day = options.pop() if len(options) == 1 else None
    return [r.dated(hit.start, hit.end, day.isoformat())] if day else None


def on_month(r: Reader, hit: Hit) -> Handled:
    month, year = month_of(r, hit), rel_year(r, hit)
    part = r.lex.values["edge"].get(hit.word("E", "e"), hit.word("E"))
    rel = relation(r, hit)
    if year is None and not rel and not _stands_as_month(r, hit):
        return None
    if year is None and not rel and (m := r.lex.tails["month"].match(r.scan.codes, hit.end)):
        year = rel_year(r, Hit(r.scan, m))  # "in February and October last year"
    if year is None:
        if r.base is None:
            return [Found(hit.start, hit.end, "DATE", f"XXXX-{month:02d}")]
        year = _pick_month(r, hit, month, rel)
    if not 1 <= year <= 9999:
        return None
    return [r.dated(hit.start, hit.end, f"{year:04d}-{month:02d}", part)]


def _stands_as_month(r: Reader, hit: Hit) -> bool:
    """A bare month must not be a name or a verb: "Theresa May", "April Jones", "March for Life"."""
    if hit.has("E", "e"):
        return True
    before, after = hit.start - 1, hit.end
    prepared = r.is_a(before, r.marks.prep) or r.is_a(before, r.marks.det) or hit.m.end() - hit.start > 1 + hit.has("M")
    if hit.has("M") and not r.is_a(hit.end - 1, r.marks.dot):
        return False
    word = hit.word("m")
    if word in ("may", "march") and not prepared:
        return False
    if r.is_a(after, r.marks.name) and not prepared:
        return False
    return prepared or not r.is_a(before, r.marks.name)


def _pick_month(r: Reader, hit: Hit, month: int, rel: str) -> int:
    assert r.base is not None
    year, now = r.base.year, r.base.month
    if rel == "back":
        return year if month < now else year - 1
    if rel == "fwd":
        return year if month > now else year + 1
    if rel == "here":
        return year
    sign = r.direction(hit.start, hit.end)

    def cost(y: int) -> int:
        away = (y - year) * 12 + month - now
        against = away * sign < 0 or (sign == 0 and away > 0)
        return abs(away) * (13 if sign < 0 and against else 3 if against else 1)

    return min((year, year - 1, year + 1), key=cost)


def part_of(r: Reader, start: int, end: int, day: str, part: str) -> Found:
    """A part of a day: value 2024-10-21TEV, hours as the bounds."""
    value = f"{day}T{part}"
    if not day[0].isdigit():
        return Found(start, end, "TIME", value)
    r.ref = day
    first, last = _PARTS[part]
    until = f"{day}T{last:02d}:00" if last < 24 else f"{day}T23:59"
    return Found(start, end, "TIME", value, f"{day}T{first:02d}:00", until)


def ref_day(r: Reader) -> date | None:
    if r.ref and re.fullmatch(r"\d{4}-\d\d-\d\d", r.ref):
        return date.fromisoformat(r.ref)
    return None
