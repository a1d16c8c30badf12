"""A text read for attribution: tokens, quotations, sentences, paragraphs, all as token indices. No language data."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from writethru.arithmetic import Array
from writethru.extract.quote import Quotation, quotations
from writethru.model import Span
from writethru.text import TOKEN, paragraphs, sentences

_SURROGATE = re.compile("[\ud800-\udfff]")  # the taggers read UTF-8


@dataclass(slots=True)
class Reading:
    """`words[i]` stands at text[starts[i]:ends[i]]; `quote[i]` is the index of the quotation it stands in, or -1."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]
    quote: list[int]
    quotes: tuple[Quotation, ...]
    sentence: list[int]  # index of the sentence each token is in
    sentences: list[Span]  # token spans; a quotation never crosses from one to the next unless it crosses paragraphs
    paragraphs: list[Span]  # token spans
    pos: list[str] = field(default_factory=list)  # filled by pos.tags when first asked for
    context: Array | None = None  # filled by context.context when first asked for

    def span(self, first: int, last: int) -> Span:
        """Characters from token `first` to before token `last`."""
        return self.starts[first], self.ends[last - 1]

    def words_end(self, i: int) -> int:
        """Where the words of token i's sentence end, its last mark left out; i + 1 at least."""
        end = self.sentences[self.sentence[i]][1]
        while end > i + 1 and not self.words[end - 1][0].isalnum() and self.quote[end - 1] < 0:
            end -= 1
        return end

    def at(self, start: int, end: int) -> Span:
        """Tokens that begin inside text[start:end]."""
        return bisect_left(self.starts, start), bisect_left(self.starts, end)


def read(text: str) -> Reading:
    """Reads a text: linear in its length."""
    words, starts, ends = [], [], []
    spans = sentences(text)
    stops = {b for _, b in spans}
    for m in TOKEN.finditer(_SURROGATE.sub("\ufffd", text)):
        last = (
            m.end() in stops and len(m.group()) > 2 and m.group()[-1] == "."
        )  # "in the U.S." at a sentence's end: the point is its stop too
        words += [m.group(), "."] if last else [m.group()]
        starts += [m.start(), m.end() - 1] if last else [m.start()]
        ends += [m.end()] * (1 + last)
    quotes = quotations(text)
    quote = [-1] * len(words)
    for k, q in enumerate(quotes):
        a = bisect_left(starts, q.start)
        b = bisect_left(starts, q.end)
        quote[a:b] = [k] * (b - a)
    paras = [(bisect_left(starts, a), bisect_left(starts, b)) for a, b in paragraphs(text)]
    units = _units(text, spans, starts, quotes, paras)
    sentence = [0] * len(words)
    for k, (a, b) in enumerate(units):
        sentence[a:b] = [k] * (b - a)
    return Reading(text, words, [w.lower().replace("’", "'") for w in words], starts, ends, quote, quotes, sentence, units, paras)


def _units(text: str, spans: list[Span], starts: list[int], quotes: tuple[Quotation, ...], paras: list[Span]) -> list[Span]:
    """Sentences as token spans, those parted inside a quotation or before its cue ("Why?" she asked) joined."""
    out: list[Span] = []
    paragraph_starts = {a for a, _ in paras}
    quote_starts = [q.start for q in quotes]
    for a, b in spans:
        first, last = bisect_left(starts, a), bisect_left(starts, b)
        if first == last:
            continue
        if out and first not in paragraph_starts:
            k = bisect_right(quote_starts, a) - 1
            inside = k >= 0 and quotes[k].start < a < quotes[k].end
            asked = k >= 0 and quotes[k].end <= a and a - quotes[k].end < 3 and text[quotes[k].inner_end - 1] in "?!" and quotes[k].uttered
            if inside or asked:
                out[-1] = (out[-1][0], last)
                continue
        out.append((first, last))
    return out
