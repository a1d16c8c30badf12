"""The network of `writethru.entail` in PyTorch, computed as `encoder` and `judge` do, and what is trained of it in a file."""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import torch
from read import KINDS
from torch import nn
from torch.nn import functional as F

from writethru.entail import encoder as given
from writethru.entail.encoder import HEAD, SIZE
from writethru.entail.joint import LATEST, PLACES, WORD
from writethru.entail.pieces import CLS, SEP

FAR = -1e4
HALF = torch.bfloat16 if torch.cuda.is_available() else torch.float32


@dataclass(frozen=True)
class Batch:
    ids: torch.Tensor  # (rows, pieces), the first six
    part: torch.Tensor  # which text of its row a piece is of: 0 the sentence, -1 none
    pos: torch.Tensor  # its place in its text
    when: torch.Tensor  # how late that text is
    amiss: torch.Tensor  # labels of pieces, UNKNOWN where there is none
    rests: torch.Tensor
    kind: torch.Tensor  # (rows,)

    def to(self, device: str) -> "Batch":
        return Batch(*(getattr(self, f.name).to(device, non_blocking=True) for f in fields(self)))


class Tuned(nn.Module):
    """A product of the encoder, which stays as it is, and beside it a narrow one of our own (LoRA; Hu et al. 2021)."""

    def __init__(self, product: tuple[np.ndarray, np.ndarray], width: int) -> None:
        super().__init__()
        self.register_buffer("weight", torch.from_numpy(product[0].copy()), persistent=False)
        self.register_buffer("bias", torch.from_numpy(product[1].copy()), persistent=False)
        self.down = nn.Parameter(torch.randn(self.weight.shape[0], width) * self.weight.shape[0] ** -0.5)
        self.up = nn.Parameter(torch.zeros(width, self.weight.shape[1]))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return F.linear(x, (self.weight + self.down @ self.up).T, self.bias)


def normed(gain: np.ndarray, offset: np.ndarray) -> nn.LayerNorm:
    found = nn.LayerNorm(SIZE, 1e-12)
    found.weight.data, found.bias.data = torch.from_numpy(gain.copy()), torch.from_numpy(offset.copy())
    return found


class Read(nn.Module):
    """A layer of the encoder, in which each text is read by itself."""

    def __init__(self, layer: given.Layer, width: int, dropout: float) -> None:
        super().__init__()
        self.products = nn.ModuleList(Tuned(p, width) for p in layer.products)
        self.norms = nn.ModuleList(normed(*n) for n in layer.norms)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        b, t, size = x.shape
        query, key, value, out, wide, back = self.products
        q, k, v = (p(x).view(b, t, SIZE // HEAD, -1).transpose(1, 2) for p in (query, key, value))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        x = self.norms[0](x + self.drop(out(mixed.transpose(1, 2).reshape(b, t, size))))
        return self.norms[1](x + self.drop(back(F.gelu(wide(x), approximate="tanh"))))


class Weighing(nn.Module):
    """A layer of our own, which reads all texts together and is shown which words are alike."""

    def __init__(self, size: int, dropout: float) -> None:
        super().__init__()
        self.heads = size // 32
        self.qkv, self.o, self.a = nn.Linear(size, 3 * size), nn.Linear(size, size), nn.LayerNorm(size)
        self.f, self.g, self.c = nn.Linear(size, 4 * size), nn.Linear(4 * size, size), nn.LayerNorm(size)
        self.al, self.be = nn.Parameter(torch.linspace(0, 12, self.heads)), nn.Parameter(torch.linspace(8, 0, self.heads))
        self.drop = nn.Dropout(dropout)

    def forward(self, x: torch.Tensor, mask: torch.Tensor, like: torch.Tensor, same: torch.Tensor) -> torch.Tensor:
        b, t, size = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, 32).permute(2, 0, 3, 1, 4)
        bias = mask + like[:, None] * self.al[:, None, None].to(like.dtype) + same[:, None] * self.be[:, None, None].to(like.dtype)
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias.to(q.dtype)).transpose(1, 2).reshape(b, t, size)
        x = self.a(x + self.drop(self.o(mixed)))
        return self.c(x + self.drop(self.g(F.gelu(self.f(x), approximate="tanh"))))


