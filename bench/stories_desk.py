"""One more report in a desk: what it costs to add it and to see it in its story, with a tenth of the reports there and with all.

    .venv/bin/python bench/stories_desk.py [REPORTS [STORIES]]

Invented stories of some 300 words a report, a quarter of them copies at another outlet, none in order of publication. Everything
is one process, CPU time; each measure is the median of NEW reports, each added to a desk opened anew.
"""

import gc
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TOP / "src"), str(TOP / "train" / "stories")]
sys.path.extend(str(p) for p in (TOP / ".venv/lib").glob("python*/site-packages"))

import numpy as np  # noqa: E402, F401 (its loading is not measured)
from invent import ENDS, FAMILY, GIVEN, PLACES  # noqa: E402

from writethru.desk import Desk  # noqa: E402
from writethru.model import Report, Stamp, new_id  # noqa: E402

NEW = 9
SYLLABLES = [c + v for c in ("b", "br", "d", "f", "g", "gl", "k", "l", "m", "n", "p", "r", "s", "st", "t", "v", "z") for v in "aeiou"]


def vocabulary(rnd: random.Random, size: int) -> list[str]:
    return ["".join(rnd.choices(SYLLABLES, k=rnd.randint(2, 4))) for _ in range(size)]


COMMON = vocabulary(random.Random(1), 6000)
SHARE = [1 / n for n in range(8, len(COMMON) + 8)]  # words are as unevenly frequent as those of any language


def sentences(rnd: random.Random, own: list[str], count: int) -> list[str]:
    """Sentences of common words, every fifth word one of the story's own."""
    out = []
    for _ in range(count):
        words = [rnd.choice(own) if rnd.random() < 0.2 else w for w in rnd.choices(COMMON, SHARE, k=rnd.randint(15, 30))]
        out.append(" ".join(words).capitalize() + ".")
    return out


def story(number: int, size: int) -> Iterator[Report]:
    """The reports of one story, by outlet and day: a quarter copies, the rest news and something of the background."""
    rnd = random.Random(number)
    names = [f"{rnd.choice(GIVEN)} {rnd.choice(FAMILY)}{rnd.choice(['a', 'er', 'in', 'ov', 'ski', 'strom'])}" for _ in range(8)]
    own = [*names, *(rnd.choice(PLACES) + rnd.choice(ENDS) for _ in range(4)), *vocabulary(rnd, 30)]
    begin = datetime(2031, 5, 1, tzinfo=UTC) + timedelta(hours=7 * number)
    background = sentences(rnd, own, 8)
    earlier: list[str] = []
    for n in range(size):
        if not earlier or rnd.random() > 0.25:
            earlier.append("\n".join([*sentences(rnd, own, 11), *rnd.sample(background, 2)]))
        text, title = rnd.choice(earlier[-3:]), " ".join([rnd.choice(names), *rnd.sample(own, 3), rnd.choice(COMMON)])
        at = begin + timedelta(hours=6 * n + rnd.random())
        outlet = f"The {rnd.choice(PLACES)} {rnd.choice(['Post', 'Echo', 'Bugle', 'Herald'])}"
        yield Report(new_id("r", outlet, title, at.isoformat(), text), text, (), headline=title, outlet=outlet, published=Stamp(at))


def desk(reports: int, stories: int) -> list[Report]:
    """As they come in: in order of publication, give or take half a day; the last NEW are as of the end."""
    rows = [r for n in range(stories) for r in story(n, -(-(reports + NEW) // stories))]
    rnd = random.Random(7)
    came = {r.id: r.published.order[0] + timedelta(hours=12 * rnd.random()) for r in rows if r.published}
    return sorted(rows, key=lambda r: came[r.id])[: reports + NEW]


def measure(rows: list[Report], folder: Path) -> list[float]:
    """Milliseconds: taking in all but the last at once, a report; then of each new one: adding, its story, all stories, all again."""
    path = str(folder / f"{len(rows)}.db")
    opened = Desk(path)
    for r in rows[:-NEW]:
        opened.keep(r)
    start = time.process_time()
    opened.folders()
    first = 1000 * (time.process_time() - start) / len(rows)
    opened.close()
    del opened
    gc.collect()
    gc.freeze()  # what this script holds itself is not to be looked through meanwhile
    took: list[list[float]] = []
    for r in rows[-NEW:]:
        opened = Desk(path)  # the one before is thrown away here
        times = [time.process_time()]
        for deed in (lambda d, r: d.keep(r), lambda d, r: d.folder(r.id), lambda d, _: d.folders(), lambda d, _: d.folders()):
            deed(opened, r)
            times.append(time.process_time())
        took.append([1000 * (b - a) for a, b in pairwise(times)])
        opened.close()
    return [first, *(statistics.median(c) for c in zip(*took, strict=True))]


def main(reports: int, stories: int) -> None:
    print("| reports | taken in at once, each | added | its story | all stories, desk opened anew | again |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for size in (reports // 10, reports):
            found = measure(desk(size, stories * size // reports), Path(folder))
            print(f"| {size} | {' | '.join(f'{x:.1f} ms' for x in found)} |", flush=True)


if __name__ == "__main__":
    main(*[int(x) for x in sys.argv[1:3]] or [2000, 100])
