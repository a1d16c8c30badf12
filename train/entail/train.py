"""Trains the head of `writethru.entail`: data/en/entail.npz.

    python train/entail/read.py                                   # once, with writethru's own libraries: train/entail/.read
    python train/entail/train.py [--epochs 8] [--threads 2] [--out FILE]

Needs PyTorch, which is in no requirements file: only this script uses it. The encoder is frozen, so every text is read once by
`writethru.entail.encoder` and kept in train/entail/.read (not in the repository).

A sentence is held to the passages that `check` picks for it or, now and then, to whole passages of its file. Beside the verdict (which
kind, whether faulty at all, which of a pair is the faultier) the network is taught which words of the sentence are amiss, those in which
the two of a pair differ, and which passages the sentence rests on.
"""

import argparse
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from net import Batch, Head, load, save
from read import HELD, KEPT, TOP
from rows import Row, Texts, held_to, rows_of, told
from torch import nn
from torch.nn import functional as F

from writethru.entail.judge import headed

BATCH = 48


def batches(rows: list[Row], texts: Texts, rng: random.Random) -> list[list[Row]]:
    """Rows of about one length together, the two of a pair always."""
    groups: dict[str, list[Row]] = {}
    for n, row in enumerate(rows):
        groups.setdefault(row.pair or str(n), []).append(row)
    pairs = list(groups.values())
    rng.shuffle(pairs)
    out: list[list[Row]] = []
    for first in range(0, len(pairs), BATCH * 20):
        some = sorted(pairs[first : first + BATCH * 20], key=lambda g: sum(texts.size(p) for p, _ in g[0].passages))
        batch: list[Row] = []
        for g in some:
            batch += g
            if len(batch) >= BATCH:
                out.append(batch)
                batch = []
        out += [batch] if batch else []
    rng.shuffle(out)
    return out


def loss_of(told: tuple[torch.Tensor, torch.Tensor, torch.Tensor], batch: Batch, rows: list[Row], rank: float) -> torch.Tensor:
    """Which kind, whether faulty at all, that of a pair the faulty one is the more so, which words are amiss, and which passages bear it."""
    scores, tok, rel = told
    y = torch.tensor([r.kind for r in rows])
    odds = torch.logsumexp(scores[:, 1:], 1) - scores[:, 0]
    loss = F.cross_entropy(scores, y, label_smoothing=0.05) + F.binary_cross_entropy_with_logits(odds, (y > 0).float())
    first: dict[str, int] = {}
    pairs = [(first[r.pair], n) for n, r in enumerate(rows) if r.pair and first.setdefault(r.pair, n) != n]
    if pairs:
        i, j = torch.tensor(pairs).T
        way = (y[j] > 0).float() - (y[i] > 0).float()
        loss = loss + rank * (F.softplus((odds[i] - odds[j]) * way) * (way != 0)).mean()
    for found, labels, share in ((tok, batch.amiss, 4.0), (rel, batch.rests, 1.0)):
        if (known := labels >= 0).any():
            loss = loss + share * F.binary_cross_entropy_with_logits(found[known], labels[known])
    return loss


def odds(net: Head, rows: list[Row], texts: Texts) -> np.ndarray:
    """The chance of a fault of each row."""
    net.eval()
    found = np.zeros(len(rows))
    order = sorted(range(len(rows)), key=lambda n: sum(texts.size(p) for p, _ in rows[n].passages))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            found[some] = 1 - torch.softmax(net(texts.batch([rows[n] for n in some]))[0].float(), -1)[:, 0].numpy()
    return found


def area(chance: np.ndarray, faulty: np.ndarray) -> float:
    """Area under the ROC curve."""
    rank = np.empty(len(chance))
    rank[np.argsort(chance, kind="stable")] = np.arange(1, len(chance) + 1)
    n = int(faulty.sum())
    return float((rank[faulty].sum() - n * (n + 1) / 2) / (n * (len(chance) - n)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, kind, default in (
        ("epochs", int, 8),
        ("threads", int, 2),
        ("size", int, 128),
        ("layers", int, 3),
        ("rate", float, 1e-3),
        ("to", float, 0.01),
        ("drop", float, 0.2),
        ("rank", float, 0.5),
        ("seed", int, 1),
    ):
        parser.add_argument("--" + name, type=kind, default=default)
    parser.add_argument("--start", type=Path, help="weights to begin with, of the same size")
    parser.add_argument("--out", type=Path, default=TOP / "src/writethru/data/en/entail.npz")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    texts = Texts()
    given = told([p.stem for p in sorted(KEPT.glob("*.jsonl")) if p.stem not in HELD])
    left = told(list(HELD))
    both = [t for pair in (*given.values(), *left.values()) for t in pair]
    texts.fill([x for t in both for x in (t.text, *(p.text for p, _ in t.picks))])
    texts.fill(
        [headed(f.outlets[n], f.days[n], p) for f in {t.file.name: t.file for t in both if t.file}.values() for n, p in f.passages.items()]
    )
    held = [Row(t.text, held_to(t, 4), t.kind, "", np.zeros(texts.size(t.text))) for pair in left.values() for t in pair]
    net = Head(args.size, args.layers, args.drop)
    if args.start:
        load(net, args.start)
    adam = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=0.02)
    steps, n, start = args.epochs * math.ceil(len(rows_of(given, rng, texts)) / BATCH), 0, time.time()
    for epoch in range(args.epochs):
        net.train()
        total = 0.0
        some = batches(rows_of(given, rng, texts), texts, rng)
        for rows in some:
            for g in adam.param_groups:
                g["lr"] = args.rate * min(1, (n + 1) / (0.05 * steps)) * (args.to + (1 - args.to) * max(0, 1 - n / steps))
            batch = texts.batch(rows)
            with torch.autocast("cpu", torch.bfloat16):
                scores, tok, rel = net(batch)
            loss = loss_of((scores.float(), tok, rel), batch, rows, args.rank)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            adam.step()
            adam.zero_grad()
            total, n = total + loss.item(), n + 1
        ranked = area(odds(net, held, texts), np.array([r.kind > 0 for r in held]))
        print(f"{epoch} loss {total / len(some):.3f}, lists held: area {ranked:.3f}, {time.time() - start:.0f} s", flush=True)
        save(net, args.out)


if __name__ == "__main__":
    main()
