"""Where a desk keeps what was seen: reports with all their versions, judgements, and when a reader last looked.

Conclusions (claims, standings) are never kept as truth; they are derived again from these records.
"""

from collections.abc import Iterable
from typing import Protocol

from writethru.model import Judgement, Report


class Store(Protocol):
    """The seam between a desk and its backend. `desk.Desk` is the only caller; every backend raises StoreError on failure."""

    def add_report(self, report: Report) -> bool:
        """Keeps a report; when this returns it is durable. False when it was there already."""
        ...

    def reports(self) -> list[Report]:
        """All reports, in order of id."""
        ...

    def add_judgement(self, judgement: Judgement) -> None:
        """Appends a person's judgement; never overwrites."""
        ...

    def judgements(self) -> list[Judgement]:
        """All judgements in the order they were made."""
        ...

    def close(self) -> None: ...


class MemoryStore:
    """Keeps nothing beyond the process: for `brief` without a desk."""

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self._reports = {r.id: r for r in reports}
        self._judgements: list[Judgement] = []

    def add_report(self, report: Report) -> bool:
        if report.id in self._reports:
            return False
        self._reports[report.id] = report
        return True

    def reports(self) -> list[Report]:
        return [self._reports[i] for i in sorted(self._reports)]

    def add_judgement(self, judgement: Judgement) -> None:
        self._judgements.append(judgement)

    def judgements(self) -> list[Judgement]:
        return list(self._judgements)

    def close(self) -> None:
        pass


def open_store(url: str | None) -> Store:
    """The store at a path or URL; None gives one that lasts as long as the process."""
    if url is None:
        return MemoryStore()
    from writethru.store.sqlite import SqliteStore

    return SqliteStore(url)