class Net(nn.Module):
    def __init__(self, alone: int, width: int, size: int, deep: int, dropout: float) -> None:
        super().__init__()
        model = given.untuned()
        self.register_buffer("words", torch.from_numpy(model.words.astype(np.float32) * model.word_scale).half(), persistent=False)
        self.register_buffer("places", torch.from_numpy(model.places.copy()), persistent=False)
        self.norm = normed(*model.norm).requires_grad_(False)
        self.read = nn.ModuleList(Read(x, width, dropout / 2) for x in model.layers[:alone])
        self.into, self.ln = nn.Linear(2 * SIZE, size), nn.LayerNorm(size)
        self.L = nn.ModuleList(Weighing(size, dropout) for _ in range(deep))
        self.seg, self.when, self.pos = (nn.Embedding(n, size) for n in (2, LATEST + 1, PLACES))
        for e in (self.seg, self.when, self.pos):
            nn.init.normal_(e.weight, std=0.02)
        self.drop = nn.Dropout(dropout)
        self.tok, self.rel = nn.Linear(size, 1), nn.Linear(size, 1)
        self.middle, self.end = nn.Linear(5 * size, 128), nn.Linear(128, len(KINDS))

    def alone(self, b: Batch, words: torch.Tensor) -> torch.Tensor:
        """The vectors of every piece in its own text."""
        x = self.norm(words + self.places[b.pos])
        within = torch.where((b.part[:, :, None] == b.part[:, None, :])[:, None], 0.0, FAR)
        for layer in self.read:
            x = layer(x, within)
        return x

    def together(
        self, b: Batch, more: torch.Tensor | float = 0.0, context: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """The vectors of every piece, all texts of a row read together; whether it is of words; whether of a text after the first.
        `context`: what `alone` would give, where it is known."""
        words = self.words[b.ids].float()
        x = self.alone(b, words) if context is None else context
        there, later = b.part >= 0, b.part > 0
        inner = there & (b.ids != CLS) & (b.ids != SEP)
        other = ((later[:, :, None] != later[:, None, :]) & inner[:, :, None] & inner[:, None, :]).to(HALF)
        c, w = (F.normalize(v, dim=-1).to(HALF) for v in (x, words))
        like, same = (c @ c.transpose(1, 2)) * other, (w @ w.transpose(1, 2)) * other
        x = self.into(self.drop(torch.cat([x, words * WORD], -1))) + self.seg(later.long()) + self.when(b.when) + self.pos(b.pos) + more
        x = self.ln(x)
        across = torch.where(there, 0.0, FAR).to(HALF)[:, None, None, :]
        for layer in self.L:
            x = layer(x, across, like, same)
        return x, inner, later

    def forward(self, b: Batch) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Scores of the kinds (rows, kinds), and of every piece whether it is amiss and whether the sentence rests on it (rows, pieces)."""
        x, inner, later = self.together(b)
        own, others = ((inner & (later == k))[:, :, None].to(x.dtype) for k in (False, True))
        tok, rel = self.tok(x).float(), self.rel(x).float()
        seen = [
            x[:, 0],
            (x * own).sum(1) / own.sum(1).clamp(min=1),
            (x + FAR * (1 - own)).amax(1),
            (x + F.logsigmoid(rel) + FAR * (1 - others)).amax(1),
            (x * torch.softmax(tok + FAR * (1 - own), 1)).sum(1),
        ]
        scores = self.end(self.drop(F.gelu(self.middle(torch.cat(seen, -1)), approximate="tanh")))
        return scores, tok[:, :, 0], rel[:, :, 0]


def save(net: nn.Module, path: Path, without: tuple[str, ...] = ("norm.",)) -> None:
    """What is ours of a network, but for what `without` begins: matrices as 8-bit integers with a scale for each row, those beside the encoder's as 16-bit floats."""
    out: dict[str, np.ndarray] = {"kinds": np.frombuffer("\n".join(KINDS).encode(), np.uint8)}
    for name, value in net.state_dict().items():
        a = value.detach().float().cpu().numpy()
        if name.startswith(without):
            continue
        if name.endswith((".down", ".up")):
            out[name] = a.astype(np.float16)
        elif a.ndim == 2:
            scale = np.maximum(np.abs(a).max(1, keepdims=True), 1e-9) / 127
            out[name], out[name + ".scale"] = np.round(a / scale).astype(np.int8), scale.astype(np.float32)
        else:
            out[name] = a.astype(np.float32)
    np.savez_compressed(path, **out)  # type: ignore[arg-type]


def load(net: nn.Module, path: Path) -> None:
    """Weights kept by `save` as those to begin with; those of other sizes, or of another network, are passed over."""
    with np.load(path) as z:
        state = {
            k: torch.from_numpy(z[k] * z[k + ".scale"] if k + ".scale" in z.files else z[k]).float() for k in z.files if k[-6:] != ".scale"
        }
    there = net.state_dict()
    net.load_state_dict({k: v for k, v in state.items() if k in there and there[k].shape == v.shape}, strict=False)
