"""Bare numbers, which count what another figure does: the one before them, or the one thing of the story that has their value."""

import re
from collections.abc import Sequence
from dataclasses import replace

from writethru.model import Figure, Span
from writethru.reconcile import bare
from writethru.reconcile.clause import WORD, Clause
from writethru.reconcile.count import BACK, TELLING, Count, one_giver
from writethru.reconcile.scale import dimension, is_money, listed, rounded
from writethru.reconcile.thing import GENERIC, PEOPLE
from writethru.reconcile.turn import turns

_PUT = re.compile(
    r"\b(?:(?:puts?|gave|gives?|estimate[sd]?)\b[^.;]{0,40}\b(?:at|as)|(?:expects?|expected|reckons?|reckoned|estimates?|estimated|speaks? of|spoke of|gives?|gave|says?))"
    r" (?:about |some |only |over |up to |at least |more than )?$"
)


# "The county says it was 540": of the day the number before it was told of.
_SAME_DAY = re.compile(r"\bit was (?:about |some |only |over |up to |at least |more than |fewer than |nearer |closer to |more like )*$")
# "Eleven are still in its care" says what of them itself; "131 had been" does not.
_OWN_VERB = re.compile(
    r" (?:are|were|is|was|have|had|remain(?:ed|s)?|stay(?:ed|s)?)(?: (?:still|now|also|already|since|been))* (?!been\b)[a-z]+"
)
_WHOM = re.compile(
    r" of whom\b| (?:(?:have|has|had|were|was|are|is|remain(?:ed|s)?|still|now|been|since|already) )+(?:in (?:a )?(?:critical|serious|stable|intensive|hospital)|critical\b|critically"
    r"|(?:discharged|treated|injured|hurt|wounded|killed|dead|missing|arrested|detained|rescued|released|admitted|hospitali[sz]ed|infected)\b)"
)
_ASKED = re.compile(
    r"\b(?:asked for|sought|demanded|wanted|wants|allows for|allows|got|gets|faces?|faced|served|serve|sentenced to|down to|instead of|rather than|and not|not|to) "
    r"(?:about |only |just |up to |at least |more than )?$"
)
_END = re.compile(r"\W*(?:[.,;:!?]|$)")
_ELSE = re.compile(r" (?:whom |that |which )?(?:we|they|he|she|rescuers) [a-z’']+")  # "three dead and more than 20 we cannot reach"
FEW = 10  # a bare number below this is met too often to mean the thing that another report gives with it
TIMES = 3.0  # a count of one thing grows or shrinks no further from one telling to the next, as far as it tells what is counted


def matched(counts: list[Count]) -> list[Count]:
    """Bare numbers of which nothing tells what they count take it from the one thing that has this value in the story; from a bare
    number beside them that does: "The number is now 5,100, up from about 2,400"; or, told as a count, from the one thing of like size
    that their source has counted."""
    known: dict[object, list[Count]] = {}
    said: dict[object, list[Count]] = {}  # those of them that name what they count
    for c in counts:
        if c.counted and not c.definite:
            for table in (known, said) if not c.shared else (known,):
                table.setdefault((c.figure.low, c.figure.high), []).append(c)
    found: dict[tuple[str, Span], Count] = {}
    for c in counts:
        same = known.get((c.figure.low, c.figure.high), []) if not c.counted and (c.figure.high or c.figure.low or 0) >= FEW else []
        if _one_thing(same):
            found.setdefault((c.unit.report.id, c.clause), same[0])
    told = [c for c in counts if c.counted and not (c.part or c.dimension or c.epoch or c.projected)]
    out = []
    for c in counts:
        again = c.shared and not (c.dimension or c.part) and (c.figure.low or 0) >= TELLING
        before = (
            known.get((c.figure.low, c.figure.high), []) if c.definite else said.get((c.figure.low, c.figure.high), []) if again else []
        )
        model = c if c.counted else found.get((c.unit.report.id, c.clause)) or _own(c, told)
        if _one_thing(before):
            model = before[0]
        out.append(c if model is None or model is c else replace(like(c, model, named=model.value == c.value), shared=True))
    return out


