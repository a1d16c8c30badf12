"""Rows in which `Places` and `Kin` keep what they derive: kinds, keys and values."""

import json
import zlib
from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any, Protocol

from writethru.model import Report

COUNT, STEP, TERM, STORY, LINE, PLACE, MEMBER, DOUBT = range(8)  # kinds of `Places`
BODY, EDGE, PRINT, SHORT, ADDRESS, PAIR = range(10, 16)  # and of `Kin`
LONG = 300  # bytes of a value from which on compressing pays
Fetch = Callable[[Sequence[str]], Sequence[Report]]  # reports by their ids, in that order


class Rows(Protocol):
    """Bytes by kind and key, in order of keys; see store.shelf.Shelf. `Places` and `Kin` are the callers."""

    def get(self, kind: int, keys: Iterable[bytes]) -> dict[bytes, bytes]: ...
    def put(self, kind: int, rows: Iterable[tuple[bytes, bytes]]) -> None: ...
    def drop(self, kind: int, keys: Iterable[bytes]) -> None: ...
    def under(self, kind: int, prefix: bytes, most: int = -1) -> list[tuple[bytes, bytes]]: ...
    def since(self, kind: int, key: bytes) -> list[tuple[bytes, bytes]]: ...
    def beside(self, kind: int, prefix: bytes, key: bytes) -> tuple[bytes | None, bytes | None]: ...


def raw(text: str) -> bytes:
    """A key of text, or a part of one."""
    return text.encode("utf-8", "surrogatepass")


def text(key: bytes) -> str:
    """The text of such a key."""
    return key.decode("utf-8", "surrogatepass")


def number(n: int) -> bytes:
    """A number as a key."""
    return n.to_bytes(8, "big")


def digest(words: str) -> bytes:
    """Eight bytes that stand for a text, the same in every run."""
    return blake2b(raw(words), digest_size=8).digest()


def packed(value: object) -> bytes:
    """A list of lists, text and numbers as bytes."""
    plain = json.dumps(value, separators=(",", ":")).encode()
    return plain if len(plain) < LONG else zlib.compress(plain, 1)


def unpacked(value: bytes) -> Any:
    """It again. Raises ValueError when the bytes are damaged."""
    try:
        return json.loads(value if value[:1] == b"[" else zlib.decompress(value))
    except zlib.error as e:
        raise ValueError(str(e)) from e
