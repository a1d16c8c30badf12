"""A document read for comparing: each sentence with its content words, operators, numbers, dates, names, voices and quotations.

Source reports and a draft are read the same way. All offsets are characters of the document's text. Linear in the text."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from writethru.model import Extract, Mention, Report, Span, Statement
from writethru.tell.likeness import kin_of
from writethru.tell.measure import Number, Word, around, numbers_of
from writethru.tell.rules import concept, cue_stems, flat, idioms, phrasal, words_of
from writethru.tell.scope import SCOPE, Operator, operators_of
from writethru.tell.voice import Voice, by_cue, said_by
from writethru.tell.when import When, when_of
from writethru.text import fold, sentences
from writethru.words import WORD, stem, stopwords

MAX_NAMES = 60  # and only so many names
MAX_WORDS = 400  # of a longer "sentence" only this many words are compared
_QUOTED = re.compile(
    r"[“„«]([^“”„«»\n]{2,2000}?)(?:[”»]|(?=[\n“„«]|\Z))"
    r"|(?:(?<=[\s(\[—–\-])|(?<!.))\"(?=\S)([^\"\n]{2,2000}?)(?:\"|(?=\n|\Z))"
)
_CLOSED = re.compile(r"^([^\"“”„«»\n]{2,2000}?[.,!?…])[\"”](?=[\s,]|$)", re.M)  # a quotation that began before the text does
_PARTITIVE = re.compile(r"\w+ of (?:them|those|these|whom)\b", re.I)
_LEANS = re.compile(
    r"[\"“]?(?:\w+ of (?:them|those|these|whom)\b|(?:he|she|they|it|this|that|these|those|both|neither|none|its|their|his|her|others|of those|the others)\b)",
    re.I,
)
# "rejected the accusation", "would not comment on that": what is meant stands up to three sentences before.
_POINTS = re.compile(
    r"\b(?:the|that|this|these|those|such) (?:accusations?|claims?|allegations?|explanation|suggestion|criticism|charges?|reports?|denial|demand)[.,;]?[”\"]?$"
    r"|\b(?:on|to|of|about|for|with|against|denied|rejected|disputed) (?:that|this|it|them)[.!]?$"
    r"|\b(?:puts?|gave|gives?|estimate[sd]?|set) (?:the|its|their) (?:number|figure|total|toll|amount|sum|count)\b"
    r"|\b(?:puts?|estimate[sd]?|calls?|called|described|confirmed|criticised|criticized) (?:that|this|it|them)\b"
)
_ELLIPTIC = re.compile(
    r"\b(?:would|did|could|had|was|were|will|has|have|does|do|should)(?: not|n['’]t)?[.!]?$"
)  # "She said she would not."


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
    own: frozenset[str] = field(default_factory=frozenset)  # its concepts and those of its operators
    spoken: frozenset[str] = field(default_factory=frozenset)  # words of its voices

    def shared(self, concepts: Iterable[str]) -> frozenset[str]:
        """Those of some concepts that it has, itself or in a like word."""
        return frozenset(c for c in concepts if c in kin_of(self.concepts))


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
    quotes = sorted([m.span(m.lastindex or 0) for m in _QUOTED.finditer(text)] + [m.span(1) for m in _CLOSED.finditer(text)])
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
                own=r.concepts | frozenset(concept(o.form) for o in r.operators),
                spoken=frozenset(c for v in r.voices for c in (*v.heads, *v.names)),
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
    joined = dict(_joined(all_words, plain))
    pattern, meanings = idioms()
    said = {i: m for m in pattern.finditer(plain, *span) for i in range(*m.span())}
    joined |= {m.start(): meanings[m.group()] for m in said.values()}
    words = tuple(
        Word(a, said[a].end() if a in said else b, w, joined.get(a) or concept(w))
        for a, b, w in all_words
        if a in joined or (a not in said and (w not in skip and stem(w) not in cue_stems() and not w[0].isdigit()))
    )
    times = pick.times[slice(*pick.slice(1, span))]
    figures = pick.figures[slice(*pick.slice(0, span))]
    mentions = tuple(pick.mentions[slice(*pick.slice(2, span))][:MAX_NAMES])
    voices = tuple(said_by(text, span, pick.said(span)))
    voices += tuple(v for v in by_cue(text, span) if not any(v.start < w.end and v.end > w.start for w in voices))
    bare = [w for w in words if not any(v.sure and v.start <= w.start < v.end for v in voices)]
    numbers = tuple(numbers_of(text, plain, span, bare, figures, times))
    borne = [w for w in bare if not any(n.start <= w.start <= n.end + 1 and w.concept == n.unit for n in numbers)]
    return Reading(
        report,
        *span,
        words,
        (*operators_of(text, plain, span, borne, words), *_turned_down(borne, joined)),
        numbers,
        tuple(w for t in times if t.type in ("DATE", "TIME") and (w := when_of(t, mentions))),
        voices,
        quotes,
        mentions,
        frozenset(x for _, _, w in all_words for x in (w, owner(w))),
        frozenset(w.concept for w in words),
    )


def _turned_down(words: Sequence[Word], joined: dict[int, str]) -> Iterator[Operator]:
    """Denials told with a verb and a small word: "turned the offer down"."""
    for w in words:
        if joined.get(w.start) == concept("reject"):
            scope = tuple(x.concept for x in words if x.start > w.start)[:SCOPE]
            yield Operator(("denial",), "rejected", w.start, w.end, scope, frozenset(around(words, w.start, w.end, SCOPE + 2)))


def _joined(words: Sequence[tuple[int, int, str]], plain: str) -> Iterator[tuple[int, str]]:
    """Verbs that mean something else with a small word after them: (start, concept) of "turned ... down"."""
    for n, (start, end, w) in enumerate(words):
        for _, last, small in words[n + 1 : n + 5]:
            if len(small) > 5 or not plain[end:last].replace(" ", "").isalpha():
                break
            if meaning := phrasal().get((concept(w), small)):
                yield start, meaning
                break


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


def joined(a: Reading, b: Reading) -> Reading:
    """Two sentences of a report, one after the other, as one."""
    return replace(
        a,
        end=b.end,
        words=a.words + b.words,
        operators=a.operators + b.operators,
        numbers=a.numbers + b.numbers,
        whens=a.whens + b.whens,
        voices=a.voices + b.voices,
        quotes=a.quotes + b.quotes,
        names=a.names + b.names,
        forms=a.forms | b.forms,
        concepts=a.concepts | b.concepts,
        own=a.own | b.own,
        spoken=a.spoken | b.spoken,
    )


def owner(word: str) -> str:
    """A folded word without the mark of possession: "oxley's" -> "oxley", of which "Oxley's" may be the name too."""
    return word.removesuffix("'").removesuffix("'s")


def quoted_words(text: str, span: Span) -> tuple[str, ...]:
    """Folded words of a quotation, marks dropped."""
    return tuple(fold(m.group()) for m in WORD.finditer(text, *span))
