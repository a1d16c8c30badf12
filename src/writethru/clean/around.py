"""The days a pasted page speaks of, by which a date without a year or with month and day in either order is read."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_RIGHTS = re.compile(r"(?:©|\(c\)|copyright)[^\d\n]{0,60}(?:(?:19|20)\d\d\s?[-–]\s?)?((?:19|20)\d\d)", re.I)
_NEAR = 3  # days between two dates of one page that bear each other out
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
        for year in dict.fromkeys((*(d.year for d in self.dates), *self.years)):
            for y in (year, year - 1, year + 1):  # a page of New Year's Eve, a notice of the year before
                made = made_of(y, month, day)
                if made and (not weekday or _WEEKDAYS[made.weekday()] == weekday[:3]):
                    near = min((abs((made - d).days) for d in self.dates), default=366)
                    fits.append((near > 31, y != year and not weekday, near if near <= 31 else 0, made))
        best = min(fits, default=None)
        return best[-1] if best and not best[1] else None

    def either(self, year: int, a: int, b: int) -> date | None:
        """The date of two numbers that may be month and day in either order: the one that the page bears out, if the other is not."""
        found = [made for m, d in ((a, b), (b, a)) if (made := made_of(year, m, d)) and self._named(made)]
        return found[0] if len(found) == 1 else None

    def _named(self, day: date) -> bool:
        close = [day + timedelta(days=n) for n in range(-_NEAR, _NEAR + 1)]
        return any((d.month, d.day) in self.days or d in self.dates for d in close)


def made_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def rights_years(text: str) -> tuple[int, ...]:
    """The last year of each rights notice."""
    return tuple(int(m[1]) for m in _RIGHTS.finditer(text))
