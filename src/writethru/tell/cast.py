"""Who is who in a story: which voices may be one, by the profiles its words give."""

import re
from collections.abc import Iterable
from functools import cache

from writethru.tell.profiles import Profiles
from writethru.tell.reading import Reading
from writethru.tell.rules import channels, concept, words_of
from writethru.tell.voice import Voice, describe, offices
from writethru.text import fold
from writethru.words import WORD

_OWNED = re.compile(r"(?:[Tt]he )?([A-Z][\w\-]*(?: [A-Z][\w\-]*)*)['’]s? (?:[\w\-]+ )*?([a-z][\w\-]+)$")  # an office owned by a person

_THEIRS = re.compile(r"(?:his|her|its|their) ", re.I)
_AFTER_HEAD = re.compile(r",| (?:of|who|that|which|for|in|from|at|with|on|behind|to)\b")
_FROM = re.compile(r" (?:from|between|in|at|near) ")
_INDEFINITE = re.compile(r"(?:an?|someone|somebody|anyone|anybody|those|one|two|three|some|several|another)\b", re.I)


def _head(phrase: str) -> str:
    """The concept of the head word of a source phrase: "the former doctor of the team" -> doctor."""
    words = WORD.findall(_AFTER_HEAD.split(phrase.strip())[0])
    return concept(fold(words[-1])) if words else ""


def _has_role(head: str, roles: Iterable[str]) -> bool:
    """Whether a role is among some, in short too: "vet" for "veterinary officer"."""
    return any(head == _lead(c) or (len(head) > 2 and c.startswith(head)) for c in roles)


@cache
def _leaders() -> frozenset[str]:
    return frozenset(concept(w) for w in words_of("voices", "leads"))


def _lead(role: str) -> str:
    """A role, all words for who leads a body as one: a retelling has "boss" for "president"."""
    return "*lead" if role in _leaders() else role


@cache
def _offices() -> frozenset[str]:
    return frozenset([concept("minister"), concept("mayor"), concept("police"), concept("judge")])


@cache
def _somebody() -> frozenset[str]:
    lists = ("anyone", "bodies", "firm", "speaks", "offices")
    return frozenset(concept(w) for name in lists for w in words_of("voices", name))


@cache
def _anyone() -> frozenset[str]:
    return frozenset(concept(w) for w in words_of("voices", "anyone"))


@cache
def _firm() -> frozenset[str]:
    return frozenset(concept(w) for w in words_of("voices", "firm"))


