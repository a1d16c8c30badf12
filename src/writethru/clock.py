"""The time now; and times without a zone among times with one: taken at the zone that most of a story's reports print."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from writethru.model import Report, Stamp


def now() -> str:
    """The second, in UTC, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def zoned(reports: Iterable[Report]) -> list[Report]:
    """The reports in the same order; a time without a zone gets an assumed one, which orders it and is never shown."""
    reports = list(reports)
    shifts = Counter(m for r in reports for s in (r.published, r.updated) if (m := _shift(s)) is not None)
    if not shifts:
        return reports
    usual = min(shifts, key=lambda m: (-shifts[m], m))
    return [replace(r, published=_assume(r.published, usual), updated=_assume(r.updated, usual)) for r in reports]


def _shift(stamp: Stamp | None) -> int | None:
    at = stamp.at if stamp else None
    shift = at.utcoffset() if isinstance(at, datetime) else None
    return int(shift.total_seconds() // 60) if shift is not None else None


def _assume(stamp: Stamp | None, minutes: int) -> Stamp | None:
    return _at(stamp, minutes) if stamp else None


def _at(stamp: Stamp, minutes: int) -> Stamp:
    return replace(stamp, assumed=minutes) if _shift(stamp) is None else stamp


def zoned_pair(a: Stamp, b: Stamp) -> tuple[Stamp, Stamp]:
    """Two stamps made comparable: where one has a zone and the other none, both are read at that zone."""
    x, y = _shift(a), _shift(b)
    known = x if x is not None else y
    if known is None:
        return a, b
    return _at(a, known), _at(b, known)
