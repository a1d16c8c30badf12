"""Which statements of a story say one thing: `said/STORY.txt`, as editors marked them.

Rows of a statement's number, the report it stands in (in order of time) and its words; an empty line; then, by number,

    same 2 27 63        these say one thing
    holds 1 > 27 44     1 says, beside its own point, all that 27 and 44 say
    against 24 > 22     they cannot be true together
    newer 7 > 88        88 tells a later state of what 7 tells

The stories are those of train/tell/stories, of `marked`, and `stories/NAME.txt`: "=== outlet | 2026-03-02 09:40 | headline", then paragraphs.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tell"))
import graded  # noqa: E402
import marked  # noqa: E402

from writethru.desk import Desk  # noqa: E402
from writethru.model import Report  # noqa: E402
from writethru.reconcile.gather import gather  # noqa: E402
from writethru.reconcile.tidy import tidied  # noqa: E402
from writethru.reconcile.unit import Unit  # noqa: E402

_REPORT = re.compile(r"=== (.+?) \| (\d{4}-\d\d-\d\d) (\d\d:\d\d) \| (.+)")
LIKE = 0.5  # of the words of two statements together, those that both have
_TURNED = {"same": "same", "holds": "held", "against": "against", "newer": "older"}


@dataclass(frozen=True)
class Story:
    name: str
    units: tuple[Unit, ...]  # in order of publication
    relations: dict[tuple[int, int], str]  # of pairs of places in `units`, both ways: "same", "holds", "held", ...
    open: frozenset[tuple[int, int]]  # pairs of which the marks tell nothing


def stories(names: tuple[str, ...] = ()) -> Iterator[Story]:
    """The marked stories, as the code as it stands reads them; statements of which it finds nothing like are left out."""
    for path in sorted((HERE / "said").glob("*.txt")):
        if not names or path.stem in names:
            yield _story(path)


def _story(path: Path) -> Story:
    rows, _, marks = path.read_text("utf-8").partition("\n\n")
    reports, units = _read(desk(path.stem))
    at = _places(rows.splitlines(), {r.id: n for n, r in enumerate(reports)}, units)
    relations, unknown = _relations(marks.splitlines())
    known = {(at[a], at[b]): kind for (a, b), kind in relations.items() if a in at and b in at}
    return Story(path.stem, tuple(units), known, frozenset((at[a], at[b]) for a, b in unknown if a in at and b in at))


def _places(rows: list[str], order: dict[str, int], units: list[Unit]) -> dict[int, int]:
    """By its number, which of `units` a statement is: the one of its words, or else the one most like it in its report, if that is LIKE."""
    found: dict[tuple[int, str], list[int]] = {}
    for n, u in sorted(enumerate(units), key=lambda x: x[1].statement.content[0]):
        found.setdefault((order[u.report.id], u.text.replace("\n", " ")), []).append(n)
    at: dict[int, int] = {}
    rest: list[tuple[int, int, set[str]]] = []
    for row in rows:
        number, report, text = row.split("\t")
        if places := found.get((int(report), text)):
            at[int(number)] = places.pop(0)
        else:
            rest.append((int(number), int(report), set(text.split())))
    free = [(report, n, set(text.split())) for (report, text), places in found.items() for n in places]
    alike = [
        (len(words & others) / len(words | others), -number, -n)
        for number, report, words in rest
        for where, n, others in free
        if where == report
    ]
    taken: set[int] = set()
    for share, number, n in sorted(alike, reverse=True):
        if share >= LIKE and -number not in at and -n not in taken:
            at[-number] = -n
            taken.add(-n)
    return at


def _relations(lines: list[str]) -> tuple[dict[tuple[int, int], str], set[tuple[int, int]]]:
    """Relations of pairs of numbers, and the pairs of which nothing is known: what says the same as what holds another."""
    given = [(kind, *([int(n) for n in re.findall(r"\d+", side)] for side in rest.split(">"))) for kind, rest in map(_split, lines)]
    groups: dict[int, set[int]] = {}
    for kind, left, *_ in given:
        for n in left if kind == "same" else ():
            groups.setdefault(n, set()).update(left)
    found: dict[tuple[int, int], str] = {}
    unknown: set[tuple[int, int]] = set()

    def put(a: int, b: int, kind: str) -> None:
        if a != b:
            found.setdefault((a, b), kind)
            found.setdefault((b, a), _TURNED.get(kind, kind))

    for kind, left, *_ in given:
        for a, b in combinations(sorted(set(left)), 2) if kind == "same" else ():
            put(a, b, "same")
    for kind, left, *right in sorted((g for g in given if g[0] != "same"), key=lambda g: g[0] != "holds"):
        for a, b in product(left, right[0]):
            around, others = groups.get(a, {a}), groups.get(b, {b})
            for x, y in product({a} if kind == "holds" else around, others):
                put(x, y, kind)
            if kind == "holds":
                unknown.update(p for x, y in product(around, others) for p in ((x, y), (y, x)))
    return found, unknown - found.keys()


def _split(line: str) -> tuple[str, str]:
    kind, _, rest = line.partition(" ")
    return kind, rest


def desk(name: str) -> Desk:
    """A desk with the reports of a story."""
    short = {s.name: s for s in marked.stories((name.partition(".")[0],))}
    if name in short:
        return graded.pasted(name, short[name])
    path = HERE / "stories" / f"{name}.txt"
    return of_reports(path) if path.exists() else graded.of_pages(graded.HERE / "stories" / name)


def of_reports(path: Path) -> Desk:
    """A desk with the reports of a file."""
    rows: list[dict[str, str]] = []
    for line in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
        if m := _REPORT.fullmatch(line):
            told = {"id": f"r{len(rows)}", "outlet": m[1], "published": f"{m[2]}T{m[3]}:00+00:00", "headline": m[4], "language": "en"}
            rows.append({**told, "text": ""})
        else:
            rows[-1]["text"] += f"{line}\n"
    desk = Desk()
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        f.write("\n".join(json.dumps({**row, "text": row["text"].strip()}) for row in rows))
        f.flush()
        list(desk.add(f.name))
    return desk


def _read(desk: Desk) -> tuple[list[Report], list[Unit]]:
    """The reports of the desk's largest story in order of time, and its statements."""
    folder = max(desk.folders(), key=lambda f: len(f.reports))
    reports = sorted(folder.reports, key=lambda r: (r.published.iso if r.published else "9", r.id))
    by_id = {r.id: r for r in reports}
    extracts = [tidied(e, by_id[e.report]) for e in desk.extracts(folder.reports)]
    units, _ = gather(sorted(reports, key=lambda r: r.id), extracts, folder.links, ())
    return reports, units
