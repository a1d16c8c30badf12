"""Who gives a figure, and whether two figures have one source.

The speaker where there is one; in an outlet's own voice the subject that counts, puts, raises or corrects it, if the clause names one."""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from writethru.model import Span
from writethru.reconcile.entity import is_channel, key
from writethru.reconcile.scale import listed
from writethru.reconcile.unit import Unit, stem, stopwords
from writethru.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_WHOSE = re.compile(
    r"\b(?:[Tt]he )?((?:[\w\-]+ ){0,2}[\w\-]{3,})['’]s? (?:own |latest |official )?(?:number|count|figure|estimate|tally|total)\b"
)
# "…, while the defence lawyer speaks of 3", "organisers spoke of 30,000, police of 8,000"
_OTHER = re.compile(
    r"(?:\b(?:while|whereas|but|against|and)\s+([^.;:–—]{3,60}?),?\s+(?:speaks? of|spoke of|says?|said|puts?|claims?|gives?|gave|counts?|counted|reports?)\b[^.;]{0,30}"
    r"|,\s+(\w+(?: \w+)?) of )(?:about |some |only |no more than |at least )?$"
)
_ACCORDING = re.compile(r"\b[Aa]ccording to (?:the )?([^,.;:]{3,60})")
_AGENT = re.compile(r"\bby (?:the |an? )?([^,.;:]{3,60})")
_CLAIMED = re.compile(
    r" (?:[a-z]+ )?(?:(?:that |which )?([^,.;:]{3,40}?) (?:had |has )?(?:claim(?:s|ed)|boast(?:s|ed)(?: of)?|allege[sd]|speaks? of|spoke of|insist(?:s|ed) on)"
    r"|(?:on|in) (?:the )?([^,.;:]{3,40}?)['’]s? (?:list|count|tally|figures|toll)"
    r"|(?:claimed|alleged|given|put forward) by (?:the )?([^,.;:]{3,40}?))(?= on | in |[,.;]|$)"
)  # "not the 1.2 million that Grey Heron claims"
_BE = frozenset(("is", "are", "was", "were", "be", "been", "being"))
_VICTIMS = frozenset(("victim", "victims", "body", "bodies", "dead", "shooting", "attack", "crash", "blast", "explosion", "fire"))
_SELF = frozenset(("it", "they", "he", "she", "we"))
_MARK = re.compile(r"[,:“\"—]")
_RELATIVE = frozenset(("which", "who", "whose", "whom", "that"))
_LEADING = frozenset(("on", "in", "at", "by", "after", "during", "for", "with", "as", "when", "while", "if", "since", "although"))
_DETERMINERS = frozenset(("the", "a", "an", "of", "to", "from", "its", "his", "her", "their", "these", "those", "such", "no", "any", "all"))
_AUXILIARY = frozenset(("has", "have", "had", "is", "was", "were", "are"))
_EMPTY = frozenset(stem(w) for w in ("spokesman", "spokeswoman", "spokesperson", "official", "officials", "there", "local"))
MOST_NOUN = 30  # characters of a counted noun
MOST_WORDS = 9  # of a subject


@dataclass(frozen=True, slots=True)
class Giver:
    """A figure's source: stems of its name, and where it stands in the clause when it is not the speaker."""

    stems: frozenset[str]
    place: Span | None = None
    office: frozenset[str] = frozenset()  # stems of the words that name the speaker, office and all

    @property
    def body(self) -> frozenset[str]:
        """What tells sources apart: stems of its name, those of a body that is named for others in one: the police union is no police."""
        own = self.stems & _bodies()
        return own | {" ".join(sorted(self.stems))} if own else self.stems

    @property
    def speaks(self) -> bool:
        return self.place is None and bool(self.stems)


def meant(given: Giver, report: str, at: int, speakers: Mapping[str, Sequence[tuple[int, str]]]) -> Giver:
    """The source a pronoun means ("She had counted 26"): who spoke last before it in the report. `speakers`: those of each report in order of
    place, each with where the words begin."""
    if given.place is None or not given.stems <= _SELF:
        return given
    rows = speakers.get(report, ())
    n = bisect_left(rows, (given.place[0], ""))
    return Giver(_stems(key(rows[n - 1][1])), given.place) if n else given


