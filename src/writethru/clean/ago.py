"""Times told from the moment of reading ("5 minutes ago"): a time only where it is known when the page was captured.

The words are data/pasted_times.toml, table `ago`.
"""

import re
from datetime import datetime, timedelta
from functools import cache

from writethru.clean.lexicon import DIGIT, alternation, table
from writethru.model import Stamp
from writethru.text import fold

_LONGEST = 80  # characters of a line that tells such a time
_MOST = 60  # days back


@cache
def _pattern() -> re.Pattern[str]:
    words = table("pasted_times")["ago"]
    units = "|".join(f"(?P<{unit}>{alternation({fold(w) for w in words[unit]})})" for unit in ("minutes", "hours", "days", "longer"))
    before, behind = (alternation({fold(w) for w in words[side]}) for side in ("before", "behind"))
    return re.compile(rf"(?:\b(?P<before>{before})\s+)?(?<!\d)(?P<n>\d{{1,2}})\s?(?:{units})\b(?:\s+(?P<behind>{behind})\b)?")


def ago(line: str, captured: Stamp | None) -> Stamp | None:
    """The time a short line gives by its distance from `captured`: to the minute for minutes, to the day for hours and days.

    None without a capture time to the minute, for a day that is not certain, and for every other line."""
    if captured is None or not isinstance(captured.at, datetime) or len(line) > _LONGEST or not DIGIT.search(line):
        return None
    m = _pattern().search(fold(line))
    if m is None or m["longer"] or not (m["before"] or m["behind"]):
        return None
    n = int(m["n"])
    if m["minutes"]:
        return Stamp((captured.at - timedelta(minutes=n)).replace(second=0, microsecond=0))
    if m["days"]:
        return Stamp((captured.at - timedelta(days=n)).date()) if n <= _MOST else None
    first, last = captured.at - timedelta(hours=n + 1), captured.at - timedelta(hours=n)
    return Stamp(last.date()) if first.date() == last.date() else None


def is_ago(line: str, alone: bool = True) -> bool:
    """Whether a short line is such a time and nothing else, or, not `alone`, holds one."""
    m = _pattern().search(fold(line)) if len(line) <= _LONGEST and DIGIT.search(line) else None
    return m is not None and bool(m["before"] or m["behind"]) and (not alone or m.end() - m.start() > 0.6 * len(line))
