"""The attribution network's arithmetic: a two-layer bidirectional LSTM over a text's chunks, and the scores of a cue's own labels.

NumPy alone; weights in data/en/network.npz, made by train/attribution/train.py, kept as 8-bit integers with a scale for each row.
LSTM: Hochreiter & Schmidhuber 1997, bidirectional tagging as in Huang, Xu & Yu 2015; gated convolutions: Dauphin et al. 2017.
"""

from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from writethru.arithmetic import Array, gelu

Ints = NDArray[np.int64]
DILATIONS = (1, 3, 9)  # of the linker's convolutions


@dataclass(frozen=True, slots=True)
class Layer:
    """One bidirectional LSTM layer, both directions side by side: gates in, forget, out, then what is proposed."""

    into: Array  # (inputs, 8h)
    bias: Array  # (8h,)
    back: Array  # (2, h, 4h)


@dataclass(frozen=True, slots=True)
class Network:
    """All weights. `vocabulary`, `tags` and `marks` number the features, parts of speech and quotation marks a token is given."""

    vocabulary: dict[str, int]
    tags: dict[str, int]
    marks: dict[str, int]
    context: Array  # (SIZE of the encoder, d)
    features: Array  # (features, d); row 0 is nothing
    tag: Array
    mark: Array
    opens: Array  # (d,): added where a sentence begins
    bias: Array
    layers: tuple[Layer, ...]
    one: Array  # (2h, labels): stage one
    one_next: Array  # (labels, labels): from, to
    token: Array  # (2h, z): stage two's view of a token
    cue: Array  # (2h, z): and of its cue
    distance: Array
    between: Array
    label: Array
    link_bias: Array
    convolutions: tuple[tuple[Array, Array, Array], ...]  # weights, bias, gain
    two: Array  # (z, 5)
    two_next: Array


