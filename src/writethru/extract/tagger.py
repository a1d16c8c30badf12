"""Which words are source, cue or content, and which of them belong to each cue: a neural tagger in two stages.

Stage one labels the words of a paragraph (B/I of C cue, S source, T content). Stage two takes each cue and labels the words round it as
its own source and content, so links, shared sources and overlapping contents come out of one step. Both decode a linear chain over
what one bidirectional LSTM makes of the paragraph (network.py); trained by train/attribution/train.py.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from writethru.arithmetic import Array
from writethru.extract import complement, viterbi
from writethru.extract.inputs import vectors
from writethru.extract.network import Ints, encode, link_scores, network, softmax
from writethru.extract.reading import Reading
from writethru.model import Span

CHUNK = 600  # tokens tagged at once; a longer paragraph is cut
REACH = 110  # tokens on each side of a cue that stage two looks at
POSSIBLE = 0.12  # a cue less probable than this is not looked into
SURE = 0.5  # a cue this probable has a content, if need be the one stage one saw nearest
_BATCH = 2000  # padded tokens read or scored at once
_LABELS = ("O", "B-C", "I-C", "B-S", "I-S", "B-T", "I-T")
_LINKED = ("O", "B-S", "I-S", "B-T", "I-T")
Tags = list[str] | dict[int, str]


@dataclass(slots=True)
class Found:
    """One attribution as token indices: cue tokens, source span, content spans; `sure` is the probability of the cue."""

    cue: list[int]
    source: Span | None
    content: list[Span]
    sure: float = 1.0


@dataclass(frozen=True, slots=True)
class Cue:
    """A possible cue: its tokens, how probable it is, the chunk it stands in."""

    tokens: list[int]
    sure: float
    chunk: int


@dataclass(slots=True)
class Tagged:
    """Some chunks of a text as stage one sees them, with what stage two needs of each token."""

    reading: Reading
    chunks: list[Span]
    starts: list[int]  # where each chunk begins in the arrays
    seen: Array  # (tokens, labels + 1)
    token: Array  # (tokens, z)
    cue: Array  # (tokens, z)
    labels: list[dict[int, str]]  # of each chunk, by token
    cues: list[Cue]

    def flat(self) -> list[str]:
        """A label for every token of the text."""
        out = ["O"] * len(self.reading.words)
        for labels in self.labels:
            for i, label in labels.items():
                out[i] = label
        return out

    def at(self, tokens: list[int]) -> Cue:
        """Some tokens as a cue, of the first chunk that holds them where chunks follow one another."""
        return Cue(tokens, 1.0, bisect_right(self.chunks, (tokens[0], len(self.reading.words) + 1)) - 1)


def chunks(reading: Reading) -> list[Span]:
    """A text's paragraphs in pieces of at most CHUNK tokens."""
    return [(a, min(a + CHUNK, last)) for first, last in reading.paragraphs for a in range(first, last, CHUNK)]


def tag(reading: Reading, spans: list[Span]) -> Tagged:
    """Stage one on some token spans, each as if it were a paragraph."""
    net = network()
    if not spans:
        nothing = np.zeros((0, 1), np.float32)
        return Tagged(reading, [], [], nothing, nothing, nothing, [], [])
    lengths = np.array([b - a for a, b in spans])
    starts, size = (np.cumsum(lengths) - lengths).tolist(), int(lengths.sum())
    seen, token, cue = (np.empty((size, n), np.float32) for n in (len(_LABELS) + 1, net.token.shape[1], net.cue.shape[1]))
    out = Tagged(reading, spans, starts, seen, token, cue, [], [])
    found: dict[int, tuple[list[str], Array]] = {}
    for group in _groups(lengths):
        found.update(zip(group, _first(out, group), strict=True))
    for k, (first, last) in enumerate(spans):
        out.labels.append(dict(zip(range(first, last), found[k][0], strict=True)))
        out.cues += _cues(found[k][1], first, k)
    return out


def _first(out: Tagged, group: list[int]) -> Iterator[tuple[list[str], Array]]:
    """Stage one on some chunks, longest first: the labels of each and how probable every label is; fills the arrays of `out`."""
    net, reading, spans = network(), out.reading, [out.chunks[k] for k in group]
    sizes = np.array([b - a for a, b in spans])
    hidden = encode(net, vectors(reading, spans), sizes)
    scores = hidden @ net.one
    commas = np.array([[reading.words[i] in ",;:—–"] for a, b in spans for i in range(a, b)], np.float32)
    known = np.hstack([softmax(scores), commas]), hidden @ net.token, hidden @ net.cue
    padded = np.zeros((len(group), int(sizes[0]), len(_LABELS)), np.float32)
    begins = (np.cumsum(sizes) - sizes).tolist()
    for row, (k, begin) in enumerate(zip(group, begins, strict=True)):
        padded[row, : sizes[row]] = scores[begin : begin + sizes[row]]
        for whole, part in zip((out.seen, out.token, out.cue), known, strict=True):
            whole[out.starts[k] : out.starts[k] + sizes[row]] = part[begin : begin + sizes[row]]
    best, likely = viterbi.best(padded, net.one_next, sizes), viterbi.marginals(padded, net.one_next, sizes)
    for row, n in enumerate(sizes):
        yield [_LABELS[y] for y in best[row, :n]], likely[row, :n]


