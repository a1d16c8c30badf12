"""The short lines of a pasted report: crossheads and items of lists are kept, links, labels and names left out."""

import re
from functools import cache

from writethru.clean.cues import cue_key
from writethru.clean.lexicon import table
from writethru.clean.lines import Line, bullet
from writethru.clean.sections import drop

TIMED = re.compile(r"\d{1,2}[.:h]\d{2}\b")  # the heading of an entry of a live blog: "12.31: ..."
_COLON = (":", "：")


@cache
def summaries() -> frozenset[str]:
    """Headings that open a report's own summary, as cue keys."""
    return frozenset(cue_key(w) for w in table("pasted")["summary"])


def enumerates(line: Line) -> bool:
    """Whether a line is an enumeration, as in tables of places or members; a title has fewer commas."""
    return sum(line.text.count(c) for c in ",;、，；") >= 3 and line.size >= 8


def opens(line: Line) -> bool:
    return cue_key(line.text) in summaries() or line.text.endswith(_COLON) or bool(TIMED.match(line.text))


def short_lines(lines: list[Line], start: int, end: int) -> None:
    """Keeps crossheads and lists among the short lines of the report, leaves out links, labels and names."""
    kept = [i for i in range(start, end) if not lines[i].reason]
    dirt = 8 * sum(x.kind in ("furniture", "section", "link", "repeat") or x.reason.endswith("the report") for x in lines) >= len(kept)
    at = 0
    while at < len(kept):
        run = at
        while run < len(kept) and lines[kept[run]].kind == "short":
            run += 1
        if run > at:
            group = [lines[i] for i in kept[at:run]]
            before = lines[kept[at - 1]] if at else None
            after = lines[kept[run]] if run < len(kept) else None
            if dirt:
                _judge_run(group, before, after)
        at = run + 1


def _judge_run(group: list[Line], before: Line | None, after: Line | None) -> None:
    """Short lines between two paragraphs: a list after a colon stays, one line or the last of two is a crosshead, more are links."""
    if before is not None and before.text.endswith(_COLON):
        return
    for at, x in enumerate(group):
        if x.text.endswith(_COLON) and len(group) - at > 2:
            return _judge_run(group[:at], before, x)
    if sum(bullet(x.text) or x.text.endswith((";", ",", "；")) or enumerates(x) for x in group) * 2 >= len(group):
        return
    if after is None:
        for x in group:
            if not x.end:
                drop(x, "link", "stands apart behind the report")
        return
    if len(group) > 2:
        after = after if after.prose else group[-1]
        group = [x for x in group if not x.end]
        for x in group[:-1] if group and after.size >= 20 and group[-1].size <= 12 else group:
            drop(x, "link", "one of several links or labels")
    elif len(group) == 2 and not group[0].end and not opens(group[0]):
        drop(group[0], "link", "a link or label between paragraphs")
