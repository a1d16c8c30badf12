"""Room: one desk, owned by one thread, and the snapshot of it that every page is made from.

Readers never wait for a writer: they see the last snapshot whole. A story is told again only when its reports or the judgements
changed. Another process that adds to the same file is noticed by the file's own time and size.
"""

import asyncio
import os
import re
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import Any, TypeVar, cast

from writethru.desk import Desk, Folder, Outcome
from writethru.errors import WritethruError
from writethru.model import Change, Refusal, Report, Telling, new_id
from writethru.store import Ruling

T = TypeVar("T")
_ID = re.compile(r"[ru][0-9a-f]{12}")  # of a report or a statement
BEGINNING = "0001-01-01"  # every change there ever was is told; a page picks what is new to its reader
VIEWS = 64
KEPT = 100  # how many results of adding are kept for their pages


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


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def _mark(base: str, log: Sequence[Ruling], statements: frozenset[str]) -> str:
    """A story's reports, and the judgements on its statements or on names; one on reports shows in which reports it has."""
    sides = [(r.number, (r.judgement.left, r.judgement.right)) for r in log if not r.undone]
    return new_id("m", base, *(n for n, both in sides if any(x in statements or not _ID.fullmatch(x) for x in both)))


def _call(called: "asyncio.Future[None]") -> None:
    if not called.done():
        called.set_result(None)


def _ms(iso: str) -> int:
    at = datetime.fromisoformat(iso)
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)


class Room:
    """Opens the desk and keeps the snapshot fresh. All calls into the desk go through its one thread."""

    def __init__(self, path: str | None) -> None:
        self.path = path
        self.results: dict[str, tuple[Outcome, ...]] = {}
        self.diffs: dict[tuple[str, str], Any] = {}
        self._views: dict[tuple[str, tuple[Change, ...]], Any] = {}
        self.streams = 0  # open event streams
        self.closing = False
        self._worker = ThreadPoolExecutor(1, "desk")
        self._signature: object = None
        self._lock = Lock()
        self._waiting: set[asyncio.Future[None]] = set()
        self._desk: Desk = self._worker.submit(Desk, path).result()
        self.now: Snapshot = self._worker.submit(self._look, None).result()

    # ---- for pages ---------------------------------------------------------------------------------------------------

    def ask(self, question: Callable[[Desk], T]) -> T:
        """Answers from the desk itself; waits for its thread."""
        return self._worker.submit(question, self._desk).result()

    def change(self, deed: Callable[[Desk], T]) -> T:
        """Does something to the desk; when this returns, the snapshot shows it."""
        return self._worker.submit(self._changed, deed).result()

    def keep(self, reports: Sequence[Report], refused: Sequence[Refusal]) -> tuple[Outcome, ...]:
        """Keeps clean reports and notes what was refused; one outcome each."""
        kept = self.change(lambda desk: [desk.keep(r, r.path) for r in reports]) if reports else []
        return (*kept, *(Outcome(x.name, x.uri, "quarantined", x.reason) for x in refused))

    def note(self, outcomes: tuple[Outcome, ...]) -> str:
        """Keeps the result of adding for its page; gives its name."""
        name = new_id("a", now_ms(), len(self.results), *(o.report or o.reason for o in outcomes))
        self.results[name] = outcomes
        while len(self.results) > KEPT:
            self.results.pop(next(iter(self.results)))
        return name

    def view(self, mark: str, told: Telling, make: Callable[[], T]) -> T:
        """The view of a story with these changes, made once for all readers to whom the same is new."""
        key = (mark, told.roundup.changes)
        found = self._views.get(key)
        if found is None:
            found = make()
            if len(self._views) >= VIEWS:
                self._views.clear()
            self._views[key] = found
        return cast(T, found)

    # ---- for events --------------------------------------------------------------------------------------------------

    async def next(self, shown: Snapshot, timeout: float) -> bool:
        """Returns when there is another snapshot than `shown` (True), or after `timeout` seconds (False)."""
        called: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        with self._lock:
            self._waiting.add(called)
        try:
            if self.now is shown and not self.closing:  # looked at only now, so that no change falls between
                await asyncio.wait_for(called, timeout)
            return True
        except TimeoutError:
            return False
        finally:
            with self._lock:
                self._waiting.discard(called)

    async def watch(self, every: float = 1.0) -> None:
        """Looks for what other processes wrote to the desk's file, until cancelled."""
        while True:
            await asyncio.sleep(every)
            if self._files() != self._signature:
                with suppress(WritethruError):  # a file that cannot be read now is looked at again
                    await asyncio.wrap_future(self._worker.submit(self._changed, lambda _: None))

    def end_streams(self) -> None:
        """Lets every event stream end, so that the server can stop."""
        self.closing = True
        self._ring()

    def close(self) -> None:
        """Ends the desk's thread."""
        done: Future[None] = self._worker.submit(self._desk.close)
        done.result()
        self._worker.shutdown()

    # ---- in the desk's thread ----------------------------------------------------------------------------------------

    def _changed(self, deed: Callable[[Desk], T]) -> T:
        try:
            return deed(self._desk)
        finally:
            self.now = self._look(self.now)
            self._ring()

    def _ring(self) -> None:
        """Calls whoever waits, each in its own event loop."""
        with self._lock:
            waiting, self._waiting = self._waiting, set()
        for called in waiting:
            with suppress(RuntimeError):  # its loop has ended
                called.get_loop().call_soon_threadsafe(_call, called)

    def _files(self) -> object:
        found = []
        for name in (self.path, f"{self.path}-wal") if self.path else ():
            try:
                s = os.stat(name)
                found.append((s.st_mtime_ns, s.st_size))
            except OSError:
                found.append((0, 0))
        return found

    def _look(self, before: Snapshot | None) -> Snapshot:
        """The desk as it is now; what has not changed since `before` is taken from there."""
        self._signature = self._files()
        desk, moment = self._desk, now_ms()
        known = {t.base: t for t in before.tales} if before else {}
        log = desk.store.log()
        tales = []
        for folder in desk.folders():
            heads = [(r.id, r.headline, r.outlet, r.uri, r.stamp.iso if r.stamp else "") for r in folder.reports]
            base = new_id("b", heads, [(x.source, x.target, x.kind) for x in folder.links])
            tale = known.get(base)
            if tale is None or tale.mark != _mark(base, log, tale.statements):
                told = desk.tell(folder, BEGINNING)
                statements = frozenset(a.statement for c in told.ledger.claims for a in c.appearances)
                tale = Tale(folder, told, base, statements, _mark(base, log, statements))
            tales.append(tale)
        if before is None:
            arrived = {i: min(_ms(at), moment) for i, at in desk.store.seen().items()}
        else:
            arrived = {r.id: before.arrived.get(r.id, moment) for t in tales for r in t.folder.reports}
        mark = new_id("m", *(t.mark for t in tales), len(log), sum(bool(r.undone) for r in log))
        if before and mark == before.mark:
            return before
        return Snapshot(tuple(tales), moment, arrived, tuple(log), mark)
