"""The time now; the day of pages that leave it open; and times without a zone among times with one: taken at the zone that most of a story's reports print."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from writethru.model import Report, Stamp

NEAR = 31  # days between a page that leaves its day open and the nearest other report of its story
WEEK = 8  # days before it was read, for one without others


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
    return [
        replace(
            r,
            published=_assume(r.published, usual),
            updated=_assume(r.updated, usual),
            blocks=tuple(replace(b, at=_assume(b.at, usual)) if b.at else b for b in r.blocks),
        )
        for r in reports
    ]


def dated(reports: Iterable[Report]) -> list[Report]:
    """The reports in the same order; one whose page leaves its day open is of the one nearest to the other reports' days, where one is
    near. Alone it is of the one in the week before it was read."""
    reports = list(reports)
    known = [s.day for r in reports for s in (r.published, r.updated) if s]
    return [_dated(r, known) if r.datings and r.stamp is None else r for r in reports]


def _dated(report: Report, known: Sequence[date]) -> Report:
    times = [(d, s.day) for d in report.datings if (s := d.updated or d.published)]
    read = report.captured[:10]
    week = [date.fromisoformat(read) - timedelta(days=n) for n in range(-1, WEEK)] if not known and read else []
    near = [(min(abs((day - k).days) for k in known or week), n) for n, (_, day) in enumerate(times) if known or week]
    gap, n = min(near, default=(NEAR + 1, 0))
    if gap > (NEAR if known else 0):
        return report
    found = times[n][0]
    blocks = tuple(replace(b, at=at) if at else b for b, at in zip(report.blocks, found.posts, strict=True))
    return replace(report, published=found.published, updated=found.updated, blocks=blocks, datings=())


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
