"""Which names mean one person or body: spelling, surname, transliteration, initials. Names that could be two stay apart."""

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from writethru.match import components
from writethru.model import Entity, Extract, Judgement, Report, new_id
from writethru.text import fold
from writethru.words import firm_words, first_names, name_joints, person_nouns

_BODY = re.compile(
    r"\b(ministry|department|agency|office|government|police|army|navy|court|council|party|union|company|committee|commission|service|"
    r"authority|bank|university|general staff|group|alliance|parliament|senate|congress|institute|hospital|airline|board|force|forces|association|"
    r"federation|kremlin|pentagon|white house|embassy|delegation|administration|intelligence|council|bureau|organi[sz]ation|corp|inc|ltd)\b"
)
# "Hanna Brodin of the Public Health Institute" is not the institute; "a spokesman for the health board" is the board
_IN = re.compile(
    r"(?!(?:[a-z]+ )?(?:spokes[a-z]+|officials?|representatives?|sources?|statement|aides?|officers?) ).* (?:of|at|for|from|in|to|with|by|on|near|against) (?:the )?$"
)
_HUNG = frozenset(("of", "at", "for", "from", "in", "to", "with", "by", "on", "near", "against"))
_OFFICES = frozenset(("ceo", "cfo", "coo"))
MOST_WORDS = 8  # a longer run is no name
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|dr|prof|sir|dame|lord|lady|president|minister|general(?! (?:staff|assembly|hospital|council|post)\b)|gen|senator|sen|chief)\.? "
)


@lru_cache(8192)
def key(name: str) -> str:
    """A name folded for comparing: case, marks, determiner, possessive and honorific off."""
    k = re.sub(r"'s own$|'s?$", "", fold(" ".join(name.split())))
    k = re.sub(r"^(?:the|a|an|its|his|her|their|(?:country|city|town|state|nation|company)'s) ", "", k)
    return _TITLE.sub("", k)


def initials(names: Iterable[str]) -> dict[str, str]:
    """The initials by which names of several words go, each with its name: "CD", Continental Dispatch; none that two names share."""
    found: dict[str, set[str]] = {}
    for name in names:
        words = [w for w in re.findall(r"[^\W\d_]+", name) if w[0].isupper() and w.lower() != "the"]
        if len(words) > 1:
            found.setdefault("".join(w[0] for w in words), set()).add(name)
    return {short: next(iter(of)) for short, of in found.items() if len(of) == 1}


def sound(word: str) -> str:
    """Transliteration classes folded: Zelensky = Zelenskyy = Zelenskiy, Kiev = Kyiv, Yusuf = Jusuf."""
    w = re.sub(r"(?:iy|yi|yy|ij|ii|ey|ei)$", "y", word)
    w = w.replace("kh", "h").replace("ph", "f").replace("ck", "k").replace("oe", "o").replace("ou", "u").replace("j", "y").replace("w", "v")
    w = re.sub(r"i(?=[aeou])|y(?=[aeiou])", "y", w)
    return re.sub(r"(.)\1", r"\1", w)


def alike(a: str, b: str) -> str:
    """Why two keys are variants of one name, "" when they are not shown to be."""
    if a == b:
        return "the same name"
    x, y = a.split(), b.split()
    if any(y.startswith((x + " of ", x + " from ")) and " " in x for x, y in ((a, b), (b, a))):
        return "the same name with its office"
    if any(y.endswith(" " + x) and (" " in x or _BODY.search(y)) and not _IN.match(y[: -len(x)]) for x, y in ((a, b), (b, a))):
        return "the same name after a title or place"
    if x[-1] == y[-1] == "office" and len(x) != len(y):
        few, more = sorted(({w.removesuffix("'s") for w in words} for words in (x, y)), key=len)
        return "the same office with its holder's name" if len(few) > 2 and few < more else ""
    if _BODY.search(a) or _BODY.search(b):
        return ""
    if len(x) > 1 and len(y) > 1:
        first = x[0][0] == y[0][0] and (sound(x[0]) == sound(y[0]) or len(x[0].rstrip(".")) == 1 or len(y[0].rstrip(".")) == 1)
        if first and sound(x[-1]) == sound(y[-1]):
            return "the same name in another spelling"
        return ""
    short, long = (x, y) if len(x) < len(y) else (y, x)
    if long[-1] in _OFFICES:
        return ""  # "Orvane CEO" is not Orvane
    if len(short) == 1 and len(long) > 1 and len(short[0]) > 2 and not _HUNG.intersection(long):  # "management of Roland" is not Roland
        if sound(short[0]) == sound(long[-1]):
            return "the surname alone"
        if short[0] == long[0] and len(long) <= 3 and not _trade(long):
            return "the first word of the name"
    return "the same name in another spelling" if len(x) == len(y) == 1 and len(a) > 5 and sound(a) == sound(b) else ""


