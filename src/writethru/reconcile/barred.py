"""Pairs of figures that cannot count the same thing, whatever else speaks for it."""

from collections.abc import Sequence
from functools import cache

import numpy as np

from writethru.reconcile.count import Count
from writethru.reconcile.grid import Mask, Sets, alike, both, either
from writethru.reconcile.scale import counted_table, is_money, listed
from writethru.reconcile.thing import GENERIC, PEOPLE
from writethru.reconcile.unit import base
from writethru.words import classes, kin, stem

NEAR = 250  # characters in which a source sets two figures side by side


def barred(counts: Sequence[Count]) -> Mask:
    """The pairs, each as true. All of one dimension."""
    return _beside(counts) | _other_thing(counts) | _elsewhere(counts)


def _beside(counts: Sequence[Count]) -> Mask:
    """A part and its whole; a rise and a total; two numbers that one source sets side by side in one clause."""
    at = np.array([c.figure.start for c in counts])
    report = alike([c.unit.report.id for c in counts])
    near = report & (np.abs(np.subtract.outer(at, at)) < NEAR)
    giver = alike([(c.giver.stems, c.unit.voice) for c in counts])
    part = [c.part for c in counts]
    of_one, alone = np.array([p == "part" for p in part]), np.array([not p for p in part])
    mixed = np.logical_and.outer(of_one, alone)
    after: Mask = mixed & np.greater.outer(at, at) & report  # the whole is told first
    out: Mask = ~alike(part) & (~(mixed | mixed.T) | (near & giver) | after | after.T)
    linked = either([bool(c.turn or c.first or c.shared) for c in counts])
    clause = alike([(c.unit.report.id, c.clause) for c in counts])
    return out | (clause & giver & ~linked & ~alike([c.value for c in counts]))


def _other_thing(counts: Sequence[Count]) -> Mask:
    """Two things that no word list holds for one, two sorts of people; what happened to some and something else to others."""
    counted = both([not c.dimension for c in counts])
    people = both([c.counted in PEOPLE for c in counts])
    noun = Sets([frozenset((c.noun, f"of {c.counted}")) | kin().get(c.noun, frozenset()) for c in counts])
    out = both([bool(c.noun) for c in counts]) & ~people & ~noun.met
    same_fate = both([bool(c.predicate) for c in counts]) & alike([c.predicate for c in counts])
    act = frozenset(stem(w) for w in classes("predicates"))  # "4,800 cancellations" and 4,100 cancelled trains
    out &= ~(same_fate & either([c.noun in act for c in counts]))
    named = both([bool(c.noun) and c.noun not in GENERIC for c in counts])
    out |= named & ~noun.met & ~same_fate
    alike_fates = [listed("plain", name) for name in ("one_fate", "out", "stayed")]
    fates = Sets([c.fates.union(*(group for group in alike_fates if c.predicate in group)) for c in counts])
    office = people & ~alike([c.noun for c in counts]) & either([c.counted == "somebody" for c in counts])
    out |= office & ~same_fate & ~alike([c.value for c in counts])  # seven inspectors are not six people of whom something else is told
    added = both([bool(c.predicate) and c.part == "more" for c in counts]) & ~same_fate  # three more killed are not three more hurt
    return counted & (out | added | (both([bool(c.predicate) for c in counts]) & ~same_fate & ~fates.met))


def _elsewhere(counts: Sequence[Count]) -> Mask:
    """What two sources each say of themselves; what is and what was in a year that is named; what is one's and another's."""
    giver = alike([(c.giver.stems, c.unit.voice) for c in counts])
    out = both([c.own for c in counts]) & ~giver & ~alike([c.value for c in counts])
    out |= ~alike(["" if c.epoch.startswith("~") else c.epoch for c in counts]) & alike([c.projected for c in counts])
    told = Sets([c.actors | c.subject for c in counts])
    out |= both([c.dimension == "years old" for c in counts]) & ~told.met  # an age is that of one who is named, or told alike
    out |= both([is_money(c.dimension) for c in counts]) & Sets([_sorts(c.near | c.core) for c in counts]).unlike
    return out | Sets([c.names for c in counts]).unlike


def _sorts(words: frozenset[str]) -> frozenset[str]:
    """What a sum of money is for: debts, a fine, what was stolen."""
    return frozenset(name for name, group in _sums().items() if words & group)


@cache
def _sums() -> dict[str, frozenset[str]]:
    groups: list[str] = counted_table()["plain"]["sums"]  # type: ignore[assignment]
    return {g.split()[0]: frozenset(map(base, g.split())) for g in groups}
