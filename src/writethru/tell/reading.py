"""A document read for comparing: each sentence with its content words, operators, numbers, dates, names, voices and quotations.

Source reports and a draft are read the same way. All offsets are characters of the document's text. Linear in the text."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from writethru.model import Extract, Mention, Report, Span, Statement
from writethru.tell.measure import Number, When, Word, around, numbers_of, when_of
from writethru.tell.rules import concept, cue_stems, flat, operators, words_of
from writethru.tell.voice import Voice, by_cue, said_by
from writethru.text import fold, sentences
from writethru.words import WORD, stem, stopwords

SCOPE = 5  # content words after an operator that it bears on
MAX_NAMES = 60  # and only so many names
MAX_WORDS = 400  # of a longer "sentence" only this many words are compared
_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»\n]{2,2000}?)(?:[\"”»]|(?=\n|\Z))")
_PARTITIVE = re.compile(r"\w+ of (?:them|those|these|whom)\b", re.I)
_LEANS = re.compile(
    r"[\"“]?(?:\w+ of (?:them|those|these|whom)\b|(?:he|she|they|it|this|that|these|those|both|neither|none|its|their|his|her|others|of those|the others)\b)",
    re.I,
)
# "rejected the accusation", "would not comment on that": what is meant stands up to three sentences before.
_POINTS = re.compile(
    r"\b(?:the|that|this|these|those|such) (?:accusations?|claims?|allegations?|explanation|suggestion|criticism|charges?|reports?|denial|demand)[.,;]?[”\"]?$"
    r"|\b(?:on|to|of|about|for|with|against|denied|rejected|disputed) (?:that|this|it|them)[.!]?$"
    r"|\b(?:puts?|estimate[sd]?|calls?|called|described|confirmed|criticised|criticized) (?:that|this|it|them)\b"
)
_ELLIPTIC = re.compile(
    r"\b(?:would|did|could|had|was|were|will|has|have|does|do|should)(?: not|n['’]t)?[.!]?$"
)  # "She said she would not."
_BRUSHED = re.compile(
    r" (?:(?:the|a|any|all|this|that|these|those|such|his|her|its|their) )?(?:\w+ ){0,3}?"
    r"(?:claim|report|accusation|allegation|suggestion|idea|criticism|concern|rumour|charge|notion|talk|speculation|threat|warning|account|version|as )"
)
_STOP = re.compile(
    r"[;:—“”\"]|, (?:and|but|which|while|who)\b|\b(?:if|unless|because|although)\b|, (?:saying|adding|calling|citing|warning|noting|arguing)\b"
)  # where what an operator bears on ends
_BACK = re.compile(r"[,;:—“”\"]|\b(?:and|but)\b")
_SUBJECTS = ("nobody", "nothing", "none", "no one")
_UNSURE = re.compile(
    r"(?:\bnot|n't|\bnever|\bneither|\bstop\w* short of|\bdeclin\w+ to|\bwithout|\brefus\w+ to|\bunable to|\byet to)(?: \w+)? $"
)
_CLAUSE = re.compile(r"[;:—“”\",]")


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
    heading: frozenset[str] = field(default_factory=frozenset)  # folded words of the headline and the crosshead above it
    leans: bool = False  # opens with "they", "none of them": it says what it says of the sentence before it
    context: frozenset[str] = field(default_factory=frozenset)  # concepts of the sentence before it


def read_document(report: Report, extract: Extract) -> tuple[Reading, ...]:
    """The sentences of a document, crossheads left out, in order."""
    text = report.text
    plain = flat(text)
    blocks = sorted((b.start, b.end) for b in report.blocks if b.part == "crosshead")
    heads = [b[0] for b in blocks]
    above = [frozenset(quoted_words(text, b)) for b in blocks]
    headline = frozenset(quoted_words(report.headline, (0, len(report.headline))))
    spans = [s for s in sentences(text) if not (heads and (i := bisect_left(heads, s[0])) < len(heads) and heads[i] == s[0])]
    pick = _Picker(extract)
    quotes = [m.span(1) for m in _QUOTED.finditer(text)]
    ends = [q[1] for q in quotes]
    out: list[Reading] = []
    for span in spans:
        i = bisect_left(ends, span[0])
        own = [q for q in quotes[i : i + 40] if q[0] < span[1]]
        r = _read(report.id, text, plain, span, pick, tuple(own))
        points = bool(_POINTS.search(text[span[0] : span[1]]))
        leans = points or bool(_LEANS.match(text, span[0]))
        before = out[-3:] if points else out[-2:] if _PARTITIVE.match(text, span[0]) else out[-1:]
        if out and _ELLIPTIC.search(text[span[0] : span[1]]):
            r, leans = _filled(r, out[-1], text), True
        out.append(
            replace(
                r,
                context=frozenset(c for s in before for c in s.concepts),
                heading=headline | (above[i - 1] if (i := bisect_left(heads, span[0])) else frozenset()),
                leans=leans,
            )
        )
    return tuple(out)


def _filled(r: Reading, before: Reading, text: str) -> Reading:
    """A sentence whose verb is left out, with that of the one before: "The party asked her to resign. She said she would not." """
    to = text.rfind(" to ", before.start, before.end)
    tail = tuple(w.concept for w in before.words if w.start > to)[-3 if to > 0 else -2 :]
    operators = tuple(replace(o, scope=o.scope or tail) for o in r.operators)
    return replace(r, operators=operators, concepts=r.concepts | frozenset(tail))


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
    mentions = tuple(pick.mentions[slice(*pick.slice(2, span))][:MAX_NAMES])
    voices = tuple(said_by(text, span, pick.said(span)))
    voices += tuple(v for v in by_cue(text, span) if not any(v.start < w.end and v.end > w.start for w in voices))
    bare = [w for w in words if not any(v.sure and v.start <= w.start < v.end for v in voices)]
    return Reading(
        report,
        *span,
        words,
        tuple(_operators(text, plain, span, bare)),
        tuple(numbers_of(text, plain, span, bare, figures, times)),
        tuple(w for t in times if t.type in ("DATE", "TIME") and (w := when_of(t, mentions))),
        voices,
        quotes,
        mentions,
        frozenset(x for _, _, w in all_words for x in (w, owner(w))),
        frozenset(w.concept for w in words),
    )


def _operators(text: str, plain: str, span: Span, words: Sequence[Word]) -> Iterator[Operator]:
    pattern, classes = operators()
    found = 0
    for m in pattern.finditer(plain, *span):
        if m.group() == "may" and text[m.start()] == "M" and m.start() > span[0]:
            continue  # the month
        if m.group().startswith("dismiss") and not _BRUSHED.match(plain, m.end(), span[1]):
            continue  # somebody lost a post
        found += 1
        if found > 60:
            return
        if "confirm" in classes[m.group()] and _UNSURE.search(plain, max(span[0], m.start() - 24), m.start()):
            continue  # "stopped short of confirming", "had not confirmed": no confirmation
        stop = (_CLAUSE if m.group() in ("if", "whether") else _STOP).search(plain, m.end(), span[1])
        last = stop.start() if stop else span[1]
        comma = plain.find(",", m.end(), last)
        bid = m.group() in words_of("stops", "bids")
        to = plain.find(" to ", m.end(), min(comma if comma >= 0 else last, m.end() + 60)) if bid else -1
        scope = tuple(w.concept for w in words if max(m.end(), to) <= w.start < last)[:SCOPE]  # "asked the firm to repair": to repair
        happens = {concept(w) for w in words_of("light", "happens")}
        if (
            (m.group() in words_of("weak", "after") and not scope)
            or (scope and scope[0] in happens)
            or (not scope and (m.group() in _SUBJECTS or m.group() in words_of("stops", "floating")))
        ):
            clause = max((b.end() for b in _BACK.finditer(plain, max(span[0], m.start() - 200), m.start())), default=span[0])
            scope = tuple(w.concept for w in words if clause <= w.start and w.end <= m.start())[-3:]
        yield Operator(classes[m.group()], m.group(), *m.span(), scope, frozenset(around(words, *m.span(), SCOPE + 2)))


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


def owner(word: str) -> str:
    """A folded word without the mark of possession: "oxley's" -> "oxley", of which "Oxley's" may be the name too."""
    return word.removesuffix("'").removesuffix("'s")


def quoted_words(text: str, span: Span) -> tuple[str, ...]:
    """Folded words of a quotation, marks dropped."""
    return tuple(fold(m.group()) for m in WORD.finditer(text, *span))
