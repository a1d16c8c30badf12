"""Scores the ledger on labelled pairs of our own: relations of figures, same utterance or not, origins and standing of claims.

    .venv/bin/python eval/ledger.py [figures|quotes|claims] [--errors]

Cases lie in eval/ledger/*.txt (format at the top of each). Every case is run through the whole desk, extraction included.
In story-*.txt one story of whole reports comes first ("R OUTLET DAY [agency]", headline, paragraphs), then its cases, each mark with
its outlet, "OUTLET2" for an outlet's second report: "F conflict = Post: 14 ships | Herald: 17 ships".
Rules may be tuned on the errors of all files but *-held.txt and *-fresh.txt, whose errors are never shown: they are scored as totals only.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from writethru.clean import clean
from writethru.desk import Desk
from writethru.model import Capture, Claim, Hints, Ledger, Passage, Report
from writethru.reconcile import reconcile
from writethru.relate.lineage import reuse

KEPT = {"-held": "held out", "-last-fresh": "last fresh", "-fresh": "fresh"}  # ends of file names, and what their totals are called
DAYS = {"Mon": "2026-03-02", "Tue": "2026-03-03", "Wed": "2026-03-04", "Thu": "2026-03-05"}
# Background that makes a line a report; each outlet has its own words so that nothing looks copied.
PAD = {
    "Post": "The newsroom of this paper was on the spot through the whole morning and spoke with many of those who had gathered there to watch.",
    "Herald": "Our reporters followed events from the first hour, although a cordon kept everyone a good way off until late in the afternoon.",
    "Radio": "Listeners rang the studio all day long; what follows was put together from calls, notes and a visit by our own correspondent.",
}


@dataclass
class Case:
    kind: str
    want: str
    reports: list[tuple[str, str, str]] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    kept: str = ""  # "held out", "fresh": totals only
    story: "Story | None" = None
    where: list[int] = field(default_factory=list)  # in a story: the report each mark stands in


class Story:
    """A story of whole reports, run once for all its cases."""

    def __init__(self, rows: list[tuple[str, str, str]]) -> None:
        self.rows = rows

    @cached_property
    def run(self) -> tuple[Ledger, list[Report]]:
        desk, order = self.filled()
        return reconciled(desk), order

    def filled(self) -> tuple[Desk, list[Report]]:
        """A desk with its reports, and these in order."""
        desk, order = Desk(), []
        for n, (outlet, day, text) in enumerate(self.rows):
            headline, _, body = text.partition("\n")
            order.append(_report(n, outlet, day, headline, body))
            desk.store.add_report(order[-1])
        return desk, order

    def place(self, mark: str) -> tuple[int, str]:
        """The report a mark names, and its words: "Herald2: 64 people" is the Herald's second."""
        name, words = mark.split(": ", 1)
        whole = any(row[0] == name for row in self.rows) or not name[-1].isdigit()
        outlet, nth = (name, 1) if whole else (name[:-1], int(name[-1]))
        return [n for n, row in enumerate(self.rows) if row[0] == outlet][nth - 1], words


def cases(folder: Path) -> Iterator[Case]:
    """Cases of all files, in order."""
    for path in sorted(folder.glob("*.txt")):
        kept = next((name for end, name in KEPT.items() if path.stem.endswith(end)), "")
        for case in of_story(path) if path.stem.startswith("story-") else of_pairs(path):
            case.kept = kept
            yield case


def of_pairs(path: Path) -> Iterator[Case]:
    case: Case | None = None
    for line in path.read_text("utf-8").splitlines():
        if line[:2] in ("F ", "Q ", "C "):
            case = Case(line[0], line[2:].strip())
        elif line.startswith("= ") and case:
            case.marks = [m.strip() for m in line[2:].split("|")]
            yield case
            case = None
        elif case and ": " in line:
            head, text = line.split(": ", 1)
            outlet, day = head.split()
            case.reports.append((outlet, DAYS[day], text))


def of_story(path: Path) -> Iterator[Case]:
    story = Story([])
    for line in path.read_text("utf-8").splitlines():
        if line.startswith("R "):
            outlet, day = line.split()[1:3]
            story.rows.append((outlet, DAYS[day], ""))
        elif line[:2] in ("F ", "Q ", "C ") and " = " in line:
            want, marks = line[2:].split(" = ", 1)
            found = [story.place(m.strip()) for m in marks.split("|")]
            yield Case(line[0], want, marks=[words for _, words in found], story=story, where=[n for n, _ in found])
        elif line and not line.startswith("#"):
            outlet, day, text = story.rows[-1]
            story.rows[-1] = outlet, day, f"{text}\n{line}" if text else line


def ledger(case: Case) -> tuple[Ledger, list[Report]]:
    """The ledger of a case and its reports in order; every line of a pair is a report, an hour after the one before."""
    if case.story:
        return case.story.run
    desk, order = filled(case)
    return reconciled(desk), order