def _one_thing(counts: Sequence[Count]) -> bool:
    return len({(c.counted, c.noun, c.predicate) for c in counts}) == 1


def _own(c: Count, told: Sequence[Count]) -> Count | None:
    """What a source counted before, where that is one thing alone of about this size."""
    x = c.figure.low or c.figure.high or 0.0
    mine = [d for d in told if one_giver(c, d) and d.unit.report.id != c.unit.report.id and d.unit.order < c.unit.order]
    near = [d for d in mine if x and 1 / TIMES <= (d.figure.low or d.figure.high or 0.0) / x <= TIMES]
    return near[-1] if _one_thing(near) else None


class Before:
    """The figures before one, as far as it may share with them what it counts."""

    def __init__(self, money: frozenset[str] = frozenset()) -> None:
        self._money = money  # currencies of the story's own
        self._last: Count | None = None
        self._people: Count | None = None  # of it the last that counted people
        self._added: Count | None = None  # "12 more", for the total that follows
        self._measures: dict[str, Count] = {}
        self._time: tuple[str, Figure] | None = None  # the span of time named last, where no other figure stands after it
        self._purse: tuple[str, Figure] | None = None  # the sum of money named last, and its report

    def of(self, f: Figure, clause: Clause) -> tuple[Figure, Count | None, Count | None]:
        """The figure, in the money named before where it is one of millions alone; the count whose noun it may share; the measure of its
        dimension before it, where they are near."""
        report, last, added = clause.unit.report.id, self._last, self._added
        if last and (last.unit.report.id != report or f.start - last.figure.end > (BACK / 2 if last.dimension else BACK)):
            last = self._last = None
        if last and not f.unit and _ELSE.match(clause.text, f.end):
            last = None
        if self._people and f.unit and clause.text.startswith(" of whom", f.end) and f.end < clause.span[1]:
            f = replace(f, unit="", of="")  # "brought to four hospitals, nine of whom"
        if (
            self._people
            and self._people.clause == clause.span
            and self._people.unit.report.id == report
            and _unsaid(f, clause, self._people)
        ):
            f, last = replace(f, unit="", of=""), self._people  # "spoke of 80 attackers and said more than 20 had been killed"
        if last and not last.dimension and last.counted not in PEOPLE and self._people and befalls_people(f, clause):
            last = self._people if self._people.unit.report.id == report and f.start - self._people.figure.end <= BACK else last
        alike = self._measures.get(self._dimension(f))
        if alike and (alike.unit.report.id != report or f.start - alike.figure.end > BACK):
            alike = None
        total = added if added and not f.unit and added.clause == clause.span and added.unit.report.id == report else None
        if total and turns(clause.text, f, clause.span, list(clause.figures))[0] == "strong":
            last = total
        elif self._time and self._time[0] == report and _ends_span(f, clause, self._time[1]):
            f = replace(f, unit=self._time[1].unit)  # "nine years in prison; the prosecution had asked for 12"
        elif self._purse and self._purse[0] == report and (bare.costs(f, clause) or not _taken(f, clause, last)):
            f = bare.in_money(f, clause, self._purse[1])
        return f, last, alike

    def _dimension(self, f: Figure) -> str:
        return f.unit if f.unit.partition(" per ")[0] in self._money else (dimension(f.unit) or ("", 1))[0]

    def add(self, c: Count | None, f: Figure, report: str) -> None:
        """Remembers a figure, and its count if it has one."""
        self._time = (report, f) if self._dimension(f) in ("span", "age") else None
        if is_money(self._dimension(f)):
            self._purse = report, f
        if c is None:
            return
        self._measures[c.dimension] = c
        self._added = c if c.part == "more" else self._added
        a = c.unit.statement.attribution
        if a and a.source and a.source[0] <= f.start < a.source[1]:
            return  # "two officials said": what follows counts no officials
        own = not c.part or (c.part == "part" and not c.shared and (self._last is None or self._last.noun != c.noun))
        self._last = c if own and c.counted and c.dimension not in ("span", "age", "years old") else self._last
        self._people = self._last if self._last and self._last.counted in PEOPLE else self._people


