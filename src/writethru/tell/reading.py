"""A document read for comparing: each sentence with its content words, operators, numbers, dates, names, voices and quotations.

Source reports and a draft are read the same way. All offsets are characters of the document's text. Linear in the text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from writethru.model import Approx, Extract, Figure, Mention, Report, Span, Statement, TimeExpression
from writethru.tell.rules import concept, cue_stems, flat, operators, phrases, words_of
from writethru.text import QUOTES, fold, sentences
from writethru.words import WORD, stem, stopwords

NEAR = 6  # content words either side of a number that tell what it counts
SCOPE = 5  # content words after an operator that it bears on
MAX_WORDS = 400  # of a longer "sentence" only this many words are compared
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»\n]{2,2000}?)(?:[\"”»]|(?=\n|\Z))")
_PARTITIVE = re.compile(r"\w+ of (?:them|those|these|whom)\b", re.I)
_LEANS = re.compile(
    r"[\"“]?(?:\w+ of (?:them|those|these|whom)\b|(?:he|she|they|it|this|that|these|those|both|neither|none|its|their|his|her|others|of those|the others)\b)",
    re.I,
)
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d\d)\b|\b(\d{1,2}) ?([ap])\.?m\b|\b(noon|midday|midnight)\b", re.I)
_DATED = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|to(?:day|night|morrow)|yesterday|last|next|this|day|\d{4}|\d{1,2}(?:st|nd|rd|th))",
    re.I,
)
_LENGTH = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YMWDHS])$")
_STOP = re.compile(r"[;:—“”\"]|, (?:and|but|which|while|who)\b")  # where what an operator bears on ends
_CLAUSE = re.compile(r"[;:—“”\",]")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "TM": "minut", "TH": "hour", "TS": "second"}
_ORDINAL = re.compile(r"\b(third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|(\d{1,3})(?:st|nd|rd|th))\b", re.I)
_ORDINALS = ["third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"]
_LABEL = re.compile(
    r"\b(?:tank|permit|number|no\.|line|route|flight|gate|pier|platform|unit|article|section|reactor|ward|level|boat)[, ]+(?:number )?(\d+)\b",
    re.I,
)
_WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_ABOUT: tuple[tuple[str, Approx], ...] = (
    (r"about|around|nearly|almost|roughly|some|approximately", "~"),
    (r"more than|over", ">"),
    (r"less than|under|fewer than", "<"),
    (r"at least", ">="),
    (r"up to|at most|as long as", "<="),
)


@dataclass(frozen=True, slots=True)
class Word:
    start: int
    end: int
    form: str  # folded
    concept: str


@dataclass(frozen=True, slots=True)
class Operator:
    """A hedge, negation or verb of stance; `scope` are the concepts it bears on, `near` those on either side."""

    kinds: tuple[str, ...]
    form: str
    start: int
    end: int
    scope: tuple[str, ...]
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Number:
    start: int
    end: int
    low: float | None
    high: float | None
    approx: Approx
    unit: str  # concept of the unit's last word, "" for none
    near: frozenset[str]
    kind: str = "figure"  # "figure", "length", "ordinal", "label"


@dataclass(frozen=True, slots=True)
class When:
    start: int
    end: int
    first: str  # ISO day, "" unknown
    last: str
    clock: str  # "11:00", "" none
    dated: bool  # names a day, not only an hour
    weekday: int = -1  # 0 Monday; -1 none named
    words: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says it: folded name words, folded words of a description, and the content it covers."""

    names: frozenset[str]
    heads: frozenset[str]
    start: int
    end: int
    content: tuple[Span, ...]
    phrase: str
    sure: bool = True
    resolved: bool = False  # the name was worked out, it does not stand here


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence, or a part of one."""

    report: str
    start: int
    end: int
    words: tuple[Word, ...]
    operators: tuple[Operator, ...]
    numbers: tuple[Number, ...]
    whens: tuple[When, ...]
    voices: tuple[Voice, ...]
    quotes: tuple[Span, ...]
    names: tuple[Mention, ...]
    forms: frozenset[str]  # every folded word
    concepts: frozenset[str]
    leans: bool = False  # opens with "they", "none of them": it says what it says of the sentence before it
    context: frozenset[str] = field(default_factory=frozenset)  # concepts of the sentence before it


def read_document(report: Report, extract: Extract) -> tuple[Reading, ...]:
    """The sentences of a document, crossheads left out, in order."""
    text = report.text
    plain = flat(text)
    heads = sorted(b.start for b in report.blocks if b.part == "crosshead")
    spans = [s for s in sentences(text) if not (heads and (i := bisect_left(heads, s[0])) < len(heads) and heads[i] == s[0])]
    pick = _Picker(extract)
    quotes = [m.span(1) for m in _QUOTED.finditer(text)]
    ends = [q[1] for q in quotes]
    out: list[Reading] = []
    for span in spans:
        i = bisect_left(ends, span[0])
        own = [q for q in quotes[i : i + 40] if q[0] < span[1]]
        r = _read(report.id, text, plain, span, pick, tuple(own))
        leans = bool(_LEANS.match(text, span[0]))
        before = out[-2:] if _PARTITIVE.match(text, span[0]) else out[-1:]
        out.append(replace(r, context=frozenset(c for s in before for c in s.concepts), leans=leans))
    return tuple(out)


class _Picker:
    """Finds the parts of an extract that stand in a span, by bisection."""

    def __init__(self, extract: Extract) -> None:
        self.figures = sorted(extract.figures, key=lambda f: f.start)
        self.times = sorted(extract.times, key=lambda t: t.start)
        self.mentions = sorted(extract.mentions, key=lambda m: m.start)
        self.statements = sorted((s for s in extract.statements if s.attribution), key=lambda s: s.sentence)
        self._keys = [[f.start for f in self.figures], [t.start for t in self.times], [m.start for m in self.mentions]]
        self._sentences = [s.sentence[0] for s in self.statements]

    def slice(self, which: int, span: Span) -> tuple[int, int]:
        return bisect_left(self._keys[which], span[0]), bisect_left(self._keys[which], span[1])

    def said(self, span: Span) -> Iterator[Statement]:
        i = bisect_left(self._sentences, span[1]) - 1
        looked = 0
        while i >= 0 and looked < 40:
            s = self.statements[i]
            if s.sentence[1] > span[0]:
                yield s
            i -= 1
            looked += 1


def _read(report: str, text: str, plain: str, span: Span, pick: _Picker, quotes: tuple[Span, ...]) -> Reading:
    all_words = [(m.start(), m.end(), fold(m.group())) for m in WORD.finditer(text, *span)][:MAX_WORDS]
    skip = stopwords() | words_of("time", "days") | words_of("numbers", "words") | words_of("light", "words")
    words = tuple(Word(a, b, w, concept(w)) for a, b, w in all_words if w not in skip and stem(w) not in cue_stems() and not w[0].isdigit())
    times = pick.times[slice(*pick.slice(1, span))]
    figures = pick.figures[slice(*pick.slice(0, span))]
    mentions = tuple(pick.mentions[slice(*pick.slice(2, span))])
    voices = tuple(_voices(text, span, pick))
    voices += tuple(v for v in _by_cue(text, span) if not any(v.start < w.end and v.end > w.start for w in voices))
    bare = [w for w in words if not any(v.start <= w.start < v.end for v in voices)]
    return Reading(
        report,
        *span,
        words,
        tuple(_operators(text, plain, span, bare)),
        tuple(_numbers(text, plain, span, bare, figures, times)),
        tuple(w for t in times if t.type in ("DATE", "TIME") and (w := _when(t, mentions))),
        voices,
        quotes,
        mentions,
        frozenset(w for _, _, w in all_words),
        frozenset(w.concept for w in words),
    )


def _around(words: Sequence[Word], start: int, end: int, reach: int) -> list[str]:
    """Concepts of the nearest content words on either side."""
    before = [w.concept for w in words if w.end <= start][-reach:]
    after = [w.concept for w in words if w.start >= end][:reach]
    return before + after


def _operators(text: str, plain: str, span: Span, words: Sequence[Word]) -> Iterator[Operator]:
    pattern, classes = operators()
    found = 0
    for m in pattern.finditer(plain, *span):
        if m.group() == "may" and text[m.start()] == "M" and m.start() > span[0]:
            continue  # the month
        found += 1
        if found > 60:
            return
        stop = (_CLAUSE if m.group() in ("if", "whether") else _STOP).search(plain, m.end(), span[1])
        last = stop.start() if stop else span[1]
        scope = tuple(w.concept for w in words if m.end() <= w.start < last)[:SCOPE]
        if m.group() in words_of("weak", "after") and not scope:
            scope = tuple(w.concept for w in words if w.end <= m.start())[-2:]
        yield Operator(classes[m.group()], m.group(), *m.span(), scope, frozenset(_around(words, *m.span(), SCOPE + 2)))


def _numbers(
    text: str, plain: str, span: Span, words: Sequence[Word], figures: Sequence[Figure], times: Sequence[TimeExpression]
) -> Iterator[Number]:
    labels = {m.start(1): m for m in _LABEL.finditer(plain, *span)}

    def near(a: int, b: int) -> frozenset[str]:
        return frozenset(_around(words, a, b, NEAR))

    for f in figures[:60]:
        if f.multiplier:
            continue
        label = next((labels.pop(i) for i in list(labels) if f.start <= i < f.end), None)
        unit = concept(fold(f.unit.split()[-1])) if f.unit.split() else ""
        yield Number(f.start, f.end, f.low, f.high, f.approx, unit, near(f.start, f.end), "label" if label else "figure")
    for t in times[:60]:
        counted = any(f.start < t.end and f.end > t.start for f in figures)
        m = _LENGTH.match(t.value) if t.type == "DURATION" and not counted else None
        if m and re.search(r"\d|[a-z]{3}", t.text):
            value = float(m.group(2))
            low, high, approx = _about(plain[max(span[0], t.start - 14) : t.end], value)
            yield Number(t.start, t.end, low, high, approx, _UNITS.get(m.group(1) + m.group(3), "day"), near(t.start, t.end), "length")
    for m in labels.values():
        value = float(m.group(1))
        if not any(t.start <= m.start(1) < t.end for t in times):
            yield Number(*m.span(1), value, value, "=", "", near(*m.span(1)), "label")
    taken = [*((f.start, f.end) for f in figures), *((t.start, t.end) for t in times), *(m.span(1) for m in _LABEL.finditer(plain, *span))]
    for a, b, value in _bare(text, span, taken):
        low, high, approx = _about(plain[max(span[0], a - 14) : b], value)
        yield Number(a, b, low, high, approx, "", near(a, b))
    for m in _ORDINAL.finditer(plain, *span):
        if any(t.start <= m.start() < t.end for t in times):
            continue
        value = float(m.group(2) or _ORDINALS.index(m.group(1)) + 3)
        yield Number(*m.span(), value, value, "=", "", near(*m.span()), "ordinal")


_BARE = re.compile(
    r"(?<![\w.,:/-])(?:(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d+)?)(?![\w:/-])|(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty)\b(?!-))",
    re.I,
)
_SMALL = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def _bare(text: str, span: Span, taken: Sequence[Span]) -> Iterator[tuple[int, int, float]]:
    """Numbers that nothing else took up: "stands at five", "there were nine"; a capitalised one is a name's ("Canal Nine")."""
    for n, m in enumerate(_BARE.finditer(text, *span)):
        if n > 60:
            return
        if any(a < m.end() and b > m.start() for a, b in taken) or (m.group(2) and m.group()[0].isupper() and m.start() > span[0]):
            continue
        word = (m.group(2) or "").lower()
        value = float(m.group(1).replace(",", "")) if m.group(1) else 20.0 if word == "twenty" else _SMALL.index(word) + 2.0
        yield m.start(), m.end(), value


