"""Where a desk keeps what was seen: reports with all their versions, judgements, feeds, and what a reader was last shown.

Conclusions (claims, standings) are never kept as truth; they are derived again from these records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from writethru.errors import NotFoundError, StoreError
from writethru.model import Extract, Grouping, Judgement, Report
from writethru.store.codec import fullest, keys
from writethru.store.feeds import Feed, Item
from writethru.text import folded_words


@dataclass(frozen=True, slots=True)
class Ruling:
    """A judgement as the log shows it: its number, and when it was taken back ("" while it stands)."""

    number: int
    judgement: Judgement
    undone: str = ""


class Store(Protocol):
    """The seam between a desk and its backend. `desk.Desk` is the only caller; every backend raises StoreError on failure."""

    def add_report(self, report: Report) -> bool:
        """Keeps a report; when this returns it is durable. False when its id was there already.

        Another record of the same id (the same text met elsewhere) is kept beside the first; `reports` gives the fullest."""
        ...

    def reports(self) -> list[Report]:
        """All reports, in order of id, whatever the order they came in."""
        ...

    def seen(self) -> dict[str, str]:
        """Report id -> when this desk first saw it (ISO 8601)."""
        ...

    def near(self, report: Report) -> list[Report]:
        """Other reports that may be versions of this one: the same address, or the same outlet and some of the same words."""
        ...

    def search(self, words: str) -> list[str]:
        """Ids of the reports that hold all the words (case and accents do not matter), in order of id."""
        ...

    def look(self, reports: Iterable[str], at: str) -> None:
        """Notes that these reports were shown to the reader at a time (ISO 8601)."""
        ...

    def looked(self) -> dict[str, str]:
        """Report id -> when it was last shown, for those that were."""
        ...

    def add_judgement(self, judgement: Judgement) -> int:
        """Appends a person's judgement, never overwrites; gives its number."""
        ...

    def undo_judgement(self, number: int, at: str) -> None:
        """Takes a judgement back; it stays in the log. Raises NotFoundError when there is none such that stands."""
        ...

    def judgements(self) -> list[Judgement]:
        """The judgements that stand, in the order they were made."""
        ...

    def log(self) -> list[Ruling]:
        """All judgements, undone ones too, in the order they were made."""
        ...

    def derive(self, extracts: Mapping[str, Extract], maker: str) -> None:
        """Keeps what was worked out, by key, until another maker (version of the code) replaces it. No truth, only a cache."""
        ...

    def derived(self, wanted: Iterable[str], maker: str) -> dict[str, Extract]:
        """What this maker kept under these keys."""
        ...

    def keep_grouping(self, key: str, found: Grouping) -> None:
        """Keeps how the reports that `key` stands for hang together, in place of what was kept before. No truth, only a cache."""
        ...

    def grouping(self, key: str) -> Grouping | None:
        """What was kept under this key last, if it was the last."""
        ...

    def keep_feeds(self, feeds: Iterable[Feed], items: Iterable[Item] = ()) -> None:
        """Keeps the state of feeds and items, all or nothing; each takes the place of what has the same address or key."""
        ...

    def feeds(self) -> list[Feed]:
        """All feeds, in order of address."""
        ...

    def items(self, keys: Iterable[str]) -> dict[str, Item]:
        """Those of the items that are known, by key."""
        ...

    def due(self, by: str) -> list[Item]:
        """Items to be visited by a time, the one due first first."""
        ...

    def forget(self, before: str) -> None:
        """Drops what is known of items that no feed carried since a time and that are to be visited no more."""
        ...

    def drop_feed(self, url: str) -> None:
        """Drops a feed with its items; the reports stay. Raises NotFoundError when there is none such."""
        ...

    def settings(self) -> dict[str, str]:
        """What people set for this desk, by name."""
        ...

    def keep_settings(self, values: Mapping[str, str]) -> None:
        """Keeps settings, all or nothing; each takes the place of what had its name."""
        ...

    def tell(self, reports: Iterable[str], at: str) -> None:
        """Notes that a notice of these reports was given."""
        ...

    def untold(self) -> list[str]:
        """Ids of the reports of which no notice was given, in order."""
        ...

    def close(self) -> None: ...


