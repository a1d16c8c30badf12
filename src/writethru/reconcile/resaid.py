"""Statements of two outlets that say one thing in whatever words, as a network reads them (`writethru.entail.claims`)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from writethru.entail.claims import KINDS, kinds, likely
from writethru.entail.pair import Marked, in_context
from writethru.reconcile.again import UNTRUE
from writethru.reconcile.likeness import clash, contrary
from writethru.reconcile.links import sourced
from writethru.reconcile.reread import bounds_of
from writethru.reconcile.retract import RECANTS
from writethru.reconcile.shares import leads, like
from writethru.reconcile.signs import Gists, nearest, signs
from writethru.reconcile.unit import NO_COMMENT, Telling, Unit, content_words, numerals, weights
from writethru.reconcile.witness import bears_out, one_source, witness

ASK = -3.5  # log-odds by the signs alone from which two statements are read together,
ASKED = 1000  # the likeliest so many pairs of a story
LEAST = 0.4  # chance that two statements say one thing from which they are taken to
SURE = 0.7  # where they have no word in common
BESIDE = 0.5  # that one says all of the other beside more
BACKING, COMMON = 0.8, 0.3  # the chance and the share of words in common from which two sources back each other
_UNSAID = frozenset(("denied", "declined", "asked"))
_POSSIBLE = re.compile(r"\b(?:could|might|may|if|unless|whether)\b")  # not "would": what will be, said yesterday

_GENERAL = re.compile(r"\b(?:(?:is|are) (?:meant|designed|built|used|supposed) to|as a rule|normally|usually|typically|generally)\b", re.I)


class Resaid(NamedTuple):
    """Two statements of which the first says all that the second says; where `same`, the second all that the first says too, and it is the
    earlier of the two. `chance`: how probable that is; `shared`: the share of the words of either that the other holds, the smaller."""

    left: Unit
    right: Unit
    same: bool
    chance: float
    shared: float


def resaid(units: Sequence[Unit]) -> list[Resaid]:
    """Pairs of two outlets' statements that say one thing, the likeliest first. `units` in order of publication; of copies the first is read."""
    first: dict[tuple[str, str, str | None], Unit] = {}
    for u in units:
        first.setdefault((u.root, u.text, u.speaker), u)
    units = list(first.values())
    if len({u.outlet for u in units}) < 2:
        return []
    gists, idf = Gists(units), weights(units)
    pairs = nearest(units, gists, idf)
    rows = signs(units, pairs, gists, idf)
    odds = likely(rows)
    asked = sorted(int(n) for n in np.argsort(-odds, kind="stable")[:ASKED] if odds[n] > ASK)  # by statement: each is read about once
    read = {i: told(units[i]) for n in asked for i in pairs[n]}
    found = kinds([(read[i], read[j]) for i, j in (pairs[n] for n in asked)], rows[asked])
    out = [
        _of(units[i], units[j], dict(zip(KINDS, row, strict=True)), idf)
        for (i, j), row in zip((pairs[n] for n in asked), found.tolist(), strict=True)
    ]
    return sorted((r for r in out if r), key=lambda r: (-r.chance, r.left.order, r.right.order))


@dataclass(frozen=True, slots=True)
class Kinship:
    """What pairs that say one thing come to: statements each with the one it tells again; pairs of ids of those that back each other, and of
    outlets' own that are one claim; and statement ids with the statements that say all of it beside more."""

    again: list[tuple[Unit, Unit]] = field(default_factory=list)
    backed: set[frozenset[str]] = field(default_factory=set)
    alike: set[frozenset[str]] = field(default_factory=set)
    within: defaultdict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))


def sorted_out(found: Iterable[Resaid]) -> Kinship:
    """See `Kinship`. One source's statements, or a source's and an outlet's in its own voice, are one told again, and so is what two tell who
    can bear nobody out ("friends", "witnesses"); if one can, each stands by itself. What a link of a chain says is no other link's."""
    out = Kinship()
    for r in found:
        a, b = r.left, r.right
        two = bool(a.speaker and b.speaker) and not one_source(a, b)
        if a.speaker in b.passes or b.speaker in a.passes:
            continue
        if not r.same:
            out.within[b.id].append(a)
        elif two and witness(a) and witness(b):
            if r.chance >= BACKING and r.shared >= COMMON and bears_out(a) and bears_out(b):
                out.backed.add(frozenset((a.id, b.id)))
        elif two and (witness(a) or witness(b)):
            out.within[a.id].append(b)
            out.within[b.id].append(a)
        elif a.speaker or b.speaker or any(sourced(u.text) or NO_COMMENT.search(u.text) for u in (a, b)):
            out.again.append((a, b) if b.speaker and not a.speaker else (b, a))
        else:
            out.alike.add(frozenset((a.id, b.id)))
    return out


def _of(early: Unit, late: Unit, chances: dict[str, float], idf: Telling) -> Resaid | None:
    """What two statements are by the chances of KINDS; None where rules speak against it or it is too unsure."""
    if _barred(early, late, idf):
        return None
    one = chances["same"] + chances["holds"] + chances["held"]
    if one < LEAST:
        return None
    x, y = _values(early), _values(late)
    if chances["same"] >= max(chances["holds"], chances["held"]) and not (x < y or y < x):
        shared = like(early, late, idf)[0]
        return Resaid(early, late, True, one, shared) if shared or one >= SURE else None
    if one < BESIDE:
        return None
    first = x > y or (chances["holds"] > chances["held"] and not x < y)  # who gives no number does not bear out who does
    more, less = (early, late) if first else (late, early)
    met = [f for f in more.figures if (f.low, f.high) in _values(less)]
    return Resaid(more, less, False, one, 0.0) if not met or any(leads(more, f.start, f.end) for f in met) else None


def _values(u: Unit) -> frozenset[object]:
    """Its figures, and number words that none of them holds: "nine held lead"."""
    counted = frozenset(w for f in u.figures for w in content_words(f.text))
    return frozenset((f.low, f.high) for f in u.figures) | ((numerals() & u.stems) - counted)


def _barred(a: Unit, b: Unit, idf: Telling) -> bool:
    """Whether two statements cannot say one thing: what the one denies, or puts as a possibility or a question, or as a rule, is not what the
    other says."""
    if any(bool(p.search(a.text)) != bool(p.search(b.text)) for p in (_POSSIBLE, _GENERAL, UNTRUE, RECANTS)):
        return True
    if (a.stance in _UNSAID or b.stance in _UNSAID) and a.stance != b.stance:
        return True
    x, y = _values(a), _values(b)
    return clash(a, b, idf) or contrary(a, b) or contrary(b, a) or bool(x and y and not x & y)


def told(u: Unit) -> Marked:
    """A statement in its sentence."""
    r = u.report
    return in_context(r.text, bounds_of(r), u.statement.content, r.outlet, r.published.day if r.published else None, before=False)
