"""The days an undated page may be of: its masthead gives one without a year ("Updated Wednesday 9 December, 17.02"), or month and day in
numbers of either order ("3/4/2026")."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from writethru.clean.around import Around, made_of, on
from writethru.clean.lexicon import DIGIT
from writethru.clean.lines import FIRST, MASTHEAD
from writethru.clean.stamps import stamps
from writethru.clean.times import month_of, partial, patterns
from writethru.language import language_of

_YEARS = 12  # back from the day of reading, of a day whose weekday is given: every fifth or sixth of them fits
_BARE = 2  # and of one without
_MOST = 4
_APART = 31  # days between two days of one line that are two readings of it


def open_days(text: str, read: date) -> list[date]:
    """The days that the first line of an English page with a time of publication may mean, the latest first; [] for no such line."""
    if language_of(text) != "en":
        return []
    for line in text.splitlines()[:FIRST]:
        line = " ".join(line.split())
        if len(line) > MASTHEAD or not DIGIT.search(line) or stamps(line, True):
            continue
        found = {day for day in _days(line, read) if (told := stamps(line, True, Around((day,)))) and (told[0] or told[1])}
        if found:
            latest = sorted(found, reverse=True)
            return [b for a, b in pairwise([date.max, *latest]) if (a - b).days > _APART][:_MOST]
    return []


def _days(line: str, read: date) -> Iterator[date]:
    for pattern in partial():
        for m in pattern.finditer(line):
            weekday = (m["w"] or "").lower()
            for year in range(read.year + 1, read.year - (_YEARS if weekday else _BARE), -1):  # a page of New Year's Day read abroad
                if day := on(year, month_of(m["month"]), int(m["d"]), weekday):
                    yield day
    for m in patterns()[-1].finditer(line):
        year = int(m["y"]) + (2000 if len(m["y"]) == 2 else 0)
        for month, number in ((m["n"], m["d"]), (m["d"], m["n"])):
            if day := made_of(year, int(month), int(number)):
                yield day
