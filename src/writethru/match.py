"""Likeness of texts and groups of records: shingles, alignment, connected components. Pure functions."""

from collections.abc import Collection, Hashable, Iterable, Sequence
from typing import TypeVar

from writethru.model import Span

T = TypeVar("T", bound=Hashable)


def shingles(words: Sequence[str], n: int = 3) -> set[tuple[str, ...]]:
    """The runs of n words; the whole sequence when it is shorter."""
    if len(words) <= n:
        return {tuple(words)} if words else set()
    return {tuple(words[i : i + n]) for i in range(len(words) - n + 1)}


def jaccard(a: set[T], b: set[T]) -> float:
    """|a and b| / |a or b|; 1 for two empty sets."""
    if not a and not b:
        return 1.0
    both = len(a & b)
    return both / (len(a) + len(b) - both)


def containment(a: set[T], b: set[T]) -> float:
    """The share of the smaller set that lies in the other."""
    least = min(len(a), len(b))
    return len(a & b) / least if least else 0.0


def components(nodes: Iterable[T], edges: Iterable[tuple[T, T]]) -> list[list[T]]:
    """Connected components, each in the order of `nodes`; independent of the order of edges. Union-find with halving."""
    return components_apart(nodes, edges, ())


def components_apart(nodes: Iterable[T], edges: Iterable[tuple[T, T]], apart: Collection[frozenset[T]]) -> list[list[T]]:
    """The same, but an edge that would bring together two nodes of a pair in `apart` is passed over: earlier edges win."""
    order = {n: i for i, n in enumerate(nodes)}
    up = {n: n for n in order}

    def top(n: T) -> T:
        while up[n] != n:
            up[n] = up[up[n]]
            n = up[n]
        return n

    pairs = [tuple(p) for p in apart if len(p) == 2 and all(n in order for n in p)]
    for a, b in edges:
        if a in up and b in up:
            x, y = top(a), top(b)
            if x != y and not any({top(m), top(n)} == {x, y} for m, n in pairs):
                first, second = (x, y) if order[x] < order[y] else (y, x)
                up[second] = first
    groups: dict[T, list[T]] = {}
    for n in order:
        groups.setdefault(top(n), []).append(n)
    return list(groups.values())


def align(a: Sequence[str], b: Sequence[str], least: int = 1) -> list[tuple[int, int, int]]:
    """Matching runs (start in a, start in b, length) of two word sequences, in order, none shorter than `least`.

    Ratcliff/Obershelp as difflib implements it, without its junk heuristic."""
    from difflib import SequenceMatcher

    found = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    return [(m.a, m.b, m.size) for m in found if m.size >= max(least, 1)]


def overlap(a: Span, b: Span) -> int:
    """How many characters two spans share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))
