"""Train the network of writethru.extract.tagger on the marked reports; writes network.npz.

Usage: python train.py [--wikinews DIR] [--more] [--out FILE] [--epochs N] [--seed N]      --out defaults to src/writethru/data/en/network.npz
Needs JAX, which the project itself does not (`pip install jax`, or `jax[cuda13]` for a GPU). Reports: corpus/*.txt (our own) and,
with --wikinews, the marked Wikinews reports, twice (see wikinews.py). The shipped weights have both.
Adam (Kingma & Ba 2015) with a cosine schedule and gradients clipped at norm 1; what is written is the moving average of the weights.
"""

import argparse
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from arrays import Numbers, batches, number, paragraphs
from jax import random
from model import Weights, loss, start
from reports import HERE, foreign, own
from weights import quantised

RATE, WARM, DECAY, AVERAGE = 2e-3, 200, 1e-4, 0.998  # learning rate, steps until it is reached, weight decay, share of the average kept
BY_COLUMN = ("context", "into", "back", "token", "cue", "conv0", "conv1", "conv2")  # matrices whose outputs have a scale each
SMALL = 16  # a matrix with a side no longer than this is kept as it is


def moved(w: Weights, state: Any, slope: Weights, rates: Weights, t: Any, kept: float) -> tuple[Weights, Any]:
    """Weights, and (first moment, second, average), after a step of Adam: `rates` of each weight, `t` steps done, `kept` of the average."""
    norm = jnp.sqrt(sum((x * x).sum() for x in jax.tree_util.tree_leaves(slope)))
    scale = jnp.minimum(1, 1 / (norm + 1e-9))
    first, second, average = state
    each = jax.tree_util.tree_map
    first = each(lambda m, g: 0.9 * m + 0.1 * g * scale, first, slope)
    second = each(lambda v, g: 0.99 * v + 0.01 * (g * scale) ** 2, second, slope)
    w = each(lambda a, m, v, r: a - r * ((m / (1 - 0.9**t)) / (jnp.sqrt(v / (1 - 0.99**t)) + 1e-7) + DECAY * a), w, first, second, rates)
    return w, (first, second, each(lambda a, b: kept * a + (1 - kept) * b, average, w))


@jax.jit
def step(w: Weights, state: Any, f: Weights, key: Any, rate: Any, t: Any) -> Any:
    """One step: weights, state, loss."""
    value, slope = jax.value_and_grad(loss)(w, f, key)
    return *moved(w, state, slope, jax.tree_util.tree_map(lambda _: rate, w), t, AVERAGE), value


def write(path: Path, w: Weights, numbers: Numbers) -> None:
    """Weights as 8-bit integers, a scale a row or column, small ones as 16-bit floats; and what the inputs are numbered."""
    out: dict[str, np.ndarray] = {}
    for name, value in w.items():
        x = np.asarray(value, np.float32)
        if name == "features":
            x = np.concatenate([np.zeros_like(x[:1]), x[1:]])
        if x.ndim == 1 or min(x.shape) <= SMALL:
            out[name], out[name + ".scale"] = x.astype(np.float16), np.ones(1, np.float32)
        else:
            out[name], out[name + ".scale"] = quantised(x, 0 if name.split(".")[-1] in BY_COLUMN else 1)
    for name in ("vocabulary", "tags", "marks"):
        given = getattr(numbers, name)
        out[name] = np.frombuffer("\n".join(sorted(given, key=given.get)).encode(), dtype=np.uint8)
    np.savez(path, **out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wikinews", type=Path, metavar="DIR")
    parser.add_argument("--more", action="store_true", help="train on corpus/more as well, which the shipped weights are not")
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "src/writethru/data/en/network.npz")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--seed", type=int, default=0)
    a = parser.parse_args()
    mine, theirs = own(a.more), foreign(a.wikinews) if a.wikinews else []
    numbers = number([*mine, *theirs])
    items = [p for r in [*mine, *theirs, *theirs] for p in paragraphs(r, numbers)]
    print(
        len(mine) + len(theirs), "reports", sum(len(r.gold) for r in [*mine, *theirs]), "attributions", len(numbers.vocabulary), "features"
    )
    rng, key = np.random.default_rng(a.seed), random.PRNGKey(a.seed)
    w = start(key, len(numbers.vocabulary), len(numbers.tags), len(numbers.marks))
    zero = jax.tree_util.tree_map(jnp.zeros_like, w)
    state: Any = (zero, zero, w)
    total, t = a.epochs * sum(1 for _ in batches(items, rng)), 0
    for epoch in range(a.epochs):
        values = []
        for f in batches(items, rng):
            t += 1
            key, now = random.split(key)
            rate = RATE * min(1, t / WARM) * max(0.02, 0.5 * (1 + np.cos(np.pi * t / total)))
            w, state, value = step(w, state, f, now, rate, t)
            values.append(value)
        print("epoch", epoch + 1, "loss", round(float(np.mean([float(v) for v in values])), 4), flush=True)
    write(a.out, state[2], numbers)


if __name__ == "__main__":
    main()
