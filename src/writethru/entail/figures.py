"""How surely two figures count the same thing, by the sentences they stand in.

Both sentences are read together (`pair`) with the pieces of the two figures marked. Weights in data/en/figures.npz, made by
train/ledger/figures.py from reports we wrote; the encoder is that of `judge`."""

from functools import lru_cache

import numpy as np

from writethru.entail.pair import Marked, head, scored, seen


@lru_cache(maxsize=8192)  # a story is told again with every report that joins it
def same_thing(early: Marked, late: Marked) -> float:
    """Log-odds that the two marked figures count the same thing; 0 where they cannot be read."""
    model = head("figures")
    x = seen(model, early, late)
    if x is None:
        return 0.0
    none, same, part = scored(model, x[None])[0].tolist()
    return float(same - np.logaddexp(none, part))
