"""Fixed wordings that give words to somebody without a verb of saying: "In Lee's words, …", "“No,” came the reply from Lee",
"“No” was all Lee would say".

Everything works on token indices of a `Reading` and stays inside one sentence.
"""

from writethru.extract.bounds import BE, noun_phrase
from writethru.extract.lexicon import word_list
from writethru.extract.people import bare
from writethru.extract.phrase import subject
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

_WHOSE = 8  # words from "in" to "words"
_FROM = 3  # words from "the" to "reply"


def worded(reading: Reading, found: list[Found]) -> list[Found]:
    """The ones not in `found`; what was found of the same words with the same source is put right, without a source it gives way."""
    near: dict[int, list[Found]] = {}
    for g in found:
        for n in {reading.sentence[g.cue[0]], *(reading.sentence[a] for a, _ in g.content)}:
            near.setdefault(n, []).append(g)
    out: list[Found] = []
    gone: set[int] = set()
    for n, f in {reading.sentence[f.cue[0]]: f for f in (*_answers(reading), *_in_words(reading))}.items():  # one a sentence
        told = {i for a, b in f.content for i in range(a, b)}
        same = [g for g in near.get(n, ()) if any(told.intersection(range(*c)) for c in g.content)]
        known = next((g for g in same if _whose(reading, g) and f.source and g.source and g.source[1] == f.source[1]), None)
        if known:
            known.content = f.content
            continue
        gone.update(id(g) for g in same if not _whose(reading, g))
        out.append(f)
    found[:] = [g for g in found if id(g) not in gone]
    return out


def _whose(reading: Reading, f: Found) -> bool:
    return f.source is not None and reading.lower[f.source[0]] not in ("all", "how")


def _in_words(reading: Reading) -> list[Found]:
    """ "In Lee's words, it was “over”", "It was, in the words of one envoy, “over”": the quotations, else the rest of the sentence."""
    out = []
    low = reading.lower
    for i in (i for i, w in enumerate(low) if w == "in" and reading.quote[i] < 0):
        end = reading.words_end(i)
        if low[i + 1 : i + 4] == ["the", "words", "of"] and i + 4 < end:
            source = noun_phrase(reading, i + 4)
            last = _past_apposition(reading, source[1] if source else i, end)
        else:
            last = next((k + 1 for k in range(i + 2, min(i + _WHOSE, end)) if low[k] == "words"), 0)
            source = _owner(reading, i + 1, last - 1) if last else None
        if source is None or last >= end or reading.words[last] not in ",:" or reading.quote[source[1] - 1] >= 0:
            continue
        begin = reading.sentences[reading.sentence[i]][0]
        quotes = (reading.quotes[k] for k in dict.fromkeys(reading.quote[begin:end]) if k >= 0)
        told = [reading.at(q.start, q.end) for q in quotes]
        out.append(Found(list(range(i, source[0])) + list(range(source[1], last)) or [i], source, told or [(last + 1, end)]))
    return out


def _owner(reading: Reading, first: int, last: int) -> Span | None:
    """Whose words: "Lee's", "her"."""
    word = reading.words[last - 1]
    return (first, last) if bare(word) != word or reading.lower[last - 1] in ("his", "her", "their") else None


def _past_apposition(reading: Reading, last: int, end: int) -> int:
    """Behind the second comma of "in the words of its head, Ann Lee, …"."""
    if (
        last < end
        and reading.words[last] == ","
        and last + 1 < end
        and reading.words[last + 1][0].isupper()
        and reading.quote[last + 1] < 0
    ):
        return next((k for k in range(last + 2, min(last + _WHOSE, end)) if reading.words[k] == ","), last)
    return last


def _answers(reading: Reading) -> list[Found]:
    """ "“No,” came the reply from Lee", "“No” was the message from Lee", "“No” was all Lee would say", "“No” was how Lee put it"."""
    out = []
    for q in reading.quotes:
        span = reading.at(q.start, q.end)
        at, end = span[1], min(reading.words_end(span[1] - 1), len(reading.words) - 2)
        if span[0] == span[1] or at >= end or not (reading.lower[at] == "came" or reading.lower[at] in BE):
            continue
        told = _answer(reading, at, end) or _all_said(reading, at, end)
        if told:
            out.append(Found(told[0], told[1], [span]))
    return out


def _answer(reading: Reading, at: int, end: int) -> tuple[list[int], Span | None] | None:
    low = reading.lower
    noun = next((k for k in range(at + 1, min(at + 2 + _FROM, end)) if low[k] in word_list("answers")), -1)
    if noun < 0 or low[at + 1] not in ("the", "her", "his", "their", "its", "one", "a"):
        return None
    if low[noun + 1] in ("from", "of", "by"):
        source = noun_phrase(reading, noun + 2)
        return (list(range(at, noun + 2)), source) if source else None
    return (list(range(at, noun + 1)), (at + 1, at + 2)) if low[at + 1] in ("her", "his", "their", "its") else None


def _all_said(reading: Reading, at: int, end: int) -> tuple[list[int], Span | None] | None:
    low = reading.lower
    if low[at + 1] not in ("all", "how", "what"):
        return None
    verb = next((k for k in range(at + 2, min(at + 2 + _WHOSE, end + 1)) if low[k] in word_list("summing")), -1)
    source = subject(reading, verb) if verb > 0 else None
    return ([at, at + 1, verb], (max(source[0], at + 2), source[1])) if source and source[1] > at + 2 else None
