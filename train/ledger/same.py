"""Make src/writethru/data/en/same_figures.toml: the weights with which the ledger tells that two figures count the same thing.

    PYTHONPATH=src:eval .venv/bin/python train/ledger/same.py src/writethru/data/en/same_figures.toml
    PYTHONPATH=src:eval .venv/bin/python train/ledger/same.py --left-out    # every story by the weights of all the others

A logistic regression (Newton's method, ridge) on the evidence of writethru.reconcile.evidence, in plain NumPy. It learns from our own
labelled figures alone: the pairs of eval/ledger/figures-[a-d].txt, all pairs of figures of the stories there by the series of
train/ledger/series.txt, of the stories without series all pairs of the figures that their labels name, and those of train/ledger/marked. Evidence that can speak only for, or only against, has no weight of the other sign: that would be chance.
Held-out and fresh files are never read.
"""

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import ledger
import marked
import numpy as np
from numpy.typing import NDArray

from writethru.desk import Desk
from writethru.match import components
from writethru.reconcile import group
from writethru.reconcile.barred import barred
from writethru.reconcile.count import Count
from writethru.reconcile.counting import counts_of
from writethru.reconcile.evidence import evidence, rarity
from writethru.reconcile.gather import gather
from writethru.relate.lineage import reuse

EVAL = Path(ledger.__file__).parent / "ledger"
PAIRS = ("figures-a", "figures-b", "figures-c", "figures-d")
ONE = frozenset(("same", "update", "conflict", "compatible", "different-claim"))  # relations of figures that count the same thing
RIDGE = 3.0
EITHER = frozenset(
    (
        "story size",
        "elliptic",
        "lone",
        "measure",
        "percentage",
        "span",
        "age",
        "money",
        "special",
        "people",
        "sort",
        "one fate, thing",
        "lead",
    )
)
AGAINST = frozenset(
    [
        "ratio",
        "small",
        "other people",
        "other sort",
        "of another",
        "other fate",
        "other fate, people",
        "one fate",
        "one report",
        "one clause",
        "one part",
        "one projected",
        "other time",
        "noun, often",
        "other actor",
        "other place",
    ]
)
COPY = 22  # characters before or after a figure that make it a copy of another


@dataclass(frozen=True)
class Pair:
    """A pair of figures, what it is part of, and whether they count the same thing."""

    evidence: Mapping[str, float]
    source: str
    same: bool


def counted(case: ledger.Case) -> tuple[list[Count], list[ledger.Report]]:
    """All figures of a case's reports, and the reports in order."""
    desk, order = ledger.filled(case)
    reports = desk.store.reports()
    units, _ = gather(reports, [desk.extract(r) for r in reports], reuse(reports), ())
    return counts_of(units), order


def series() -> dict[str, list[tuple[bool, list[tuple[int, str]]]]]:
    """Story -> its lines: whether we would not say, and the marks."""
    out: dict[str, list[tuple[bool, list[tuple[int, str]]]]] = {}
    for line in (Path(__file__).parent / "series.txt").read_text("utf-8").splitlines():
        if line.startswith("story "):
            rows = out.setdefault(line[6:].strip(), [])
        elif line and line[0] != "#":
            marks = [m.strip().split(":", 1) for m in line.removeprefix("? ").split(" | ")]
            rows.append((line[0] == "?", [(int(n), words) for n, words in marks]))
    return out


def of_story(name: str, lines: Sequence[tuple[bool, Sequence[tuple[int, str]]]]) -> Iterator[Pair]:
    """All pairs of a story's figures of one dimension, copies once."""
    case = next(iter(ledger.of_story(EVAL / f"story-{name}.txt")))
    counts, order = counted(case)
    copies: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, c in enumerate(counts):
        text = c.unit.report.text
        copies[c.figure.text, "before " + text[max(0, c.figure.start - COPY) : c.figure.start]].append(i)
        copies[c.figure.text, "after " + text[c.figure.end : c.figure.end + COPY]].append(i)
    alike = [(row[0], i) for row in copies.values() for i in row]
    of = {i: n for n, row in enumerate(components(range(len(counts)), alike)) for i in row}
    links, unsure = [], set()
    for doubtful, marks in lines:
        found = [of[i] for n, words in marks for i in _marked(counts, order[n], words)[-1:]]
        links += [] if doubtful else [(found[0], x) for x in found]
        unsure |= {(x, y) for x in found for y in found} if doubtful else set()
    one = {x: n for n, row in enumerate(components(sorted(set(of.values())), links)) for x in row}
    seen = set()
    for i, j, pieces in told(counts):
        key = tuple(sorted((of[i], of[j])))
        if key not in seen and of[i] != of[j] and (one[of[i]] == one[of[j]] or key not in {tuple(sorted(p)) for p in unsure}):
            seen.add(key)
            yield Pair(pieces, name, one[of[i]] == one[of[j]])


