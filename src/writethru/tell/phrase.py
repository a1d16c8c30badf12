"""A claim -> a Line: the sentence that states it best, able to stand alone, with every passage it rests on.

Only operations that keep the meaning: a linking opener dropped, a pronoun for the speaker replaced by the name, the sentence before
told with one that leans on it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from writethru.model import Claim, Extract, Happening, Line, Passage, Report, Span, Statement
from writethru.tell.alone import expletive, leans, points
from writethru.tell.authority import can_confirm
from writethru.tell.content import content_of
from writethru.tell.dated import happens
from writethru.tell.lists import held
from writethru.tell.opening import begins, corrects, opened, whole
from writethru.tell.pair import joins, known
from writethru.text import fold, sentences, squeeze

MAX_WORDS = 60
TOGETHER = 45  # words of two sentences told as one line
NEAR = 400  # characters before a pronoun in which its name must stand
_OTHERS = {"she": re.compile(r"\b(?:he|him|his)\b"), "he": re.compile(r"\b(?:she|her|hers)\b")}
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]+)[”\"»]")
_NAME_IN = re.compile(r"(?<![.!?“\"‘'] )(?<![“\"‘'])(?<!^)\b[A-Z][\w’'\-]+(?: [A-Z][\w’'\-]+)*")


class Phrases:
    """Words claims of one story; knows its reports and statements."""

    def __init__(self, reports: Sequence[Report], extracts: Sequence[Extract], current: set[str]) -> None:
        self.reports = {r.id: r for r in reports}
        self.statements: dict[str, Statement] = {s.id: s for e in extracts for s in e.statements}
        self.times = {e.report: e.times for e in extracts}
        self.current = current
        self._lines: dict[str, Line | None] = {}
        self._speakers: dict[str, set[str]] = {}
        self._authorities: dict[str | None, bool] = {}
        self._topics = {w for r in reports for w in re.findall(r"[a-z]+", r.headline.lower())}
        self.today = self._newest = max(map(_day, reports), default="")
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
        leaning: tuple[Statement, tuple[str, list[Passage]]] | None = None
        for s in ranked:
            made = self._sentence(s, claim.speaker)
            if made and made[1][0].start >= s.sentence[0]:
                return self._made(claim, s, made)
            leaning = leaning or ((s, made) if made else None)
        # Only where no report states it in one sentence is it told with the sentence before.
        return self._made(claim, *leaning) if leaning else None

    def _made(self, claim: Claim, s: Statement, made: tuple[str, list[Passage]]) -> Line:
        rest = [p for a in claim.appearances for p in a.passages if a.statement != s.id]
        return Line(made[0], tuple(dict.fromkeys([*made[1], *rest])), claim.id, claim.why)

    def authority(self, claim: Claim) -> bool:
        """Whether the word of a claim's speaker confirms: of a body, or of somebody with an office."""
        who = claim.speaker
        if who not in self._authorities:
            self._authorities[who] = can_confirm(who, (r.text for r in self.reports.values()), self._persons)
        return self._authorities[who]

    def opens(self, claim: Claim) -> bool:
        """Whether a claim stands in the sentence that opens a current report of the newest day."""
        return any(self._opening(claim))

    def _opening(self, claim: Claim) -> Iterator[Statement]:
        for s in (self.statements[a.statement] for a in claim.appearances):
            report = self.reports[s.report]
            if s.report in self.current and not report.text[: s.sentence[0]].strip() and _day(report) == self._newest:
                yield s

    def newest(self, report: str) -> bool:
        """Whether a report is of the newest day of the story, or has no date."""
        return _day(self.reports[report]) in ("", self._newest)

    def said(self, line: Line) -> str:
        """The day on which a line was told, "" for none known."""
        stamp = self.reports[line.sources[0].report].moment(line.sources[0].start)
        return stamp.day.isoformat() if stamp else ""

    def beside(self, s: Statement) -> list[Statement]:
        """All statements of the sentence that one stands in."""
        return self._at[s.report, s.sentence[0]]

    def following(self, passage: Passage) -> list[Statement]:
        """The statements of the sentence right after a passage, in its paragraph."""
        text = self.reports[passage.report].text
        at = passage.end
        while at < len(text) and text[at] == " ":
            at += 1
        return self._at.get((passage.report, at), [])

    def within(self, passage: Passage) -> Iterator[Statement]:
        """The statements of the sentences of a passage."""
        return (
            s for (report, at), found in self._at.items() if report == passage.report and passage.start <= at < passage.end for s in found
        )

    def event(self, h: Happening) -> Line | None:
        """The line that tells what happened on a day; None when no appearance can stand alone."""
        for a in h.appearances:
            s = self.statements[a.statement]
            on = happens(s, h.date, self.reports[s.report], self.times[s.report])
            made = self._sentence(s, s.attribution.speaker if s.attribution else None) if on else None
            if made and made[1][0].start >= s.sentence[0] and len(made[0].split()) <= MAX_WORDS:  # the sentence before has its own day
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
        inside = a and a.source and start <= a.source[0] and a.source[1] <= end and not expletive(text)
        if a and a.source and inside and fold(report.text[slice(*a.source)]) in held("pronouns"):
            lo, hi = a.source[0] - start, a.source[1] - start
            said = _QUOTED.sub(_hidden, text[:lo])
            surname = (a.speaker or speaker or "").split()[-1:]
            if not _NAME_IN.search(said) and not (surname and surname[0] in said):  # else the sentence itself says whom it means
                named = self._certain(report, a.speaker or speaker, a.source[0])
                rest = _QUOTED.sub("", text[:lo] + text[hi:])
                pronoun = fold(report.text[slice(*a.source)])
                other = _OTHERS.get(pronoun)
                unsaid = named is None or (other is not None and bool(other.search(rest)))  # "She said … until he was taken back"
                if named:
                    text = text[:lo] + named[0] + (_own(report) if pronoun in held("possessive") else "") + text[hi:]
                    used.append(named[1])
        alone = opened(squeeze(text))
        if corrects(alone) or not begins(squeeze(text)) or not whole(alone):
            return None
        if unsaid or leans(alone, self._persons):
            return self._after(report, start, end, (a.speaker or speaker or "").split()[-1:] if unsaid and a else None)
        source = report.text[slice(*a.source)] if a and a.source and start <= a.source[0] < end else ""
        noun = known(alone, source, report.text[max(0, start - NEAR) : start], self._topics)
        if noun:
            return self._after(report, start, end, [noun])
        return (alone, used) if len(alone.split()) >= 4 else None

    def _after(self, report: Report, start: int, end: int, must: list[str] | None) -> tuple[str, list[Passage]] | None:
        """A sentence that leans on the one before it, told with that one. `must`: a word that the one before must have, as of the speaker
        whom a pronoun means; empty for one that nothing tells; None when it needs none."""
        before = self._before(report, start)
        if before is None or must == []:
            return None
        lo, hi = before
        first, second = opened(squeeze(report.text[lo:hi])), opened(squeeze(report.text[start:end]))
        if must is None and "\n" in report.text[hi:start] and not points(second) and content_of(first).isdisjoint(content_of(second)):
            return None  # the end of another paragraph, which speaks of something else
        cues = [o.attribution.cue for o in self._at[report.id, lo] if o.attribution and o.attribution.stance == "declined"]
        refused = any(c is None or not report.text[: c[0]].endswith("had ") for c in cues)  # true of its day alone
        if refused or len(report.text[lo:end].split()) > TOGETHER or not joins(first, second, must, self._persons):
            return None
        return f"{first} {second}", [Passage(report.id, lo, end)]

    def _before(self, report: Report, start: int) -> Span | None:
        """The sentence before one, in its paragraph or at the end of the paragraph before; None after a crosshead."""
        at = start
        while at and report.text[at - 1].isspace():
            at -= 1
        if any(b.part == "crosshead" and b.start < at <= b.end for b in report.blocks):
            return None
        top = report.text.rfind("\n", 0, at) + 1
        found = sentences(report.text[top:at])
        return (found[-1][0] + top, found[-1][1] + top) if found else None

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
            m = re.search(rf"(?<!\w){re.escape(form)}(?!\w)(?:,? (?:Jr|Sr)\.)?", report.text)
            if m:
                return m.group(), Passage(report.id, m.start(), m.end())
        return None


def _sentences(text: str, shift: int) -> list[Span]:
    return [(a + shift, b + shift) for a, b in sentences(text)]


def _day(report: Report) -> str:
    stamp = report.published or report.updated
    return stamp.day.isoformat() if stamp else ""


def _own(report: Report) -> str:
    """The possessive ending in the report's own kind of apostrophe."""
    return "’s" if "’" in report.text else "'s"


def _hidden(m: re.Match[str]) -> str:
    """Quoted words blanked out."""
    return " " * len(m.group())
