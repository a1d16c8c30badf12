"""Which reports are one story: this build against TF-IDF single pass and HDBSCAN in one run, on look-alike incidents.

    .venv-bench/bin/python bench/stories.py [SET ...]        (set-up: see bench/README.md; SET: gva-dev, mix-dev or a folder)

Reports come in order of time. writethru and the single pass answer one by one; HDBSCAN reads all before it answers, and both
peers' word statistics are made of all reports beforehand. CPU is this process's; ratios are to writethru.
"""

import gzip
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[1]
EVAL = TOP.parent / "shared" / "eval"
sys.path[:0] = [str(TOP / "src"), str(EVAL)]
sys.path.extend(str(p) for p in (TOP / ".venv/lib").glob("python*/site-packages"))
Docs = Sequence[dict[str, Any]]
THRESHOLD, DAYS = 0.25, 30  # of the single pass: the best of .15, .2, .25 and .3 on gva-dev itself


def writethru(docs: Docs) -> list[str]:
    from writethru.filters import _as_report
    from writethru.relate.story import Grouper

    grouper = Grouper()
    return [grouper.add(_as_report(d)) for d in docs]


def vectors(docs: Docs) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer

    made = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=2, max_df=0.5)
    return made.fit_transform(f"{d['headline']} {d['headline']} {d['text'][:2500]}" for d in docs)


def tfidf(docs: Docs) -> list[str]:
    """Single pass: the story of the likeliest running centroid of the last DAYS, or a new one."""
    rows = vectors(docs)
    index: dict[int, dict[int, float]] = defaultdict(dict)
    square: list[float] = []
    last: list[int] = []
    out = []
    for k, d in enumerate(docs):
        day = date.fromisoformat(d["published"][:10]).toordinal() if d.get("published") else (last[-1] if last else 0)
        row = list(zip(rows[k].indices.tolist(), rows[k].data.tolist(), strict=True))
        dot: dict[int, float] = defaultdict(float)
        for t, w in row:
            for n, weight in index[t].items():
                dot[n] += w * weight
        best = max(((x / square[n] ** 0.5, -n) for n, x in dot.items() if day - last[n] <= DAYS), default=(0.0, 0))
        n = -best[1] if best[0] >= THRESHOLD else len(square)
        if n == len(square):
            square.append(0.0)
            last.append(day)
        last[n] = max(last[n], day)
        for t, w in row:
            old = index[t].get(n, 0.0)
            index[t][n] = old + w
            square[n] += 2 * old * w + w * w
        out.append(str(n))
    return out


def hdbscan(docs: Docs) -> list[str]:
    """All at once: TF-IDF in 100 dimensions, leaf clusters of two or more; what is noise stands alone."""
    from sklearn.cluster import HDBSCAN
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    rows = vectors(docs)
    flat = normalize(TruncatedSVD(min(100, rows.shape[1] - 1), random_state=0).fit_transform(rows))
    labels = HDBSCAN(min_cluster_size=2, cluster_selection_method="leaf", copy=True).fit_predict(flat)
    return [str(c) if c >= 0 else f"alone {k}" for k, c in enumerate(labels.tolist())]


TOOLS: tuple[Callable[[Docs], list[str]], ...] = (writethru, tfidf, hdbscan)


def lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def main(names: list[str]) -> None:
    if not EVAL.exists():
        sys.exit(f"the scorers are not here: {EVAL}")
    import metrics

    for name in names or ["gva-dev", "mix-dev"]:
        folder = Path(name) if Path(name).is_dir() else EVAL / "data/stories" / name
        docs = lines(folder / "inputs.jsonl.gz")
        gold = {g["id"]: {"story": g["story"]} for g in lines(folder / "gold.jsonl.gz")}
        print(
            f"{folder.name}: {len(docs)} reports\n\n| tool | B-cubed F1 | pair F1 | stories | CPU s | CPU against writethru |\n|---|---|---|---|---|---|"
        )
        base = 0.0
        for tool in TOOLS:
            start = time.process_time()
            try:
                found = tool(docs)
            except ImportError:
                print(f"| {tool.__name__} | not installed |")
                continue
            cpu = time.process_time() - start
            base = base or cpu
            o = metrics.score_stories(gold, [{"id": d["id"], "story": s} for d, s in zip(docs, found, strict=True)])
            print(
                f"| {tool.__name__} | {o['b3_f1']:.3f} | {o['pair_f1']:.3f} | {o['count_error']:+.1%} | {cpu:.1f} | {cpu / base:.1f} |",
                flush=True,
            )
        print()


if __name__ == "__main__":
    main(sys.argv[1:])
