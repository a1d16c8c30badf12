"""Room: one desk, changed by one thread, and the snapshot of it that every page is made from.

Readers never wait for a writer: they see the last snapshot whole. A story is told again only when its reports or the judgements
changed. Another process that adds to the same file is noticed by the file's own time and size.
"""

import asyncio
import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, TypeVar, cast

from writethru.desk import Desk, Outcome
from writethru.errors import WritethruError
from writethru.model import Change, Refusal, Report, Telling, new_id
from writethru.read.visit import Visitor
from writethru.store.feeds import Feed
from writethru.web.snapshot import Known, Snapshot, snapshot_of, survey
from writethru.web.surveyor import Surveyor
from writethru.web.unsure import Question

if TYPE_CHECKING:
    from writethru.web.follow import Follower

T = TypeVar("T")
VIEWS = 64
MANY = 80  # reports of a desk from which on it is looked through in a process of its own
KEPT = 100  # how many results of adding are kept for their pages


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def _call(called: "asyncio.Future[None]") -> None:
    if not called.done():
        called.set_result(None)


class Room:
    """Opens the desk and keeps the snapshot fresh. All calls into the desk go through its one thread."""

    def __init__(self, path: str | None, kept: bool = True, follower: "Follower | None" = None) -> None:
        self.path = path
        self.kept = bool(path) and kept  # else its file goes when the server stops
        self.follower = follower
        self.visitor = follower.visitor if follower else Visitor()
        self.feeds: tuple[Feed, ...] = ()
        self.settings: dict[str, str] = {}
        self.tried = ""  # how the last test of the notices went, in words
        self.results: dict[str, tuple[tuple[Outcome, ...], str]] = {}
        self.diffs: dict[tuple[str, str], Any] = {}
        self._views: dict[tuple[str, tuple[Change, ...]], Any] = {}
        self.streams = 0  # open event streams
        self.closing = False
        self.working = False  # reports came in that no snapshot shows yet
        self.surveyor = Surveyor(path) if path else None
        self._worker = ThreadPoolExecutor(1, "desk")
        self._signature: object = None
        self._done = self._looked = 0  # deeds done, and how many of them the snapshot shows
        self._unsure: tuple[str, tuple[Question, ...]] = ("", ())  # what is unsure, for these reports
        self._lock = Lock()
        self._waiting: set[asyncio.Future[None]] = set()
        self._desk: Desk = self._worker.submit(Desk, path).result()
        self._asker, self._read = self._worker, self._desk
        if path:
            self._asker = ThreadPoolExecutor(1, "asker")
            self._read = self._asker.submit(Desk, path).result()
        self.now: Snapshot = self._worker.submit(self._look, None).result()

    # ---- for pages ---------------------------------------------------------------------------------------------------

    def ask(self, question: Callable[[Desk], T]) -> T:
        """Answers from what the desk keeps, without waiting for a writer where it lies in a file."""
        return self._asker.submit(question, self._read).result()

    def change(self, deed: Callable[[Desk], T]) -> T:
        """Does something to the desk; when this returns, the snapshot shows it."""
        try:
            return self._worker.submit(self._did, deed).result()
        finally:
            self._worker.submit(self._caught_up).result()

    def keep(self, reports: Sequence[Report], refused: Sequence[Refusal]) -> tuple[Outcome, ...]:
        """Keeps clean reports and notes what was refused; one outcome each."""
        kept = self.change(lambda desk: [desk.keep(r, r.path) for r in reports]) if reports else []
        return (*kept, *(Outcome(x.name, x.uri, "quarantined", x.reason) for x in refused))

    def note(self, outcomes: tuple[Outcome, ...], uri: str = "") -> str:
        """Keeps the result of adding for its page, and the address that gave many; gives its name."""
        name = new_id("a", now_ms(), len(self.results), *(o.report or o.reason for o in outcomes))
        self.results[name] = outcomes, uri
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
        """Returns when there is another snapshot than `shown`, or one is being made (True), or after `timeout` seconds (False)."""
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
                    await asyncio.wrap_future(self._worker.submit(self._caught_up))

    def end_streams(self) -> None:
        """Lets every event stream end, so that the server can stop."""
        self.closing = True
        self._ring()

    def close(self) -> None:
        """Ends the desk's thread, and the follower's."""
        if self.follower:
            self.follower.close()
        if self.surveyor:
            self.surveyor.close()
        for pool, desk in {self._asker: self._read, self._worker: self._desk}.items():
            done: Future[None] = pool.submit(desk.close)
            done.result()
            pool.shutdown()

    # ---- in the desk's thread ----------------------------------------------------------------------------------------

    def _did(self, deed: Callable[[Desk], T]) -> T:
        self._done += 1
        return deed(self._desk)

    def _caught_up(self) -> None:
        """Looks at the desk, unless the look after a later deed showed this one's effect already."""
        if self._looked < self._done or self._files() != self._signature:
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
        self._signature, self._looked, moment = self._files(), self._done, now_ms()
        tales = {t.base: (t.statements, t.mark) for t in before.tales} if before else {}
        known = Known(tales, self._unsure[0])
        count = len(self._desk.store.seen())
        self.working = bool(before) and count != len(before.arrived if before else ())
        if self.working:
            self._ring()
        apart = self.surveyor.survey(known) if self.surveyor and count >= MANY else None
        found = apart or survey(self._desk, known)
        self.feeds, self.settings = found.feeds, dict(found.settings)
        if found.doubts is not None:
            self._unsure = found.held, found.doubts
        self.working = False
        return snapshot_of(found, before, self._unsure[1], moment)
