"""All pairs of some figures at once, as square matrices: whether two have a key in common, how far two sets of words overlap."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating[Any]]
Mask = NDArray[np.bool_]


def alike(keys: Sequence[object]) -> Mask:
    """Pairs with equal keys."""
    codes = {k: n for n, k in enumerate(dict.fromkeys(keys))}
    row = np.array([codes[k] for k in keys])
    found: Mask = np.equal.outer(row, row)
    return found


def both(flags: Sequence[bool]) -> Mask:
    """Pairs of which both are so."""
    row = np.array(flags, bool)
    found: Mask = np.logical_and.outer(row, row)
    return found


def either(flags: Sequence[bool]) -> Mask:
    """Pairs of which one or both are so."""
    row = np.array(flags, bool)
    found: Mask = np.logical_or.outer(row, row)
    return found


class Sets:
    """Sets of words, one a figure, each word with its weight (1 where none is given)."""

    def __init__(self, sets: Sequence[frozenset[str]], weights: Mapping[str, float] | None = None) -> None:
        place = {w: n for n, w in enumerate(sorted({w for s in sets for w in s}))}
        rows = np.zeros((len(sets), max(1, len(place))), np.float32)
        for n, s in enumerate(sets):
            rows[n, [place[w] for w in s]] = 1.0
        scale = np.array([1.0 if weights is None else weights.get(w, 1.0) for w in place] or [1.0], np.float32)
        self.shared: Matrix = (rows * scale) @ rows.T
        self.size: Matrix = rows @ scale

    @property
    def held(self) -> Matrix:
        """Share of the lighter that lies in the other."""
        return self.shared / np.maximum(np.minimum.outer(self.size, self.size), np.float32(1e-6))

    @property
    def jaccard(self) -> Matrix:
        return self.shared / np.maximum(np.add.outer(self.size, self.size) - self.shared, np.float32(1e-6))

    @property
    def met(self) -> Mask:
        return self.shared > 0

    @property
    def unlike(self) -> Mask:
        """Pairs of which both hold words, and none in common."""
        return both((self.size > 0).tolist()) & ~self.met