def _about(words: str, value: float) -> tuple[float | None, float | None, Approx]:
    for pattern, approx in _ABOUT:
        if re.search(rf"\b(?:{pattern})\b", words):
            return (None if approx in ("<", "<=") else value), (None if approx in (">", ">=") else value), approx
    return value, value, "="


def _when(t: TimeExpression, mentions: Sequence[Mention]) -> When | None:
    """A day or hour that can be compared; none for "now" and for words of a name ("Marenia Today")."""
    if t.value.endswith("_REF") or any(m.start < t.start and t.end <= m.end for m in mentions):
        return None
    m = _CLOCK.search(t.text)
    clock = ""
    if m:
        if m.group(5):
            clock = "00:00" if m.group(5).lower() == "midnight" else "12:00"
        elif m.group(3):
            clock = f"{int(m.group(3)) % 12 + (12 if m.group(4).lower() == 'p' else 0):02d}:00"
        else:
            clock = f"{int(m.group(1)):02d}:{m.group(2)}"
    elif "T" in t.value and re.search(r"T\d\d:\d\d", t.value):
        clock = t.value.split("T")[1][:5]
    dated = bool(_DATED.search(t.text))
    named = re.search("|".join(_WEEK), t.text.lower())
    first, last = (t.earliest or "")[:10], (t.latest or t.earliest or "")[:10]
    weekday = _WEEK.index(named.group()) if named else -1
    return When(t.start, t.end, first or last, last, clock, dated, weekday, fold(t.text))


