"""Fits the log-linear choice of `writethru.extract.ends`: cases of candidate ends -> weights by feature.

Maximum likelihood with an L2 prior by L-BFGS (Nocedal 1980), in numpy.
"""

from collections import Counter, deque
from pathlib import Path

import numpy as np

Case = tuple[list[list[str]], int]  # the features of each candidate, the index of the true one
SEEN = 5  # times a feature must be seen
LEAST = 0.03  # smaller weights are not written


def fit(cases: list[Case], prior: float = 4.0, rounds: int = 80) -> dict[str, float]:
    """Weights of the features seen often enough."""
    counts = Counter(x for rows, _ in cases for row in rows for x in set(row))
    index = {x: i for i, x in enumerate(sorted(x for x, n in counts.items() if n >= SEEN))}
    candidate, feature, starts, true = [], [], [], []
    n = 0
    for rows, at in cases:
        starts.append(n)
        true.append(n + at)
        for row in rows:
            for x in set(row) & index.keys():
                candidate.append(n)
                feature.append(index[x])
            n += 1
    c, f, s, t = (np.array(v) for v in (candidate, feature, starts, true))
    group = np.repeat(np.arange(len(cases)), np.diff(np.append(s, n)))
    hit = np.zeros(n)
    hit[t] = 1

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        score = np.bincount(c, w[f], n)
        top = np.maximum.reduceat(score, s)
        e = np.exp(score - top[group])
        z = np.add.reduceat(e, s)
        likelihood = (score[t] - top - np.log(z)).sum() - prior / 2 * (w @ w)
        return -likelihood, prior * w - np.bincount(f, (hit - e / z[group])[c], len(index))

    w = _lbfgs(loss, np.zeros(len(index)), rounds)
    return {x: float(w[i]) for x, i in index.items() if abs(w[i]) >= LEAST}


def _lbfgs(loss, w: np.ndarray, rounds: int) -> np.ndarray:  # type: ignore[no-untyped-def]
    pairs: deque[tuple[np.ndarray, np.ndarray]] = deque(maxlen=10)
    value, slope = loss(w)
    for _ in range(rounds):
        q, kept = slope.copy(), []
        for ds, dg in reversed(pairs):
            a = (ds @ q) / (ds @ dg)
            kept.append(a)
            q -= a * dg
        q *= (pairs[-1][0] @ pairs[-1][1]) / (pairs[-1][1] @ pairs[-1][1]) if pairs else 1 / max(1.0, float(np.linalg.norm(q)))
        for (ds, dg), a in zip(pairs, reversed(kept), strict=True):
            q += ds * (a - (dg @ q) / (ds @ dg))
        step = 1.0
        while True:
            new, changed = loss(w - step * q)
            if new <= value - 1e-4 * step * (slope @ q) or step < 1e-8:
                break
            step /= 2
        pairs.append((-step * q, changed - slope))
        done = abs(value - new) < 1e-5 * abs(value)
        w, value, slope = w - step * q, new, changed
        if done:
            break
    return w


def write(weights: dict[str, float], path: Path) -> None:
    path.write_text("".join(f"{x}\t{w:.2f}\n" for x, w in sorted(weights.items())), encoding="utf-8")
