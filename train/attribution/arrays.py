"""Marked reports as arrays for the network: the paragraphs of like length in batches, padded."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from reports import Marked

from writethru.entail.encoder import SIZE
from writethru.extract.context import context, windows
from writethru.extract.inputs import MOST, form_features, quote_mark
from writethru.extract.pos import tags
from writethru.extract.tagger import chunks

LEAST = 3  # times a feature is seen in training to have a weight
LENGTHS = (32, 64, 96, 128, 192, 320, 608)  # paragraphs are padded to one of these
TOKENS = 4096  # padded tokens in a batch
CUES = 300  # cues in a batch, false ones among them
FALSE = 0.25  # share of the words in the cue lexicon that are no cue and are shown to stage two as one


@dataclass(frozen=True)
class Numbers:
    """What features, parts of speech and quotation marks are numbered."""

    vocabulary: dict[str, int]
    tags: dict[str, int]
    marks: dict[str, int]


@dataclass(frozen=True)
class Paragraph:
    """One training sequence. `cues`: tokens of each cue and stage two's labels (O, B-S, I-S, B-T, I-T); `false`: tokens that only look like one."""

    context: np.ndarray  # (n, SIZE), 16-bit
    form: np.ndarray  # (n, MOST) numbers of features, 0 for none
    tag: np.ndarray
    mark: np.ndarray
    opens: np.ndarray
    comma: np.ndarray
    labels: np.ndarray
    cues: list[tuple[np.ndarray, np.ndarray]]
    false: list[int]
    windows: list[list[list[int]]]  # as the encoder reads it: of each window the pieces of each token


def number(reports: list[Marked]) -> Numbers:
    """Numbers for all that is seen LEAST times."""
    seen = Counter(f for r in reports for w in r.reading.words for f in form_features(w))
    vocabulary = {"": 0}
    for feature, times in seen.most_common():
        if times >= LEAST:
            vocabulary[feature] = len(vocabulary)
    pos = sorted({t for r in reports for t in tags(r.reading)})
    marks = sorted(
        {quote_mark(r.reading, i) for r in reports for i in range(len(r.reading.words))} | {"O", "S", "Sb", "Sbe", "Se", "U", "Ub", "Ue"}
    )
    return Numbers(vocabulary, {t: i for i, t in enumerate(pos)}, {m: i for i, m in enumerate(marks)})


def paragraphs(report: Marked, numbers: Numbers) -> Iterator[Paragraph]:
    """A report's paragraphs that have a token."""
    r, labels, pos = report.reading, report.labels(), tags(report.reading)
    around = context(r).astype(np.float16)
    r.context = None  # all reports' together would not fit
    for a, b in chunks(r):
        form = np.zeros((b - a, MOST), np.int32)
        lexicon = []
        for i in range(a, b):
            features = form_features(r.words[i])
            known = [n for f in features if (n := numbers.vocabulary.get(f))][:MOST]
            form[i - a, : len(known)] = known
            if any(f.startswith("t=") for f in features):
                lexicon.append(i - a)
        cues = []
        for one in report.gold:
            tokens = np.array(sorted({i - a for x, y in one.get("c", ()) for i in range(x, y) if a <= i < b}), int)
            if len(tokens):
                cues.append((tokens, _linked(one, a, b)))
        used = {i for tokens, _ in cues for i in tokens.tolist()}
        yield Paragraph(
            around[a:b],
            form,
            np.array([numbers.tags[t] for t in pos[a:b]]),
            np.array([numbers.marks[quote_mark(r, i)] for i in range(a, b)]),
            np.array([i == a or r.sentence[i] != r.sentence[i - 1] for i in range(a, b)], np.float32),
            np.array([w in ",;:—–" for w in r.words[a:b]], np.float32),
            np.array(labels[a:b]),
            cues,
            [i for i in lexicon if i not in used],
            list(windows(r, (a, b))),
        )


def _linked(one: dict[str, list[tuple[int, int]]], a: int, b: int) -> np.ndarray:
    out = np.zeros(b - a, np.int32)
    for kind, begin in (("t", 3), ("s", 1)):
        for x, y in one.get(kind, ()):
            first, last = max(x, a) - a, min(y, b) - a
            if first < last:
                out[first:last] = begin + 1
                out[first] = begin
    return out


def batches(items: list[Paragraph], rng: np.random.Generator) -> Iterator[dict[str, np.ndarray]]:
    """The paragraphs once, shuffled, as padded arrays; each cue with the row of its paragraph."""
    return (f for f, _ in grouped(items, rng))


def grouped(items: list[Paragraph], rng: np.random.Generator) -> Iterator[tuple[dict[str, np.ndarray], list[Paragraph]]]:
    """The same, each with its paragraphs."""
    by_length: dict[int, list[Paragraph]] = {}
    for p in items:
        by_length.setdefault(next(n for n in LENGTHS if len(p.tag) <= n), []).append(p)
    out = []
    for length, group in by_length.items():
        order = rng.permutation(len(group))
        rows = max(1, TOKENS // length)
        out += [(length, rows, [group[k] for k in order[n : n + rows]]) for n in range(0, len(group), rows)]
    for k in rng.permutation(len(out)):
        yield _batch(*out[k], rng), out[k][2]


def _batch(length: int, rows: int, group: list[Paragraph], rng: np.random.Generator) -> dict[str, np.ndarray]:
    f = {
        "context": np.zeros((rows, length, SIZE), np.float32),
        "form": np.zeros((rows, length, MOST), np.int32),
        **{k: np.zeros((rows, length), np.int32) for k in ("tag", "mark", "labels")},
        **{k: np.zeros((rows, length), np.float32) for k in ("opens", "comma", "mask")},
        "row": np.zeros(CUES, np.int32),
        "cue": np.zeros((CUES, length), np.float32),
        "linked": np.zeros((CUES, length), np.int32),
        "real": np.zeros(CUES, np.float32),
    }
    for row, p in enumerate(group):
        n = len(p.tag)
        f["mask"][row, :n] = 1
        for k in ("context", "form", "tag", "mark", "labels", "opens", "comma"):
            f[k][row, :n] = getattr(p, k)
    shown = [(row, tokens, labels) for row, p in enumerate(group) for tokens, labels in p.cues]
    false = [(row, np.array([i]), np.zeros(len(p.tag), np.int32)) for row, p in enumerate(group) for i in p.false if rng.random() < FALSE]
    rng.shuffle(false)
    for k, (row, tokens, labels) in enumerate((shown + false[: max(1, len(shown) // 2)])[:CUES]):
        f["row"][k], f["real"][k] = row, 1
        f["cue"][k, tokens] = 1
        f["linked"][k, : len(labels)] = labels
    return f
