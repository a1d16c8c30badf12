"""Where a desk keeps what was seen: reports with all their versions, judgements, feeds, and what a reader was last shown.

Conclusions (claims, standings) are never kept as truth; they are derived again from these records.
"""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from writethru.errors import StoreError
from writethru.model import Extract, Judgement, Ledger, Report
from writethru.store.feeds import Feed, Item
from writethru.store.memory import MemoryStore
from writethru.store.ruling import Ruling

if TYPE_CHECKING:
    from writethru.store.shelf import Shelf


__all__ = ["MemoryStore", "Ruling", "Store", "open_store"]


class Store(Protocol):
    """The seam between a desk and its backend. `desk.Desk` is the only caller; every backend raises StoreError on failure."""

    def add_report(self, report: Report) -> bool:
        """Keeps a report; when this returns it is durable. False when its id was there already.

        Another record of the same id (the same text met elsewhere) is kept beside the first; `reports` gives the fullest."""
        ...

    def reports(self) -> list[Report]:
        """All reports, in order of id, whatever the order they came in."""
        ...

    def some(self, ids: Iterable[str]) -> list[Report]:
        """The reports with these ids, in order of id; those that there are."""
        ...

    def named(self, start: str) -> list[Report]:
        """The reports whose ids begin so, in order of id."""
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

    def keep_ledger(self, story: str, ledger: Ledger, maker: str) -> None:
        """Keeps the ledger of a story in the place of the one before. `maker` tells the code and all that went into it. No truth, only a cache."""
        ...

    def ledger(self, story: str, maker: str) -> Ledger | None:
        """The ledger of a story, if this maker kept it last."""
        ...

    def fresh(self, maker: str) -> list[str]:
        """Ids of the reports whose records came in since they were last said to be `taken`, or all when another maker (version of
        the code) derived what there is; in order."""
        ...

    def deriving(self, maker: str, taken: Iterable[str] = ()) -> AbstractContextManager["Shelf"]:
        """A change of what is derived, all or nothing; empties the shelf first when another maker filled it. `taken` are no more fresh."""
        ...

    def derived_rows(self) -> AbstractContextManager["Shelf"]:
        """What is derived, to read from, as it is at this moment."""
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


def open_store(url: str | None, create: bool = True) -> Store:
    """The store at a path; None gives one that lasts as long as the process. Without `create` a missing one is an error."""
    if url is None:
        return MemoryStore()
    if "://" in url:
        raise StoreError(url, "is not a path; only SQLite files are supported so far")
    from writethru.store.sqlite import SqliteStore

    return SqliteStore(url, create)
