"""What was worked out lately, kept for when it is asked for again: a story is told anew with every report that joins it."""

from collections.abc import Iterable
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Recent(Generic[K, V]):
    """The last `most` values put in, by key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        return self._kept.get(key)

    def missing(self, keys: Iterable[K]) -> list[K]:
        """Those of the keys that are not kept, each once, at most as many as can be."""
        return [k for k in dict.fromkeys(keys) if k not in self._kept][: self._most]

    def put(self, key: K, value: V) -> V:
        self._kept[key] = value
        if len(self._kept) > self._most:
            self._kept.pop(next(iter(self._kept)), None)  # another thread may have been quicker
        return value
