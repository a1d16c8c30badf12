"""The days a pasted page speaks of, by which a date without a year or with month and day in either order is read."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)[^\d\n]{0,60}(?:(?:19|20)\d\d\s?[-–]\s?)?((?:19|20)\d\d)", re.I)
_NEAR = 3  # days between two dates of one page that bear each other out
_MONTH = 31  # days at most from a date without a year to a whole one of its page
_BACK = 5  # years within which a day of the week and a day of the month meet once
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Around:
    """`dates`: those a page gives whole, in its order; `years`: those of its rights notices; `days`: (month, day) told in words."""

    dates: tuple[date, ...] = ()
    years: tuple[int, ...] = ()
    days: frozenset[tuple[int, int]] = frozenset()

    def whole(self, month: int, day: int, weekday: str) -> date | None:
        """The date of a day without a year: of the years that the page names the first in which it falls on `weekday` ("" if none is
        given), near the dates that it gives. None where no year fits."""
        fits = []
        for year, shift in ((d.year, n) for d in self.dates for n in (0, -1, 1)):  # a page of New Year's Eve
            if (made := on(year + shift, month, day, weekday)) and (near := min(abs((made - d).days) for d in self.dates)) <= _MONTH:
                fits.append((near, made))
        if fits:
            return min(fits)[1]
        back = range(1 if not weekday else _BACK)  # a notice may be of the year in which the page was read
        return next((made for year in self.years for n in back if (made := on(year - n, month, day, weekday))), None)

    def either(self, year: int, a: int, b: int) -> date | None:
        """The date of two numbers that may be month and day in either order: the one that the page bears out, if the other is not."""
        found = [made for m, d in ((a, b), (b, a)) if (made := made_of(year, m, d)) and self._named(made)]
        return found[0] if len(found) == 1 else None

    def _named(self, day: date) -> bool:
        close = [day + timedelta(days=n) for n in range(-_NEAR, _NEAR + 1)]
        return any((d.month, d.day) in self.days or d in self.dates for d in close)


def on(year: int, month: int, day: int, weekday: str) -> date | None:
    """The date, None where there is none or it falls on another day than `weekday` ("" for any)."""
    made = made_of(year, month, day)
    return made if made and (not weekday or _WEEKDAYS[made.weekday()] == weekday[:3]) else None


def made_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def rights_years(text: str) -> tuple[int, ...]:
    """The last year of each rights notice."""
    return tuple(int(m[1]) for m in _RIGHTS.finditer(text))
