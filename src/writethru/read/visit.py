"""Many addresses, politely: hosts side by side, one request at a time to each with a pause between, robots.txt kept for an hour."""

import queue
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from writethru.errors import InputError
from writethru.read.guard import MAX_SECONDS
from writethru.read.web import AGENT, AnswerError, Page, fetch

PAUSE = 2.0  # seconds between two requests to one host
LONGEST = 30.0  # seconds of pause that a robots.txt may ask for (Crawl-delay)
HOSTS = 8  # asked at once
ROBOTS = 3600.0  # seconds for which a robots.txt holds (RFC 9309 allows a day)
STRIKES = 3  # failures in a row after which a host is left alone


@dataclass(frozen=True, slots=True)
class Visit:
    """An address to ask for; `known`: ETag and Last-Modified of the last answer."""

    url: str
    known: tuple[str, str] = ("", "")


@dataclass(slots=True)
class _Host:
    robots: dict[str, Any]
    since: float
    last: float = 0.0


class Visitor:
    """Asks hosts for pages. `allow` names "host:port" a test serves on a private address; `pause` and `seconds` are its limits."""

    def __init__(self, allow: frozenset[str] = frozenset(), pause: float = PAUSE, seconds: float = MAX_SECONDS) -> None:
        self.allow = allow
        self._pause = pause
        self._seconds = seconds
        self._hosts: dict[str, _Host] = {}

    def visit(self, wanted: Sequence[Visit]) -> Iterator[tuple[Visit, Page | InputError]]:
        """The answer to each, or the reason why there is none, as they come in. Closing the iterator stops the asking."""
        by: dict[str, list[Visit]] = {}
        for v in wanted:
            by.setdefault(_host(v.url), []).append(v)
        waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
        answers: queue.SimpleQueue[tuple[Visit, Page | InputError]] = queue.SimpleQueue()  # hosts are slower than who reads it
        stop = threading.Event()
        for host in by:
            waiting.put(host)

        def work() -> None:
            while True:
                try:
                    host = waiting.get_nowait()
                except queue.Empty:
                    return
                for found in self._all(host, by[host], stop):
                    answers.put(found)

        for _ in range(min(HOSTS, len(by))):
            threading.Thread(target=work, daemon=True).start()
        try:
            for _ in wanted:
                yield answers.get()
        finally:
            stop.set()

    def _all(self, name: str, visits: Sequence[Visit], stop: threading.Event) -> Iterator[tuple[Visit, Page | InputError]]:
        host = self._hosts.setdefault(name, _Host({}, time.monotonic()))
        if time.monotonic() - host.since > ROBOTS:
            host.robots, host.since = {}, time.monotonic()
        strikes = 0
        for v in visits:
            answer: Page | InputError
            if strikes >= STRIKES:
                yield v, InputError(v.url, f"was not asked for: its host failed {STRIKES} times")
                continue
            if stop.wait(max(0.0, host.last + self._delay(host) - time.monotonic())):
                return
            try:
                answer, strikes = fetch(v.url, self.allow, self._seconds, v.known, host.robots), 0
            except InputError as e:
                gone = isinstance(e, AnswerError) and e.status in (404, 410)
                answer, strikes = e, 0 if gone else strikes + 1
            except Exception as e:  # one address must not end the rest
                answer = InputError(v.url, f"could not be fetched: a fault of ours ({type(e).__name__}: {e})")
            host.last = time.monotonic()
            yield v, answer

    def _delay(self, host: _Host) -> float:
        asked = [rules.crawl_delay(AGENT) or 0.0 for rules in list(host.robots.values())]
        return max(self._pause, min(max(asked, default=0.0), LONGEST))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
