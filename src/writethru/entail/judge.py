"""How surely passages bear a sentence out, and what is amiss with it if not.

A head of our own over the encoder's words: the sentence and its passages side by side through a few attention layers, each of which is
shown which words of the two are alike, in context and out of it (as the soft alignment of Parikh et al. 2016). Weights in
data/en/entail.npz, 8-bit with a scale for each row, made by train/entail/train.py from sentences we wrote."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files

import numpy as np

from writethru.arithmetic import Array, gelu, one_thread
from writethru.entail.encoder import attend, linear, norm, read

SENTENCE, PASSAGES = 64, 200  # pieces read of each
PLACES = 128
WORD = 8.0  # what brings words out of context to the size of those in it
LEAST = 1e-5  # of the head's norms
_HEAD = 32  # numbers of one attention head

Product = tuple[Array, Array]


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
class Head:
    kinds: tuple[str, ...]  # the first is "supported"
    into: Product
    segment: Array
    place: Array
    norm: Product
    layers: tuple[Layer, ...]
    middle: Product
    end: Product


@cache
def head() -> Head:
    """The weights, read once."""
    with as_file(files("writethru.data") / "en" / "entail.npz") as path, np.load(path) as z:
        kinds = tuple(z["kinds"].tobytes().decode().split("\n"))
        w = {k: z[k].astype(np.float32) * (z[k + ".scale"] if k + ".scale" in z.files else np.float32(1)) for k in z.files if k != "kinds"}

    def product(name: str) -> Product:
        return np.ascontiguousarray(w[name + ".weight"].T) if w[name + ".weight"].ndim == 2 else w[name + ".weight"], w[name + ".bias"]

    layers = tuple(_layer(n, product, w) for n in range(sum(k.endswith(".al") for k in w)))
    return Head(kinds, product("inp"), w["seg.weight"], w["pos.weight"], product("ln"), layers, product("out.0"), product("out.3"))


def _layer(n: int, product: Callable[[str], Product], w: dict[str, Array]) -> Layer:
    mixed, out, after, wide, back, last = (product(f"L.{n}.{k}") for k in ("qkv", "o", "a", "f", "g", "c"))
    return Layer(mixed, out, after, wide, back, last, w[f"L.{n}.al"], w[f"L.{n}.be"])


@dataclass(frozen=True, slots=True)
class Weighed:
    """`amiss`: how probable it is that the passages do not bear the sentence out; `kinds`: how probable each fault is, likeliest first."""

    amiss: float
    kinds: tuple[tuple[str, float], ...]


def weigh(sentence: str, passages: Sequence[str]) -> Weighed:
    """A sentence held to a few passages, the earliest first; what lies past the first pieces (SENTENCE, PASSAGES) is not read."""
    with one_thread():
        return _weigh(sentence, passages) if read(sentence)[0].size else Weighed(0.0, ())


def _weigh(sentence: str, passages: Sequence[str]) -> Weighed:
    model = head()
    context, word, segment, place = _side_by_side(sentence, passages)
    other = segment[:, None] != segment[None, :]
    like, same = _alike(context) * other, _alike(word) * other
    x = linear(np.concatenate([context, word * np.float32(WORD)], 1), model.into) + model.segment[segment] + model.place[place]
    x = norm(x, model.norm, LEAST)
    for layer in model.layers:
        bias = like * layer.context[:, None, None] + same * layer.word[:, None, None]
        query, key, value = np.split(linear(x, layer.mixed), 3, 1)
        x = norm(x + linear(attend(query, key, value, x.shape[1] // _HEAD, bias), layer.out), layer.after, LEAST)
        x = norm(x + linear(gelu(linear(x, layer.wide)), layer.back), layer.last, LEAST)
    own, others = x[segment == 0], x[segment == 1]
    seen = np.concatenate([own.mean(0), own.max(0), others.max(0) if len(others) else np.zeros(x.shape[1], np.float32)])
    scores = linear(gelu(linear(seen[None], model.middle)), model.end)[0]
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    kinds = sorted(zip(model.kinds[1:], chances[1:].tolist(), strict=True), key=lambda k: -k[1])
    return Weighed(1 - float(chances[0]), tuple(kinds))


def _side_by_side(sentence: str, passages: Sequence[str]) -> tuple[Array, Array, np.ndarray, np.ndarray]:
    """Pieces of both in one row, in context and out of it, which of the two each is of, and its place in its own sentence."""
    rows = [tuple(a[:SENTENCE] for a in read(sentence))]
    left = PASSAGES
    for p in passages:
        if left > 0:
            rows.append(tuple(a[:left] for a in read(p)))
            left -= len(rows[-1][0])
    context, word = (np.concatenate([r[k] for r in rows]).astype(np.float32) for k in (0, 1))
    sizes = [len(r[0]) for r in rows]
    segment = np.repeat(np.minimum(np.arange(len(sizes)), 1), sizes)
    return context, word, segment, np.minimum(np.concatenate([np.arange(n) for n in sizes]), PLACES - 1)


def _alike(x: Array) -> Array:
    """The cosine of every two rows."""
    unit = x / np.maximum(np.sqrt((x * x).sum(1, keepdims=True)), np.float32(1e-9))
    found: Array = unit @ unit.T
    return found
