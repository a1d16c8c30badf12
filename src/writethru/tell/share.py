"""How much of a part of a draft a report sentence holds: the share of its content, by weight. A part is prepared once and asked of many."""

from collections.abc import Mapping
from functools import cache

from writethru.tell.cast import Cast
from writethru.tell.likeness import kin
from writethru.tell.measure import Number, core, fit
from writethru.tell.reading import Reading
from writethru.tell.rules import concept, words_of
from writethru.tell.voice import offices
from writethru.text import fold
from writethru.words import WORD

SAID = 0.25  # what a word of "X said" counts
NAMED = 0.8  # what a name weighs in the choice of a passage: it is tested besides
ANYONE = 0.55  # and what "people" counts
SLIGHT = 0.6  # and a word that says little ("make", "part")
STRANGE = 0.6  # and a word that no report of the story has: a retelling's own
KIN = 0.6  # what a like word counts
ROLE = 0.55  # and a word for what somebody is whom the sentence names
LIKE = 0.85  # a like word, where the question is only whether a passage speaks of the same
FAINT = 0.3  # what a word weighs, missing, that says little or that any sentence of the story may have
NUMBER = 0.75  # what a number that agrees counts
SMALL = 0.3  # and a small one
FEW = 5
LARGE = 1000  # a number from here on is known by itself: "20,000 people out of work" for "20,000 jobs"
VOICE = 0.8  # what a word counts that stands in the name of who says it
LEANING = 0.85  # what a word of the sentence before counts for one that leans on it
CONTEXT = 0.2  # and for one that does not


@cache
def faint() -> frozenset[str]:
    return frozenset(concept(w) for w in words_of("light", "faint"))


@cache
def _anybody() -> frozenset[str]:
    return frozenset([concept("people"), concept("person")])


class Asked:
    """A part of a draft, weighed."""

    def __init__(self, part: Reading, idf: Mapping[str, float], rare: float, setting: frozenset[str], cast: Cast) -> None:
        self.part = part
        self.found: list[tuple[float, Reading]] | None = None  # the sentences that hold most of it
        self._cast = cast
        self._rare = rare
        said = {w.concept for w in part.words if any(v.start <= w.start < v.end for v in part.voices)}
        said = said if len(said) < len(part.concepts) else set()
        named = {w.concept for w in part.words if any(m.start <= w.start < m.end for m in part.names)}
        slight, anybody = faint(), _anybody()
        self._light = named | said | slight | anybody | setting
        self._names = [n for m in part.names if (n := self._name(m.name, m.kind))]
        self._rows: list[tuple[str, float, float, float, frozenset[str]]] = []
        told = {
            w.concept for w in part.words if any(n.start <= w.start < n.end for n in part.numbers)
        }  # "a fortnight": compared as a number
        for c in part.concepts - told if told < part.concepts else part.concepts:
            w = idf.get(c, 0.0) or STRANGE * rare
            full = w * (SAID if c in said else ANYONE if c in anybody else 1.0)
            strict = full * (NAMED if c in named and c not in said and c not in anybody else SLIGHT if c in slight else 1.0)
            missing = full * (FAINT if c in slight or c in setting else 1.0)
            office = cast.roles[c] & offices() if c in named and c in cast.full else frozenset()  # "the governor" for a name
            self._rows.append((c, strict, full, missing, kin(c) | office))

    def _name(self, name: str, kind: str) -> tuple[tuple[str, ...], bool] | None:
        """The concepts of a name that may stand in short, and whether "the company" may stand for it."""
        words = tuple(concept(fold(w)) for w in WORD.findall(name))
        if not words or kind == "place" or fold(name) in self._cast.places or (len(words) == 1 and kind != "organisation"):
            return None
        return words, not self._cast.surname(map(fold, name.split())) and self._cast.is_firm(words)

    def _figures(self, r: Reading) -> float:
        """The weight of a part's numbers that a sentence has as well: nothing else two sentences share tells as much."""
        found = 0.0
        for n in self.part.numbers:
            if any(_counts(n, e) and fit(n, e) for e in r.numbers):
                found += self._rare * (SMALL if core(n) < FEW else NUMBER)
        return found

    def core(self, r: Reading) -> float:
        """The share held of the words that are no names and not in every report: what happens, not to whom."""
        whole = held = 0.0
        for c, _, full, _, near in self._rows:
            if c not in self._light:
                whole += full
                held += full * (1.0 if c in r.concepts else KIN if not near.isdisjoint(r.own) else 0.0)
        return held / whole if whole else 0.0

    def of(self, r: Reading, lenient: bool = False) -> float:
        """The share of the part's weight that a sentence holds, 0 to 1; the sentence before it lends no more than it holds itself.
        `lenient`: what any sentence of the story may have besides weighs little."""
        concepts, context, own = r.concepts, r.context, r.own
        lent = 0.0
        meant: set[str] = set()
        for words, firm in self._names:
            if words[-1] in concepts or (firm and _COMPANY in concepts):
                meant.update(words)
        roles = self._cast.roles_in(r)
        held = whole = self._figures(r) if r.numbers and self.part.numbers else 0.0
        for c, strict, full, missing, near in self._rows:
            w = full if lenient else strict
            if c in concepts or c in meant:
                held += w
            elif c in r.spoken:
                held += w * VOICE
            elif not near.isdisjoint(own):
                held += w * (LIKE if lenient else KIN)
            elif c in roles:
                held += w * ROLE
            else:
                w = missing if lenient else w
                if c in context:
                    lent += (full if lenient else w) * (LEANING if r.leans else CONTEXT)
            whole += w
        return min(1.0, (held + min(lent, held)) / whole) if whole > 0 else 0.0


_COMPANY = concept("company")


def _counts(d: Number, e: Number) -> bool:
    """Whether two numbers may count the same kind of thing, by their units."""
    if d.kind == e.kind == "length" or 0 < core(d) < 1 or core(d) >= LARGE:
        return True
    return not d.unit or not e.unit or d.unit == e.unit or d.unit in e.near or e.unit in d.near or not kin(d.unit).isdisjoint((e.unit,))
