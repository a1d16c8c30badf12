"""The whole desk at a moment, as every page is made from it, and the survey of a desk that such a snapshot is built of.

A survey runs beside the desk, here or in a process of its own (`surveyor`); what has not changed since the last is not told again.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from writethru.corrections import sides
from writethru.desk import Desk
from writethru.folder import Folder
from writethru.model import Judgement, Report, Telling, new_id
from writethru.store import Ruling
from writethru.store.feeds import Feed
from writethru.web.unsure import Question, doubts, open_questions

_ID = re.compile(r"[ru][0-9a-f]{12}")  # of a report or a statement
BEGINNING = "0001-01-01"  # every change there ever was is told; a page picks what is new to its reader


@dataclass(frozen=True, slots=True)
class Tale:
    """A story as told from its beginning. `base` differs when its reports do, `mark` also when a judgement touches it."""

    folder: Folder
    telling: Telling
    base: str
    statements: frozenset[str]
    mark: str

    @property
    def id(self) -> str:
        return self.folder.story.id


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The whole desk at a moment. `arrived`: report id -> when it came in, in milliseconds since 1970, as `at`."""

    tales: tuple[Tale, ...]
    at: int
    arrived: Mapping[str, int]
    log: tuple[Ruling, ...]
    mark: str
    questions: tuple[Question, ...] = ()
    _of: dict[str, Tale] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for tale in reversed(self.tales):
            # A story's id is made of one of its reports' ids, so links from before an earlier report came in still lead here.
            for r in tale.folder.reports:
                self._of[r.id] = self._of[new_id("s", r.id)] = tale
        for tale in reversed(self.tales):
            self._of[tale.id] = tale
            self._of.setdefault(tale.folder.story.slug, tale)

    def tale(self, name: str) -> Tale | None:
        """The story with this id (an earlier one too) or slug, or that holds the report of this id."""
        return self._of.get(name)

    def report(self, name: str) -> Report | None:
        """The report of this id."""
        tale = self._of.get(name)
        return next((r for r in tale.folder.reports if r.id == name), None) if tale else None


@dataclass(frozen=True, slots=True)
class Known:
    """What the last survey found, for the next to leave out: base of a story -> (its statements, its mark), and what was unsure."""

    tales: Mapping[str, tuple[frozenset[str], str]]
    held: str = ""  # stands for the reports whose places were looked at for doubts


@dataclass(frozen=True, slots=True)
class Survey:
    """What a desk holds: each story whole, or as the base of one that is known; `doubts` is None when the reports are known."""

    tales: tuple[Tale | str, ...]
    log: tuple[Ruling, ...]
    seen: Mapping[str, str]
    feeds: tuple[Feed, ...]
    settings: Mapping[str, str]
    held: str
    doubts: tuple[Question, ...] | None


def survey(desk: Desk, known: Known) -> Survey:
    """Looks a desk through and tells what changed since `known`."""
    log, folders = desk.store.log(), desk.folders()
    tales: list[Tale | str] = []
    for folder in folders:
        heads = [(r.id, r.headline, r.outlet, r.uri, r.stamp.iso if r.stamp else "") for r in folder.reports]
        base = new_id("b", heads, [(x.source, x.target, x.kind) for x in folder.links])
        before = known.tales.get(base)
        if before and before[1] == _mark(base, log, before[0]):
            tales.append(base)
            continue
        told = desk.tell(folder, BEGINNING)
        statements = frozenset(a.statement for c in told.ledger.claims for a in c.appearances)
        tales.append(Tale(folder, told, base, statements, _mark(base, log, statements)))
    held = new_id("d", *sorted(r.id for f in folders for r in f.reports))
    unsure = None if held == known.held else tuple(doubts(desk, folders))
    feeds, settings = tuple(desk.store.feeds()), desk.store.settings()
    return Survey(tuple(tales), tuple(log), desk.store.seen(), feeds, settings, held, unsure)


def snapshot_of(found: Survey, before: Snapshot | None, unsure: Sequence[Question], moment: int) -> Snapshot:
    """The snapshot after a survey; `before` itself when nothing changed."""
    known = {t.base: t for t in before.tales} if before else {}
    tales = tuple(known[t] if isinstance(t, str) else t for t in found.tales)
    mark = new_id("m", *(t.mark for t in tales), len(found.log), sum(bool(r.undone) for r in found.log))
    if before and mark == before.mark:
        return before
    if before is None:
        arrived = {i: min(_ms(at), moment) for i, at in found.seen.items()}
    else:
        arrived = {r.id: before.arrived.get(r.id, moment) for t in tales for r in t.folder.reports}
    asked = open_questions(unsure, {t.id: t.telling for t in tales}, [r.judgement for r in found.log if not r.undone])
    return Snapshot(tales, moment, arrived, found.log, mark, asked)


def _mark(base: str, log: Sequence[Ruling], statements: frozenset[str]) -> str:
    """A story's reports, and the judgements on its statements or on names; one on reports shows in which reports it has."""
    stand = [(r.number, r.judgement) for r in log if not r.undone]
    return new_id("m", base, *(n for n, j in stand if any(x in statements or (_names(j) and not _ID.fullmatch(x)) for x in sides(j))))


def _names(j: Judgement) -> bool:
    """Whether a judgement joins or parts: then its sides may be names, which any story may hold."""
    return j.verdict in ("same", "not")


def _ms(iso: str) -> int:
    at = datetime.fromisoformat(iso)
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)
