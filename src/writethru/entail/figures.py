"""How surely two figures count the same thing, by the sentences they stand in.

Both sentences are read together (`joint`) with the pieces of the two figures marked. Weights in data/en/figures.npz, made by
train/ledger/figures.py from reports we wrote; the encoder is that of `judge`."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import numpy as np

from writethru.arithmetic import gelu, one_thread
from writethru.entail.encoder import MOST, linear, read
from writethru.entail.joint import Joint, Product, joint, product, together
from writethru.entail.judge import headed
from writethru.entail.pieces import Span, word_spans
from writethru.entail.weights import trained


@dataclass(frozen=True, slots=True)
class Marked:
    """A figure in its sentence, with what goes before: `at` are its characters there."""

    text: str
    at: Span


@dataclass(frozen=True, slots=True)
class Head:
    joint: Joint
    mark: np.ndarray
    middle: Product
    end: Product


@cache
def head() -> Head:
    """The weights, read once."""
    w = trained("figures")
    return Head(joint(w), w["mark.weight"], product(w, "middle"), product(w, "end"))


@lru_cache(maxsize=8192)  # a story is told again with every report that joins it
def same_thing(early: Marked, late: Marked) -> float:
    """Log-odds that the two count the same thing."""
    model = head()
    marks = [marked(m) for m in (early, late)]
    if not all(m.any() for m in marks):
        return 0.0
    flags = np.concatenate(marks).astype(np.int64)
    with one_thread():
        seen = together(model.joint, [read(early.text), read(late.text)], [0, 1], model.mark[flags])
        a, b = (seen.vectors[(flags == 1) & (seen.text == n)].mean(0) for n in (0, 1))
        x = np.concatenate([a, b, np.abs(a - b), a * b, seen.vectors[0]])[None]
        none, same, part = linear(gelu(linear(x, model.middle)), model.end)[0].tolist()
    return float(same - np.logaddexp(none, part))


def in_context(text: str, bounds: Sequence[Span], at: Span, outlet: str, day: date | None) -> Marked:
    """A figure of a report in its sentence, and the one before it in the paragraph where both can be read; `bounds` are the sentences."""
    n = max(0, bisect_right([a for a, _ in bounds], at[0]) - 1)
    start, end = bounds[n][0], max(at[1], bounds[n][1])
    before = bounds[n - 1][0] if n and "\n" not in text[bounds[n - 1][1] : start] else start
    for begin in (before, start, at[0]):
        told = headed(outlet, day, text[begin:end])
        ahead = len(told) - (end - begin) - begin
        found = Marked(told, (at[0] + ahead, at[1] + ahead))
        if marked(found).any():
            return found
    return found


@lru_cache(maxsize=1024)
def marked(m: Marked) -> np.ndarray:
    """Whether each piece of a text, the marks at its ends included, is of the figure."""
    found = [a < m.at[1] and m.at[0] < b for a, b in word_spans(m.text, MOST)]
    return np.array([False, *found, False])
