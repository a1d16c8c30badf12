"""Figures: one line a series that moves or is contested, "people told to leave: about 2,400 (ministry); 5,100 (Koritsky)"."""

import re
from collections import Counter

from writethru.model import Figure, FigurePoint, FigureSeries, Ledger, Line, Passage, Statement
from writethru.tell.phrase import Phrases
from writethru.text import WORD, fold
from writethru.words import classes

_DONE = re.compile(
    r"(?:,? (?:who|that))?(?: (?:had|have|has|were|was|are|is|being|been|be|now|still|also)){0,3}"
    r" (told to [a-z]+|taken to [a-z]+|dead|missing|injured|hurt|ill|homeless|(?!reached|climbed|topped|passed|exceeded|totall?ed|remained)[a-z]+ed|killed|fled)\b"
)
_NO_COUNT = re.compile(r"\byears?[- ]old\b|\btimes$|^(?:once|twice)$", re.I)  # ages, and how often
_AGE = re.compile(r"\b(?:man|woman|boy|girl|child|aged|person|one)(?: of)? $|\bages? (?:\d+ (?:and|to) )?$|[A-Za-z], $")
_SPAN = re.compile(r"(?:second|minute|hour|day|week|month|year)s?\b")  # how long: two are told of one thing only where two people tell them
# Too little to be called by.
_ANYBODY = frozenset(
    (
        "people",
        "persons",
        "number",
        "others",
        "support",
        "share",
        "vote",
        "points",
        "percent",
        "rate",
        "chance",
        "chances",
        "change",
        "time",
        "",
    )
)
_NO_NAME = re.compile(r"[a-z]\.[A-Z]|[.!?] |(?:\S+ ){8}")  # a source that two sentences run into
MOST = 3  # two in three of the reports tell it
_LINKS = ("update", "conflict", "compatible")  # between values of one thing


def ladders(ledger: Ledger, phrases: Phrases, most: int) -> list[Line]:
    """The series with more than one value, each as a line of words and numbers as printed, in order of time."""
    moving = [s for s in ledger.figures if len({(p.low, p.high) for p in s.points}) > 1 and _linked(s)]
    return [line for line in (_ladder(s, phrases) for s in moving) if line][:most]


def _linked(series: FigureSeries) -> bool:
    """Whether the ledger holds two different values for ones of the same thing: figures told apart make no ladder."""
    value = {p.id: (p.low, p.high) for p in series.points}
    return any(r.kind in _LINKS and r.other in value and value[r.other] != value[p.id] for p in series.points for r in p.relations)


def _rivals(series: FigureSeries) -> list[FigurePoint]:
    """The values that replace, dispute or bear with one another; not a part of one of them, what was only added, nor one that nobody
    is named for and that another is told apart from."""
    linked = {i for p in series.points for r in p.relations if r.kind in _LINKS for i in (p.id, r.other)}
    apart = {i for p in series.points for r in p.relations if r.kind == "different-claim" for i in (p.id, r.other)}
    return [p for p in series.points if p.id in linked and (p.speaker or p.id not in apart)]


def _ladder(series: FigureSeries, phrases: Phrases) -> Line | None:
    points = sorted((p for p in _rivals(series) if not _age(p, phrases)), key=lambda p: str(p.as_of or p.said or "")[:10])
    rungs: list[str] = []
    used: list[Passage] = []
    values: set[tuple[float | None, float | None]] = set()
    last = ""
    for p in points:
        text, where = _rung(p, phrases)
        used += where
        again = "(" not in text and (p.low, p.high) in values  # "3" after "three": nobody new gives it
        if fold(p.text) != last and text not in rungs and not again:
            rungs.append(text)
        values.add((p.low, p.high))
        last = fold(p.text)
    if _SPAN.search(series.unit) and len({p.speaker for p in points if p.speaker}) < 2:
        return None
    of, at = _counted(series, points, phrases)
    counted = series.of.split()[-1][:1] if series.of else ""
    if (
        len({fold(p.text) for p in points}) < 2
        or len({p.appearances[0].statement for p in points}) < 2
        or at is None
        or fold(of) in _ANYBODY
        or not of[0].isalnum()
        or not counted[-1:].islower()  # a name counts nothing: "Speaker Ann Lee: 9 percent; 11 percent"
    ):
        return None
    sources = tuple(dict.fromkeys([*at, *used]))
    return Line(f"{of}: {'; '.join(rungs)}", sources, None, "figures that count the same thing, in order of time", series=series.id)


def _statement(p: FigurePoint, phrases: Phrases) -> Statement:
    return phrases.statements[p.appearances[0].statement]


def _figure(p: FigurePoint, phrases: Phrases) -> Figure | None:
    return next((f for f in _statement(p, phrases).figures if f.text == p.text), None)


