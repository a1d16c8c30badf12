"""What a series of figures is called: a noun for what it counts, as a report prints it; nothing where no report tells one."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from writethru.model import FigurePoint, FigureSeries, Passage, Statement
from writethru.tell.lists import held
from writethru.tell.phrase import Phrases
from writethru.tell.rules import words_of
from writethru.text import WORD, fold
from writethru.words import classes, english, stem, table

_DONE = re.compile(
    r"(?:,? (?:who|that))?(?: (?:had|have|has|were|was|are|is|being|been|be|now|still|also)){0,3}"
    r" (told to [a-z]+|taken to [a-z]+|dead|missing|injured|hurt|ill|homeless|(?!reached|climbed|topped|passed|exceeded|totall?ed|remained)[a-z]+ed|killed|fled)\b"
)
# "176 stations escaped last weekend's recount": what they did to something is not what became of them.
_DID = re.compile(r"[a-z]+ed")
_OBJECT = re.compile(
    r" (?!(?:at|in|on|by|from|to|into|for|with|after|before|during|since|over|under|near|and|or|but|when|while|as|across|out|off|up|down|away"
    r"|so|overnight|there|here|yesterday|today|last (?:night|week)|on|because|until|through|along|outside|inside|without|that|this (?:week|month|year))\b)\w"
)
SPAN = re.compile(r"(?:second|minute|hour|day|week|month|year)s?\b")  # how long
_SCALES = frozenset(("hundred", "thousand", "million", "billion", "trillion"))
MOST = 3  # two in three of the reports tell it
_ING = re.compile(r"(?:^|.* )(?!missing$)[a-z]+ing$")  # "Killing: nine; 12"
_OF = re.compile(r"(?: [a-z]+s?)? of ((?!the\b|a\b|an\b|its\b|their\b)[a-z]{4,})\b")  # "13 tonnes of chlorine"


def called(series: FigureSeries, points: Sequence[FigurePoint], phrases: Phrases) -> tuple[str, tuple[Passage, ...] | None]:
    """The name of a series and where it stands: what is counted, with what happened to it; the fate of people; for money and measures
    what they are of, or are paid or lost for ("Damage")."""
    of, at = "", None
    if series.of and series.of.split()[-1][0].islower():  # a name counts nothing: "Speaker Ann Lee: 9 percent; 11 percent"
        of, at = _printed(series, points, phrases)
        if not at:
            of, at = _by_fate(series, points, phrases)
    if not (at and names(of, series)):
        of, at = _by_worth(series, points, phrases)
    return of, at


def names(of: str, series: FigureSeries) -> bool:
    """Whether words name what is counted: more than a unit ("talers"), "the governor's figure", or the fate of a thing ("lost")."""
    words = fold(of).split()
    if (
        not words
        or not of[0].isalnum()
        or fold(of) in held("anybody")
        or words[-1] in held("sums")
        or words[0] in _SCALES
        or (words[1:2] == ["of"] and words[0] in held("sums"))
    ):
        return False
    if _measured(series) and words[-1] in _offices():
        return False  # "Minister: 2.4m; 4.2m": who gives a sum is not what it is
    unit = fold(series.unit).split()
    if len(words) == 1 and unit and series.unit != "people" and stem(words[0]) == stem(unit[0]) and _measured(series):
        return False
    return not _ING.match(fold(of)) and not (len(words) == 1 and words[0] in held("undergone"))


@cache
def _offices() -> frozenset[str]:
    return words_of("voices", "offices") | words_of("voices", "speaks") | held("persons")


def _measured(series: FigureSeries) -> bool:
    """Whether a series is of money or a measure: its unit says how much, not what."""
    return fold(series.unit.split(" per ")[0]) in _measures() or _coin(series)


def _coin(series: FigureSeries) -> bool:
    """Whether a unit is money: a known one, or no word of English, as the coin of a country that no list has."""
    unit = fold(series.unit.split(" per ")[0])
    return unit in _measures("money") or (unit.isalpha() and unit not in english() and unit not in _measures())


@cache
def _measures(key: str = "units, money") -> frozenset[str]:
    found = table("counted")["measures"]
    return frozenset(fold(w.strip()) for k in key.split(", ") for w in str(found[k]).split(","))


def _by_worth(series: FigureSeries, points: Sequence[FigurePoint], phrases: Phrases) -> tuple[str, tuple[Passage, ...] | None]:
    """What a series of money or a measure is called: what the measure is of, as half of its sentences say beside the number, else the word
    for a sum that all its sentences share."""
    if not _measured(series) or SPAN.search(series.unit):
        return "", None
    beside: dict[str, list[Passage]] = {}
    shared: dict[str, dict[str, Passage]] = {}  # word -> point -> where
    for p in points:
        s = of_point(p, phrases)
        text = phrases.reports[s.report].text
        figure = next((f for f in s.figures if f.text == p.text), None)
        if figure and (m := _OF.match(text, figure.end, s.sentence[1])):
            beside.setdefault(stem(m.group(1)), []).append(Passage(s.report, *m.span(1)))
        for m in _worth().finditer(text, *s.sentence) if _coin(series) else ():
            shared.setdefault(stem(m.group().split()[0]), {}).setdefault(p.id, Passage(s.report, *m.span()))
    found = [at for at in beside.values() if 2 * len(at) >= len(points)]
    found += [list(at.values()) for at in shared.values() if len(at) == len(points)]
    if not found:
        return "", None
    best = max(found[0], key=lambda x: x.end - x.start)
    word = phrases.reports[best.report].text[best.start : best.end]
    return word[:1].upper() + word[1:], (best,)


@cache
def _worth() -> re.Pattern[str]:
    words = "|".join(sorted(held("worth"), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?<![\w\-])(?:{words})(?: (?:{words}))?\b")


def of_point(p: FigurePoint, phrases: Phrases) -> Statement:
    """The statement that gives a value first."""
    return phrases.statements[p.appearances[0].statement]


def _nearest(s: Statement, at: int) -> str:
    """The figure of a statement that a word at `at` stands nearest to: "two people have died and 14 …" has no 14 dead."""
    return min(s.figures, key=lambda f: at - f.end if f.end <= at else f.start - at).text if s.figures else ""


def _printed(series: FigureSeries, points: Sequence[FigurePoint], phrases: Phrases) -> tuple[str, tuple[Passage, ...] | None]:
    """What a series counts, as a report words it, with what happened to it as words beside one of its numbers say most often."""
    named: dict[str, list[tuple[Passage, str]]] = {}  # what it may be called -> where, and what happened to it there
    whole = series.of.rpartition(" the ")[2]  # "By evening the gap had grown": no noun runs over an article
    for of in dict.fromkeys([whole, whole.split()[-1] if whole else ""]):
        for p in points if of else ():
            s = of_point(p, phrases)
            text = phrases.reports[s.report].text
            found = re.compile(rf"(?<!\w){re.escape(of)}(?!\w)").search(text, *s.sentence)
            if found:
                at = found.start()
                m = _DONE.match(text, at + len(of), s.sentence[1]) if _nearest(s, at) == p.text else None
                m = None if m and _DID.fullmatch(m.group(1)) and _OBJECT.match(text, m.end(1), s.sentence[1]) else m
                named.setdefault(of, []).append((Passage(s.report, at, m.end(1) if m else at + len(of)), m.group(1) if m else ""))
    of = next((of for of, at in named.items() if (4 if of == whole else 2) * len(at) >= len(points)), "")
    if not of:
        return ("", None)
    verb = Counter(v for _, v in named[of] if v).most_common(1)
    where = next((p for p, v in named[of] if verb and v == verb[0][0]), named[of][0][0])
    called = of[:1].upper() + of[1:]
    return f"{called} {verb[0][0]}" if verb and not of.endswith(verb[0][0]) else called, (where,)


def _by_fate(series: FigureSeries, points: Sequence[FigurePoint], phrases: Phrases) -> tuple[str, tuple[Passage, ...] | None]:
    """What a series of people counts that every report words in its own way ("31 died", "58 heat deaths", "the toll is 49"): its own
    words where they stand once, else the word used oftenest for what most of its sentences tell."""
    told: dict[str, list[tuple[str, Passage]]] = {}
    for p in points if "people" in (series.unit, series.of.split(" ")[0]) else ():
        s = of_point(p, phrases)
        text = phrases.reports[s.report].text
        words = [(m.group(), Passage(s.report, *m.span())) for m in WORD.finditer(text, *s.sentence)]
        for fate in sorted({f for w, _ in words if (f := classes("predicates").get(fold(w))) and not _ING.match(fold(w))}):
            told.setdefault(fate, []).extend(
                (w, at) for w, at in words if classes("predicates").get(fold(w)) == fate and not _ING.match(fold(w))
            )
    own = classes("predicates").get(fold(series.of.split()[-1])) if series.of else None
    for fate, words in sorted(told.items(), key=lambda x: x[0] != own):
        if len({at.report for _, at in words}) * MOST < len({of_point(p, phrases).report for p in points}) * 2:
            continue
        whole = [
            Passage(s.report, at, at + len(series.of))
            for s in (of_point(p, phrases) for p in points)
            if series.of and (at := phrases.reports[s.report].text.find(series.of, *s.sentence)) >= 0
        ]
        if whole and own == fate:
            return series.of[:1].upper() + series.of[1:], (whole[0],)
        often = Counter(w for w, _ in words if w.islower() and w != "death")
        if often:
            word = often.most_common(1)[0][0]
            return word[:1].upper() + word[1:], (next(at for w, at in words if w == word),)
    return "", None
