"""What speaks for and against two figures counting the same thing, for all pairs of some figures of one dimension at once.

Soft evidence, each piece with a name, to be weighed by a learned model (group.py). A piece is 0 where it says nothing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log

import numpy as np

from writethru.reconcile.count import TELLING, Count
from writethru.reconcile.grid import Mask, Matrix, Sets, alike, both, either
from writethru.reconcile.scale import is_money, listed, told_as
from writethru.reconcile.thing import GENERIC, PEOPLE
from writethru.words import kin

NEAR = 250  # characters in which two figures of a report bear on one another
MANY = 40  # figures beyond which a story is no more of a crowd,
OFTEN = 6  # and of one noun
FAR = 6.0  # powers of e beyond which a ratio says no more
NONE: frozenset[str] = frozenset()
Pieces = dict[str, Matrix | Mask]


def rarity(counts: Sequence[Count]) -> dict[str, float]:
    """Stem -> how rare it is among the clauses of a story's figures; copies count once."""
    told = {(c.unit.report.text[slice(*c.clause)], c.figure.text): c.context | c.core | c.subject for c in counts}
    df = Counter(w for words in told.values() for w in words)
    return {w: log((len(told) + 1) / (n + 0.5)) + 0.1 for w, n in df.items()}


def evidence(counts: Sequence[Count], rare: Mapping[str, float]) -> Pieces:
    """Name -> a matrix, figure by figure."""
    size = np.full((len(counts), len(counts)), log(max(2, min(len(counts), MANY))), np.float32)
    measured = _measures(counts) if counts[0].dimension else {**_nouns(counts), **_fates(counts)}
    return {**measured, **_words(counts, rare), **_values(counts), **_setting(counts), "story size": size}


def _nouns(counts: Sequence[Count]) -> Pieces:
    people = both([c.counted in PEOPLE for c in counts])
    named = Sets([c.names for c in counts]).met  # "North Korean troops" are troops of their own
    generic = either([c.noun in GENERIC for c in counts]) & ~named
    noun, sort = alike([c.noun for c in counts]), alike([c.counted for c in counts])
    core = Sets([c.core - {c.noun} for c in counts])
    groups = Sets([kin().get(c.noun, NONE) for c in counts])
    told = Counter(noun for noun, _, _ in {(c.noun, c.value, c.part) for c in counts})
    often = np.log(np.array([min(told[c.noun], OFTEN) for c in counts], np.float32))
    return {
        "noun": noun & ~generic,
        "noun, often": noun * ~generic * np.minimum.outer(often, often),
        "generic noun": noun & generic & both([bool(c.noun) for c in counts]),
        "thing": noun & ~either([c.counted in PEOPLE for c in counts]),
        "people": people & generic,
        "sort": sort & ~noun,
        "other people": people & ~generic & ~noun,
        "kin noun": groups.met & ~noun,
        "same sort": core.met,
        "other sort": core.unlike,
        "lone": either([c.lone and not c.shared for c in counts]),
        "elliptic": either([c.shared or not c.phrase for c in counts]),
    }


def _measures(counts: Sequence[Count]) -> Pieces:
    dims = [c.dimension for c in counts]
    told = both([bool(c.predicate) for c in counts])
    what = Sets([c.core | c.subject for c in counts])
    return {
        "measure": both([True] * len(counts)),
        "percentage": both([d == "percentage" for d in dims]),
        "span": both([d == "span" for d in dims]),
        "age": both([d == "age" for d in dims]),
        "money": both([is_money(d) for d in dims]),
        "special": both([d in listed("measures", "special") for d in dims]),
        "happens, measure": told & alike([c.predicate for c in counts]),
        "of another": what.unlike,
    }


def _fates(counts: Sequence[Count]) -> Pieces:
    people = both([c.counted in PEOPLE for c in counts])
    told = [bool(c.predicate) for c in counts]
    same = alike([c.predicate for c in counts])
    met = Sets([c.fates for c in counts]).met
    return {
        "happens": both(told) & same,
        "happens, people": both(told) & same & people,
        "other fate": both(told) & ~same,
        "other fate, people": both(told) & ~same & people,
        "one fate": either(told) & ~both(told),
        "one fate, thing": either(told) & ~both(told) & ~either([c.counted in PEOPLE for c in counts]),
        "lone, fate met": either([c.lone and not c.shared for c in counts]) & met,
    }


