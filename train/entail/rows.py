"""What the network is trained on: sentences with the passages they are held to, the words amiss and the passages they rest on, as tensors."""

import difflib
import json
import pickle
import random
from dataclasses import dataclass

import numpy as np
import torch
from net import Batch
from read import FACTS, KEPT, KINDS, File, Pick, Sentence, files

from writethru.entail.encoder import MOST, encoder, read
from writethru.entail.judge import LATEST, PASSAGES, PLACES, SENTENCE, headed
from writethru.entail.pieces import pieces

PICKED = 0.6  # of the pairs are held to what `check` picks, the others to whole passages
STRANGE = 0.05  # of the sentences are also held to passages of another file, which bear out nothing
UNKNOWN = -1.0  # no label: a word of a fault without a partner, a passage of a probe


@dataclass(frozen=True)
class Row:
    text: str
    passages: tuple[tuple[str, float], ...]  # and whether the sentence rests on each
    kind: int
    pair: str  # "" without a partner
    words: np.ndarray  # whether each piece of the sentence is amiss


@dataclass(frozen=True)
class Told:
    """A sentence to train on: with its picks, each with whether it is of a passage that the sentence rests on, and its file."""

    text: str
    kind: int
    picks: tuple[tuple[Pick, float], ...]
    file: File | None
    rests: tuple[int, ...]


class Texts:
    """What the encoder makes of each text, kept between runs, and the vectors of words out of context."""

    def __init__(self) -> None:
        self.path = KEPT / "vectors.pkl"
        self.found: dict[str, tuple[list[int], np.ndarray]] = pickle.loads(self.path.read_bytes()) if self.path.exists() else {}
        self.words = torch.from_numpy(encoder().words.astype(np.float32) * encoder().word_scale).half()

    def fill(self, texts: list[str]) -> None:
        from threadpoolctl import threadpool_limits

        missing = [t for t in dict.fromkeys(texts) if t not in self.found]
        with threadpool_limits(1):
            for t in missing:
                self.found[t] = pieces(t, MOST), read(t)[0]
        if missing:
            self.path.write_bytes(pickle.dumps(self.found))

    def size(self, text: str) -> int:
        return len(self.found[text][0])

    def batch(self, rows: list[Row]) -> Batch:
        made = [self._row(r) for r in rows]
        longest = max(len(m[0]) for m in made)
        kinds = (np.int64, np.float32, np.int64, np.int64, np.int64, np.float32, np.float32)
        full = [
            np.full((len(rows), longest, *m.shape[1:]), UNKNOWN if n > 4 else 0, k)
            for n, (m, k) in enumerate(zip(made[0], kinds, strict=True))
        ]
        there = np.zeros((len(rows), longest), bool)
        for r, parts in enumerate(made):
            there[r, : len(parts[0])] = True
            for whole, part in zip(full, parts, strict=True):
                whole[r, : len(part)] = part
        ids, context, seg, pos, when, amiss, rests = map(torch.from_numpy, full)
        return Batch(context, self.words[ids].float(), seg, pos, when, torch.from_numpy(there), amiss, rests)

    def _row(self, row: Row) -> list[np.ndarray]:
        """Pieces, vectors, segments, places, lateness and labels of one row."""
        ids, context = self.found[row.text]
        parts = [(ids[:SENTENCE], context[:SENTENCE], 0, 0, UNKNOWN)]
        left = PASSAGES
        for n, (text, rests) in enumerate(row.passages):
            ids, context = self.found[text]
            parts.append((ids[:left], context[:left], 1, min(LATEST, len(row.passages) - n), rests))
            left -= len(parts[-1][0])
        sizes = [len(p[0]) for p in parts]
        flat = [np.repeat([p[k] for p in parts], sizes) for k in (2, 3, 4)]
        pos = np.minimum(np.concatenate([np.arange(n) for n in sizes]), PLACES - 1)
        amiss = np.full(sum(sizes), UNKNOWN, np.float32)
        amiss[: sizes[0]] = row.words[: sizes[0]]
        return [
            np.concatenate([p[0] for p in parts]).astype(np.int64),
            np.concatenate([p[1] for p in parts]),
            flat[0],
            pos,
            flat[1],
            amiss,
            flat[2],
        ]


