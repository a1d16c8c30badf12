"""Where a cue ends and a content begins, put right after tagging: amounts after "said", and subjects read as contents."""

from writethru.extract.cue import head
from writethru.extract.forms import kinds
from writethru.extract.lexicon import participles
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found

_PARTICLES = frozenset(("as", "about", "at", "around", "over", "under", "up", "on", "nearly"))
# fmt: off
_AMOUNT = frozenset((
    "as", "many", "much", "few", "about", "some", "around", "at", "least", "most", "more", "than", "fewer", "less", "up", "to", "nearly",
    "almost", "over", "under", "only", "just", "roughly", "between", "and", "of", "a", "an", "the", "its", "his", "her", "their",
    "hundreds", "thousands", "dozens", "scores", "half",
))
# fmt: on
_REACH = 7  # words of an amount before its noun


def amounts(reading: Reading, f: Found) -> None:
    """ "said about 400 tents": a plain speech verb takes no particle, and an amount belongs to the content it opens."""
    entry = head(reading, f.cue)[1]
    if entry is None or entry.takes not in ("clause", "person"):
        return
    while len(f.cue) > 1 and reading.lower[f.cue[-1]] in _PARTICLES and f.cue[-1] == f.cue[-2] + 1:
        f.cue.pop()
    at = f.cue[-1] + 1
    first = min((c for c in f.content if c[0] > f.cue[-1]), default=None)
    if first is None or not at < first[0] <= at + _REACH:
        return
    if all(kinds(reading.words[i])[0] == "9" or reading.lower[i] in _AMOUNT for i in range(at, first[0])):
        f.content[f.content.index(first)] = (at, first[1])


def turned(reading: Reading, f: Found) -> None:
    """ "An attorney, Ann Lee, said deputies fired": a source after the cue that holds a verb is the content, and the noun phrase
    before the cue the source."""
    if f.source is None or f.source[0] != f.cue[-1] + 1 or len(f.content) != 1 or reading.quote[f.content[0][0]] >= 0:
        return
    a, b = f.content[0]
    if not (b <= f.cue[0] <= b + 1) or any(verb(reading, i) for i in range(a, b)):
        return
    if any(verb(reading, i) for i in range(f.source[0] + 1, f.source[1])):
        end = reading.sentences[reading.sentence[f.cue[0]]][1]
        while end > f.cue[-1] + 1 and not reading.words[end - 1][0].isalnum():
            end -= 1
        f.source, f.content = (a, b), [(f.cue[-1] + 1, end)]


def tailed(reading: Reading, f: Found) -> None:
    """ "…, KCNA said in its report": what hangs on the cue of a content before it is no content."""
    if f.source is None or len(f.content) < 2 or not any(b <= f.source[0] for _, b in f.content):
        return
    at = f.cue[-1] + 1
    f.content = [c for c in f.content if c[0] != at or reading.quote[at] >= 0 or kinds(reading.words[at])[0] == "joint"]


def hangs(reading: Reading, i: int) -> bool:
    """Whether token i is a participle without an auxiliary, hanging on the noun before it: "an email shown to the court"."""
    return reading.lower[i] in participles() and not any(kinds(w)[0] == "aux" for w in reading.words[max(0, i - 4) : i])


def verb(reading: Reading, i: int) -> bool:
    """Whether token i may be a finite verb."""
    kind = kinds(reading.words[i])[0]
    return kind == "aux" or (kind in ("D", "Z", "D?", "AD") and not reading.words[i][0].isupper())
