"""What two statements of two outlets are to one another, by the sentences they stand in and by signs that rules read off them.

The sentences are read together (`pair`) with the pieces of the two statements marked; the signs (`reconcile.signs`) are weighed with what
is seen. Weights in data/en/claims.npz, made by train/ledger/claims.py from reports we wrote; the encoder is that of `judge`."""

from collections.abc import Sequence

import numpy as np

from writethru.arithmetic import Array
from writethru.entail.pair import Marked, ahead, scored, seen
from writethru.entail.weights import trained

KINDS = ("none", "same", "holds", "held", "against", "newer", "older")  # of the earlier to the later: it holds all that the later says
WEIGHT = 3.0  # of a sign beside what is seen


def likely(signs: Array) -> Array:
    """Log-odds that two statements say one thing, by the signs alone, row by row: which pairs are worth reading."""
    w = trained("claims")
    found: Array = signs @ w["first.weight"] + w["first.bias"]
    return found


def kinds(pairs: Sequence[tuple[Marked, Marked]], signs: Array) -> Array:
    """How probable each of KINDS is, a row for each pair, the earlier statement first; "none" for what cannot be read."""
    found = np.zeros((len(pairs), len(KINDS)), np.float32)
    found[:, 0] = 1.0
    ahead("claims", pairs)
    rows = [(n, x) for n, (a, b) in enumerate(pairs) for x in [seen("claims", a, b)] if x is not None]
    if rows:
        at = [n for n, _ in rows]
        scores = scored("claims", np.concatenate([np.array([x for _, x in rows]), signs[at] * np.float32(WEIGHT)], 1))
        chances = np.exp(scores - scores.max(1, keepdims=True))
        found[at] = chances / chances.sum(1, keepdims=True)
    return found
