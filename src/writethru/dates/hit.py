"""What a rule matched, and what it was resolved to."""

import re
from typing import Literal, NamedTuple

from writethru.dates.lexicon import Scan

Kind = Literal["DATE", "TIME", "DURATION", "SET"]


class Found(NamedTuple):
    """A resolved expression: tokens [start, end)."""

    start: int
    end: int
    type: Kind
    value: str
    earliest: str | None = None
    latest: str | None = None


class Hit:
    """A rule's match: tokens [start, end) and its groups as lower-case words."""

    def __init__(self, scan: Scan, m: re.Match[str]) -> None:
        self.scan, self.m = scan, m
        self.start, self.end = m.span()
        self.groups = m.groupdict()

    def has(self, *names: str) -> bool:
        return any(self.groups.get(n) for n in names)

    def word(self, *names: str) -> str:
        """The last word of the first group that took part, lower case; "" if none did."""
        for n in names:
            if self.groups.get(n):
                return self.scan.word(self.m.end(n) - 1).lower()
        return ""

    def words(self, name: str) -> list[str]:
        if not self.groups.get(name):
            return []
        return [self.scan.word(i).lower() for i in range(*self.m.span(name))]
