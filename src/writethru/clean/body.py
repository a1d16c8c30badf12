"""Which lines of a pasted text are the report: every other line gets the reason it is left out with.

A line is judged by itself (`classify`), then with its neighbours (`judge`): tail of the page, link lists, teaser cards, the
densest stretch of running text (maximum-sum segment, as in Pasternack and Roth, WWW 2009), and short lines inside it.
"""

import re
from collections import Counter
from datetime import datetime
from itertools import pairwise

from writethru.clean.clocks import ALONE, LEAST
from writethru.clean.cues import caption, cue_key, match_cues
from writethru.clean.lines import Line, bullet, garbled
from writethru.clean.masthead import has_lead, sign_off, split_bylines
from writethru.clean.points import above, below
from writethru.clean.sections import TEASER, drop, end_of_report, link_lists
from writethru.clean.shortlines import enumerates, opens, short_lines, summaries
from writethru.clean.stamps import labelled_clock

GARBLED = "not readable text"
_TICKER = 3  # changes of price in a line that is a row of them
_PRICE = re.compile(r"(?<!\w)[+−–-]\s?\d+(?:[.,]\d+)?\s?(?:%|bp\b)|[▲▼△▽↑↓]")
_DETOUR = 120.0  # what a stretch of lines that are no text can cost: a menu or player may stand in the midst of a report


def classify(line: Line) -> None:
    """Sets kind and reason of a line from its own words."""
    if garbled(line.text):
        line.kind, line.reason = "furniture", GARBLED
        return
    if line.published or line.updated:
        line.kind, line.reason = "stamp", "time of publication"
        return
    if cue_key(line.text) in summaries():
        line.kind = "short"
        return
    if len(_PRICE.findall(line.text)) >= _TICKER:
        line.kind, line.reason = "furniture", "market prices"
        return
    match_cues(line)
    if line.hits >= 9:
        line.kind = "section" if line.section else "furniture"
        return
    if not line.end and line.size <= 25 and has_lead(line.text) and split_bylines(line.text):
        line.kind, line.reason, line.section = "byline", "byline", ""
    elif line.size <= 30 and len(line.text) <= 200 and sign_off(line.text):
        line.kind, line.reason, line.section = "sign-off", "sign-off", ""
    elif labelled_clock(line.text):
        line.kind, line.reason, line.section = "stamp", "time of publication", ""
    elif caption(line):
        line.kind, line.reason, line.section = "caption", "caption", ""
    elif line.reason and not (line.end and line.size > 30 and line.hits < 2):
        line.kind = "section" if line.section else "furniture"
    else:
        line.kind = "prose" if (line.end and line.size >= 3) or line.size >= (50 if line.dense else 22) else "short"
        line.reason = line.section = ""


def judge(lines: list[Line], headline: int | None) -> None:
    """Decides with the neighbours in view; afterwards a line with a reason is no part of the report's text."""
    _post_times(lines)
    _spare_prose(lines)
    _slides(lines)
    _repeats(lines)
    end_of_report(lines)
    link_lists(lines)
    first, end = _core(lines)
    start = min(_with_standfirst(lines, first, headline), above(lines, first, headline))
    end = below(lines, end)
    for line in lines[start:first]:
        if not line.reason and not line.prose and not opens(line) and not bullet(line.text):
            line.reason = "label above the report"
    for i, line in enumerate(lines):
        if not line.reason and not start <= i < end:
            line.reason = "before the report" if i < start else "after the report"
    _dated_headings(lines[start:end])
    short_lines(lines, start, end)


def _post_times(lines: list[Line]) -> None:
    """Times of day in lines of their own, each above text, are those of a live blog's posts; a single one is a player's."""
    alone = [a for a, b in pairwise(lines) if ALONE.match(a.text) and b.size >= 2 and (b.kind in ("short", "prose"))]
    if len(alone) >= LEAST:
        for line in alone:
            line.kind, line.reason, line.section = "clock", "", ""


def _spare_prose(lines: list[Line]) -> None:
    """A sentence in the middle of running text that holds one cue word only ("he wrote in his newsletter") is no furniture."""
    for before, line, after in zip(lines, lines[1:], lines[2:], strict=False):
        if (
            line.kind == "furniture"
            and line.hits == 1
            and line.reason != "rights notice"
            and line.end
            and line.size >= 10
            and before.prose
            and after.prose
        ):
            drop(line, "prose", "")


