"""A desk in one SQLite file: write-ahead log, full sync at each commit, so what was acknowledged is durable."""

import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from writethru.errors import NotFoundError, StoreError
from writethru.model import Extract, Grouping, Judgement, Report
from writethru.store import Ruling
from writethru.store.codec import (
    extract_from_text,
    extract_to_text,
    fullest_text,
    grouping_from_text,
    grouping_to_text,
    judgement_to_row,
    keys,
    met_again,
    report_from_text,
    report_to_text,
)
from writethru.store.feeds import Feed, Item
from writethru.text import folded_words

WAIT = 30.0  # seconds a writer waits for another
APPLICATION = 0x57724465  # "WrDe" in the file's header: another program's database is never written to
# One step a released version; a step is never edited, only followed by another.
MIGRATIONS = (
    """
    CREATE TABLE report (id TEXT NOT NULL, record TEXT NOT NULL, seen TEXT NOT NULL, PRIMARY KEY (id, record)) STRICT, WITHOUT ROWID;
    CREATE TABLE near (key TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (key, id)) STRICT, WITHOUT ROWID;
    CREATE VIRTUAL TABLE words USING fts5 (body, content='', tokenize='unicode61 remove_diacritics 0');
    CREATE TABLE words_of (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
    CREATE TABLE looked (id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
    CREATE TABLE derived (id TEXT PRIMARY KEY, maker TEXT NOT NULL, extract TEXT NOT NULL) STRICT;
    CREATE TABLE judgement (
        n INTEGER PRIMARY KEY, left_id TEXT NOT NULL, right_id TEXT NOT NULL, verdict TEXT NOT NULL,
        score REAL NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
    CREATE TABLE undone (n INTEGER PRIMARY KEY REFERENCES judgement, at TEXT NOT NULL) STRICT;
    """,
    """
    CREATE TABLE grouping (one INTEGER PRIMARY KEY CHECK (one = 1), key TEXT NOT NULL, record TEXT NOT NULL) STRICT;
    CREATE TABLE feed (
        url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL, polled TEXT NOT NULL,
        ok TEXT NOT NULL, due TEXT NOT NULL, failures INTEGER NOT NULL, reason TEXT NOT NULL) STRICT;
    CREATE TABLE item (
        key TEXT PRIMARY KEY, feed TEXT NOT NULL, mark TEXT NOT NULL, listed TEXT NOT NULL, url TEXT NOT NULL,
        title TEXT NOT NULL, outlet TEXT NOT NULL, published TEXT NOT NULL, due TEXT NOT NULL, visits INTEGER NOT NULL,
        failures INTEGER NOT NULL, reason TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL) STRICT;
    CREATE INDEX item_due ON item (due) WHERE due != '';
    CREATE TABLE told (id TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT;
    """,
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;",
)


class SqliteStore:
    """See `Store`. Opens the file, makes it when missing, brings an older one up to date. One connection, one thread."""

    def __init__(self, path: str, create: bool = True) -> None:
        self._path = path
        if not Path(path).exists():
            if not create:
                raise StoreError(path, "no such desk")
            if not Path(path).resolve().parent.is_dir():
                raise StoreError(path, "its folder does not exist")
        elif not Path(path).is_file():
            raise StoreError(path, "is not a file")
        with self._errors():
            self._db = sqlite3.connect(path, isolation_level=None, timeout=WAIT)
            self._open()

    def _open(self) -> None:
        end = time.monotonic() + WAIT
        while True:
            try:
                self._check()
                self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
                self._migrate()
                return
            except sqlite3.OperationalError as e:
                # SQLite does not wait by itself while another process turns the log on.
                if "locked" not in str(e) or time.monotonic() > end:
                    raise
                time.sleep(0.02)

    def _check(self) -> None:
        have, tables = self._version(), self._db.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if tables and self._db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise StoreError(self._path, "is a database of another program")
        if have > len(MIGRATIONS):
            raise StoreError(self._path, "was written by a later version of writethru")

    def _version(self) -> int:
        return int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _migrate(self) -> None:
        while self._version() < len(MIGRATIONS):
            with self._writing():
                have = self._version()
                if have < len(MIGRATIONS):  # else another process was quicker
                    for statement in MIGRATIONS[have].split(";"):
                        self._db.execute(statement)
                    self._db.execute(f"PRAGMA user_version={have + 1}")
                    self._db.execute(f"PRAGMA application_id={APPLICATION}")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as e:
            raise StoreError(self._path, _reason(e)) from e
        except (ValueError, KeyError, TypeError, IndexError) as e:
            raise StoreError(self._path, f"holds a damaged record ({type(e).__name__})") from e

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, written through to the disk when it ends."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def add_report(self, report: Report) -> bool:
        record, now = report_to_text(report), datetime.now(UTC).isoformat(timespec="seconds")
        with self._errors():
            if met_again(report, (r[0] for r in self._db.execute("SELECT record FROM report WHERE id = ?", (report.id,)).fetchall())):
                return False
            with self._writing():
                self._db.execute("INSERT INTO report VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (report.id, record, now))
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

    def _reports(self, query: str, values: list[str]) -> list[Report]:
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
        rows = [(i, maker, extract_to_text(e)) for i, e in extracts.items()]
        with self._errors(), self._writing():
            self._db.executemany("INSERT OR REPLACE INTO derived VALUES (?, ?, ?)", rows)

    def derived(self, wanted: Iterable[str], maker: str) -> dict[str, Extract]:
        out = {}
        with self._errors():
            for i in wanted:
                row = self._db.execute("SELECT extract FROM derived WHERE id = ? AND maker = ?", (i, maker)).fetchone()
                try:
                    if row:
                        out[i] = extract_from_text(row[0])
                except (ValueError, TypeError):
                    continue  # a damaged entry is made again
        return out

    def keep_grouping(self, key: str, found: Grouping) -> None:
        with self._errors(), self._writing():
            self._db.execute("INSERT OR REPLACE INTO grouping VALUES (1, ?, ?)", (key, grouping_to_text(found)))

    def grouping(self, key: str) -> Grouping | None:
        with self._errors():
            row = self._db.execute("SELECT record FROM grouping WHERE key = ?", (key,)).fetchone()
            try:
                return grouping_from_text(row[0]) if row else None
            except (ValueError, TypeError):
                return None  # a damaged entry is made again

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

    def close(self) -> None:
        self._db.close()


def _row(record: Feed | Item) -> tuple[str | int, ...]:
    """A record's fields in the order of its table's columns; text that no encoding has is made good."""
    values = (getattr(record, f.name) for f in fields(record))
    return tuple(v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values)


def _marks(kind: type[Feed] | type[Item]) -> str:
    return ", ".join("?" * len(fields(kind)))


def _reason(e: sqlite3.Error) -> str:
    """SQLite's message in words that say what to do."""
    text = str(e)
    known = {
        "not a database": "is not a desk (no SQLite file)",
        "malformed": "is damaged; restore it from a copy",
        "readonly": "cannot be written to",
        "unable to open": "cannot be opened (no permission?)",
        "disk is full": "cannot grow: the disk is full",
        "locked": "is in use by another process",
    }
    return next((words for part, words in known.items() if part in text), text)
