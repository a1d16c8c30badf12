"""Figures that count the same thing, over time: same, update, conflict, part-of, derived, different-claim, compatible.

A series is keyed by what is counted, what happens to it and whose it is; approximators are intervals, so "about 10,000"
and "10,500" agree. A figure updates another only where one source gave both, or words say so; two sources conflict only
where series and day overlap and no value fits both; on different days both may stand."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from writethru.model import Appearance, FigurePoint, FigureSeries, Passage, Relation, new_id
from writethru.reconcile.count import BACK, Count, counts_of, one_giver
from writethru.reconcile.likeness import days_apart
from writethru.reconcile.scale import disjoint, equal, listed, rounded
from writethru.reconcile.thing import PEOPLE
from writethru.reconcile.topic import same_series
from writethru.reconcile.unit import Unit
from writethru.text import fold

FAR = 40  # points back in a series beyond which only a source's own figures are looked at
NEAR = 200  # characters in which "initially" and "from" point to one another
COMMON = 5  # a word beside more figures than this, and than
SHARE = 0.08  # this share of all, tells none apart
Source = tuple[str | None, str]  # who gives a figure, and the origin it rests on
VAGUE = frozenset(("dozens", "scores", "hundreds", "thousands", "millions", "billions"))


def figure_series(units: Sequence[Unit], origins: Mapping[str, str], claim_of: Mapping[str, str]) -> tuple[FigureSeries, ...]:
    """All series with at least one figure that counts something, largest first."""
    counts = _telling(counts_of(units))
    called = {c.giver.stems: c.unit.speaker for c in counts if c.giver.speaks and c.unit.speaker and not c.unit.collective}
    rests = {c.unit.speaker: origins[c.unit.id] for c in counts if c.unit.speaker and not c.unit.collective}
    givers = [_giver(c, called) for c in counts]
    sources = [(g, rests.get(g or "", origins[c.unit.id])) for g, c in zip(givers, counts, strict=True)]
    source = {(c.unit.id, c.figure.start): s for c, s in zip(counts, sources, strict=True)}
    groups = (sorted((counts[i] for i in group), key=lambda c: c.order) for group in _groups(counts))
    out = [_series(group, source, claim_of) for group in groups]
    return tuple(sorted(_parts(out, counts), key=lambda s: (-len(s.points), s.id)))


def _giver(c: Count, called: Mapping[frozenset[str], str]) -> str | None:
    """Who gives a figure: its speaker; else the source its clause names, under the name the story has for it."""
    place, stems = c.giver.place, c.giver.stems
    if place is None:
        return c.unit.speaker
    known = sorted((len(s ^ stems), name) for s, name in called.items() if stems and (stems <= s or s <= stems))
    return known[0][1] if known else " ".join(c.unit.report.text[slice(*place)].split())


def _groups(counts: Sequence[Count]) -> list[list[int]]:
    """Connected components of "counts the same thing", in order. A count is held against each component until one member fits;
    of two predicates none ever does, so that only members of its own, and those without one, are looked at."""
    parts: dict[str, list[dict[str, list[int]]]] = defaultdict(list)  # what is counted -> components, by predicate
    for i, c in enumerate(counts):
        thing, own = c.dimension or ("person" if c.counted in PEOPLE else c.counted), "" if c.dimension else c.predicate
        mine: dict[str, list[int]] = {own: [i]}
        apart = []
        for part in parts[thing]:
            near = (j for p in part if p == own or not p or not own for j in part[p])
            if not any(same_series(c, counts[j]) for j in near):
                apart.append(part)
                continue
            large, small = sorted((mine, part), key=lambda p: -sum(map(len, p.values())))
            for p, members in small.items():
                large.setdefault(p, []).extend(members)
            mine = large
        parts[thing] = [*apart, mine]
    found = (sorted(i for members in part.values() for i in members) for ps in parts.values() for part in ps)
    return sorted(found)


def _telling(counts: list[Count]) -> list[Count]:
    """The counts, less those words of their clauses that stand beside so many figures that they tell none apart."""
    df = Counter(w for c in counts for w in c.context)
    common = {w for w, n in df.items() if n > max(COMMON, SHARE * len(counts))}
    return [replace(c, context=c.context - common) if c.context & common else c for c in counts]


def _series(counts: list[Count], source: Mapping[tuple[str, int], Source], claim_of: Mapping[str, str]) -> FigureSeries:
    merged: list[list[Count]] = []
    by_value: dict[object, list[list[Count]]] = defaultdict(list)
    for c in counts:
        alike = by_value[rounded(c.figure)]
        group = next((g for g in alike if _one_point(g[0], c)), None)
        if group is None:
            group = []
            merged.append(group)
            alike.append(group)
        group.append(c)
    points = [_point(group, source, claim_of) for group in merged]
    pairs = list(zip(merged, points, strict=True))
    related = [replace(p, relations=_relations(i, pairs)) for i, (_, p) in enumerate(pairs)]
    nouns = Counter(c.phrase or c.figure.unit for c in counts)
    top = min(nouns, key=lambda n: (not 2 <= len(n.split()) <= 5, -nouns[n], -len(n), n))
    return FigureSeries(new_id("f", points[0].id), top, counts[0].figure.unit, tuple(related))


def _one_point(a: Count, b: Count) -> bool:
    """Whether one source gives a value as firmly twice."""
    return a.projected == b.projected and one_giver(a, b)


def _point(group: list[Count], source: Mapping[tuple[str, int], Source], claim_of: Mapping[str, str]) -> FigurePoint:
    first = group[0]
    f, u = first.figure, first.unit
    origins = [source[c.unit.id, c.figure.start][1] for c in group]
    text = next((c.figure.text for c in group if c.figure.text.startswith(f.text + " ")), f.text)  # "11 tonnes" for "11"
    return FigurePoint(
        id=new_id("p", u.id, f.start),
        low=f.low,
        high=f.high,
        approx=f.approx,
        text=text,
        speaker=source[u.id, f.start][0],
        modality=f.modality,
        said=u.day or None,
        as_of=first.day[:10] or None,
        outlets=tuple(dict.fromkeys(c.unit.outlet for c in group)),
        origins=tuple(dict.fromkeys(origins)),
        appearances=tuple(
            Appearance((Passage(c.unit.report.id, c.figure.start, c.figure.end),), c.figure.text, c.unit.id, c.unit.outlet, origin)
            for c, origin in zip(group, origins, strict=True)
        ),
        claim=claim_of.get(u.id),
    )


def _relations(i: int, pairs: list[tuple[list[Count], FigurePoint]]) -> tuple[Relation, ...]:
    """How point i stands to each earlier point of its series: of conflicts all, of other kinds the nearest, the source's own first."""
    mine = pairs[i][0]
    earlier = [p for n, p in enumerate(pairs[:i]) if n >= i - FAR or one_giver(mine[0], p[0][0])]
    own = any(one_giver(mine[0], theirs[0]) and not equal(mine[0].figure, theirs[0].figure) for theirs, _ in earlier)
    out: dict[str, Relation] = {}
    related = [(*relate(mine[0], theirs[0], replaces=not own), theirs, other) for theirs, other in reversed(earlier)]
    overtaken = {rounded(theirs[0].figure) for kind, _, theirs, _ in related if kind == "update"}
    for kind, reason, theirs, other in related:
        if kind == "conflict" and rounded(theirs[0].figure) in overtaken:
            continue  # whoever repeats the number that this one replaces is no rival
        own_first = kind == "update" and reason.startswith("the same") and kind in out and not out[kind].reason.startswith("the same")
        if kind == "conflict" or kind not in out or own_first:
            out[kind if kind != "conflict" else other.id] = Relation(
                kind, other.id, f"{reason}: {other.text} ({other.speaker or other.outlets[0]})"
            )
    return tuple(out.values())


