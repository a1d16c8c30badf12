"""Figures that count the same thing, over time: same, update, conflict, part-of, derived, different-claim, compatible.

A series is keyed by what is counted, what happens to it and whose it is; approximators are intervals, so "about 10,000"
and "10,500" agree. Two figures conflict only when series and day overlap and no value fits both."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from writethru.match import components
from writethru.model import Appearance, Figure, FigurePoint, FigureSeries, Passage, Relation, new_id
from writethru.reconcile.count import SOLDIERS, Count, count, counts_something, noun_phrase, same_series
from writethru.reconcile.entity import is_channel
from writethru.reconcile.likeness import days_apart, disjoint
from writethru.reconcile.unit import Unit
from writethru.text import fold

VAGUE = frozenset(("dozens", "scores", "hundreds", "thousands", "millions", "billions"))


def figure_series(units: Sequence[Unit], origins: Mapping[str, str], claim_of: Mapping[str, str]) -> tuple[FigureSeries, ...]:
    """All series with at least one figure that counts something, largest first."""
    counts = [count(f, u) for u in units for f in u.figures if counts_something(f, u.report.text)]
    by_key: dict[str, list[int]] = defaultdict(list)
    for i, c in enumerate(counts):
        by_key["person" if c.counted in SOLDIERS else c.counted].append(i)
    edges = [(i, j) for same in by_key.values() for k, i in enumerate(same) for j in same[k + 1 :] if same_series(counts[i], counts[j])]
    out = []
    for group in components(range(len(counts)), edges):
        out.append(_series(sorted((counts[i] for i in group), key=lambda c: c.order), origins, claim_of))
    return tuple(sorted(_parts(out, counts), key=lambda s: (-len(s.points), s.id)))


def _series(counts: list[Count], origins: Mapping[str, str], claim_of: Mapping[str, str]) -> FigureSeries:
    merged: dict[tuple[object, ...], list[Count]] = {}
    for c in counts:
        f = c.figure
        merged.setdefault((c.unit.voice, f.low, f.high, f.modality == "actual"), []).append(c)
    points = [_point(group, origins, claim_of) for group in merged.values()]
    pairs = list(zip(merged.values(), points, strict=True))
    related = [replace(p, relations=_relations(i, pairs)) for i, (_, p) in enumerate(pairs)]
    nouns = Counter(noun_phrase(c.figure) or c.figure.unit for c in counts)
    top = min(nouns, key=lambda n: (not 2 <= len(n.split()) <= 5, -nouns[n], -len(n), n))
    return FigureSeries(new_id("f", points[0].id), top, counts[0].figure.unit, tuple(related))


def _point(group: list[Count], origins: Mapping[str, str], claim_of: Mapping[str, str]) -> FigurePoint:
    first = group[0]
    f, u = first.figure, first.unit
    return FigurePoint(
        id=new_id("p", u.id, f.start),
        low=f.low,
        high=f.high,
        approx=f.approx,
        text=f.text,
        speaker=u.speaker,
        modality=f.modality,
        said=u.day or None,
        as_of=first.day or None,
        outlets=tuple(dict.fromkeys(c.unit.outlet for c in group)),
        origins=tuple(dict.fromkeys(origins[c.unit.id] for c in group)),
        appearances=tuple(
            Appearance(
                (Passage(c.unit.report.id, c.figure.start, c.figure.end),), c.figure.text, c.unit.id, c.unit.outlet, origins[c.unit.id]
            )
            for c in group
        ),
        claim=claim_of.get(u.id),
    )


def _relations(i: int, pairs: list[tuple[list[Count], FigurePoint]]) -> tuple[Relation, ...]:
    """How point i stands to each earlier point of its series."""
    mine = pairs[i][0]
    out: dict[str, Relation] = {}
    for theirs, other in reversed(pairs[:i]):
        kind, reason = relate(mine[0], theirs[0])
        own_first = kind == "update" and reason.startswith("the same") and kind in out and out[kind].reason.startswith("a later")
        if kind == "conflict" or kind not in out or own_first:  # the nearest of each kind, the source's own first; of conflicts, all
            out[kind if kind != "conflict" else other.id] = Relation(
                kind, other.id, f"{reason}: {other.text} ({other.speaker or other.outlets[0]})"
            )
    return tuple(out.values())


def relate(late: Count, early: Count) -> tuple[str, str]:
    """The relation of a figure to an earlier one of its series, and why."""
    a, b = late.figure, early.figure
    own = _one_source(late.unit, early.unit)
    if (a.low, a.high) == (b.low, b.high):
        return "same", "the same number" if not own else "the same source, the same number"
    if VAGUE & {fold(f.text.split()[-1]) for f in (a, b)}:
        return ("different-claim", "one is only roughly a number") if disjoint(a, b) else ("compatible", "both can be true")
    projected = [c.projected for c in (late, early)]
    if (
        own
        and (projected[0] == projected[1] or (projected[0] and late.turn))
        and (late.unit.order != early.unit.order or late.turn or early.first)
    ):
        return "update", "the same source, later"
    if projected[0] != projected[1]:
        return "different-claim", "one is planned or possible, not counted"
    apart = days_apart(late.day, early.day) >= 1
    if late.unit.speaker and (late.turn or early.first or (apart and _least(a) > 1.1 * _least(b))):
        return "update", "a later count by another source"
    if not disjoint(a, b):
        return "compatible", "both can be true"
    if apart:
        return "different-claim", "a lower count on a later day, with no word that it was lowered"
    if late.unit.speaker is None or early.unit.speaker is None:
        return "different-claim", "no source stands for one of them"
    return "conflict", "the same day, and no value fits both"


def _one_source(a: Unit, b: Unit) -> bool:
    """Whether one source gave both: one speaker, one outlet in its own voice, or a body and whoever speaks for it."""
    if a.speaker == b.speaker:
        return a.voice == b.voice
    bodies = [u.speaker is not None and (is_channel(u.speaker) or u.speaker == u.channel) for u in (a, b)]
    return bool(a.channel) and a.channel == b.channel and any(bodies)


def _least(f: Figure) -> float:
    """The value a figure names: its lower bound, else its upper."""
    return f.low if f.low is not None else f.high or 0.0


def _parts(series: list[FigureSeries], counts: list[Count]) -> list[FigureSeries]:
    """Marks "including 500 officers" as part of the figure it stands beside."""
    whole = {}
    for c in counts:
        if c.figure.subset:
            near = [d for d in counts if d.unit.id == c.unit.id and d.figure.start < c.figure.start and not d.figure.subset]
            if near:
                whole[c.unit.id, c.figure.start] = max(near, key=lambda d: d.figure.start)
    ids = {(a.statement, a.passages[0].start): p for s in series for p in s.points for a in p.appearances}
    extra = {}
    for at, big in whole.items():
        part, total = ids.get(at), ids.get((big.unit.id, big.figure.start))
        if part and total:
            extra[part.id] = Relation("part-of", total.id, f"“including”: a part of {total.text}")
    return [
        replace(s, points=tuple(replace(p, relations=(*p.relations, extra[p.id])) if p.id in extra else p for p in s.points))
        for s in series
    ]