def _groups(lengths: Ints) -> Iterator[list[int]]:
    """Sequences of like length together, at most _BATCH padded tokens in a group."""
    group: list[int] = []
    for k in np.argsort(-lengths, kind="stable").tolist():
        if group and (len(group) + 1) * lengths[group[0]] > _BATCH:
            yield group
            group = []
        group.append(k)
    if group:
        yield group


def _cues(likely: Array, first: int, chunk: int) -> list[Cue]:
    """Runs of tokens that are a cue with probability POSSIBLE; of a chunk that is all cues, the likeliest."""
    begin, inside = likely[:, 1].tolist(), likely[:, 2].tolist()
    out: list[Cue] = []
    for n, (b, i) in enumerate(zip(begin, inside, strict=True)):
        if b + i < POSSIBLE:
            continue
        if out and out[-1].tokens[-1] == first + n - 1 and b < (b + i) / 2:
            out[-1] = Cue([*out[-1].tokens, first + n], max(out[-1].sure, b + i), chunk)
        else:
            out.append(Cue([first + n], b + i, chunk))
    most = len(begin) // 4 + 4
    if len(out) > most:
        out = sorted(sorted(out, key=lambda c: -c.sure)[:most], key=lambda c: c.tokens)
    return out


def runs(tags: Tags, kind: str, first: int, last: int) -> list[Span]:
    """Spans of one kind among BIO tags of tokens first..last."""
    out: list[Span] = []
    begin = -1
    for i in range(first, last):
        label = tags[i]
        if begin >= 0 and label != "I-" + kind:
            out.append((begin, i))
            begin = -1
        if label == "B-" + kind or (label == "I-" + kind and begin < 0):
            begin = i
    if begin >= 0:
        out.append((begin, last))
    return out


def link(tagged: Tagged, cues: Iterable[Cue]) -> list[Found]:
    """Stage two: source and content of each cue, in the cues' order; no content when it is no cue."""
    net, cues = network(), list(cues)
    windows = [_window(tagged, c) for c in cues]
    lengths = np.array([b - a for a, b in windows])
    out: dict[int, Found] = {}
    for group in _groups(lengths):
        sizes = lengths[group]
        shape = len(group), int(sizes.max())
        token, seen = np.zeros((*shape, tagged.token.shape[1]), np.float32), np.zeros((*shape, tagged.seen.shape[1]), np.float32)
        mask, mean = np.zeros(shape, np.float32), np.zeros((len(group), tagged.cue.shape[1]), np.float32)
        for row, k in enumerate(group):
            begin, size, cue = _place(tagged, cues[k], windows[k][0]), sizes[row], cues[k]
            token[row, :size], seen[row, :size] = tagged.token[begin : begin + size], tagged.seen[begin : begin + size]
            mask[row, :size] = 1
            mean[row] = tagged.cue[[_place(tagged, cue, i) for i in cue.tokens]].mean(0)
        first = np.array([cues[k].tokens[0] - windows[k][0] for k in group])
        last = np.array([cues[k].tokens[-1] - windows[k][0] for k in group])
        best = viterbi.best(link_scores(net, token, mean, seen, first, last, mask), net.two_next, sizes)
        for row, k in enumerate(group):
            a, b = windows[k]
            out[k] = _found(tagged, cues[k], dict(zip(range(a, b), (_LINKED[y] for y in best[row, : b - a]), strict=True)), (a, b))
    return [out[k] for k in range(len(cues))]


def _place(tagged: Tagged, cue: Cue, token: int) -> int:
    """Where a token of a cue's chunk stands in the arrays."""
    return tagged.starts[cue.chunk] + token - tagged.chunks[cue.chunk][0]


def _window(tagged: Tagged, cue: Cue) -> Span:
    """The tokens stage two looks at."""
    a, b = tagged.chunks[cue.chunk]
    return max(a, cue.tokens[0] - REACH), min(b, cue.tokens[-1] + 1 + REACH)


def _found(tagged: Tagged, cue: Cue, labels: dict[int, str], window: Span) -> Found:
    reading, tokens = tagged.reading, cue.tokens
    begin, end = reading.sentences[reading.sentence[tokens[0]]]
    sources = runs(labels, "S", *window)
    contents = [c for span in runs(labels, "T", *window) if (c := _within(reading, span, (begin, end)))]
    source = max(sources, key=lambda s: (-min(abs(s[0] - tokens[0]), abs(s[1] - tokens[-1])), s[1] - s[0])) if sources else None
    if not contents and cue.sure >= SURE:
        first, last = tagged.chunks[cue.chunk]
        near = runs(tagged.labels[cue.chunk], "T", max(begin, first), min(end, last))
        contents = complement.told(reading, near, tokens, cue.sure, source)
    return Found(tokens, source, contents, cue.sure)


def _within(reading: Reading, span: Span, sentence: Span) -> Span | None:
    """The part of a content inside its cue's sentence, None where most of it is outside; a quotation may run on."""
    (a, b), (begin, end) = span, sentence
    if any(q >= 0 for q in reading.quote[a:b]):
        return span
    first, last = max(a, begin), min(b, end)
    return (first, last) if 2 * (last - first) > b - a else None
