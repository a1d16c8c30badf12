"""The source of an attribution where the taggers name none or a wrong one: no link word, no date, no part of its own content.

Everything works on token indices of a `Reading` and stays inside one sentence.
"""

from writethru.extract.bounds import RELATIVE, noun_phrase
from writethru.extract.lexicon import word_list
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

_LINKS = frozenset({"IN", "CC", "WRB", "TO", "MD", "RB", "UH"})
_ARTICLES = frozenset({"the", "a", "an"})
_OPENING = frozenset({"VBG", "VBN", "JJ"})


def settle(reading: Reading, found: list[Found]) -> None:
    """Drops impossible sources and gives participles the subject of their sentence, in place."""
    before: Found | None = None
    for f in sorted(found, key=lambda f: f.cue[0]):
        if f.source and _infinitive(reading, f.source):
            f.source = before.source if before and reading.sentence[before.cue[0]] == reading.sentence[f.cue[0]] else None
        if f.source and (_empty(reading, f.source) or _own(reading, f)):
            f.source = _shared(reading, f, before)
        if f.source is None:
            f.source = _opening(reading, f)
        elif before and before.source and (owner := _resumed(reading, f, before)):
            f.source = owner
            before.content = [c for c in before.content if c[0] < f.cue[0]] or before.content
        if f.source and f.source[0] < f.cue[0]:
            before = f


def _empty(reading: Reading, source: Span) -> bool:
    """Whether no part of a source names anybody: a link word, an article, a date or time alone."""
    times = word_list("times") | word_list("weekdays") | word_list("months")
    named = [i for i in range(*source) if reading.words[i][0].isalnum() and reading.pos[i] not in _LINKS]
    return all(reading.lower[i] in _ARTICLES or reading.lower[i] in times for i in named)


def _infinitive(reading: Reading, source: Span) -> bool:
    """ "The man, who asked not to be named because he fears for his job, said": what he asked is nobody."""
    at = source[0] + (reading.lower[source[0]] == "not")
    return at + 1 < source[1] and reading.lower[at] == "to" and reading.pos[at + 1] in ("VB", "VBP")


def _own(reading: Reading, f: Found) -> bool:
    """ "adding that Lee would go": a source after a participle that stands in its own content."""
    hangs = reading.pos[f.cue[0]] == "VBG"
    return hangs and f.source is not None and f.source[0] > f.cue[-1] and any(a <= f.source[0] and f.source[1] <= b for a, b in f.content)


def _shared(reading: Reading, f: Found, before: Found | None) -> Span | None:
    """The source of the cue before it in the sentence, for a participle."""
    hangs = reading.pos[f.cue[0]] == "VBG"
    near = before is not None and reading.sentence[before.cue[0]] == reading.sentence[f.cue[0]]
    return before.source if hangs and near and before else None


def _resumed(reading: Reading, f: Found, before: Found) -> Span | None:
    """ "Police, who had said nine were hurt, later put it at six": behind the comma that ends a relative clause its owner goes on."""
    k = f.cue[0] - 1
    while k > 0 and reading.pos[k] == "RB":
        k -= 1
    owner, source = before.source, f.source
    if owner is None or source is None or reading.words[k] != "," or not owner[1] <= source[0] < source[1] <= k or source == owner:
        return None
    related = any(reading.lower[i] in ("who", "which") and reading.words[i - 1] == "," for i in range(owner[0], before.cue[0]))
    inside = any(min(a, before.cue[0]) <= source[0] and source[1] <= b <= k for a, b in before.content)
    return owner if related and inside else None


def _opening(reading: Reading, f: Found) -> Span | None:
    """ "Calling it a mistake, Ruiz left", "In explaining why, Ruiz left": the subject behind the comma of a participle at the front."""
    at = f.cue[0]
    begin, end = reading.sentences[reading.sentence[at]]
    if reading.pos[at] not in _OPENING or at - begin > 2 or any(reading.pos[i] not in ("IN", "CC", "RB", "WRB") for i in range(begin, at)):
        return None
    last = max([b for a, b in f.content if a > at], default=at)
    comma = next((i for i in range(max(at + 1, last - 1), min(end - 1, last + 12)) if reading.words[i] == "," and reading.quote[i] < 0), -1)
    if comma < 0 or reading.quote[comma + 1] >= 0 or reading.pos[comma + 1] in RELATIVE:
        return None
    return noun_phrase(reading, comma + 1)