def _age(p: FigurePoint, phrases: Phrases) -> bool:
    """Whether a number is somebody's age, or how often: "a man of 58", "Elza Nowitz, 61, who", "13-year-old", "five times"."""
    if _NO_COUNT.search(p.text):
        return True
    f, text = _figure(p, phrases), phrases.reports[_statement(p, phrases).report].text
    return bool(
        f and _AGE.search(text[max(0, f.start - 12) : f.start]) and (text[f.end : f.end + 1] in ",." or text[: f.start].endswith("of "))
    )


def _rung(p: FigurePoint, phrases: Phrases) -> tuple[str, list[Passage]]:
    s = _statement(p, phrases)
    report = phrases.reports[s.report]
    used = [Passage(report.id, *s.sentence)]
    who = phrases.named(report, s.attribution.speaker) if s.attribution and s.attribution.speaker else None
    if who and not who[0].lower().startswith(("neither", "both", "nobody", p.text.lower())):  # "two states" give no number of themselves
        used.append(who[1])
    else:
        who = None
    if who and _NO_NAME.search(who[0]):
        who = None
    notes = [*([who[0]] if who else []), *([p.modality] if p.modality != "actual" else [])]
    value = p.text if any(c.isdigit() for c in p.text) else p.text[:1].lower() + p.text[1:]  # "Two people died": no capital inside the line
    return value + (f" ({', '.join(notes)})" if notes else ""), used


def _nearest(s: Statement, at: int) -> str:
    """The figure of a statement that a word at `at` stands nearest to: "two people have died and 14 …" has no 14 dead."""
    return min(s.figures, key=lambda f: at - f.end if f.end <= at else f.start - at).text if s.figures else ""


def _counted(series: FigureSeries, points: list[FigurePoint], phrases: Phrases) -> tuple[str, tuple[Passage, ...] | None]:
    """What a series counts, as a report words it, with what happened to it as words beside one of its numbers say most often."""
    named: dict[str, list[tuple[Passage, str]]] = {}  # what it may be called -> where, and what happened to it there
    for of in dict.fromkeys([series.of, series.of.split()[-1] if series.of else ""]):
        for p in points if of else ():
            s = _statement(p, phrases)
            text = phrases.reports[s.report].text
            at = text.find(of, *s.sentence)
            if at >= 0:
                m = _DONE.match(text, at + len(of), s.sentence[1]) if _nearest(s, at) == p.text else None
                named.setdefault(of, []).append((Passage(s.report, at, m.end(1) if m else at + len(of)), m.group(1) if m else ""))
    of = next((of for of, at in named.items() if (4 if of == series.of else 2) * len(at) >= len(points)), "")
    if not of:
        return _by_fate(series, points, phrases)
    verb = Counter(v for _, v in named[of] if v).most_common(1)
    where = next((p for p, v in named[of] if verb and v == verb[0][0]), named[of][0][0])
    called = of[:1].upper() + of[1:]
    return f"{called} {verb[0][0]}" if verb and not of.endswith(verb[0][0]) else called, (where,)


def _by_fate(series: FigureSeries, points: list[FigurePoint], phrases: Phrases) -> tuple[str, tuple[Passage, ...] | None]:
    """What a series of people counts that every report words in its own way ("31 died", "58 heat deaths", "the toll is 49"): its own
    words where they stand once, else the word used oftenest for what most of its sentences tell."""
    told: dict[str, list[tuple[str, Passage]]] = {}
    for p in points if series.unit == "people" else ():
        s = _statement(p, phrases)
        text = phrases.reports[s.report].text
        words = [(m.group(), Passage(s.report, *m.span())) for m in WORD.finditer(text, *s.sentence)]
        for fate in {f for w, _ in words if (f := classes("predicates").get(fold(w)))}:
            told.setdefault(fate, []).extend((w, at) for w, at in words if classes("predicates").get(fold(w)) == fate)
    for fate, words in told.items():
        if len({at.report for _, at in words}) * MOST < len({_statement(p, phrases).report for p in points}) * 2:
            continue
        whole = [
            Passage(s.report, at, at + len(series.of))
            for s in (_statement(p, phrases) for p in points)
            if series.of and (at := phrases.reports[s.report].text.find(series.of, *s.sentence)) >= 0
        ]
        if whole and classes("predicates").get(fold(series.of.split()[-1])) == fate:
            return series.of[:1].upper() + series.of[1:], (whole[0],)
        often = Counter(w for w, _ in words if w.islower())
        if often:
            word = often.most_common(1)[0][0]
            return word[:1].upper() + word[1:], (next(at for w, at in words if w == word),)
    return "", None
