"""Train the two taggers of writethru.extract.tagger on the annotated reports in corpus/*.txt.

Usage: python train.py [--out DIR] [--folds N]      DIR defaults to src/writethru/data/en
Stage two learns from stage one's answers on reports that stage one was not trained on (jackknifed in N folds).
"""

import argparse
import random
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

import pycrfsuite

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

from check import parse  # noqa: E402

from writethru.extract import tagger as stage  # noqa: E402
from writethru.extract.cue_features import cue_features  # noqa: E402
from writethru.extract.features import paragraph_features  # noqa: E402
from writethru.extract.reading import Reading, read  # noqa: E402

Spans = list[tuple[int, int]]
Gold = list[dict[str, Spans]]  # one dict an attribution: s, c, t -> token spans


SMALL = frozenset(["a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])


def titled(text: str, every: bool) -> str:
    """A report with its headline in title case, small words too if `every`; offsets stay."""
    head, sep, body = text.partition("\n")
    capital = re.sub(
        r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda m: m[0] if m[0] in SMALL and m.start() and not every else m[0][0].upper() + m[0][1:], head
    )
    return capital + sep + body


def corpus(folder: Path = HERE / "corpus") -> list[tuple[str, dict[int, dict[str, Spans]]]]:
    """(text, attributions by number) of every report; every second headline in title case, as many American outlets set them."""
    out = []
    for path in sorted(folder.glob("*.txt")):
        for report in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip("\n")):
            text, spans, errors = parse(report.strip("\n").removeprefix("# "))
            if all("has no t" in e for e in errors):
                out.append((titled(text, len(out) % 4 == 1) if len(out) % 2 else text, spans))
    return out


def prepare(text: str, spans: dict[int, dict[str, Spans]]) -> tuple[Reading, Gold]:
    """A report read, its attributions as token spans."""
    reading = read(text)
    gold = []
    for one in spans.values():
        tokens = {kind: [s for s in (reading.at(*p) for p in parts) if s[0] < s[1]] for kind, parts in one.items()}
        if tokens.get("t"):
            gold.append(tokens)
    return reading, gold


def tags(reading: Reading, gold: Gold) -> list[str]:
    """Stage one's labels: cue over source over content where they overlap."""
    out = ["O"] * len(reading.words)
    for kind, mark in (("t", "T"), ("s", "S"), ("c", "C")):
        for one in gold:
            for a, b in one.get(kind, ()):
                out[a:b] = [f"B-{mark}"] + [f"I-{mark}"] * (b - a - 1)
    return out


def fit(path: str, items: list[tuple[list[list[str]], list[str]]], c1: float, c2: float, rounds: int) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": rounds, "feature.possible_transitions": True})
    for x, y in items:
        trainer.append(x, y)
    trainer.train(path)


def stage_one(docs: list[tuple[Reading, Gold]]) -> list[tuple[list[list[str]], list[str]]]:
    out = []
    for reading, gold in docs:
        y = tags(reading, gold)
        out += [(paragraph_features(reading, p), y[p[0] : p[1]]) for p in reading.paragraphs]
    return out


def stage_two(reading: Reading, gold: Gold, found: list[str], predicted: list[list[int]]) -> list[tuple[list[list[str]], list[str]]]:
    """One sequence a cue: gold cues (as stage one cut them, where it found them) and, all O, the cues it made up."""
    out = []
    used: set[int] = set()
    for one in gold:
        gold_cue = {i for a, b in one.get("c", ()) for i in range(a, b)}
        hits = [k for k, c in enumerate(predicted) if gold_cue & set(c)]
        cue = predicted[hits[0]] if hits else sorted(gold_cue)
        used.update(hits[:1])
        if cue:
            out.append(_sequence(reading, found, cue, one))
    for k, cue in enumerate(predicted):
        if k not in used:
            out.append(_sequence(reading, found, cue, {}))
    return out


def _sequence(reading: Reading, found: list[str], cue: list[int], one: dict[str, Spans]) -> tuple[list[list[str]], list[str]]:
    tokens = stage.window(reading, cue)
    mark = ["O"] * len(reading.words)
    for kind, label in (("t", "T"), ("s", "S")):
        for a, b in one.get(kind, ()):
            mark[a:b] = [f"B-{label}"] + [f"I-{label}"] * (b - a - 1)
    y = []
    for n, i in enumerate(tokens):
        label = mark[i]
        if label[0] == "I" and (n == 0 or y[-1][-1] != label[-1]):
            label = "B" + label[1:]
        y.append(label)
    return cue_features(reading, tokens, cue, found), y


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default=str(HERE.parents[1] / "src/writethru/data/en"))
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--tagger", type=float, nargs=2, default=(0.3, 0.1), metavar=("C1", "C2"))
    parser.add_argument("--linker", type=float, nargs=2, default=(0.1, 0.8), metavar=("C1", "C2"))
    parser.add_argument("--possible", type=float, default=0.3)
    a = parser.parse_args()
    stage.POSSIBLE = a.possible
    docs = [prepare(*d) for d in corpus()]
    random.Random(1).shuffle(docs)
    print(len(docs), "reports", sum(len(g) for _, g in docs), "attributions", flush=True)
    items: list[Any] = []
    with tempfile.TemporaryDirectory() as tmp:
        for k in range(a.folds):
            path = f"{tmp}/fold{k}"
            fit(path, stage_one([d for n, d in enumerate(docs) if n % a.folds != k]), *a.tagger, a.rounds)
            model = pycrfsuite.Tagger()
            model.open(path)
            for reading, gold in docs[k :: a.folds]:
                found = ["O"] * len(reading.words)
                cues = []
                for p in reading.paragraphs:
                    found[p[0] : p[1]], more = stage.decode(model, paragraph_features(reading, p), p[0])
                    cues += [tokens for tokens, _ in more]
                items += stage_two(reading, gold, found, cues)
    fit(f"{a.out}/linker.crfsuite", items, *a.linker, a.rounds)
    fit(f"{a.out}/tagger.crfsuite", stage_one(docs), *a.tagger, a.rounds)


if __name__ == "__main__":
    main()
