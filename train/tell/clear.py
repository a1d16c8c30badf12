"""Trains data/en/clear.npz: whether a line is clear under the headlines alone, by logistic regression on the marks of train/tell/graded.

PYTHONPATH=src .venv/bin/python train/tell/clear.py            # prints the area under the curve over stories left out, in eighths
PYTHONPATH=src .venv/bin/python train/tell/clear.py --write    # and writes the weights
"""

import sys
from pathlib import Path

import numpy as np
from graded import stories

from writethru.entail.encoder import gist
from writethru.tell.clear import Headlines

RIDGE = 1000.0
FOLDS = 8
OUT = Path(__file__).parents[2] / "src/writethru/data/en/clear.npz"


def fitted(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression with ridge (Newton's method), the constant first and free; columns count by their spread."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.column_stack([np.ones(len(x)), (x - mean) / spread])
    ridge = np.diag([0.0] + [RIDGE] * x.shape[1])
    w = np.zeros(z.shape[1])
    for _ in range(20):
        p = 1 / (1 + np.exp(-np.clip(z @ w, -30, 30)))
        step = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + ridge, z.T @ (y - p) - ridge @ w)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return np.concatenate([[w[0] - (w[1:] / spread) @ mean], w[1:] / spread])


def area(y: np.ndarray, score: np.ndarray) -> float:
    """Area under the ROC curve."""
    rank = np.argsort(np.argsort(score)) + 1
    n = int(y.sum())
    return float((rank[y == 1].sum() - n * (n + 1) / 2) / (n * (len(y) - n)))


def main() -> None:
    rows, marks, of = [], [], []
    for n, s in enumerate(stories()):
        heads = Headlines(r.headline for r in s.phrases.reports.values())
        rows += [np.concatenate([[heads.share(t.line.text)], gist(t.line.text)]) for t in s.lines]
        marks += [t.grade.alone for t in s.lines]
        of += [(n, len(s.name) == 1)] * len(s.lines)
    x, y, story = np.array(rows), np.array(marks, float), np.array([n for n, _ in of])
    long = np.array([is_long for _, is_long in of])
    score = np.zeros(len(y))
    for k in range(FOLDS):
        out = story % FOLDS == k
        w = fitted(x[~out], y[~out])
        score[out] = w[0] + x[out] @ w[1:]
    print(f"{len(y)} lines, {y.mean():.3f} clear; area {area(y, score):.3f}, of the long stories {area(y[long], score[long]):.3f}")
    if "--write" in sys.argv:
        w = fitted(x, y).astype(np.float32)
        np.savez(OUT, none=w[0], known=w[1], read=w[2:])


if __name__ == "__main__":
    main()