def relate(late: Count, early: Count, replaces: bool = True) -> tuple[str, str]:
    """The relation of a figure to an earlier one of its series, and why. `replaces`: where words say that it takes the place of an
    earlier figure, that may be another source's (its own source gave none)."""
    a, b = late.figure, early.figure
    own = one_giver(late, early)
    apart = _apart(late, early)
    if equal(a, b) and late.projected == early.projected:
        return "same", "the same number" if not own else "the same source, the same number"
    if VAGUE & {fold(f.text.split()[-1]) for f in (a, b)}:
        return ("different-claim", "one is only roughly a number") if disjoint(a, b) else ("compatible", "both can be true")
    if late.projected != early.projected and not (late.projected and late.turn and own):
        return "different-claim", "one is planned or possible, not counted"
    beside = late.unit.report.id == early.unit.report.id and (late.clause == early.clause or _follows(late, early))
    again = late.unit.report.id != early.unit.report.id or apart
    if own and (again or late.turn == "strong" or early.first):
        return "update", "the same source, later"
    if (replaces or beside) and (
        late.turn == "strong" or (late.turn and apart) or (early.first and (beside or (apart and not early.giver.stems)))
    ):
        return "update", "a later count, in so many words"
    if not disjoint(a, b):
        return "compatible", "both can be true"
    if own:
        return "different-claim", "one source gives both at once, so they count different things"
    if apart:
        return "compatible", "another source on another day; both may stand"
    if bool(late.giver.stems) != bool(early.giver.stems):
        return "different-claim", "no source stands for one of them"
    return "conflict", "the same day, and no value fits both"


def _follows(late: Count, early: Count) -> bool:
    """Whether "initially 300" goes on with "520 now" in the next words, or "has spread to 9" with "up from 4"."""
    return bool(late.turn) and abs(late.figure.start - early.figure.start) < NEAR


def _apart(a: Count, b: Count) -> bool:
    """Whether two counts hold for different times, as far as both are told; what does not change with time is never apart."""
    if a.dimension in listed("measures", "fixed"):
        return False
    hours = {c.day[11:13] for c in (a, b)}
    return days_apart(a.day, b.day) >= 1 or ("" not in hours and len(hours) == 2)


def _parts(series: list[FigureSeries], counts: list[Count]) -> list[FigureSeries]:
    """Marks "including 500 officers" as part of the figure it stands beside."""
    whole = {}
    by_report: dict[str, list[Count]] = defaultdict(list)
    for c in counts:
        by_report[c.unit.report.id].append(c)
    for c in counts:
        if c.part == "part":
            near = [
                d
                for d in by_report[c.unit.report.id]
                if 0 < c.figure.start - d.figure.start < BACK and not (d.part or d.first or d.dimension)
            ]
            if near:
                whole[c.unit.id, c.figure.start] = max(near, key=lambda d: d.figure.start)
    ids = {(a.statement, a.passages[0].start): p for s in series for p in s.points for a in p.appearances}
    extra = {}
    for at, big in whole.items():
        part, total = ids.get(at), ids.get((big.unit.id, big.figure.start))
        if part and total:
            extra[part.id] = Relation("part-of", total.id, f"told as a part of {total.text}")
    return [
        replace(s, points=tuple(replace(p, relations=(*p.relations, extra[p.id])) if p.id in extra else p for p in s.points))
        for s in series
    ]
