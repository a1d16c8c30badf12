"""The file of a desk: one SQLite database, write-ahead log, full sync at each commit, so that what was acknowledged is durable."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from writethru.errors import StoreError
from writethru.store.shelf import TABLE

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
    f"""
    DROP TABLE grouping;
    {TABLE};
    CREATE TABLE fresh (id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
    INSERT INTO fresh SELECT DISTINCT id FROM report;
    """,
    "CREATE TABLE ledger (story TEXT PRIMARY KEY, maker TEXT NOT NULL, record TEXT NOT NULL) STRICT;",
)


class DeskFile:
    """Opens the file, makes it when missing, brings an older one up to date. One connection, one thread."""

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
    def _faults(self) -> Iterator[None]:
        """What the database says against it, in our words."""
        try:
            yield
        except sqlite3.Error as e:
            raise StoreError(self._path, _reason(e)) from e

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """The same, and of records that cannot be read."""
        try:
            with self._faults():
                yield
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

    def close(self) -> None:
        self._db.close()


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
