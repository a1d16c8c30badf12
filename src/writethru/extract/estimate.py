"""What somebody puts at a number: "City hall, which had asked for help, put the damage at $4 million".

Everything works on token indices of a `Reading` and stays inside one sentence.
"""

from writethru.extract.bounds import quoted
from writethru.extract.phrase import subject
from writethru.extract.pos import NOUNS
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found

_PUT = 10  # words from "put" to "at"
_ABOUT = frozenset(
    {"about", "around", "almost", "nearly", "roughly", "more", "less", "fewer", "than", "up", "to", "between", "and", "over", "under"}
)


_SCALE = frozenset({"k", "m", "mn", "bn", "tn", "thousand", "million", "billion", "trillion"})
_GOVERNED = frozenset({"to", "be", "been", "being", "was", "were", "is", "are"})
_CLOCK = frozenset({"a.m", "p.m", "a.m.", "p.m.", "am", "pm", "o'clock", "gmt"})


def estimated(reading: Reading, found: list[Found]) -> list[Found]:
    """ "City hall, which had asked for help, put the damage at $4 million", "The organiser put it at 40,000": the ones not in `found`."""
    used = {i for f in found for i in f.cue}
    out = []
    for i, word in enumerate(reading.lower):
        if word not in ("put", "puts") or i in used or reading.quote[i] >= 0:
            continue
        if i == 0 or _GOVERNED.intersection(reading.lower[max(0, i - 2) : i]) or reading.pos[i - 1] == "MD":
            continue
        last = measured(reading, i)
        source = subject(reading, i) if last else None
        if source and last:
            out.append(Found([i], source, [(i + 1, last)]))
    return out


def put_at(reading: Reading, f: Found) -> None:
    """ "City hall, which gave them beds, put the number at 850": what is put at a number is told, and stands behind its verb."""
    at = next((i for i in f.cue if reading.lower[i] in ("put", "puts")), -1)
    if at < 0 or any(quoted(reading, *c) for c in f.content):
        return
    last = measured(reading, at)
    if last is None:
        return
    f.content, f.cue = [(at + 1, last)], [i for i in f.cue if i <= at]
    if f.source and f.source[0] > at:
        f.source = None


def puts_else(reading: Reading, f: Found) -> bool:
    """Whether a cue is a "put" that says nothing: "put off 260 operations", "will put it to a ballot"; not "as he put it", "put it bluntly: “…”"."""
    at = next((i for i in f.cue if reading.lower[i] in ("put", "puts")), -1)
    if at < 0 or measured(reading, at) is not None or any(quoted(reading, *c) for c in f.content):
        return False
    return any(
        w in ("off", "out", "to", "into", "on", "forward", "up", "down", "aside", "together") for w in reading.lower[at + 1 : at + 3]
    )


def measured(reading: Reading, put: int) -> int | None:
    """Where "put the damage at about $4 million" ends; None where no number follows "at"."""
    pos, end = reading.pos, reading.words_end(put)
    if put + 1 >= end or reading.pos[put + 1] == "RP" or reading.lower[put + 1] in ("out", "off", "on", "up", "down", "forward", "back"):
        return None  # "The fire was put out at 6"
    at = next((i for i in range(put + 2, min(end - 1, put + _PUT)) if reading.lower[i] == "at" and reading.quote[i] < 0), -1)
    if at < 0:
        return None
    last = at + 1
    while last < end and (_number(reading, last) or reading.words[last] in "$€£%" or reading.lower[last] in _ABOUT | _SCALE):
        last += 1
    while last > at + 1 and reading.lower[last - 1] in _ABOUT:
        last -= 1  # "at 4,000 and arrested 12"
    if not any(_number(reading, i) for i in range(at + 1, last)) or (last < end and reading.lower[last] in _CLOCK):
        return None
    while last < end and (pos[last] in NOUNS or pos[last] in ("CD", "JJ")):
        last += 1
    return last


def _number(reading: Reading, i: int) -> bool:
    return reading.pos[i] == "CD" or reading.words[i][0].isdigit()
