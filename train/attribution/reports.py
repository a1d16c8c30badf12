"""The marked reports as training data: our own (corpus/*.txt) and, where their texts are at hand, the marked Wikinews reports."""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

import wikinews  # noqa: E402
from check import parse  # noqa: E402

from writethru.extract.reading import Reading, read  # noqa: E402

Spans = list[tuple[int, int]]
LABELS = ("O", "B-C", "I-C", "B-S", "I-S", "B-T", "I-T")  # of writethru.extract.tagger
SMALL = frozenset(["a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])


@dataclass(frozen=True)
class Marked:
    """A report read, and its attributions: of each the token spans of s source, c cue, t content."""

    reading: Reading
    gold: list[dict[str, Spans]]

    def labels(self) -> list[int]:
        """Stage one's: cue over source over content where they overlap."""
        out = [0] * len(self.reading.words)
        for kind, mark in (("t", "T"), ("s", "S"), ("c", "C")):
            begin, inside = LABELS.index("B-" + mark), LABELS.index("I-" + mark)
            for one in self.gold:
                for a, b in one.get(kind, ()):
                    out[a:b] = [begin] + [inside] * (b - a - 1)
        return out


def titled(text: str, every: bool) -> str:
    """A report with its headline in title case, small words too if `every`; offsets stay."""
    head, sep, body = text.partition("\n")
    capital = re.sub(
        r"[^\W\d_]+(?:['’][^\W\d_]+)*", lambda m: m[0] if m[0] in SMALL and m.start() and not every else m[0][0].upper() + m[0][1:], head
    )
    return capital + sep + body


def own(more: bool = False) -> list[Marked]:
    """Our own reports, those of corpus/more as well if `more`; every second headline in title case, as many American outlets set them."""
    out: list[Marked] = []
    for path in sorted((HERE / "corpus").glob("**/*.txt" if more else "*.txt")):
        for report in re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip("\n")):
            text, spans, errors = parse(report.strip("\n").removeprefix("# "))
            if all("has no t" in e for e in errors):
                out.append(marked(titled(text, len(out) % 4 == 1) if len(out) % 2 else text, spans))
    return out


def foreign(folder: Path) -> list[Marked]:
    """The marked Wikinews reports, their texts from `folder` (see wikinews.py)."""
    return [marked(*d) for d in wikinews.corpus(folder)]


def marked(text: str, spans: dict[int, dict[str, Spans]]) -> Marked:
    """A text and its attributions in characters, as tokens."""
    reading = read(text)
    gold = []
    for one in spans.values():
        tokens = {kind: [s for s in (reading.at(*p) for p in parts) if s[0] < s[1]] for kind, parts in one.items()}
        if tokens.get("t"):
            gold.append(tokens)
    return Marked(reading, gold)
