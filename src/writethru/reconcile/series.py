"""Figures that count the same thing, over time: same, update, conflict, part-of, derived, different-claim, compatible.

A series is keyed by what is counted, what happens to it and whose it is; approximators are intervals, so "about 10,000"
and "10,500" agree. Two figures conflict only when series and day overlap and no value fits both."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from writethru.match import components, containment, jaccard
from writethru.model import Appearance, Figure, FigurePoint, FigureSeries, Passage, Relation, Span, new_id
from writethru.reconcile.entity import channel, is_channel
from writethru.reconcile.likeness import days_apart, disjoint
from writethru.reconcile.unit import Unit, stem, stopwords
from writethru.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_PLURAL = re.compile(r" ([a-z]{3,}(?:s|ren|men|people))\b")
_NAME = re.compile(r"\b[A-Z][\w’'\-]+")
SOLDIERS = ("troop", "officer")  # dead or hurt, they are people too
PEOPLE = ("person", "troop", "child")  # counted in many ways at once: what happens to them decides
VAGUE = frozenset(("dozens", "scores", "hundreds", "thousands", "millions", "billions"))
GENERIC = frozenset(
    stem(w) for w in ("people", "person", "man", "men", "woman", "women", "troop", "soldier", "child", "children", "count", "time")
)
REACH = 90  # characters round a figure in which its predicate is looked for
MEASURES = {
    "percentage",
    "dollar",
    "euro",
    "pound sterling",
    "kilometre",
    "metre",
    "tonne",
    "kilogram",
    "mile",
    "degree",
    "celsius",
    "year",
    "hour",
    "day",
    "minute",
}


@cache
def _table() -> tuple[dict[str, str], dict[str, str], frozenset[str], frozenset[str]]:
    t = tomllib.loads((files("writethru.data") / "en" / "counted.toml").read_text("utf-8"))
    classes = {w: c for c, ws in t["classes"].items() for w in ws.split()}
    predicates = {w: p for p, ws in t["predicates"].items() for w in ws.split()}
    return classes, predicates, frozenset(t["turns"]["update"].split()), frozenset(t["turns"]["first"].split())


@dataclass(frozen=True, slots=True)
class Count:
    """A figure in its statement, with its key."""

    figure: Figure
    unit: Unit
    counted: str  # class of the counted noun, or the noun
    noun: str  # stem of the counted noun itself
    thing: frozenset[str]  # stems of the noun phrase
    predicate: str
    names: frozenset[str]  # names beside it: whose, where
    context: frozenset[str]  # content stems of its clause
    turn: bool  # "now", "up from" stand beside it
    first: bool  # "initially", "previously" stand beside it

    @property
    def projected(self) -> bool:
        """Whether it is told as a plan, a wish or a possibility."""
        return self.figure.modality in ("planned", "possible") or self.unit.stance in ("expected", "asked", "promised", "warned")

    @property
    def day(self) -> str:
        """The day the figure holds for: the one named nearest to it in its sentence, else the day it was said."""
        dated = [
            t for t in self.unit.statement.times if t.type in ("DATE", "TIME") and t.earliest and (t.latest or "")[:10] == t.earliest[:10]
        ]
        near = min(dated, key=lambda t: min(abs(t.start - self.figure.end), abs(self.figure.start - t.end)), default=None)
        return (near.earliest or "")[:10] if near else self.unit.day

    @property
    def order(self) -> tuple[str, bool, tuple[str, str, int, str], int]:
        return self.day or "9", not self.first, self.unit.order, self.figure.start


def noun_phrase(figure: Figure) -> str:
    """What is counted, without the concept it measures: "North Korean troops"."""
    return figure.of.split(",")[0].strip()


def count(figure: Figure, u: Unit) -> Count:
    """The key of one figure from the words round it."""
    classes, predicates, turns, firsts = _table()
    text = u.report.text
    lo, hi = u.statement.sentence
    a, b = max(lo, figure.start - REACH), min(hi, figure.end + REACH)
    noun = noun_phrase(figure) or figure.unit or _next_noun(figure, text)
    head = fold((_WORD.findall(noun) or [""])[-1])
    nouns = [fold(figure.unit.split(" ")[-1]), *map(fold, reversed(_WORD.findall(noun)))]
    counted = next((classes[w] for w in nouns if w in classes), "")
    near = [(min(abs(m.start() + a - figure.end), abs(figure.start - m.end() - a)), fold(m.group())) for m in _WORD.finditer(text[a:b])]
    predicate = next((predicates[w] for _, w in sorted(near) if w in predicates), "")
    if counted in ("death", "injury"):
        predicate = {"death": "killed", "injury": "hurt"}[counted] if predicate != "killed or hurt" else predicate
        counted = "person"
    names = frozenset(filter(None, [channel(noun)])) or frozenset(fold(n) for n in _NAME.findall(noun)) - {head}
    # Only what is said beside the figure and the time tells what is counted: not who says it, when, or the number itself.
    hidden = [(figure.start, figure.end), *((t.start, t.end) for t in u.statement.times)]
    said = "".join(" " if any(x <= i < y for x, y in hidden) else text[i] for i in _inside(u.statement.content, a, b))
    context = frozenset(stem(fold(w)) for w in _WORD.findall(said) if fold(w) not in stopwords())
    turn = any(w in turns for distance, w in near if distance < 40)
    first = any(fold(w) in firsts for w in _WORD.findall(text[lo:hi]))
    thing = frozenset(stem(fold(w)) for w in _WORD.findall(noun) if fold(w) not in stopwords())
    return Count(
        figure,
        u,
        counted or stem(fold(figure.unit) if figure.unit in MEASURES else head),
        stem(head),
        thing,
        predicate,
        names,
        context,
        turn,
        first,
    )


def _inside(spans: Sequence[Span], a: int, b: int) -> Iterator[int]:
    for x, y in spans:
        yield from range(max(x, a), min(y, b))


def same_series(a: Count, b: Count) -> bool:
    """Whether two figures count the same thing."""
    soldiers = {a.counted, b.counted} <= {"person", *SOLDIERS} and a.predicate == b.predicate in ("killed", "hurt")
    if (a.counted != b.counted and not soldiers) or (a.figure.unit in MEASURES) != (b.figure.unit in MEASURES):
        return False
    if a.figure.subset or b.figure.subset:
        return False
    if a.names and b.names and not a.names & b.names:
        return False
    if a.predicate != b.predicate and a.predicate and b.predicate:
        return False
    like = jaccard(set(a.context), set(b.context))
    if a.figure.unit in MEASURES:
        held = containment(set(a.context), set(b.context))
        return bool(a.thing & b.thing) and held >= 0.2 if a.thing and b.thing else held >= 0.5
    if a.noun == b.noun and a.noun not in GENERIC:
        return like >= 0.08
    if a.counted in PEOPLE:
        alike = a.predicate == b.predicate if a.predicate and b.predicate else bool(a.names & b.names) and like >= 0.15
        return alike or like >= 0.5
    return like >= 0.2


def counts_something(f: Figure, text: str) -> bool:
    """Whether a figure belongs in a ledger of counts: it has a unit or noun, and is no multiplier and no plain "one"."""
    return bool(f.unit or f.of or _next_noun(f, text)) and not f.multiplier and not f.low == f.high == 1


def _next_noun(f: Figure, text: str) -> str:
    """The word after a bare number where it looks like a plural noun."""
    m = _PLURAL.match(text, f.end)
    return m.group(1) if m else ""


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
        if kind == "conflict" or kind not in out:  # the nearest of each kind; of conflicts, all
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
    if own and (projected[0] == projected[1] or (projected[0] and late.turn)) and (late.unit.order != early.unit.order or late.turn or early.first):
        return "update", "the same source, later"
    if projected[0] != projected[1]:
        return "different-claim", "one is planned or possible, not counted"
    apart = days_apart(late.day, early.day) >= 1
    if late.turn or early.first or (apart and _least(a) > 1.1 * _least(b)):
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
