"""Label sequences under a linear-chain model: the best one (Viterbi 1967) and each label's probability (forward-backward, Rabiner 1989).

scores (sequences, length, labels) of each label at each place, padded; transitions (from, to); lengths of the sequences, one at least.
Labels are numbered O, B-x, I-x, B-y, I-y …: an I follows only its own B or I.
"""

import numpy as np
from numpy.typing import NDArray

from writethru.arithmetic import Array
from writethru.extract.network import Ints

_NEVER = np.float32(-1e4)


def allowed(transitions: Array) -> Array:
    """The transitions with what BIO labels forbid made impossible."""
    out = transitions.copy()
    for inside in range(2, len(out), 2):
        for before in range(len(out)):
            if before not in (inside - 1, inside):
                out[before, inside] += _NEVER
    return out


def _start(scores: Array) -> Array:
    first = scores[:, 0].copy()
    first[:, 2::2] += _NEVER
    return first


def best(scores: Array, transitions: Array, lengths: Ints) -> NDArray[np.int8]:
    """The likeliest labels (sequences, length), 0 past a sequence's end."""
    count, longest, labels = scores.shape
    move = allowed(transitions)[None]
    value, came = _start(scores), np.zeros((longest, count, labels), np.int8)
    for i in range(1, longest):
        paths = value[:, :, None] + move
        came[i] = paths.argmax(1)
        value = np.where((i < lengths)[:, None], paths.max(1) + scores[:, i], value)
    out = np.zeros((count, longest), np.int8)
    rows, label = np.arange(count), value.argmax(1)
    for i in range(longest - 1, -1, -1):
        inside = i < lengths
        out[inside, i] = label[inside]
        if i:
            label = np.where(inside, came[i][rows, label], label)
    return out


def marginals(scores: Array, transitions: Array, lengths: Ints) -> Array:
    """The probability of each label at each place (sequences, length, labels); past a sequence's end anything."""
    longest = scores.shape[1]
    move = np.exp(allowed(transitions))
    first = _start(scores)
    emit = np.exp(scores - scores.max(-1, keepdims=True))
    forward, backward = np.empty_like(scores), np.ones_like(scores)
    state = np.exp(first - first.max(-1, keepdims=True))
    forward[:, 0] = state = state / state.sum(-1, keepdims=True)
    for i in range(1, longest):
        state = (state @ move) * emit[:, i]
        state /= state.sum(-1, keepdims=True) + 1e-30
        forward[:, i] = state
    state = backward[:, -1]
    for i in range(longest - 2, -1, -1):
        moved = (emit[:, i + 1] * state) @ move.T
        moved /= moved.sum(-1, keepdims=True) + 1e-30
        backward[:, i] = state = np.where((i + 1 < lengths)[:, None], moved, 1)
    both = forward * backward
    out: Array = both / (both.sum(-1, keepdims=True) + 1e-30)
    return out
