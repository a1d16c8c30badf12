"""Figures that count the same thing, over time: same, update, conflict, part-of, derived, different-claim, compatible.

A series is keyed by what is counted, what happens to it and whose it is; approximators are intervals, so "about 10,000"
and "10,500" agree. A figure updates another only where one source gave both, or words say so; two sources conflict only
where series and day overlap and no value fits both; on different days both may stand."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace

from writethru.model import Appearance, FigurePoint, FigureSeries, Passage, Relation, new_id
from writethru.reconcile.count import Count, one_giver
from writethru.reconcile.counting import counts_of
from writethru.reconcile.derive import with_parts
from writethru.reconcile.group import groups
from writethru.reconcile.likeness import days_apart, same_voice
from writethru.reconcile.plan import moved, reckoned
from writethru.reconcile.scale import disjoint, listed, told_as
from writethru.reconcile.unit import Unit
from writethru.text import fold

FAR = 40  # points back in a series beyond which only a source's own figures are looked at, as many again
NEAR = 200  # characters in which "initially" and "from" point to one another
_CHANGE = re.compile(
    r"\b(?:up|down|rose|fell|gain(?:ed|s)?|los(?:t|es)|dropp?(?:ed|s)|climb(?:ed|s)|slid|sank|jump(?:ed|s)|weaken(?:ed|s)|strengthen(?:ed|s)|add(?:ed|s)|shed) "
    r"(?:by |about |almost |nearly |some |more than |over |another )*$"
)
Source = tuple[str | None, str]  # who gives a figure, and the origin it rests on
VAGUE = frozenset(("dozens", "scores", "hundreds", "thousands", "millions", "billions"))


def figure_series(units: Sequence[Unit], origins: Mapping[str, str], claim_of: Mapping[str, str]) -> tuple[FigureSeries, ...]:
    """All series with at least one figure that counts something, largest first."""
    counts = counts_of(units)
    called = {c.giver.stems: c.unit.speaker for c in counts if c.giver.speaks and c.unit.speaker and not c.unit.collective}
    rests = {c.unit.speaker: origins[c.unit.id] for c in counts if c.unit.speaker and not c.unit.collective}
    named: dict[frozenset[str], str] = {}
    givers = [_giver(c, called, named) for c in counts]
    sources = [(g, rests.get(g or "", origins[c.unit.id])) for g, c in zip(givers, counts, strict=True)]
    source = {(c.unit.id, c.figure.start): s for c, s in zip(counts, sources, strict=True)}
    found = (sorted((counts[i] for i in group), key=lambda c: c.order) for group in groups(counts))
    out = [_series(group, source, claim_of) for group in found]
    vague = {point for c in counts if c.vague for point in [(c.unit.id, c.figure.start)]}
    return tuple(sorted(_told(with_parts(out, counts), vague), key=lambda s: (-len(s.points), s.id)))


def _told(series: Sequence[FigureSeries], vague: Container[tuple[str, int]]) -> Iterator[FigureSeries]:
    """The series less those of one point of which nothing tells what it counts, and to which no other stands in any relation."""
    named = {r.other for s in series for p in s.points for r in p.relations}
    for s in series:
        first = s.points[0]
        plain = all((a.statement, a.passages[0].start) in vague for a in first.appearances)
        if len(s.points) > 1 or first.relations or first.id in named or not plain:
            yield s


def _giver(c: Count, called: Mapping[frozenset[str], str], named: dict[frozenset[str], str]) -> str | None:
    """Who gives a figure: its speaker; else the source its clause names, under the name the story has for it (kept in `named`)."""
    place, stems = c.giver.place, c.giver.stems
    if place is None:
        return c.unit.speaker
    if stems not in named:
        named[stems] = min(((len(s ^ stems), name) for s, name in called.items() if stems and (stems <= s or s <= stems)), default=(0, ""))[
            1
        ]
    return named[stems] or " ".join(c.unit.report.text[slice(*place)].split())


def _series(counts: list[Count], source: Mapping[tuple[str, int], Source], claim_of: Mapping[str, str]) -> FigureSeries:
    merged: list[list[Count]] = []
    by_value: dict[object, list[list[Count]]] = defaultdict(list)
    for c in counts:
        alike = by_value[c.value]
        group = next((g for g in alike if _one_point(g[0], c)), None)
        if group is None:
            group = []
            merged.append(group)
            alike.append(group)
        group.append(c)
    points = [_point(group, source, claim_of) for group in merged]
    pairs = list(zip(merged, points, strict=True))
    replaced: set[str] = set()
    values = {group[0].value for group in merged if group[0].giver.stems}
    retold = {id(g) for g in merged if not g[0].giver.stems and g[0].value in values}
    related = [replace(p, relations=_relations(i, pairs, replaced, retold)) for i, (_, p) in enumerate(pairs)]
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


def _relations(i: int, pairs: list[tuple[list[Count], FigurePoint]], replaced: set[str], retold: set[int]) -> tuple[Relation, ...]:
    """How point i stands to each earlier point of its series: of conflicts all, of other kinds the nearest, the source's own first.
    `replaced`: ids of the points that their own source has replaced, which are nobody's rivals; those that this one replaces join them.
    `retold`: the groups that an outlet tells in its own voice after a source has."""
    mine = pairs[i][0]
    near = range(max(0, i - FAR), i)
    far = [n for n in range(near.start) if pairs[n][1].speaker == pairs[i][1].speaker][-FAR:]
    earlier = [(*pairs[n], own) for n in (*far, *near) if (own := one_giver(mine[0], pairs[n][0][0])) or n in near]
    replaces = not any(own and mine[0].value != theirs[0].value for theirs, _, own in earlier)
    out: dict[str, Relation] = {}
    renewed: object = None  # the value that its own source gave before, wherever that stands
    related = [
        (*relate(mine[0], theirs[0], own, replaces, not retold.isdisjoint((id(mine), id(theirs)))), theirs, other)
        for theirs, other, own in reversed(earlier)
    ]
    replaced |= {other.id for kind, reason, _, other in related if kind == "update" and reason.startswith("the same source")}
    overtaken = {theirs[0].value: reason for kind, reason, theirs, _ in related if kind == "update"}
    for kind, reason, theirs, other in related:
        if kind in ("conflict", "compatible") and theirs[0].value in overtaken and mine[0].value != theirs[0].value:
            out[other.id] = Relation(
                "update", other.id, f"{overtaken[theirs[0].value]}: {other.text} ({other.speaker or other.outlets[0]})"
            )
            continue  # whoever repeats the number that this one replaces is no rival
        if kind == "conflict" and other.id in replaced:
            continue
        own_first = kind == "update" and reason.startswith("the same") and kind in out and not out[kind].reason.startswith("the same")
        if kind == "update" and theirs[0].value == renewed and not own_first and reason.startswith("the same source"):
            out[other.id] = Relation(kind, other.id, f"{reason}: {other.text} ({other.speaker or other.outlets[0]})")
        elif kind == "conflict" or kind not in out or own_first:
            renewed = theirs[0].value if kind == "update" and reason.startswith("the same source") else renewed
            out[kind if kind != "conflict" else other.id] = Relation(
                kind, other.id, f"{reason}: {other.text} ({other.speaker or other.outlets[0]})"
            )
    return tuple(out.values())


def relate(late: Count, early: Count, own: bool, replaces: bool = True, recap: bool = False) -> tuple[str, str]:
    """The relation of a figure to an earlier one of its series, and why. `own`: one source gave both; `replaces`: where words say that
    it takes the place of an earlier figure, that may be another source's (its own source gave none); `recap`: an outlet tells one of them
    again after somebody else, and stands for none."""
    a, b = late.figure, early.figure
    later = _apart(late, early)
    apart = later and not _one_event(late, early)
    if late.value == early.value and late.projected == early.projected:
        return "same", "the same number" if not own else "the same source, the same number"
    if _rounded(late, early) and (own or not (late.giver.stems and early.giver.stems)):
        return "same", "the same number, rounded"
    if VAGUE & {fold(f.text.split()[-1]) for f in (a, b)}:
        return ("different-claim", "one is only roughly a number") if disjoint(a, b) else ("compatible", "both can be true")
    if late.projected != early.projected and not (late.turn and own) and not reckoned(late, early) and not moved(late):
        return "different-claim", "one is planned or possible, not counted"
    beside = late.unit.report.id == early.unit.report.id and (late.clause == early.clause or _follows(late, early))
    again = late.unit.report.id != early.unit.report.id or later
    if own and (again or late.turn == "strong" or early.first):
        return "update", "the same source, later"
    if (replaces or beside) and (
        late.turn == "strong" or (late.turn and apart) or (early.first and (beside or (apart and not early.giver.stems)))
    ):
        return "update", "a later count, in so many words"
    if not disjoint(a, b):
        return "compatible", "both can be true"
    if later and late.adopted and any(same_voice(u, early.unit) for u in (late.unit, *late.outer) if u.speaker):
        return "update", "the same source, later, with another's number"  # "it no longer disputes the inspectorate's 19"
    if own:
        return "different-claim", "one source gives both at once, so they count different things"
    unsourced = not (late.giver.stems and early.giver.stems)
    if apart and unsourced and late.part != "more" and not (recap or _changes(late) or _fallen(late, early)):
        return "update", "a later count, and no other source stands against it"
    if apart:
        return "compatible", "another source on another day; both may stand"
    small, large = sorted((late, early), key=lambda c: c.figure.high or 0.0)
    if unsourced and (recap or (_fallen(small, large) and not small.giver.stems)):  # "two people died", and the toll is five
        return "different-claim", "no source stands for one of them"
    return "conflict", "one event, and no value fits both" if late.day[:10] != early.day[:10] else "the same day, and no value fits both"


def _rounded(late: Count, early: Count) -> bool:
    """Whether one is the other told roundly, and no words set them against each other."""
    changed = late.unit.report.id == early.unit.report.id and (late.turn == "strong" or early.first)
    if late.projected != early.projected or changed:
        return False
    spans = [(told_as(a.figure), b.value) for a, b in ((late, early), (early, late))]
    return any(span and value[0] == value[1] and span[0] <= (value[0] or 0.0) <= span[1] for span, value in spans)


def _fallen(late: Count, early: Count) -> bool:
    """Whether a count of what only grows is smaller than the one before."""
    low, high = early.figure.low, late.figure.high
    return late.predicate in listed("phase", "grows") and low is not None and high is not None and high < low


def _changes(c: Count) -> bool:
    """Whether a share tells by how much something rose or fell up to its own day."""
    return c.dimension == "percentage" and bool(_CHANGE.search(c.unit.report.text[max(c.clause[0], c.figure.start - 30) : c.figure.start]))


def _follows(late: Count, early: Count) -> bool:
    """Whether "initially 300" goes on with "520 now" in the next words, or "has spread to 9" with "up from 4"."""
    return bool(late.turn) and abs(late.figure.start - early.figure.start) < NEAR


def _apart(a: Count, b: Count) -> bool:
    """Whether two counts hold for different times, as far as both are told; what does not change with time is never apart."""
    if a.dimension in listed("measures", "fixed"):
        return False
    hours = {c.day[11:13] for c in (a, b)}
    return days_apart(a.day, b.day) >= 1 or ("" not in hours and len(hours) == 2)


def _one_event(a: Count, b: Count) -> bool:
    """Whether two counts are of one event that is over: one says so, neither counts what goes on, nor do they name two days of it."""
    over = "over" in (a.phase, b.phase) and "running" not in (a.phase, b.phase)
    return over and not (a.named and b.named and days_apart(a.named, b.named))
