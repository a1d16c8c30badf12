"""Contents that run over: cut before the verb of another clause, the next cue's content, the place where it was said.

Everything works on token indices of a `Reading` and stays inside one sentence.
"""

from writethru.extract.bounds import NAMING, RELATIVE, following
from writethru.extract.cue import head
from writethru.extract.lexicon import word_list
from writethru.extract.pos import FINITE
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

_LINKS = frozenset({"that", "if", "because", "as", "when", "while", "after"})  # a verb behind one of these is the content's own
_PLACES = frozenset({"at", "on", "over", "with"})  # after "said": where or to whom
_GOVERNORS = _PLACES | {"about", "against", "of", "toward", "towards", "into"}
_HAVE = frozenset({"had", "has", "have", "was", "were", "is", "are"})


def cut(reading: Reading, f: Found, found: list[Found]) -> None:
    """Shortens the contents of an attribution, in place; `found` are all of the text's."""
    shared(reading, f, found)
    relative(reading, f)
    governor(reading, f)
    n = following(f)
    if n >= 0:
        for rule in (overrun, subordinate, colon, venue, coordinated):
            f.content[n] = rule(reading, f, f.content[n])


def shared(reading: Reading, f: Found, found: list[Found]) -> None:
    """ "denounced the coup, telling reporters he had no part in it": what a later cue tells is not this one's."""

    def other(a: int, b: int) -> bool:
        return any(
            g is not f
            and f.cue[-1] < g.cue[0] < a
            and reading.sentence[g.cue[0]] == reading.sentence[f.cue[0]]
            and any(x < b and y > a for x, y in g.content)
            for g in found
        )

    f.content = f.content[:1] + [c for c in f.content[1:] if c[0] <= f.cue[-1] or not other(*c)]


def relative(reading: Reading, f: Found) -> None:
    """ "the vote, which she said was a mistake, was …": a relative clause ends with its comma, and the pronoun is part of it."""
    n = following(f)
    if n < 0 or f.source is None or not 0 < f.source[0] < f.source[1] <= f.cue[0] or len(f.content) > 2:
        return
    a, b = f.content[n]
    who = f.source[0] - 1
    if reading.pos[who] in RELATIVE and a == f.cue[-1] + 1 and reading.pos[a] in FINITE:
        f.content = [(who, who + 1), (a, _comma(reading, a + 1, b))]


def governor(reading: Reading, f: Found) -> None:
    """ "railed at the plan": the preposition a cue governs its content with belongs to the cue."""
    n = following(f)
    if n < 0:
        return
    a, b = f.content[n]
    at = reading.lower[a] if a == f.cue[-1] + 1 and b - a > 1 and reading.pos[a] in ("IN", "RP") and reading.quote[a] < 0 else ""
    entry = head(reading, f.cue)[1]
    plain = entry is not None and entry.takes in ("clause", "person")
    if at in _GOVERNORS and not (plain and at in _PLACES) and reading.pos[a + 1] != "CD" and reading.lower[a + 1] not in ("least", "most"):
        f.content[n] = (a + 1, b)
        f.cue = [*f.cue, a]


def _comma(reading: Reading, first: int, last: int) -> int:
    return next((i for i in range(first, last) if reading.words[i] == "," and reading.quote[i] < 0), last)


def overrun(reading: Reading, f: Found, content: Span) -> Span:
    """ "Anyone questioning her lead can find solace": a thing or deed named ends before the verb whose subject holds the cue."""
    a, b = content
    entry = head(reading, f.cue)[1]
    thing = reading.pos[a] in NAMING and entry is not None and entry.takes == "thing"
    hanging = reading.pos[f.cue[0]] == "VBG" or (f.source is not None and reading.pos[f.source[1] - 1] in RELATIVE)
    if reading.quote[a] >= 0 or not (reading.pos[a] == "TO" or thing) or not hanging:
        return content
    for i in range(a + 1, b):
        if reading.quote[i] >= 0 or reading.pos[i] in RELATIVE or reading.lower[i] in _LINKS:
            return content
        if reading.pos[i] in FINITE:
            if reading.pos[i - 1] == "PRP":
                return content
            while i > a + 1 and (reading.pos[i - 1] == "RB" or reading.words[i - 1] == ","):
                i -= 1
            return (a, i)
    return content


def subordinate(reading: Reading, f: Found, content: Span) -> Span:
    """ "When they urged him to go, he left", "Citing a letter, he left": what opens a sentence ends with its comma."""
    a, b = content
    begin = reading.sentences[reading.sentence[f.cue[0]]][0]
    begin += reading.lower[begin] in ("but", "and", "so", "yet")
    if reading.lower[begin] not in word_list("conditions") | {"as", "after", "before", "since"} and reading.pos[begin] != "VBG":
        return content
    if reading.quote[a] >= 0 or _comma(reading, begin, f.cue[0]) < f.cue[0]:
        return content
    opens = (i for i in range(a + 1, b - 1) if reading.words[i] == "," and reading.quote[i] < 0)
    return (a, next((i for i in opens if reading.pos[i + 1] in ("PRP", "DT", "EX", "NNP", "PRS")), b))


def colon(reading: Reading, f: Found, content: Span) -> Span:
    """ "how to win: Should she go …": a colon before a new sentence ends a content."""
    a, b = content
    for i in range(a + 1, b - 1):
        if reading.words[i] == ":" and reading.quote[i] < 0 and reading.words[i + 1][0].isupper() and reading.quote[i + 1] < 0:
            return (a, i)
    return content


def venue(reading: Reading, f: Found, content: Span) -> Span:
    """ "called it vile in a tweet on Sunday": where it was said is no part of it."""
    a, b = content
    k = b
    if reading.lower[k - 1] in word_list("weekdays"):
        k -= 1 + (reading.lower[k - 2] == "on")
    if k - 3 <= a or reading.lower[k - 1] not in word_list("venues") or reading.quote[k - 1] >= 0:
        return content
    i = k - 2
    while i > max(a + 1, k - 6) and (reading.pos[i] in NAMING or reading.pos[i] == "VBG"):
        i -= 1
    return (a, i) if reading.lower[i] in ("in", "on", "at", "during", "via") and i > a + 1 else content


def coordinated(reading: Reading, f: Found, content: Span) -> Span:
    """ "dismissed the reports, recited his aims and went home": after a content without a finite verb, one in the cue's tense goes on
    with the cue's subject."""
    a, b = content
    tense = reading.pos[f.cue[-1]]
    entry = head(reading, f.cue)[1]
    alike = FINITE - {"MD"} if tense == "VB" else {tense}  # "would not go that far but said"
    if tense not in ("VBD", "VBZ", "VBP", "VB") or reading.quote[a] >= 0 or reading.pos[a] in FINITE:
        return content
    clause = entry is not None and entry.takes in ("clause", "person")
    for i in range(a, b - 1):
        if reading.quote[i] >= 0:
            continue
        if reading.pos[i] in FINITE or reading.pos[i] in RELATIVE or reading.lower[i] in _LINKS:
            return content
        if i > a and (reading.words[i] == "," or reading.lower[i] in ("and", "but")):
            k = next((k for k in range(i + 1, b) if reading.pos[k] != "RB" and reading.lower[k] not in ("and", "but")), b)
            if k < b and reading.pos[k] in alike and reading.quote[k] < 0 and not (clause and reading.lower[k] in _HAVE):
                return (a, i - (reading.words[i - 1] == ","))
    return content
