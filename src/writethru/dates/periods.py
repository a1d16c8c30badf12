"""Handlers for quarters, halves, seasons, years, decades and centuries."""

import re

from writethru.dates.calendar import bounds
from writethru.dates.days import Handled, rel_year, relation, year_in_words
from writethru.dates.hit import Found, Hit
from writethru.dates.reader import Reader

# ---- quarters, halves, seasons -------------------------------------------------------------------------------------------


def on_quarter(r: Reader, hit: Hit) -> Handled:
    number = _quarter_number(r, hit)
    if number == 0:
        return None
    year = rel_year(r, hit)
    if number is None:
        found = _quarter_in_context(r, hit, year)
    elif year is not None:
        found = year, number
    elif r.base is None:
        return [Found(hit.start, hit.end, "DATE", f"XXXX-Q{number}")]
    else:
        now = (r.base.month + 2) // 3
        ahead = number > now and r.direction(hit.start, hit.end) <= 0
        found = r.base.year - ahead, number
    if found is None or (r.quarter is None and r.scan.word(hit.end - 1).lower() == "period"):
        return (
            None
            if r.scan.word(hit.end - 1).lower() == "period"
            else [Found(hit.start, hit.end, "DATE", f"{year:04d}-QX" if year else "XXXX-QX")]
        )
    told = r.base is None or (found[0] == r.base.year and found[1] <= (r.base.month + 2) // 3)
    if told or r.quarter is None:  # last year's quarters and coming ones are named for comparison
        r.quarter, r.quarter_at = found, r.scan.spans[hit.start][0]
    return [r.dated(hit.start, hit.end, f"{found[0]:04d}-Q{found[1]}")]


def _quarter_number(r: Reader, hit: Hit) -> int | None:
    """1-4; 0 when the number names no quarter; None when none is named."""
    if hit.has("q"):
        joined = r.scan.spans[hit.m.start("q")][0] == r.scan.spans[hit.m.start("q") - 1][1]
        number = int(re.sub(r"\D", "", hit.word("q")))
        return number if joined and number <= 4 else 0
    if hit.has("f"):
        number = int(r.lex.value("ordinal", hit.word("f")))
        return number if number <= 4 else 0
    return None


def _quarter_in_context(r: Reader, hit: Hit, year: int | None) -> tuple[int, int] | None:
    """ "the quarter", "the latest quarter", "this quarter", "the 1988 period": by what was named before, else by the calendar."""
    if year is not None:
        return (year, r.quarter[1]) if r.quarter else None
    if r.base is None:
        return r.quarter
    index = r.base.year * 4 + (r.base.month - 1) // 3
    rel = relation(r, hit, "g")
    if rel == "here":
        shift = 0
    elif rel == "fwd":
        shift = 1
    elif rel == "back" or r.quarter is None:
        shift = -1
    else:
        return r.quarter
    return (index + shift) // 4, (index + shift) % 4 + 1


def on_yearago(r: Reader, hit: Hit) -> Handled:
    """ "the year-ago quarter", "year-earlier results"."""
    if r.base is None:
        return None
    if hit.has("f"):
        year = (r.quarter[0] if r.quarter else r.base.year) - 1
        value = f"{year:04d}-Q{min(int(r.lex.value('ordinal', hit.word('f'))), 4)}"
    elif r.quarter and (hit.end - hit.start > 3 or r.near_quarter(hit.start)):
        value = f"{r.quarter[0] - 1:04d}-Q{r.quarter[1]}"
    else:
        value = f"{r.base.year - 1:04d}"
    return [r.dated(hit.start, hit.end, value)]


def on_half(r: Reader, hit: Hit) -> Handled:
    number = int(r.lex.value("ordinal", hit.word("f")))
    if number > 2:
        return None
    if hit.has("k"):
        decade = _decade(r, hit.word("k"))
        return [r.dated(hit.start, hit.end, decade, "early" if number == 1 else "late")] if decade else None
    year = rel_year(r, hit)
    return [r.dated(hit.start, hit.end, f"{year:04d}-H{number}")] if year else None


def on_season(r: Reader, hit: Hit) -> Handled:
    season = r.lex.value("season", hit.word("s"))
    year, rel = rel_year(r, hit), relation(r, hit)
    part = r.lex.values["edge"].get(hit.word("E", "e"), "")
    if year is None:
        if r.base is None:
            return [Found(hit.start, hit.end, "DATE", f"XXXX-{season}")]
        year = _season_year(r, hit, season, rel)
    return [r.dated(hit.start, hit.end, f"{year:04d}-{season}", part)]


def _season_year(r: Reader, hit: Hit, season: str, rel: str) -> int:
    assert r.base is not None
    base = r.base
    year = base.year - (season == "WI" and base.month <= 2)
    span = bounds(f"{year:04d}-{season}")
    if span is None or rel == "here":
        return year
    sign = {"back": -1, "fwd": 1}.get(rel) or r.direction(hit.start, hit.end)
    if rel == "back":
        return year if span[1] < base else year - 1
    if sign > 0:
        return year if span[0] > base or (not rel and span[1] >= base) else year + 1
    return year if span[0] <= base else year - 1


# ---- years, decades, centuries -----------------------------------------------------------------------------------------


def on_year(r: Reader, hit: Hit) -> Handled:
    if hit.has("yw"):
        year = year_in_words(r, hit)
    else:
        year = int(hit.word("y"))
        if hit.end - hit.start == 1 and not _stands_as_year(r, hit, year):
            return None
    if not 1000 <= year <= 2199:
        return None
    part = r.lex.values["edge"].get(hit.word("E", "e"), "")
    return [r.dated(hit.start, hit.end, f"{year:04d}", part)]


def _stands_as_year(r: Reader, hit: Hit, year: int) -> bool:
    """A bare number of four digits must not count or measure things."""
    before, after, marks = hit.start - 1, hit.end, r.marks
    if r.is_a(before, marks.cur) or r.is_a(after, marks.people + marks.pct + marks.money):
        return False
    prepared = r.is_a(before, marks.timeprep)
    if not 1800 <= year <= 2099:
        return prepared and not r.is_a(after, marks.word)
    if r.is_a(before, marks.number + marks.hyphen) and not prepared:
        return r.is_a(before, marks.hyphen) and r.is_a(before - 1, marks.number)
    if prepared:
        return True
    plural = r.is_a(after, marks.word) and r.scan.word(after).endswith("s")
    return not plural or r.is_a(before, marks.det) or r.scan.word(before).lower() in ("in", "s")


def _decade(r: Reader, word: str) -> str | None:
    """The decade's value: "1990s" 199; "90s" and "nineties" the last such that has begun."""
    digits = re.sub(r"\D", "", word)
    if len(digits) == 4:
        return digits[:3]
    tens = int(digits) // 10 if digits else r.lex.value("decade", word)
    if tens is None:
        return None
    now = r.base.year if r.base else 1999
    return str(now // 100 - (tens * 10 > now % 100)) + str(tens)


def on_decade(r: Reader, hit: Hit) -> Handled:
    marked = {"the", "'", "’"} & {r.scan.word(i).lower() for i in range(hit.start, hit.end)}
    if len(hit.word("k")) == 3 and not marked and not _after_decade(r, hit.start):
        return None  # "in his mid-30s", "the low 40s"
    decade = _decade(r, hit.word("k"))
    part = r.lex.values["edge"].get(hit.word("E", "e"), "")
    return [r.dated(hit.start, hit.end, decade, part)] if decade else None


def _after_decade(r: Reader, start: int) -> bool:
    """Whether "70s" follows another decade: "the 1960s and 70s"."""
    return r.is_a(start - 1, r.marks.joins) and r.is_a(start - 2, r.marks.decade)


def on_century(r: Reader, hit: Hit) -> Handled:
    word = hit.word("f")
    number = int(re.sub(r"\D", "", word)) if word[0].isdigit() else int(r.lex.value("ordinal", word))
    if not 1 <= number <= 30:
        return None
    part = r.lex.values["edge"].get(hit.word("E", "e"), "")
    return [r.dated(hit.start, hit.end, f"{number - 1:02d}", part)]
