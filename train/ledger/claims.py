"""Trains what tells whether two statements of two outlets say one thing (`writethru.entail.claims`): data/en/claims.npz.

    python train/ledger/claims.py --pack                         # once: reads every statement, five minutes
    python train/ledger/claims.py [--epochs 4] [--all]           # half an hour on a core

It learns from the stories of train/ledger/said alone. The encoder is that of data/en/entail.npz, as it is, so that every sentence is read
but once; the layers above begin as those of data/en/figures.npz. By whole stories every sixth is left out and measured; with `--all`
only the lists KEPT are, from which nothing learns. The pairs worth reading are chosen by a logistic regression on the signs alone, fitted here too.
Needs PyTorch, which is in no requirements file.
"""

import argparse
import pickle
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "entail"))
from figures import Alike, Figure, batch_of, batches
from marked import KEPT, LEFT
from net import Batch, load, save
from train import WEIGHTS, area, descend, options, pace

from writethru.entail.claims import KINDS, WEIGHT
from writethru.entail.encoder import MOST, read
from writethru.entail.pair import marked
from writethru.entail.pieces import CLS, SEP, pieces

PACKED = Path(__file__).parent / ".said.pkl"
SAID = ("same", "holds", "held")
OTHERS = 500  # pairs of different things of a story kept in a round
ROWS = 64


@dataclass(frozen=True)
class Pair:
    story: str
    early: Figure
    late: Figure
    kind: int
    signs: np.ndarray


@dataclass(frozen=True)
class Packed:
    pairs: list[Pair]
    near: list[bool]  # whether the product would look at the pair, or only the marks tell of it
    total: int  # pairs of two outlets that say one thing, looked at or not


def pack() -> None:
    """Every story's pairs that are near, and those marked, the earlier statement first."""
    from said import stories

    from writethru.reconcile.resaid import told
    from writethru.reconcile.signs import Gists, nearest, signs
    from writethru.reconcile.unit import weights

    out: dict[str, Packed] = {}
    for s in stories():
        idf, gists = weights(s.units), Gists(s.units)
        near = set(nearest(s.units, gists, idf)) - s.open
        apart = {p: k for p, k in s.relations.items() if p[0] < p[1] and s.units[p[0]].outlet != s.units[p[1]].outlet}
        given = sorted(near | apart.keys())
        rows = signs(s.units, given, gists, idf)
        read_as = [_packed(told(u)) for u in s.units]
        pairs = [
            Pair(s.name, read_as[i], read_as[j], KINDS.index(s.relations.get((i, j), "none")), row)
            for (i, j), row in zip(given, rows, strict=True)
        ]
        seen = [p.early[1].any() and p.late[1].any() for p in pairs]
        pairs, there = [p for p, ok in zip(pairs, seen, strict=True) if ok], [g in near for g, ok in zip(given, seen, strict=True) if ok]
        out[s.name] = Packed(pairs, there, sum(k in SAID for k in apart.values()))
        print(s.name, len(pairs), flush=True)
    PACKED.write_bytes(pickle.dumps(out))


def _packed(m) -> Figure:  # type: ignore[no-untyped-def]
    ids = np.array([CLS, *pieces(m.text, MOST), SEP], np.int64)
    return ids, marked(m), read(m.text)[0]


class Said(Alike):
    """Two statements read together, and the signs beside what is seen."""

    def __init__(self, size: int, deep: int, dropout: float, signs: int) -> None:
        super().__init__(0, 1, size, deep, dropout)
        self.middle, self.end = nn.Linear(5 * size + signs, 128), nn.Linear(128, len(KINDS))

    def scores(self, b: Batch, context: torch.Tensor, signs: torch.Tensor) -> torch.Tensor:
        seen = torch.cat([self.seen(b, context), signs * WEIGHT], -1)
        return self.end(self.drop(F.gelu(self.middle(seen), approximate="tanh")))


def given(pairs: list[Pair]) -> tuple[Batch, torch.Tensor, torch.Tensor]:
    batch, context = batch_of([(p.early, p.late, p.kind) for p in pairs])
    return batch, context, torch.from_numpy(np.array([p.signs for p in pairs])).to(context.device)


def in_batches(pairs: list[Pair], size: int, rng: random.Random | None = None) -> list[list[Pair]]:
    by_place = [(p.early, p.late, n) for n, p in enumerate(pairs)]
    return [[pairs[n] for *_, n in some] for some in batches(by_place, size, rng)]


