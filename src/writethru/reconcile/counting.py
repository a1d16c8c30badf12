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
from writethru.reconcile.count import TELLING, Count
from writethru.reconcile.giver import giver, meant
from writethru.reconcile.part import part, whole, whole_is
from writethru.reconcile.phase import phase
from writethru.reconcile.plan import projected
from writethru.reconcile.predicate import Near, near_words, told_of, told_of_some
from writethru.reconcile.scale import coins, dimension, listed, rounded
from writethru.reconcile.share import Before, like, matched, named, shares, within
from writethru.reconcile.thing import NONE, measured, owners, stems, thing
from writethru.reconcile.turn import turns
from writethru.reconcile.unit import Unit, base, stem, stopwords
from writethru.text import fold, sentences

_MAGNITUDE = re.compile(r"\b(?:magnitude|quake measured)\b", re.I)
_SELF = re.compile(
    r"\b(?:it|they|we) (?!(?:about|around|between|more|at|up|some|nearly|almost|over|less|fewer|as|is|was|are|were|owns? at|came to|comes to|stands at|stood at)\b|$|\d)(?!.*\bthat )|\b(?:his|her|my|our) (?:[a-z]+ ){0,5}(?:was|is|were|at|of|to) (?:about )?$",
    re.I,
)
_IT = re.compile(r"\b(?:it|this|that) (?:at|to|as)\b[^.;]{0,20}$")
_GIVES = re.compile(
    r"\b(?:gives|gave|spoke of|speaks of|counts|counted|reckons|reckoned) (?:about |some |only |over |up to |at least |more than )*$"
)
_AGED = re.compile(r"\bage[ds]? (?:of |was |is |as )?(?:about |just |only )?$", re.I)
_OF_THOSE = re.compile(
    r"\W*(?:of|among) (?:the|those|these|its|their)\b[^.;]*, (?:about |some |only |just |nearly |almost |over |at least )*", re.I
)
_NAME = re.compile(r"\b[A-Z][\w’'\-]+")
_VERB = re.compile(
    r" (?:[a-z]+ )?(?:have|has|had|were|was|are|is)(?: (?:been|being|since|now|already|still|also))* ([a-z]+(?:ed|en|ing|lt|nt|ung|ead|ick|ssing))\b"
)
_ADOPTED = re.compile(
    r"\b(?:(?:not|no longer) (?:disput|contest|challeng)\w+|(?:accept|adopt|conced)(?:s|ed|es|ing)?\b|agree[ds]? (?:with|to|on)\b|now uses?\b)",
    re.I,
)
_DOES = re.compile(
    r"(?: [a-z\-]+){1,3}? (?:have |had |has |allegedly |then )?(?:killed|shot|shot and killed|injured|wounded|kidnapped|abducted|robbed|attacked|arrested|detained|rescued|evacuated|stabbed)"
    r" (?:(?:the|a|an|his|her|their|him|them|himself|themselves|at least|about|some|more than|two|three|four|five|six|seven|eight|nine|ten) [a-z]|[A-Z]|\d)"
)
ACTOR = 40  # characters on either side in which a name bears on a figure
BESIDE = 2  # content words on either side of a figure
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
    speakers: dict[str, list[tuple[int, str]]] = {}
    for u in sorted(units, key=lambda u: (u.report.id, u.statement.content[0])):
        if u.speaker:
            speakers.setdefault(u.report.id, []).append((u.statement.content[0][0], u.speaker))
    out: list[Count] = []
    money = coins((f, u.report.text[f.end : f.end + ACTOR]) for u, f, _ in placed)
    before = Before(money)
    clauses: dict[tuple[str, Span], Clause] = {}
    for u, f, span in placed:
        where = (u.id, span)
        if where not in clauses:
            clauses[where] = clause_at(u, span, tuple(known[u.report.id, span]))
        f, last, alike = before.of(f, clauses[where])
        c = count(f, clauses[where], last, alike, money)
        if c is not None:
            c = replace(c, giver=meant(c.giver, u.report.id, f.start, speakers))
            c = replace(c, outer=_around(u, f, units)) if c.adopted else c
            out.append(c)
        before.add(c, f, u.report.id)
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


def count(
    figure: Figure, clause: Clause, last: Count | None = None, alike: Count | None = None, money: frozenset[str] = NONE
) -> Count | None:
    """The key of one figure from the words of its clause; None for one that counts nothing. `last` is the count before it, `alike` the
    measure of its dimension before it, where they are near; `money`: units that are currencies of the story's own."""
    if figure.multiplier:
        return None
    figure, measure = _measure(figure, clause, money)
    noun = bare.noun(figure, clause)
    noun = "" if last is not None and measure is None and bare.takes_up(figure, clause, last.figure) else noun
    shared = last is not None and measure is None and shares(figure, noun, clause, last)
    lone = not noun and not measure and not shared
    if (figure.low == figure.high == 1 and not figure.unit and not noun) or (lone and bare.labels(figure, clause)):
        return None
    text, u, given = clause.text, clause.unit, giver(clause.unit, clause.span, figure.start, figure.end)
    words = clause.words(figure, spoken := clause.spoken(given.place))
    at = (figure.start - clause.span[0], figure.end - clause.span[0])
    near = _near(figure, clause, words, at)
    dim = measure[0] if measure else ""
    counted, head, predicate, heads = thing(figure, noun, dim, near)
    predicate = _fate_of_all(figure, clause, near, at, predicate)
    predicate, fates = told_of_some(clause.zeros, near, at, predicate)
    core, subject = measured(figure, given.stems) if dim else (stems(heads), NONE)
    late, first = turns(text, figure, clause.span, list(clause.figures))
    day, epoch = _held_for(clause, figure, predicate)
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
        fates=fates,
        names=NONE if dim else owners(noun, head),
        places=clause.places(spoken),
        actors=_actors(spoken, at),
        context=_context(words, figure, clause) - given.stems,
        near=_beside(words, at) - given.stems,
        shared=shared,
        lone=lone,
        giver=given,
        day=day,
        epoch=epoch,
        turn=late,
        first=first,
        projected=projected(figure, clause, words, given),
        definite=not (figure.unit or measure) and (figure.low or 0) >= TELLING and named(figure, clause),
        own=bool(u.speaker and _SELF.search(clause.before(figure, 40))),
        part=part(figure, clause, shared),
        whole=whole(figure, clause),
        phase=phase(spoken, text[figure.end : clause.span[1]], words, predicate, dim),
        named=clause.named(figure),
        adopted=bool(_ADOPTED.search(clause.before(figure))),
        outer=(),
        clause=clause.span,
    )
    return _from_before(c, clause, last, alike)


