"""A desk in one SQLite file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from itertools import groupby
from typing import TypeVar

from writethru.errors import NotFoundError
from writethru.model import Extract, Judgement, Ledger, Report
from writethru.store.codec import (
    derived_to_text,
    extract_from_text,
    fullest_text,
    judgement_to_row,
    keys,
    ledger_from_text,
    met_again,
    report_from_text,
    report_to_text,
)
from writethru.store.feeds import Feed, Item
from writethru.store.file import DeskFile
from writethru.store.ruling import Ruling
from writethru.store.shelf import Shelf
from writethru.text import folded_words

MANY = 500  # ids asked for at once
Made = TypeVar("Made", Extract, Ledger)


class SqliteStore(DeskFile):
    """See `Store`."""

    def add_report(self, report: Report) -> bool:
        record, now = report_to_text(report), datetime.now(UTC).isoformat(timespec="seconds")
        with self._errors():
            if met_again(report, (r[0] for r in self._db.execute("SELECT record FROM report WHERE id = ?", (report.id,)).fetchall())):
                return False
            with self._writing():
                self._db.execute("INSERT INTO report VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (report.id, record, now))
                self._db.execute("INSERT INTO fresh VALUES (?) ON CONFLICT DO NOTHING", (report.id,))
                self._db.executemany(
                    "INSERT INTO near VALUES (?, ?) ON CONFLICT DO NOTHING", [(k, report.id) for k in sorted(keys(report))]
                )
                new = self._db.execute("INSERT INTO words_of (id) VALUES (?) ON CONFLICT DO NOTHING", (report.id,))
                if new.rowcount == 1:
                    words = " ".join(folded_words(f"{report.headline} {report.text}")).encode("utf-8", "replace").decode()
                    self._db.execute("INSERT INTO words (rowid, body) VALUES (?, ?)", (new.lastrowid, words))
            return new.rowcount == 1

    def reports(self) -> list[Report]:
        return self._reports("SELECT id, record FROM report ORDER BY id", [])

    def some(self, ids: Iterable[str]) -> list[Report]:
        asked = sorted(set(ids))
        slices = (asked[n : n + MANY] for n in range(0, len(asked), MANY))
        query = "SELECT id, record FROM report WHERE id IN ({}) ORDER BY id"
        return [r for part in slices for r in self._reports(query.format(",".join("?" * len(part))), part)]

    def named(self, start: str) -> list[Report]:
        return self._reports("SELECT id, record FROM report WHERE id >= ?1 AND id < ?1 || char(1114111) ORDER BY id", [start])

    def _reports(self, query: str, values: Sequence[str | int]) -> list[Report]:
        with self._errors():
            rows = self._db.execute(query, values)
            return [report_from_text(fullest_text(r[1] for r in same)) for _, same in groupby(rows, key=lambda r: str(r[0]))]

    def seen(self) -> dict[str, str]:
        with self._errors():
            return dict(self._db.execute("SELECT id, min(seen) FROM report GROUP BY id").fetchall())

    def near(self, report: Report) -> list[Report]:
        some = sorted(keys(report))
        if not some:
            return []
        found = f"SELECT id FROM near WHERE key IN ({','.join('?' * len(some))})"
        return self._reports(f"SELECT id, record FROM report WHERE id IN ({found}) AND id != ? ORDER BY id", [*some, report.id])

    def search(self, words: str) -> list[str]:
        wanted = [f'"{w}"' for w in folded_words(words)]
        if not wanted:
            return []
        with self._errors():
            rows = self._db.execute(
                "SELECT words_of.id FROM words JOIN words_of ON words_of.n = words.rowid WHERE words MATCH ? ORDER BY words_of.id",
                (" ".join(wanted),),
            )
            return [str(row[0]) for row in rows]

    def look(self, reports: Iterable[str], at: str) -> None:
        with self._errors(), self._writing():
            self._db.executemany(
                "INSERT INTO looked VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at", [(i, at) for i in reports]
            )

    def looked(self) -> dict[str, str]:
        with self._errors():
            return dict(self._db.execute("SELECT id, at FROM looked").fetchall())

    def add_judgement(self, judgement: Judgement) -> int:
        with self._errors():
            cursor = self._db.execute(
                "INSERT INTO judgement (left_id, right_id, verdict, score, by_whom, at, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
                judgement_to_row(judgement),
            )
            return int(cursor.lastrowid or 0)

    def undo_judgement(self, number: int, at: str) -> None:
        with self._errors(), self._writing():
            done = self._db.execute("INSERT INTO undone SELECT n, ? FROM judgement WHERE n = ? ON CONFLICT DO NOTHING", (at, number))
            if done.rowcount != 1:
                raise NotFoundError(f"judgement {number}", "there is none that stands")

    def judgements(self) -> list[Judgement]:
        return [r.judgement for r in self.log() if not r.undone]

    def log(self) -> list[Ruling]:
        with self._errors():
            rows = self._db.execute(
                "SELECT n, left_id, right_id, verdict, score, by_whom, judgement.at, reason, undone.at"
                " FROM judgement LEFT JOIN undone USING (n) ORDER BY n"
            )
            return [Ruling(row[0], Judgement(*row[1:8]), row[8] or "") for row in rows]

    def derive(self, extracts: Mapping[str, Extract], maker: str) -> None:
        rows = [(i, maker, derived_to_text(e)) for i, e in extracts.items()]
        with self._errors(), self._writing():
            self._db.executemany("INSERT OR REPLACE INTO derived VALUES (?, ?, ?)", rows)

    def derived(self, wanted: Iterable[str], maker: str) -> dict[str, Extract]:
        found = ((i, self._made("SELECT extract FROM derived WHERE id = ? AND maker = ?", i, maker, extract_from_text)) for i in wanted)
        return {i: extract for i, extract in found if extract}

    def keep_ledger(self, story: str, ledger: Ledger, maker: str) -> None:
        with self._errors(), self._writing():
            self._db.execute("INSERT OR REPLACE INTO ledger VALUES (?, ?, ?)", (story, maker, derived_to_text(ledger)))

    def ledger(self, story: str, maker: str) -> Ledger | None:
        return self._made("SELECT record FROM ledger WHERE story = ? AND maker = ?", story, maker, ledger_from_text)

    def _made(self, query: str, key: str, maker: str, read: Callable[[str], Made]) -> Made | None:
        with self._errors():
            row = self._db.execute(query, (key, maker)).fetchone()
        try:
            return read(row[0]) if row else None
        except (ValueError, TypeError):
            return None  # a damaged entry is made again

    def fresh(self, maker: str) -> list[str]:
        with self._errors():
            table = "fresh" if self._shelf.maker == maker else "report"
            return [str(r[0]) for r in self._db.execute(f"SELECT DISTINCT id FROM {table} ORDER BY id")]

    @contextmanager
    def deriving(self, maker: str, taken: Iterable[str] = ()) -> Iterator[Shelf]:
        with self._faults(), self._writing():
            if self._shelf.maker != maker:
                self._shelf.begin(maker)
                self._db.execute("INSERT INTO fresh SELECT DISTINCT id FROM report WHERE true ON CONFLICT DO NOTHING")
            self._db.executemany("DELETE FROM fresh WHERE id = ?", [(i,) for i in taken])
            yield self._shelf

    @contextmanager
    def derived_rows(self) -> Iterator[Shelf]:
        with self._faults():
            self._db.execute("BEGIN")
            try:
                yield self._shelf
            finally:
                self._db.execute("ROLLBACK")

    @property
    def _shelf(self) -> Shelf:
        return Shelf(self._db)

    def keep_feeds(self, feeds: Iterable[Feed], items: Iterable[Item] = ()) -> None:
        with self._errors(), self._writing():
            self._db.executemany(f"INSERT OR REPLACE INTO item VALUES ({_marks(Item)})", [_row(i) for i in items])
            self._db.executemany(f"INSERT OR REPLACE INTO feed VALUES ({_marks(Feed)})", [_row(f) for f in feeds])

    def feeds(self) -> list[Feed]:
        with self._errors():
            return [Feed(*row) for row in self._db.execute("SELECT * FROM feed ORDER BY url")]

    def items(self, keys: Iterable[str]) -> dict[str, Item]:
        with self._errors():
            rows = (self._db.execute("SELECT * FROM item WHERE key = ?", (k,)).fetchone() for k in keys)
            return {row[0]: Item(*row) for row in rows if row}

    def due(self, by: str) -> list[Item]:
        with self._errors():
            return [Item(*r) for r in self._db.execute("SELECT * FROM item WHERE due != '' AND due <= ? ORDER BY due, key", (by,))]

    def forget(self, before: str) -> None:
        with self._errors(), self._writing():
            self._db.execute("DELETE FROM item WHERE due = '' AND listed < ?", (before,))

    def drop_feed(self, url: str) -> None:
        with self._errors(), self._writing():
            if self._db.execute("DELETE FROM feed WHERE url = ?", (url,)).rowcount != 1:
                raise NotFoundError(url, "no feed has this address")
            self._db.execute("DELETE FROM item WHERE feed = ?", (url,))

    def settings(self) -> dict[str, str]:
        with self._errors():
            return dict(self._db.execute("SELECT name, value FROM setting ORDER BY name").fetchall())

    def keep_settings(self, values: Mapping[str, str]) -> None:
        rows = [(k, v.encode("utf-8", "replace").decode()) for k, v in values.items()]
        with self._errors(), self._writing():
            self._db.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", rows)

    def tell(self, reports: Iterable[str], at: str) -> None:
        with self._errors(), self._writing():
            self._db.executemany("INSERT INTO told VALUES (?, ?) ON CONFLICT DO NOTHING", [(i, at) for i in reports])

    def untold(self) -> list[str]:
        with self._errors():
            rows = self._db.execute("SELECT DISTINCT id FROM report WHERE id NOT IN (SELECT id FROM told) ORDER BY id")
            return [str(row[0]) for row in rows]


def _row(record: Feed | Item) -> tuple[str | int, ...]:
    """A record's fields in the order of its table's columns; text that no encoding has is made good."""
    values = (getattr(record, f.name) for f in fields(record))
    return tuple(v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values)


def _marks(kind: type[Feed] | type[Item]) -> str:
    return ", ".join("?" * len(fields(kind)))
