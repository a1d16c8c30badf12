"""Words that may stand for one another in a retelling, near and far: the hand-made groups of data/en/kin.txt and words of opposite
sense (the same subject, turned round). All work on concepts."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache

from writethru.tell.rules import concept, table
from writethru.words import kin_groups

NONE: frozenset[str] = frozenset()


@cache
def opposites() -> dict[str, frozenset[str]]:
    """The concepts of opposite sense to each."""
    out: dict[str, set[str]] = defaultdict(set)
    for a, b in (tuple(map(concept, pair.split())) for pair in table()["opposites"]["pairs"]):
        out[a].add(b)
        out[b].add(a)
    return {c: frozenset(others - {c}) for c, others in out.items()}


@cache
def _groups() -> dict[str, frozenset[str]]:
    out: dict[str, set[str]] = defaultdict(set)
    for words in kin_groups():
        group = set(map(concept, words))
        for c in group:
            out[c] |= group
    return {c: frozenset(found - {c}) for c, found in out.items()}


def grouped(concept: str) -> frozenset[str]:
    """The concepts that share a group of data/en/kin.txt with one: as good as the same word in most sentences."""
    return _groups().get(concept, NONE)


def kin(concept: str) -> frozenset[str]:
    """The same and those of opposite sense: what speaks of the same subject, if not to the same effect."""
    return _kin(concept)


@lru_cache(maxsize=65536)
def _kin(concept: str) -> frozenset[str]:
    return grouped(concept) | opposites().get(concept, NONE)


@lru_cache(maxsize=65536)
def kin_of(concepts: frozenset[str]) -> frozenset[str]:
    """Some concepts and all that are kin to any of them."""
    return concepts.union(*map(kin, concepts))


def touch(some: Iterable[str], others: Iterable[str]) -> bool:
    """Whether a concept of the one is, or is kin to, one of the other."""
    return not kin_of(frozenset(some)).isdisjoint(others)
