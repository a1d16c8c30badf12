"""What the rules on the extent of a content share: where the first pause is, what is quoted, noun phrases.

Everything works on token indices of a `Reading`.
"""

from writethru.extract.pos import NOUNS
from writethru.extract.reading import Reading
from writethru.model import Span

BE = frozenset({"is", "are", "was", "were", "be", "been", "being"})
DATELINE = 12  # tokens of a dateline
RELATIVE = frozenset({"WDT", "WP", "WRB"})
NAMING = NOUNS | {"DT", "PRS", "JJ", "CD", "PRP"}  # tags that open a noun phrase


def pause(reading: Reading, at: int, end: int) -> int:
    """The first comma, colon or dash outside quotations from token `at` on, else `end`."""
    return next((i for i in range(at, end) if reading.words[i] in ",;:—–" and reading.quote[i] < 0), end)


def quoted(reading: Reading, first: int, last: int) -> bool:
    """Whether any of the tokens stands in quotation marks."""
    return any(reading.quote[i] >= 0 for i in range(first, last))


def noun_phrase(reading: Reading, at: int) -> Span | None:
    """The noun phrase that begins at token `at`, with what "of" joins to it; None when none does."""
    pos, end = reading.pos, reading.sentences[reading.sentence[at]][1]
    if pos[at] == "PRP":
        return at, at + 1
    k = at
    while (
        k < end
        and reading.quote[k] < 0
        and (pos[k] in NAMING or pos[k] == "POS" or (k > at and reading.lower[k] == "of" and k + 1 < end and pos[k + 1] in NAMING))
    ):
        k += 1
    return (at, k) if any(pos[i] in NOUNS for i in range(at, k)) else None


def dateline(reading: Reading, first: int, last: int) -> int:
    """Where a text goes on after a dateline that opens at token `first`, before `last`: "NEW YORK, March 4 (Argus) - Shares"; `first` for none."""
    words, end = reading.words, min(first + DATELINE, last - 1)
    if not words[first].isupper() or first != reading.sentences[reading.sentence[first]][0]:
        return first
    closed = next((i for i in range(first + 1, end) if words[i] == ")"), -1)
    return closed + 2 if 0 < closed < end and words[closed + 1] in "-–—" else first