class Cast(Profiles):
    """The people and bodies of one story, and which of them a voice may be."""

    def vague_but_named(self, v: Voice) -> bool:
        """ "People in Hask": anybody, with a name beside."""
        return bool(v.names) and not v.heads.isdisjoint(_anyone())

    def stands_in(self, v: Voice, r: Reading) -> bool:
        """Whether a sentence names a voice, or its office or body, without making it the one who says it."""
        names = self.names_of(v)
        person = self.surname(names)
        if not names:
            here = r.concepts | r.context if r.leans else r.concepts
            return v.heads <= here or bool(v.heads & here & offices())
        firm = concept("company") in r.concepts and (
            self.roles[person] & _firm() or any(self.is_firm([b]) for b in self.bodies[person] or names)
        )
        office = self.roles[person] & offices() & r.concepts if person else set()
        return bool(names & r.forms) or bool(office) or bool(firm)

    def roles_in(self, r: Reading) -> frozenset[str]:
        """Concepts of the roles of the people a sentence names."""
        key = r.report, r.start, r.end
        if key not in self._roles_at:
            self._roles_at[key] = frozenset(c for f in r.forms if f in self.full for c in self.roles[f])
        return self._roles_at[key]

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

    def mistaken(self, v: Voice) -> bool:
        """Whether "he" or "she" was taken for what is no person."""
        return v.resolved and v.phrase.lower() in ("he", "she") and bool(self.full) and not self.surname(self.names_of(v))

    def plausible(self, v: Voice) -> bool:
        """Whether a phrase may name a speaker at all: it has a name, or a word for an office, a body or somebody."""
        if v.names and not v.resolved and _FROM.search(v.phrase):  # "the viruses from Marl End": a thing says nothing
            names, heads = describe(_FROM.split(v.phrase)[0])
            return bool(names) or bool(heads & (_somebody() | self._roles_met()))
        return bool(v.names) or bool(v.heads & (_somebody() | self._roles_met()))

    def _roles_met(self) -> frozenset[str]:
        if not self._all_roles:
            self._all_roles = frozenset(c for roles in self.roles.values() for c in roles)
        return self._all_roles

    def vague(self, v: Voice) -> bool:
        """Whether a description fits anybody: "officials", "a witness"."""
        return not v.names and (not v.heads or not v.heads.isdisjoint(_anyone()))

    def told_apart(self, v: Voice) -> bool:
        """Whether a description picks out somebody: a name, a body, or an office or role that the reports put beside a name.
        "A skier who used to race beside her" may be anybody, so it is nobody else's words either."""
        if self.names_of(v) or not v.heads:
            return bool(v.names)
        known = {concept(w) for w in words_of("voices", "bodies")} | _firm() | offices()
        head = _head(v.phrase)
        if head in known or v.heads & offices():
            return True
        return not _INDEFINITE.match(v.phrase) and any(head in roles for roles in self.roles.values())

    def may_be(self, a: Voice, b: Voice) -> bool:
        """Whether voice `a` of a draft may be voice `b` of a source."""
        x, y = self.names_of(a), self.names_of(b)
        owner = _OWNED.match(a.phrase.split(",")[0])
        if owner and self.surname(x) and (person := self.surname(y)):  # "Dravenna's lawyer"
            return {concept(fold(owner.group(2)))} <= self.roles[person] | b.heads
        office = concept(fold(owner.group(2))) if owner else ""
        if office in offices() & self.roles.get(self.surname(y), set()) and sum(office in self.roles[p] for p in self.full) == 1:
            return True  # "Castelmar's mayor", and the story has one
        if not (x or a.heads) or not (y or b.heads):
            return True
        if owner and not y and _THEIRS.match(b.phrase) and _head(a.phrase) == _head(b.phrase):
            return True  # "Helmgard's lawyer", "his lawyer"
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
            return self._stands_for(x, a.heads, q, b) or (not x and q in self._meant(a))
        if self.vague_but_named(a):
            return True
        if x and y:
            return x <= y or y <= x or len(x & y) >= 2
        return self._described(x, a.heads, y, b.heads)

    def _meant(self, v: Voice) -> frozenset[str]:
        """Surnames of those whom a description fits best by its head word and those beside it: "the union boss", "its lawyer"."""
        key = v.phrase, v.heads
        if key not in self._described_as:
            wanted = {_lead(c) for c in v.heads}
            fits = {p: sum(_has_role(h, roles) for h in wanted) for p, roles in self.roles.items() if p in self.full}
            most = max(fits.values(), default=0)
            head = {_lead(_head(v.phrase))} & wanted  # none for "he", whom the words before tell
            named = frozenset(p for p, k in fits.items() if k == most and most and all(_has_role(h, self.roles[p]) for h in head))
            self._described_as[key] = named if 2 * most >= len(wanted) else frozenset()
        return self._described_as[key]

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
        known = roles | {concept(b) for b in bodies} | {c for b in self.bodies[person] if b in self.full for c in self.roles[b]}
        office = heads - _firm()
        near = known | self.around[person] if office & roles & offices() else known  # "its head": of what, stands before
        if office and office <= near:
            return True
        bodied = {concept(w) for w in words_of("voices", "bodies")}
        if (
            office
            and len(office & known) * 2 <= len(office)
            and not (office & known & offices() and office - known <= bodied and not roles & bodied and not self.bodies[person])
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