def filled(case: Case) -> tuple[Desk, list[Report]]:
    """A desk with the reports of a case, and these in order."""
    if case.story:
        return case.story.filled()
    desk = Desk()
    order = []
    for n, (outlet, day, text) in enumerate(case.reports):
        order.append(_report(n, outlet, day, f"What is known, part {n + 1}", f"{PAD[outlet]}\n{text}"))
        desk.store.add_report(order[-1])
    return desk, order


def _report(n: int, outlet: str, day: str, headline: str, body: str) -> Report:
    hints = Hints(headline=headline, outlet=outlet, published=f"{day}T{9 + n:02d}:00", language="en")
    return clean(Capture(body.encode(), "text/plain", f"{n}.txt", charset="utf-8", hints=hints))


def reconciled(desk: Desk) -> Ledger:
    reports = desk.store.reports()
    return reconcile(reports, [desk.extract(r) for r in reports], reuse(reports))


def figure(case: Case) -> str:
    """The relation found between the two marked figures."""
    book, reports = ledger(case)
    points = [p for s in book.figures for p in s.points]
    marked = places(case, reports)
    a, b = ([p for p in points if any(_touches(x, place) for a in p.appearances for x in a.passages)] for place in marked)
    for p in a:
        for q in b:
            if p.id == q.id:
                return "same"
            for x, y in ((p, q), (q, p)):
                for r in x.relations:
                    if r.other == y.id:
                        return r.kind
    return "none" if a and b else f"no figure {case.marks[0] if not a else case.marks[1]}"


def places(case: Case, reports: list[Report]) -> list[tuple[str, int, int]]:
    """Where the marks stand: each mark at its first place after the one before it."""
    out: list[tuple[str, int, int]] = []
    n = at = 0
    for i, mark in enumerate(case.marks):
        if case.story:
            n, at = case.where[i], 0
        for k in range(n, len(reports) if not case.story else n + 1):
            found = reports[k].text.lower().find(mark.lower(), at if k == n else 0)
            if found >= 0:
                out.append((reports[k].id, found, found + len(mark)))
                n, at = k, found + len(mark)
                break
        else:
            if not any(mark.lower() in r.headline.lower() for r in reports):
                raise SystemExit(f"the mark {mark!r} does not stand in its report")
            out.append(("", 0, 0))  # in a headline, of which no figures are read
    return out


def _touches(p: Passage, place: tuple[str, int, int]) -> bool:
    return p.report == place[0] and p.start < place[2] and place[1] < p.end


def quotation(case: Case) -> str:
    """Whether the two marked quotations are one group."""
    book, reports = ledger(case)
    if case.story:
        inside = [reports[n].id for n in case.where]
        groups = [
            {q.id for q in book.quotes for a in q.appearances if a.report == i and m.lower() in a.words.lower()}
            for m, i in zip(case.marks, inside, strict=True)
        ]
        return "same" if groups[0] & groups[1] else "different"
    groups = [{q.id for q in book.quotes if any(m.lower() in a.words.lower() for a in q.appearances)} for m in case.marks]
    same_mark = case.marks[0].lower() in case.marks[1].lower() or case.marks[1].lower() in case.marks[0].lower()
    both = [q for q in book.quotes if len(q.appearances) > 1 and any(case.marks[0].lower() in a.words.lower() for a in q.appearances)]
    if same_mark:
        return "same" if any(len({a.report for a in q.appearances}) > 1 for q in both) else "different"
    return "same" if groups[0] & groups[1] else "different"


def standing(case: Case) -> str:
    """Outlets, origins and standing of the marked claim."""
    book, reports = ledger(case)
    only = {reports[n].id for n in case.where} or {r.id for r in reports}
    hits: list[Claim] = [
        c for c in book.claims if any(case.marks[0].lower() in a.words.lower() and a.report in only for a in c.appearances)
    ]
    if not hits:
        return "no claim"
    c = max(hits, key=lambda c: (len(c.appearances), c.first_published == min(h.first_published or "" for h in hits)))
    return f"{len(c.outlets)} {len(c.origins)} {c.standing}"


SCORE = {"F": ("figures", figure), "Q": ("quotes", quotation), "C": ("claims", standing)}


def main(args: list[str]) -> None:
    wanted = [a for a in args if not a.startswith("-")]
    right, total = Counter[str](), Counter[str]()
    by_want: dict[str, Counter[str]] = {}
    for case in cases(Path(__file__).parent / "ledger"):
        name, run = SCORE[case.kind]
        if wanted and name not in wanted:
            continue
        got = run(case)
        name += f", {case.kept}" if case.kept else ""
        total[name] += 1
        right[name] += got == case.want
        if case.kept:
            continue
        by_want.setdefault(f"{name}: {case.want}", Counter())[got] += 1
        if got != case.want and "--errors" in args:
            print(f"{name}: want {case.want}, got {got}: {case.marks} | " + " | ".join(t for _, _, t in case.reports))
    for name in sorted(total):
        print(f"{name}: {right[name]}/{total[name]} = {right[name] / total[name]:.3f}")
    for want, got in sorted(by_want.items()):
        print(f"   {want}: {dict(got.most_common())}")


if __name__ == "__main__":
    main(sys.argv[1:])
