"""Trains the network of `writethru.entail`: data/en/entail.npz.

    python train/entail/read.py                                   # once, with writethru's own libraries: train/entail/.read
    python train/entail/train.py --pack                           # once: train/entail/.read/packed.xz, all that the next needs
    python train/entail/train.py [--seconds 600] [--out FILE]     # on a GPU: rounds over all until the time is up

Needs PyTorch, which is in no requirements file: only this script uses it.

A sentence is held to the passages that `check` picks for it or, now and then, to whole passages of its file. Beside the verdict (which
kind, whether faulty at all, which of a pair is the faultier) the network is taught which words of the sentence are amiss, those in which
the two of a pair differ, and which passages the sentence rests on.
"""

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from net import Batch, Net, save
from read import HELD, TOP
from rows import Row, Texts, held_to, pack, rows_of, unpacked
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset

WEIGHTS = TOP / "src/writethru/data/en"
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
WARM, LAST = 0.04, 0.01  # of the time the rate rises; the part of it that is left at the end


class Batches(Dataset[Batch]):
    """Rows of about one length together, the two of a pair always."""

    def __init__(self, rows: list[Row], texts: Texts, size: int, rng: random.Random | None = None) -> None:
        self.texts = texts
        groups: dict[str, list[Row]] = {}
        for n, row in enumerate(rows):
            groups.setdefault(row.pair or str(n), []).append(row)
        pairs = list(groups.values())
        if rng:
            rng.shuffle(pairs)
        self.batches: list[list[Row]] = []
        step = size * 20 if rng else len(pairs)
        for first in range(0, len(pairs), step):
            batch: list[Row] = []
            for g in sorted(pairs[first : first + step], key=lambda g: sum(texts.size(p) for p, _ in g[0].passages)):
                batch += g
                if len(batch) >= size:
                    self.batches.append(batch)
                    batch = []
            self.batches += [batch] if batch else []
        if rng:
            rng.shuffle(self.batches)

    def __len__(self) -> int:
        return len(self.batches)

    def __getitem__(self, n: int) -> Batch:
        return self.texts.batch(self.batches[n])

    def __iter__(self) -> Iterator[tuple[Batch, list[Row]]]:
        return zip(DataLoader(self, batch_size=None, num_workers=3 if DEVICE == "cuda" else 0), self.batches, strict=True)


def loss_of(told: tuple[torch.Tensor, torch.Tensor, torch.Tensor], batch: Batch, rows: list[Row], rank: float) -> torch.Tensor:
    """Which kind, whether faulty at all, that of a pair the faulty one is the more so, which words are amiss, and which passages bear it."""
    scores, word, rests = told
    odds = torch.logsumexp(scores[:, 1:], 1) - scores[:, 0]
    loss = F.cross_entropy(scores, batch.kind, label_smoothing=0.05) + F.binary_cross_entropy_with_logits(odds, (batch.kind > 0).float())
    first: dict[str, int] = {}
    pairs = [(first[r.pair], n) for n, r in enumerate(rows) if r.pair and first.setdefault(r.pair, n) != n]
    if pairs:
        i, j = torch.tensor(pairs, device=odds.device).T
        way = (batch.kind[j] > 0).float() - (batch.kind[i] > 0).float()
        loss = loss + rank * (F.softplus((odds[i] - odds[j]) * way) * (way != 0)).mean()
    for found, labels, share in ((word, batch.amiss, 4.0), (rests, batch.rests, 1.0)):
        known = (labels >= 0).float()
        lost = F.binary_cross_entropy_with_logits(found, labels.clamp(min=0), reduction="none")
        loss = loss + share * (lost * known).sum() / known.sum().clamp(min=1)
    return loss


def odds(net: Net, rows: list[Row], texts: Texts) -> tuple[np.ndarray, np.ndarray]:
    """The chance of a fault, and whether there is one, of each row."""
    net.eval()
    chance, faulty = [], []
    with torch.no_grad(), torch.autocast(DEVICE, torch.bfloat16):
        for batch, _ in Batches(rows, texts, 128):
            chance.append(1 - torch.softmax(net(batch.to(DEVICE))[0].float(), -1)[:, 0].cpu().numpy())
            faulty.append(batch.kind.numpy() > 0)
    return np.concatenate(chance), np.concatenate(faulty)


