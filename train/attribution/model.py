"""The attribution network in JAX, for training; writethru.extract.network is the same arithmetic in NumPy.

Loss: negative log-likelihood of two linear chains (Lafferty, McCallum & Pereira 2001), stage one's a token, stage two's a cue.
"""

from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax, random

from writethru.entail.encoder import SIZE
from writethru.extract.network import DILATIONS
from writethru.extract.viterbi import allowed

D, H, Z, LAYERS = 160, 128, 64, 2  # input, hidden units a direction, stage two's units, LSTM layers
LABELS, LINKED = 7, 5
DROP, NO_WORD, NO_FEATURE, LINK_DROP = 0.5, 0.2, 0.15, 0.2  # shares dropped in training: units, word forms, features, stage two's units
NO_CONTEXT = 0.1  # and tokens whose vector of the encoder is left out
PER_CUE = 12  # stage two's loss of a cue weighs as this many of stage one's tokens
ONE, TWO = (allowed(np.zeros((n, n), np.float32)) for n in (LABELS, LINKED))
Weights = dict[str, Any]


def start(key: Any, features: int, tags: int, marks: int) -> Weights:
    """Random weights under the names the shipped file has."""
    keys = iter(random.split(key, 64))

    def normal(*shape: int, scale: float | None = None) -> Any:
        return random.normal(next(keys), shape) * (scale or 1 / np.sqrt(shape[0]))

    w: Weights = {"features": normal(features, D, scale=0.1), "tag": normal(tags, D, scale=0.1), "mark": normal(marks, D, scale=0.1)}
    w["context"] = normal(SIZE, D, scale=0.03)
    w |= {"opens": normal(D, scale=0.1), "bias": jnp.zeros(D)}
    for n in range(LAYERS):
        for way in ("forward", "back"):
            w |= {f"{way}{n}.into": normal(2 * H if n else D, 4 * H), f"{way}{n}.back": normal(H, 4 * H)}
            w[f"{way}{n}.bias"] = jnp.zeros(4 * H).at[H : 2 * H].set(1.0)
    w |= {"one": normal(2 * H, LABELS), "one_next": jnp.zeros((LABELS, LABELS)), "token": normal(2 * H, Z), "cue": normal(2 * H, Z)}
    w |= {"distance": normal(40, Z, scale=0.1), "between": normal(16, Z, scale=0.1), "label": normal(LABELS, Z, scale=0.3)}
    w |= {"link_bias": jnp.zeros(Z), "two": normal(Z, LINKED), "two_next": jnp.zeros((LINKED, LINKED))}
    for n in range(len(DILATIONS)):
        w |= {f"conv{n}": normal(3 * Z, 2 * Z), f"conv{n}.bias": jnp.zeros(2 * Z), f"conv{n}.gain": jnp.ones(Z)}
    return w


def _drop(key: Any, x: Any, share: float) -> Any:
    return x * random.bernoulli(key, 1 - share, x.shape) / (1 - share)


def _hidden(key: Any, context: Any) -> Any:
    """The vectors of the encoder with those of some tokens left out."""
    return context * random.bernoulli(key, 1 - NO_CONTEXT, context.shape[:2])[..., None]


def _lstm(x: Any, mask: Any, into: Any, back: Any, bias: Any, reverse: bool) -> Any:
    def step(state: Any, given: Any) -> Any:
        hidden, cell = state
        ready, inside = given
        i, f, o, u = jnp.split(ready + hidden @ back, 4, -1)
        cell = (jax.nn.sigmoid(f) * cell + jax.nn.sigmoid(i) * jnp.tanh(u)) * inside
        hidden = jax.nn.sigmoid(o) * jnp.tanh(cell) * inside
        return (hidden, cell), hidden

    zero = jnp.zeros((x.shape[0], H))
    steps = (x @ into + bias).swapaxes(0, 1), mask.swapaxes(0, 1)[:, :, None]
    return lax.scan(step, (zero, zero), steps, reverse=reverse)[1].swapaxes(0, 1)


def encode(w: Weights, f: Weights, key: Any) -> Any:
    """(rows, length, 2h); `key` None when not training."""
    keys = random.split(key, 5 + LAYERS) if key is not None else None
    form = f["form"]
    if keys is not None:
        form = jnp.where(random.bernoulli(keys[0], 1 - NO_FEATURE, form.shape), form, 0)
        form = form.at[:, :, 0].set(jnp.where(random.bernoulli(keys[1], 1 - NO_WORD, form.shape[:2]), form[:, :, 0], 0))
    x = (
        w["features"].at[0].set(0.0)[form].sum(2)
        + w["tag"][f["tag"]]
        + w["mark"][f["mark"]]
        + f["opens"][..., None] * w["opens"]
        + w["bias"]
        + (f["context"] if keys is None else _hidden(keys[-2], f["context"])) @ w["context"]
    )
    mask = f["mask"][..., None]
    for n in range(LAYERS):
        x = (x if keys is None else _drop(keys[2 + n], x, DROP)) * mask
        ways = (
            _lstm(x, f["mask"], *(w[f"{way}{n}.{part}"] for part in ("into", "back", "bias")), way == "back") for way in ("forward", "back")
        )
        y = jnp.concatenate(list(ways), -1)
        x = x + y if n else y
    return (x if keys is None else _drop(keys[-1], x, DROP)) * mask