class MemoryStore:
    """Keeps nothing beyond the process: for `brief` without a desk."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}
        self._keys: dict[str, set[str]] = {}
        self._seen: dict[str, str] = {}
        self._looked: dict[str, str] = {}
        self._log: list[Ruling] = []
        self._derived: dict[str, tuple[str, Extract]] = {}
        self._grouping: tuple[str, Grouping] | None = None
        self._feeds: dict[str, Feed] = {}
        self._items: dict[str, Item] = {}
        self._told: set[str] = set()
        self._settings: dict[str, str] = {}

    def add_report(self, report: Report) -> bool:
        known = self._reports.get(report.id)
        self._reports[report.id] = fullest([known, report]) if known else report
        for k in keys(report):
            self._keys.setdefault(k, set()).add(report.id)
        self._seen.setdefault(report.id, datetime.now(UTC).isoformat(timespec="seconds"))
        return known is None

    def reports(self) -> list[Report]:
        return [self._reports[i] for i in sorted(self._reports)]

    def seen(self) -> dict[str, str]:
        return dict(self._seen)

    def near(self, report: Report) -> list[Report]:
        ids = {i for k in keys(report) for i in self._keys.get(k, ())} - {report.id}
        return [self._reports[i] for i in sorted(ids)]

    def search(self, words: str) -> list[str]:
        wanted = set(folded_words(words))
        return [r.id for r in self.reports() if wanted and wanted <= set(folded_words(f"{r.headline} {r.text}"))]

    def look(self, reports: Iterable[str], at: str) -> None:
        self._looked.update(dict.fromkeys(reports, at))

    def looked(self) -> dict[str, str]:
        return dict(self._looked)

    def add_judgement(self, judgement: Judgement) -> int:
        self._log.append(Ruling(len(self._log) + 1, judgement))
        return len(self._log)

    def undo_judgement(self, number: int, at: str) -> None:
        if not 1 <= number <= len(self._log) or self._log[number - 1].undone:
            raise NotFoundError(f"judgement {number}", "there is none that stands")
        self._log[number - 1] = Ruling(number, self._log[number - 1].judgement, at)

    def judgements(self) -> list[Judgement]:
        return [r.judgement for r in self._log if not r.undone]

    def log(self) -> list[Ruling]:
        return list(self._log)

    def derive(self, extracts: Mapping[str, Extract], maker: str) -> None:
        self._derived.update({i: (maker, e) for i, e in extracts.items()})

    def derived(self, wanted: Iterable[str], maker: str) -> dict[str, Extract]:
        found = {i: self._derived[i] for i in wanted if i in self._derived}
        return {i: e for i, (by, e) in found.items() if by == maker}

    def keep_grouping(self, key: str, found: Grouping) -> None:
        self._grouping = key, found

    def grouping(self, key: str) -> Grouping | None:
        return self._grouping[1] if self._grouping and self._grouping[0] == key else None

    def keep_feeds(self, feeds: Iterable[Feed], items: Iterable[Item] = ()) -> None:
        self._items |= {i.key: i for i in items}
        self._feeds |= {f.url: f for f in feeds}

    def feeds(self) -> list[Feed]:
        return [self._feeds[u] for u in sorted(self._feeds)]

    def items(self, keys: Iterable[str]) -> dict[str, Item]:
        return {k: self._items[k] for k in keys if k in self._items}

    def due(self, by: str) -> list[Item]:
        return sorted((i for i in self._items.values() if "" < i.due <= by), key=lambda i: (i.due, i.key))

    def forget(self, before: str) -> None:
        self._items = {k: i for k, i in self._items.items() if i.due or i.listed >= before}

    def drop_feed(self, url: str) -> None:
        if url not in self._feeds:
            raise NotFoundError(url, "no feed has this address")
        del self._feeds[url]
        self._items = {k: i for k, i in self._items.items() if i.feed != url}

    def settings(self) -> dict[str, str]:
        return dict(self._settings)

    def keep_settings(self, values: Mapping[str, str]) -> None:
        self._settings |= values

    def tell(self, reports: Iterable[str], at: str) -> None:
        self._told |= set(reports)

    def untold(self) -> list[str]:
        return sorted(set(self._reports) - self._told)

    def close(self) -> None:
        pass


def open_store(url: str | None, create: bool = True) -> Store:
    """The store at a path; None gives one that lasts as long as the process. Without `create` a missing one is an error."""
    if url is None:
        return MemoryStore()
    if "://" in url:
        raise StoreError(url, "is not a path; only SQLite files are supported so far")
    from writethru.store.sqlite import SqliteStore

    return SqliteStore(url, create)