def told(names: list[str]) -> dict[str, list[Told]]:
    """The sentences of lists ("probes": of the probes), by pair; those that claim nothing, or more than one thing, are left out."""
    known = {f.name: f for f in files([n for n in names if n != "probes"])}
    sentences = {(f.name, s.text): s for f in known.values() for s in f.sentences}
    out: dict[str, list[Told]] = {}
    for name in names:
        for line in (KEPT / f"{name}.jsonl").read_text("utf-8").splitlines():
            p = json.loads(line)
            if len(p["met"]) != 1 or not p["met"][0]["picks"]:
                continue
            met, kind = p["met"][0], "other-fact" if p["kind"] in FACTS else p["kind"]
            file, own = known.get(p["story"]), sentences.get((p["story"], met["text"]))
            picks = tuple((Pick(**x), _rests(x["bare"], own, file)) for x in met["picks"])
            out.setdefault(p["pair"], []).append(Told(met["text"], KINDS.index(kind), picks, file, own.rests if own else ()))
    return {pair: both for pair, both in out.items() if len(both) <= 2}


def _rests(bare: str, own: Sentence | None, file: File | None) -> float:
    if own is None or file is None:
        return UNKNOWN
    return float(any(bare in file.passages[n] for n in own.rests))


def amiss(both: list[Told], texts: Texts) -> dict[str, np.ndarray]:
    """Which pieces of the two of a pair are amiss: none of the faithful one, of the faulty one those that it alone has, or that stand where
    the faithful one has others."""
    out = {t.text: np.full(texts.size(t.text), 0.0 if t.kind == 0 else UNKNOWN, np.float32) for t in both}
    faithful, faulty = (next((t for t in both if (t.kind > 0) == wrong), None) for wrong in (False, True))
    if faithful and faulty:
        a, b = (texts.found[t.text][0][:SENTENCE] for t in (faithful, faulty))
        words = np.zeros(texts.size(faulty.text), np.float32)
        for what, _, _, first, last in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
            if what != "equal":
                words[max(0, first - (what == "delete")) : last + (what == "delete")] = 1
        out[faulty.text] = words
    return out


def held_to(t: Told, most: int) -> tuple[tuple[str, float], ...]:
    """The nearest passages, the earliest first."""
    found = sorted(((p, rests) for p, rests in t.picks if p.rank < most), key=lambda x: (x[0].minute, x[0].rank >= 0))
    return tuple((p.text, rests) for p, rests in found)


def whole(t: Told, rng: random.Random, texts: Texts) -> tuple[tuple[str, float], ...]:
    """The passages of its file that a sentence rests on and a few others, as many as can be read."""
    if t.file is None or not t.rests:
        return ()
    f = t.file
    written = {n: headed(f.outlets[n], f.days[n], p) for n, p in f.passages.items()}
    use = list(t.rests)
    left = PASSAGES - sum(texts.size(written[n]) for n in use)
    others = [n for n in written if n not in use]
    rng.shuffle(others)
    for n in others[: rng.randint(0, 4)]:
        if texts.size(written[n]) <= left:
            use.append(n)
            left -= texts.size(written[n])
    return tuple((written[n], float(n in t.rests)) for n in sorted(use))


def rows_of(given: dict[str, list[Told]], rng: random.Random, texts: Texts) -> list[Row]:
    """Every sentence with its passages, the two of a pair mostly with the same; afresh every epoch."""
    out: list[Row] = []
    pairs = list(given.items())
    for pair, both in pairs:
        words = amiss(both, texts)
        same = whole(both[0], rng, texts) if rng.random() > PICKED else ()
        same = same or (held_to(rng.choice(both), rng.choice((3, 4, 4, 5))) if rng.random() < 0.6 else ())
        for t in both:
            use = same or held_to(t, rng.choice((3, 4, 4, 5)))
            if any(rests for _, rests in use):  # where nothing was picked that bears it out there is nothing to learn
                out.append(Row(t.text, use, t.kind, pair if len(both) == 2 else "", words[t.text]))
        if rng.random() < STRANGE:
            strange = tuple((text, 0.0) for text, _ in held_to(rng.choice(pairs)[1][0], 4))
            out.append(Row(both[0].text, strange, KINDS.index("no-source"), "", np.full(texts.size(both[0].text), UNKNOWN)))
    return out
