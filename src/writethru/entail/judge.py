"""How surely passages bear a sentence out, and what is amiss with it if not.

A head of our own over the encoder's words: the sentence and its passages side by side through a few attention layers, each of which is
shown which words of the two are alike, in context and out of it (as the soft alignment of Parikh et al. 2016), and how late each passage
is. It is taught beside the verdict which words of the sentence are amiss and which passages it rests on, and looks at these first. Weights
in data/en/entail.npz, 8-bit with a scale for each row, made by train/entail/train.py from sentences we wrote."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from writethru.arithmetic import Array, gelu, one_thread
from writethru.entail.encoder import attend, linear, norm, read
from writethru.entail.pieces import Span, word_spans

SENTENCE, PASSAGES = 64, 240  # pieces read of each
PLACES = 128
LATEST = 7  # the passages told apart by how late they are, the latest being 1
WORD = 8.0  # what brings words out of context to the size of those in it
LEAST = 1e-5  # of the head's norms
_HEAD = 32  # numbers of one attention head

Product = tuple[Array, Array]
Places = NDArray[np.int64]


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
    late: Array
    norm: Product
    layers: tuple[Layer, ...]
    word: Product  # how surely each word of the sentence is amiss,
    rests: Product  # and each word of a passage is of one it rests on
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
    told = (product(k) for k in ("tok", "rel", "out.0", "out.3"))
    return Head(kinds, product("inp"), w["seg.weight"], w["pos.weight"], w["when.weight"], product("ln"), layers, *told)


def _layer(n: int, product: Callable[[str], Product], w: dict[str, Array]) -> Layer:
    mixed, out, after, wide, back, last = (product(f"L.{n}.{k}") for k in ("qkv", "o", "a", "f", "g", "c"))
    return Layer(mixed, out, after, wide, back, last, w[f"L.{n}.al"], w[f"L.{n}.be"])


@dataclass(frozen=True, slots=True)
class Weighed:
    """`amiss`: how probable it is that the passages do not bear the sentence out; `kinds`: how probable each fault is, likeliest first;
    `words`: the characters of each word of the sentence that is more likely amiss than not, the likeliest alone when none is."""

    amiss: float
    kinds: tuple[tuple[str, float], ...]
    words: tuple[Span, ...] = ()


def weigh(sentence: str, passages: Sequence[str]) -> Weighed:
    """A sentence held to a few passages, the earliest first, each as `headed` writes it; what lies past the first pieces (SENTENCE,
    PASSAGES) is not read."""
    with one_thread():
        return _weigh(sentence, passages) if read(sentence)[0].size else Weighed(0.0, ())


def headed(outlet: str, day: date | None, text: str) -> str:
    """A passage with who published it and when: "North Press, Monday 6 March: The dam …"."""
    told = [outlet] if outlet else []
    told += [f"{day:%A} {day.day} {day:%B}"] if day else []
    return f"{', '.join(told)}: {text}" if told else text


def _weigh(sentence: str, passages: Sequence[str]) -> Weighed:
    model = head()
    context, word, segment, place, late = _side_by_side(sentence, passages)
    other = segment[:, None] != segment[None, :]
    like, same = _alike(context) * other, _alike(word) * other
    x = linear(np.concatenate([context, word * np.float32(WORD)], 1), model.into)
    x = norm(x + model.segment[segment] + model.place[place] + model.late[late], model.norm, LEAST)
    for layer in model.layers:
        bias = like * layer.context[:, None, None] + same * layer.word[:, None, None]
        query, key, value = np.split(linear(x, layer.mixed), 3, 1)
        x = norm(x + linear(attend(query, key, value, x.shape[1] // _HEAD, bias), layer.out), layer.after, LEAST)
        x = norm(x + linear(gelu(linear(x, layer.wide)), layer.back), layer.last, LEAST)
    own, others = x[segment == 0], x[segment == 1]
    amiss = linear(own, model.word)[:, 0]
    scores = linear(gelu(linear(_seen(own, others, amiss, model)[None], model.middle)), model.end)[0]
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    kinds = sorted(zip(model.kinds[1:], chances[1:].tolist(), strict=True), key=lambda k: -k[1])
    spans = word_spans(sentence, SENTENCE)
    likely = [spans[i] for i in np.flatnonzero(amiss > min(0.0, amiss.max() - LEAST))]
    return Weighed(1 - float(chances[0]), tuple(kinds), tuple(dict.fromkeys(likely)))


def _seen(own: Array, others: Array, amiss: Array, model: Head) -> Array:
    """What the verdict is drawn from: the sentence's mean and most, the most of the passages it may rest on, and its words by how likely
    they are amiss."""
    size = own.shape[1]
    rests = linear(others, model.rests) if len(others) else np.zeros((0, 1), np.float32)
    most = (others - np.logaddexp(np.float32(0), -rests)).max(0) if len(others) else np.zeros(size, np.float32)
    weights = np.exp(amiss - amiss.max())
    found: Array = np.concatenate([own.mean(0), own.max(0), most, weights / weights.sum() @ own]).astype(np.float32)
    return found


def _side_by_side(sentence: str, passages: Sequence[str]) -> tuple[Array, Array, Places, Places, Places]:
    """Pieces of both in one row, in context and out of it, which of the two each is of, its place in its own sentence, and how late it is."""
    rows = [tuple(a[:SENTENCE] for a in read(sentence))]
    left = PASSAGES
    for p in passages:
        if left > 0:
            rows.append(tuple(a[:left] for a in read(p)))
            left -= len(rows[-1][0])
    context, word = (np.concatenate([r[k] for r in rows]).astype(np.float32) for k in (0, 1))
    sizes = [len(r[0]) for r in rows]
    segment = np.repeat(np.minimum(np.arange(len(sizes)), 1), sizes)
    late = [0, *(min(LATEST, len(passages) - n) for n in range(len(sizes) - 1))]
    return context, word, segment, np.minimum(np.concatenate([np.arange(n) for n in sizes]), PLACES - 1), np.repeat(late, sizes)


def _alike(x: Array) -> Array:
    """The cosine of every two rows."""
    unit = x / np.maximum(np.sqrt((x * x).sum(1, keepdims=True)), np.float32(1e-9))
    found: Array = unit @ unit.T
    return found