def _trade(words: Sequence[str]) -> bool:
    """Whether a name is of people who ply a trade somewhere: "Orvane Hauliers", not "Ann Rogers" or "Orvane Motors"."""
    last = words[-1].removesuffix("s")
    many = last != words[-1] and (last in person_nouns() or last.endswith(("er", "or", "ist", "ian")))
    return many and words[0] not in first_names() and words[-1] not in firm_words()


class Names:
    """Canonical names of one story. `of(name)` gives the canonical form of any variant, or the name itself."""

    def __init__(self, counts: Counter[str], judgements: Iterable[Judgement] = ()) -> None:
        by_key: dict[str, Counter[str]] = defaultdict(Counter)
        for name, n in counts.items():
            if key(name) and len(name.split()) <= MOST_WORDS:
                by_key[key(name)][" ".join(name.split())] += n
        ruled = {frozenset((key(j.left), key(j.right))): j.verdict for j in judgements}
        self._canonical: dict[str, str] = {}
        self._ending: dict[str, str] = {}
        self.groups: list[tuple[str, tuple[str, ...]]] = []
        for group in components(sorted(by_key), self._edges(by_key, ruled)):
            forms = Counter[str]()
            for k in group:
                forms.update(by_key[k])
            often = max(forms.values())  # a form hardly ever used alone is a piece of a name ("Suk Yeol")
            name = min(forms, key=lambda f: (_surname(f), forms[f] * 4 < often, -_mentions(f, forms), -forms[f], len(f), f))
            self.groups.append((_bare(name), tuple(sorted({_bare(f) for f in forms}, key=lambda f: (f != _bare(name), f)))))
            self._canonical.update(dict.fromkeys(group, _bare(name)))

    @staticmethod
    def _edges(by_key: dict[str, Counter[str]], ruled: Mapping[frozenset[str], str]) -> list[tuple[str, str]]:
        """Pairs to join: long names among themselves, then each single word to the one long name it fits; where it fits two, to none."""
        by_word: dict[str, set[str]] = defaultdict(set)
        for k in by_key:
            for w in k.split():
                by_word[sound(w)].add(k)

        def fits(a: str, long: bool) -> list[str]:
            near = {b for w in a.split() for b in by_word[sound(w)] if b != a and (" " in b) == long}
            return sorted(b for b in near if alike(a, b) and ruled.get(frozenset((a, b))) != "not")

        full = sorted(k for k in by_key if " " in k)
        edges = [(a, b) for a in full for b in fits(a, True)]
        edges += [
            (x, y) for pair, v in sorted(ruled.items(), key=str) if v == "same" for x, y in [sorted(pair)] if x in by_key and y in by_key
        ]
        group = {k: n for n, g in enumerate(components(full, edges)) for k in g}
        for a in sorted(k for k in by_key if " " not in k):
            found = fits(a, True)
            if len({group[b] for b in found}) == 1:
                edges.append((a, found[0]))
            edges += [(a, b) for b in fits(a, False)]
        return edges

    def has(self, name: str) -> bool:
        """Whether the story knows this name or a variant of it."""
        return key(name) in self._canonical

    def ending(self, name: str) -> str:
        """The one name of the story that is this or ends with it ("service" of "mine rescue service"), "" where none or several do."""
        k = key(name)
        if k not in self._ending:
            found = (
                {self._canonical[k]}
                if k in self._canonical
                else {c for x, c in self._canonical.items() if x.endswith(" " + k) and " of " not in x}
            )
            self._ending[k] = found.pop() if len(found) == 1 else ""
        return self._ending[k]

    def begun(self, name: str) -> str:
        """The canonical form of a name, or the one name of the story that begins with its words ("Kestrel" of "Kestrel Terminals"), or that
        ends with the last two of a body's ("Orvanian General Staff" of "Orvane's General Staff")."""
        k = key(name)
        if k in self._canonical:
            return self._canonical[k]
        found = {c for x, c in self._canonical.items() if x.startswith(k + " ")}
        if not found and is_body(name) and len(k.split()) > 2:
            last = " ".join(k.split()[-2:])
            found = {c for x, c in self._canonical.items() if x == last or x.endswith(" " + last)}
        return found.pop() if len(found) == 1 else self.of(name)

    def of(self, name: str) -> str:
        return self._canonical.get(key(name), _bare(" ".join(name.split())))


