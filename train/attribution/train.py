"""Train the two taggers of writethru.extract.tagger and the choice of ends of writethru.extract.ends on annotated reports.

Usage: python train.py [--out DIR] [--folds N] [--wikinews DIR]      --out defaults to src/writethru/data/en
Reports: corpus/*.txt (our own) and, with --wikinews, the marked Wikinews reports (see wikinews.py). The shipped models have both.
Each step learns from the answers of the one before on reports that one was not trained on (jackknifed: N folds, then halves).
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

import fit_ends  # noqa: E402
import wikinews  # noqa: E402
from check import parse  # noqa: E402

from writethru.extract import ends  # noqa: E402
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


Doc = tuple[Reading, Gold]
Answer = tuple[list[str], list[list[int]]]  # stage one's: labels, cues as lists of tokens


def opened(path: str) -> Any:
    model = pycrfsuite.Tagger()
    model.open(path)
    return model


def answers(model: Any, reading: Reading) -> Answer:
    """Stage one on a whole report."""
    found, cues = ["O"] * len(reading.words), []
    for p in reading.paragraphs:
        found[p[0] : p[1]], more = stage.decode(model, paragraph_features(reading, p), p[0])
        cues += [tokens for tokens, _ in more]
    return found, cues


def end_cases(model: Any, doc: Doc, answer: Answer) -> list[fit_ends.Case]:
    """Each content after its cue that stage two begins at the right place: its candidate ends, which is right."""
    (reading, gold), (found, cues), out = doc, answer, []
    for one in gold:
        true = {i for a, b in one.get("c", ()) for i in range(a, b)}
        cue = next((c for c in cues if true & set(c)), None)
        after = [s for s in one["t"] if cue and s[0] > cue[-1]]
        if cue is None or not after:
            continue
        tokens = stage.window(reading, cue)
        contents = stage.spans(tokens, model.tag(cue_features(reading, tokens, cue, found)), "T", reading)
        case = stage.case(model, reading, found, tokens, cue, contents) if contents else None
        if case and abs(after[0][0] - case.first) <= 1:
            places = ends.candidates(reading, case)
            end = min(after[0][1], case.stop)
            if end in places:
                out.append(([ends.features(reading, case, e) for e in places], places.index(end)))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", default=str(HERE.parents[1] / "src/writethru/data/en"))
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--tagger", type=float, nargs=2, default=(1.0, 0.1), metavar=("C1", "C2"))
    parser.add_argument("--linker", type=float, nargs=2, default=(0.6, 0.5), metavar=("C1", "C2"))
    parser.add_argument("--possible", type=float, default=0.3)
    parser.add_argument("--wikinews", type=Path, metavar="DIR")
    a = parser.parse_args()
    stage.POSSIBLE = a.possible
    docs = [prepare(*d) for d in corpus() + (wikinews.corpus(a.wikinews) if a.wikinews else [])]
    random.Random(1).shuffle(docs)
    print(len(docs), "reports", sum(len(g) for _, g in docs), "attributions", flush=True)
    with tempfile.TemporaryDirectory() as tmp:
        path = f"{tmp}/model"
        given: dict[int, Answer] = {}
        for k in range(a.folds):
            fit(path, stage_one([d for n, d in enumerate(docs) if n % a.folds != k]), *a.tagger, a.rounds)
            model = opened(path)
            given.update((n, answers(model, docs[n][0])) for n in range(k, len(docs), a.folds))
        items = [stage_two(*docs[n], *given[n]) for n in range(len(docs))]
        cases: list[fit_ends.Case] = []
        for half in (0, 1):
            fit(path, [x for own in items[1 - half :: 2] for x in own], *a.linker, a.rounds)
            model = opened(path)
            cases += [case for n in range(half, len(docs), 2) for case in end_cases(model, docs[n], given[n])]
        fit_ends.write(fit_ends.fit(cases), Path(a.out) / "ends.txt")
    fit(f"{a.out}/linker.crfsuite", [x for own in items for x in own], *a.linker, a.rounds)
    fit(f"{a.out}/tagger.crfsuite", stage_one(docs), *a.tagger, a.rounds)


if __name__ == "__main__":
    main()
