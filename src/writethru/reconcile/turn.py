"""Words beside a figure that set it against an earlier one: "risen to 19", "now", "up from 12", "initially 400".

Patterns are data (counted.toml, [turns]); they are matched on the folded clause, a figure before or after written F."""

import re
from functools import cache

from writethru.model import Figure, Span
from writethru.reconcile.scale import counted_table
from writethru.text import FOLD

REACH = 100  # characters


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in counted_table()["turns"][name]))  # type: ignore[attr-defined]


def turns(text: str, figure: Figure, clause: Span, others: list[Figure]) -> tuple[str, bool]:
    """Whether the words say that the figure takes the place of another ("strong"), or that a count went on ("weak", as in "reached");
    and whether they say that it is the earlier one."""
    before = _plain(text, max(clause[0], figure.start - REACH), figure.start, others)
    after = _plain(text, figure.end, min(clause[1], figure.end + REACH), others)
    first = bool(_patterns("first_before").search(before) or _patterns("first_after").search(after))
    late = bool(_patterns("before").search(before) or _patterns("after").search(after))
    weak = bool(_patterns("weak").search(before))
    return "" if first else "strong" if late else "weak" if weak else "", first


def _plain(text: str, start: int, end: int, others: list[Figure]) -> str:
    """Folded text with every other figure as F."""
    out, at = [], start
    for f in others:
        if at <= f.start and f.end <= end:
            out += [text[at : f.start].translate(FOLD).lower(), "F"]
            at = f.end
    return "".join([*out, text[at:end].translate(FOLD).lower()])