def chosen(packed: Packed, rng: random.Random) -> list[Pair]:
    """All marked pairs of a story, and some of the others."""
    close, other = [p for p in packed.pairs if p.kind], [p for p in packed.pairs if not p.kind]
    return close + rng.sample(other, min(len(other), OTHERS))


def first(stories: list[Packed]) -> tuple[np.ndarray, np.ndarray]:
    """Weights and bias of a logistic regression on the signs alone, by Newton's method."""
    pairs = [p for s in stories for p, near in zip(s.pairs, s.near, strict=True) if near]
    x = np.array([[*p.signs, 1.0] for p in pairs])
    y = np.array([KINDS[p.kind] in SAID for p in pairs], float)
    w = np.zeros(x.shape[1])
    for _ in range(20):
        chance = 1 / (1 + np.exp(-x @ w))
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + np.eye(len(w))
        w += np.linalg.solve(curve, x.T @ (y - chance) - w)
    return w[:-1].astype(np.float32), w[-1:].astype(np.float32)


def tested(net: Said, stories: list[Packed]) -> tuple[np.ndarray, str]:
    """How probable each kind is, for the pairs the product would look at; and how well they are ranked, in words."""
    pairs = [p for s in stories for p, near in zip(s.pairs, s.near, strict=True) if near]
    order = in_batches(pairs, 256)
    net.eval()
    with torch.no_grad():
        chances = np.concatenate([torch.softmax(net.scores(*given(some)), -1).numpy() for some in order])
    kinds = np.array([p.kind for some in order for p in some])
    one = np.isin(kinds, [KINDS.index(k) for k in SAID])
    rank = one[np.argsort(-chances[:, [KINDS.index(k) for k in SAID]].sum(1))]
    right = rank.cumsum() / np.arange(1, len(rank) + 1)
    total = sum(s.total for s in stories)
    found = {at: rank.cumsum()[np.flatnonzero(right >= at)[-1]] / total if (right >= at).any() else 0.0 for at in (0.8, 0.7, 0.6)}
    said = f"{len(rank)} pairs, {total} of one thing: average precision {(right * rank).sum() / total:.3f}"
    areas = [area(chances[:, KINDS.index(k)], kinds == KINDS.index(k)) for k in ("against", "newer")]
    return chances, f"{said}, found {', '.join(f'{r:.3f} at {at}' for at, r in found.items())}; areas {areas[0]:.3f} {areas[1]:.3f}"


def arguments() -> argparse.Namespace:
    parser = options(__doc__ or "", "claims", epochs=4, size=128, deep=2, drop=0.2, rate=5e-4, seed=1, fold=0)
    parser.add_argument("--all", action="store_true", help="leave out nothing but the lists KEPT")
    parser.add_argument("--start", type=Path, default=WEIGHTS / "figures.npz")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    if args.pack:
        return pack()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    lists: dict[str, Packed] = pickle.loads(PACKED.read_bytes())
    kept = [n for n in lists if n.startswith(KEPT)]
    left = kept if args.all else sorted(set(lists) - set(kept))[args.fold :: LEFT]
    known = [lists[n] for n in sorted(lists) if n not in (*kept, *left)]
    net = Said(args.size, args.deep, args.drop, len(known[0].pairs[0].signs))
    load(net, args.start)
    adam = torch.optim.AdamW([{"params": [p for p in net.parameters() if p.requires_grad], "rate": args.rate}], weight_decay=0.02)
    start = time.time()
    for epoch in range(args.epochs):
        net.train()
        some = in_batches([p for s in known for p in chosen(s, rng)], ROWS, rng)
        losses = []
        for n, pairs in enumerate(some):
            pace(adam, (epoch + n / len(some)) / args.epochs)
            batch, context, signs = given(pairs)
            loss = F.cross_entropy(net.scores(batch, context, signs), batch.kind, label_smoothing=0.05)
            losses.append(float(descend(net, adam, loss)))
        print(f"{time.time() - start:.0f} s, loss {np.mean(losses):.3f}; {tested(net, [lists[n] for n in left])[1]}", flush=True)
    weight, bias = first(known)
    save(net, args.out, ("norm.", "read."))
    with np.load(args.out) as z:
        np.savez(args.out, **z, **{"first.weight": weight, "first.bias": bias})


if __name__ == "__main__":
    main()
