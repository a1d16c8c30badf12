"""Words of opposite sense: "accepted" for "rejected" turns a claim round, "did not accept" turns it back."""

import re
from collections.abc import Iterable, Iterator

from writethru.tell.likeness import grouped, opposites, touch
from writethru.tell.measure import Word, around
from writethru.tell.reading import Reading
from writethru.tell.rules import concept, veiled
from writethru.tell.scope import Operator
from writethru.verdict import Problem

CLOSE = 3  # words of an operator's scope among which a verb is denied
BESIDE = 3  # content words on either side that tell what is said of,
WIDER = 5  # and so many where a sentence holds half of the part's
_UN = re.compile(r"(?:un|non-?)(\w{3,})$")
_NONE: frozenset[str] = frozenset()
Pair = tuple[Word, Word, bool]  # a word of the part, one of the sentence, whether they say the same


def pairs(part: Reading, r: Reading) -> Iterator[Pair]:
    """Words of opposite sense that only one of the two has and that stand beside like words."""
    both = part.concepts & r.concepts
    theirs = [x for x in _words(r) if x.concept not in both]
    reach = WIDER if 2 * len(both) >= len(part.concepts) else BESIDE
    by_concept = {x.concept: x for x in reversed(theirs)}
    without = [(x, m.group(1)) for x in theirs if (m := _UN.match(x.form))]
    for w in _words(part):
        if w.concept in both:
            continue
        found = [by_concept[c] for c in sorted(opposites().get(w.concept, _NONE) & by_concept.keys())]
        if (m := _UN.match(w.form)) and (x := by_concept.get(concept(m.group(1)))):
            found.append(x)
        found += [x for x, rest in without if concept(rest) == w.concept]
        if found and grouped(w.concept).isdisjoint(r.concepts - both):
            for x in found:
                if grouped(x.concept).isdisjoint(part.concepts - both) and _beside(w, part, x, r, reach):
                    yield w, x, denied(part, w.concept) != denied(r, x.concept)


def _words(r: Reading) -> list[Word]:
    """The words of a sentence with its verbs of stance, which are no content elsewhere."""
    stance = (Word(o.start, o.end, o.form, concept(o.form)) for o in r.operators if o.form.isalpha() and o.form not in veiled())
    return [*r.words, *(w for w in stance if w.concept in opposites() and w.concept not in r.concepts)]


def _beside(w: Word, part: Reading, x: Word, r: Reading, reach: int) -> bool:
    near, other = (frozenset(around(t.words, v.start, v.end, reach)) for v, t in ((w, part), (x, r)))
    return not near or not other or touch(near, other)


def denied(r: Reading, concept: str) -> bool:
    return any("denial" in o.kinds and concept in o.scope[:CLOSE] and o.form not in veiled() for o in r.operators)


def opposed(found: Iterable[Pair]) -> Iterator[Problem]:
    """A word for which the sentence has the opposite."""
    for w, x, same in found:
        if not same:
            yield Problem("lost-negation", f"the report has “{x.form}”", w.start, w.end, "contradicted")
            return


def turned_back(part: Reading, r: Reading, found: Iterable[Pair]) -> tuple[frozenset[Operator], frozenset[Operator]]:
    """The denials on either side that an opposite makes good: "will not reopen" beside "will stay shut"."""
    same = [(w.concept, x.concept) for w, x, good in found if good]
    mine = {o for c, _ in same for o in part.operators if "denial" in o.kinds and c in o.scope[:CLOSE]}
    theirs = {o for _, c in same for o in r.operators if "denial" in o.kinds and c in o.scope[:CLOSE]}
    return frozenset(mine), frozenset(theirs)
