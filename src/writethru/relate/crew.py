"""Work on many reports, done here or shared out to a few processes."""

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from typing import Any

from writethru.model import Report

AHEAD = 2  # jobs a process has in hand: what lies ready is bounded
_rows: Sequence[Report] = ()


class Crew(AbstractContextManager["Crew"]):
    """Maps functions of a module over jobs; each is given all the reports and its job's values.

    Processes are forked, so that they have the reports at no cost; where the system cannot fork, all is done here."""

    def __init__(self, rows: Sequence[Report], processes: int = 1) -> None:
        self._rows = rows
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None
        if processes > 1 and "fork" in multiprocessing.get_all_start_methods():
            gc.freeze()  # what is there already is not looked at, and so not copied, by each of them
            self._pool = ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _begin, (rows,))

    def map(self, function: Callable[..., Any], jobs: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """What the function gives for each job, in order of jobs."""
        if self._pool is None:
            yield from (function(self._rows, *job) for job in jobs)
            return
        given: deque[Future[Any]] = deque()
        for job in jobs:
            given.append(self._pool.submit(_do, function, job))
            if len(given) > AHEAD * self._processes:
                yield given.popleft().result()
        while given:
            yield given.popleft().result()

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            gc.unfreeze()


def _begin(rows: Sequence[Report]) -> None:
    global _rows
    _rows = rows
    gc.disable()


def _do(function: Callable[..., Any], job: tuple[Any, ...]) -> Any:
    return function(_rows, *job)