def _surname(form: str) -> bool:
    """Whether a form is one word, or one and what ties it to a first name: "Von der Leyen"."""
    return sum(w.lower() not in name_joints() for w in form.split()) < 2


def _mentions(form: str, forms: Counter[str]) -> int:
    """How often a form is used, alone or inside a longer one: the full name without its titles wins."""
    return sum(n for f, n in forms.items() if f == form or f.endswith(" " + form))


def _bare(name: str) -> str:
    return re.sub(r"^(?:the|The)\s+", "", re.sub(r"['’]s own$|['’]s?$", "", name))


@cache
def _channels() -> dict[str, str]:
    table = tomllib.loads((files("writethru.data") / "en" / "channels.toml").read_text("utf-8"))
    return {fold(alias): body for body, aliases in table.items() for alias in aliases}


@lru_cache(8192)
def channel(words: str) -> str:
    """The government or body that a source's own words place it in ("Pentagon spokeswoman X" -> United States), "" unknown."""
    k = re.sub(r"'s\b|[^\w\s.]", " ", fold(words))
    parts = k.split()
    best: tuple[int, str] = (99, "")
    for size in (3, 2, 1):
        for i in range(len(parts) - size + 1):
            body = _channels().get(" ".join(parts[i : i + size]))
            if body and i < best[0] and (parts[i] != "us" or re.search(r"\bU\.?S\b", words)):  # "who asked us"
                best = (i, body)
        if best[1]:
            break
    return best[1]


def is_body(name: str) -> bool:
    """Whether a name is told as a body's: a common noun ("coast guard"), or one that names its sort ("Aldane Works Council")."""
    return name.islower() or bool(_BODY.search(key(name)))


def is_channel(name: str) -> bool:
    """Whether a speaker's name is itself a body's name ("Washington", "the Pentagon")."""
    return key(name) in _channels()


def entities(extracts: Sequence[Extract], reports: Sequence[Report], names: Names, collective: set[str]) -> tuple[Entity, ...]:
    """The story's entities: every canonical name with its variants; those mentioned once in passing stay out."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    where: dict[str, set[str]] = defaultdict(set)
    spoke: set[str] = set()
    for e in extracts:
        for m in e.mentions:
            kinds[names.of(m.name)][m.kind] += 1
            where[names.of(m.name)].add(e.report)
        for s in e.statements:
            if s.attribution and s.attribution.speaker and s.attribution.speaker not in collective:
                spoke.add(names.of(s.attribution.speaker))
    out = []
    for name, forms in names.groups:
        if name in spoke or sum(kinds[name].values()) > 1:
            told = Counter({k: n for k, n in kinds[name].items() if k != "other"})
            kind = min(told, key=lambda k: (-told[k], k)) if told else "other"
            out.append(Entity(new_id("e", key(name)), name, forms, kind))
    return tuple(sorted(out, key=lambda e: e.name))
