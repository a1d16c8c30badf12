"""Fits what the rules' findings are worth beside the network (`tell.judged.signs`), on files that neither was made on.

    PYTHONPATH=src python train/entail/weigh.py

Prints [judged.weights] of data/en/check.toml, and how the files' sentences fare by the rules, the network and both, each file's by
weights fitted without a fifth of the files that it is of.
"""

import numpy as np
from read import HELD, listed

RIDGE = 1.0


def rows() -> tuple[list[dict[str, float]], np.ndarray, np.ndarray, np.ndarray]:
    """The signs of each sentence, whether it is faulty, its file's number, and whether the rules and the network alone would flag it."""
    from writethru.entail.judge import weigh
    from writethru.tell.ground import LOW
    from writethru.tell.judged import PASSAGES, signs, standing

    x, y, part, alone = [], [], [], []
    names: dict[str, int] = {}
    for _, kind, name, sentences in listed(HELD):
        for s in sentences if len(sentences) == 1 else []:
            if s.share >= LOW and not standing(s.found, s.share):
                seen = weigh(s.text, s.passages(PASSAGES))
                x.append(signs(seen, s.found, s.share))
                y.append(kind != "supported")
                part.append(names.setdefault(name, len(names)) % 5)
                alone.append((bool(s.found), seen.amiss > 0.5))
    return x, np.array(y), np.array(part), np.array(alone)


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's method, the coefficients held to nothing by RIDGE."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        w -= np.linalg.solve((x.T * (p * (1 - p))) @ x + RIDGE * np.eye(len(w)), x.T @ (p - y) + RIDGE * w)
    return w


def balanced(flagged: np.ndarray, y: np.ndarray) -> str:
    found, alarms = flagged[y].mean(), flagged[~y].mean()
    return f"balanced {(found + 1 - alarms) / 2:.3f}, false alarms {alarms:.3f}, found {found:.3f}"


def main() -> None:
    from writethru.tell.judged import MARGIN

    signs, y, part, alone = rows()
    names = list(dict.fromkeys(k for s in signs for k in s))
    x = np.array([[s.get(k, 0.0) for k in names] for s in signs])
    both = np.zeros(len(y), bool)
    for p in range(5):
        both[part == p] = x[part == p] @ fit(x[part != p], y[part != p]) > MARGIN
    for name, flagged in (("rules", alone[:, 0]), ("network", alone[:, 1]), ("both", both)):
        print(f"# {len(y)} sentences, {name}: {balanced(flagged, y)}")
    for k, w in zip(names, fit(x, y), strict=True):
        print(f"{k} = {w:.2f}")


if __name__ == "__main__":
    main()
