"""How a figure adds to another: part of it, more on top of it, or by how much it differs."""

import re

from writethru.model import Figure
from writethru.reconcile import bare
from writethru.reconcile.clause import Clause
from writethru.reconcile.turn import turns

_MORE = re.compile(r" (?:more|additional|further|extra)\b(?! than)")
_FURTHER = re.compile(r"\b(?:another|an? further|an? additional|an? extra|adds?|added|adding)\s$", re.I)
_PART = re.compile(r" of (?:them|these|those|whom|which)\b| of the (?!\w+['’]s?\b)| (?:were|was|are|is) (?:children|women|men)\b", re.I)
_PART_BEFORE = re.compile(
    r"\b(?:includ(?:es|ed|ing)|among (?:them|those|whom),?|of (?:them|those|these|whom),?) (?:were |are )?$|\bincluded? an? [^.;,]{3,40} and $",
    re.I,
)
_AND_OTHERS = re.compile(r"\b(?:and|with|plus|the|his|her|their) (?:at least |about |some )?$", re.I)
_OTHERS = re.compile(r" others?\b(?!(?: [a-z]+)? (?:were|was|are|is|have|had|has|who|injured|wounded|hurt|missing|remain))")
_OTHER = re.compile(r"\b[Tt]he other $")
_AND_HERS = re.compile(r"\b[a-z]+ and (?:his|her|their) (?:[a-z]+ )?$")
_HIMSELF = re.compile(
    r" (?:[a-z]+ ){0,3}?(?:and|before|then)(?: then)?(?: (?:killing|shooting|turning (?:the|his|her) gun on))? (?:himself|herself|themselves)\b"
)
_OF_TOLL = re.compile(
    r" (?:[a-z]+ ){0,2}?(?:died|killed|dead)(?: [a-z]+ly)? (?:at the scene|on the spot|instantly|in (?:the |an? )?(?:local |nearby )?(?:hospital|ambulance)|en route|on the way)\b"
)
_AFTER = re.compile(r"\b(?:after|when|because|as) (?:\w+ ){0,2}$")
_BY = re.compile(
    r"\b(?:ahead|behind|lead(?:s|ing)?|led|won|wins?|beat(?:s|en)?|lost|los(?:es|ing)|trail(?:s|ed|ing)?|overtaken|majority)(?: [\w’']+){0,6} by "
    r"(?:about |some |only |just |nearly |almost |over |at least )*$",
    re.I,
)
_LESS = re.compile(r" (?:[a-z]+ )?(?:less|more|fewer|higher|lower) than (?:the|its|his|her|their|last|in|a year|on|had)\b")
OF_WHOLE = re.compile(
    r"(?!.*\b(?:from|to|than|against|in|at|by)\b) (?:[a-z]+ )?(?:of|among) (?:(?:the|those|these|its|their|his|her|all|some|about) ){0,2}(?:[\w’'\-]+ )?(?:[\w’'\-]+['’]s? )?(?:[a-z]+ )?",
    re.I,
)


def part(figure: Figure, clause: Clause, shared: bool) -> str:
    """How a figure stands to another: "part" of it, "more" on top of it, "by" how much it differs, "versus" the one it stands against, or "" for one that stands alone."""
    if _BY.search(clause.before(figure)) or _LESS.match(clause.text, figure.end, clause.span[1]):
        return "by"
    if bare.versus(figure, clause):
        return "versus"
    if _MORE.match(clause.text, figure.end) or _FURTHER.search(clause.before(figure)) or _step(figure, clause) or _others(figure, clause):
        return "more"
    if whole(figure, clause) is not None:
        return "part"
    within = (
        figure.subset
        or bare.of_those(figure, clause)
        or _OF_TOLL.match(clause.text, figure.end, clause.span[1])
        or _PART.match(clause.text, figure.end)
        or _PART_BEFORE.search(clause.before(figure))
    )
    return "part" if within or (shared and bare.OF_THE.match(clause.text, clause.span[0])) else ""


def _others(figure: Figure, clause: Clause) -> bool:
    """Whether a figure counts those besides somebody named: "his brother and three others", "a mother and her two sons", "killed three
    people and then himself"; not "and three others were hurt"."""
    end = figure.start + len(figure.text)
    if (
        _OTHER.search(clause.text, clause.span[0], figure.start)
        or _AND_HERS.search(clause.text, clause.span[0], figure.start)
        or _HIMSELF.match(clause.text, end, clause.span[1])
    ):
        return True
    return bool(_OTHERS.match(clause.text, end, clause.span[1]) and _AND_OTHERS.search(clause.text, clause.span[0], figure.start))


def whole(figure: Figure, clause: Clause) -> float | None:
    """The number of which a figure is told as a part: 64 for "nine of the city's 64 districts"."""
    behind = next((f for f in clause.figures if f.start > figure.end), None)
    return behind.low if behind and OF_WHOLE.fullmatch(clause.text, figure.end, behind.start) else None


def whole_is(figure: Figure, other: Figure, clause: Clause) -> bool:
    """Whether a figure is the whole that another is told as a part of."""
    return other.end < figure.start and bool(OF_WHOLE.fullmatch(clause.text, other.end, figure.start))


def _step(figure: Figure, clause: Clause) -> bool:
    """Whether a figure tells how another of its clause came to change: "rose to five from three after two people died"."""
    if not _AFTER.search(clause.before(figure)):
        return False
    return any(f.end < figure.start and turns(clause.text, f, clause.span, list(clause.figures))[0] == "strong" for f in clause.figures)