def _marked(counts: Sequence[Count], report: ledger.Report, words: str) -> list[int]:
    at = report.text.find(words)
    if at < 0:
        raise SystemExit(f"{words!r} does not stand in its report")
    return [i for i, c in enumerate(counts) if c.unit.report.id == report.id and c.figure.start < at + len(words) and at < c.figure.end]


def of_pairs(name: str) -> Iterator[Pair]:
    """The labelled pairs of a file."""
    for case in ledger.of_pairs(EVAL / f"{name}.txt"):
        counts, order = counted(case)
        a, b = (
            [i for i, c in enumerate(counts) if c.unit.report.id == r and c.figure.start < end and start < c.figure.end]
            for r, start, end in ledger.places(case, order)
        )
        for i, j, pieces in told(counts):
            if {i, j} == {*a[:1], *b[:1]}:
                yield Pair(pieces, name, case.want in ONE)


def of_marked(story: marked.Story) -> Iterator[Pair]:
    """All pairs of a story's marked figures."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        for n, (outlet, day, text) in enumerate(zip(story.outlets, story.days, story.texts, strict=True)):
            at = f"{day}T{8 + n:02d}:00:00+00:00"
            file.write(
                json.dumps({"id": f"r{n}", "outlet": outlet, "published": at, "language": "en", "headline": "", "text": text}) + "\n"
            )
        file.flush()
        desk = Desk()
        list(desk.add(file.name))
    reports = desk.store.reports()
    units, _ = gather(reports, [desk.extract(r) for r in reports], reuse(reports), ())
    counts = counts_of(units)
    label: dict[int, str] = {}
    for m in story.marks:
        found = ((r, r.text.find(story.texts[m.passage])) for r in reports)
        r, at = next(((r, at) for r, at in found if at >= 0), (reports[0], len(reports[0].text)))
        here = (i for i, c in enumerate(counts) if c.unit.report.id == r.id and c.figure.start < at + m.end and at + m.start < c.figure.end)
        if (i := next(here, None)) is not None:
            label.setdefault(i, m.label)
    for i, j, pieces in told(counts):
        if i in label and j in label:
            yield Pair(pieces, story.name, marked.relation(label[i], label[j]) == "same")


def labelled() -> list[str]:
    """Stories of which only pairs are labelled: all in eval/ledger that no line of series.txt tells of and that are not held back."""
    names = [p.stem.removeprefix("story-") for p in sorted(EVAL.glob("story-*.txt")) if not p.stem.endswith(tuple(ledger.KEPT))]
    return [n for n in names if n not in series()]


def of_marks(name: str) -> Iterator[Pair]:
    """All pairs of a story's labelled figures: they count the same thing where a label joins them, directly or by figures between."""
    cases = [c for c in ledger.of_story(EVAL / f"story-{name}.txt") if c.kind == "F"]
    counts, order = counted(cases[0])
    kind = {i: members[0] for block in group.blocks(counts) for members in block for i in members}
    marks = []
    for case in cases:
        found = [
            [i for i, c in enumerate(counts) if c.unit.report.id == r and c.figure.start < end and start < c.figure.end]
            for r, start, end in ledger.places(case, order)
        ]
        if all(found):
            marks.append((case.want in ONE, kind[found[0][0]], kind[found[1][0]]))
    one = {x: n for n, row in enumerate(components(sorted({*kind.values()}), [(a, b) for same, a, b in marks if same])) for x in row}
    known = {x for _, *ab in marks for x in ab}
    for i, j, pieces in told(counts):
        if {i, j} <= known:
            yield Pair(pieces, name, one[i] == one[j])


