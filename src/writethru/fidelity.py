"""Whether a model's words may stand for a line of a round-up: stricter than `check`, as nobody looks at the sentence in between."""

import re
from collections import Counter
from collections.abc import Sequence

from writethru.checking import Against
from writethru.model import Line
from writethru.tell.rules import concept, cue_stems, flat, operators
from writethru.text import fold, folded_words, harmless, sentences, squeeze
from writethru.words import stem, stopwords

LONGER = 1.25  # a line may grow by this much
_MARKS = re.compile(r"https?:|www\.|[<>\[\]{}*_`#|\\]|&\w+;")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?<!^)(?<![.!?“\"] )\b[A-Z][\w’'\-]+")
_CAPITAL = re.compile(r"\b[A-Z][\w’'\-]+")
_TAIL = re.compile(
    r"(?P<what>[^“”\"]+), (?:(?P<who>[^,“”\"]{2,60}(?:, [^,“”\"]{2,40},)?) (?:said|says)|(?:said|says) (?P<whom>[^,“”\"]{2,60}(?:, [^,“”\"]{2,60})?))[.]"
)
_PASSIVE = re.compile(
    r"(?P<head>[^“”\"]*? (?:said|says) (?:that )?)?(?P<what>[^,“”\"]{2,80}?) (?:(?:has|have|had) been|was|were|is|are)(?: \w+ly)? (?P<verb>\w+)"
    r"(?P<rest> [^,“”\"]{2,60}?)?,? by (?P<who>(?:the )?[A-Z][\w’'\-]*(?: (?:of |the )?[A-Z][\w’'\-]*)*)"
)
_ABOUT = re.compile(
    r"\b(about|around|some|roughly|nearly|almost|at least|at most|more than|less than|fewer than|over|under|up to|as many as)\W+(\w[\w,.]*\w|\d)",
    re.I,
)


def unfit(text: str, line: Line, speaker: str, against: Against, others: Sequence[str] = ()) -> str:
    """Why a model's words may not stand for a line; "" when they may.

    Before `check`, whose limits docs/check.md names, what it cannot see is shut out: a word that neither the line nor its passages
    have, names or numbers in another order, and any operator of the line that is gone."""
    held = " ".join([line.text, *(against.evidence.reports[p.report].text[p.start : p.end] for p in line.sources)])
    reason = _form(text, line) or _vocabulary(text, held) or _order(text, line.text) or _kept(text, line.text, speaker)
    if not reason and squeeze(text) in others:
        reason = "says what another line says"
    return reason or _checked(text, line, against)


def _checked(text: str, line: Line, against: Against) -> str:
    result = against.check(text, "text/plain")
    if result.notes or not result.sentences:
        return "cannot be checked"
    for s in result.sentences:
        problems = [p for p in s.problems if p.kind != "single-origin"]
        if s.verdict != "supported" or problems:
            return f"{problems[0].kind}: {problems[0].detail}" if problems else s.verdict
        if not any(p.report == q.report and p.start < q.end and q.start < p.end for p in s.sources for q in line.sources):
            return "rests on other passages than the line"
    return ""


def _form(text: str, line: Line) -> str:
    told = squeeze(text)
    if text != harmless(text) or "\n" in text.strip() or _MARKS.search(text):
        return "holds marks that are no plain sentence"
    if not re.search(r"[.!?][\"'”’)]*$", told) or len(sentences(told)) > len(sentences(line.text)):
        return "is no sentence, or more of them than the line"
    if not 4 <= len(told.split()) <= max(12, LONGER * len(line.text.split())):
        return "is too short or too long"
    return ""


def _vocabulary(text: str, held: str) -> str:
    known = {concept(w) for w in folded_words(held)}
    new = [w for w in folded_words(text) if w not in stopwords() and concept(w) not in known]
    return f"added-words: “{new[0]}”" if new else ""


def _told(text: str) -> str:
    """A sentence with who says it first and its passive turned round, so that the order of names tells who does what to whom."""
    if m := _TAIL.fullmatch(text):
        text = f"{m['who'] or m['whom']} said {m['what']}."
    if m := _PASSIVE.match(text):
        text = f"{m['head'] or ''}{m['who']} {m['verb']} {m['what']}{m['rest'] or ''}{text[m.end() :]}"
    return text


def _order(text: str, line: str) -> str:
    """Names and numbers in the order of the line, none of the numbers gone: a swap is what a change of words hides best."""
    text, line = _told(text), _told(line)
    names = {fold(x) for t in (text, line) for x in _NAME.findall(t)}
    for found in (_NUMBER, _CAPITAL):
        mine, theirs = ([fold(x) for x in found.findall(t) if found is _NUMBER or fold(x) in names] for t in (text, line))
        known = [x for x in mine if x in theirs]
        if known != [x for x in theirs if x in known] or (found is _NUMBER and set(theirs) - set(mine)):
            return "has numbers or names in another order, or lost one"
    return ""


def _kept(text: str, line: str, speaker: str) -> str:
    """Every hedge and negation of the line, its attribution, and no certainty of its own."""
    mine, theirs = _operators(text), _operators(line)
    for kind, name in (("possible", "lost-hedge"), ("denial", "lost-negation"), ("claim", "added-certainty")):
        if mine[kind] < theirs[kind]:
            return name
    if mine["confirm"] > theirs["confirm"]:
        return "added-certainty"
    if set(_ABOUT.findall(line)) - set(_ABOUT.findall(text)):
        return "lost-hedge"
    last = fold(speaker.split()[-1]) if speaker else ""
    if last and last in folded_words(line) and last not in folded_words(text):
        return f"lost-attribution: {speaker}"
    return "lost-attribution" if _cued(line) and not _cued(text) else ""


def _operators(text: str) -> Counter[str]:
    pattern, classes = operators()
    return Counter(kind for m in pattern.finditer(flat(text)) for kind in classes[m.group()])


def _cued(text: str) -> bool:
    return "according to" in fold(text) or any(stem(w) in cue_stems() for w in folded_words(text))
