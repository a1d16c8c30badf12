"""Trains what tells whether two figures count the same thing (`writethru.entail.figures`): data/en/figures.npz.

    python train/ledger/figures.py --pack                                        # once: reads every figure's sentence
    python train/ledger/figures.py [--seconds 60] [--start FILE] [--out FILE]    # a minute on a GPU, an hour on a core

It learns from the stories of train/ledger/marked alone: every pair of a story's marks. The encoder is that of data/en/entail.npz, as it is,
so that every sentence is read but once; the layers above begin as that network's, or as those of `--start`. It does not
train on the lists WEIGHED, to which `same.py` fits what the network's word is worth, nor on KEPT.
Needs PyTorch, which is in no requirements file.
"""

import argparse
import pickle
import random
import sys
import time
from itertools import combinations
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "entail"))
from marked import KEPT, WEIGHED, relation, stories
from net import Batch, Net, load, save
from train import DEVICE, WEIGHTS, area, descend, options, pace

from writethru.entail.encoder import MOST, SIZE, read
from writethru.entail.joint import PLACES
from writethru.entail.pair import in_context, marked
from writethru.entail.pieces import CLS, SEP, pieces

RELATIONS = ("none", "same", "part")
PACKED = Path(__file__).parent / ".packed.pkl"
TESTED = 0.15  # of the pairs of different things left out
OTHERS = 4  # pairs of different things kept in a round for each pair of one thing

Figure = tuple[np.ndarray, np.ndarray, np.ndarray]  # pieces, which of them are of the figure, and their vectors in context
Pair = tuple[Figure, Figure, int]


def pack() -> None:
    """Every story's pairs, the earlier figure first, by list."""
    from writethru.text import sentences

    out: dict[str, list[list[Pair]]] = {}
    for s in stories():
        found: list[tuple[Figure, str]] = []
        for m in s.marks:
            text = s.texts[m.passage]
            told = in_context(text, sentences(text), [(m.start, m.end)], s.outlets[m.passage], s.days[m.passage])
            ids = np.array([CLS, *pieces(told.text, MOST), SEP], np.int64)
            found.append(((ids, marked(told), read(told.text)[0]), m.label))
        pairs = [(a, b, RELATIONS.index(relation(x, y))) for (a, x), (b, y) in combinations(found, 2) if a[1].any() and b[1].any()]
        out.setdefault(s.name.partition(".")[0], []).append(pairs)
    PACKED.write_bytes(pickle.dumps(out))


class Alike(Net):
    def __init__(self, alone: int, width: int, size: int, deep: int, dropout: float) -> None:
        super().__init__(alone, width, size, deep, dropout)
        self.mark = nn.Embedding(2, size)
        nn.init.normal_(self.mark.weight, std=0.2)
        del self.tok, self.rel
        self.middle, self.end = nn.Linear(5 * size, 128), nn.Linear(128, len(RELATIONS))

    def forward(self, b: Batch, context: torch.Tensor) -> torch.Tensor:  # type: ignore[override]
        """Scores of RELATIONS (rows, relations)."""
        return self.end(self.drop(F.gelu(self.middle(self.seen(b, context)), approximate="tanh")))

    def seen(self, b: Batch, context: torch.Tensor) -> torch.Tensor:
        """What `writethru.entail.pair.seen` gives (rows, 5 * size). Which pieces are marked stands in `amiss`."""
        x, _, later = self.together(b, self.mark((b.amiss > 0).long()), context)
        a, c = (self._mean(x, (b.amiss > 0) & (later == k)) for k in (False, True))
        return torch.cat([a, c, (a - c).abs(), a * c, x[:, 0]], -1)

    def _mean(self, x: torch.Tensor, where: torch.Tensor) -> torch.Tensor:
        w = where[:, :, None].to(x.dtype)
        return (x * w).sum(1) / w.sum(1).clamp(min=1)


