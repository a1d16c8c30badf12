"""A claim -> a Line: the sentence that states it best, able to stand alone, with every passage it rests on.

Only operations that keep the meaning: a linking opener dropped, a pronoun for the speaker replaced by the name, the sentence before
told with one that leans on it.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from writethru.model import Claim, Extract, Happening, Line, Passage, Report, Span, Statement
from writethru.tell.alone import leans, opened, rules, whole
from writethru.text import fold, sentences, squeeze

MAX_WORDS = 60
TOGETHER = 45  # words of two sentences told as one line
NEAR = 400  # characters before a pronoun in which its name must stand
_OUTSIDE = re.compile(
    r"\b(?:since|until)\b[^,.;]*$|\b(?:[Ii]f|should|unless)\b[^,.]*$|, (?:who|which|whose|where|noting|citing|recalling|referring) [^,]*$"
)
_ROLE = re.compile(r"The (?:[a-z]+ )?([a-z]+)\b(?!,? [A-Z])")
_OTHERS = {"she": re.compile(r"\b(?:he|him|his)\b"), "he": re.compile(r"\b(?:she|her|hers)\b")}
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]+)[”\"»]")
_NAME_IN = re.compile(r"(?<![.!?“\"‘'] )(?<![“\"‘'])(?<!^)\b[A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+)*")


class Phrases:
    """Words claims of one story; knows its reports and statements."""

    def __init__(self, reports: Sequence[Report], extracts: Sequence[Extract], current: set[str]) -> None:
        self.reports = {r.id: r for r in reports}
        self.statements: dict[str, Statement] = {s.id: s for e in extracts for s in e.statements}
        self.current = current
        self._lines: dict[str, Line | None] = {}
        self._speakers: dict[str, set[str]] = {}
        self._persons = {m.name.split()[-1] for e in extracts for m in e.mentions if m.kind == "person"}
        self._at: dict[tuple[str, int], list[Statement]] = defaultdict(list)  # statements by report and start of their sentence
        for s in self.statements.values():
            self._at[s.report, s.sentence[0]].append(s)

    def line(self, claim: Claim) -> Line | None:
        """The line that tells a claim; None when no appearance can stand alone."""
        if claim.id not in self._lines:
            self._lines[claim.id] = self._line(claim)
        return self._lines[claim.id]

    def _line(self, claim: Claim) -> Line | None:
        ranked = sorted((self.statements[a.statement] for a in claim.appearances), key=lambda s: self._rank(claim, s))
        for s in ranked:
            made = self._sentence(s, claim.speaker)
            if made:
                text, first = made
                rest = [p for a in claim.appearances for p in a.passages if a.statement != s.id]
                return Line(text, tuple(dict.fromkeys([*first, *rest])), claim.id, claim.why)
        return None

    def event(self, h: Happening) -> Line | None:
        """The line that tells what happened on a day; None when no appearance can stand alone."""
        for a in h.appearances:
            s = self.statements[a.statement]
            made = self._sentence(s, s.attribution.speaker if s.attribution else None) if self._happens(s, h.date) else None
            if made and len(made[0].split()) <= MAX_WORDS:
                rest = [p for b in h.appearances for p in b.passages if b is not a]
                return Line(made[0], tuple(dict.fromkeys([*made[1], *rest])), None, f"The sentence names {h.date}.", h.date)
        return None

    def _happens(self, s: Statement, date: str) -> bool:
        """Whether something is told of a day, and not what goes on since or until then, or what if."""
        text = self.reports[s.report].text
        named = [t for t in s.times if date in ((t.earliest or "")[: len(date)], t.value) and fold(t.text) not in rules()["present"]]
        outside = (
            _OUTSIDE.search(text[max(s.sentence[0], t.start - 80) : t.start])
            or (text[: t.start].endswith("the ") and re.match(r" [a-z]", text[t.end : t.end + 2]))  # "the June 2024 summit"
            for t in named
        )
        return not all(outside)

    def _rank(self, claim: Claim, s: Statement) -> tuple[bool, bool, float, int, str, int]:
        report = self.reports[s.report]
        words = len(report.text[s.sentence[0] : s.sentence[1]].split())
        n = next(i for i, a in enumerate(claim.appearances) if a.statement == s.id)
        return (
            s.report not in self.current,
            not 8 <= words <= 45,
            len(self._at[s.report, s.sentence[0]]) - len(s.figures),  # a sentence of one statement tells it best
            n,
            s.report,
            s.content[0][0],
        )

    def _sentence(self, s: Statement, speaker: str | None) -> tuple[str, list[Passage]] | None:
        report = self.reports[s.report]
        start, end = self._extent(s)
        text, used = report.text[start:end], [Passage(report.id, start, end)]
        a = s.attribution
        unsaid = False
        if a and a.source and start <= a.source[0] and a.source[1] <= end and fold(report.text[slice(*a.source)]) in rules()["pronouns"]:
            lo, hi = a.source[0] - start, a.source[1] - start
            if not _NAME_IN.search(text[:lo]):  # else the sentence itself says whom it means
                named = self._certain(report, a.speaker or speaker, a.source[0])
                rest = _QUOTED.sub("", text[:lo] + text[hi:])
                other = _OTHERS.get(fold(report.text[slice(*a.source)]))
                unsaid = named is None or (other is not None and bool(other.search(rest)))  # "She said … until he was taken back"
                if named:
                    text = text[:lo] + named[0] + text[hi:]
                    used.append(named[1])
        alone = opened(squeeze(text))
        if not whole(alone):
            return None
        if unsaid or leans(alone, self._persons) or _known_person(alone, report.text[max(0, start - NEAR) : start]):
            return self._after(report, start, end, (a.speaker or speaker or "") if unsaid and a else None)
        return (alone, used) if len(alone.split()) >= 4 else None

    def _after(self, report: Report, start: int, end: int, speaker: str | None) -> tuple[str, list[Passage]] | None:
        """A sentence that leans on the one before it, told with that one, where both stand in one paragraph. `speaker`: whom a pronoun
        of the sentence must find named in the one before; None when it needs nobody."""
        top = report.text.rfind("\n", 0, start) + 1
        before = sentences(report.text[top:start])
        if not before:
            return None
        lo, hi = before[-1][0] + top, before[-1][1] + top
        first = opened(squeeze(report.text[lo:hi]))
        cues = [o.attribution.cue for o in self._at[report.id, lo] if o.attribution and o.attribution.stance == "declined"]
        refused = any(c is None or not report.text[: c[0]].endswith("had ") for c in cues)  # true of its day alone
        if refused or not whole(first) or leans(first, self._persons) or len(report.text[lo:end].split()) > TOGETHER:
            return None
        if speaker is not None and (not speaker or speaker.split()[-1] not in first):
            return None
        return f"{first} {squeeze(report.text[start:end])}", [Passage(report.id, lo, end)]

    def _extent(self, s: Statement) -> Span:
        """The sentence; of a long run of sentences, those from the cue to the end of the first content."""
        start, end = s.sentence
        report = self.reports[s.report]
        a = s.attribution
        if len(report.text[start:end].split()) <= MAX_WORDS or a is None:
            return start, end
        inner = [s.content[0], *([a.source] if a.source else []), *([a.cue] if a.cue else [])]
        lo, hi = min(x for x, _ in inner), max(y for _, y in inner)
        hit = [p for p in _sentences(report.text[start:end], start) if p[0] < hi and p[1] > lo]
        return (hit[0][0], hit[-1][1]) if hit else (start, end)

    def _certain(self, report: Report, speaker: str | None, at: int) -> tuple[str, Passage] | None:
        """The speaker's name for a pronoun at `at`, only where no other reading is near: a person named in the sentences just before,
        and the last person named there. A wrong name is worse than a line untold."""
        if (
            not speaker
            or not 1 <= len(speaker.split()) <= 4
            or not all(w[:1].isupper() for w in speaker.split())
            or "'" in speaker
            or "’" in speaker
        ):
            return None
        before = report.text[max(0, at - NEAR) : at]
        surname = speaker.split()[-1]
        last = [m.group() for m in _NAME_IN.finditer(before) if m.group().split()[-1] in self._people(report)]
        return self.named(report, speaker) if last and last[-1].split()[-1] == surname else None

    def _people(self, report: Report) -> set[str]:
        """Last words of the names of all who speak in a report."""
        if report.id not in self._speakers:
            found = [
                s.attribution.speaker for s in self.statements.values() if s.report == report.id and s.attribution and s.attribution.speaker
            ]
            self._speakers[report.id] = {name.split()[-1] for name in found if name[:1].isupper()}
        return self._speakers[report.id]

    def named(self, report: Report, name: str) -> tuple[str, Passage] | None:
        """A name as the report prints it, and where: in full where it does, else its last word."""
        for form in (name, name.split()[-1]):
            m = re.search(rf"(?<!\w){re.escape(form)}(?!\w)", report.text)
            if m:
                return form, Passage(report.id, m.start(), m.end())
        return None


def _sentences(text: str, shift: int) -> list[Span]:
    return [(a + shift, b + shift) for a, b in sentences(text)]


def _known_person(text: str, before: str) -> bool:
    """Whether a sentence opens with "The manager" where "a manager" has just been spoken of."""
    m = _ROLE.match(text)
    return m is not None and m.group(1) in rules()["persons"] and bool(re.search(rf"\ban? (?:\w+ ){{0,2}}{m.group(1)}\b", before))


def alike(a: str, b: str) -> float:
    """Share of the shorter text's content words that the longer holds: two lines above .7 tell the same, and so do two with one
    quotation of four words or more."""
    if any(q in fold(b) for q in _quoted(a)) or any(q in fold(a) for q in _quoted(b)):
        return 1.0
    x, y = _content(a), _content(b)
    least = min(len(x), len(y))
    return len(x & y) / least if least else 0.0


@lru_cache(16_384)  # a long story compares each line with hundreds of others
def _quoted(text: str) -> tuple[str, ...]:
    """Quotations of four words or more, folded, without the mark that ends them."""
    return tuple(fold(q).strip(" ,.") for q in _QUOTED.findall(text) if len(q.split()) >= 4)


@lru_cache(16_384)  # a long story compares each line with hundreds of others
def _content(text: str) -> frozenset[str]:
    return frozenset(fold(w) for w in re.findall(r"\w{4,}|\d+", text))
