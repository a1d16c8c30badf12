"""Shelf: what is derived of a desk's reports, kept so that a new report costs no more than itself. No truth, only a cache."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    import sqlite3

TABLE = """
    CREATE TABLE IF NOT EXISTS shelf (kind INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (kind, key)) STRICT, WITHOUT ROWID
"""
MARKS = 255  # the kind of what a store notes itself: which code made the rows ("maker"), a mark that each change renews ("turn")
AFTER_ALL = b"\xff" * 80  # behind every key that begins alike


class Shelf:
    """Rows by kind (a small number) and key, in order of keys. Changes belong to the transaction of whoever opened the database."""

    def __init__(self, db: "sqlite3.Connection") -> None:
        self._db = db

    def get(self, kind: int, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """The values under those of the keys that there are."""
        ask = self._db.execute
        found = ((k, ask("SELECT value FROM shelf WHERE kind = ? AND key = ?", (kind, k)).fetchone()) for k in keys)
        return {k: row[0] for k, row in found if row}

    def put(self, kind: int, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Keeps values, each in place of what was under its key; in order, which spares the disk."""
        self._db.executemany("INSERT OR REPLACE INTO shelf VALUES (?, ?, ?)", ((kind, k, v) for k, v in sorted(rows)))

    def drop(self, kind: int, keys: Iterable[bytes]) -> None:
        """Drops what is under the keys."""
        self._db.executemany("DELETE FROM shelf WHERE kind = ? AND key = ?", ((kind, k) for k in keys))

    def under(self, kind: int, prefix: bytes, most: int = -1) -> list[tuple[bytes, bytes]]:
        """(rest of the key, value) of the keys that begin so, in order, the first `most`."""
        query = "SELECT key, value FROM shelf WHERE kind = ? AND key >= ? AND key < ? ORDER BY key LIMIT ?"
        return [(k[len(prefix) :], v) for k, v in self._db.execute(query, (kind, prefix, prefix + AFTER_ALL, most))]

    def since(self, kind: int, key: bytes) -> list[tuple[bytes, bytes]]:
        """The rows from a key on, in order."""
        return self._db.execute("SELECT key, value FROM shelf WHERE kind = ? AND key >= ? ORDER BY key", (kind, key)).fetchall()

    def beside(self, kind: int, prefix: bytes, key: bytes) -> tuple[bytes | None, bytes | None]:
        """The keys of this beginning (less that) next before and next behind prefix + key."""
        ask, at = self._db.execute, prefix + key
        low = ask("SELECT max(key) FROM shelf WHERE kind = ? AND key >= ? AND key < ?", (kind, prefix, at)).fetchone()[0]
        high = ask("SELECT min(key) FROM shelf WHERE kind = ? AND key > ? AND key < ?", (kind, at, prefix + AFTER_ALL)).fetchone()[0]
        return (low[len(prefix) :] if low else None), (high[len(prefix) :] if high else None)

    @property
    def maker(self) -> str:
        """Which version of the code made what there is; "" for nothing."""
        return self.get(MARKS, [b"maker"]).get(b"maker", b"").decode()

    @property
    def turn(self) -> bytes:
        """A mark that is another after each change."""
        return self.get(MARKS, [b"turn"]).get(b"turn", b"")

    def renew(self) -> bytes:
        """Gives the mark of the change under way."""
        self.put(MARKS, [(b"turn", uuid4().bytes)])
        return self.turn

    @contextmanager
    def change(self) -> Iterator[None]:
        """All of what is done within, or nothing."""
        self._db.execute("BEGIN")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._db.execute("ROLLBACK")
            raise

    def close(self) -> None:
        self._db.close()

    def begin(self, maker: str) -> None:
        """Drops everything; what comes is this maker's."""
        self._db.execute("DELETE FROM shelf")
        self.put(MARKS, [(b"maker", maker.encode())])


def passing() -> Shelf:
    """One that lasts as long as the process."""
    import sqlite3

    db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    db.execute(TABLE)
    return Shelf(db)
