"""What the network is trained on: sentences with the passages they are held to, the words amiss and the passages they rest on, as tensors."""

import difflib
import json
import lzma
import pickle
import random
from dataclasses import dataclass, replace
from sys import intern

import numpy as np
import torch
from faults import faulted
from net import Batch
from read import FACTS, KEPT, KINDS, File, Pick, Sentence, files

from writethru.entail.encoder import MOST
from writethru.entail.joint import LATEST
from writethru.entail.judge import PASSAGES, SENTENCE, headed
from writethru.entail.pieces import CLS, SEP, pieces

PICKED = 0.6  # of the pairs are held to what `check` picks, the others to whole passages
STRANGE = 0.05  # of the sentences are also held to passages of another file, which bear out nothing
FAULTED = 0.25  # of the faithful sentences get a fault by machine
UNKNOWN = -1.0  # no label: a word of a fault without a partner, a passage of a probe
PACKED = KEPT / "packed.xz"

Held = tuple[tuple[str, float], ...]  # passages, and whether the sentence rests on each


@dataclass(frozen=True)
class Row:
    text: str
    passages: Held
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
    words: np.ndarray


class Texts:
    """The pieces of each text."""

    def __init__(self) -> None:
        self.found: dict[str, np.ndarray] = {}

    def ids(self, text: str) -> np.ndarray:
        if text not in self.found:
            self.found[text] = np.array(pieces(text, MOST), np.uint16)
        return self.found[text]

    def size(self, text: str) -> int:
        return len(self.ids(text))

    def batch(self, rows: list[Row]) -> Batch:
        made = [self._row(r) for r in rows]
        longest = max(len(m[0]) for m in made)
        full = [
            np.full((len(rows), longest), none, np.float32 if n > 3 else np.int64) for n, none in enumerate((0, -1, 0, 0, UNKNOWN, UNKNOWN))
        ]
        for r, parts in enumerate(made):
            for whole, part in zip(full, parts, strict=True):
                whole[r, : len(part)] = part
        return Batch(*map(torch.from_numpy, full), torch.tensor([r.kind for r in rows]))

    def _row(self, row: Row) -> list[np.ndarray]:
        """Pieces, texts, places, lateness and labels of one row."""
        parts = [(self.ids(row.text)[:SENTENCE], 0, UNKNOWN)]
        left = PASSAGES
        for n, (text, rests) in enumerate(row.passages):
            if left > 0:
                parts.append((self.ids(text)[:left], min(LATEST, len(row.passages) - n), rests))
                left -= len(parts[-1][0])
        sizes = [len(ids) + 2 for ids, *_ in parts]
        amiss = np.full(sum(sizes), UNKNOWN, np.float32)
        amiss[1 : sizes[0] - 1] = row.words[:SENTENCE]
        return [
            np.concatenate([x for ids, *_ in parts for x in ([CLS], ids, [SEP])]),
            np.repeat(np.arange(len(parts)), sizes),
            np.concatenate([np.arange(n) for n in sizes]),
            np.repeat([late for _, late, _ in parts], sizes),
            amiss,
            np.repeat([rests for *_, rests in parts], sizes),
        ]


def told(name: str, texts: Texts) -> dict[str, list[Told]]:
    """The sentences of a list ("probes": of the probes), by pair; those that claim nothing, or more than one thing, are left out."""
    known = {} if name == "probes" else {f.name: f for f in files([name])}
    sentences = {(f.name, s.text): s for f in known.values() for s in f.sentences}
    out: dict[str, list[Told]] = {}
    for line in (KEPT / f"{name}.jsonl").read_text("utf-8").splitlines():
        p = json.loads(line)
        if len(p["met"]) != 1 or not p["met"][0]["picks"]:
            continue
        met, kind = p["met"][0], "other-fact" if p["kind"] in FACTS else p["kind"]
        file, own = known.get(p["story"]), sentences.get((p["story"], met["text"]))
        picks = tuple((Pick(x["rank"], intern(x["minute"]), intern(x["text"]), ""), _rests(x["bare"], own, file)) for x in met["picks"])
        none = np.full(texts.size(met["text"]), UNKNOWN, np.float32)
        out.setdefault(p["pair"], []).append(Told(met["text"], KINDS.index(kind), picks, file, own.rests if own else (), none))
    return {pair: amiss(both, texts) for pair, both in out.items() if len(both) <= 2}


