"""Very many reports: `stage reuse` as a whole, one report against all, and grouping at a tenth and at all of them.

    .venv/bin/python bench/scale.py [N REPORTS]

Reports are generated newsroom edits (../shared/eval/gen_reuse.py; a million take six minutes and 5 GB to make). Memory is the
sum of the processes' resident sizes, what they share counted in each. CPU is what counts on a shared machine: two cores give
wall times of half of it and, with a million reports, some 40 s in which one of them waits.
"""

import gzip
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TOP = Path(__file__).resolve().parents[1]
EVAL = TOP.parent / "shared" / "eval"
sys.path[:0] = [str(TOP / "src"), str(EVAL)]


def stage(path: Path) -> None:
    """`writethru stage reuse` over a file: CPU, wall time and memory of it and its processes."""
    import runner

    command = [sys.executable, "-m", "writethru", "stage", "reuse"]
    start = time.perf_counter()
    with path.open("rb") as source:
        p = subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(TOP / "src")})
    peak, over = [0.0], threading.Event()

    def watch() -> None:
        while not over.wait(1):
            peak[0] = max(peak[0], runner.resident_mb(p.pid))

    threading.Thread(target=watch, daemon=True).start()
    assert p.stdout
    pairs = sum(1 for _ in p.stdout)
    _, status, used = os.wait4(p.pid, 0)
    over.set()
    cpu, wall = used.ru_utime + used.ru_stime, time.perf_counter() - start
    print(f"reuse: {pairs} pairs, {cpu:.1f} CPU s, {wall:.1f} s, {peak[0]:.0f} MB, exit {os.waitstatus_to_exitcode(status)}", flush=True)


def read(path: Path, n: int) -> Iterator[Any]:
    from writethru.filters import _as_report

    with path.open(encoding="utf-8") as f:
        for line in itertools.islice(f, n):
            d = json.loads(line)
            title, _, text = d["text"].partition("\n")
            yield _as_report({**d, "headline": title, "text": text})


def online(path: Path, n: int) -> None:
    """One report against the rest."""
    from writethru.relate.index import Index
    from writethru.relate.pile import Pile

    pile, latest = Pile(), []
    for k, r in enumerate(read(path, n)):
        if k % 1000 == 999:
            latest.append(r)
        else:
            pile.add(r)
    index = Index(pile.__getitem__)
    for begin in range(0, len(pile), 2000):
        index.add(pile[begin : begin + 2000])
    took = []
    for r in latest[:400]:
        start = time.process_time()
        index.reuse(r)
        took.append(1000 * (time.process_time() - start))
    last = statistics.quantiles(took, n=20)[-1]
    print(f"one report against {len(index)}: {statistics.median(took):.1f} ms, 95 % within {last:.1f} ms", flush=True)


def stories(path: Path, n: int, fresh: int = 2000) -> None:
    """Grouping of further reports with a tenth of the reports and with all of them live, turn by turn."""
    from writethru.relate.story import Grouper

    groupers, took = (Grouper(), Grouper()), [0.0, 0.0]
    for k, r in enumerate(read(path, n)):
        if k < n - fresh:
            groupers[1].add(r)
            if k < (n - fresh) // 10:
                groupers[0].add(r)
            continue
        for i, grouper in enumerate(groupers):
            start = time.process_time()
            grouper.add(r)
            took[i] += time.process_time() - start
    few, many = (fresh / t for t in took)
    print(
        f"grouping: {few:.0f} reports/CPU s with {(n - fresh) // 10} live, {many:.0f} with {n - fresh} ({many / few - 1:+.0%})", flush=True
    )


def main(n: int) -> None:
    if not (EVAL / "gen_reuse.py").exists():
        sys.exit(f"the generator is not here: {EVAL}")
    import gen_reuse

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        with gzip.open(EVAL / "data/reuse/bases.jsonl.gz", "rt", encoding="utf-8") as f:
            docs, _ = gen_reuse.generate([json.loads(line) for line in f], n, 7)
        with path.open("w", encoding="utf-8") as f:
            f.writelines(json.dumps(d, ensure_ascii=False) + "\n" for d in docs)
        del docs
        print(f"{n} reports, {path.stat().st_size / 1e6:.0f} MB", flush=True)
        stage(path)
        online(path, n)
        stories(path, min(n, 102_000))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
