"""What tells whether two statements of two outlets say one thing: pairs worth a look, and soft signs for and against each of them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log

import numpy as np

from writethru.arithmetic import Array
from writethru.entail.encoder import plain
from writethru.reconcile.again import names
from writethru.reconcile.likeness import clash, contrary, days_apart, figures_clash, quote_likeness, same_voice, word_likeness
from writethru.reconcile.shares import like
from writethru.reconcile.unit import Telling, Unit

NEAREST = 6  # statements of other outlets that each is set beside
ROWS = 512  # statements compared with all others at once
COMMON = 4.0  # weight of words that a statement shares with no other, beside its own: what is short is like everything
FEW = 12.0  # words beyond which a statement is long
MET = 6.0  # words in common beyond which more say nothing
LATE = 3.0  # days apart, the same
SIGNS = (
    "words", "early held, alike", "late held, alike", "gist", "words, named", "held, least", "held, most", "words met", "quotation",
    "one voice", "two voices", "one without a source", "number met", "other numbers", "one without a number", "figures clash", "clash",
    "contrary", "one possible", "one denies", "one denied by its source", "one declined or asked", "days apart", "length", "longer",
    "names met", "no names",
)  # fmt: skip
_SILENT = ("declined", "asked")


class Gists:
    """The words of some statements as vectors (`encoder.plain`), weighed by how rare they are among them."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.found = [plain(u.text) for u in units]
        df = Counter(i for ids, _ in self.found for i in set(ids))
        self.rare = [np.array([log(1 + len(units) / df[i]) for i in ids], np.float32) for ids, _ in self.found]
        mean = np.array([w @ x for w, (_, x) in zip(self.rare, self.found, strict=True)])
        self.mean: Array = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), np.float32(1e-9))

    def held(self, i: int, j: int) -> tuple[float, float]:
        """How far the words of the one have their like in the other, both ways (as BERTScore; Zhang et al. 2020)."""
        like = self.found[i][1] @ self.found[j][1].T
        a, b = self.rare[i], self.rare[j]
        return float(like.max(1) @ a / a.sum()), float(like.max(0) @ b / b.sum())


def nearest(units: Sequence[Unit], gists: Gists, idf: Telling) -> list[tuple[int, int]]:
    """Index pairs (i < j) of statements of two outlets, none written from the other, each among those most like one of the two by the words
    they share and the gist of all. Time is quadratic in the statements, with a small factor: one product of matrices."""
    postings: dict[str, list[int]] = defaultdict(list)
    for i, u in enumerate(units):
        for w in u.stems:
            postings[w].append(i)
    at = {w: np.array(found) for w, found in postings.items()}
    weight = np.array([idf.total(u.stems) for u in units], np.float32)
    outlets, roots = (_numbered(x) for x in ([u.outlet for u in units], [u.root for u in units]))
    out: set[tuple[int, int]] = set()
    for start in range(0, len(units), ROWS):
        rows = gists.mean[start : start + ROWS] @ gists.mean.T
        for i, row in enumerate(rows, start):
            shared = np.zeros(len(units), np.float32)
            for w in sorted(units[i].stems):
                shared[at[w]] += idf[w]
            row += shared / (np.minimum(weight, weight[i]) + np.float32(COMMON))
            row[(outlets == outlets[i]) | (roots == roots[i])] = -np.inf
            best = np.argpartition(-row, min(NEAREST, len(row) - 1))[:NEAREST].tolist()
            out.update((min(i, j), max(i, j)) for j in best if row[j] > -np.inf)
    return sorted(out)


def _numbered(found: Sequence[str]) -> np.ndarray:
    known = {x: n for n, x in enumerate(dict.fromkeys(found))}
    return np.array([known[x] for x in found])


def signs(units: Sequence[Unit], pairs: Sequence[tuple[int, int]], gists: Gists, idf: Telling) -> Array:
    """A row of SIGNS for each pair, the earlier statement first."""
    return np.array([_row(i, j, units[i], units[j], gists, idf) for i, j in pairs], np.float32).reshape(len(pairs), len(SIGNS))


def _row(i: int, j: int, a: Unit, b: Unit, gists: Gists, idf: Telling) -> list[float]:
    shares, (named, others), one = like(a, b, idf), (names(a.text), names(b.text)), same_voice(a, b)
    fewest, sizes = min(len(named), len(others)), (len(a.stems), len(b.stems))
    both = a.numbers & b.numbers
    return [
        word_likeness(a, b, idf),
        *gists.held(i, j),
        float(gists.mean[i] @ gists.mean[j]),
        word_likeness(a, b, idf, named=True),
        shares[0],
        shares[1],
        min(shares[2], MET) / MET,
        quote_likeness(a, b),
        one,
        bool(a.speaker and b.speaker) and not one,
        bool(a.speaker) != bool(b.speaker),
        bool(both),
        bool(a.numbers and b.numbers and not both),
        bool(a.numbers) != bool(b.numbers),
        figures_clash(a, b) or figures_clash(b, a),
        clash(a, b, idf),
        contrary(a, b) or contrary(b, a),
        a.unreal != b.unreal,
        bool(a.denied) != bool(b.denied),
        (a.stance == "denied") != (b.stance == "denied"),
        (a.stance in _SILENT) != (b.stance in _SILENT),
        min(days_apart(a.day, b.day), LATE) / LATE,
        min(*sizes, FEW) / FEW,
        (sizes[0] - sizes[1]) / max(1, sum(sizes)),
        len(named & others) / fewest if fewest else 0.0,
        not fewest,
    ]
