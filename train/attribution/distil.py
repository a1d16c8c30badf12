"""Train the small encoder of writethru.extract.context to give what the first layers of all-MiniLM-L6-v2 give; writes context.npz.

Usage: python distil.py [--wikinews DIR] [--out FILE] [--rounds N]      --out defaults to src/writethru/data/en/context.npz
Needs PyTorch, which the project itself does not. Texts: those of the corpora of this folder, of ../entail/pairs and ../ledger/stories, all our
own, and with --wikinews the Wikinews reports (CC BY); no marks of them. Each layer keeps of the teacher's the heads and inner units that add
most to what it gives (Michel, Levy & Neubig 2019) and is then trained, with all others, so that what stands after every layer comes
near to the teacher's (Jiao et al. 2020, TinyBERT).
"""

import argparse
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import wikinews
from check import parse
from reports import HERE
from torch import nn
from torch.nn import functional as F
from weights import write_encoder

from writethru.entail.encoder import HEAD, SIZE, Encoder, untuned
from writethru.entail.pieces import CLS, SEP
from writethru.extract.context import LAYERS, windows
from writethru.extract.reading import read

HEADS = SIZE // HEAD
KEPT_HEADS, INNER = 6, 512  # of 12 and 1536
RATE, WARM, BATCH = 6e-4, 200, 4096  # learning rate, steps until it is reached, padded pieces in a batch
WEIGHTS = (1.0, 1.0, 1.0, 3.0)  # of what stands after each layer
_PASSAGE = re.compile(r"\d+ [^|]*\|[^|]*\| (.*)$")
_SENTENCE = re.compile(r"[+a-z-]+ ?[\d, ]*\| (.*)$")
Batch = tuple[torch.Tensor, torch.Tensor]


def texts(folder: Path | None) -> Iterator[str]:
    """Everything that is read, a paragraph a line."""
    for path in sorted((HERE / "corpus").glob("**/*.txt")):
        for report in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip("\n")):
            yield parse(report.strip("\n").removeprefix("# "))[0]
    for path in sorted((HERE.parent / "ledger/stories").glob("*.txt")):
        yield "\n".join(x.split("|")[-1].strip() if x.startswith("===") else x for x in path.read_text(encoding="utf-8").splitlines())
    for path in sorted((HERE.parent / "entail/pairs").glob("*.txt")):
        for file in path.read_text(encoding="utf-8").split("===="):
            told: list[str] = []
            for line in file.splitlines():
                if m := _PASSAGE.match(line):
                    told.append(m[1])
                elif m := _SENTENCE.match(line):
                    yield m[1]
            yield from (" ".join(told[n : n + 3]) for n in range(0, len(told), 3))
    if folder:
        yield from wikinews.texts(folder).values()


def rows(folder: Path | None) -> list[list[int]]:
    """The pieces of every window of the texts."""
    seen = set()
    for text in texts(folder):
        r = read(text)
        for paragraph in r.paragraphs:
            seen |= {(CLS, *(p for token in w for p in token), SEP) for w in windows(r, paragraph)}
    return [list(x) for x in sorted(seen)]


def batches(items: list[list[int]], rng: np.random.Generator) -> Iterator[Batch]:
    """All rows once, those of like length together: numbers of pieces and 1 where there is one, (rows, length)."""
    order = sorted(range(len(items)), key=lambda i: len(items[i]) + rng.random() * 6)
    groups: list[list[int]] = [[]]
    for i in order:
        if len(groups[-1]) * len(items[i]) > BATCH:
            groups.append([])
        groups[-1].append(i)
    for k in rng.permutation(len(groups)):
        group = [items[i] for i in groups[k]]
        longest = max(map(len, group))
        ids = np.array([x + [0] * (longest - len(x)) for x in group])
        mask = np.array([[1.0] * len(x) + [0.0] * (longest - len(x)) for x in group], np.float32)
        yield torch.from_numpy(ids), torch.from_numpy(mask)


class Layer(nn.Module):
    """One layer of the encoder with `heads` heads and `inner` units."""

    def __init__(self, heads: int, inner: int) -> None:
        super().__init__()
        wide = heads * HEAD
        self.heads = heads
        self.products = nn.ModuleList(nn.Linear(a, b) for a, b in [*[(SIZE, wide)] * 3, (wide, SIZE), (SIZE, inner), (inner, SIZE)])
        self.norms = nn.ModuleList(nn.LayerNorm(SIZE, eps=1e-12) for _ in range(2))

    def mixed(self, x: Any, mask: Any) -> Any:
        """What the heads bring together: (rows, length, heads * HEAD)."""
        q, k, v = (p(x).unflatten(-1, (self.heads, HEAD)).transpose(1, 2) for p in self.products[:3])
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).flatten(2)

    def between(self, x: Any, mask: Any) -> Any:
        return self.norms[0](x + self.products[3](self.mixed(x, mask)))

    def forward(self, x: Any, mask: Any) -> Any:
        y = self.between(x, mask)
        return self.norms[1](y + self.products[5](F.gelu(self.products[4](y), approximate="tanh")))


def teacher(model: Encoder) -> nn.ModuleList:
    out = nn.ModuleList(Layer(HEADS, len(x.products[5][0])) for x in model.layers)
    for layer, given in zip(out, model.layers, strict=True):
        for to, (w, b) in zip(layer.products, given.products, strict=True):
            to.weight.data, to.bias.data = torch.from_numpy(w.T.copy()), torch.from_numpy(b.copy())
        for to, (g, b) in zip(layer.norms, given.norms, strict=True):
            to.weight.data, to.bias.data = torch.from_numpy(g.copy()), torch.from_numpy(b.copy())
    return out.requires_grad_(False)


