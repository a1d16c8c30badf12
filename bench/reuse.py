"""Who copied whom: this build against datasketch and rensa MinHash in one run, on generated newsroom edits of known origin.

    .venv-bench/bin/python bench/reuse.py [N REPORTS]        (set-up: see bench/clean.py)

Needs the generator beside the project (../shared/eval/gen_reuse.py). CPU is this process's; ratios are to writethru.
"""

import gzip
import json
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[1]
EVAL = TOP.parent / "shared" / "eval"
sys.path[:0] = [str(TOP / "src"), str(EVAL)]
sys.path.extend(str(p) for p in (TOP / ".venv/lib").glob("python*/site-packages"))
Pairs = list[dict[str, Any]]
WORD = re.compile(r"\w+")


def shingles(text: str, n: int = 3) -> list[str]:
    w = WORD.findall(text.lower())
    return [" ".join(w[i : i + n]) for i in range(max(1, len(w) - n + 1))]


def writethru(docs: Sequence[dict[str, Any]]) -> Pairs:
    from writethru.filters import _as_report
    from writethru.relate.lineage import reuse

    found = reuse([_as_report(d) for d in docs])
    return [{"a": r.source, "b": r.target, "kind": r.kind, "source": r.source if r.directed else None} for r in found]


def datasketch(docs: Sequence[dict[str, Any]]) -> Pairs:
    from datasketch import MinHash, MinHashLSH

    lsh, made = MinHashLSH(threshold=0.5, num_perm=128), {}
    for d in docs:
        m = MinHash(num_perm=128)
        m.update_batch([s.encode() for s in shingles(d["text"])])
        made[d["id"]] = m
        lsh.insert(d["id"], m)
    pairs = {tuple(sorted((i, j))) for i, m in made.items() for j in lsh.query(m) if i != j}
    return [{"a": a, "b": b, "kind": "syndication"} for a, b in sorted(pairs) if made[a].jaccard(made[b]) >= 0.5]


def rensa(docs: Sequence[dict[str, Any]]) -> Pairs:
    from rensa import RMinHash, RMinHashLSH

    lsh, made = RMinHashLSH(threshold=0.2, num_perm=128, num_bands=64), []
    for n, d in enumerate(docs):
        m = RMinHash(num_perm=128, seed=1)
        m.update(shingles(d["text"]))
        made.append(m)
        lsh.insert(n, m)
    pairs = {tuple(sorted((n, k))) for n, m in enumerate(made) for k in lsh.query(m) if n != k}
    return [{"a": docs[a]["id"], "b": docs[b]["id"], "kind": "syndication"} for a, b in sorted(pairs) if made[a].jaccard(made[b]) >= 0.2]


TOOLS: tuple[Callable[[Sequence[dict[str, Any]]], Pairs], ...] = (writethru, rensa, datasketch)


def main(n: int) -> None:
    if not (EVAL / "gen_reuse.py").exists():
        sys.exit(f"the generator is not here: {EVAL}")
    import gen_reuse
    import metrics

    with gzip.open(EVAL / "data/reuse/bases.jsonl.gz", "rt", encoding="utf-8") as f:
        docs, gold = gen_reuse.generate([json.loads(line) for line in f], n, 7)
    print(
        f"{len(docs)} reports, seed 7\n\n| tool | pair F1 | precision | recall | excerpt recall | ARI | CPU s | CPU against writethru |\n|---|---|---|---|---|---|---|---|"
    )
    base = 0.0
    for tool in TOOLS:
        start = time.process_time()
        try:
            pairs = tool(docs)
        except ImportError:
            print(f"| {tool.__name__} | not installed |")
            continue
        cpu = time.process_time() - start
        base = base or cpu
        o = metrics.score_reuse(gold, pairs)
        cells = [f"{o[k]:.3f}" for k in ("pair_f1", "pair_p", "pair_r", "excerpt_r", "ari")]
        print(f"| {tool.__name__} | {' | '.join(cells)} | {cpu:.1f} | {cpu / base:.1f} |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3000)
