"""Who is who in a story, from its own words: the roles and bodies that stand beside each name, and which voices may be one."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache

from writethru.model import Extract, Ledger, Report
from writethru.tell.reading import Reading
from writethru.tell.rules import channels, concept, words_of
from writethru.tell.voice import Voice, describe
from writethru.text import fold
from writethru.words import WORD

_NAME = re.compile(r"(?:[A-Z][\w’'\-]+ ){1,3}[A-Z][\w’'\-]+")
_RUN = re.compile(r"(\b(?:in|at|near|off|from|outside) (?:the )?)?\b([A-Z][\w\-]+(?: [A-Z][\w\-]+)*)")
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


@cache
def _offices() -> frozenset[str]:
    return frozenset([concept("minister"), concept("mayor"), concept("police"), concept("judge")])


@cache
def _somebody() -> frozenset[str]:
    lists = ("anyone", "bodies", "firm", "speaks", "offices")
    return frozenset(concept(w) for name in lists for w in words_of("voices", name))


@cache
def _offices_of() -> frozenset[str]:
    return frozenset(concept(w) for w in words_of("voices", "offices"))


def _last(word: str) -> str:
    """The folded last part of a surname: "Brandt-Moro" -> "moro", as `describe` has it."""
    return fold(word).rsplit("-", 1)[-1]


@cache
def _firm() -> frozenset[str]:
    return frozenset(concept(w) for w in words_of("voices", "firm"))


class Cast:
    """Profiles of the people and bodies of one story."""

    def __init__(self, reports: Sequence[Report], extracts: Sequence[Extract], ledger: Ledger) -> None:
        self.alias: dict[str, str] = {}  # folded name word in another spelling -> the canonical one
        self.roles: dict[str, set[str]] = defaultdict(set)  # surname -> concepts of its roles
        self.bodies: dict[str, set[str]] = defaultdict(set)  # surname -> folded name words of the bodies beside it
        self.around: dict[str, set[str]] = defaultdict(set)  # surname -> concepts just before "its head, ..."
        self.said_of: dict[str, str] = defaultdict(str)  # surname -> the titles and appositions themselves, folded
        self.full: dict[str, set[str]] = defaultdict(set)  # surname -> first names met
        self.places: set[str] = set()  # folded names that stand after "in" or "at"
        self._all_roles: frozenset[str] = frozenset()
        self._learn_places(reports)
        self._learn_spellings(ledger)
        self._learn_people(reports, extracts, ledger)
        for r in reports:
            self._learn_roles(r.text)

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

    def vague_but_named(self, v: Voice) -> bool:
        """ "People in Hask": anybody, with a name beside."""
        return bool(v.names) and bool(v.heads & {concept(w) for w in words_of("voices", "anyone")})

    def stands_in(self, v: Voice, r: Reading) -> bool:
        """Whether a sentence names a voice, or its office or body, without making it the one who says it."""
        names = self.names_of(v)
        person = self.surname(names)
        if not names:
            here = r.concepts | r.context if r.leans else r.concepts
            return v.heads <= here or bool(v.heads & here & _offices_of())
        firm = concept("company") in r.concepts and (
            self.roles[person] & _firm() or any(self.is_firm([b]) for b in self.bodies[person] or names)
        )
        office = self.roles[person] & _offices_of() & r.concepts if person else set()
        return bool(names & r.forms) or bool(office) or bool(firm)

    # ---- comparing -----------------------------------------------------------------------------------------------------

    def names_of(self, v: Voice) -> frozenset[str]:
        return frozenset(self.same(n) for n in v.names)

    def surname(self, names: Iterable[str]) -> str:
        """The person a set of name words means, "" when it means none we know."""
        known = [n for n in sorted(names) if n in self.full]
        return next((n for n in known if self.full[n] & set(names)), known[0] if known else "")

    def is_firm(self, names: Iterable[str]) -> bool:
        """Whether a name is a body's that "the company" may stand for."""
        kinds = {concept(w) for w in words_of("voices", "bodies")} | words_of("voices", "bodies")
        return not any(n in kinds or concept(n) in kinds for n in names)

    def heads_it(self, a: Voice, b: Voice) -> bool:
        """Whether two voices are one person we know."""
        person = self.surname(self.names_of(a))
        return bool(person) and person == self.surname(self.names_of(b))

    def is_company(self, v: Voice) -> bool:
        """Whether a voice is a company, by its name or as "the owner"."""
        names = self.names_of(v)
        return not self.surname(names) and (bool(v.heads & _firm()) or (bool(names) and self.is_firm(names)))

    def plausible(self, v: Voice) -> bool:
        """Whether a phrase may name a speaker at all: it has a name, or a word for an office, a body or somebody."""
        return bool(v.names) or bool(v.heads & (_somebody() | self._roles_met()))

    def _roles_met(self) -> frozenset[str]:
        if not self._all_roles:
            self._all_roles = frozenset(c for roles in self.roles.values() for c in roles)
        return self._all_roles

    def vague(self, v: Voice) -> bool:
        """Whether a description fits anybody: "officials", "a witness"."""
        known = {concept(w) for w in words_of("voices", "anyone")}
        return not v.names and (not v.heads or bool(v.heads & known))

    def may_be(self, a: Voice, b: Voice) -> bool:
        """Whether voice `a` of a draft may be voice `b` of a source."""
        x, y = self.names_of(a), self.names_of(b)
        if not (x or a.heads) or not (y or b.heads):
            return True
        if self.vague(a):
            return not self.surname(y) or bool(a.heads & (b.heads | self._profile(y)))
        p, q = self.surname(x), self.surname(y)
        if p and q:
            return p == q or x <= self.bodies[q]
        if self.channel(a, p) & self.channel(b, q):
            return True
        if p:
            return self._speaks_for(p, y, b.heads)
        if q:
            return self._stands_for(x, a.heads, q, b)
        if self.vague_but_named(a):
            return True
        if x and y:
            return x <= y or y <= x or len(x & y) >= 2
        return self._described(x, a.heads, y, b.heads)

    def channel(self, v: Voice, person: str) -> set[str]:
        """The governments or bodies a voice speaks for, by its own words or its person's roles."""
        pattern, bodies = channels()
        words = fold(v.phrase) + " " + " ".join(sorted(v.names))
        own = {bodies[m.group()] for m in pattern.finditer(words)}
        return own or {bodies[m.group()] for m in pattern.finditer(self.said_of[person])} if person else own

    def _profile(self, names: Iterable[str]) -> set[str]:
        person = self.surname(names)
        return self.roles[person] | {concept(w) for w in self.bodies[person]} if person else set()

    def _stands_for(self, names: frozenset[str], heads: frozenset[str], person: str, v: Voice) -> bool:
        """Whether a body or description of the draft fits a person of the source."""
        roles = self.roles[person] | v.heads
        bodies = (self.bodies[person] | v.names) - self.full[person] - {person}
        if names and self.is_firm(names) and roles & _firm() and heads - {concept(n) for n in names} <= roles:
            return True
        if names:
            return names <= bodies or (len(names) > 1 and len(names & bodies) >= 2) or {concept(n) for n in names} <= roles
        known = roles | {concept(b) for b in bodies}
        office = heads - _firm()
        near = known | self.around[person] if office & roles & _offices_of() else known  # "its head": of what, stands before
        if office and office <= near:
            return True
        bodied = {concept(w) for w in words_of("voices", "bodies")}
        if (
            office
            and len(office & known) * 2 <= len(office)
            and not (office & known & _offices_of() and office - known <= bodied and not roles & bodied)
        ):
            return False
        return office == heads or bool(roles & _firm()) or (any(self.is_firm([b]) for b in bodies) and not roles & _offices())

    def _speaks_for(self, person: str, names: frozenset[str], heads: frozenset[str]) -> bool:
        """Whether a person of the draft may be meant by a body or description of the source."""
        roles, bodies = self.roles[person], self.bodies[person]
        if names and names & self.full[person]:
            return True
        speaks = bool(roles & {concept(w) for w in words_of("voices", "speaks")})
        firm = _firm()
        if names:
            said = {concept(n) for n in names}
            office = heads - said
            return (speaks and names <= bodies) or (bool(office) and office <= roles and said <= roles | {concept(b) for b in bodies})
        if heads & firm:
            return speaks and any(self.is_firm([b]) for b in bodies)
        return bool(heads) and len(heads & roles) * 2 > len(heads)

    def _described(self, x: frozenset[str], a: frozenset[str], y: frozenset[str], b: frozenset[str]) -> bool:
        """Two voices of which at least one has no name."""
        firm = _firm()
        if a & firm and not x and (b & firm or (y and self.is_firm(y))):
            return True
        if b & firm and not y and x and self.is_firm(x):
            return True
        short, long = sorted((a, b), key=len)
        return bool(short) and len(short & long) * 2 >= len(short) and bool(short & long)
