"""On which side of its cue a content stands, and who acts in a passive: put right where syntax settles it.

Everything works on token indices of a `Reading` and stays inside one sentence.
"""

from writethru.extract.bounds import BE, NAMING, RELATIVE, noun_phrase, pause, quoted
from writethru.extract.cue import head
from writethru.extract.forms import kinds
from writethru.extract.lexicon import word_list
from writethru.extract.pos import FINITE
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found

_DRAWS = frozenset({"prompted", "drew", "draws", "drawn", "sparked", "provoked", "attracted", "earned", "won", "faced", "brought"})
_OBJECT = NAMING | {"VBG", "WP", "WRB", "VB"}
_BETWEEN = frozenset({"DT", "NN", "RB", "IN", "CD", "JJ", "NNP"})  # "was backed the day before by"


def turn(reading: Reading, f: Found) -> None:
    """Moves the contents of an attribution to their side of the cue, in place."""
    end = reading.words_end(f.cue[-1])
    paper(reading, f)
    asked_first(reading, f)
    drawn(reading, f)
    fronted(reading, f, end)
    joined_before(reading, f, end)
    according(reading, f)
    agent(reading, f)
    participle(reading, f, end)
    governed(reading, f, end)


def paper(reading: Reading, f: Found) -> None:
    """ "Cracks had been found, a report that the council kept back says": what says so is the report, not the council."""
    last, (a, b) = f.cue[-1], f.content[-1]
    begin, end = reading.sentences[reading.sentence[last]]
    told = head(reading, f.cue)[1]
    if last + 2 < end or told is None or told.takes != "clause" or not begin + 1 < a < b < f.cue[0] or reading.words[a - 1] != ",":
        return
    if (
        reading.lower[b] in ("that", "which")
        and reading.pos[b - 1] in ("NN", "NNS")
        and not any(reading.pos[i] in FINITE for i in range(a, b))
    ):
        f.source, f.content = (a, f.cue[0]), [(begin, a - 1)]


def asked_first(reading: Reading, f: Found) -> None:
    """ "Asked about the delay, she pointed to the snow": what was asked is not what she told."""
    first, *rest = f.content
    if rest and reading.lower[first[0]] == "asked" and f.source and first[1] <= f.source[0] and first[0] < 2 + f.cue[0]:
        f.content = rest


def drawn(reading: Reading, f: Found) -> None:
    """ "The report prompted a rebuke from Brand": Brand rebukes, and the report is what he rebukes."""
    last = f.cue[-1]
    if reading.lower[last] != "from" or last + 1 >= len(reading.words) or not _DRAWS.intersection(reading.lower[i] for i in f.cue):
        return
    who = noun_phrase(reading, last + 1)
    if who and f.source and f.source[1] <= f.cue[0]:
        f.content, f.source = [f.source], who


def fronted(reading: Reading, f: Found, end: int) -> None:
    """ "As for the mast, he said it was rotten": a phrase at the front is not what is said when a clause follows the cue; between
    commas ("Even if it rains, he said, they will go") both are."""
    if f.source is None or len(f.content) != 1 or f.content[0][1] > f.source[0] or f.source[0] > f.cue[0]:
        return
    a, b = f.content[0]
    at = f.cue[-1] + 1
    entry = head(reading, f.cue)[1]
    if entry is None or entry.takes not in ("clause", "person") or at + 2 >= end or quoted(reading, a, b):
        return
    aside = reading.words[at] == ","
    if reading.lower[a] not in word_list("openers") and any(reading.pos[i] in FINITE for i in range(a, b)):
        return
    if not aside and not reading.words[at][0].isalnum() and reading.quote[at] < 0:
        return
    if any(reading.pos[i] in FINITE for i in range(at, end)):
        f.content = [(a, b), (at + 1, end)] if aside else [(at, end)]


def joined_before(reading: Reading, f: Found, end: int) -> None:
    """ "A poll is a snapshot, and others show her ahead": a clause joined before the source is not what it tells, nor is the place
    it was told at ("In a letter, he pointed to the dam")."""
    if f.source is None or len(f.content) != 1 or not f.content[0][1] <= f.source[0] < f.cue[0]:
        return
    a, b = f.content[0]
    at = f.cue[-1] + 1
    if at + 1 >= end or quoted(reading, a, b) or not reading.words[at][0].isalnum():
        return
    joined = {"and", "but", "or"}.intersection(reading.lower[b : f.source[0]])
    if joined or (reading.pos[a] == "IN" and (reading.pos[at] in NAMING or reading.pos[at] == "TO")):
        f.content = [(at, pause(reading, at + 1, end))]


