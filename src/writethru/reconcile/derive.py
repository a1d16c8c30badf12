"""Figures that are parts of others beside them, or worked out from them: "12 more, bringing the total to 48", "nine, four men and five
women", "48 of the 120, or 40 percent". For those that are worked out both the words and the sum must say so."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from math import inf

from writethru.model import FigurePoint, FigureSeries, Relation
from writethru.reconcile.clause import WORD
from writethru.reconcile.count import BACK, Count
from writethru.reconcile.part import OF_WHOLE
from writethru.reconcile.scale import counted_table
from writethru.reconcile.thing import PEOPLE
from writethru.text import fold
from writethru.words import classes, stem

Derived = tuple[Count, tuple[Count, ...], str]  # a figure, those it is made of, and how
_OF_THE = re.compile(r" (?:of|among) (?:the|those) ((?:[\w’'\-]+ ?){1,5})")
_OF_BEFORE = re.compile(r"\W*(?:of|among) (?:the|those) ((?:[\w’'\-]+ ?){1,5}), (?:[a-z]+ ){0,2}$", re.I)
_OTHERS = re.compile(r"\b[Tt]he (?:other|remaining) $")
_IN_ALL = re.compile(r" (?:[a-z]+ )?(?:in all|in total|altogether|overall)\b")
_EACH = re.compile(r"\b(?:each|every|apiece|per|a head)\b")
FEWEST = 3  # a sum below this is met by chance
ABOUT = 0.01  # of a number told as rough
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

    alike: dict[tuple[str, object], list[Count]] = defaultdict(list)  # who else gives a number of one series
    of = {p.id: s.id for s in series for p in s.points}
    for c in counts:
        p = point.get((c.unit.id, c.figure.start))
        if p:
            alike[of[p.id], c.value].append(c)
    for c, whole in _parts(counts):
        p = point.get((whole.unit.id, whole.figure.start))
        for other in (whole, *(alike[of[p.id], whole.value] if p else ())):
            add("part-of", c, other, f"told as a part of {whole.figure.text}")
    for c, made_of, reason in derived(counts):
        for other in made_of:
            add("derived", c, other, reason)
    apart = {(i, other) for i, found in extra.items() for _, other in found}  # who is worked out from a number is no rival of it

    def related(p: FigurePoint) -> FigurePoint:
        kept = tuple(r for r in p.relations if (p.id, r.other) not in apart and (r.other, p.id) not in apart)
        return replace(p, relations=(*kept, *extra[p.id].values())) if p.id in extra or len(kept) < len(p.relations) else p

    return [replace(s, points=tuple(related(p) for p in s.points)) for s in series]


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
                wholes = [d for d in reversed(near) if not (d.part or d.first or d.dimension) and not _fewer(d, c)]
                whole = behind or next((d for d in wholes if _named(c, d)), None) or _elsewhere(c, counts)
                whole = whole or next((d for d in wholes if _alike(c, d)), None) or next(iter(wholes), None)
                if whole:
                    yield c, whole


def _elsewhere(c: Count, counts: Sequence[Count]) -> Count | None:
    """The whole of a part "of the homes cut off" in whatever report it is told: the last number before it, larger, of that noun or fate."""
    if not _of_the(c):
        return None
    told = (
        d
        for d in counts
        if not (d.part or d.dimension or d.projected)
        and (d.unit.order, d.figure.start) < (c.unit.order, c.figure.start)
        and (d.figure.low or 0.0) > (c.figure.low or inf)
    )
    return max((d for d in told if _named(c, d)), key=lambda d: (d.unit.order, d.figure.start), default=None)


def _of_the(c: Count) -> re.Match[str] | None:
    """Of whom a part is told, after the number or before it: "12 of those arrested", "Of those arrested, 19"."""
    text = c.unit.report.text
    return _OF_THE.match(text, c.figure.end, c.clause[1]) or _OF_BEFORE.match(text, c.clause[0], c.figure.start)


def _fewer(d: Count, c: Count) -> bool:
    return (d.figure.high or inf) < (c.figure.low or 0.0)


def _named(c: Count, d: Count) -> bool:
    """Whether the words after a part name what is told of a whole: "two of the dead", "eight people were killed and 60 injured"."""
    m = _of_the(c)
    words = [fold(w) for w in WORD.findall(m.group(1))] if m else []
    fates = {"killed" if w in ("victim", "victims") else classes("predicates").get(w) for w in words} - {None}
    if fates:
        return d.predicate in fates
    nouns = {stem(w) for w in words}
    return d.noun in nouns or (bool(d.counted) and any(classes("classes").get(w) == d.counted != "person" for w in words))


def derived(counts: Sequence[Count]) -> Iterator[Derived]:
    """Figures worked out from others of their clause, and of the clauses shortly before."""
    clauses: dict[tuple[str, int], list[Count]] = defaultdict(list)
    for c in counts:
        clauses[c.unit.report.id, c.clause[0]].append(c)
    for found in clauses.values():
        every = sorted((c for c in found if c.figure.low is not None), key=lambda c: c.figure.start)
        for n, c in enumerate(every):
            yield from _product(c, every[:n])
        row = [c for c in every if _plain(c)]
        for n, c in enumerate(row):
            yield from _total(c, row[:n])
            yield from _sum(c, row, n)
            yield from _share(c, row)
    reports: dict[str, list[Count]] = defaultdict(list)
    for c in sorted(counts, key=lambda c: c.figure.start):
        if c.part == "by" and c.dimension:
            yield from _difference(c, reports[c.unit.report.id], counts)
        if c.figure.low is not None and (not c.projected or _OTHERS.search(_before(c))):
            row = reports[c.unit.report.id]
            yield from _rest(c, [d for d in row if c.figure.start - d.figure.end < BACK], counts)
            row.append(c)


def _plain(c: Count) -> bool:
    f = c.figure
    return f.low is not None and f.low == f.high and f.approx == "=" and not c.projected


def _number(c: Count) -> float:
    return c.figure.low or 0.0


def _alike(a: Count, b: Count) -> bool:
    """Whether two figures count things that can be added."""
    if (a.lone or b.lone) and not (a.dimension or b.dimension):
        return True
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


def _rest(c: Count, before: Sequence[Count], told: Sequence[Count]) -> Iterator[Derived]:
    """ "of 1,200 workers 300 went, leaving 900"; the whole may be told elsewhere in the story."""
    if not pattern("rest").search(_before(c)):
        return
    for gone in reversed(before):
        fits = (d for d in told if d is not gone and d is not c and _alike(d, gone) and not d.part)
        whole = next((d for d in fits if abs(_number(d) - _number(gone) - _number(c)) <= _slack(c)), None)
        if _alike(gone, c) and whole:
            yield c, (whole, gone), f"{whole.figure.text} less {gone.figure.text}"
            return


def _difference(c: Count, before: Sequence[Count], told: Sequence[Count]) -> Iterator[Derived]:
    """ "2.2 billion, 900 million less than the first demand" of 3.1 billion, wherever that is told."""
    new = next((d for d in reversed(before) if d.clause == c.clause and d.dimension == c.dimension and d is not c), None)
    gap = _number(c)
    old = new and next(
        (d for d in told if d.dimension == c.dimension and d is not new and abs(abs(_number(d) - _number(new)) - gap) <= ABOUT * gap), None
    )
    if new and old and gap:
        yield c, (old, new), f"between {new.figure.text} and {old.figure.text}"


def _product(c: Count, before: Sequence[Count]) -> Iterator[Derived]:
    """ "500,000 for each family, or 4 million in all"."""
    if not _IN_ALL.match(c.unit.report.text, c.figure.end):
        return
    for one in reversed(before):
        between = c.unit.report.text[one.figure.end : c.figure.start]
        if one.dimension == c.dimension and _number(c) > _number(one) > 0 and _EACH.search(between) and _number(c) % _number(one) == 0:
            yield c, (one,), f"{one.figure.text} each"
            return


def _slack(c: Count) -> float:
    return ABOUT * _number(c) if c.figure.approx == "~" else 0.0


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
