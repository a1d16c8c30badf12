"""Follower: polls the desk's feeds beside the server and sends its notices, as `writethru watch` does, in a thread with a desk of its own.

What it adds to the file the room sees as what any other process adds."""

import threading
from contextlib import suppress

from writethru.desk import Desk
from writethru.errors import WritethruError
from writethru.notify import deliver, from_settings
from writethru.read.visit import Visitor
from writethru.watch import EVERY, Watcher, clock

NAP = 30.0  # seconds after which what is due is looked up again


class Follower:
    """Follows the feeds of the desk at `path` until closed. `visitor` is for tests."""

    def __init__(self, path: str, visitor: Visitor | None = None, nap: float = NAP) -> None:
        self.wrong: tuple[str, ...] = ()  # what could not be sent last, in words that hold no secret
        self.visitor = visitor or Visitor()
        self._path, self._nap = path, nap
        self._wake, self._closed = threading.Event(), False
        self._thread = threading.Thread(target=self._run, name="follower", daemon=True)

    def start(self) -> None:
        """Begins with what is due."""
        self._thread.start()

    def wake(self) -> None:
        """Has it look at once: feeds or settings changed."""
        self._wake.set()

    def close(self) -> None:
        """Ends it; a poll under way is given a moment and then left, for any moment is safe to stop at."""
        self._closed = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join(1.0)

    def _run(self) -> None:
        while not self._closed:
            wait = self._nap
            try:
                wait = self._round()
            except WritethruError as e:
                self.wrong = (f"{e}",)
            except Exception as e:  # feeds are followed on whatever one round met
                self.wrong = (f"a round failed by a fault of ours ({type(e).__name__}: {e})",)
            self._wake.wait(max(0.5, min(self._nap, wait)))
            self._wake.clear()

    def _round(self) -> float:
        """One round; gives the seconds until the next thing is due."""
        desk = Desk(self._path)  # a fresh one, so that what it read is not kept between rounds
        try:
            watcher, settings = Watcher(desk, self.visitor, minutes(desk.store.settings())), desk.store.settings()
            if not desk.store.feeds():
                return self._nap
            watcher.poll()
            targets = from_settings(settings)
            if targets.any:  # else nobody is to be told, and telling stories costs time
                found = deliver(watcher, watcher.news(), targets, clock(), self.visitor.allow)
                self.wrong = tuple(found or ())
            return watcher.wait()
        finally:
            with suppress(WritethruError):
                desk.close()


def minutes(settings: dict[str, str]) -> float:
    """Between two polls of a feed, as people set it."""
    try:
        return float(settings.get("every") or EVERY)
    except ValueError:
        return EVERY
