"""Whether a count is of one event that is over, so that it holds for any day it is told on, or of something that goes on.

The amount that a leak let out, the sum a thief took, the people a lost plane carried do not change from Tuesday to Wednesday: two sources
that differ on them contradict each other. A toll or a crowd does change. Words are data (counted.toml, [phase])."""

import re
from functools import cache

from writethru.reconcile.scale import counted_table, listed


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in counted_table()["phase"][name]), re.I)  # type: ignore[attr-defined]


def phase(spoken: str, after: str, words: list[tuple[int, str]], predicate: str, dim: str) -> str:
    """ "over" for a count of a finished event, "running" for one of what may go on, "" where nothing tells. `spoken` is the clause with
    source and figures blanked, `after` its text from the figure on, `words` those near the figure, `predicate` what happens to what is counted, `dim` what is measured."""
    if predicate in listed("phase", "done") and not _pattern("running").search(after):
        return "over"
    if _pattern("running").search(spoken):
        return "running"
    if dim == "span" and _pattern("between").match(after):
        return "over"
    near = {w for _, w in words}
    if near & listed("phase", "once") or (dim.partition(" per ")[0] in ("mass", "volume") and near & listed("phase", "lost")):
        return "over"
    if not dim and predicate:
        return "over" if predicate in listed("phase", "predicates") else "running"
    return "over" if _pattern("event").search(spoken) else ""
