"""What each figure counts, read from its clause: what is counted or measured, what happens to it, whose and where it is
(data/en/counted.toml). A bare number ("police spoke of 8,000") counts what the figure before it does."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from writethru.model import Figure, Span
from writethru.reconcile import bare
from writethru.reconcile.clause import BREAK, Clause, clause_at
from writethru.reconcile.count import BACK, TELLING, Count
from writethru.reconcile.giver import giver
from writethru.reconcile.part import part
from writethru.reconcile.phase import phase
from writethru.reconcile.scale import dimension, listed, rounded
from writethru.reconcile.share import like, matched, shares
from writethru.reconcile.thing import NONE, measured, owners, stems, thing
from writethru.reconcile.turn import turns
from writethru.reconcile.unit import Unit, stem, stopwords
from writethru.text import fold, sentences

_MAGNITUDE = re.compile(r"\b(?:magnitude|quake measured)\b", re.I)
_SELF = re.compile(r"\b(?:it|they|we) (?!.*\bthat )", re.I)
_IT = re.compile(r"\b(?:it|this|that) (?:at|to|as)\b[^.;]{0,20}$")
_ABLE = re.compile(r"\b(?:could not|couldn['’]t|cannot|can now|can no longer)\b", re.I)
_VERB = re.compile(
    r" (?:[a-z]+ )?(?:have|has|had|were|was|are|is)(?: (?:been|being|since|now|already|still|also))* ([a-z]+(?:ed|en|ing|lt|nt|ung|ead|ick|ssing))\b"
)
_ADOPTED = re.compile(
    r"\b(?:(?:not|no longer) (?:disput|contest|challeng)\w+|(?:accept|adopt|conced)(?:s|ed|es|ing)?\b|agree[ds]? (?:with|to|on)\b|now uses?\b)",
    re.I,
)
_TOLD = re.compile(r" [^.;:]{0,60}?\b(?:told|ordered|asked|urged|advised|instructed) to\b", re.I)
_TO = re.compile(r"\b(?:is|are|was|were) to [a-z]+ $")
NEAR = 60  # characters in which "could not" bears on a figure
LONG = 1200  # characters of a clause, at most


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
    added: Count | None = None  # "12 more", for the total that follows
    measures: dict[str, Count] = {}
    clauses: dict[tuple[str, Span], Clause] = {}
    for u, f, span in placed:
        if last and (last.unit.report.id != u.report.id or f.start - last.figure.end > (BACK / 2 if last.dimension else BACK)):
            last = None
        alike = measures.get((dimension(f.unit) or ("", 1))[0])
        if alike and (alike.unit.report.id != u.report.id or f.start - alike.figure.end > BACK):
            alike = None
        total = added if added and not f.unit and added.clause == span and added.unit.report.id == u.report.id else None
        where = (u.id, span)
        if where not in clauses:
            clauses[where] = clause_at(u, span, tuple(known[u.report.id, span]))
        total = total if total and turns(u.report.text, f, span, list(clauses[where].figures))[0] == "strong" else None
        c = count(f, clauses[where], total or last, alike)
        if c is not None:
            c = replace(c, outer=_around(u, f, units)) if c.adopted else c
            out.append(c)
            measures[c.dimension] = c
            added = c if c.part == "more" else added
            last = last if c.part or not c.counted or c.dimension in ("span", "age") else c
    return matched(out)


def _around(u: Unit, f: Figure, units: Sequence[Unit]) -> tuple[Unit, ...]:
    """The other statements of the sentence a figure stands in."""
    near = (v for v in units if v.report.id == u.report.id and v is not u)
    return tuple(v for v in near if v.statement.sentence[0] <= f.start < v.statement.sentence[1])


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
    shared = last is not None and measure is None and shares(figure, noun, clause, last)
    lone = not noun and not measure and not shared
    if (lone and (figure.low or 0) < TELLING) or (figure.low == figure.high == 1 and not figure.unit and not noun):
        return None
    text, u, given = clause.text, clause.unit, giver(clause.unit, clause.span, figure.start)
    spoken = clause.spoken(given.place)
    words = clause.words(figure, spoken)
    at = (figure.start - clause.span[0], figure.end - clause.span[0])
    near = sorted((_gap(p, p + len(w), at), w) for p, w in words)
    verb = _VERB.match(text, figure.end, clause.span[1])  # "two people have died and 14 have been infected": of these 14 it tells first
    near = [((0, 0), fold(verb.group(1))), *near] if verb else near
    dim = measure[0] if measure else ""
    counted, head, predicate, heads = thing(figure, noun, dim, near)
    if predicate == "evacuated" and _TOLD.match(clause.text, figure.end, clause.span[1]):
        predicate = "told to leave"
    core, subject = measured(figure, given.stems) if dim else (stems(heads), NONE)
    late, first = turns(text, figure, clause.span, list(clause.figures))
    day, epoch = clause.when(figure)
    wished = any(w in listed("wished", "words") for d, w in near if d[0] < 40) or bool(given.stems & _wished())
    c = Count(
        figure=figure,
        value=rounded(figure),
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
        able=bool(_ABLE.search(clause.text, max(clause.span[0], figure.start - NEAR), min(clause.span[1], figure.end + NEAR))),
        wished=wished or bool(_TO.search(clause.before(figure))) or clause.ahead(figure),
        own=bool(u.speaker and _SELF.search(clause.before(figure, 40))),
        part=part(figure, clause, shared),
        phase=phase(spoken, text[figure.end : clause.span[1]], words, predicate, dim),
        named=clause.named(figure),
        adopted=bool(_ADOPTED.search(clause.before(figure))),
        outer=(),
        clause=clause.span,
    )
    if alike and dim and (not c.context or _IT.search(clause.before(figure))):
        return like(c, alike)
    return like(c, last) if last and shared else c


def _context(words: list[tuple[int, str]], figure: Figure, clause: Clause) -> frozenset[str]:
    """Stems of the words that tell what is counted: those said with the figure, else those of the whole clause."""
    idle, start = _idle(), clause.span[0]
    said = [(a - start, b - start) for a, b in clause.unit.statement.content if clause.unit.speaker]
    inner = {stem(w) for p, w in words if w not in idle and any(a <= p < b for a, b in said)}
    inside = any(a <= figure.start - start < b for a, b in said)
    return frozenset(inner if inside and len(inner) > 1 else {stem(w) for _, w in words if w not in idle})


def _gap(start: int, end: int, at: Span) -> tuple[int, int]:
    """Characters between a word and the figure; of two as near the one after it comes first."""
    return (start - at[1], 0) if start >= at[1] else (at[0] - end, 1)


@cache
def _idle() -> frozenset[str]:
    """Words that tell nothing of what is counted."""
    return stopwords() | listed("plain", "words") | listed("plain", "quantities")


@cache
def _wished() -> frozenset[str]:
    return stems(listed("wished", "words"))
