"""A desk in one SQLite file: write-ahead log, full sync at each commit, so what was acknowledged is durable."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from writethru.errors import StoreError
from writethru.model import Judgement, Report
from writethru.store.codec import judgement_to_row, report_from_text, report_to_text

# One step a released version; a step is never edited, only followed by another.
MIGRATIONS = (
    """
    CREATE TABLE report (id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT;
    CREATE TABLE judgement (
        n INTEGER PRIMARY KEY, left_id TEXT NOT NULL, right_id TEXT NOT NULL, verdict TEXT NOT NULL,
        score REAL NOT NULL, by_whom TEXT NOT NULL, at TEXT NOT NULL, reason TEXT NOT NULL) STRICT;
    """,
)


class SqliteStore:
    """See `Store`. Opens the file, makes it when missing, brings an older one up to date."""

    def __init__(self, path: str) -> None:
        self._path = path
        if not Path(path).resolve().parent.is_dir():
            raise StoreError(path, "its folder does not exist")
        with self._errors():
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;")
            self._migrate()

    def _migrate(self) -> None:
        (have,) = self._db.execute("PRAGMA user_version").fetchone()
        if have > len(MIGRATIONS):
            raise StoreError(self._path, "was written by a later version of writethru")
        for n in range(have, len(MIGRATIONS)):
            self._db.executescript(f"BEGIN IMMEDIATE; {MIGRATIONS[n]} PRAGMA user_version={n + 1}; COMMIT;")

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as e:
            raise StoreError(self._path, f"{e}") from e

    def add_report(self, report: Report) -> bool:
        with self._errors():
            cursor = self._db.execute("INSERT INTO report VALUES (?, ?) ON CONFLICT DO NOTHING", (report.id, report_to_text(report)))
            return cursor.rowcount == 1

    def reports(self) -> list[Report]:
        with self._errors():
            return [report_from_text(row) for (row,) in self._db.execute("SELECT record FROM report ORDER BY id")]

    def add_judgement(self, judgement: Judgement) -> None:
        with self._errors():
            self._db.execute(
                "INSERT INTO judgement (left_id, right_id, verdict, score, by_whom, at, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
                judgement_to_row(judgement),
            )

    def judgements(self) -> list[Judgement]:
        with self._errors():
            rows = self._db.execute("SELECT left_id, right_id, verdict, score, by_whom, at, reason FROM judgement ORDER BY n")
            return [Judgement(*row) for row in rows]

    def close(self) -> None:
        self._db.close()