# ---- who says it -----------------------------------------------------------------------------------------------------

_TITLED = frozenset(["first", "second", "third", "other", "others", "also", "mr", "mrs", "ms", "dr", "prof", "sir"])


def describe(phrase: str) -> tuple[frozenset[str], frozenset[str]]:
    """The name words and the describing concepts of a source phrase: "the mayor, Jana Petrik" -> {jana, petrik}, {mayor}."""
    names: list[str] = []
    heads: list[str] = []
    for m in WORD.finditer(phrase):
        w = fold(m.group())
        w = re.sub(r"'s?$", "", w)
        if w in stopwords() or w in _TITLED or w[:1].isdigit() or w in words_of("time", "days") or w in words_of("numbers", "words"):
            continue
        if m.group()[:1].isupper() and not (m.start() == 0 and w in _common()):
            names.append(w)
        heads.append(concept(w))
    return frozenset(names), frozenset(heads)


def _common() -> frozenset[str]:
    return words_of("voices", "anyone") | words_of("voices", "bodies") | words_of("voices", "firm")


def _voices(text: str, span: Span, pick: _Picker) -> Iterator[Voice]:
    """The voices `extract` found: each by its own words, and by the name it stands for where those are others."""
    for s in pick.said(span):
        a = s.attribution
        if a is None or not any(x < span[1] and y > span[0] for x, y in (*a.content, *([a.cue] if a.cue else []))):
            continue
        phrase = re.split(r",? (?:but|while|whereas) ", text[slice(*a.source)])[-1] if a.source else ""
        at = (a.source[1] - len(phrase), a.source[1]) if a.source else a.cue or a.content[0]
        names, heads = describe(phrase)
        pronoun = not names and not heads
        if not pronoun:
            yield Voice(names, heads, *at, a.content, phrase)
        if a.speaker and fold(a.speaker) not in fold(phrase):
            yield Voice(*describe(a.speaker), *at, a.content, phrase or a.speaker, pronoun, True)
        for v in a.via:
            yield Voice(*describe(v.speaker or text[slice(*v.source)]), *v.source, a.content, v.speaker, False, True)


