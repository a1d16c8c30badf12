"""What a cue takes for its object: where a list of deeds goes on behind it, and whom only a sentence is about."""

from writethru.extract.bounds import quoted
from writethru.extract.cue import head
from writethru.extract.forms import kinds
from writethru.extract.pos import FINITE, NOUNS
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

OWNERS = frozenset({"its", "his", "her", "their", "our", "my"})


def listed(reading: Reading, f: Found) -> None:
    """ "Praised the crews, visited the wounded and went home": what is done besides is not what is praised."""
    entry = head(reading, f.cue)[1]
    a, b = f.content[0]
    if entry is None or a != f.cue[-1] + 1 or quoted(reading, a, b):
        return
    verbs = [i for i in range(a, b) if reading.pos[i] in FINITE]
    if verbs and verbs[0] > a + 1 and reading.lower[verbs[0] - 1] in (",", "and") and reading.pos[verbs[0]] == reading.pos[f.cue[0]]:
        f.content[0] = a, verbs[0] - (2 if reading.words[verbs[0] - 2] == "," else 1)


def owned_noun(reading: Reading, f: Found) -> None:
    """ "Voiced their support for Ruiz": the verb is the cue, what is voiced the content."""
    at = next((n for n, i in enumerate(f.cue) if n and reading.lower[i] in OWNERS and reading.pos[f.cue[n - 1]] in FINITE), 0)
    if at and f.cue[-1] - f.cue[at] == len(f.cue) - 1 - at and f.content[0][0] == f.cue[-1] + 1:
        f.content[0] = f.cue[at], f.content[0][1]
        f.cue = f.cue[:at]


def somebody(reading: Reading, content: Span) -> bool:
    """Whether a content is only a person ("the sector commander, Col Ilja Veld"): who dismisses one denies nothing. "Dismissed Veld as a
    fool" speaks of him."""
    first, last = content
    end = reading.sentences[reading.sentence[first]][1]
    if quoted(reading, first, last) or "as" in reading.lower[first:end]:
        return False
    phrase = next(
        (i for i in range(first, last) if reading.words[i] in ",;:" or reading.pos[i] in ("IN", "TO", "WDT", "MD", *FINITE)), last
    )
    nouns = [i for i in range(first, phrase) if reading.pos[i] in NOUNS]
    return bool(nouns) and (reading.pos[nouns[-1]] == "NNP" or "N:person" in kinds(reading.words[nouns[-1]]))