def _words(counts: Sequence[Count], rare: Mapping[str, float]) -> Pieces:
    rest = Sets([c.context - c.core - {c.noun} for c in counts], rare)
    groups = Sets([frozenset(g for w in c.near | c.context for g in kin().get(w, NONE)) for c in counts])
    related: Pieces = {"kin": np.minimum(groups.shared, 3.0) / 3}
    if counts[0].dimension:
        near, wide = Sets([c.near for c in counts], rare), Sets([c.core | c.subject | c.context for c in counts], rare)
        own: Pieces = {"near, measure": near.held, "all held, measure": wide.held}
        return {**related, **own, "words held, measure": rest.held, "words alike, measure": rest.jaccard}
    people = both([c.counted in PEOPLE for c in counts])
    near = Sets([c.near - c.core - {c.noun} for c in counts], rare)
    among = {"words held, people": rest.held * people, "words alike, people": rest.jaccard * people}
    return {**related, **among, "words held": rest.held, "near": near.held}


def _values(counts: Sequence[Count]) -> Pieces:
    same = alike([c.value for c in counts])
    large = both([(c.figure.low or 0) >= TELLING for c in counts])
    size = np.log(np.array([max(1e-3, abs(c.value[0] or c.value[1] or 0.0)) for c in counts], np.float32))
    ratio = np.abs(np.subtract.outer(size, size))
    again = retold(counts)
    out: Pieces = {
        "rounded": again,
        "rounded, large": again & large,
        "same value": same,
        "same large value": same & large,
        "ratio": np.minimum(ratio, np.float32(FAR)) / 2,
        "close": ~same & (ratio < 0.5),
        "like": ~same & (ratio < 1.2),
    }
    if counts[0].dimension:
        return out
    elliptic = either([c.shared or c.lone or not c.phrase for c in counts])
    people = both([c.counted in PEOPLE for c in counts]) & ~alike([c.noun for c in counts])
    more: Pieces = {"same value, elliptic": same & elliptic, "same large value, elliptic": same & large & elliptic, "small": ~large}
    return {**out, **more, "same value, people": same & people}


def retold(counts: Sequence[Count]) -> Mask:
    """Pairs of which one is the other rounded: "more than 31,000" and 31,400."""
    spans = [told_as(c.figure) or (1.0, 0.0) for c in counts]
    value = np.array([c.value[0] if c.value[0] is not None else -1.0 for c in counts])
    low, high = np.array([a for a, _ in spans])[:, None], np.array([b for _, b in spans])[:, None]
    rounds: Mask = (low <= value) & (value <= high) & ~alike([c.value for c in counts])
    found: Mask = rounds | rounds.T
    return found


def _setting(counts: Sequence[Count]) -> Pieces:
    """Who gives them, how they are told, and where they stand."""
    named = both([bool(c.giver.stems) for c in counts])
    giver = named & (Sets([c.giver.body for c in counts]).met | alike([c.unit.voice for c in counts]))
    report = alike([c.unit.report.id for c in counts])
    clause = alike([(c.unit.report.id, c.clause) for c in counts])
    at = np.array([c.figure.start for c in counts])
    near = report & (np.abs(np.subtract.outer(at, at)) < NEAR)
    contrast = near & named & ~giver & ~alike([c.value for c in counts])  # "police spoke of 900, the union counted 2,000"
    part = alike([c.part for c in counts])
    lead = np.array([c.unit.lead for c in counts], np.float32)
    return {
        "lead": np.minimum.outer(lead, lead),
        "same giver": giver,
        "other giver": named & ~giver,
        "contrast": contrast,
        "contrast, one clause": contrast & clause,
        "contrast, elliptic": contrast & either([c.shared for c in counts]),
        "other actor": Sets([c.actors for c in counts]).unlike,
        "other place": Sets([c.places for c in counts]).unlike,
        "turn": either([bool(c.turn) for c in counts]),
        "first, same giver": giver & either([c.first for c in counts]) & ~both([c.first for c in counts]),
        "one report": report,
        "one clause": clause,
        "one part": ~part,
        "both parts": part & both([c.part == "part" for c in counts]),
        "one projected": ~alike([c.projected for c in counts]),
        "both projected": both([bool(c.projected) for c in counts]),
        "other time": ~alike([c.epoch.removeprefix("~") for c in counts]),
    }