def _unsaid(f: Figure, clause: Clause, last: Count) -> bool:
    """Whether a number is of people only by what befell them, "more than 20 had been killed", and `last` tells who they are."""
    return f.unit == "people" and last.noun not in GENERIC and bool(_WHOM.match(clause.text, f.end, clause.span[1]))


def _ends_span(f: Figure, clause: Clause, last: Figure) -> bool:
    """Whether a bare number that ends its clause, after a verb of asking or giving, is as many years or days as were spoken of before."""
    told = not f.unit and (f.high or f.low or 0.0) < TELLING and f.start - last.end < BACK / 2
    return told and bool(_ASKED.search(clause.text, clause.span[0], f.start)) and bool(_END.match(clause.text, f.end))


def _taken(f: Figure, clause: Clause, last: Count | None) -> bool:
    """Whether a bare number has something to count as it is."""
    return named(f, clause) or bool(last and shares(f, "", clause, last))


def within(c: Count, last: Count) -> bool:
    """Whether a bare number that opens a sentence tells what became of some of those counted before it: "Forty-one have been discharged"."""
    text, start = c.unit.report.text, c.clause[0]
    opens = not WORD.search(text, start, c.figure.start) and bool(_OWN_VERB.match(text, c.figure.end, c.clause[1]))
    fewer = 0 < (c.figure.low or 0.0) < (last.figure.low or 0.0) and not last.part
    return opens and fewer and bool(c.predicate) and c.predicate != last.predicate and not c.turn


def befalls_people(f: Figure, clause: Clause) -> bool:
    """Whether a bare number is said to be of people: "nine of whom", "forty-one have been discharged"."""
    return not f.unit and bool(_WHOM.match(clause.text, f.end, clause.span[1]))


def named(f: Figure, clause: Clause) -> bool:
    """Whether a number stands as one told before: "the 1,480 announced on Monday"."""
    return clause.text.endswith(("the ", "The "), clause.span[0], f.start)


def shares(figure: Figure, noun: str, clause: Clause, last: Count) -> bool:
    """Whether a bare number, or a toll or crowd told without its people, counts what the count before it does."""
    if figure.unit or (noun and (noun not in listed("plain", "quantities") or last.counted not in PEOPLE)):
        return False
    if not bare.near(figure, clause, last.figure) or (last.dimension == "percentage" and (figure.low or 0.0) > 100):
        return False
    return bool(noun) or bare.follows(figure, clause)


def like(c: Count, last: Count, named: bool = False) -> Count:
    """The count with the noun of the one before it, and its predicate, places and context where it has none of its own. `named`: it only
    names that number again ("the 1,480 announced on Monday"), as firm as that was."""
    figure = replace(c.figure, unit=last.figure.unit) if last.dimension else c.figure
    put = bool(_PUT.search(c.unit.report.text, c.clause[0], c.figure.start))
    put = put or named
    if put:
        figure = replace(figure, modality=last.figure.modality)  # "it would cost 710,000; the board puts it at 780,000"
    return replace(
        c,
        day=last.day
        if (put or _SAME_DAY.search(c.unit.report.text, c.clause[0], c.figure.start)) and not named and c.day == c.unit.day
        else c.day,
        figure=figure,
        value=rounded(figure),
        dimension=last.dimension,
        subject=last.subject,
        counted=last.counted,
        noun=last.noun,
        phrase=last.phrase if c.predicate in ("", last.predicate) else last.figure.unit or last.phrase,
        core=last.core,
        predicate=c.predicate or ("" if _OWN_VERB.match(c.unit.report.text, c.figure.end, c.clause[1]) else last.predicate),
        names=last.names,
        fates=c.fates or last.fates,
        epoch=last.epoch if named else c.epoch,
        places=c.places or last.places,
        context=c.context | last.context,
        projected=last.projected if put else c.projected,
        phase=c.phase or last.phase,
    )
