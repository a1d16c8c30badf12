"""The head of `writethru.entail` in PyTorch, computed as `writethru.entail.judge` does, and its weights in a file."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from read import KINDS
from torch import nn
from torch.nn import functional as F

from writethru.entail.encoder import SIZE
from writethru.entail.judge import LATEST, PLACES, WORD


@dataclass(frozen=True)
class Batch:
    context: torch.Tensor
    word: torch.Tensor
    seg: torch.Tensor
    pos: torch.Tensor
    when: torch.Tensor
    there: torch.Tensor
    amiss: torch.Tensor  # labels of pieces, UNKNOWN where there is none
    rests: torch.Tensor


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
        self.inp, self.ln = nn.Linear(2 * SIZE, size), nn.LayerNorm(size)
        self.seg, self.pos, self.when = (nn.Embedding(n, size) for n in (2, PLACES, LATEST + 1))
        for e in (self.seg, self.pos, self.when):
            nn.init.normal_(e.weight, std=0.02)
        self.drop = nn.Dropout(dropout)
        self.L = nn.ModuleList(Attention(size, dropout) for _ in range(layers))
        self.tok, self.rel = nn.Linear(size, 1), nn.Linear(size, 1)
        self.out = nn.Sequential(nn.Linear(4 * size, size), nn.GELU(approximate="tanh"), nn.Dropout(dropout), nn.Linear(size, len(KINDS)))

    def forward(self, b: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Scores of the kinds (rows, kinds), and of every piece whether it is amiss and whether the sentence rests on it (rows, pieces)."""
        other = (b.seg[:, :, None] != b.seg[:, None, :]).float()
        c, w = F.normalize(b.context, dim=-1), F.normalize(b.word, dim=-1)
        like, same = (c @ c.transpose(1, 2)) * other, (w @ w.transpose(1, 2)) * other
        x = self.inp(self.drop(torch.cat([b.context, b.word * WORD], -1))) + self.seg(b.seg) + self.pos(b.pos) + self.when(b.when)
        x = self.ln(x)
        out = (~b.there)[:, None, None, :] * -1e4
        for layer in self.L:
            x = layer(x, like, same, out)
        own, others = ((b.there & (b.seg == n))[:, :, None].float() for n in (0, 1))
        tok, rel = self.tok(x).float(), self.rel(x).float()
        seen = [
            (x * own).sum(1) / own.sum(1).clamp(min=1),
            (x - 1e4 * (1 - own)).amax(1),
            (x + F.logsigmoid(rel) - 1e4 * (1 - others)).amax(1),
            (x * torch.softmax(tok - 1e4 * (1 - own), 1)).sum(1),
        ]
        return self.out(torch.cat(seen, -1)), tok[:, :, 0], rel[:, :, 0]


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
