"""Profiles of the people and bodies of one story, learned from its own words: the roles and bodies that stand beside each name."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from writethru.model import Extract, Ledger, Report
from writethru.tell.rules import concept, words_of
from writethru.tell.voice import describe
from writethru.text import fold
from writethru.words import WORD

_NAME = re.compile(r"(?:[A-Z][\w’'\-]+ ){1,3}[A-Z][\w’'\-]+")
_RUN = re.compile(r"(\b(?:in|at|near|off|from|outside) (?:the )?)?\b([A-Z][\w\-]+(?: [A-Z][\w\-]+)*)")
_SMALL = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_AGED = re.compile(
    rf"(?:[A-Z][\w\-]+, |\b(?:aged|age of|(?:man|woman|boy|girl) of) )(\d{{1,3}}|{'|'.join(_SMALL[1:])})(?=[,.; ])(?! (?:of|per|in)\b)"
    rf"|\b(?P<old>\d{{1,3}}|{'|'.join(_SMALL[1:])})(?:-year-old| years old)",
    re.I,
)
_BEFORE = 70  # characters before a name in which its title stands
_TITLE = re.compile(r"((?:[A-Z][\w’'\-]+ ){1,5})$")  # Emergencies Minister Andrei Koritsky
_OFFICE = re.compile(
    r"((?:\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?|whose)|\b[A-Z][\w’'\-]+['’]s?) [^,.;:“”\"\n]{2,60}), $"
)  # the mayor, Jana Petrik
_LOWER = re.compile(
    r"((?:\b[a-z][\w’'\-]+ ){0,3}\b[a-z]\w*(?:man|woman|person|er|or|ist|ief|ary|ent|ant|ian|ead|ge|eer) )$"
)  # city treasurer Ulla Brandt
_AFTER = re.compile(
    r"(?:, (?:\d{1,3}, )?(?!who |which |told |said |say|[a-z]+ed (?:a|an|the|to|that|by|on|in|his|her|its)\b)[^,.;“”\"]{3,100}(?=[,.;])|,? who (?:\w+s) [^,.;“”\"]{3,80}|,? (?:of|for) (?:the )?[A-Z][^,.;“”\"]{2,70})"
)


def _last(word: str) -> str:
    """The folded last part of a surname: "Brandt-Moro" -> "moro", as `describe` has it."""
    return fold(word).rsplit("-", 1)[-1]


class Profiles:
    """What the reports of a story tell of each name."""

    def __init__(self, reports: Sequence[Report], extracts: Sequence[Extract], ledger: Ledger) -> None:
        self.alias: dict[str, str] = {}  # folded name word in another spelling -> the canonical one
        self.roles: dict[str, set[str]] = defaultdict(set)  # surname -> concepts of its roles
        self.bodies: dict[str, set[str]] = defaultdict(set)  # surname -> folded name words of the bodies beside it
        self.around: dict[str, set[str]] = defaultdict(set)  # surname -> concepts just before "its head, ..."
        self.said_of: dict[str, str] = defaultdict(str)  # surname -> the titles and appositions themselves, folded
        self.full: dict[str, set[str]] = defaultdict(set)  # surname -> first names met
        self.ages: set[float] = set()  # ages given to anyone
        self.places: set[str] = set()  # folded names that stand after "in" or "at"
        self._all_roles: frozenset[str] = frozenset()
        self._described_as: dict[tuple[str, frozenset[str]], frozenset[str]] = {}
        self._roles_at: dict[tuple[str, int, int], frozenset[str]] = {}
        self._learn_places(reports)
        self._learn_spellings(ledger)
        self._learn_people(reports, extracts, ledger)
        for r in reports:
            self._learn_roles(r.text)
            self._learn_ages(r.text)

    def _learn_spellings(self, ledger: Ledger) -> None:
        for e in ledger.entities:
            forms = [[fold(w) for w in n.split()] for n in e.names if n[:1].isupper()]
            if not forms:
                continue
            last = [fold(w) for w in e.name.split()][-1]
            for f in forms:
                if f[-1] != last and f[-1][:3] == last[:3] and len(f[-1]) > 4:
                    self.alias[f[-1]] = last

    def same(self, word: str) -> str:
        """A folded name word in the story's usual spelling."""
        return self.alias.get(word, word)

    def _learn_people(self, reports: Sequence[Report], extracts: Sequence[Extract], ledger: Ledger) -> None:
        """First names by surname. A name whose first word stands alone, or whose last never does without "the", is a body's or a place's."""
        outlets = {fold(r.outlet) for r in reports}
        people = {m.name for e in extracts for m in e.mentions if m.kind == "person" and " " in m.name}
        people |= {n for e in ledger.entities for n in e.names if _NAME.fullmatch(n) and e.kind in ("person", "other")}
        kinds = words_of("voices", "bodies") | words_of("voices", "firm") | words_of("places", "compass")
        alone: Counter[str] = Counter()
        the: Counter[str] = Counter()
        for r in reports:
            for m in re.finditer(r"(\b[Tt]he )?\b([A-Z][\w\-]+)", r.text):
                if m.group(1):
                    the[_last(m.group(2))] += 1
                elif not re.search(r"[A-Z][\w’'\-]+ $", r.text[max(0, m.start(2) - 24) : m.start(2)]):
                    alone[_last(m.group(2))] += not re.match(r" [A-Z]", r.text[m.end() : m.end() + 2])
        for name in sorted(people):
            parts = [self.same(_last(w)) for w in name.split()]
            if (
                fold(name) in outlets
                or fold(name) in self.places
                or kinds & set(parts)
                or the[parts[-1]] > alone[parts[-1]]
                or alone[parts[0]] > alone[parts[-1]]
            ):
                continue
            self.full[parts[-1]].add(fold(name.split("-")[0].split()[0]))

    def _learn_places(self, reports: Sequence[Report]) -> None:
        """Names of which at least half of the places in the text follow "in", "at", "near"."""
        total: Counter[str] = Counter()
        placed: Counter[str] = Counter()
        for r in reports:
            for m in _RUN.finditer(r.text):
                total[fold(m.group(2))] += 1
                placed[fold(m.group(2))] += bool(m.group(1))
        self.places.update(n for n, k in placed.items() if k and 2 * k >= total[n])

    def _learn_ages(self, text: str) -> None:
        for m in _AGED.finditer(text):
            word = (m.group(1) or m.group("old")).lower()
            self.ages.add(float(word) if word.isdigit() else float(_SMALL.index(word)))

    def _learn_roles(self, text: str) -> None:
        """Titles and appositions beside a full name: "the mayor, Jana Petrik", "Petra Holm, a spokeswoman for the company"."""
        for m in re.finditer(r"\b([A-Z][\w’'\-]+) (?=([A-Z][\w\-]+))", text):
            last = self.same(_last(m.group(2)))
            if fold(m.group(1).split("-")[0]) not in self.full.get(last, ()):
                continue
            before = text[max(0, m.start() - _BEFORE) : m.start()]
            title = _TITLE.search(before) or _OFFICE.search(before) or _LOWER.search(before)
            if title:
                self._note(last, title.group(1))
            after = _AFTER.match(text, m.end(2), min(len(text), m.end(2) + 110))
            if after:
                self._note(last, after.group())
            if re.search(r"\b(?:[Ii]ts|[Tt]heir)\b", before):
                self.around[last].update(concept(fold(w.group())) for w in WORD.finditer(text, max(0, m.start() - 160), m.start()))
                body = re.findall(r"[A-Z][\w’'\-]+", text[max(0, m.start() - 160) : m.start()])
                self.bodies[last].update(self.same(re.sub(r"['’]s$", "", fold(b))) for b in body[-4:])

    def _note(self, last: str, words: str) -> None:
        names, heads = describe(words)
        if len(self.said_of[last]) < 400:
            self.said_of[last] += " " + fold(words)
        self.roles[last].update(heads)
        self.bodies[last].update(self.same(n) for n in names if n != last)
