"""Contents that the taggers stop short of: a clause begun is told to its end, a list to its last part.

Everything works on token indices of a `Reading` and stays inside one sentence.
"""

from writethru.extract.bounds import NAMING, following, pause
from writethru.extract.cue import head
from writethru.extract.lexicon import cue, word_list
from writethru.extract.pos import FINITE, NOUNS
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

_SUBJECTS = frozenset({"he", "she", "they", "it", "we"})
_PHRASE = NOUNS | {"JJ", "DT", "CD", "PRS", "POS", "IN", "VBG", "VBN", "RB", "TO"}
_GAP = 6  # words of a noun phrase between a cue and what was tagged of its content


def complete(reading: Reading, f: Found) -> None:
    """Lets the contents of an attribution go on to where they end, in place."""
    end = reading.words_end(f.cue[-1])
    n = following(f)
    if n >= 0:
        for rule in (begun, joined, as_what, verbless, listed, past_quote, gap):
            f.content[n] = rule(reading, f, f.content[n], end)
    raised(reading, f, end)


def begun(reading: Reading, f: Found, content: Span, end: int) -> Span:
    """ "promised that if voters backed him, he would fight": what opens with a condition or place goes on over its comma."""
    a, b = content
    if b >= end or reading.words[b] != "," or reading.quote[b] >= 0:
        return content
    k = a + (reading.lower[a] == "that")
    k += reading.words[k] == ","
    opens = reading.lower[k] in word_list("openers" if k > a else "conditions")
    return (a, end) if opens and not any(reading.words[i] == "," and reading.quote[i] < 0 for i in range(k, b)) else content


def joined(reading: Reading, f: Found, content: Span, end: int) -> Span:
    """ "says that A and that B": a second that-clause belongs to the same content."""
    a, b = content
    k = b + (b < end and reading.words[b] == ",")
    shows = cue(reading.lower[k + 1]) if k + 2 < end and k > b and reading.lower[k] == "which" and reading.lower[k + 2] == "that" else None
    if shows and shows.reports:  # "disputes the log, which shows that …"
        return (a, end)
    return (a, end) if k + 1 < end and reading.lower[k] in ("and", "or", "but") and reading.lower[k + 1] == "that" else content


def as_what(reading: Reading, f: Found, content: Span, end: int) -> Span:
    """ "see him as the best": what a thing is seen as belongs to the content."""
    a, b = content
    entry = head(reading, f.cue)[1]
    if entry is None or b + 1 >= end or reading.lower[b] != "as" or reading.quote[b] >= 0:
        return content
    return (a, pause(reading, b + 1, end)) if entry.takes == "as" or entry.lemma in word_list("seen_as") else content


def verbless(reading: Reading, f: Found, content: Span, end: int) -> Span:
    """ "that the club, if asked, would pay", "said he and his staff …": a clause holds its verb."""
    a, b = content
    entry = head(reading, f.cue)[1]
    clause = entry is not None and entry.takes == "clause"
    opened = (reading.lower[a] == "that" and reading.pos[a] == "IN") or (
        clause and (reading.lower[a] in _SUBJECTS or (b < end and reading.pos[b] in FINITE))
    )
    if not opened or b >= end or any(reading.pos[i] in FINITE or reading.pos[i] == "VB" or reading.quote[i] >= 0 for i in range(a, b)):
        return content
    return (a, end) if any(reading.pos[i] in FINITE for i in range(b, end)) else content


def listed(reading: Reading, f: Found, content: Span, end: int) -> Span:
    """ "made no mention of God, religion or his faith": a list goes on to what its last "and" or "or" joins."""
    a, b = content
    if b + 2 >= end or reading.words[b] != "," or reading.quote[b] >= 0 or reading.pos[b - 1] not in NOUNS:
        return content
    k, joint = b + 1, -1
    while k < end:
        if reading.lower[k] in ("and", "or", "but"):
            joint = k
        elif reading.words[k] == ",":
            if joint >= 0:
                break
        elif reading.pos[k] not in _PHRASE or reading.quote[k] >= 0:
            break
        k += 1
    whole = k >= end or reading.pos[k] not in FINITE
    if b < joint < k - 1 and whole and reading.pos[joint + 1] in NAMING and (reading.pos[b + 1] in NAMING or reading.pos[b + 1] == "CC"):
        return (a, k)
    return content


def past_quote(reading: Reading, f: Found, content: Span, end: int) -> Span:
    """ "that aides were "unfair" because they knew": a that-clause does not end with the words quoted in it."""
    a, b = content
    if b >= end or reading.lower[a] != "that" or reading.quote[b - 1] < 0 or reading.quote[b] >= 0 or not reading.words[b][0].isalnum():
        return content
    return content if reading.lower[b] in ("in", "on", "at", "during", "and", "but") else (a, pause(reading, b, end))


def gap(reading: Reading, f: Found, content: Span, end: int) -> Span:
    """ "indicated their support for Ruiz": a noun phrase between the cue and what was tagged belongs to it."""
    a, b = content
    at = f.cue[-1] + 1
    entry = head(reading, f.cue)[1]
    if entry is None or entry.takes == "person" or not at < a <= at + _GAP or reading.lower[a] in ("that", "to"):
        return content
    phrase = all((reading.pos[i] in NAMING or reading.pos[i] in ("IN", "TO")) and reading.quote[i] < 0 for i in range(at, a))
    bound = reading.pos[at] in ("PRS", "DT", "JJ", "NN", "NNS") and reading.pos[a - 1] in ("IN", "DT", "JJ", "TO", "PRS")
    return (at, b) if phrase and bound else content


def raised(reading: Reading, f: Found, end: int) -> None:
    """ "It appeared to be a copy": what the subject appears to be is the other half of the content."""
    entry = head(reading, f.cue)[1]
    at = f.cue[-1] + 1
    if entry is None or entry.takes != "unnamed" or f.source is not None or f.content[-1][1] > f.cue[0] or at + 1 >= end:
        return
    if reading.pos[at] in ("TO", "JJ", "VBN", "IN", "RB", "DT") or reading.pos[f.cue[-1]] == "TO":
        f.content = [*f.content, (at, pause(reading, at + 1, end))]
