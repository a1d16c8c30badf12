"""Noun phrases beside a token: the subject before a verb, the speaker after one. No parse: word classes and a bounded look.

Everything works on token indices of a `Reading`.
"""

from writethru.extract.forms import kinds
from writethru.extract.lexicon import cue, word_list
from writethru.extract.pos import NOUNS, tags
from writethru.extract.reading import Reading
from writethru.model import Span

_REACH = 24  # tokens of a noun phrase
_HUNG = 8  # tokens of a participle's phrase
_HANGING = NOUNS | {"IN", "DT", "JJ", "CD", "PRS", "RB"}


def subject(reading: Reading, at: int) -> Span | None:
    """The noun phrase that ends before token `at`, adverbs and auxiliaries passed over; None when there is none."""
    begin = reading.sentences[reading.sentence[at]][0]
    j = at - 1
    days = word_list("weekdays")
    while (
        j >= begin
        and (
            kinds(reading.words[j])[0] in ("aux", "R", "R?")
            or reading.lower[j] in word_list("adverbs")
            or reading.lower[j] in days
            or (reading.lower[j] == "on" and reading.lower[j + 1] in days)
        )
        and reading.quote[j] < 0
    ):
        j -= 1
    hung = _participle(reading, j + 1, begin)
    if hung > begin:
        first = _phrase_start(reading, hung - 1, begin)
        return (first, at) if first is not None else None
    if j >= begin and reading.words[j] == ",":
        head = _before_apposition(reading, j, begin)
        if head is None:
            return None
        first = _phrase_start(reading, head[1] - 1, begin)
        return (first, j) if first is not None else None
    first = _phrase_start(reading, j, begin)
    return (first, j + 1) if first is not None else None


def _participle(reading: Reading, end: int, begin: int) -> int:
    """The participle that hangs on a noun before it and whose phrase ends before token `end` ("a study published in Lund"); -1 for none."""
    pos = tags(reading)
    for k in range(end - 1, max(begin, end - _HUNG), -1):
        if pos[k] == "VBN" and pos[k - 1] in NOUNS:
            return k
        if pos[k] not in _HANGING:
            return -1
    return -1


def _before_apposition(reading: Reading, comma: int, begin: int) -> Span | None:
    """What an apposition that ends at a comma is set to: "Ann Lee, the mayor," gives Ann Lee."""
    for j in range(comma - 1, max(begin, comma - _REACH), -1):
        if reading.quote[j] >= 0:
            return None
        if reading.words[j] == "," and j > begin:
            return (j - 1, j)
    return None


def _phrase_start(reading: Reading, end: int, begin: int) -> int | None:
    """Where the noun phrase that ends with token `end` starts; None when no noun phrase ends there."""
    if end < begin or not _nominal(reading, end):
        return None
    if kinds(reading.words[end])[0] == "pro":
        return end
    start = end
    for j in range(end - 1, max(begin, end - _REACH) - 1, -1):
        kind = kinds(reading.words[j])[0]
        made = kind in ("D", "AD", "D?") and j > begin and kinds(reading.words[j - 1])[0] == "det"  # "a leaked memo"
        if (
            reading.quote[j] >= 0
            or (j == begin and tags(reading)[j] == "VBG")  # "Citing a letter that said"
            or (tags(reading)[j] == "VB" and tags(reading)[j - 1] in ("RB", "MD"))  # "did not dispute the log, which shows"
            or kind in ("joint", "pro", "aux")
            or (kind in ("D", "V", "Z", "D?") and not made)
            or (_tells(reading, j) and not made)
        ):
            break
        close = reading.lower[j] == "to" and reading.lower[j - 1] == "close"
        if kind == "prep" and reading.lower[j] not in ("of", "for", "in", "at") and not close:
            break
        if not (
            kind in ("det", "prep", "9")
            or _nominal(reading, j)
            or reading.words[j] in ".-"
            or reading.words[j][0].isupper()
            or kind[0] in "AGR"
        ):
            break
        start = j
    while start < end and (kinds(reading.words[start])[0] == "prep" or reading.words[start] in ".-"):
        start += 1
    return start


def _tells(reading: Reading, i: int) -> bool:
    """A past form of a reporting verb that WordNet also knows as an adjective ("said"): read as the verb."""
    if reading.words[i][0].isupper() or not kinds(reading.words[i])[0].startswith("AD"):
        return False
    found = cue(reading.lower[i])
    return bool(found and found.reports and found.takes in ("clause", "person"))


def _nominal(reading: Reading, i: int) -> bool:
    w = reading.words[i]
    kind = kinds(w)[0]
    if kind == "pro" or w[0].isupper():
        return True
    return kind[0].isupper() and any(k in kind for k in "NS?") and reading.quote[i] < 0


def inverted(reading: Reading, at: int) -> Span | None:
    """The noun phrase that begins at token `at`, up to a comma, verb or stop: the source of `"…," said X`."""
    end = reading.sentences[reading.sentence[at]][1] if at < len(reading.words) else at
    j = at
    while j < min(end, at + _REACH):
        kind = kinds(reading.words[j])[0]
        if (
            reading.quote[j] >= 0
            or reading.lower[j] == "there"
            or kind in ("aux", "joint")
            or (j > at and kind == "pro")
            or (kind in ("D", "Z", "V") and not reading.words[j][0].isupper())
            or (j > at and _tells(reading, j))
        ):
            break
        if not reading.words[j][0].isalnum() and reading.words[j] not in ".-":
            break
        if kind == "prep" and reading.lower[j] not in ("of", "for", "at"):
            break
        j += 1
        if kind == "pro":
            break
    while j > at and not reading.words[j - 1][0].isalnum():
        j -= 1
    return (at, j) if j > at else None


def phrase_before(reading: Reading, at: int) -> Span | None:
    """The noun phrase that ends before token `at`, or before the comma there."""
    end = at - (at > 0 and reading.words[at - 1] == ",")
    first = _phrase_start(reading, end - 1, reading.sentences[reading.sentence[at]][0])
    return (first, end) if first is not None else None


def rejoined(reading: Reading, at: int) -> int:
    """The comma before ", which", ", a charge" and the like right before token `at`, which take up what the sentence told; -1 for none."""
    low = reading.lower
    if at > 2 and low[at - 1] == "which" and low[at - 2] == ",":
        return at - 2
    named = at > 3 and low[at - 1] in word_list("charges") and (low[at - 2] in ("a", "an") or low[at - 2] == ",")
    return at - 3 if named and low[at - 3] == "," else at - 2 if named and low[at - 2] == "," else -1
