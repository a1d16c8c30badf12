"""What the network makes of two figures by the sentences they stand in (`writethru.entail.figures`)."""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from writethru.entail.figures import same_thing
from writethru.entail.pair import Marked, in_context
from writethru.model import Report, Span
from writethru.reconcile.count import Count
from writethru.reconcile.grid import Mask, Matrix
from writethru.text import sentences

MOST = 6.0  # its log-odds say no more beyond this


def reread(counts: Sequence[Count], asked: Mask) -> Matrix:
    """Log-odds that two counts count the same thing; 0 for pairs not asked of."""
    same = np.zeros(asked.shape, np.float32)
    marked = [context(c) for c in counts]
    places = [
        (x, y) if counts[x].unit.order <= counts[y].unit.order else (y, x) for x, y in zip(*np.nonzero(np.triu(asked, 1)), strict=True)
    ]
    if places:
        early, late = np.array(places).T
        told = np.clip(same_thing([(marked[i], marked[j]) for i, j in places]), -MOST, MOST)
        same[early, late] = same[late, early] = told
    return same


def context(c: Count) -> Marked:
    """A count's figure in its sentence."""
    r = c.unit.report
    return in_context(r.text, bounds_of(r), [(c.figure.start, c.figure.end)], r.outlet, r.published.day if r.published else None)


@lru_cache(maxsize=256)
def bounds_of(report: Report) -> list[Span]:
    return sentences(report.text)
