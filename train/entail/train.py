"""Trains the head of `writethru.entail`: data/en/entail.npz.

    python train/entail/train.py [--epochs 10] [--threads 2] [--out FILE] [--leave STORY ...]

Needs PyTorch, which is in no requirements file: only this script uses it. The encoder is frozen, so every sentence is read once by
`writethru.entail.encoder` and kept in train/entail/.read (not in the repository).
"""

import argparse
import json
import math
import pickle
import random
import time
import zlib
from pathlib import Path

import numpy as np
import torch
from read import HELD, KEPT, KINDS, TOP, File, files
from torch import nn
from torch.nn import functional as F

from writethru.entail.encoder import SIZE, read
from writethru.entail.judge import PASSAGES, PLACES, SENTENCE, WORD

BATCH = 48
STRANGE = 0.04  # of the sentences are also held to passages of another file, which bear out nothing
Row = tuple[str, tuple[str, ...], int, str]  # sentence, passages, number of its kind, pair


class Attention(nn.Module):
    def __init__(self, size: int, dropout: float) -> None:
        super().__init__()
        self.heads = size // 32
        self.qkv, self.o, self.a = nn.Linear(size, 3 * size), nn.Linear(size, size), nn.LayerNorm(size)
        self.f, self.g, self.c = nn.Linear(size, 4 * size), nn.Linear(4 * size, size), nn.LayerNorm(size)
        self.al, self.be = nn.Parameter(torch.linspace(0, 12, self.heads)), nn.Parameter(torch.linspace(8, 0, self.heads))
        self.drop = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, like: torch.Tensor, same: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
        b, t, size = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, 32).permute(2, 0, 3, 1, 4)
        bias = like[:, None] * self.al[:, None, None] + same[:, None] * self.be[:, None, None] + out
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype)).transpose(1, 2).reshape(b, t, size)
        x = self.a(x + self.drop(self.o(mixed)))
        return self.c(x + self.drop(self.g(F.gelu(self.f(x), approximate="tanh"))))


