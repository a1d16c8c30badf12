"""Full names at first mention: "Castell said" is told as "Mira Castell said" where no line before it names her in full.

A name is taken only from the ledger's entities, as a report the line rests on prints it; where a surname means two people, or stands in quotation marks,
it stays as it is."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from writethru.model import Change, Ledger, Line, Passage, Report, Section
from writethru.tell.lists import held
from writethru.tell.rules import words_of
from writethru.text import fold
from writethru.words import stopwords

_MARKED = re.compile(r"[\"“„«][^\"“”„«»]*[\"”»]?")
_COURTESY = r"(?:(?:Mr|Mrs|Ms)\.? )?"
_TITLE = re.compile(
    r"(?:^|[\s(—–])(?:[A-Z][a-z]+\.|Justice|Judge|President|Mayor|Minister|Senator|Governor|General|Captain|Chief|Doctor|Professor|Sheriff|Detective|Secretary|Chairman|Chairwoman|Ambassador|Commissioner|Councillor) $"
)
_CAPITAL = re.compile(r"[A-Z][\w’'\-]*\.? $")
_NICKNAME = re.compile(r" [“\"‘'][\w .\-]{1,20}[”\"’']$")  # "Lena “Lee” Orr"
# ", the editor of the Lorne Mail," behind a name: small letters first, no verb, to the comma.
_NO_VERB = (
    r"(?!(?:who|whose|which|that|and|said|says|was|is|has|had|told|were|are|be|been|will|would|could|can|may|might|must|should|did|does)\b)"
)
_ROLE = rf", ((?:an? |the )?(?!(?:its|his|her|their|our)\b){_NO_VERB}[a-z][\w’'\-]*(?: {_NO_VERB}[\w’'\-&.]+){{0,9}})(?=,| said\b|\.\s)"
_JUNIOR = frozenset(("Jr", "Jr.", "Sr", "Sr.", "II", "III"))
MOST = 4  # words of a person's name


class Introductions:
    """Who has been named in full so far, line by line in the order of the page."""

    def __init__(self, ledger: Ledger, reports: Mapping[str, Report]) -> None:
        self._reports = reports
        self._speaker = {c.id: c.speaker for c in ledger.claims if c.speaker and " " in c.speaker}
        speakers = set(self._speaker.values())
        persons = [e for e in ledger.entities if e.kind == "person" or (e.kind == "other" and e.name in speakers and _in_full(e.name))]
        meant = Counter(n.split()[-1] for e in ledger.entities for n in [e.name] if " " in n)
        shared = {w for e in ledger.entities if e not in persons for n in e.names if " " in n for w in n.split()}  # "Hallam Dairy"
        self._full: dict[str, list[str]] = {}  # surname -> the names in full of the one person it means
        for e in persons:
            fulls = [n for n in e.names if _in_full(n)]
            for surname in {n.split()[-1] for n in fulls} - _JUNIOR:
                if meant[surname] < 2 and (surname in e.names or surname not in shared):
                    self._full[surname] = fulls
        self._met: set[str] = set()
        self._fulls = [f for e in persons for f in e.names if _in_full(f)]
        self._known: set[str] = set()  # whose office or trade has been told, or is not to be told any more

    def told(self, line: Line) -> Line:
        """The line with the persons in full whom no line before it names so."""
        line = self._by_first_word(line)
        for surname, fulls in self._full.items():
            if surname in line.text and surname not in self._met:
                if not any(f in line.text for f in fulls) and not self._shared(surname, fulls):
                    line = self._with(line, surname, fulls)
                self._met.add(surname)
        return self._with_role(line)

    def _with_role(self, line: Line) -> Line:
        """The line with what its first person is where no line before tells that: "Emil Vane, the engineer, said". Only as a report that the
        line rests on prints it, and where nothing stands beside the name already."""
        for full in self._fulls:
            at = line.text.find(full) if full not in self._known else -1
            if at < 0:
                continue
            self._known.update(f for f in self._fulls if f.split()[-1] == full.split()[-1])
            end = at + len(full)
            alone = re.match(r" (?!(?:and|or|of|for)\b)[a-z]", line.text[end:]) and (
                at == 0 or line.text[at - 2 : at] in ("” ", '" ', ", ")
            )
            if alone and not _marked(line.text, at):
                for report in (self._reports[i] for i in dict.fromkeys(p.report for p in line.sources)):
                    m = re.search(re.escape(full) + _ROLE, report.text)
                    if m and _office(m.group(1)):
                        text = f"{line.text[:end]}, {m.group(1)},{line.text[end:]}"
                        return replace(line, text=text, sources=(*line.sources, Passage(report.id, m.start(), m.end(1))))
        return line

    def _by_first_word(self, line: Line) -> Line:
        """The line with its speaker in full where only the first word of the name stands there: "Kim said", of Kim Hong-kyun."""
        full = self._speaker.get(line.claim or "")
        if not full or full in self._met or not _in_full(full):
            return line
        first, last = full.split()[0], full.split()[-1]
        if last in line.text or last in _JUNIOR or not re.search(rf"\b{re.escape(first)}\b", line.text):
            return line
        self._met.add(full)
        return self._with(line, first, [full])

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
            if re.match(r"[- ][A-Z]|-", bare[m.end() :]):
                continue  # "Hallam Dairy"
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


def _marked(text: str, at: int) -> bool:
    """Whether a place of a line is inside quotation marks."""
    return text[:at].count("“") > text[:at].count("”") or text[:at].count('"') % 2 == 1


def _office(role: str) -> bool:
    """Whether words after a name say who one is: a noun for a person among the first of them, before any preposition or name."""
    words = [fold(w) for w in re.split(r" (?:of|for|at|in|with|from|on) | (?=[A-Z])", role)[0].split()]
    return bool(words) and (words[-1] in held("persons") or words[-1] in words_of("voices", "offices"))


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


def introduced_changes(found: Iterable[Change], ledger: Ledger, reports: Mapping[str, Report]) -> tuple[Change, ...]:
    """The changes with persons in full at first mention: they are read before, or without, the rest."""
    who = Introductions(ledger, reports)
    return tuple(replace(c, after=c.after and who.told(c.after), before=c.before and who.told(c.before)) for c in found)
