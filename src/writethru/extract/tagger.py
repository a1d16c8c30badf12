"""Two linear-chain taggers: which words are source, cue or content, and which of them belong to each cue.

Stage one tags a paragraph (labels B/I of C cue, S source, T content). Stage two takes each cue and tags the words round it as
its own source and content, so links, shared sources and overlapping contents come out of one step. Models: data/en/*.crfsuite,
made by train/attribution/train.py (CRFsuite, Okazaki 2007).
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from writethru.extract import ends
from writethru.extract.cue_features import cue_features
from writethru.extract.features import paragraph_features
from writethru.extract.forms import kinds
from writethru.extract.reading import Reading
from writethru.model import Span

CHUNK = 600  # tokens tagged at once; a longer paragraph is cut
REACH = 110  # tokens on each side of a cue that stage two looks at
POSSIBLE = 0.15  # a cue less probable than this is not looked into
SURE = 0.5  # a cue this probable has a content, if need be the one stage one saw nearest
EDGE = 3  # words kept at each end of a quotation; the middle says nothing about who said it
_LEAD = 8  # words between a cue and its "that"
_NO_CONTENT = frozenset({"in", "at", "on", "by", "after", "during", "and", "but", "as", "when", "while"})
Tags = list[str] | dict[int, str]


@dataclass(slots=True)
class Found:
    """One attribution as token indices: cue tokens, source span, content spans; `sure` is the probability of the cue."""

    cue: list[int]
    source: Span | None
    content: list[Span]
    sure: float = 1.0


@cache
def _model(name: str) -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    with as_file(files("writethru.data") / "en" / name) as path:
        tagger.open(str(path))
    return tagger


def chunks(span: Span) -> list[Span]:
    """A paragraph in pieces of at most CHUNK tokens."""
    first, last = span
    return [(a, min(a + CHUNK, last)) for a in range(first, last, CHUNK)]


def labels(reading: Reading) -> tuple[list[str], list[tuple[list[int], float]]]:
    """Stage one: a label for every token, and the cues it thinks possible, each a list of tokens and its probability."""
    tagger = _model("tagger.crfsuite")
    out = ["O"] * len(reading.words)
    cues: list[tuple[list[int], float]] = []
    for paragraph in reading.paragraphs:
        for first, last in chunks(paragraph):
            tags, found = decode(tagger, paragraph_features(reading, (first, last)), first)
            out[first:last] = tags
            cues += found
    return out, cues


def decode(tagger: Any, rows: list[list[str]], first: int) -> tuple[list[str], list[tuple[list[int], float]]]:
    """Best labels of a chunk that starts at token `first`, and runs of tokens that are a cue with probability POSSIBLE."""
    tags = tagger.tag(rows)
    known = tagger.labels()
    if "B-C" not in known:
        return tags, []
    more = "I-C" in known
    begins = [tagger.marginal("B-C", n) for n in range(len(rows))]
    likely = [b + (tagger.marginal("I-C", n) if more and b < 0.999 else 0.0) for n, b in enumerate(begins)]
    cues: list[tuple[list[int], float]] = []
    for n, p in enumerate(likely):
        if p < POSSIBLE:
            continue
        if n and likely[n - 1] >= POSSIBLE and cues and cues[-1][0][-1] == first + n - 1 and begins[n] < p / 2:
            tokens, sure = cues[-1]
            cues[-1] = ([*tokens, first + n], max(sure, p))
        else:
            cues.append(([first + n], p))
    return tags, cues


def tag(reading: Reading, span: Span) -> list[str]:
    """Stage one on some tokens alone, as if they were a paragraph."""
    found: list[str] = _model("tagger.crfsuite").tag(paragraph_features(reading, span))
    return found


def runs(tags: Tags, kind: str, first: int, last: int) -> list[Span]:
    """Spans of one kind among BIO tags of tokens first..last."""
    out: list[Span] = []
    begin = -1
    for i in range(first, last):
        tag = tags[i]
        if begin >= 0 and tag != "I-" + kind:
            out.append((begin, i))
            begin = -1
        if tag == "B-" + kind or (tag == "I-" + kind and begin < 0):
            begin = i
    if begin >= 0:
        out.append((begin, last))
    return out


def window(reading: Reading, cue: list[int]) -> list[int]:
    """The tokens stage two looks at for a cue: its sentence, the quotation that follows or leads it, middles of quotations left out."""
    a, b = cue[0], cue[-1]
    number = reading.sentence[a]
    first, last = reading.sentences[number]
    last = max(last, b + 1)
    paragraph_last = _paragraph_end(reading, a)
    if last < paragraph_last and reading.quote[last] >= 0:
        last = reading.sentences[reading.sentence[last]][1]
    if (
        number
        and reading.quote[first - 1] >= 0
        and reading.text[reading.quotes[reading.quote[first - 1]].inner_end - 1] != "."
        and reading.text[reading.ends[first - 1] : reading.starts[first]].find("\n") < 0
    ):
        first = reading.sentences[number - 1][0]
    first, last = max(first, a - 4 * REACH), min(last, b + 4 * REACH)
    kept = []
    own = reading.quote[a]
    quote = reading.quote
    for i in range(first, last):
        q = quote[i]
        if q >= 0 and q != own and i >= EDGE and i + EDGE < len(quote) and quote[i - EDGE] == q == quote[i + EDGE]:
            continue
        kept.append(i)
    middle = next(n for n, i in enumerate(kept) if i >= a)
    reach = REACH if len(kept) <= 2 * REACH else REACH // 3  # a run without end marks: no sentence to look through
    return kept[max(0, middle - reach) : middle + (b - a) + reach]


def _paragraph_end(reading: Reading, token: int) -> int:
    from bisect import bisect_right

    k = bisect_right(reading.paragraphs, (token, len(reading.words) + 1)) - 1
    return reading.paragraphs[k][1]


def link(reading: Reading, tags: Tags, cue: list[int], bounds: Span | None = None, sure: float = 1.0) -> Found:
    """Stage two: the source and content of one cue, inside `bounds` if given; no content when it is no cue."""
    tagger = _model("linker.crfsuite")
    tokens = [i for i in window(reading, cue) if bounds is None or bounds[0] <= i < bounds[1]]
    found = tagger.tag(cue_features(reading, tokens, cue, tags))
    sources = spans(tokens, found, "S", reading)
    contents = spans(tokens, found, "T", reading)
    if contents and bounds is None and (asked := case(tagger, reading, tags, tokens, cue, contents)):
        contents[-1] = (asked.first, ends.best(reading, asked))
    if not contents and sure >= SURE:
        contents = _nearest(reading, tags, tokens, cue, sure)
    source = max(sources, key=lambda s: (-min(abs(s[0] - cue[0]), abs(s[1] - cue[-1])), s[1] - s[0])) if sources else None
    if not contents and sure >= SURE and source:
        contents = _lead(reading, source, cue)
    return Found(cue, source, contents, sure)


def case(tagger: Any, reading: Reading, tags: Tags, tokens: list[int], cue: list[int], contents: list[Span]) -> ends.Case | None:
    """The end of the last content as a question for `ends.best`; None where it stands before the cue or in quotation marks.
    `tagger` has just tagged the window `tokens`."""
    a, b = contents[-1]
    if a <= cue[-1] or reading.quote[a] >= 0 or reading.quote[b - 1] >= 0 or (len(contents) > 1 and contents[-2][1] > cue[-1]):
        return None
    stop = reading.words_end(a)
    inside = {i: tagger.marginal("I-T", n) for n, i in enumerate(tokens) if a <= i <= stop}
    others = frozenset(i for i in range(a, stop) if tags[i] == "B-C" and i not in cue)
    return ends.Case(a, cue, stop, inside, min(b, stop), others)


def _nearest(reading: Reading, tags: Tags, tokens: list[int], cue: list[int], sure: float) -> list[Span]:
    """The run of content labels nearest to a cue in its sentence: the one after it first."""
    sentence = reading.sentence[cue[0]]
    runs_found: list[Span] = []
    for i in tokens:
        if tags[i][-1] == "T" and reading.sentence[i] == sentence:
            if runs_found and runs_found[-1][1] == i and tags[i][0] == "I":
                runs_found[-1] = (runs_found[-1][0], i + 1)
            else:
                runs_found.append((i, i + 1))
    after = [s for s in runs_found if cue[-1] < s[0] <= cue[-1] + 12]
    before = [s for s in runs_found if cue[0] - 12 <= s[1] <= cue[0]]
    return after[:1] or before[-1:] or _clause(reading, cue[-1] + 1, sure)


def _lead(reading: Reading, source: Span, cue: list[int]) -> list[Span]:
    """ "The bridge is safe, Mayor Brack said.": the clause before a source whose cue ends the sentence."""
    begin, end = reading.sentences[reading.sentence[cue[0]]]
    if source[1] > cue[0] or any(reading.words[i][0].isalnum() for i in range(cue[-1] + 1, end)):
        return []
    last = source[0]
    while last > begin and not reading.words[last - 1][0].isalnum():
        last -= 1
    while begin < last and not reading.words[begin][0].isalnum():
        begin += 1
    told = last < source[0] and any(
        kinds(reading.words[i])[0] == "aux" or kinds(reading.words[i])[0][0] in "DZ" for i in range(begin, last)
    )
    return [(begin, last)] if told else []


def that_clause(reading: Reading, at: int) -> Span | None:
    """The clause that "that" opens within a few words of token `at` in its sentence ("said on Thursday that …"), "that" included."""
    end = reading.sentences[reading.sentence[at - 1]][1]
    that = next((i for i in range(at, min(end - 2, at + _LEAD)) if reading.lower[i] == "that" and reading.quote[i] < 0), -1)
    if that < 0 or reading.words[that - 1] == ",":
        return None
    stops = (i for i in range(that, end) if reading.words[i] in (";—–.!?" if i == end - 1 else ";—–") and reading.quote[i] < 0)
    return that, next(stops, end)


def _clause(reading: Reading, at: int, sure: float) -> list[Span]:
    """The words from token `at` to the next comma or the sentence's end, when they open like a complement."""
    end = reading.sentences[reading.sentence[at - 1]][1]
    told = that_clause(reading, at)
    if told:
        return [told]
    if at + 1 >= end or reading.quote[at] >= 0 or reading.lower[at] in _NO_CONTENT or not reading.words[at][0].isalnum():
        return []
    if sure < 0.85 and kinds(reading.words[at])[0] not in ("det", "pro", "prep", "joint"):
        return []
    last = next((i for i in range(at + 1, min(end, at + 60)) if reading.words[i] in ",;:—–.!?" and reading.quote[i] < 0), min(end, at + 60))
    return [(at, last)]


def spans(tokens: list[int], found: list[str], kind: str, reading: Reading) -> list[Span]:
    """Spans of one kind in a window, across the words it left out."""
    out: list[Span] = []
    for n, (i, tag) in enumerate(zip(tokens, found, strict=True)):
        if tag[-1] != kind:
            continue
        joined = n > 0 and found[n - 1][-1] == kind and tag[0] == "I"
        if out and joined:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    return out
