"""What an encoder makes of each token of a text in its paragraph: what the attribution network is told besides the token's form.

The encoder is a small one, data/en/context.npz, trained by train/attribution/distil.py to give what the first four layers of all-MiniLM-L6-v2
give, then by tune.py together with the network; its word vectors are those of that package.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import numpy as np

from writethru.arithmetic import Array
from writethru.entail.encoder import SIZE, Encoder, Layer, in_context, untuned
from writethru.entail.pieces import CLS, SEP, UNKNOWN, pieces
from writethru.entail.weights import trained
from writethru.extract.reading import Reading
from writethru.model import Span

LAYERS, PRODUCTS = 4, 6
MOST = 120  # pieces read together: whole sentences of one paragraph, as many as fit
LONGEST = 8  # pieces of a token
ROWS = 1200  # pieces read at once
FURTHEST = 50_000  # tokens, beyond which no report goes on and none is read; the network was trained with some left out
Token = list[int]  # its pieces


def context(reading: Reading) -> Array:
    """The vectors of a text's tokens: (tokens, SIZE); of each the mean of its pieces'. Worked out when first asked for."""
    if reading.context is None:
        reading.context = np.zeros((len(reading.words), SIZE), np.float32)
        at = 0
        for batch in _batches(reading):
            for x in _read(batch):
                reading.context[at : at + len(x)] = x
                at += len(x)
            if at >= FURTHEST:
                break
    return reading.context


@cache
def _encoder() -> Encoder:
    w = trained("context")

    def layer(n: int) -> Layer:
        after, last = ((w[f"{n}.norm{k}.gain"], w[f"{n}.norm{k}.bias"]) for k in range(2))
        return Layer(tuple((w[f"{n}.{k}"], w[f"{n}.{k}.bias"]) for k in range(PRODUCTS)), (after, last))

    return replace(untuned(0), layers=tuple(layer(n) for n in range(LAYERS)))


def _read(batch: list[list[Token]]) -> Iterator[Array]:
    found = in_context(_encoder(), [[CLS, *(p for token in window for p in token), SEP] for window in batch])
    for window, x in zip(batch, found, strict=True):
        sizes = np.array([len(token) for token in window])
        mean: Array = (np.add.reduceat(x[1:-1], np.cumsum(sizes) - sizes) / sizes[:, None]).astype(np.float32)
        yield mean


def _batches(reading: Reading) -> Iterator[list[list[Token]]]:
    """Windows one after another, so many at once as hold ROWS pieces."""
    batch: list[list[Token]] = []
    for paragraph in reading.paragraphs:
        for window in windows(reading, paragraph):
            batch.append(window)
            if sum(map(_size, batch)) >= ROWS:
                yield batch
                batch = []
    if batch:
        yield batch


def windows(reading: Reading, paragraph: Span) -> Iterator[list[Token]]:
    """The pieces of each token of a paragraph, parted where a sentence begins and no more would fit."""
    window: list[Token] = []
    for first, last in _sentences(reading, paragraph):
        told = [pieces(reading.words[i], LONGEST) or [UNKNOWN] for i in range(first, last)]
        if window and _size(window) + _size(told) > MOST:
            yield window
            window = []
        held = _size(window)
        for token in told:
            if held + len(token) > MOST:
                yield window
                window, held = [], 0
            window.append(token)
            held += len(token)
    if window:
        yield window


def _size(window: list[Token]) -> int:
    return sum(map(len, window))


def _sentences(reading: Reading, paragraph: Span) -> Iterator[Span]:
    first, last = paragraph
    begin = first
    for i in range(first + 1, last + 1):
        if i == last or reading.sentence[i] != reading.sentence[i - 1]:
            yield begin, i
            begin = i
