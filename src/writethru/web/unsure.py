"""What the desk is unsure of, as questions a person settles with one press: does a report belong to a story, is a name a person's.

A question that was answered, either way, is not asked again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from writethru.desk import Desk
from writethru.folder import Folder
from writethru.model import Judgement, Ledger, Report, Telling
from writethru.render.plain import label
from writethru.text import fold

MOST_NAMES = 6  # questions on names a story


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things: what `judge` is to be given, its words, what stands under them, where it is shown."""

    id: str
    words: str
    under: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """`kind` is "story" or "name"; `story` is the id of a story it is asked in."""

    kind: str
    story: str
    left: Side
    right: Side
    why: str

    @property
    def key(self) -> frozenset[str]:
        return frozenset((self.left.id, self.right.id))


def doubts(desk: Desk, folders: Sequence[Folder]) -> list[Question]:
    """Reports that may belong to another story than theirs, or may not belong to their own: `Desk.unsure` in words."""
    reports = {r.id: r for f in folders for r in f.reports}
    out: dict[frozenset[str], Question] = {}
    for u in desk.unsure(folders):
        why = f"{u.score:.0%} likely that both tell of one story; now {'together' if u.together else 'apart'}. {u.reason}"
        asked = Question("story", u.story.id, _report(reports[u.other]), _report(reports[u.report]), why)
        out.setdefault(asked.key, asked)
    return list(out.values())


def _report(r: Report) -> Side:
    return Side(r.id, r.headline or r.text[:90], label(r).replace("T", " "), f"/report/{r.id}")


def names(story: str, ledger: Ledger) -> list[Question]:
    """Single names that fit more than one full name of the story, and so were given to none."""
    speakers = {c.speaker for c in ledger.claims}
    people = [e for e in ledger.entities if e.kind == "person" or (e.kind == "other" and e.name in speakers)]
    full: dict[str, list[str]] = {}
    for e in people:
        if " " in e.name:
            full.setdefault(fold(e.name.split()[-1]), []).append(e.name)
    out = []
    for e in people:
        fits = full.get(fold(e.name), []) if " " not in e.name else []
        for name in fits if len(fits) > 1 else []:
            why = f"“{e.name}” fits {len(fits)} people of this story: {', '.join(fits[:4])}. It was given to none of them."
            out.append(Question("name", story, Side(e.name, f"“{e.name}” alone"), Side(name, name), why))
    return out[:MOST_NAMES]


def open_questions(asked: Iterable[Question], tellings: Mapping[str, Telling], judgements: Sequence[Judgement]) -> tuple[Question, ...]:
    """Those that nobody has answered: on reports first, then on names, story by story."""
    answered = {frozenset((fold(j.left), fold(j.right))) for j in judgements}
    found = [*asked, *(q for story, t in tellings.items() for q in names(story, t.ledger))]
    return tuple(q for q in found if frozenset(map(fold, q.key)) not in answered)
