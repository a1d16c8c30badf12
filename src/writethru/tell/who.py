"""A report's sentences with who speaks in them by name: what is read without the sentences before it must say so itself."""

from bisect import bisect_left

from writethru.model import Extract, Report, Span
from writethru.text import fold

PRONOUNS = frozenset(["he", "she", "they", "it"])
LONG = 5000  # characters of one quotation
MOSTLY = 0.6  # of a sentence that is somebody's words


class Who:
    def __init__(self, report: Report, extract: Extract) -> None:
        self.text = report.text
        self._pronouns: list[tuple[int, int, str]] = []
        self._words: list[tuple[int, int, Span, str]] = []
        for a in (s.attribution for s in extract.statements):
            if a and a.source and a.speaker and not a.collective:
                if fold(self.text[slice(*a.source)]) in PRONOUNS:
                    self._pronouns.append((*a.source, a.speaker))
                self._words += [(*c, a.source, a.speaker) for c in a.content]
        self._pronouns = sorted(set(self._pronouns))
        self._words.sort()

    def named(self, start: int, end: int) -> str:
        """A sentence with the names of those who are "he" or "she" in it, and whose words it is where only another sentence tells."""
        out, at = "", start
        for a, b, name in self._pronouns[bisect_left(self._pronouns, (start, 0, "")) :]:
            if a >= end:
                break
            out += self.text[at:a] + name
            at = b
        told = out + self.text[at:end]
        for a, b, source, name in self._words[bisect_left(self._words, (start - LONG, 0, (0, 0), "")) :]:
            if a >= end:
                break
            if min(b, end) - max(a, start) > MOSTLY * (end - start) and (source[1] <= start or source[0] >= end):
                return f"{told} ({name})"
        return told
