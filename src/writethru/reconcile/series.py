"""Figures that count the same thing, over time: same, update, conflict, part-of, derived, different-claim, compatible.

A series is keyed by what is counted, what happens to it and whose it is; approximators are intervals, so "about 10,000"
and "10,500" agree. A figure updates another only where one source gave both, or words say so; two sources conflict only
where series and day overlap and no value fits both; on different days both may stand."""

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from writethru.model import Appearance, FigurePoint, FigureSeries, Passage, Relation, new_id
from writethru.reconcile.clause import WORD
from writethru.reconcile.count import Count, one_giver
from writethru.reconcile.counting import counts_of
from writethru.reconcile.derive import with_parts
from writethru.reconcile.group import Groups
from writethru.reconcile.rival import Related, as_sure
from writethru.reconcile.succession import relate
from writethru.reconcile.thing import stems
from writethru.reconcile.unit import Unit

FAR = 40  # points back in a series beyond which only a source's own figures are looked at, as many again
MORE = 3  # times as often
_UNSOUND = re.compile(
    r"^(?:one|two|three|four|five|six|seven|eight|nine|ten|last|past|this|next|I|We|He|She|It|They)\b|['’](?:d|ll|ve|re|m)\b| and an? ",
    re.I,
)
EVERY = ("update", "same", "compatible", "different-claim")  # of these relations those to points further back are told too
MOST = 12  # so many of them
Source = tuple[str | None, str]  # who gives a figure, and the origin it rests on


def figure_series(units: Sequence[Unit], origins: Mapping[str, str], claim_of: Mapping[str, str]) -> tuple[FigureSeries, ...]:
    """All series with at least one figure that counts something, largest first."""
    counts = counts_of(units)
    called = {c.giver.stems: c.unit.speaker for c in counts if c.giver.speaks and c.unit.speaker and not c.unit.collective}
    rests = {c.unit.speaker: origins[c.unit.id] for c in counts if c.unit.speaker and not c.unit.collective}
    named: dict[frozenset[str], str] = {}
    givers = [_giver(c, called, named) for c in counts]
    sources = [(g, rests.get(g or "", origins[c.unit.id])) for g, c in zip(givers, counts, strict=True)]
    source = {(c.unit.id, c.figure.start): s for c, s in zip(counts, sources, strict=True)}
    groups = Groups(counts)
    out = [_series(_in_order([counts[i] for i in row]), source, claim_of, groups) for row in groups.rows]
    vague = {point for c in counts if c.vague for point in [(c.unit.id, c.figure.start)]}
    return tuple(sorted(_told(with_parts(out, counts), vague), key=lambda s: (-len(s.points), s.id)))


def _in_order(counts: Iterable[Count]) -> list[Count]:
    """Counts as they came to be: "initially 3,000" goes before the value that its source gives beside it, on whichever day either is told."""
    out = sorted(counts, key=lambda c: c.order)
    for c in [c for c in out if c.first]:
        beside = [d for d in out if d.value != c.value and d.unit.report.id == c.unit.report.id and one_giver(d, c)]
        if beside:
            now = min(beside, key=lambda d: abs(d.figure.start - c.figure.start)).value
            out.remove(c)
            out.insert(next(i for i, d in enumerate(out) if d.value == now and one_giver(d, c)), c)
    return out


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
    if place is None or c.unit.report.text[slice(*place)].isdigit():  # "at station 9"
        return c.unit.speaker if stems else None
    if stems not in named:
        named[stems] = min(((len(s ^ stems), name) for s, name in called.items() if stems and (stems <= s or s <= stems)), default=(0, ""))[
            1
        ]
    return named[stems] or " ".join(c.unit.report.text[slice(*place)].split())


def _series(counts: list[Count], source: Mapping[tuple[str, int], Source], claim_of: Mapping[str, str], groups: Groups) -> FigureSeries:
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
    related = [replace(p, relations=_relations(i, pairs, replaced, retold, groups)) for i, (_, p) in enumerate(pairs)]
    return FigureSeries(new_id("f", points[0].id), _called(counts), counts[0].figure.unit, tuple(related))


def _called(counts: Sequence[Count]) -> str:
    """What a series is called: the noun told oftenest, with more words where they are told a third as often; of nouns told alike one of
    two to five words. Not a unit, a name or half a clause, where there is anything else."""
    nouns = Counter(c.phrase or c.figure.unit for c in counts)
    sound = {n for n in nouns if n and not _UNSOUND.search(n) and not (counts[0].dimension and _named(n))} or set(nouns)
    units = {c.figure.unit for c in counts if counts[0].dimension}
    lead = min(
        sound, key=lambda n: (n in units and len(sound) > 1 and nouns[n] < sum(nouns.values()) / 2, -nouns[n], not _short(n), -len(n), n)
    )
    fuller = [n for n in sound if _short(n) and (stems(WORD.findall(n)) & stems(WORD.findall(lead)) or lead == "people")]
    often = [n for n in fuller if MORE * nouns[n] >= nouns[lead] or lead == "people"]
    return min(often, key=lambda n: (-nouns[n], -len(n), n), default=lead)


def _short(noun: str) -> bool:
    return 2 <= len(noun.split()) <= 5


def _named(noun: str) -> bool:
    """Whether a noun phrase is all names: "Ann Lee"."""
    return all(w[:1].isupper() for w in noun.split()) and " " in noun


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


def _relations(
    i: int, pairs: list[tuple[list[Count], FigurePoint]], replaced: set[str], retold: set[int], groups: Groups
) -> tuple[Relation, ...]:
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
    related: list[Related] = [
        (*relate(mine[0], theirs[0], own, replaces, not retold.isdisjoint((id(mine), id(theirs)))), theirs, other)
        for theirs, other, own in reversed(earlier)
    ]
    related = [as_sure(row, mine, groups) for row in related]
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
    known = {r.other for r in out.values()}
    further = [(kind, reason, other) for kind, reason, _, other in related if kind in EVERY and other.id not in known]
    more = (
        Relation(kind, other.id, f"{reason}: {other.text} ({other.speaker or other.outlets[0]})") for kind, reason, other in further[:MOST]
    )
    return (*out.values(), *more)
