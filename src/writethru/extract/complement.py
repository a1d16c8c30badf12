"""What a cue tells where the network gives it no content: what stands nearest, else the clause beside it. Token indices of a `Reading`."""

from writethru.extract.forms import kinds
from writethru.extract.reading import Reading
from writethru.model import Span

_NEAR = 12  # words between a cue and its content
_LEAD = 8  # words between a cue and its "that"
_FIRM = 0.85  # a cue this probable tells whatever follows it
_NO_CONTENT = frozenset({"in", "at", "on", "by", "after", "during", "and", "but", "as", "when", "while"})


def told(reading: Reading, contents: list[Span], cue: list[int], sure: float, source: Span | None) -> list[Span]:
    """The content of a cue (its tokens, its probability): of the sentence's `contents` the next after it, or just before; else the
    clause behind it; else the one before its source. Empty when nothing fits."""
    first, last = cue[0], cue[-1]
    after = [s for s in contents if last < s[0] <= last + _NEAR]
    before = [s for s in contents if first - _NEAR <= s[1] <= first]
    return after[:1] or before[-1:] or _clause(reading, last + 1, sure) or (_lead(reading, source, cue) if source else [])


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
    finite = last < source[0] and any(
        kinds(reading.words[i])[0] == "aux" or kinds(reading.words[i])[0][0] in "DZ" for i in range(begin, last)
    )
    return [(begin, last)] if finite else []


def _that_clause(reading: Reading, at: int) -> Span | None:
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
    that = _that_clause(reading, at)
    if that:
        return [that]
    if at + 1 >= end or reading.quote[at] >= 0 or reading.lower[at] in _NO_CONTENT or not reading.words[at][0].isalnum():
        return []
    if sure < _FIRM and kinds(reading.words[at])[0] not in ("det", "pro", "prep", "joint"):
        return []
    last = next((i for i in range(at + 1, min(end, at + 60)) if reading.words[i] in ",;:—–.!?" and reading.quote[i] < 0), min(end, at + 60))
    return [(at, last)]
