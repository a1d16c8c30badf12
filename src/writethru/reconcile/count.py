"""A figure with all that tells whether it counts the same as another: its key."""

import re
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cache, cached_property

from writethru.model import Figure, Span
from writethru.reconcile.giver import Giver, one_source
from writethru.reconcile.scale import Value, listed
from writethru.reconcile.thing import stems
from writethru.reconcile.unit import Unit

_NAME = re.compile(r"\b[A-Z][\w’'\-]+")
TELLING = 100  # a number from here on is rarely met twice by chance
BACK = 300  # characters from a bare number back to the figure whose noun it shares


@dataclass(frozen=True)  # no slots: what is asked over and over is kept
class Count:
    """A figure in its statement, with its key."""

    figure: Figure
    value: Value  # what it gives, in the base unit
    unit: Unit
    dimension: str  # "" for a counted noun, else what is measured
    counted: str  # class of the counted noun, or its stem
    noun: str  # stem of the counted noun itself
    phrase: str  # what is counted, in the report's words
    core: frozenset[str]  # stems of the noun and what stands with it
    subject: frozenset[str]  # stems of what it is said of
    predicate: str
    fates: frozenset[str]  # all that may happen to it, by the words of its clause
    names: frozenset[str]  # whose
    places: frozenset[str]  # where
    actors: frozenset[str]  # names that stand beside it
    context: frozenset[str]  # content stems of its clause
    near: frozenset[str]  # those of them that stand beside the figure
    shared: bool  # it takes what it counts from the figure before it
    lone: bool  # nothing beside it tells what it counts
    giver: Giver
    day: str  # ISO day it holds for, with the hour where told; "" unknown
    epoch: str  # year or month long before the report that it is of; "" for the present
    turn: str  # "strong" where "risen to", "up from" stand beside it, "weak" for "reached"
    first: bool  # "initially", "previously" stand beside it
    projected: str  # "asked" for, or told as a "plan" or a possibility, "" for what is
    definite: bool  # a bare number that names one told before: "the 1,480 announced on Monday"
    own: bool  # the source tells of itself: "it had shot down"
    part: str  # "part" of another, "more" on top of it, "by" how much it differs, "" for one that stands alone (see part.py)
    whole: float | None  # the number it is told as a part of
    phase: str  # "over" of an event that is over, "running" of what may go on, "" unknown
    named: str  # ISO day that the counted words name themselves; "" for none
    adopted: bool  # who tells it takes over another's number: "it does not dispute the log, which shows 19"
    outer: tuple[Unit, ...]  # then the other statements of its sentence: of who takes it over
    clause: Span  # of the report's text

    @cached_property
    def rest(self) -> frozenset[str]:
        """What its clause says beyond the noun."""
        return self.context - self.core - {self.noun}

    @property
    def place(self) -> tuple[str, int]:
        """Its report and where it stands there."""
        return self.unit.report.id, self.figure.start

    @property
    def vague(self) -> bool:
        """Whether it is worth keeping only beside others: a bare number, an age."""
        return (self.lone and not self.shared) or self.dimension == "years old"

    @property
    def kind(self) -> Hashable:
        """All on which it rests whether it counts the same thing as another, but for where it stands."""
        u = self.unit
        whose = (
            self.names,
            self.places,
            self.actors,
            self.own,
            self.giver.stems,
            self.giver.office,
            self.giver.place is None,
            u.speaker,
            u.channel,
            u.voice,
        )
        what = (self.dimension, self.counted, self.noun, self.core, self.subject, self.predicate, self.fates, self.context, self.near)
        how = (self.part, self.epoch, self.projected, self.turn, self.first, self.shared, self.lone, self.phrase == "")
        return what, whose, how, self.value

    @property
    def order(self) -> tuple[str, bool, tuple[str, str, int, str], int]:
        said = self.unit.day  # what is to come is told of on the day it is told, and so is what has changed
        if self.turn == "strong" and said:
            return said, not self.first, self.unit.order, self.figure.start
        return min(self.day[:10], said) if self.day and said else self.day[:10] or "9", not self.first, self.unit.order, self.figure.start


def one_giver(a: Count, b: Count) -> bool:
    """Whether one source gave both. "The company" is the one its clause names."""
    if one_source(a.unit, b.unit, a.giver, b.giver):
        return True
    early, late = (a, b) if a.figure.start < b.figure.start else (b, a)
    if a.unit.report.id == b.unit.report.id and late.giver.stems and late.giver.stems <= _generic():
        other = early.giver.stems & _sorts()
        return bool(early.giver.stems) and late.figure.start - early.figure.start < BACK and other <= late.giver.stems
    pairs = ((a.giver.stems, b.giver.stems, a), (b.giver.stems, a.giver.stems, b))
    return any(x and x <= _generic() and y and not x & y and (y <= c.context or y <= _told_before(c)) for x, y, c in pairs)


def _told_before(c: Count) -> frozenset[str]:
    """Stems of the capitalised words shortly before a figure: "Aldane employs 92,000. The carmaker expects to save 1.4 billion"."""
    return stems(_NAME.findall(c.unit.report.text[max(0, c.figure.start - BACK) : c.figure.start]))


@cache
def _generic() -> frozenset[str]:
    return stems(listed("givers", "generic"))


@cache
def _sorts() -> frozenset[str]:
    """Stems that tell of what sort a body is."""
    return stems(listed("givers", "sorts")) | _generic()