def _slides(lines: list[Line]) -> None:
    """The line behind a slide counter is that slide's caption."""
    for line, after in pairwise(lines):
        if line.reason == "slide counter" and after.kind in ("prose", "short") and after.size <= 90:
            drop(after, "caption", "caption")


def _repeats(lines: list[Line]) -> None:
    """Lines that stand there twice: buttons and captions; of running text the first stays. Pull quotes repeat a sentence of the text."""
    count = Counter(x.text.casefold() for x in lines if x.size < 60)
    seen: set[str] = set()
    for line in lines:
        if line.reason or line.size >= 60:
            continue
        key = line.text.casefold()
        often = count[key] > 2
        if count[key] > 1 and (line.size >= 4 or often) and (key in seen or (often and line.size <= 12 and not line.prose)):
            drop(line, "repeat", "repeats an earlier line")
        seen.add(key)


_WEIGHTS = {
    "short": -4.0,
    "caption": -2.0,
    "stamp": -3.0,
    "byline": -2.0,
    "sign-off": 0.0,
    "repeat": -3.0,
    "clock": 0.0,
    "link": -6.0,
    "section": -8.0,
}


def _weights(lines: list[Line]) -> list[float]:
    """What each line adds to the stretch of text it stands in; short paragraphs one by one between titles count as teasers."""
    solid = [x for x in lines if x.kind not in ("furniture", "caption", "repeat")]
    alone = [
        i
        for i, (a, x, b) in enumerate(zip([None, *solid], solid, [*solid[1:], None], strict=False))
        if x.prose and x.size <= TEASER and not ((a and a.prose) or (b and b.prose))
    ]
    posts = {id(x) for i, a in enumerate(lines) if a.kind == "clock" for x in lines[i + 1 : i + 3]}  # a post's heading and text
    near = {i for a, b in pairwise(alone) if b - a <= 4 for i in (a, b)}
    lone = {id(solid[i]) for i in near} - posts
    if sum(x.size for x in lines if id(x) in lone) * 2 > sum(x.size for x in lines if x.prose):
        lone = set()
    out: list[float] = []
    run = 0.0
    for x in lines:
        weight = 0.0 if x.kind == "short" and id(x) in posts else _weight(x, id(x) in lone)
        run = 0.0 if x.prose else run + weight
        out.append(weight if run > -_DETOUR else -0.2)
    return out


def _weight(line: Line, lone: bool) -> float:
    if not line.prose:
        if line.kind == "short" and enumerates(line):
            return min(line.size, 60.0) / 4
        return _WEIGHTS.get(line.kind, -4.0)
    if line.text.endswith(("…", "...")) and line.size <= TEASER:
        return -8.0
    if lone:
        return 0.3 * line.size - 6
    return min(line.size, 60.0) if line.end else min(line.size, 60.0) / 3


def _core(lines: list[Line]) -> tuple[int, int]:
    """The stretch of lines with the greatest sum of weights (Kadane); everything when no line is running text."""
    if not any(x.prose for x in lines):
        return 0, len(lines)
    best, span = 0.0, (0, len(lines))
    total, start = 0.0, 0
    for i, weight in enumerate(_weights(lines)):
        if total <= 0:
            total, start = 0.0, i
        total += weight
        if total > best:
            best, span = total, (start, i + 1)
    start, end = span
    while start < end and not lines[start].prose:
        start += 1
    while start and not lines[start - 1].reason and _leads(lines, start - 1):
        start -= 1
    return start, end


def _with_standfirst(lines: list[Line], start: int, headline: int | None) -> int:
    """Takes in a sentence or two that stand between the headline and the byline, times or picture above the first paragraph."""
    floor = max(0, start - 14) if headline is None else max(headline + 1, start - 25)
    for i in range(floor, start):
        line = lines[i]
        if line.prose and (line.end or line.size >= 20) and line.size >= 8 and not line.text.endswith(("…", "...")):
            return i
    return start


def _leads(lines: list[Line], i: int) -> bool:
    """Whether a line stands at the head of the text below it: a summary's heading, a post's time or its heading."""
    if lines[i].kind == "clock":
        return True
    return lines[i].kind == "short" and (opens(lines[i]) or (i > 0 and lines[i - 1].kind == "clock"))


def _dated_headings(lines: list[Line]) -> None:
    """Days over paragraphs are the headings of a timeline where there are several."""
    days = [
        a
        for a, b in pairwise(lines)
        if a.kind == "stamp" and b.prose and a.size <= 5 and a.published and not isinstance(a.published.at, datetime)
    ]
    if len(days) > 1:
        for line in days:
            drop(line, "short", "")