def batch_of(pairs: list[Pair]) -> tuple[Batch, torch.Tensor]:
    longest = max(len(a[0]) + len(b[0]) for a, b, _ in pairs)
    ids, part, pos, when = (np.full((len(pairs), longest), none, np.int64) for none in (0, -1, 0, 0))
    mark = np.zeros((len(pairs), longest), np.float32)
    context = np.zeros((len(pairs), longest, SIZE), np.float32)
    for n, (a, b, _) in enumerate(pairs):
        size, end = len(a[0]), len(a[0]) + len(b[0])
        ids[n, :end], mark[n, :end] = np.concatenate([a[0], b[0]]), np.concatenate([a[1], b[1]])
        context[n, :size], context[n, size:end] = a[2], b[2]
        part[n, :size], part[n, size:end] = 0, 1
        pos[n, :size], pos[n, size:end] = np.arange(size), np.arange(end - size)
        when[n, size:end] = 1
    told = map(torch.from_numpy, (ids, part, np.minimum(pos, PLACES - 1), when, mark, mark))
    made = Batch(*told, torch.tensor([kind for *_, kind in pairs]))
    return made.to(DEVICE), torch.from_numpy(context).to(DEVICE)


def batches(pairs: list[Pair], size: int, rng: random.Random | None = None) -> list[list[Pair]]:
    found = sorted(pairs, key=lambda p: len(p[0][0]) + len(p[1][0]) + (rng.random() * 8 if rng else 0))
    out = [found[n : n + size] for n in range(0, len(found), size)]
    if rng:
        rng.shuffle(out)
    return out


def kept(story: list[Pair], rng: random.Random) -> list[Pair]:
    """All pairs of one thing, or of a part and its whole, and some of the others."""
    close, other = [p for p in story if p[2]], [p for p in story if not p[2]]
    return close + rng.sample(other, min(len(other), OTHERS * len(close)))


def arguments() -> argparse.Namespace:
    parser = options(__doc__ or "", "figures", seconds=60.0, size=128, deep=2, drop=0.2, rate=8e-4, seed=1)
    parser.add_argument("--start", type=Path, default=WEIGHTS / "entail.npz")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    if args.pack:
        return pack()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    lists: dict[str, list[list[Pair]]] = pickle.loads(PACKED.read_bytes())
    left_out = WEIGHED + KEPT
    given = [s for name, some in lists.items() if name not in left_out for s in some]
    left = [p for name in left_out for s in lists.get(name, []) for p in s if p[2] or rng.random() < TESTED]
    net = Alike(0, 1, args.size, args.deep, args.drop).to(DEVICE)
    load(net, args.start)
    own = [p for p in net.parameters() if p.requires_grad]
    adam = torch.optim.AdamW([{"params": own, "rate": args.rate}], weight_decay=0.02, fused=DEVICE == "cuda")
    start, told, most = time.time(), 0.0, 0.0
    while told < 1:
        net.train()
        losses = []
        for some in batches([p for s in given for p in kept(s, rng)], 128, rng):
            told = (time.time() - start) / args.seconds
            pace(adam, told)
            losses.append(step(net, adam, *batch_of(some)))
            if told >= 1:
                break
        same, found = tested(net, left)
        print(f"{time.time() - start:.0f} s, {len(losses)} batches: loss {float(torch.stack(losses).mean()):.3f}; {found}", flush=True)
        if same > most:  # it learns the stories by heart after ten rounds
            most = same
            save(net, args.out, ("norm.", "read."))


def step(net: Alike, adam: torch.optim.Optimizer, batch: Batch, context: torch.Tensor) -> torch.Tensor:
    with torch.autocast(DEVICE, torch.bfloat16, enabled=DEVICE == "cuda"):
        scores = net(batch, context)
    return descend(net, adam, F.cross_entropy(scores.float(), batch.kind, label_smoothing=0.05))


def tested(net: Alike, pairs: list[Pair]) -> tuple[float, str]:
    """Area under the ROC curve of one thing against all else; and that with others in words."""
    net.eval()
    found, kinds = [], []
    with torch.no_grad(), torch.autocast(DEVICE, torch.bfloat16, enabled=DEVICE == "cuda"):
        for some in batches(pairs, 256):
            found.append(torch.log_softmax(net(*batch_of(some)).float(), -1).cpu().numpy())
            kinds += [kind for *_, kind in some]
    scores, kind = np.concatenate(found), np.array(kinds)
    same = area(scores[:, 1], kind == 1)
    right = (scores.argmax(1) == kind).mean()
    return same, f"{len(kind)} pairs left out: same {same:.4f}, part {area(scores[:, 2], kind == 2):.4f}, right {right:.4f}"


if __name__ == "__main__":
    main()