def _bucket(n: Any) -> Any:
    return jnp.where(n <= 4, n, jnp.minimum(4 + jnp.floor(2 * jnp.log2(jnp.maximum(n, 1) / 4.0)), 18)).astype(jnp.int32)


def _shifted(x: Any, by: int) -> Any:
    zero = jnp.zeros_like(x[:, : abs(by)])
    return jnp.concatenate([zero, x[:, :-by]], 1) if by > 0 else jnp.concatenate([x[:, -by:], zero], 1)


def link_scores(w: Weights, hidden: Any, scores: Any, f: Weights, key: Any) -> Any:
    """(cues, length, 5): stage two's scores, stage one's labels taken as given."""
    cue, mask, place = f["cue"], f["mask"][f["row"]][..., None], jnp.arange(f["cue"].shape[1])[None]
    first = jnp.min(jnp.where(cue > 0, place, 10000), -1, keepdims=True)
    left, right = first - place, place - jnp.max(jnp.where(cue > 0, place, -1), -1, keepdims=True)
    distance = jnp.where(cue > 0, 0, jnp.where(left > 0, _bucket(left), jnp.where(right > 0, 19 + _bucket(right), 39)))
    label = lax.stop_gradient(jax.nn.softmax(scores, -1))[f["row"]] * mask
    counts = jnp.cumsum(jnp.concatenate([label[..., 1:2], label[..., 3:4], label[..., 5:6], f["comma"][f["row"]][..., None]], -1), 1)
    at = jnp.clip(first[:, 0], 0, cue.shape[1] - 1)
    counts = jnp.abs(counts - jnp.take_along_axis(counts, at[:, None, None], 1))
    some = jnp.minimum(counts, 1)
    counted = jnp.concatenate([some, jnp.minimum(counts, 3) / 3, counts / (1 + counts), jnp.where((left > 0)[..., None], some, 0.0)], -1)
    own = jnp.einsum("pl,pld->pd", cue / jnp.maximum(cue.sum(-1, keepdims=True), 1), (hidden @ w["cue"])[f["row"]])
    z = (
        (hidden @ w["token"])[f["row"]]
        + own[:, None]
        + w["distance"][distance]
        + counted @ w["between"]
        + label @ w["label"]
        + w["link_bias"]
    )
    keys = random.split(key, 2) if key is not None else None
    z = jax.nn.gelu(z)
    z = (z if keys is None else _drop(keys[0], z, LINK_DROP)) * mask
    for n, dilation in enumerate(DILATIONS):
        normal = z * lax.rsqrt((z * z).mean(-1, keepdims=True) + 1e-5) * w[f"conv{n}.gain"]
        around = jnp.concatenate([_shifted(normal, dilation), normal, _shifted(normal, -dilation)], -1)
        a, b = jnp.split(around @ w[f"conv{n}"] + w[f"conv{n}.bias"], 2, -1)
        z = (z + a * jax.nn.sigmoid(b)) * mask
    return (z if keys is None else _drop(keys[1], z, LINK_DROP)) @ w["two"]


def _unlikely(scores: Any, moves: Any, labels: Any, mask: Any) -> Any:
    """The negative log-likelihood of each sequence's labels."""

    def step(value: Any, given: Any) -> Any:
        emit, inside = given
        new = jax.nn.logsumexp(value[:, :, None] + moves[None], 1) + emit
        return jnp.where(inside[:, None] > 0, new, value), None

    begin = jnp.zeros(scores.shape[-1]).at[2::2].set(-1e4)
    value, _ = lax.scan(step, scores[:, 0] + begin, (scores.swapaxes(0, 1)[1:], mask.swapaxes(0, 1)[1:]))
    given = (jnp.take_along_axis(scores, labels[..., None], -1)[..., 0] * mask).sum(1) + begin[labels[:, 0]]
    return jax.nn.logsumexp(value, -1) - given - (moves[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)


def loss(w: Weights, f: Weights, key: Any) -> Any:
    """Stage one's loss a token and stage two's a cue, over PER_CUE."""
    one, two = random.split(key)
    hidden = encode(w, f, one)
    scores = hidden @ w["one"]
    tagged = (_unlikely(scores, w["one_next"] + ONE, f["labels"], f["mask"]) * (f["mask"].sum(1) > 0)).sum() / f["mask"].sum()
    linked = _unlikely(link_scores(w, hidden, scores, f, two), w["two_next"] + TWO, f["linked"], f["mask"][f["row"]])
    return tagged + (linked * f["real"]).sum() / jnp.maximum(1, f["real"].sum()) / PER_CUE