def giver(u: Unit, clause: Span, at: int, end: int) -> Giver:
    """The source of the figure at `at` to `end`: whose count it is said to be, the speaker, else the subject of the first verb of giving."""
    found = list(_WHOSE.finditer(u.report.text, clause[0], at))
    whose = found[-1] if found else _OTHER.search(u.report.text, clause[0], at)
    if (
        whose
        and not _ACCORDING.match(u.report.text, _past(u.report.text, end, clause[1]))
        and fold(whose.group(whose.lastindex or 1)) not in _SELF
    ):
        return Giver(_stems(whose.group(whose.lastindex or 1)), whose.span(whose.lastindex or 1))
    claimed = _CLAIMED.match(u.report.text, end, clause[1])
    if claimed:
        return Giver(_stems(claimed.group(claimed.lastindex or 1)), claimed.span(claimed.lastindex or 1))
    a = u.statement.attribution
    if a and a.source and a.source[0] <= at < a.source[1]:
        return Giver(frozenset())  # "Four members of the gang pleaded guilty" is not what the four say
    if u.speaker:
        return Giver(_stems(key(u.speaker)), None, _stems(u.report.text[slice(*a.source)]) if a and a.source else frozenset())
    text = u.report.text
    named = _ACCORDING.search(text, *clause)
    if named:
        return Giver(_stems(named.group(1)), named.span(1))
    words = list(_WORD.finditer(text, *clause))
    for n, m in enumerate(words):
        if n and fold(words[n - 1].group()) in _BE and fold(m.group()) in listed("givers", "verbs"):
            agent = _AGENT.search(text, m.end(), clause[1])
            if agent:  # "the damage was put at 31 million crowns by the insurers"
                return Giver(_stems(agent.group(1)), agent.span(1))
        elif n and fold(m.group()) in listed("givers", "verbs") and not _noun_follows(fold(words[n - 1].group())):
            subject = _subject(text, words, n)
            if 0 < len(subject) <= MOST_WORDS and _can_give(text, subject):
                return Giver(_stems(" ".join(w.group() for w in subject)), (subject[0].start(), subject[-1].end()))
    return Giver(frozenset())


def _past(text: str, end: int, stop: int) -> int:
    """Where the words go on after the counted noun and a comma: "3,400 cars, according to the company"."""
    comma = text.find(", ", end, min(stop, end + MOST_NOUN))
    return comma + 2 if comma >= 0 else end


def _can_give(text: str, subject: list[re.Match[str]]) -> bool:
    """Whether a subject can be a source: not who is counted ("Four members of the gang"), nor the victims, nor half a clause."""
    words = [fold(w.group()) for w in subject]
    numbers = {w.split("-")[0] for w in words} & listed("spelled", "words")
    counted = bool(numbers) or any(c.isdigit() for c in text[subject[0].start() : subject[-1].end()])
    half = words[-1] in ("and", "or", "but", "both", "all") or words[0] in _BE | _AUXILIARY
    return not (counted or half or not _VICTIMS.isdisjoint(words))


def _noun_follows(word: str) -> bool:
    """Whether a noun comes after a word: "in confirming reports by Kyiv" nobody reports."""
    return word in _LEADING or word in _DETERMINERS or word.endswith("ing")


def _subject(text: str, words: list[re.Match[str]], verb: int) -> list[re.Match[str]]:
    """The words between marks before a verb, an aside ("which had given lower numbers,") passed over."""
    end = verb
    while end:
        commas = [k for k in range(end - 1, 0, -1) if _MARK.search(text, words[k - 1].end(), words[k].start())]
        start = commas[0] if commas else 0
        subject = words[start:end]
        while subject and (fold(subject[-1].group()) in _AUXILIARY or fold(subject[-1].group()).endswith("ly")):
            subject.pop()
        if subject and fold(subject[0].group()) not in _RELATIVE:
            return [] if fold(subject[0].group()) in _LEADING else subject  # "On a visit at midday the Post counted"
        end = start
    return []


def _stems(name: str) -> frozenset[str]:
    head = re.split(r" (?:on|at|in|for) ", name)[0]
    words = [fold(w) for w in _WORD.findall(head)]
    found = frozenset(stem(w) for w in words if w not in stopwords()) or frozenset(words)  # "US" reads like a pronoun
    return found - _EMPTY or found


def one_source(a: Unit, b: Unit, left: Giver, right: Giver) -> bool:
    """Whether one source gave both: one speaker, a body and whoever speaks for it, one subject, or one outlet in its own voice."""
    if left.speaks and right.speaks:
        if a.speaker == b.speaker and a.voice == b.voice:
            return True
        if a.channel and a.channel == b.channel:
            return any(_speaks_for_all(u) for u in (a, b))
    for told, speaks in ((left, right), (right, left)):
        if told.place is not None and told.stems and speaks.speaks and told.stems <= speaks.office:
            return True  # "the county gave the number", "the county medical officer, Edvin Laur, said"
    if left.stems and right.stems:
        return (left.stems <= right.stems or right.stems <= left.stems) and not (left.stems ^ right.stems) & _bodies()
    return not left.stems and not right.stems and a.voice == b.voice


@cache
def _bodies() -> frozenset[str]:
    """Stems of what makes a body another one than that it is named for: the police union is not the police."""
    return frozenset(stem(w) for w in listed("givers", "others"))


def _speaks_for_all(u: Unit) -> bool:
    """Whether the speaker is the body itself ("Washington", "the company"), not one of its parts or people."""
    return u.speaker is not None and (is_channel(u.speaker) or key(u.speaker) == key(u.channel))
