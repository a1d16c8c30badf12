"""Train the attribution network and the small encoder it reads with together, from where train.py and distil.py left them.

Usage: python tune.py [--wikinews DIR] [--more] [--network FILE] [--context FILE] [--out DIR] [--epochs N]     files default to those that ship
The encoder's steps are smaller than the network's by SLOWER. What is written is the moving average of the weights.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from arrays import Numbers, Paragraph, batches, grouped, paragraphs
from jax import random
from model import Weights, loss
from reports import HERE, foreign, own
from train import moved, write
from weights import floats, write_encoder

from writethru.entail.encoder import HEAD, Encoder, untuned
from writethru.entail.pieces import CLS, SEP
from writethru.extract.context import LAYERS, MOST

DATA = HERE.parents[1] / "src/writethru/data/en"
RATE, SLOWER, WARM = 6e-4, 0.15, 60  # learning rate, the encoder's share of it, steps until it is reached
PIECES = {32: 64}  # of a window in a batch of paragraphs so long; else MOST and two
WINDOWS = {32: 128, 64: 72, 96: 64, 128: 60, 192: 56, 320: 52, 608: 48}  # in a batch; windows beyond are not read
AVERAGE = 0.99  # share of the average kept
LOST = 0.1  # share of units dropped between layers


def encoded(enc: Weights, x: Any, mask: Any, key: Any) -> Any:
    """The encoder's layers over windows: (windows, pieces, SIZE); see writethru.entail.encoder.in_context."""

    def norm(x: Any, name: str) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        return centred * jax.lax.rsqrt((centred * centred).mean(-1, keepdims=True) + 1e-12) * enc[name + ".gain"] + enc[name + ".bias"]

    def dropped(x: Any, n: int) -> Any:
        return x * random.bernoulli(random.fold_in(key, n), 1 - LOST, x.shape) / (1 - LOST)

    hidden = (mask - 1)[:, None, None] * 1e4
    for n in range(LAYERS):
        q, k, v = ((x @ enc[f"{n}.{p}"] + enc[f"{n}.{p}.bias"]).reshape(*x.shape[:2], -1, HEAD).swapaxes(1, 2) for p in range(3))
        scores = jax.nn.softmax(q @ k.swapaxes(2, 3) * HEAD**-0.5 + hidden, -1)
        mixed = (scores @ v).swapaxes(1, 2).reshape(*x.shape[:2], -1)
        x = norm(x + dropped(mixed @ enc[f"{n}.3"] + enc[f"{n}.3.bias"], 2 * n), f"{n}.norm0")
        inner = jax.nn.gelu(x @ enc[f"{n}.4"] + enc[f"{n}.4.bias"])
        x = norm(x + dropped(inner @ enc[f"{n}.5"] + enc[f"{n}.5.bias"], 2 * n + 1), f"{n}.norm1")
    return x


def both(all_weights: tuple[Weights, Weights], f: Weights, key: Any) -> Any:
    w, enc = all_weights
    first, second = random.split(key)
    rows, length = f["labels"].shape
    x = encoded(enc, f["pieces"], f["here"], first)
    found = jax.ops.segment_sum(x.reshape(-1, x.shape[-1]), f["token"].reshape(-1), rows * length + 1)[:-1]
    context = (found / jnp.maximum(f["counts"], 1)[:, None]).reshape(rows, length, -1)
    return loss(w, f | {"context": context}, second)


@jax.jit
def step(weights: Any, state: Any, f: Weights, key: Any, rate: Any, t: Any) -> Any:
    """One step: weights, state, loss."""
    value, slope = jax.value_and_grad(both)(weights, f, key)
    rates = tuple(jax.tree_util.tree_map(lambda _, r=r: r, w) for w, r in zip(weights, (rate, rate * SLOWER), strict=True))
    return *moved(weights, state, slope, rates, t, AVERAGE), value


def with_pieces(f: dict[str, np.ndarray], group: list[Paragraph], model: Encoder) -> dict[str, np.ndarray]:
    """A batch with the pieces of its windows out of context, where they are, the token each is of and how many a token has."""
    rows, length = f["labels"].shape
    wide, most = PIECES.get(length, MOST + 2), WINDOWS[length]
    ids, token = np.zeros((most, wide), np.int64), np.full((most, wide), rows * length)
    here = np.zeros((most, wide), np.float32)
    n = 0
    for row, p in enumerate(group):
        at = row * length
        for window in p.windows:
            told = [CLS, *(x for t in window for x in t), SEP][:wide]
            if n < most:
                ids[n, : len(told)], here[n, : len(told)] = told, 1
                of = np.repeat(np.arange(at, at + len(window)), [len(t) for t in window])[: wide - 2]
                token[n, 1 : 1 + len(of)] = of
                n += 1
            at += len(window)
    x = model.placed(ids.ravel().tolist(), np.tile(np.arange(wide), most)).reshape(most, wide, -1)
    out = {k: v for k, v in f.items() if k != "context"}
    return out | {"pieces": x, "here": here, "token": token, "counts": np.bincount(token.ravel(), minlength=rows * length + 1)[:-1]}


def numbered(path: Path) -> Numbers:
    """What a network's inputs are numbered."""
    with np.load(path) as z:
        return Numbers(*({x: i for i, x in enumerate(z[k].tobytes().decode().split("\n"))} for k in ("vocabulary", "tags", "marks")))


def in_batches(items: list[Paragraph], rng: np.random.Generator, model: Encoder) -> Iterator[dict[str, np.ndarray]]:
    for f, group in grouped(items, rng):
        yield with_pieces(f, group, model)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wikinews", type=Path, metavar="DIR")
    parser.add_argument("--more", action="store_true", help="train on corpus/more as well")
    parser.add_argument("--network", type=Path, default=DATA / "network.npz")
    parser.add_argument("--context", type=Path, default=DATA / "context.npz")
    parser.add_argument("--out", type=Path, default=DATA)
    parser.add_argument("--epochs", type=int, default=5)
    a = parser.parse_args()
    mine, theirs = own(a.more), foreign(a.wikinews) if a.wikinews else []
    numbers = numbered(a.network)
    items = [p for r in [*mine, *theirs, *theirs] for p in paragraphs(r, numbers)]
    rng, key, model = np.random.default_rng(0), random.PRNGKey(0), untuned(0)
    weights: Any = jax.tree_util.tree_map(jnp.asarray, (floats(a.network), floats(a.context)))
    zero = jax.tree_util.tree_map(jnp.zeros_like, weights)
    state: Any = (zero, zero, weights)
    total, t = a.epochs * sum(1 for _ in batches(items, rng)), 0
    print(total, "steps", flush=True)
    for epoch in range(a.epochs):
        values = []
        for f in in_batches(items, rng, model):
            t += 1
            key, now = random.split(key)
            rate = RATE * min(1, t / WARM) * max(0.02, 0.5 * (1 + np.cos(np.pi * t / total)))
            weights, state, value = step(weights, state, f, now, rate, t)
            values.append(float(value))
            if t % 20 == 0:
                print(t, round(float(np.mean(values[-20:])), 4), flush=True)
        print("epoch", epoch + 1, "loss", round(float(np.mean(values)), 4), flush=True)
        write(a.out / "network.npz", state[2][0], numbers)
        write_encoder(a.out / "context.npz", state[2][1])


if __name__ == "__main__":
    main()
