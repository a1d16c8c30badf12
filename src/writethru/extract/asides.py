"""What stands beside a cue and is no part of what is told: who was asked, when it was said, by how many it was voted.

Everything works on token indices of a `Reading` and stays inside one sentence."""

from writethru.extract.cue import head
from writethru.extract.edges import counted
from writethru.extract.pos import FINITE
from writethru.extract.reading import Reading
from writethru.extract.tagger import Found
from writethru.model import Span

_WHEN = frozenset({"morning", "afternoon", "evening", "night", "week", "weekend", "month", "year", "summer", "autumn", "winter", "spring"})


def put_to(reading: Reading, f: Found) -> None:
    """ "Lee, asked whether he would go, said …", "he said when asked if …": who is asked asks nothing, in place."""
    at = f.cue[-1] if reading.lower[f.cue[-1]] == "asked" else f.cue[0]
    begin = reading.sentences[reading.sentence[at]][0]
    if f.source and reading.lower[at] == "asked" and at == begin + (reading.lower[begin] in ("when", "if")):
        f.source = None  # "Asked about the troops, he told reporters …"
    if f.source is None or f.source[1] > at or reading.lower[at] not in ("asked", "pressed", "questioned", "quizzed", "challenged"):
        return
    end = max(b for _, b in f.content)
    aside = reading.words[at - 1] == "," and end + 1 < len(reading.words) and reading.words[end] == ","
    if reading.lower[at - 1] in ("when", "if", "once") or (aside and reading.pos[end + 1] in FINITE and f.source[1] >= at - 1):
        f.source = None


def polled(reading: Reading, found: list[Found]) -> None:
    """ "voted 52-48 to reject the bill": the count is not what the vote is for, in place."""
    for f in found:
        entry = head(reading, f.cue)[1]
        if entry is not None and entry.lemma == "vote":
            f.content = [c for c in f.content if not counted(reading, c)]
    found[:] = [f for f in found if f.content]


def timed(reading: Reading, f: Found) -> None:
    """ "confirmed this afternoon that …", "told them this evening she would go": when it was said is no content, in place."""
    out: list[Span] = []
    for a, b in f.content:
        when = (
            f.cue[-1] < a <= f.cue[-1] + 3
            and reading.lower[a] in ("this", "last")
            and a + 1 < len(reading.words)
            and reading.lower[a + 1] in _WHEN
        )
        if not when:
            out.append((a, b))
        elif b > a + 2 and reading.pos[a + 2] in ("PRP", "DT", "PRS", "IN", "NNP", "EX"):
            out.append((a + 2, b))
        elif b > a + 2:
            out.append((a, b))
    f.content = out or f.content