def first(model: Encoder, ids: Any) -> Any:
    """The vectors of pieces in their places, as both read them."""
    places = np.tile(np.arange(ids.shape[1]), len(ids))
    return torch.from_numpy(model.placed(ids.flatten().tolist(), places)).unflatten(0, ids.shape)


def attended(mask: Any) -> Any:
    """What is added to scores: nothing, or as good as minus infinity past a row's end."""
    return ((mask - 1) * 1e4)[:, None, None]


def student(model: Encoder, big: nn.ModuleList, sample: list[Batch]) -> nn.ModuleList:
    """The teacher's layers with the heads and inner units alone that add most to what it gives for a sample."""
    out = nn.ModuleList(Layer(KEPT_HEADS, INNER) for _ in big)
    told = [[torch.zeros(HEADS), torch.zeros(b.products[5].in_features)] for b in big]
    for ids, mask in sample:
        x = first(model, ids)
        for (heads, units), layer in zip(told, big, strict=True):
            mixed = layer.mixed(x, attended(mask)).unflatten(-1, (HEADS, HEAD))
            each = torch.einsum("blhd,ohd->blho", mixed, layer.products[3].weight.unflatten(1, (HEADS, HEAD)))
            heads += each.std((0, 1)).norm(dim=-1)
            inner = F.gelu(layer.products[4](layer.between(x, attended(mask))), approximate="tanh")
            units += inner.std((0, 1)) * layer.products[5].weight.norm(dim=0)
            x = layer(x, attended(mask))
    for (heads, units), small, layer in zip(told, out, big, strict=True):
        kept = torch.cat([torch.arange(h * HEAD, (h + 1) * HEAD) for h in sorted(heads.topk(KEPT_HEADS).indices.tolist())])
        best = units.topk(INNER).indices
        for n, given in enumerate(layer.products):
            w, b = given.weight, given.bias
            w, b = (w[kept], b[kept]) if n < 3 else (w[:, kept], b) if n == 3 else (w[best], b[best]) if n == 4 else (w[:, best], b)
            small.products[n].weight.data, small.products[n].bias.data = w.clone(), b.clone()
        small.norms.load_state_dict(layer.norms.state_dict())
    return out


def far(x: Any, y: Any, mask: Any) -> Any:
    """How far two readings are apart: the mean square of what differs over that of what varies."""
    inside = mask[..., None]
    spread = ((y - y.mean((0, 1))) ** 2 * inside).sum()
    return ((x - y) ** 2 * inside).sum() / spread


def named(small: nn.ModuleList) -> dict[str, np.ndarray]:
    """The student's weights by the names they ship under."""
    out: dict[str, np.ndarray] = {}
    for n, layer in enumerate(small):
        for k, p in enumerate(layer.products):
            out[f"{n}.{k}"], out[f"{n}.{k}.bias"] = p.weight.detach().numpy().T, p.bias.detach().numpy()
        for k, p in enumerate(layer.norms):
            out[f"{n}.norm{k}.gain"], out[f"{n}.norm{k}.bias"] = p.weight.detach().numpy(), p.bias.detach().numpy()
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wikinews", type=Path, metavar="DIR")
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "src/writethru/data/en/context.npz")
    parser.add_argument("--rounds", type=int, default=4)
    a = parser.parse_args()
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    items = rows(a.wikinews)
    rng.shuffle(items)
    held, items = list(batches(items[:600], rng)), items[600:]
    total = a.rounds * sum(1 for _ in batches(items, rng))
    print(len(items), "windows", sum(map(len, items)), "pieces", total, "steps", flush=True)
    model = untuned(LAYERS)
    big = teacher(model)
    small = student(model, big, held[:4])
    best = torch.optim.AdamW(small.parameters(), lr=RATE, weight_decay=1e-3, betas=(0.9, 0.98))
    t, begun, said = 0, time.time(), 0.0
    for _ in range(a.rounds):
        for ids, mask in batches(items, rng):
            for group in best.param_groups:
                group["lr"] = RATE * min(1, (t + 1) / WARM) * max(0.01, 0.5 * (1 + np.cos(np.pi * t / total)))
            with torch.autocast("cpu", torch.bfloat16):
                value = torch.zeros(())
                x = y = first(model, ids)
                for weight, one, other in zip(WEIGHTS, big, small, strict=True):
                    with torch.no_grad():
                        y = one(y, attended(mask))
                    x = other(x, attended(mask))
                    value = value + weight * far(x.float(), y.float(), mask)
            best.zero_grad()
            value.backward()
            nn.utils.clip_grad_norm_(small.parameters(), 1.0)
            best.step()
            t += 1
            said += float(value.detach())
            if t % 100 == 0:
                print(
                    t,
                    round(time.time() - begun),
                    "s",
                    "loss",
                    round(said / 100, 4),
                    "held",
                    round(apart(model, big, small, held), 4),
                    flush=True,
                )
                said = 0.0
                write_encoder(a.out, named(small))
    write_encoder(a.out, named(small))


@torch.no_grad()
def apart(model: Encoder, big: nn.ModuleList, small: nn.ModuleList, held: list[Batch]) -> float:
    """How far the last layers are apart on windows not trained on."""
    found = []
    for ids, mask in held[:3]:
        x = y = first(model, ids)
        for one, other in zip(big, small, strict=True):
            x, y = other(x, attended(mask)), one(y, attended(mask))
        found.append(float(far(x, y, mask)))
    return sum(found) / len(found)


if __name__ == "__main__":
    main()
