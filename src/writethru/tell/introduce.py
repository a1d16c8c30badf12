"""Full names at first mention: "Castell said" is told as "Mira Castell said" where no line before it names her in full.

A name is taken only from the ledger's entities, as a report the line rests on prints it; where a surname means two people, or stands in quotation marks,
it stays as it is."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from writethru.model import Ledger, Line, Passage, Report, Section
from writethru.tell.lists import held
from writethru.text import fold
from writethru.words import stopwords

_MARKED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]?")
_COURTESY = r"(?:(?:Mr|Mrs|Ms)\.? )?"
_TITLE = re.compile(
    r"(?:^|[\s(—–])(?:[A-Z][a-z]+\.|Justice|Judge|President|Mayor|Minister|Senator|Governor|General|Captain|Chief|Doctor|Professor|Sheriff|Detective|Secretary|Chairman|Chairwoman|Ambassador|Commissioner|Councillor) $"
)
_CAPITAL = re.compile(r"[A-Z][\w’'\-]*\.? $")
_NICKNAME = re.compile(r" [“\"‘'][\w .\-]{1,20}[”\"’']$")  # "Lena “Lee” Orr"
MOST = 4  # words of a person's name


class Introductions:
    """Who has been named in full so far, line by line in the order of the page."""

    def __init__(self, ledger: Ledger, reports: Mapping[str, Report]) -> None:
        self._reports = reports
        persons = [e for e in ledger.entities if e.kind == "person"]
        meant = Counter(n.split()[-1] for e in ledger.entities for n in [e.name] if " " in n)
        self._full: dict[str, list[str]] = {}  # surname -> the names in full of the one person it means
        for e in persons:
            fulls = [n for n in e.names if _in_full(n)]
            for surname in {n.split()[-1] for n in fulls} & set(e.names):
                if meant[surname] < 2:
                    self._full[surname] = fulls
        self._met: set[str] = set()

    def told(self, line: Line) -> Line:
        """The line with the persons in full whom no line before it names so."""
        for surname, fulls in self._full.items():
            if surname in line.text and surname not in self._met:
                if not any(f in line.text for f in fulls) and not self._shared(surname, fulls):
                    line = self._with(line, surname, fulls)
                self._met.add(surname)
        return line

    def _shared(self, surname: str, fulls: Iterable[str]) -> bool:
        """Whether a report has the surname behind another first name or a nickname in quotation marks: then it may be somebody else's."""
        own = {w for f in fulls for w in f.split()}
        for report in self._reports.values():
            for m in re.finditer(rf" {re.escape(surname)}\b", report.text):
                before = _NICKNAME.sub("", report.text[max(0, m.start() - 40) : m.start()])
                if _first_name((before.split() or [""])[-1], own):
                    return True
        return False

    def _with(self, line: Line, surname: str, fulls: Iterable[str]) -> Line:
        found = self._printed(line, fulls)
        if found is None:
            return line
        full, where = found
        bare = _MARKED.sub(lambda m: " " * len(m.group()), line.text)
        for m in re.finditer(rf"\b{_COURTESY}{re.escape(surname)}\b", bare):
            before = bare[: m.start()]
            if before.lower().endswith("the ") or (_CAPITAL.search(before) and not _TITLE.search(before) and not before.endswith(". ")):
                continue
            text = line.text[: m.start()] + full + line.text[m.end() :]
            return replace(line, text=text, sources=(*line.sources, where))
        return line

    def _printed(self, line: Line, fulls: Iterable[str]) -> tuple[str, Passage] | None:
        """A full name and where a report that the line rests on prints it: a report that only has the name would be cited for the news."""
        for report in (self._reports[i] for i in dict.fromkeys(p.report for p in line.sources)):
            for full in sorted(fulls, key=len):
                at = report.text.find(full)
                if at >= 0:
                    return full, Passage(report.id, at, at + len(full))
        return None


def _in_full(name: str) -> bool:
    """Whether a name is a first and a last name, and no title with a name."""
    words = name.split()
    return 1 < len(words) <= MOST and all(w[:1].isupper() for w in words) and fold(words[0]) not in held("persons")


def _first_name(word: str, own: Collection[str]) -> bool:
    """Whether a word before a surname is a first name, and none of `own`."""
    if not word[:1].isupper() or word in own or word[-1:] in ".,;:!?”\"’'":
        return False
    small = fold(word) in stopwords() or fold(word) in held("saying") or fold(word) in held("persons")
    return not small and not _TITLE.search(word + " ") and word not in ("Mr", "Mrs", "Ms")


def introduced(
    need: Iterable[Line], rest: Iterable[Section], ledger: Ledger, reports: Mapping[str, Report]
) -> tuple[tuple[Line, ...], tuple[Section, ...]]:
    """The round-up with persons in full at first mention; the figures keep their words."""
    who = Introductions(ledger, reports)
    top = tuple(map(who.told, need))
    return top, tuple(s if s.heading == "Figures" else replace(s, lines=tuple(map(who.told, s.lines))) for s in rest)
