"""Quotations beside a cue, whatever the taggers think: `"…," said X`, `"…," X said`, `X said: "…"`.

Everything works on token indices of a `Reading` and looks back or ahead a bounded number of words.
"""

from writethru.extract.edges import hangs
from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.people import is_office
from writethru.extract.phrase import inverted, subject
from writethru.extract.pos import NOUNS
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

_AHEAD = 18  # words between a quotation and its cue: an apposition at most
_NAMED = 6  # words of whom something is told to
_ADDRESSEE = frozenset({"PRP", "NNS", "NNP", "DT", "PRS", "NN"})


def spoken(reading: Reading, found: list[Found]) -> list[Found]:
    """`"…," said X`, `"…," X said`, `X said: "…"`: gives each such cue its quotation; the ones not in `found` are given back."""
    by_cue = {i: f for f in found for i in f.cue}
    out: list[Found] = []
    for q in reading.quotes:
        span = reading.at(q.start, q.end)
        if not q.uttered or span[0] == span[1]:
            continue
        inner = reading.text[q.inner_start : q.inner_end].rstrip()
        settled = _after(reading, span) if inner[-1:] in ",?!…—–-" else None
        if settled is None and (inner[-1:] in ".?!…,'’\"" or not q.closed):
            settled = _before(reading, span)
        if settled is None:
            continue
        at, source = settled
        _relieve(found, at, span, reading)
        if at < span[0]:
            _part_from(found, at, span)
        f = by_cue.get(at)
        begin = sentence_start(reading, *reading.sentences[reading.sentence[span[0]]])
        mixed = at >= span[1] and not _all_quoted(reading, (begin, span[0]))  # `It was "bad," said X`: the sentence is the content
        if f is None:
            f = by_cue[at] = Found([at], source, [(begin, span[1]) if mixed else span])
            out.append(f)
        elif mixed:
            whole = not any(reports(reading, i) and i in by_cue for i in range(begin, span[0]))
            if whole or not any(a < span[1] and b > span[0] for a, b in f.content):
                f.content = [(begin, span[1]), *(c for c in f.content if c[0] > at and _all_quoted(reading, c))]
        else:
            f.content = [span, *(c for c in f.content if _all_quoted(reading, c) and not (c[0] < span[1] and c[1] > span[0]))]
        if source and (f.source is None or f.source[0] >= span[1] or source[0] >= span[1]):
            f.source = source if f.source is None or f.source[1] <= source[0] or f.source[0] >= source[1] else f.source
    return out


def shared_out(reading: Reading, found: list[Found]) -> None:
    """`"…," she said. "…," she added.`: of two attributions with one quotation the nearer cue keeps it, where the other has more to tell."""
    holders: dict[int, list[tuple[int, Found, Span]]] = {}
    for f in found:
        for a, b in f.content:
            if reading.quote[a] >= 0:
                apart = max(a - f.cue[-1], f.cue[0] - b)
                holders.setdefault(reading.quote[a], []).append((apart, f, (a, b)))
    for told in holders.values():
        nearest = min(told, key=lambda t: t[0])[1]
        for _, f, piece in told:
            if f is not nearest and len(f.content) > 1 and piece in f.content:
                f.content.remove(piece)


def closed_before(reading: Reading, found: list[Found]) -> None:
    """`"…." The ministry said the yard had agreed`: a quotation that has ended its own sentence is not what the next sentence tells."""
    for f in found:
        here = reading.sentence[f.cue[0]]
        told = any(a > f.cue[-1] and reading.sentence[a] == here and reading.quote[a] < 0 for a, _ in f.content)
        if told and f.source and f.source[1] <= f.cue[0]:
            f.content = [c for c in f.content if c[0] > f.cue[-1] or not any_quoted(reading, c) or reading.sentence[c[1] - 1] == here]


def _part_from(found: list[Found], at: int, span: Span) -> None:
    """Takes a quotation right after its own cue from those that have other words and another cue: `"…," she said, adding, "…"`."""
    for g in found:
        rest = [c for c in g.content if not (c[0] < span[1] and c[1] > span[0])]
        if at not in g.cue and g.cue[-1] < at and rest:
            g.content = rest


def _relieve(found: list[Found], at: int, span: Span, reading: Reading) -> None:
    """Takes a quotation from cues that stand behind its own: `"…," Lee said, adding that she knew what Orr was told to say`."""
    for g in [g for g in found if g.cue[0] > at >= span[1] and reading.sentence[g.cue[0]] == reading.sentence[at]]:
        rest = [c for c in g.content if not (c[0] < span[1] and c[1] > span[0])]
        if not rest:
            found.remove(g)
        g.content = rest or g.content