def area(chance: np.ndarray, faulty: np.ndarray) -> float:
    """Area under the ROC curve."""
    rank = np.empty(len(chance))
    rank[np.argsort(chance, kind="stable")] = np.arange(1, len(chance) + 1)
    n = int(faulty.sum())
    return float((rank[faulty].sum() - n * (n + 1) / 2) / (n * (len(chance) - n)))


def best(chance: np.ndarray, faulty: np.ndarray) -> float:
    """The best balanced accuracy that any threshold gives."""
    right = faulty[np.argsort(-chance)]
    found, alarms = np.cumsum(right) / right.sum(), np.cumsum(~right) / (~right).sum()
    return float(((found + 1 - alarms) / 2).max())


def options(doc: str, out: str, **numbers: float) -> argparse.ArgumentParser:
    """A parser of what a training is told: numbers by name, each with what it is unless told, where the weights go, and whether only to pack."""
    parser = argparse.ArgumentParser(description=doc.split("\n")[0])
    for name, default in numbers.items():
        parser.add_argument("--" + name, type=type(default), default=default)
    parser.add_argument("--pack", action="store_true", help="only pack what is learned from")
    parser.add_argument("--out", type=Path, default=WEIGHTS / f"{out}.npz")
    return parser


def arguments() -> argparse.Namespace:
    numbers = {"seconds": 600.0, "alone": 4, "width": 16, "batch": 64, "rate": 5e-4, "own": 6e-4, "size": 256, "deep": 4, "drop": 0.2}
    return options(__doc__ or "", "entail", **numbers, rank=0.5, seed=1).parse_args()


def main() -> None:
    args = arguments()
    if args.pack:
        return pack()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    lists, texts = unpacked()
    given = {pair: both for name, some in lists.items() if name not in HELD for pair, both in some.items()}
    held = [Row(t.text, held_to(t, 4), t.kind, "", t.words) for name in HELD for both in lists[name].values() for t in both]
    net = Net(args.alone, args.width, args.size, args.deep, args.drop).to(DEVICE)
    tuned = [p for n, p in net.named_parameters() if p.requires_grad and n.startswith("read.")]
    own = [p for n, p in net.named_parameters() if p.requires_grad and not n.startswith("read.")]
    adam = torch.optim.AdamW(
        [{"params": tuned, "rate": args.rate}, {"params": own, "rate": args.own}], weight_decay=0.02, fused=DEVICE == "cuda"
    )
    start, told, most = time.time(), 0.0, 0.0
    while told < 1:
        net.train()
        losses: list[torch.Tensor] = []
        for batch, rows in Batches(rows_of(given, rng, texts), texts, args.batch, rng):
            told = (time.time() - start) / args.seconds
            pace(adam, told)
            losses.append(step(net, adam, batch.to(DEVICE), rows, args.rank))
            if told >= 1:
                break
        chance, faulty = odds(net, held, texts)
        print(
            f"{args.out.stem}, {time.time() - start:.0f} s: {len(losses)} batches, loss {float(torch.stack(losses).mean()):.3f}, "
            f"held: area {area(chance, faulty):.4f}, best {best(chance, faulty):.4f}",
            flush=True,
        )
        save(net, args.out)
        if area(chance, faulty) > most:
            most = area(chance, faulty)
            save(net, args.out.with_suffix(".best.npz"))


def step(net: Net, adam: torch.optim.Optimizer, batch: Batch, rows: list[Row], rank: float) -> torch.Tensor:
    with torch.autocast(DEVICE, torch.bfloat16):
        scores, word, rests = net(batch)
    return descend(net, adam, loss_of((scores.float(), word, rests), batch, rows, rank))


def pace(adam: torch.optim.Optimizer, told: float) -> None:
    """Sets the rates for a part of the time that is over."""
    for g in adam.param_groups:
        g["lr"] = g["rate"] * min(1, told / WARM) * max(LAST, 1 - told)


def descend(net: nn.Module, adam: torch.optim.Optimizer, loss: torch.Tensor) -> torch.Tensor:
    loss.backward()
    nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    adam.step()
    adam.zero_grad()
    return loss.detach()


if __name__ == "__main__":
    main()