def told(counts: Sequence[Count]) -> Iterator[tuple[int, int, dict[str, float]]]:
    """Pairs of figures of one dimension that are not barred, with their evidence, as the ledger compares them: once the first weights
    are known, those that the network is asked of."""
    rare = rarity(counts)
    for block in group.blocks(counts):
        first = [members[0] for members in block]
        told_of = [counts[i] for i in first]
        if group.weights().get("first"):
            pieces, kept = group.pieces(told_of, rare)
        else:
            pieces, kept = evidence(told_of, rare), ~barred(told_of)
        for x in range(len(first)):
            for y in range(x + 1, len(first)):
                if kept[x, y]:
                    yield first[x], first[y], {name: float(m[x, y]) for name, m in pieces.items()}


def fit(pairs: Sequence[Pair]) -> dict[str, float]:
    """The weights; evidence whose weight comes out of the wrong sign is left out, the worst first."""
    names = sorted({name for p in pairs for name in p.evidence})
    same = np.array([p.same for p in pairs], float)
    while True:
        rows = np.array([[p.evidence.get(name, 0.0) for name in names] + [1.0] for p in pairs])
        found = dict(zip([*names, "bias"], _newton(rows, same), strict=True))
        wrong = {n: abs(found[n]) for n in names if n not in EITHER and (found[n] > 0) == (n in AGAINST) and found[n] != 0}
        if not wrong:
            return found
        names.remove(max(wrong, key=lambda n: wrong[n]))


def _newton(rows: NDArray[np.float64], same: NDArray[np.float64]) -> NDArray[np.float64]:
    ridge = np.diag([RIDGE] * (rows.shape[1] - 1) + [1e-4])
    w = np.zeros(rows.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(rows @ w, -30, 30)))
        step = np.linalg.solve((rows * (p * (1 - p) + 1e-9)[:, None]).T @ rows + ridge, rows.T @ (p - same) + ridge @ w)
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def everything(seen: bool) -> list[Pair]:
    """Every labelled pair; `seen`: those too that the network learned from."""
    found = [p for name, lines in series().items() for p in of_story(name, lines)]
    found += [p for name in labelled() for p in of_marks(name)]
    found += [p for name in PAIRS for p in of_pairs(name)]
    lists = marked.stories(() if seen else marked.WEIGHED)
    return found + [p for story in lists if not story.name.startswith(marked.KEPT) for p in of_marked(story)]


def fitted() -> tuple[dict[str, dict[str, float]], list[Pair]]:
    """Both weights, and the pairs of the second."""
    group.weights = dict  # type: ignore[assignment]
    known = {"first": fit(everything(seen=True))}
    group.weights = lambda: known  # type: ignore[assignment]
    pairs = everything(seen=False)
    return {**known, "second": fit(pairs)}, pairs


def left_out() -> None:
    """Prints the relations of every story's labelled figures by second weights fitted without it."""
    right, total = Counter[str](), Counter[str]()
    known, pairs = fitted()
    for name in [*series(), *labelled(), *PAIRS]:
        without = {**known, "second": fit([p for p in pairs if p.source != name])}
        group.weights = lambda found=without: found  # type: ignore[misc]
        path = EVAL / (f"{name}.txt" if name in PAIRS else f"story-{name}.txt")
        for case in ledger.of_pairs(path) if name in PAIRS else ledger.of_story(path):
            if case.kind == "F":
                got = ledger.figure(case)
                for key in (name, "pairs" if name in PAIRS else "stories", f"{case.want}, {'pairs' if name in PAIRS else 'stories'}"):
                    total[key] += 1
                    right[key] += got == case.want
    for key in total:
        print(f"{key}: {right[key]}/{total[key]} = {right[key] / total[key]:.3f}")


def main(args: Sequence[str]) -> None:
    if args == ["--left-out"]:
        left_out()
        return
    known, _ = fitted()
    head = "# Weights of the evidence that two figures count the same thing (writethru.reconcile.group): two logistic regressions.\n# Made by train/ledger/same.py from our own labelled figures.\n"
    tables = (f"\n[{name}]\n" + "".join(f'"{k}" = {v:.3f}\n' for k, v in found.items()) for name, found in known.items())
    Path(args[0]).write_text(head + "".join(tables), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
