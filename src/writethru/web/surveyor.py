"""Surveyor: looks a large desk through in a process of its own, so that pages go on being made meanwhile.

Python runs one thread at a time: telling a story of hundreds of reports takes seconds, in which every page would wait.
"""

import signal
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from writethru.desk import Desk
from writethru.errors import StoreError, WritethruError
from writethru.web.snapshot import Known, Survey, survey


class Surveyor:
    """The process is begun with the first survey and ends with `close`. One survey at a time."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._process: SpawnProcess | None = None
        self._line: Connection | None = None
        self._closed = False

    def survey(self, known: Known) -> Survey | None:
        """The survey of the desk as it is on disk; None when the process failed, so that the caller does it. Raises StoreError."""
        try:
            if self._line is None and not self._closed:
                self._begin()
            if self._line is None:
                return None
            self._line.send(known)
            found = self._line.recv()
        except (OSError, EOFError):  # it was killed, or there is no memory for it
            self.end()
            return None
        if isinstance(found, str):
            raise StoreError(self._path, found)
        return found if isinstance(found, Survey) else None

    def _begin(self) -> None:
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(self._path, theirs), name="surveyor", daemon=True)
        self._process.start()
        theirs.close()

    def end(self) -> None:
        """Ends the process; the next survey begins another."""
        if self._process:
            self._process.terminate()
        if self._line:
            self._line.close()
        self._process = self._line = None

    def close(self) -> None:
        """Ends it for good; a survey under way is cut off."""
        self._closed = True
        if self._process:
            self._process.terminate()


def _serve(path: str, line: Connection) -> None:
    """What the process does: a survey for each `Known` it is sent, or the reason why there is none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which then ends this process
    desk: Desk | None = None
    while True:
        try:
            known = line.recv()
        except EOFError:
            return
        try:
            desk = desk or Desk(path, create=False)
            line.send(survey(desk, known))
        except WritethruError as e:
            line.send(e.reason)
