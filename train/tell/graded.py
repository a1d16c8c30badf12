"""Lines of our own stories as editors graded them, with the claims they tell.

`stories/X` holds the eight pages of a story as pasted; the shorter ones are those of train/ledger/marked. `graded/STORY.tsv` has one row a
line that the product could tell: whether it can be told alone (1 or 0), its worth (0 to 3), the words that lean (or -), the line."""

import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from writethru.desk import Desk
from writethru.folder import newest_of
from writethru.model import Claim, Ledger, Line
from writethru.reconcile import reconcile
from writethru.tell import Phrases

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "ledger"))
import marked  # noqa: E402


@dataclass(frozen=True)
class Grade:
    alone: bool
    worth: int
    leaning: tuple[str, ...]


@dataclass(frozen=True)
class Told:
    """A line that can tell a claim of a story, and its grade."""

    claim: Claim
    line: Line
    grade: Grade


@dataclass(frozen=True)
class Story:
    name: str
    ledger: Ledger
    phrases: Phrases
    lines: tuple[Told, ...]  # by falling weight, none twice


def stories() -> Iterator[Story]:
    """Every graded story, told by the code as it stands; lines that it words otherwise than when they were graded are left out."""
    short = {s.name: s for s in marked.stories()}
    for path in sorted((HERE / "graded").glob("*.tsv")):
        grades = dict(map(_grade, path.read_text("utf-8").splitlines()))
        desk = pasted(path.stem, short[path.stem]) if path.stem in short else of_pages(HERE / "stories" / path.stem)
        ledger, phrases = _largest(desk)
        lines: dict[str, Told] = {}
        for claim in sorted(ledger.claims, key=lambda c: (-c.weight, c.id)):
            line = phrases.line(claim)
            if line and line.text in grades:
                lines.setdefault(line.text, Told(claim, line, grades[line.text]))
        yield Story(path.stem, ledger, phrases, tuple(lines.values()))


def _grade(row: str) -> tuple[str, Grade]:
    alone, worth, leaning, text = row.split("\t")
    return text, Grade(alone == "1", int(worth), tuple(w.strip() for w in leaning.split(";") if w.strip() != "-"))


def of_pages(folder: Path) -> Desk:
    desk = Desk()
    for page in sorted(folder.iterdir()):
        list(desk.add(str(page)))
    return desk


def pasted(name: str, story: marked.Story) -> Desk:
    """A short story; what it is about stands for its headlines."""
    title = titles()[name]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        for n, (outlet, day, text) in enumerate(zip(story.outlets, story.days, story.texts, strict=True)):
            row = {"id": f"r{n}", "outlet": outlet, "published": f"{day}T{8 + n:02d}:00:00+00:00", "headline": title, "text": text}
            f.write(json.dumps(row | {"language": "en"}) + "\n")
        f.flush()
        desk = Desk()
        list(desk.add(f.name))
    return desk


def titles() -> dict[str, str]:
    """What each story of train/ledger/marked is about."""
    found = {}
    for path in sorted(marked.MARKED.glob("*.txt")):
        blocks = path.read_text("utf-8").split("\n====\n")
        found |= {f"{path.stem}.{n}": b.strip().splitlines()[0].lstrip("# ") for n, b in enumerate(blocks)}
    return found


def _largest(desk: Desk) -> tuple[Ledger, Phrases]:
    """The ledger of the desk's largest story, its claims not yet weighed, and what words them."""
    folder = max(desk.folders(), key=lambda f: len(f.reports))
    extracts = desk.extracts(folder.reports)
    return reconcile(folder.reports, extracts, folder.links, ()), Phrases(
        folder.reports, extracts, newest_of(folder.reports, folder.chains)
    )
