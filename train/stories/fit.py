"""Fits the story weights to invented incidents (invent.py) and prints them beside the shipped ones; nothing is written.

    python train/stories/fit.py [SET_FOLDER ...]

Each report is compared with its candidates while every earlier one stands where it belongs; a logistic regression with ridge
(Newton's method) learns which candidate is its story. With folders, as vary.py reads them, both settings are scored on these.
"""

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
from invent import invented
from vary import as_report, lines, scores

from writethru.model import Report
from writethru.relate import story
from writethru.relate.features import Features
from writethru.relate.story import WEIGHTS, Grouper

RIDGE = 1.0


class Taught(Grouper):
    """Puts each report where it belongs and notes the signs of every candidate it might have been put to."""

    def __init__(self, truth: dict[str, str]) -> None:
        super().__init__()
        self.signs: list[tuple[float, ...]] = []
        self.right: list[bool] = []
        self._truth = truth
        self._known: dict[str, int] = {}

    def _choose(self, report: Report, found: Features, vector: dict[str, float], day: int | None) -> int | None:
        evidence = self._evidence(found, vector)
        best = sorted(evidence, key=lambda n: (-evidence[n].likeness, n))[: self.settings.candidates]
        titled = {t: self._rarity(t) for t in sorted(found.title)}
        mine = self._known.get(self._truth[report.id])
        for n in best:
            other = next((evidence[m].likeness for m in best if m != n), 0.0)
            self.signs.append(self._signs(self.memory.stories[n], evidence[n], other, found.ages, titled, day))
            self.right.append(n == mine)
        self._known.setdefault(self._truth[report.id], self.memory.count)
        return mine


def fitted(signs: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression; the constant is not drawn to zero."""
    w = np.zeros(signs.shape[1])
    ridge = np.diag([0.0] + [RIDGE] * (len(w) - 1))
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(signs @ w, -30, 30)))
        slope = signs.T @ (right - p) - ridge @ w
        bend = (signs * (p * (1 - p))[:, None]).T @ signs + ridge
        step = np.linalg.solve(bend + 1e-9 * np.eye(len(w)), slope)
        w += step
        if np.abs(step).max() < 1e-6:
            break
    return w


def grouped(rows: list[Report], truth: dict[str, str], settings: story.Settings) -> str:
    grouper = Grouper(settings)
    return scores([truth[r.id] for r in rows], [grouper.add(r) for r in rows])


def main(folders: list[Path]) -> None:
    """Prints weights and scores."""
    signs, right = [], []
    for seed, size in enumerate((60, 300, 1200)):  # new desks and old ones
        told = invented(size, seed)
        taught = Taught({r.id: s for r, s in told})
        for r, _ in told:
            taught.add(r)
        signs += taught.signs
        right += taught.right
    weights = dict(zip(WEIGHTS, np.round(fitted(np.array(signs), np.array(right, float)), 2).tolist(), strict=True))
    shipped = story.settings()
    for name, w in weights.items():
        print(f"{name:9} fitted {w:7.2f}  shipped {getattr(shipped, name):6.2f}")
    told = invented(800, 99)
    sets = [("invented, another seed", [r for r, _ in told], {r.id: s for r, s in told})]
    for folder in folders:
        gold = {r["id"]: r["story"] for r in lines(folder / "gold.jsonl.gz")}
        sets.append((folder.name, [as_report(r) for r in lines(folder / "inputs.jsonl.gz")], gold))
    for name, rows, truth in sets:
        print(f"{name}\n  shipped {grouped(rows, truth, shipped)}\n  fitted  {grouped(rows, truth, replace(shipped, **weights))}")


if __name__ == "__main__":
    main([Path(a) for a in sys.argv[1:]])
