"""What a figure counts: the key that tells whether two figures belong to one series.

What is counted or measured, what happens to it, whose and where it is (data/en/counted.toml), read from its clause. A bare number
("police spoke of 8,000") counts what the figure before it does."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from writethru.model import Figure, Span
from writethru.reconcile import bare
from writethru.reconcile.clause import BREAK, Clause, clause_at
from writethru.reconcile.giver import Giver, giver, one_source
from writethru.reconcile.scale import dimension, listed, rounded
from writethru.reconcile.thing import NONE, PEOPLE, measured, owners, stems, thing
from writethru.reconcile.turn import turns
from writethru.reconcile.unit import Unit, stem, stopwords
from writethru.text import sentences

_MAGNITUDE = re.compile(r"\b(?:magnitude|quake measured)\b", re.I)
_SELF = re.compile(r"\b(?:it|they|we) (?!.*\bthat )", re.I)
_MORE = re.compile(r" (?:more|additional|further|extra)\b(?! than)")
_FURTHER = re.compile(r"\b(?:another|an? further|an? additional|an? extra)\s$", re.I)
_PART = re.compile(r" of (?:them|these|those|whom|which)\b| of the (?!\w+['’]s?\b)| (?:were|was|are|is) (?:children|women|men)\b", re.I)
_PART_BEFORE = re.compile(r"\b(?:includ(?:es|ed|ing)|among (?:them|those|whom),?|of (?:them|those|these|whom),?) (?:were |are )?$", re.I)
_AFTER = re.compile(r"\b(?:after|when|because|as) (?:\w+ ){0,2}$")
_IT = re.compile(r"\b(?:it|this|that) (?:at|to|as)\b[^.;]{0,20}$")
_TO = re.compile(r"\b(?:is|are|was|were) to [a-z]+ $")
LONG = 1200  # characters of a clause, at most
TELLING = 100  # a number from here on is rarely met twice by chance
BACK = 300  # characters from a bare number back to the figure whose noun it shares


@dataclass(frozen=True, slots=True)
class Count:
    """A figure in its statement, with its key."""

    figure: Figure
    unit: Unit
    dimension: str  # "" for a counted noun, else what is measured
    counted: str  # class of the counted noun, or its stem
    noun: str  # stem of the counted noun itself
    phrase: str  # what is counted, in the report's words
    core: frozenset[str]  # stems of the noun and what stands with it
    subject: frozenset[str]  # stems of what it is said of
    predicate: str
    names: frozenset[str]  # whose
    places: frozenset[str]  # where
    context: frozenset[str]  # content stems of its clause
    giver: Giver
    day: str  # ISO day it holds for, with the hour where told; "" unknown
    epoch: str  # year or month long before the report that it is of; "" for the present
    turn: str  # "strong" where "risen to", "up from" stand beside it, "weak" for "reached"
    first: bool  # "initially", "previously" stand beside it
    wished: bool  # asked for, promised
    own: bool  # the source tells of itself: "it had shot down"
    part: str  # "part" of another ("including 500", "two of them"), "more" on top of it ("three more", "a further 45"), else ""
    clause: Span  # of the report's text

    @property
    def rest(self) -> frozenset[str]:
        """What its clause says beyond the noun."""
        return self.context - self.core - {self.noun}

    @property
    def projected(self) -> bool:
        """Whether it is told as a plan, a wish or a possibility."""
        f = self.figure
        return f.modality in ("planned", "possible") or self.wished or self.unit.stance in ("expected", "asked", "promised", "warned")

    @property
    def order(self) -> tuple[str, bool, tuple[str, str, int, str], int]:
        return self.day[:10] or "9", not self.first, self.unit.order, self.figure.start


def one_giver(a: Count, b: Count) -> bool:
    """Whether one source gave both. "The company" is the one its clause names."""
    if one_source(a.unit, b.unit, a.giver, b.giver):
        return True
    early, late = (a, b) if a.figure.start < b.figure.start else (b, a)
    if a.unit.report.id == b.unit.report.id and late.giver.stems and late.giver.stems <= _generic():
        return bool(early.giver.stems) and late.figure.start - early.figure.start < BACK
    pairs = ((a.giver.stems, b.giver.stems, a.context), (b.giver.stems, a.giver.stems, b.context))
    return any(x and x <= _generic() and y and not x & y and y <= context for x, y, context in pairs)


@cache
def _generic() -> frozenset[str]:
    return stems(listed("givers", "generic"))


@cache
def _wished() -> frozenset[str]:
    return stems(listed("wished", "words"))


def counts_of(units: Sequence[Unit]) -> list[Count]:
    """Every figure of the units that counts or measures something, once, in order of report and place."""
    owner: dict[tuple[str, int], tuple[int, Unit, Figure]] = {}
    for u in units:
        width = sum(b - a for a, b in u.statement.content)
        for f in (*u.figures, *u.beside):
            at = (u.report.id, f.start)
            if at not in owner or width < owner[at][0]:  # of two nested statements the inner one gives it
                owner[at] = (width, u, f)
    bounds = {i: sentences(text) for i, text in {u.report.id: u.report.text for u in units}.items()}
    placed = [(u, f, _span(u, f, bounds[u.report.id])) for _, (_, u, f) in sorted(owner.items())]
    known: dict[tuple[str, Span], list[Figure]] = {}
    for u, f, span in placed:
        known.setdefault((u.report.id, span), []).append(f)
    out: list[Count] = []
    last: Count | None = None
    measures: dict[str, Count] = {}
    clauses: dict[tuple[str, Span], Clause] = {}
    for u, f, span in placed:
        if last and (last.unit.report.id != u.report.id or f.start - last.figure.end > (BACK / 2 if last.dimension else BACK)):
            last = None
        alike = measures.get((dimension(f.unit) or ("", 1))[0])
        if alike and (alike.unit.report.id != u.report.id or f.start - alike.figure.end > BACK):
            alike = None
        where = (u.id, span)
        if where not in clauses:
            clauses[where] = clause_at(u, span, tuple(known[u.report.id, span]))
        c = count(f, clauses[where], last, alike)
        if c is not None:
            out.append(c)
            measures[c.dimension] = c
            last = last if c.part or not c.counted or c.dimension in ("span", "age") else c
    return _matched(out)


def _matched(counts: list[Count]) -> list[Count]:
    """Bare numbers of which nothing tells what they count take it from the one thing that has this value in the story, or from a bare
    number beside them that does: "The number is now 5,100, up from about 2,400". Others are left out."""
    known: dict[object, list[Count]] = {}
    for c in counts:
        if c.counted:
            known.setdefault(rounded(c.figure), []).append(c)
    found: dict[tuple[str, Span], Count] = {}
    for c in counts:
        same = known.get(rounded(c.figure), []) if not c.counted else []
        if len({(x.counted, x.noun, x.predicate) for x in same}) == 1:
            found.setdefault((c.unit.report.id, c.clause), same[0])
    known_or_beside = ((c, c if c.counted else found.get((c.unit.report.id, c.clause))) for c in counts)
    return [c if x is c else _like(c, x) for c, x in known_or_beside if x is not None]


def _span(u: Unit, f: Figure, bounds: Sequence[Span]) -> Span:
    """The part of a sentence a figure stands in; a statement may hold several sentences."""
    at = bisect_right(bounds, (f.start, len(u.report.text))) - 1
    lo, hi = bounds[at] if at >= 0 else u.statement.sentence
    lo, hi = min(lo, f.start), max(hi, f.end)
    start = max((m.end() for m in BREAK.finditer(u.report.text, lo, f.start)), default=lo)
    end = BREAK.search(u.report.text, f.end, hi)
    hi = end.start() + 1 if end else hi
    if hi - start > LONG:  # no sentence: a table or list run together
        start += (f.start - start) // LONG * LONG
    return start, max(f.end, min(hi, start + LONG))


def count(figure: Figure, clause: Clause, last: Count | None = None, alike: Count | None = None) -> Count | None:
    """The key of one figure from the words of its clause; None for one that counts nothing. `last` is the count before it, `alike` the
    measure of its dimension before it, where they are near."""
    if figure.multiplier or figure.unit == "year of age":
        return None
    measure = dimension(figure.unit)
    if not figure.unit and _MAGNITUDE.search(clause.before(figure)):
        measure = dimension("magnitude")
    noun = bare.noun(figure, clause)
    shared = last is not None and measure is None and _shares(figure, noun, clause, last)
    lone = not noun and not measure and not shared
    if (lone and (figure.low or 0) < TELLING) or (figure.low == figure.high == 1 and not figure.unit and not noun):
        return None
    text, u, given = clause.text, clause.unit, giver(clause.unit, clause.span, figure.start)
    spoken = clause.spoken(given.place)
    words = clause.words(figure, spoken)
    at = (figure.start - clause.span[0], figure.end - clause.span[0])
    near = sorted((_gap(p, p + len(w), at), w) for p, w in words)
    dim = measure[0] if measure else ""
    counted, head, predicate, heads = thing(figure, noun, dim, near)
    core, subject = measured(figure, given.stems) if dim else (stems(heads), NONE)
    late, first = turns(text, figure, clause.span, list(clause.figures))
    day, epoch = clause.when(figure)
    wished = any(w in listed("wished", "words") for d, w in near if d[0] < 40) or bool(given.stems & _wished())
    c = Count(
        figure=figure,
        unit=u,
        dimension=dim,
        counted=counted,
        noun=stem(head),
        phrase=noun,
        core=core,
        subject=subject,
        predicate=predicate,
        names=NONE if dim else owners(noun, head),
        places=clause.places(spoken),
        context=_context(words, figure, clause) - given.stems,
        giver=given,
        day=day,
        epoch=epoch,
        turn=late,
        first=first,
        wished=wished or bool(_TO.search(clause.before(figure))) or clause.ahead(figure),
        own=bool(u.speaker and _SELF.search(clause.before(figure, 40))),
        part=_part(figure, clause, shared),
        clause=clause.span,
    )
    if alike and dim and (not c.context or _IT.search(clause.before(figure))):
        return _like(c, alike)
    return _like(c, last) if last and shared else c


def _shares(figure: Figure, noun: str, clause: Clause, last: Count) -> bool:
    """Whether a bare number, or a toll or crowd told without its people, counts what the count before it does."""
    if figure.unit or (noun and (noun not in listed("plain", "quantities") or last.counted not in PEOPLE)):
        return False
    return bare.near(figure, clause, last.figure) and (bool(noun) or bare.follows(figure, clause))


def _part(figure: Figure, clause: Clause, shared: bool) -> str:
    """How a figure adds to another: "part", "more", or "" for one that stands alone."""
    if _MORE.match(clause.text, figure.end) or _FURTHER.search(clause.before(figure)) or _step(figure, clause):
        return "more"
    within = figure.subset or _PART.match(clause.text, figure.end) or _PART_BEFORE.search(clause.before(figure))
    return "part" if within or (shared and bare.OF_THE.match(clause.text, clause.span[0])) else ""


def _step(figure: Figure, clause: Clause) -> bool:
    """Whether a figure tells how another of its clause came to change: "rose to five from three after two people died"."""
    if not _AFTER.search(clause.before(figure)):
        return False
    return any(f.end < figure.start and turns(clause.text, f, clause.span, list(clause.figures))[0] == "strong" for f in clause.figures)


def _context(words: list[tuple[int, str]], figure: Figure, clause: Clause) -> frozenset[str]:
    """Stems of the words that tell what is counted: those said with the figure, else those of the whole clause."""
    idle = stopwords() | listed("plain", "words") | listed("plain", "quantities")
    start = clause.span[0]
    said = [(a - start, b - start) for a, b in clause.unit.statement.content if clause.unit.speaker]
    inner = {stem(w) for p, w in words if w not in idle and any(a <= p < b for a, b in said)}
    inside = any(a <= figure.start - start < b for a, b in said)
    return frozenset(inner if inside and len(inner) > 1 else {stem(w) for _, w in words if w not in idle})


def _gap(start: int, end: int, at: Span) -> tuple[int, int]:
    """Characters between a word and the figure; of two as near the one after it comes first."""
    return (start - at[1], 0) if start >= at[1] else (at[0] - end, 1)


def _like(c: Count, last: Count) -> Count:
    """The count with the noun of the one before it, and its predicate, places and context where it has none of its own."""
    return replace(
        c,
        dimension=last.dimension,
        subject=last.subject,
        counted=last.counted,
        noun=last.noun,
        phrase=last.phrase,
        figure=replace(c.figure, unit=last.figure.unit) if last.dimension else c.figure,
        core=last.core,
        predicate=c.predicate or last.predicate,
        names=last.names,
        places=c.places or last.places,
        context=c.context | last.context,
    )
