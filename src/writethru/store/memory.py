"""A desk that lasts as long as the process: for `brief` without a file."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from writethru.errors import NotFoundError
from writethru.model import Extract, Judgement, Ledger, Report
from writethru.store.codec import fullest, keys
from writethru.store.feeds import Feed, Item
from writethru.store.ruling import Ruling
from writethru.store.shelf import Shelf, passing
from writethru.text import folded_words


class MemoryStore:
    """See `Store`."""

    def __init__(self) -> None:
        self._reports: dict[str, Report] = {}
        self._keys: dict[str, set[str]] = {}
        self._seen: dict[str, str] = {}
        self._looked: dict[str, str] = {}
        self._log: list[Ruling] = []
        self._derived: dict[str, tuple[str, Extract]] = {}
        self._ledgers: dict[str, tuple[str, Ledger]] = {}
        self._shelf = passing()
        self._fresh: set[str] = set()
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
        if self._reports[report.id] != known:
            self._fresh.add(report.id)
        return known is None

    def some(self, ids: Iterable[str]) -> list[Report]:
        return [self._reports[i] for i in sorted(set(ids)) if i in self._reports]

    def named(self, start: str) -> list[Report]:
        return [r for r in self.reports() if r.id.startswith(start)]

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

    def keep_ledger(self, story: str, ledger: Ledger, maker: str) -> None:
        self._ledgers[story] = (maker, ledger)

    def ledger(self, story: str, maker: str) -> Ledger | None:
        made_by, found = self._ledgers.get(story, ("", None))
        return found if made_by == maker else None

    def fresh(self, maker: str) -> list[str]:
        return sorted(self._fresh if maker == self._shelf.maker else self._reports)

    @contextmanager
    def deriving(self, maker: str, taken: Iterable[str] = ()) -> Iterator[Shelf]:
        with self._shelf.change():
            if maker != self._shelf.maker:
                self._shelf.begin(maker)
                self._fresh = set(self._reports)
            yield self._shelf
        self._fresh -= set(taken)

    @contextmanager
    def derived_rows(self) -> Iterator[Shelf]:
        yield self._shelf

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
        self._shelf.close()
