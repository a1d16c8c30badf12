"""How far the story weights may move before the scores do: each weight up and down, scored on a set of one's own.

    python train/stories/vary.py SET_FOLDER [--desk N] [NAME=VALUE,.. ...]

SET_FOLDER holds inputs.jsonl.gz ({"id", "outlet", "published", "headline", "text"}, in order of arrival) and gold.jsonl.gz
({"id", "story"}). With --desk every N reports, in order of time, are a new desk of their own. The weights in src/writethru/data/story_weights.toml are set by hand; nothing here writes them.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from writethru.model import Report, Stamp
from writethru.relate import story

WEIGHTS = ("bias", "likeness", "margin", "lead", "rare", "doubtful", "title", "gap", "size", "bridge", "age", "stranger", "own", "new")


def lines(path: Path) -> Iterator[dict[str, str]]:
    """The records of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def as_report(row: dict[str, str]) -> Report:
    """A record as a report."""
    at = Stamp(datetime.fromisoformat(row["published"]).date()) if row.get("published") else None
    return Report(row["id"], row["text"], (), headline=row.get("headline") or "", outlet=row.get("outlet") or "", published=at)


def scores(gold: list[str], given: list[str]) -> str:
    """B-cubed F1, pair F1 and the error in the number of stories."""
    both, right, said = Counter(zip(gold, given, strict=True)), Counter(gold), Counter(given)
    n = len(gold)
    p = sum(c * c / said[s] for (_, s), c in both.items()) / n
    r = sum(c * c / right[g] for (g, _), c in both.items()) / n
    hits, ours, theirs = (sum(c * (c - 1) for c in x.values()) for x in (both, said, right))
    return f"b3 {2 * p * r / (p + r):.3f}  pair {2 * hits / max(1, ours + theirs):.3f}  stories {len(said) / len(right) - 1:+.3f}"


def main(folder: Path, tried: list[str], desk: int = 0) -> None:
    """Prints a line a setting."""
    rows = [as_report(r) for r in lines(folder / "inputs.jsonl.gz")]
    if desk:
        rows.sort(key=story.order)
    size = desk or len(rows)
    parts = [rows[k : k + size] for k in range(0, len(rows), size)]
    gold = {r["id"]: r["story"] for r in lines(folder / "gold.jsonl.gz")}
    shipped = story.settings()
    changes = [{}] + [{w: round(getattr(shipped, w) * f, 3)} for w in WEIGHTS for f in (0.8, 1.2)]
    if tried:
        changes = [{k: float(v) for k, _, v in (x.partition("=") for x in t.split(","))} for t in tried]
    for change in changes:
        right, given = [], []
        for k, part in enumerate(parts):
            grouper = story.Grouper(replace(shipped, **change))
            right += [f"{k} {gold[r.id]}" for r in part]
            given += [f"{k} {grouper.add(r)}" for r in part]
        print(scores(right, given), change or "as shipped", flush=True)


if __name__ == "__main__":
    size = int(sys.argv[sys.argv.index("--desk") + 1]) if "--desk" in sys.argv else 0
    main(Path(sys.argv[1]), [a for a in sys.argv[2:] if "=" in a], size)
