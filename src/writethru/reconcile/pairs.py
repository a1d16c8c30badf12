"""Which statements can be alike at all, found without comparing every two.

Prefix filtering over an inverted index (Chaudhuri, Ganti and Kaushik, "A Primitive Operator for Similarity Joins", ICDE 2006;
Bayardo, Ma and Srikant, "Scaling Up All Pairs Similarity Search", WWW 2007): likeness of a level needs that share of the lighter
statement's weight in common, so that one of its most telling stems, up to the rest weighing less, stands in the other too.
Exact: a pair left out is below every level that counts."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from writethru.reconcile.unit import Telling, Unit

Pair = tuple[int, int]
ALIKE = 0.45  # least word likeness of two statements of one voice that may make one claim, a shared number counted in
OWN = 0.6  # the same for outlets' own voices, where a shared number adds nothing
AGREED = 0.7  # of two voices that say the same
CONFIRMED = 0.45  # of a statement and one told as confirming it
DENIED = 0.42  # of a statement and its denial


class Near(NamedTuple):
    """Index pairs (i < j) that may make one claim, support each other, deny each other."""

    one: set[Pair]
    agreed: set[Pair]
    denied: set[Pair]


def near_pairs(units: Sequence[Unit], idf: Telling) -> Near:
    """The pairs of statements worth a verdict."""
    weights = [idf.total(u.stems) for u in units]
    bare, named = ([_Words(ws, idf) for ws in kind] for kind in ([u.stems for u in units], [u.stems | u.selves for u in units]))
    groups: dict[str, list[int]] = defaultdict(list)
    again = {u.retells for u in units}
    for i, u in enumerate(units):
        voices = {u.speaker or "", f"body {u.channel}" if u.channel else u.speaker or ""}
        voices.update(f"outlet {o}" for o in {u.retells, u.outlet} & again if o)
        for voice in voices:
            groups[voice].append(i)
    one: set[Pair] = set()
    for voice, group in groups.items():
        one.update(_join(group, group, bare, weights, idf, ALIKE if voice else OWN))
        if voice:
            one.update(_quoted(units, group))
    everybody = range(len(units))
    denying = [i for i in everybody if units[i].denied]
    alike: dict[tuple[bool, bool], list[int]] = defaultdict(list)  # with a number or without, a possibility or a fact: only like agrees
    for i in everybody:
        alike[bool(units[i].figures), units[i].unreal].append(i)
    confirming = [i for i in everybody if units[i].stance == "confirmed"]
    agreed = {pair for group in alike.values() for pair in _join(group, group, named, weights, idf, AGREED)}
    agreed.update(_join(everybody, confirming, named, weights, idf, CONFIRMED))
    return Near(one, agreed, set(_join(everybody, denying, named, weights, idf, DENIED)))


class _Words:
    """The stems of a statement, and the same with the most telling first."""

    __slots__ = ("ranked", "stems")

    def __init__(self, stems: frozenset[str], idf: Telling) -> None:
        self.stems = stems
        self.ranked = sorted(stems, key=lambda w: (-idf[w], w))


def _join(
    left: Collection[int],
    right: Collection[int],
    words: Sequence[_Words],
    weights: Sequence[float],
    idf: Telling,
    level: float,
) -> Iterator[Pair]:
    """Pairs of one of `left` and one of `right` that share `level` of the lighter's weight."""
    for probes, held in ((left, right), (right, left)):
        postings: dict[str, list[int]] = defaultdict(list)
        for j in held:
            for w in words[j].ranked:
                postings[w].append(j)
        for i in probes:
            for j in _hits(i, postings, words, weights, idf, level):
                yield (i, j) if i < j else (j, i)
        if left is right:
            return


def _hits(
    i: int,
    postings: Mapping[str, list[int]],
    words: Sequence[_Words],
    weights: Sequence[float],
    idf: Telling,
    level: float,
) -> Iterator[int]:
    """Those in the postings that are no lighter than i and share its level."""
    need = level * weights[i] - 1e-9
    seen: set[int] = set()
    mine = words[i].stems
    left = idf.of(mine)
    for w in words[i].ranked:
        if left < need:  # who shares nothing up to here can no longer reach the level
            break
        seen.update(postings.get(w, ()))
        left -= idf[w]
    for j in seen:
        if j != i and weights[j] >= weights[i] and idf.of(mine & words[j].stems) >= need:
            yield j


def _quoted(units: Sequence[Unit], group: Sequence[int]) -> Iterator[Pair]:
    """Pairs of one voice whose quotations share two words in a row."""
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i in group:
        q = units[i].quote
        for run in set(pairwise(q)):
            for j in postings[run]:
                yield (j, i) if j < i else (i, j)
            postings[run].append(i)
