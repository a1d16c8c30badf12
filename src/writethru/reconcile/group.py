"""Counts that count the same thing, brought together."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from typing import NamedTuple

from writethru.match import components
from writethru.reconcile.count import Count
from writethru.reconcile.thing import PEOPLE
from writethru.reconcile.topic import same_series


def groups(counts: Sequence[Count]) -> list[list[int]]:
    """Connected components of "counts the same thing", in order. Counts told in one way are one kind, compared once for all."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for i, c in enumerate(counts):
        found[c.kind].append(i)
    things: dict[str, list[_Kind]] = defaultdict(list)
    for members in found.values():
        c = counts[members[0]]
        other = next((i for i in members if counts[i].unit.report.id != c.unit.report.id), -1)
        thing = c.dimension or ("person" if c.counted in PEOPLE else c.counted)
        things[thing].append(_Kind(members, other, "" if c.dimension else c.predicate))
    links: list[tuple[int, int]] = []
    loose: list[tuple[int, int]] = []  # from a count of which nothing says what happens to one of which something does
    for kinds in things.values():
        for n, mine in enumerate(kinds):
            for theirs in kinds[n:]:
                if mine.predicate == theirs.predicate:
                    links += _links(counts, mine, theirs)
                elif not mine.predicate or not theirs.predicate:
                    met = _links(counts, mine, theirs)
                    loose += met if theirs.predicate else [(y, x) for x, y in met]
    return sorted(_settled(components(range(len(counts)), links), loose))


def _settled(found: Sequence[list[int]], loose: Sequence[tuple[int, int]]) -> list[list[int]]:
    """The groups, those of which nothing says what happens put to the one group each that most links lead to: a bridge would make one of
    the injured and the evacuated."""
    place = {i: n for n, group in enumerate(found) for i in group}
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for x, y in loose:
        if place[x] != place[y]:
            votes[place[x]][place[y]] += 1
    edges = [(n, min(to, key=lambda m: (-to[m], m))) for n, to in sorted(votes.items())]
    return [sorted(i for n in group for i in found[n]) for group in components(range(len(found)), edges)]


class _Kind(NamedTuple):
    """Counts told in one way: their numbers, the first that stands in another report than the first of all (-1: none), what happens."""

    members: list[int]
    other: int
    predicate: str


def _links(counts: Sequence[Count], mine: _Kind, theirs: _Kind) -> list[tuple[int, int]]:
    """Links between the members of two kinds (or of one) that count the same thing. Only figures of one clause may differ from the rest
    of their kinds, so that a pair of two reports tells for all."""
    i, j = mine.members[0], theirs.members[0]
    if counts[i].unit.report.id == counts[j].unit.report.id:
        j = theirs.other
    if j < 0:
        return [(x, y) for x in mine.members for y in theirs.members if x != y and same_series(counts[x], counts[y])]
    if not same_series(counts[i], counts[j]):
        return []
    return [(i, j), *((j, x) for x in mine.members), *((i, y) for y in theirs.members)]
