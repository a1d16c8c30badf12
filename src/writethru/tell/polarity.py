"""Words of opposite sense: "accepted" for "rejected" turns a claim round, "did not accept" turns it back."""

import re
from collections.abc import Iterator

from writethru.tell.measure import Word, around
from writethru.tell.reading import Reading
from writethru.tell.rules import concept, kin, kin_of, opposites
from writethru.tell.scope import Operator
from writethru.verdict import Problem

CLOSE = 3  # words of an operator's scope among which a verb is denied
BESIDE = 5  # content words on either side that tell what is said of
_UN = re.compile(r"(?:un|non-?)(\w{3,})$")


def pairs(part: Reading, r: Reading) -> Iterator[tuple[Word, Word, bool]]:
    """(word of the part, word of the sentence, whether they say the same) for words of opposite sense that only one of them has and that
    stand beside like words."""
    both = part.concepts & r.concepts
    mine = [w for w in part.words if w.concept not in both and not _alike(w.concept, r.concepts - both)]
    theirs = [w for w in r.words if w.concept not in both and not _alike(w.concept, part.concepts - both)]
    for w in mine:
        for x in theirs:
            if _opposite(w, x) and _beside(w, part, x, r):
                yield w, x, denied(part, w.concept) != denied(r, x.concept)


def _opposite(w: Word, x: Word) -> bool:
    if x.concept in opposites().get(w.concept, ()):
        return True
    return any((m := _UN.match(a.form)) is not None and concept(m.group(1)) == b.concept for a, b in ((w, x), (x, w)))


def _alike(c: str, others: frozenset[str]) -> bool:
    """Whether some concept is kin to one, other than by being its opposite."""
    return any(g[0] == "~" for g in kin(c) & kin_of(others))


def _beside(w: Word, part: Reading, x: Word, r: Reading) -> bool:
    near, other = (frozenset(around(t.words, v.start, v.end, BESIDE)) for v, t in ((w, part), (x, r)))
    return not near or not other or bool(near & other) or not kin_of(near).isdisjoint(kin_of(other))


def denied(r: Reading, concept: str) -> bool:
    return any("denial" in o.kinds and concept in o.scope[:CLOSE] for o in r.operators)


def opposed(part: Reading, r: Reading) -> Iterator[Problem]:
    """A word for which the sentence has the opposite."""
    for w, x, same in pairs(part, r):
        if not same:
            yield Problem("lost-negation", f"the report has “{x.form}”", w.start, w.end, "contradicted")
            return


def turned_back(part: Reading, r: Reading) -> tuple[frozenset[Operator], frozenset[Operator]]:
    """The denials on either side that an opposite makes good: "will not reopen" beside "will stay shut"."""
    same = [(w.concept, x.concept) for w, x, good in pairs(part, r) if good]
    mine = {o for c, _ in same for o in part.operators if "denial" in o.kinds and c in o.scope[:CLOSE]}
    theirs = {o for _, c in same for o in r.operators if "denial" in o.kinds and c in o.scope[:CLOSE]}
    return frozenset(mine), frozenset(theirs)
