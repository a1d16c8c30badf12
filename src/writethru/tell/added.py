"""A stretch of a draft sentence that nothing near its passages speaks of: a detail put in besides what the reports say."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from writethru.tell.evidence import Evidence
from writethru.tell.likeness import kin_of
from writethru.tell.reading import Reading
from writethru.tell.rules import concept, words_of
from writethru.tell.share import faint
from writethru.text import trim
from writethru.verdict import Problem

LEAST = 3  # words of content that stand nowhere near,
STRANGERS = 2  # so many of them in no report at all,
SHARE = 2 / 3  # of the stretch
_PARTED = re.compile(
    r"(?:most|many|much|all|some|several|few|half|both|none|two|three) of (?:them|it|whom|which) "
)  # ", most of them women,"
_CUT = re.compile(
    r",? (?=(?:who|whose|where|which|whom)\b)|[,;:] (?:(?:and|but|while|after|before|because|as|having|with) )?"
    r"|,? and (?=(?:\w+ed|had|has|have|was|were|is|are|where|who|then|that|still|will|\w+ will)\b)"
    r"|(?= (?:started|caused|led|made|bought|hired|built|owned|run|written|held|given|taken|found) (?:by|at|in|on)\b)"
)


def added(r: Reading, text: str, sources: Sequence[Reading], evidence: Evidence) -> Iterator[Problem]:
    """The first stretch between commas or before "who" and "and" that has no name, number or quotation and next to no word of the
    passages' surroundings, where the rest of the sentence has passages."""
    cuts = sorted({r.start, r.end, *(m.end() for m in _CUT.finditer(text, r.start, r.end))})
    if len(cuts) < 3 or not sources:
        return
    held = [len(s.shared(r.concepts)) for s in sources]
    sources = [s for s, n in zip(sources, held, strict=True) if 2 * n >= max(held)]  # not one that shares a name with a short clause
    near = frozenset(c for s in sources for x in (s, *evidence.neighbours(s), *evidence.next(s)) for c in x.own | x.spoken) - _said()
    anchors = [m.start for m in r.names] + [n.start for n in r.numbers] + [d.start for d in r.whens]
    said = [(v.start, v.end) for v in r.voices if v.says]
    small = faint() | _small()
    for a, b in pairwise(cuts):
        if any(a <= x < b for x in anchors) or any(x < b and y > a for x, y in r.quotes):
            continue
        words = [w for w in r.words if a <= w.start < b and w.concept not in small and not any(x <= w.start < y for x, y in said)]
        new = [w for w in words if w.concept not in kin_of(near)]
        strange = [w for w in new if w.concept in evidence.strange(r)]
        if (parted := _PARTED.match(text, a, b)) and new and len(new) == len([w for w in words if w.start >= parted.end()]):
            yield Problem("no-source", "nothing in the reports says this", *trim(text, a, b), "partly")
            return
        enough = len(strange) >= STRANGERS or (strange and len(new) == len(words))
        if len(new) >= LEAST and len(new) >= SHARE * len(words) and enough:
            yield Problem("no-source", "nothing in the reports says this", *trim(text, a, b), "partly")
            return


@cache
def _said() -> frozenset[str]:
    """ "Said", which stands near everything and is like much."""
    return frozenset([concept("say"), concept("said"), concept("tell"), concept("told")])


def _small() -> frozenset[str]:
    return frozenset(concept(w) for w in words_of("light", "counting"))