def _rests(bare: str, own: Sentence | None, file: File | None) -> float:
    if own is None or file is None:
        return UNKNOWN
    return float(any(bare in file.passages[n] for n in own.rests))


def amiss(both: list[Told], texts: Texts) -> list[Told]:
    """The two of a pair with the pieces that are amiss: none of the faithful one, of the faulty one those that it alone has, or that stand
    where the faithful one has others."""
    right, wrong = ([t for t in both if (t.kind > 0) == faulty] for faulty in (False, True))
    right = [replace(t, words=np.zeros_like(t.words)) for t in right]
    if right and wrong:
        wrong[0] = replace(wrong[0], words=differing(right[0].text, wrong[0].text, texts))
    return right + wrong


def differing(faithful: str, faulty: str, texts: Texts) -> np.ndarray:
    """The pieces that the faulty one alone has, or beside which it lacks some."""
    a, b = (texts.ids(t)[:SENTENCE].tolist() for t in (faithful, faulty))
    words = np.zeros(texts.size(faulty), np.float32)
    for what, _, _, first, last in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if what != "equal":
            words[max(0, first - (what == "delete")) : last + (what == "delete")] = 1
    return words


def bare(t: Told) -> list[str]:
    """The passages of a sentence's file without outlet and day."""
    return list(t.file.passages.values()) if t.file else [p.text.partition(": ")[2] for p, _ in t.picks]


def held_to(t: Told, most: int) -> Held:
    """The nearest passages, the earliest first."""
    found = sorted(((p, rests) for p, rests in t.picks if p.rank < most), key=lambda x: (x[0].minute, x[0].rank >= 0))
    return tuple((p.text, rests) for p, rests in found)


def whole(t: Told, rng: random.Random, texts: Texts) -> Held:
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
        same = whole(both[0], rng, texts) if rng.random() > PICKED else ()
        same = same or (held_to(rng.choice(both), rng.choice((3, 4, 4, 5))) if rng.random() < 0.6 else ())
        for t in both:
            use = same or held_to(t, rng.choice((3, 4, 4, 5)))
            if any(rests for _, rests in use):  # where nothing was picked that bears it out there is nothing to learn
                out.append(Row(t.text, use, t.kind, pair if len(both) == 2 else "", t.words))
            if t.kind == 0 and rng.random() < FAULTED and (made := faulted(t.text, bare(t), rng)):
                out.append(Row(made[0], use, KINDS.index(made[1]), pair, differing(t.text, made[0], texts)))
        if rng.random() < STRANGE:
            strange = tuple((text, 0.0) for text, _ in held_to(rng.choice(pairs)[1][0], 4))
            out.append(Row(both[0].text, strange, KINDS.index("no-source"), "", np.full_like(both[0].words, UNKNOWN)))
    return out


def pack() -> None:
    """All that is trained on in one file, with the pieces of every text, for a machine that has nothing else."""
    texts = Texts()
    lists = {p.stem: told(p.stem, texts) for p in sorted(KEPT.glob("*.jsonl"))}
    for t in (t for given in lists.values() for both in given.values() for t in both):
        for text in (t.text, *(p.text for p, _ in t.picks)):
            texts.ids(text)
        for n, p in t.file.passages.items() if t.file else ():
            texts.ids(headed(t.file.outlets[n], t.file.days[n], p))  # type: ignore[union-attr]
    PACKED.write_bytes(lzma.compress(pickle.dumps((lists, texts)), preset=3))


def unpacked() -> tuple[dict[str, dict[str, list[Told]]], Texts]:
    """The lists' sentences by pair, and their pieces."""
    found: tuple[dict[str, dict[str, list[Told]]], Texts] = pickle.loads(lzma.decompress(PACKED.read_bytes()))
    return found
