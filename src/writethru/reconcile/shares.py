"""How much of the weight of one statement's words another holds, in those words or in others for the same; and whether its figure stands for
itself."""

import re
from functools import cache

from writethru.reconcile.again import Marks, held, marks, names
from writethru.reconcile.unit import Telling, Unit, content_words, numerals

_AMOUNTS = "hundred thousand million billion percent year day week month hour dozen couple half third quarter number figure total"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
_ITS = r"(?:the|those|these|its|their|his|her|all|some|about)"
_OTHER = re.compile(
    rf"\b(?:(?:of|among)(?: {_ITS})+|(?:from|than|not|over|instead of)(?: {_ITS})*|the|all|these|those|both) $|[\w’'], $", re.I
)
_TAKEN = re.compile(r"[a-z](?:['’]s|s['’]) (?:[a-z]+ )?(?:count|figure|number|toll|total|tally|estimate|sum) of (?:about )?$")
_AGE = re.compile(r"\w+(?:-| )(?:year|month)s?(?:-| )old\b")


def like(a: Unit, b: Unit, idf: Telling) -> tuple[float, float, int]:
    """The shares of either's words that the other holds, amounts and days apart, the smaller first, and the number of words they share."""
    apart = names(a.text) | names(b.text)
    x, y = (plain_marks(marks(u.text, u.stems)) for u in (a, b))
    left, right = held(x, y, idf, apart), held(y, x, idf, apart)
    return min(left[0], right[0]), max(left[0], right[0]), min(left[1], right[1])


def plain_marks(found: Marks) -> Marks:
    return {w: kind for w, kind in found.items() if not w.isdigit() and w not in _counted()}


@cache
def _counted() -> frozenset[str]:
    return frozenset(content_words(f"{_AMOUNTS} {_DAYS}")) | numerals()


def leads(u: Unit, start: int, end: int) -> bool:
    """Whether a figure stands for itself: no age, not one that another replaces ("up from 164"), not the whole of which a part is told
    ("of the 23"), nor a count that a source takes from another ("the hospital's count of 171")."""
    text = u.report.text
    other = _OTHER.search(text, max(0, start - 30), start) or _AGE.match(text, start, end + 12)
    return not other and not (u.speaker and _TAKEN.search(text, max(0, start - 40), start))
