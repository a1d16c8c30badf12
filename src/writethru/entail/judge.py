"""How surely passages bear a sentence out, and what is amiss with it if not.

The sentence and its passages are read together (`joint`). The network is taught beside the verdict which words of the sentence are amiss and
which passages it rests on, and looks at these first. Weights in data/en/entail.npz, made by train/entail/train.py from sentences we wrote."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from writethru.arithmetic import Array, gelu, one_thread
from writethru.entail.encoder import MOST, linear
from writethru.entail.joint import LATEST, LEAST, Joint, Product, Together, cut, joint, product, together
from writethru.entail.pieces import Span, word_spans
from writethru.entail.weights import trained

SENTENCE, PASSAGES = 64, 240  # pieces read of each


@dataclass(frozen=True, slots=True)
class Head:
    kinds: tuple[str, ...]  # the first is "supported"
    joint: Joint
    word: Product  # how surely each word of the sentence is amiss,
    rests: Product  # and each word of a passage is of one it rests on
    middle: Product
    end: Product


@cache
def head() -> Head:
    """The weights, read once."""
    w = trained("entail")
    kinds = tuple(w["kinds"].astype(np.uint8).tobytes().decode().split("\n"))
    return Head(kinds, joint(w), *(product(w, k) for k in ("tok", "rel", "middle", "end")))


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
        return _weigh(sentence, passages) if word_spans(sentence, 1) else Weighed(0.0, ())


def headed(outlet: str, day: date | None, text: str) -> str:
    """A passage with who published it and when: "North Press, Monday 6 March: The dam …"."""
    told = [outlet] if outlet else []
    told += [f"{day:%A} {day.day} {day:%B}"] if day else []
    return f"{', '.join(told)}: {text}" if told else text


def _weigh(sentence: str, passages: Sequence[str]) -> Weighed:
    model = head()
    texts = [cut(sentence, SENTENCE)]
    left = PASSAGES
    for p in passages:
        if left > 0:
            texts.append(cut(p, left))
            left -= len(texts[-1][0]) - 2
    late = [0, *(min(LATEST, len(passages) - n) for n in range(len(texts) - 1))]
    read = together(model.joint, texts, late)
    amiss = linear(read.of(0), model.word)[:, 0]
    scores = linear(gelu(linear(_seen(read, amiss, model)[None], model.middle)), model.end)[0]
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    kinds = sorted(zip(model.kinds[1:], chances[1:].tolist(), strict=True), key=lambda k: -k[1])
    spans = word_spans(sentence, MOST)
    likely = [spans[i] for i in np.flatnonzero(amiss > min(0.0, amiss.max() - LEAST))]
    return Weighed(1 - float(chances[0]), tuple(kinds), tuple(dict.fromkeys(likely)))


def _seen(read: Together, amiss: Array, model: Head) -> Array:
    """What the verdict is drawn from: the mark before the sentence, its mean and most, the most of the passages it may rest on, and its
    words by how likely they are amiss."""
    first, own, others = read.vectors[0], read.of(0), read.vectors[read.inner & (read.text > 0)]
    rests = linear(others, model.rests) if len(others) else np.zeros((0, 1), np.float32)
    most = (others - np.logaddexp(np.float32(0), -rests)).max(0) if len(others) else np.zeros_like(first)
    weights = np.exp(amiss - amiss.max())
    found: Array = np.concatenate([first, own.mean(0), own.max(0), most, weights / weights.sum() @ own]).astype(np.float32)
    return found
