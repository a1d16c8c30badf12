"""Two sentences read together, something marked in each: what the networks over pairs (`figures`, `claims`) share."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

import numpy as np

from writethru.arithmetic import Array, gelu, one_thread
from writethru.entail.encoder import MOST, TOGETHER, Half, linear, read, read_ahead
from writethru.entail.joint import Joint, Product, entered, joint, product, together
from writethru.entail.judge import headed
from writethru.entail.pieces import Span, word_spans
from writethru.entail.recent import Recent
from writethru.entail.weights import trained


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence, with what goes before, and what is marked in it: `at` are its characters there."""

    text: str
    at: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Head:
    joint: Joint
    mark: Array
    middle: Product
    end: Product


@cache
def head(name: str) -> Head:
    """The weights of data/en/NAME.npz, read once."""
    w = trained(name)
    return Head(joint(w), w["mark.weight"], product(w, "middle"), product(w, "end"))


def seen(name: str, early: Marked, late: Marked) -> Array | None:
    """What the network of data/en/NAME.npz sees of two texts read together, (5 * size,): the mean of either's marked words, what is apart and
    together in them, and the whole. None where nothing marked is read."""
    known = _seen.get((name, early, late))
    if known is not None:
        return known
    model = head(name)
    marks = [marked(m) for m in (early, late)]
    if not all(m.any() for m in marks):
        return None
    flags = np.concatenate(marks).astype(np.int64)
    with one_thread():
        texts = [read(m.text) for m in (early, late)]
        rows = [_rows(name, m.text, t) for m, t in zip((early, late), texts, strict=True)]
        found = together(model.joint, texts, [0, 1], model.mark[flags], rows)
    a, b = (found.vectors[(flags == 1) & (found.text == n)].mean(0) for n in (0, 1))
    return _seen.put((name, early, late), np.concatenate([a, b, np.abs(a - b), a * b, found.vectors[0]]))


def _rows(name: str, text: str, read: tuple[Half, Half]) -> Array:
    known = _entered.get((name, text))
    return _entered.put((name, text), entered(head(name).joint, read)) if known is None else known


_entered: Recent[tuple[str, str], Array] = Recent(512)
_seen: Recent[tuple[str, Marked, Marked], Array] = Recent(8192)


def ahead(name: str, pairs: Iterable[tuple[Marked, Marked]]) -> None:
    """Reads the texts of pairs that will be `seen`."""
    new = _seen.missing((name, *pair) for pair in pairs)
    texts = dict.fromkeys(m.text for _, *pair in new for m in pair)
    with one_thread() if len(texts) < TOGETHER else nullcontext():  # a batch is large enough for all cores
        read_ahead(texts)


def scored(name: str, x: Array) -> Array:
    """The scores of what was seen, row by row."""
    model = head(name)
    found: Array = linear(gelu(linear(x, model.middle)), model.end)
    return found


def in_context(text: str, bounds: Sequence[Span], at: Sequence[Span], outlet: str, day: date | None, before: bool = True) -> Marked:
    """Spans of a report in their sentence, and with the one `before` it in the paragraph where all can be read; `bounds` are the sentences."""
    first, last = at[0][0], at[-1][1]
    n = max(0, bisect_right([a for a, _ in bounds], first) - 1)
    start, end = bounds[n][0], max(last, bounds[n][1])
    ahead = bounds[n - 1][0] if before and n and "\n" not in text[bounds[n - 1][1] : start] else start
    for begin in (ahead, start, first):
        told = headed(outlet, day, text[begin:end])
        on = len(told) - (end - begin) - begin
        found = Marked(told, tuple((a + on, b + on) for a, b in at))
        if marked(found).any():
            return found
    return found


@lru_cache(maxsize=1024)
def marked(m: Marked) -> np.ndarray:
    """Whether each piece of a text, the marks at its ends included, is of what is marked."""
    found = [any(a < y and x < b for x, y in m.at) for a, b in word_spans(m.text, MOST)]
    return np.array([False, *found, False])
