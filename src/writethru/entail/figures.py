"""How surely two figures count the same thing, by the sentences they stand in.

Both sentences are read together (`pair`) with the pieces of the two figures marked. Weights in data/en/figures.npz, made by
train/ledger/figures.py from reports we wrote; the encoder is that of `judge`."""

from collections.abc import Sequence

import numpy as np

from writethru.arithmetic import Array
from writethru.entail.pair import Marked, ahead, scored, seen


def same_thing(pairs: Sequence[tuple[Marked, Marked]]) -> Array:
    """Log-odds that the two marked figures of each pair count the same thing, the earlier one first; 0 where they cannot be read."""
    found = np.zeros(len(pairs), np.float32)
    ahead("figures", pairs)
    rows = [(n, x) for n, (a, b) in enumerate(pairs) for x in [seen("figures", a, b)] if x is not None]
    if rows:
        none, same, part = scored("figures", np.array([x for _, x in rows])).T
        found[[n for n, _ in rows]] = same - np.logaddexp(none, part)
    return found