def _held_for(clause: Clause, figure: Figure, predicate: str) -> tuple[str, str]:
    """The day and the epoch a figure holds for: of "Monday's strike, in which eight died" the toll is of the day it is told on."""
    day, epoch = clause.when(figure)
    told = clause.unit.day
    return (told if day and day[:10] < told[:10] and predicate in listed("phase", "grows") and not epoch else day), epoch


def _fate_of_all(figure: Figure, clause: Clause, near: Near, at: Span, predicate: str) -> str:
    """What happened to a whole of which a part is told: "140 of the 620 pupils stayed at home" is not said of all 620."""
    is_whole = whole(figure, clause) is None and any(whole_is(figure, f, clause) for f in clause.figures)
    return told_of(clause.zeros, near, at) if is_whole else predicate


def _from_before(c: Count, clause: Clause, last: Count | None, alike: Count | None) -> Count:
    """A count with what it takes from the one before it, or a measure from the measure before it."""
    before = clause.before(c.figure)
    if alike and c.dimension and (not c.context or _IT.search(before) or _GIVES.search(before)):
        return like(c, alike)
    return _after(c, last) if last and c.shared else c


def _after(c: Count, last: Count) -> Count:
    """A count that takes what it counts from the one before it."""
    return replace(like(c, last), part="part") if not c.part and within(c, last) else like(c, last)


def _measure(figure: Figure, clause: Clause, money: frozenset[str]) -> tuple[Figure, tuple[str, float] | None]:
    """The figure with the unit its clause gives it, and its dimension: "aged 12", "a magnitude of 6"."""
    before = clause.before(figure)
    if figure.unit in ("year", "month", "week", "day") and _AGED.search(before):
        figure = replace(figure, unit=f"{figure.unit} of age")
    if figure.unit.partition(" per ")[0] in money:
        return figure, (figure.unit, 1.0)
    return figure, dimension("magnitude" if not figure.unit and _MAGNITUDE.search(before) else figure.unit)


def _near(figure: Figure, clause: Clause, words: list[tuple[int, str]], at: Span) -> Near:
    """The words beside a figure that may tell what happens to what it counts, the nearest first."""
    if _DOES.match(clause.text, figure.end, clause.span[1]):
        return [((0, 0), "=agents")]  # "four suspects killed the couple" is no toll of four
    near = near_words(clause.zeros, words, at)
    verb = _VERB.match(clause.text, figure.end, clause.span[1])  # "two have died and 14 have been infected": of these 14 it tells first
    near = [((0, 0), fold(verb.group(1))), *near] if verb else near
    if _OF_THOSE.fullmatch(clause.before(figure)):  # "of those hurt, 41 were in hospital": not all who were hurt
        near = [w for w in near if w[0][1] == 0]
    return near


def _context(words: list[tuple[int, str]], figure: Figure, clause: Clause) -> frozenset[str]:
    """Stems of the words that tell what is counted: those said with the figure, else those of the whole clause."""
    idle, start = _idle(), clause.span[0]
    said = [(a - start, b - start) for a, b in clause.unit.statement.content if clause.unit.speaker]
    inner = {base(w) for p, w in words if w not in idle and any(a <= p < b for a, b in said)}
    inside = any(a <= figure.start - start < b for a, b in said)
    return frozenset(inner if inside and len(inner) > 1 else {base(w) for _, w in words if w not in idle})


def _actors(spoken: str, at: Span) -> frozenset[str]:
    """Names that stand near a figure, folded; the first word of a clause is none."""
    start = max(0, at[0] - ACTOR)
    return frozenset(fold(m.group()) for m in _NAME.finditer(spoken, start, at[1] + ACTOR) if m.start() and spoken[: m.start()].strip())


def _beside(words: list[tuple[int, str]], at: Span) -> frozenset[str]:
    """Stems of the content words right before and after the figure."""
    told = [(p, w) for p, w in words if w not in _idle()]
    before, after = [w for p, w in told if p < at[0]], [w for p, w in told if p >= at[1]]
    return frozenset(base(w) for w in (*before[-BESIDE:], *after[:BESIDE]))


@cache
def _idle() -> frozenset[str]:
    """Words that tell nothing of what is counted."""
    return (
        stopwords()
        | listed("plain", "words")
        | listed("wished", "asked")
        | listed("plain", "quantities")
        | listed("wished", "words")
        | {w + end for w in listed("givers", "sorts") for end in ("", "s")}
    )