def sentence_start(reading: Reading, begin: int, end: int) -> int:
    """Where a sentence begins in earnest: after a dateline ("OSLO (AP) —") if it has one."""
    if not reading.words[begin].isupper() or len(reading.words[begin]) < 3:
        return begin
    return next(
        (
            i + 1
            for i in range(begin + 1, min(end - 1, begin + 14))
            if reading.words[i] in "—–" or (reading.words[i] == "-" and reading.words[i - 1] == ")")
        ),
        begin,
    )


def any_quoted(reading: Reading, span: Span) -> bool:
    return any(reading.quote[i] >= 0 for i in range(*span))


def _all_quoted(reading: Reading, span: Span) -> bool:
    return all(reading.quote[i] >= 0 or not reading.words[i][0].isalnum() for i in range(*span))


def reports(reading: Reading, i: int) -> bool:
    found = cue(reading.lower[i])
    return bool(
        found and found.reports and reading.quote[i] < 0 and any(k[0] in "DZV" for k in kinds(reading.words[i])) and not hangs(reading, i)
    )


def _after(reading: Reading, span: Span) -> tuple[int, Span | None] | None:
    """(cue, source) right after a quotation: `"…," said X` or `"…," X, the mayor, said`."""
    i, words = span[1], reading.words
    end = min(len(words), reading.sentences[reading.sentence[span[1] - 1]][1], i + _AHEAD)
    if i >= end:
        return None
    if reports(reading, i) and not is_office(reading.lower[i]):  # "…," judge Ann Lee said
        source = inverted(reading, i + 1)
        return (i, source) if source else None
    verb = reading.pos[i] in ("VBD", "VBZ", "VBN") and reading.words[i].islower() and kinds(reading.words[i])[0] != "aux"
    if verb and i + 1 < end and reading.words[i + 1][0].isupper():
        source = inverted(reading, i + 1)  # `"…?" gasped Lee.`: no verb between a quotation and a name does anything but tell
        return (i, source) if source and (source[1] >= end or reading.words[source[1]] in ".,") else None
    source = inverted(reading, i)
    if source is None:
        return None
    j = source[1]
    if j < end and words[j] in ",(":
        close = "," if words[j] == "," else ")"
        j = next((k + 1 for k in range(j + 1, end) if words[k] == close), end)
        source = (source[0], j)
    while j < end and (reading.lower[j] in word_list("adverbs") or reading.lower[j] in ("has", "had", "have")):
        j += 1
    for k in (j, source[1] - 1):  # a verb that also is a noun may have been read into the phrase
        if source[0] < k < end and reports(reading, k) and reading.pos[k] not in NOUNS:
            return k, (source[0], min(source[1], k))
    return None


def _before(reading: Reading, span: Span) -> tuple[int, Span | None] | None:
    """(cue, source) right before a quotation: `X said, "…"`, `X said: "…"`, `X told reporters: "…"`, `adding, "…"`."""
    i = span[0] - 1
    begin = reading.sentences[reading.sentence[span[0]]][0]
    while i > begin and i > span[0] - 4 and (reading.words[i] in ",:" or reading.lower[i] == "that"):
        i -= 1
    if i < span[0] - 1 and i > begin and not (reports(reading, i) or _hanging(reading, i)):
        i = _addressed(reading, i, begin)
    if i < begin or not (reports(reading, i) or _hanging(reading, i)):
        return None
    return i, subject(reading, i)


def _hanging(reading: Reading, i: int) -> bool:
    """Whether token i is a participle that tells: "adding", "chanting"."""
    found = cue(reading.lower[i])
    free = reading.pos[i] == "VBG" and reading.quote[i] < 0 and kinds(reading.words[i - 1])[0] != "det"  # not "the ruling"
    return bool(found and found.reports and found.takes in ("clause", "person") and free)


def _addressed(reading: Reading, i: int, begin: int) -> int:
    """The verb before the one it is told to, who ends with token i: "told reporters", "asked the BBC"; else i."""
    j = i
    while j > begin and j > i - _NAMED and (reading.pos[j] in _ADDRESSEE or reading.words[j][0].isupper()) and reading.quote[j] < 0:
        j -= 1
    found = cue(reading.lower[j]) if j < i else None
    return j if found and (found.takes == "person" or found.lemma == "ask") else i


def snap(reading: Reading, f: Found) -> None:
    """A content that starts or ends in the middle of an utterance takes all of it."""
    out: list[Span] = []
    for a, b in sorted(f.content):
        q = reading.quote[a]
        if q >= 0 and reading.quotes[q].uttered and q != reading.quote[f.cue[0]]:
            a = reading.at(reading.quotes[q].start, reading.quotes[q].end)[0]
        q = reading.quote[b - 1]
        if q >= 0 and reading.quotes[q].uttered and q != reading.quote[f.cue[0]]:
            b = reading.at(reading.quotes[q].start, reading.quotes[q].end)[1]
        if out and a <= out[-1][1]:
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        else:
            out.append((a, b))
    f.content = out