_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)(?: \w+ly| first| also| not)? ?$")
_LEFT = re.compile(
    r"(?:^|[,;:“”\"] ?| (?:and|but|that|while|as) )((?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Hh]is|[Hh]er|[Tt]heir) )?(?:[\w’'\-]+ ){0,6}?[\w’'\-]+),?"
    r"(?: (?:also|has|have|had|later|then|again|earlier)){0,2} $"
)
_RIGHT = re.compile(r" ((?:the |a |an )?(?:[A-Z][\w’'\-]+ ?){1,4})")
_AGENT = re.compile(r"(?: \w+ly)? by ((?:the |an? |its )?(?:[\w’'\-]+ ?){1,4})")


def _by_cue(text: str, span: Span) -> Iterator[Voice]:
    """Voices read off the words alone: "X said", "said X", "reported by X", "according to X"; less sure than those of `extract`."""
    line = text[span[0] : span[1]][:1200]
    for n, m in enumerate(phrases("voices", "cues").finditer(line.lower())):
        if n > 6:
            return
        at = max(0, m.start() - 120)
        before = line[at : m.start()]
        if _PASSIVE.search(before):
            found, at = _AGENT.match(line, m.end(), m.end() + 80), 0
        else:
            found = _LEFT.search(before)
            if not found:
                found, at = _RIGHT.match(line, m.end(), m.end() + 80), 0
        if found:
            start = span[0] + at + found.start(1)
            yield Voice(*describe(found.group(1)), start, start + len(found.group(1)), (span,), found.group(1), False)
    by = re.search(r"[Aa]ccording to ((?:[\w’'\-]+ ?){1,6})", line)
    if by:
        yield Voice(*describe(by.group(1)), span[0] + by.start(1), span[0] + by.end(1), (span,), by.group(1), False)


def part_of(r: Reading, start: int, end: int) -> Reading:
    """The part of a sentence in [start, end); voices stay those whose content or source touches it."""

    def inside(x: Word | Operator | Number | When | Mention) -> bool:
        return start <= x.start < end

    words = tuple(w for w in r.words if inside(w))
    return replace(
        r,
        start=start,
        end=end,
        words=words,
        operators=tuple(x for x in r.operators if inside(x)),
        numbers=tuple(x for x in r.numbers if inside(x)),
        whens=tuple(x for x in r.whens if inside(x)),
        voices=tuple(v for v in r.voices if any(a < end and b > start for a, b in (*v.content, (v.start, v.end)))),
        quotes=tuple(q for q in r.quotes if q[0] < end and q[1] > start),
        names=tuple(x for x in r.names if inside(x)),
        concepts=frozenset(w.concept for w in words),
    )


def quoted_words(text: str, span: Span) -> tuple[str, ...]:
    """Folded words of a quotation, marks dropped."""
    return tuple(fold(m.group()) for m in WORD.finditer(text, *span))


def is_mark(c: str) -> bool:
    return QUOTES.get(c, c) == '"'