_BARE = frozenset({"this", "these", "those", "it", "him", "her", "them"})  # "According to these a valve had jammed"


def according(reading: Reading, f: Found) -> None:
    """ "He went home, where he died, according to her": the whole of the sentence so far."""
    if reading.lower[f.cue[0] : f.cue[0] + 2] != ["according", "to"]:
        return
    if (
        f.source
        and f.source[1] - f.source[0] > 1
        and reading.lower[f.source[0]] in _BARE
        and kinds(reading.words[f.source[0] + 1])[0] == "det"
    ):
        f.source, f.content = (f.source[0], f.source[0] + 1), [(f.source[0] + 1, max(e for _, e in f.content))]
    a, b = f.content[0]
    if a > f.cue[-1] and reading.pos[a] in RELATIVE and f.source and reading.words[f.source[1] : f.source[1] + 1] == [","]:
        comma = next((i for i in range(a, b) if reading.words[i] == ","), b)
        f.content = [(comma + 1, b), *f.content[1:]] if comma + 1 < b else f.content  # "According to Rossi, who runs the shop, it was open"
    if reading.words[f.cue[0] - 1] != ",":
        return
    begin = reading.sentences[reading.sentence[f.cue[0]]][0]
    if a <= begin + 1 or b > f.cue[0] or reading.words[a - 1] != "," or quoted(reading, begin, a):
        return
    if reading.pos[a] in RELATIVE or reading.pos[a] in ("VBG", "VBN", "IN", "CC"):
        f.content = [(begin, f.cue[0] - 1), *(c for c in f.content if c[0] > f.cue[-1])]


def agent(reading: Reading, f: Found) -> None:
    """ "Ruiz was backed the day before by her rival", "The offer was hailed as generous by staff": in a passive the source is whom "by"
    names, the subject what is told."""
    pos, low, last = reading.pos, reading.lower, f.cue[-1]
    end = reading.sentences[reading.sentence[last]][1]
    at = f.cue[-2] if low[last] in ("by", "as") and len(f.cue) > 1 else last
    acted = any(w in BE for w in low[max(0, at - 4) : at]) or any(low[i] in BE for i in f.cue)
    if pos[at] not in ("VBN", "VBD") or not acted or low[at] in ("quoted", "cited"):
        return
    by = last if low[last] == "by" else last + 1
    while by < min(end, last + 6) and low[by] != "by" and pos[by] in _BETWEEN:
        by += 1
    if by >= end - 1 or low[by] != "by" or pos[by + 1] not in NAMING or low[by + 1] in word_list("weekdays"):
        return
    who = noun_phrase(reading, by + 1)
    before = [f.source] if f.source and f.source[1] <= f.cue[0] else []
    content = [c for c in f.content if c[1] <= f.cue[0]] or before
    if who is None or not content:
        return
    if low[last] == "as" and by > last + 1:
        content.append((last + 1, by))
    after = [(max(a, who[1]), b) for a, b in f.content if a > last and b > who[1]]
    f.source, f.content = who, content + [(a, b) for a, b in after if reading.words[a][0].isalnum()]


def participle(reading: Reading, f: Found, end: int) -> None:
    """ "…," he said, citing the toll: a participle after a comma has its content behind it."""
    at, last = f.cue[0], f.cue[-1]
    if (
        reading.lower[at] == "according"
        or reading.pos[at] != "VBG"
        or at < 2
        or reading.words[at - 1] not in ",—–"
        or reading.quote[at] >= 0
    ):
        return
    if (
        last + 1 < end
        and not any(b > last for _, b in f.content)
        and (reading.words[last + 1][0].isalnum() or reading.quote[last + 1] >= 0)
    ):
        f.content = [(last + 1, pause(reading, last + 1, end))]


def governed(reading: Reading, f: Found, end: int) -> None:
    """ "has not called for him to go": what a cue's own preposition governs is its content."""
    last = f.cue[-1]
    if reading.pos[last] not in ("IN", "TO") or reading.lower[last] == "by" or reading.lower[f.cue[0]] == "according" or last + 1 >= end:
        return
    if f.source is None or not 0 < f.source[0] < f.cue[0] or f.content[-1][1] > f.source[0] or reading.pos[last + 1] not in _OBJECT:
        return
    entry = head(reading, f.cue)[1]
    told = any(reading.quote[i] >= 0 or reading.pos[i] in FINITE for c in f.content for i in range(*c))
    if reading.pos[f.source[0] - 1] not in RELATIVE and not told and not (entry and entry.reports):
        f.content = [(last + 1, pause(reading, last + 1, end))]