@cache
def network() -> Network:
    """The weights, read once."""
    with as_file(files("writethru.data") / "en" / "network.npz") as path, np.load(path) as z:
        number: dict[str, Any] = {
            k: {x: i for i, x in enumerate(z[k].tobytes().decode().split("\n"))} for k in ("vocabulary", "tags", "marks")
        }
        w = {k: z[k].astype(np.float32) * z[k + ".scale"] for k in z.files if k + ".scale" in z.files}
    layers = tuple(
        _layer(
            w[f"forward{n}.into"], w[f"back{n}.into"], w[f"forward{n}.bias"], w[f"back{n}.bias"], w[f"forward{n}.back"], w[f"back{n}.back"]
        )
        for n in range(sum(k.endswith(".into") for k in w) // 2)
    )
    convolutions = tuple((w[f"conv{n}"], w[f"conv{n}.bias"], w[f"conv{n}.gain"]) for n in range(len(DILATIONS)))
    plain = {f.name: w[f.name] for f in fields(Network) if f.name in w}
    return Network(**number, layers=layers, convolutions=convolutions, **plain)


def _layer(into: Array, back_into: Array, bias: Array, back_bias: Array, rec: Array, back_rec: Array) -> Layer:
    """The first three gates halved: sigmoid(x) = (tanh(x / 2) + 1) / 2, so one tanh serves all four."""
    h = rec.shape[0]
    half = np.ones(4 * h, np.float32)
    half[: 3 * h] = 0.5
    return Layer(
        np.concatenate([into * half, back_into * half], 1),
        np.concatenate([bias * half, back_bias * half]),
        np.stack([rec * half, back_rec * half]),
    )


def encode(net: Network, x: Array, lengths: Ints) -> Array:
    """What each token is in its chunk: x (tokens, d), chunks one after another, their lengths -> (tokens, 2h)."""
    order = np.argsort(-lengths, kind="stable")
    starts = (np.cumsum(lengths) - lengths)[order]
    sizes = lengths[order]
    live = np.searchsorted(-sizes, -np.arange(sizes[0]), side="left")  # chunks longer than each step
    step = np.repeat(np.arange(sizes[0]), live)
    chunk = np.concatenate([np.arange(n) for n in live])
    forward, backward = starts[chunk] + step, starts[chunk] + sizes[chunk] - 1 - step
    for n, layer in enumerate(net.layers):
        y = _bilstm(layer, x, forward, backward, live)
        x = x + y if n else y
    return x


def _bilstm(layer: Layer, x: Array, forward: Ints, backward: Ints, live: Ints) -> Array:
    """One layer, both directions and all chunks a step at a time; `forward` and `backward` give each step's tokens, longest chunk first."""
    h = layer.back.shape[1]
    ready = x @ layer.into + layer.bias
    gates = np.stack([ready[forward, : 4 * h], ready[backward, 4 * h :]])
    out = np.empty((2, len(x), h), np.float32)
    cell = np.zeros((2, int(live[0]), h), np.float32)
    hidden, first = cell, 0
    for n in live.tolist():
        g = gates[:, first : first + n]
        if first:
            g += hidden[:, :n] @ layer.back
        np.tanh(g, out=g)
        g[:, :, : 3 * h] += 1
        g[:, :, : 3 * h] *= 0.5
        c = cell[:, :n]
        c *= g[:, :, h : 2 * h]
        c += g[:, :, :h] * g[:, :, 3 * h :]
        hidden = out[:, first : first + n]
        np.tanh(c, out=hidden)
        hidden *= g[:, :, 2 * h : 3 * h]
        first += n
    joined = np.empty((len(x), 2 * h), np.float32)
    joined[forward, :h] = out[0]
    joined[backward, h:] = out[1]
    return joined


def softmax(x: Array) -> Array:
    """Over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    total: Array = e / e.sum(-1, keepdims=True)
    return total


def link_scores(net: Network, token: Array, cue: Array, seen: Array, first: Ints, last: Ints, mask: Array) -> Array:
    """Stage two: scores (cues, length, 5) of the labels of the tokens round each cue.

    token (cues, length, z) and cue (cues, z) are projections of `encode`; seen (cues, length, labels + 1) is how probable each label
    of stage one is and whether the token is a comma or the like; the cue stands at first..last; mask is 0 past a window's end.
    """
    place = np.arange(token.shape[1])[None]
    left, right = first[:, None] - place, place - last[:, None]
    distance = np.where(left > 0, _bucket(left), np.where(right > 0, 19 + _bucket(right), 39))
    distance[(place >= first[:, None]) & (place <= last[:, None])] = 0
    counts = np.cumsum(seen[..., [1, 3, 5, -1]], 1)  # cues, sources, contents, commas begun
    counts = np.abs(counts - np.take_along_axis(counts, first[:, None, None], 1))
    some = np.minimum(counts, 1)
    counted = np.concatenate([some, np.minimum(counts, 3) / 3, counts / (1 + counts), np.where((left > 0)[..., None], some, 0)], -1)
    z = token + cue[:, None] + net.distance[distance] + counted @ net.between + seen[..., :-1] @ net.label + net.link_bias
    z = gelu(z) * mask[..., None]
    for (weight, bias, gain), dilation in zip(net.convolutions, DILATIONS, strict=True):
        normal = z / np.sqrt((z * z).mean(-1, keepdims=True) + 1e-5) * gain
        around = np.concatenate([_shifted(normal, dilation), normal, _shifted(normal, -dilation)], -1)
        a, b = np.split(around @ weight + bias, 2, -1)
        z = (z + a / (1 + np.exp(-b))) * mask[..., None]
    scores: Array = z @ net.two
    return scores


def _bucket(n: Ints) -> Ints:
    """A distance: itself to 4, then half octaves."""
    far = np.minimum(4 + np.floor(2 * np.log2(np.maximum(n, 1) / 4)), 18)
    return np.where(n <= 4, n, far).astype(np.int64)


def _shifted(x: Array, by: int) -> Array:
    """(cues, length, z) moved along its length, zeros coming in."""
    out = np.zeros_like(x)
    if by > 0:
        out[:, by:] = x[:, :-by]
    else:
        out[:, :by] = x[:, -by:]
    return out