class Head(nn.Module):
    """As `writethru.entail.judge` computes it."""

    def __init__(self, size: int, layers: int, dropout: float) -> None:
        super().__init__()
        self.inp, self.seg, self.pos, self.ln = (
            nn.Linear(2 * SIZE, size),
            nn.Embedding(2, size),
            nn.Embedding(PLACES, size),
            nn.LayerNorm(size),
        )
        nn.init.normal_(self.seg.weight, std=0.02)
        nn.init.normal_(self.pos.weight, std=0.02)
        self.drop = nn.Dropout(dropout)
        self.L = nn.ModuleList(Attention(size, dropout) for _ in range(layers))
        self.out = nn.Sequential(nn.Linear(3 * size, size), nn.GELU(approximate="tanh"), nn.Dropout(dropout), nn.Linear(size, len(KINDS)))

    def forward(self, context: torch.Tensor, word: torch.Tensor, seg: torch.Tensor, pos: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
        other = (seg[:, :, None] != seg[:, None, :]).float()
        c, w = F.normalize(context, dim=-1), F.normalize(word, dim=-1)
        like, same = (c @ c.transpose(1, 2)) * other, (w @ w.transpose(1, 2)) * other
        x = self.ln(self.inp(self.drop(torch.cat([context, word * WORD], -1))) + self.seg(seg) + self.pos(pos))
        out = (~there)[:, None, None, :] * -1e4
        for layer in self.L:
            x = layer(x, like, same, out)
        own, others = (there & (seg == 0))[:, :, None].float(), (there & (seg == 1))[:, :, None].float()
        seen = [(x * own).sum(1) / own.sum(1).clamp(min=1), (x - 1e4 * (1 - own)).amax(1), (x - 1e4 * (1 - others)).amax(1)]
        return self.out(torch.cat(seen, -1))


def rows_of(given: list[File], rng: random.Random) -> list[Row]:
    """The sentences of files, each with the passages it rests on and some others, the two of a pair with the same; afresh every epoch."""
    out: list[Row] = []
    for f in given:
        shown: dict[str, list[int]] = {}
        for s in f.sentences:
            use = shown.get(s.pair) if s.pair else None
            if use is None:
                others = [n for n in f.passages if n not in s.rests]
                use = list(f.passages) if rng.random() < 0.3 else [*s.rests, *rng.sample(others, rng.randint(0, len(others)))]
                use = sorted(use)[:7]
                if rng.random() < 0.2:
                    rng.shuffle(use)
                if s.pair:
                    shown[s.pair] = use
            out.append((s.text, tuple(f.passages[n] for n in use), KINDS.index(s.kind), s.pair))
            if rng.random() < STRANGE:
                other = rng.choice(given)
                out.append((s.text, tuple(other.passages.values())[: rng.randint(1, 4)], KINDS.index("no-source"), ""))
    return out


class Vectors:
    """What the encoder makes of each text, kept between runs."""

    def __init__(self) -> None:
        self.path = KEPT / "vectors.pkl"
        self.found = pickle.loads(self.path.read_bytes()) if self.path.exists() else {}

    def fill(self, texts: list[str]) -> None:
        from threadpoolctl import threadpool_limits

        missing = [t for t in dict.fromkeys(texts) if t not in self.found]
        with threadpool_limits(1):
            for t in missing:
                self.found[t] = read(t)
        if missing:
            KEPT.mkdir(exist_ok=True)
            self.path.write_bytes(pickle.dumps(self.found))

    def batch(self, rows: list[Row]) -> list[torch.Tensor]:
        made = []
        for text, passages, _, _ in rows:
            parts, left = [tuple(a[:SENTENCE] for a in self.found[text])], PASSAGES
            for p in passages:
                if left > 0:
                    parts.append(tuple(a[:left] for a in self.found[p]))
                    left -= len(parts[-1][0])
            made.append(parts)
        longest = max(sum(len(p[0]) for p in parts) for parts in made)
        context, word = (np.zeros((len(rows), longest, SIZE), np.float32) for _ in range(2))
        seg, pos = (np.zeros((len(rows), longest), np.int64) for _ in range(2))
        there = np.zeros((len(rows), longest), bool)
        for r, parts in enumerate(made):
            at = 0
            for n, (c, w) in enumerate(parts):
                end = at + len(c)
                context[r, at:end], word[r, at:end], seg[r, at:end], there[r, at:end] = c, w, min(n, 1), True
                pos[r, at:end] = np.minimum(np.arange(len(c)), PLACES - 1)
                at = end
        return [torch.from_numpy(a) for a in (context, word, seg, pos, there)]


def batches(rows: list[Row], vectors: Vectors, rng: random.Random) -> list[list[Row]]:
    """Rows of about one length together, the two of a pair always."""
    groups: dict[str, list[Row]] = {}
    for n, row in enumerate(rows):
        groups.setdefault(row[3] or str(n), []).append(row)
    pairs = list(groups.values())
    rng.shuffle(pairs)
    out: list[list[Row]] = []
    for first in range(0, len(pairs), BATCH * 20):
        some = sorted(pairs[first : first + BATCH * 20], key=lambda g: sum(len(vectors.found[p][0]) for p in g[0][1]))
        batch: list[Row] = []
        for g in some:
            batch += g
            if len(batch) >= BATCH:
                out.append(batch)
                batch = []
        out += [batch] if batch else []
    rng.shuffle(out)
    return out


def loss_of(scores: torch.Tensor, rows: list[Row], rank: float) -> torch.Tensor:
    """Which kind, whether faulty at all, and that of a pair the faulty one is the more so."""
    y = torch.tensor([r[2] for r in rows])
    odds = torch.logsumexp(scores[:, 1:], 1) - scores[:, 0]
    loss = F.cross_entropy(scores, y, label_smoothing=0.05) + F.binary_cross_entropy_with_logits(odds, (y > 0).float())
    first: dict[str, int] = {}
    pairs = [(first[r[3]], n) for n, r in enumerate(rows) if r[3] and first.setdefault(r[3], n) != n]
    if pairs:
        i, j = torch.tensor(pairs).T
        loss = loss + rank * F.softplus((odds[i] - odds[j]) * ((y[j] > 0).float() * 2 - 1)).mean()
    return loss


def save(net: Head, path: Path) -> None:
    """Matrices as 8-bit integers with a scale for each row, the rest as 16-bit floats."""
    out: dict[str, np.ndarray] = {"kinds": np.frombuffer("\n".join(KINDS).encode(), np.uint8)}
    for name, value in net.state_dict().items():
        a = value.detach().float().numpy()
        if a.ndim == 2:
            scale = np.maximum(np.abs(a).max(1, keepdims=True), 1e-9) / 127
            out[name], out[name + ".scale"] = np.round(a / scale).astype(np.int8), scale.astype(np.float32)
        else:
            out[name] = a.astype(np.float32)
    np.savez_compressed(path, **out)  # type: ignore[arg-type]


def load(net: Head, path: Path) -> None:
    """Weights kept by `save` as those to begin with."""
    with np.load(path) as z:
        state = {k: torch.from_numpy(z[k] * z[k + ".scale"] if k + ".scale" in z.files else z[k]).float() for k in net.state_dict()}
    net.load_state_dict(state)


def odds(net: Head, rows: list[Row], vectors: Vectors) -> np.ndarray:
    """The chance of a fault of each row."""
    net.eval()
    found = np.zeros(len(rows))
    order = sorted(range(len(rows)), key=lambda n: sum(len(vectors.found[p][0]) for p in rows[n][1]))
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            found[some] = 1 - torch.softmax(net(*vectors.batch([rows[n] for n in some])).float(), -1)[:, 0].numpy()
    return found


def area(chance: np.ndarray, faulty: np.ndarray) -> float:
    """Area under the ROC curve."""
    rank = np.empty(len(chance))
    rank[np.argsort(chance, kind="stable")] = np.arange(1, len(chance) + 1)
    n = int(faulty.sum())
    return float((rank[faulty].sum() - n * (n + 1) / 2) / (n * (len(chance) - n)))


def probe_rows(leave: set[int]) -> tuple[list[Row], list[Row]]:
    """Probes of one sentence, parted by story: to train on, and left out (`leave`: parts of ten)."""
    out: tuple[list[Row], list[Row]] = [], []
    for line in (KEPT / "probes.jsonl").read_text("utf-8").splitlines():
        p = json.loads(line)
        if len(p["met"]) == 1:
            text, passages = p["met"][0]
            part = zlib.crc32(p["story"].encode()) % 10 in leave
            out[part].append((text, tuple(passages), KINDS.index(p["kind"]), "probe " + p["pair"]))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name, kind, default in (
        ("epochs", int, 10),
        ("threads", int, 2),
        ("size", int, 128),
        ("layers", int, 2),
        ("rate", float, 1e-3),
        ("drop", float, 0.2),
        ("rank", float, 0.5),
        ("seed", int, 1),
    ):
        parser.add_argument("--" + name, type=kind, default=default)
    parser.add_argument("--leave", type=int, nargs="*", default=[], help="parts of ten of the probes' stories to leave out and score")
    parser.add_argument("--start", type=Path, help="weights to begin with, of the same size")
    parser.add_argument("--out", type=Path, default=TOP / "src/writethru/data/en/entail.npz")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    given = [f for f in files() if f.name[0] not in HELD]
    told, left = probe_rows(set(args.leave))
    held = rows_of(files(HELD), random.Random(5))
    vectors = Vectors()
    vectors.fill([t for f in [*given, *files(HELD)] for t in [*f.passages.values(), *(s.text for s in f.sentences)]])
    vectors.fill([t for r in told + left for t in [r[0], *r[1]]])
    net = Head(args.size, args.layers, args.drop)
    if args.start:
        load(net, args.start)
    adam = torch.optim.AdamW(net.parameters(), lr=args.rate, weight_decay=0.02)
    steps, n, start = args.epochs * math.ceil(len(rows_of(given, rng) + told) / BATCH), 0, time.time()
    for epoch in range(args.epochs):
        net.train()
        total = 0.0
        some = batches(rows_of(given, rng) + told, vectors, rng)
        for rows in some:
            for g in adam.param_groups:
                g["lr"] = args.rate * min(1, (n + 1) / (0.05 * steps)) * max(0.01, 1 - n / steps)
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(*vectors.batch(rows)).float()
            loss = loss_of(scores, rows, args.rank)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            adam.step()
            adam.zero_grad()
            total, n = total + loss.item(), n + 1
        print(f"{epoch} loss {total / len(some):.3f}, {time.time() - start:.0f} s", flush=True)
        if epoch % 3 == 2 or epoch == args.epochs - 1:
            for name, rows in (("files held", held), ("probes left out", left)):
                if rows:
                    print(f"   {name}: area {area(odds(net, rows, vectors), np.array([r[2] > 0 for r in rows])):.3f}", flush=True)
            save(net, args.out)


if __name__ == "__main__":
    main()
