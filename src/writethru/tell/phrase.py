"""A claim -> a Line: the sentence that states it best, able to stand alone, with every passage it rests on.

Only operations that keep the meaning: a linking opener dropped, a pronoun for the speaker replaced by the name.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from writethru.model import Claim, Extract, Happening, Line, Passage, Report, Span, Statement
from writethru.text import fold, squeeze

MAX_WORDS = 60
NEAR = 400  # characters before a pronoun in which its name must stand
_NAME_IN = re.compile(r"(?<![.!?“\"‘'] )(?<!^)\b[A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+)*")
# "A day earlier he had confirmed …": a pronoun among the first words, before any name it could stand for.
_PRONOUN_FIRST = re.compile(r"\w+,?(?: [a-z]+,?){0,4} (?:he|she|they|it)\b")


@cache
def _rules() -> dict[str, list[str]]:
    return tomllib.loads((files("writethru.data") / "en" / "phrases.toml").read_text("utf-8"))


def open_question(claim: Claim) -> bool:
    """Whether its speaker withheld it, and no word of it tells that the answer came later."""
    return claim.stance == "declined" and not set(_rules()["answering"]) & set(claim.text.lower().split())


class Phrases:
    """Words claims of one story; knows its reports and statements."""

    def __init__(self, reports: Sequence[Report], extracts: Sequence[Extract], current: set[str]) -> None:
        self.reports = {r.id: r for r in reports}
        self.statements: dict[str, Statement] = {s.id: s for e in extracts for s in e.statements}
        self.current = current
        self._speakers: dict[str, set[str]] = {}
        self._beside = Counter((s.report, s.sentence[0]) for s in self.statements.values())

    def line(self, claim: Claim) -> Line | None:
        """The line that tells a claim; None when no appearance can stand alone."""
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
            made = self._sentence(s, s.attribution.speaker if s.attribution else None)
            if made and len(made[0].split()) <= MAX_WORDS:
                rest = [p for b in h.appearances for p in b.passages if b is not a]
                return Line(made[0], tuple(dict.fromkeys([*made[1], *rest])), None, f"The sentence names {h.date}.", h.date)
        return None

    def _rank(self, claim: Claim, s: Statement) -> tuple[bool, bool, float, int, str, int]:
        report = self.reports[s.report]
        words = len(report.text[s.sentence[0] : s.sentence[1]].split())
        n = next(i for i, a in enumerate(claim.appearances) if a.statement == s.id)
        return (
            s.report not in self.current,
            not 8 <= words <= 45,
            self._beside[s.report, s.sentence[0]] - len(s.figures),  # a sentence of one statement tells it best
            n,
            s.report,
            s.content[0][0],
        )

    def _sentence(self, s: Statement, speaker: str | None) -> tuple[str, list[Passage]] | None:
        report = self.reports[s.report]
        start, end = self._extent(s)
        text, used = report.text[start:end], [Passage(report.id, start, end)]
        a = s.attribution
        if a and a.source and start <= a.source[0] and a.source[1] <= end and fold(report.text[slice(*a.source)]) in _rules()["pronouns"]:
            lo, hi = a.source[0] - start, a.source[1] - start
            if not _NAME_IN.search(text[:lo]):  # else the sentence itself says whom it means
                named = self._certain(report, a.speaker or speaker, a.source[0])
                if named is None:
                    return None
                text = text[:lo] + named[0] + text[hi:]
                used.append(named[1])
        alone = _stand_alone(squeeze(text))
        return (alone, used) if alone and len(alone.split()) >= 4 else None

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
    from writethru.text import sentences

    return [(a + shift, b + shift) for a, b in sentences(text)]


def _stand_alone(text: str) -> str | None:
    """The sentence without a linking opener; None when it leans on the one before."""
    for opener in _rules()["droppable"]:
        if text.startswith((opener + ", ", opener + " ")) and len(text.split()) > 5:
            rest = text[len(opener) :].lstrip(", ")
            text = rest[:1].upper() + rest[1:]
            break
    first = fold(text.split(" ", 1)[0].strip("\"“‘'(,"))
    two = fold(" ".join(text.split()[:2]))
    quoted = text[:1] in "\"“‘'«„"
    if not quoted and (first in _rules()["leaning"] or two in _rules()["leaning"]):
        return None
    if not quoted and _PRONOUN_FIRST.match(text):
        return None
    return text[:1].upper() + text[1:]


def alike(a: str, b: str) -> float:
    """Share of the shorter text's content words that the longer holds: two lines above .7 tell the same."""
    x, y = ({fold(w) for w in re.findall(r"\w{4,}|\d+", t)} for t in (a, b))
    least = min(len(x), len(y))
    return len(x & y) / least if least else 0.0
