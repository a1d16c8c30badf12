"""Texts read together: a few attention layers of our own over what the encoder made of each by itself.

Every layer is shown which words of the first text and the others are alike, in context and out of it (as the soft alignment of Parikh et
al. 2016), and how late each text is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from writethru.arithmetic import Array, gelu
from writethru.entail.encoder import Half, attend, linear, norm, read
from writethru.entail.pieces import word_spans

PLACES = 128
LATEST = 7  # the texts told apart by how late they are, the latest being 1
WORD = 8.0  # what brings words out of context to the size of those in it
LEAST = 1e-5  # of the norms
_HEAD = 32  # numbers of one attention head

Product = tuple[Array, Array]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Layer:
    mixed: Product  # query, key and value in one
    out: Product
    after: Product
    wide: Product
    back: Product
    last: Product
    context: Array  # (heads,): how much alike words in context draw one another
    word: Array  # and words out of it


@dataclass(frozen=True, slots=True)
class Joint:
    into: Product
    norm: Product
    segment: Array
    place: Array
    late: Array
    layers: tuple[Layer, ...]


@dataclass(frozen=True, slots=True)
class Together:
    """Texts in one row: the vectors of their pieces, which text each piece is of, and whether it is one of words, not a mark at the ends."""

    vectors: Array
    text: Numbers
    inner: NDArray[np.bool_]

    def of(self, text: int) -> Array:
        """The vectors of a text's words."""
        found: Array = self.vectors[self.inner & (self.text == text)]
        return found


def joint(w: Mapping[str, Array]) -> Joint:
    """The layers among some weights."""
    into, begin = product(w, "into"), product(w, "ln")
    layers = tuple(_layer(f"L.{n}.", w) for n in range(sum(k.endswith(".al") for k in w)))
    return Joint(into, begin, w["seg.weight"], w["pos.weight"], w["when.weight"], layers)


def product(w: Mapping[str, Array], name: str) -> Product:
    weight = w[name + ".weight"]
    return np.ascontiguousarray(weight.T) if weight.ndim == 2 else weight, w[name + ".bias"]


def _layer(name: str, w: Mapping[str, Array]) -> Layer:
    mixed, out, after, wide, back, last = (product(w, name + k) for k in ("qkv", "o", "a", "f", "g", "c"))
    return Layer(mixed, out, after, wide, back, last, w[name + "al"], w[name + "be"])


def cut(text: str, most: int) -> tuple[Half, Half]:
    """The first pieces of a text with the marks at its ends, in context and out of it, as it reads when the rest is cut off."""
    whole = read(text)
    return whole if len(whole[0]) - 2 <= most else read(text[: word_spans(text, most)[-1][1]])


def entered(model: Joint, text: tuple[Half, Half]) -> Array:
    """A text's pieces as the layers take them up, before place and part are added: (pieces, size)."""
    context, word = (x.astype(np.float32) for x in text)
    return linear(np.concatenate([context, word * np.float32(WORD)], 1), model.into)


def together(
    model: Joint, texts: Sequence[tuple[Half, Half]], late: Sequence[int], more: Array | None = None, rows: Sequence[Array] = ()
) -> Together:
    """Texts set side by side and read together. `late`: of each, 0 for the first; `more`: what is added to the vectors at the
    start; `rows`: what `entered` gives of each, where that is known."""
    sizes = [len(t[0]) for t in texts]
    text, place = np.repeat(np.arange(len(sizes)), sizes), np.concatenate([np.arange(n) for n in sizes])
    inner = (place > 0) & (place < np.repeat(sizes, sizes) - 1)
    like, same = (_alike([t[k] for t in texts], inner) for k in (0, 1))
    x = np.concatenate(rows or [entered(model, t) for t in texts])
    x += model.segment[np.minimum(text, 1)] + model.place[np.minimum(place, PLACES - 1)] + model.late[np.repeat(late, sizes)]
    x = norm(x if more is None else x + more, model.norm, LEAST)
    for layer in model.layers:
        bias = like * layer.context[:, None, None] + same * layer.word[:, None, None]
        query, key, value = np.split(linear(x, layer.mixed), 3, 1)
        x = norm(x + linear(attend(query, key, value, x.shape[1] // _HEAD, bias), layer.out), layer.after, LEAST)
        x = norm(x + linear(gelu(linear(x, layer.wide)), layer.back), layer.last, LEAST)
    return Together(x, text, inner)


def _alike(vectors: Sequence[Half], inner: NDArray[np.bool_]) -> Array:
    """The cosine of every word of the first text and every one of the others, both ways; of all other pairs 0."""
    n = len(vectors[0])
    x = np.concatenate(vectors).astype(np.float32)
    x /= np.maximum(np.sqrt(np.einsum("ij,ij->i", x, x)), np.float32(1e-9))[:, None]
    x[~inner] = 0
    out = np.zeros((len(x), len(x)), np.float32)
    out[:n, n:] = x[:n] @ x[n:].T
    out[n:, :n] = out[:n, n:].T
    return out
