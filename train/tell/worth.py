"""Fits data/en/worth.toml: what a claim is worth to an editor, by ridge regression on the grades of train/tell/graded.

    PYTHONPATH=src .venv/bin/python train/tell/worth.py            # prints, for every story left out, what would be told on top
    PYTHONPATH=src .venv/bin/python train/tell/worth.py --write    # and writes the weights

Every story counts alike."""

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from graded import Story, stories

from writethru.tell.content import same_news
from writethru.tell.worth import Features

RIDGE = 100.0
TOP = 6
OUT = Path(__file__).parents[2] / "src/writethru/data/en/worth.toml"
HEAD = """# What tells the worth of a claim to an editor, 0 to 3: tell/worth.py. Made by train/tell/worth.py from grades that editors gave to lines of our own stories.
[weights]
"""


def fitted(x: np.ndarray, y: np.ndarray, story: np.ndarray) -> np.ndarray:
    """Weights, the constant first, that make the squared errors least; each feature is held back in proportion to its spread."""
    much = 1 / np.unique(story, return_counts=True)[1][np.unique(story, return_inverse=True)[1]]
    much *= len(y) / much.sum()
    mean, spread = np.average(x, 0, much), x.std(0) + 1e-9
    z = (x - mean) / spread
    w = np.linalg.solve((z * much[:, None]).T @ z + RIDGE * np.eye(z.shape[1]), (z * much[:, None]).T @ (y - np.average(y, 0, much)))
    return np.concatenate([[np.average(y, 0, much) - (w / spread) @ mean], w / spread])


def top(s: Story, score: Sequence[float]) -> list[int]:
    """The lines of highest score of which none says what another says."""
    out: list[int] = []
    for n in sorted(range(len(score)), key=lambda n: -score[n]):
        if len(out) < TOP and not any(same_news(s.lines[n].line.text, s.lines[m].line.text) for m in out):
            out.append(n)
    return out


def main() -> None:
    told = [s for s in stories() if s.lines]
    found = [[Features(s.ledger, s.phrases).of(t.claim) for t in s.lines] for s in told]
    names = sorted(found[0][0])
    x = np.array([[f[k] for k in names] for rows in found for f in rows])
    y = np.array([t.grade.worth for s in told for t in s.lines], float)
    story = np.array([n for n, s in enumerate(told) for _ in s.lines])
    guess = np.zeros(len(y))
    for n in range(len(told)):
        w = fitted(x[story != n], y[story != n], story[story != n])
        guess[story == n] = w[0] + x[story == n] @ w[1:]
    for what, score in (("weight", x[:, names.index("weight")]), ("worth", guess), ("grade", y)):
        for kind in (True, False):
            picked = [(s.lines[i].grade, n) for n, s in enumerate(told) if (len(s.name) == 1) == kind for i in top(s, score[story == n])]
            grades = [g.worth for g, _ in picked]
            print(
                f"{what:7} {'long ' if kind else 'short'} top {TOP}: mean {np.mean(grades):.2f}, threes {np.mean(np.array(grades) == 3):.2f}, alone {np.mean([g.alone for g, _ in picked]):.2f}"
            )
    print(f"{len(y)} lines of {len(told)} stories, correlation {np.corrcoef(guess, y)[0, 1]:.3f}")
    w = fitted(x, y, story)
    lines = [f"none = {w[0]:.4f}", *(f"{k} = {v:.4f}" for k, v in zip(names, w[1:], strict=True))]
    print("\n".join(lines))
    if "--write" in sys.argv:
        OUT.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
