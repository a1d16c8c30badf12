"""Figures that are parts of others beside them, or worked out from them: "12 more, bringing the total to 48", "nine, four men and five
women", "48 of the 120, or 40 percent". For those that are worked out both the words and the sum must say so."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from writethru.model import FigureSeries, Relation
from writethru.reconcile.count import BACK, Count
from writethru.reconcile.part import OF_WHOLE
from writethru.reconcile.scale import counted_table
from writethru.reconcile.thing import PEOPLE

Derived = tuple[Count, tuple[Count, ...], str]  # a figure, those it is made of, and how
FEWEST = 3  # a sum below this is met by chance
ROUNDED = 0.5  # percentage points


@cache
def pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in counted_table()["derived"][name]), re.I)  # type: ignore[attr-defined]


def with_parts(series: Sequence[FigureSeries], counts: Sequence[Count]) -> list[FigureSeries]:
    """The series with these relations added."""
    point = {(a.statement, a.passages[0].start): p for s in series for p in s.points for a in p.appearances}
    extra: dict[str, dict[tuple[str, str], Relation]] = defaultdict(dict)

    def add(kind: str, c: Count, other: Count, reason: str) -> None:
        mine, theirs = (point.get((x.unit.id, x.figure.start)) for x in (c, other))
        if mine and theirs and mine.id != theirs.id:
            extra[mine.id].setdefault((kind, theirs.id), Relation(kind, theirs.id, reason))

    for c, whole in _parts(counts):
        add("part-of", c, whole, f"told as a part of {whole.figure.text}")
    for c, made_of, reason in derived(counts):
        for other in made_of:
            add("derived", c, other, reason)
    return [
        replace(s, points=tuple(replace(p, relations=(*p.relations, *extra[p.id].values())) if p.id in extra else p for p in s.points))
        for s in series
    ]


def _parts(counts: Sequence[Count]) -> Iterator[tuple[Count, Count]]:
    """Figures told as parts, each with the whole it stands beside: "including 500 officers", "three of the nine hostages"."""
    by_report: dict[str, list[Count]] = defaultdict(list)
    for c in sorted(counts, key=lambda c: c.figure.start):
        by_report[c.unit.report.id].append(c)
    for row in by_report.values():
        starts = [c.figure.start for c in row]
        for n, c in enumerate(row):
            if c.part == "part":
                behind = next((d for d in row[n + 1 : n + 2] if OF_WHOLE.fullmatch(c.unit.report.text, c.figure.end, d.figure.start)), None)
                near = row[bisect_left(starts, c.figure.start - BACK + 1) : n]
                whole = behind or next((d for d in reversed(near) if not (d.part or d.first or d.dimension)), None)
                if whole:
                    yield c, whole


def derived(counts: Sequence[Count]) -> Iterator[Derived]:
    """Figures worked out from others of their clause, and of the clauses shortly before."""
    clauses: dict[tuple[str, int], list[Count]] = defaultdict(list)
    for c in counts:
        clauses[c.unit.report.id, c.clause[0]].append(c)
    for found in clauses.values():
        row = sorted((c for c in found if _plain(c)), key=lambda c: c.figure.start)
        for n, c in enumerate(row):
            yield from _total(c, row[:n])
            yield from _sum(c, row, n)
            yield from _rest(c, row[:n])
            yield from _share(c, row)


def _plain(c: Count) -> bool:
    f = c.figure
    return f.low is not None and f.low == f.high and f.approx == "=" and not c.projected


def _number(c: Count) -> float:
    return c.figure.low or 0.0


def _alike(a: Count, b: Count) -> bool:
    """Whether two figures count things that can be added."""
    return a.dimension == b.dimension and (a.counted == b.counted or (a.counted in PEOPLE and b.counted in PEOPLE))


def _before(c: Count) -> str:
    return c.unit.report.text[max(c.clause[0], c.figure.start - BACK // 2) : c.figure.start]


def _total(c: Count, before: Sequence[Count]) -> Iterator[Derived]:
    """ "12 more, bringing the total to 48"."""
    added = next((d for d in reversed(before) if d.part == "more" and _alike(c, d)), None)
    if added and _number(c) > _number(added) and pattern("total").search(_before(c)):
        yield c, (added,), f"told as the total with {added.figure.text} more"


def _sum(c: Count, row: Sequence[Count], n: int) -> Iterator[Derived]:
    """ "nine people, four men and five women": a run of two or more right before or after a number that add up to it."""
    for run in (row[n + 1 :], row[:n][::-1]):
        total, parts = 0.0, []
        for d in run:
            if not _alike(c, d) or d.part == "more":
                break
            total += _number(d)
            parts.append(d)
            if total >= _number(c):
                break
        if len(parts) > 1 and total == _number(c) >= FEWEST:
            yield c, tuple(parts), f"the sum of {' and '.join(sorted(d.figure.text for d in parts))}"


def _rest(c: Count, before: Sequence[Count]) -> Iterator[Derived]:
    """ "of 1,200 workers 300 went, leaving 900"."""
    if not pattern("rest").search(_before(c)):
        return
    for n, whole in enumerate(before):
        gone = next(
            (d for d in before[n + 1 :] if _alike(whole, c) and _alike(whole, d) and _number(whole) - _number(d) == _number(c)), None
        )
        if gone:
            yield c, (whole, gone), f"{whole.figure.text} less {gone.figure.text}"
            return


def _share(c: Count, row: Sequence[Count]) -> Iterator[Derived]:
    """ "48 of the 120, or 40 percent"."""
    if c.dimension != "percentage":
        return
    for part in row:
        for whole in row:
            if part is not whole and not part.dimension and _alike(part, whole) and 0 < _number(part) < _number(whole) >= FEWEST:
                text = c.unit.report.text[part.figure.end : whole.figure.start]
                if abs(100 * _number(part) / _number(whole) - _number(c)) <= ROUNDED and pattern("of").search(text):
                    yield c, (part, whole), f"{part.figure.text} of {whole.figure.text}"
                    return
