"""The headline of a pasted text, where a line stands apart as one."""

import re
from collections import Counter
from datetime import datetime
from functools import cache
from itertools import pairwise

from writethru.clean.bylines import only_names
from writethru.clean.cues import cue_key
from writethru.clean.lexicon import table
from writethru.clean.lines import Line, bullet, stems_of
from writethru.clean.owner import ADDRESS
from writethru.clean.shortlines import TIMED, summaries

HEADLINE = (2, 26)  # words
_SURE = 2.3  # points from which a line is taken for the headline
_FLAGGED = re.compile(r"(?:LIVE|UPDATE|URGENT|BREAKING|EXCLUSIVE)\b")
_TOLD = 4  # stems of the text that no outlet's name holds
_NAMED = 7  # words of an outlet's name with its motto, or of a row of sections
_SEAM = re.compile(r"[a-zäöüß][A-ZÄÖÜ][a-z]+.*[a-zäöüß][A-ZÄÖÜ][a-z]|[a-z]\|[A-Z]")  # "NewsVideoSport": links run together
_LEAST = 1.0  # points of a line that is the headline by its place
_FEW = 4  # its words
_BRIEF = 6  # words of a headline that shares but one with the text
_BELOW = 1.5  # points by which a line below the byline may have more
_WEATHER = re.compile(r"-?\d ?°[CF]?(?:,| \|)? ?(?:wind|sunny|cloud|clear|rain|snow|\|)", re.I)
_WAY = re.compile(r"[›»]| [/>|] |\w>\w|^(?:Home|You are reading|You are here)\b|[.!?] ?\([^()]*\)$|^[\"“][^\"“”]*[\"”]$")
_BETWEEN = 5  # lines between a headline and the byline or time below it, at most
_LONG = 40  # words of a headline right above byline or times
_NO_HEADLINE = re.compile(r"https?://|www\.|[»>©{}]| \| |\.\.\.$|^\W*$")
_NEVER = re.compile(  # a note to editors, a slug, a caption, a motto
    r"\(.*\)$|(?!CORRECTED|UPDATE|REFILE|RPT|WRAPUP)[A-Z]{2,}(?:[-/][A-Z0-9]{2,})+(?:$|[, ])"
    r"|(?:Item|Image|Photo) \d+ of \d+|\[\d+/\d+\]|.*\b(?:[Ss]ince|[Ee]st\.?|[Ee]stablished(?: in)?) 1[6-9]\d\d\b"
)


def find_headline(lines: list[Line]) -> int | None:
    """The line that is the headline: above the running text, made of its words, near byline, times or standfirst."""
    first = _first_text(lines)
    if first is None:
        return None
    body = stems_of(" ".join(x.text for x in lines[first : first + 60] if x.prose)[:20000])
    seen = Counter(cue_key(x.text) for x in lines if x.size <= HEADLINE[1])
    span = range(max(0, first - 80), first)
    points = _of_summary(lines, first)
    scores = {i: 0.0 if i in points else _headline_score(lines, i, first, body, seen) for i in span}
    fits = {i for i in span if scores[i] >= _LEAST and _may_head(lines[i], body)}
    best = max(scores, key=lambda i: (scores[i], -i), default=None)
    placed = _above_signs(lines, span, fits)
    if best is None or (scores[best] < _SURE and placed is None):
        return None
    if placed is not None and (scores[best] < _SURE or (best > placed and scores[best] - scores[placed] < _BELOW)):
        best = placed
    while best - 1 in fits and lines[best].size >= _FEW:
        best -= 1  # a standfirst says more of the text than the headline above it
    # A breadcrumb or page title holds the headline whole ("Home Headline", "Headline | Outlet"): the bare line is the headline.
    inner = [
        i
        for i in span
        if scores[i] >= _SURE - 1 and lines[i].size >= 4 and lines[i].text != lines[best].text and lines[i].text in lines[best].text
    ]
    return max(inner, key=lambda i: lines[i].size) if inner else best


def _signs(line: Line) -> bool:
    """Whether a line signs or times a report, which is done below its headline."""
    return line.kind in ("byline", "sign-off", "stamp")


def _day_alone(line: Line) -> bool:
    return line.published is not None and not isinstance(line.published.at, datetime)


def _may_head(line: Line, body: set[str]) -> bool:
    """Whether a line is the headline if it stands in its place: it tells of what the text does, and is no row of sections, way to the page
    or name."""
    told = len(stems_of(line.text) & body)
    if line.size < _FEW or told < 1 + (line.size > _BRIEF) or _WAY.search(line.text):
        return False
    return (line.text.isupper() and line.size > _BRIEF) or not only_names(line.text)  # in capitals every word looks like a name


def _above_signs(lines: list[Line], span: range, fits: set[int]) -> int | None:
    """The line that may be a headline closest above the first byline or time that has one close above it; names and captions may stand
    between."""
    signs = sorted((i for i in span if _signs(lines[i])), key=lambda i: (_day_alone(lines[i]), i))  # a day alone may be the nameplate's
    for at in signs:
        above = range(at - 1, max(-1, at - 1 - _BETWEEN), -1)
        between = next((i for i in above if lines[i].kind not in ("short", "caption", "prose", "furniture")), -1)
        found = next((i for i in above if i > between and i in fits), None)
        if found is not None:
            return found
    return None


def _of_summary(lines: list[Line], first: int) -> frozenset[int]:
    """The lines under the heading of a summary, up to the first that is no point of it."""
    out: set[int] = set()
    inside = False
    for i in range(first):
        opens = cue_key(lines[i].text) in summaries()
        inside = opens or (inside and lines[i].kind == "short")
        if inside and not opens:
            out.add(i)
    return frozenset(out)


def _first_text(lines: list[Line]) -> int | None:
    """Where the running text begins: the first of two paragraphs near each other, or the only one."""
    prose = [i for i, x in enumerate(lines) if x.prose and x.size >= 12 and not _cries(lines, i)] or [
        i for i, x in enumerate(lines) if x.prose
    ]
    if not prose:
        return None
    for a, b in pairwise(prose):
        if b - a <= 6:
            return a
    return prose[0]


def _cries(lines: list[Line], i: int) -> bool:
    """Whether a line that ends in a question or exclamation mark, or in none above a byline or times, stands like a headline: above all
    running text."""
    ends = lines[i].text.rstrip("\"'”’»“ ").endswith(("?", "!", "？", "！"))
    ends = ends or (not lines[i].end and any(map(_signs, lines[i + 1 : i + 1 + _BETWEEN])))
    return ends and lines[i].size <= HEADLINE[1] and not any(x.prose and x.size >= 12 for x in lines[max(0, i - 8) : i])


def _headline_score(lines: list[Line], i: int, first: int, body: set[str], seen: Counter[str]) -> float:
    line = lines[i]
    least, most = HEADLINE
    most = _LONG if not line.end and any(map(_signs, lines[i + 1 : i + 6])) else most
    if line.kind not in ("short", "prose") or not least <= line.size <= most:
        return 0.0
    if (
        cue_key(line.text) in summaries()
        or TIMED.match(line.text)
        or _NEVER.match(line.text)
        or ADDRESS.fullmatch(line.text)
        or _WEATHER.search(line.text)
    ):
        return 0.0
    if bullet(line.text) and any(bullet(x.text) for x in (*lines[max(0, i - 1) : i], *lines[i + 1 : i + 2])):
        return 0.0
    twice = seen[cue_key(line.text)] > 1
    if line.text.endswith((":", "：", ".")) and not twice and not line.glued:
        return 0.0
    stems = stems_of(line.text)
    both = len(stems & body)
    shared = both / len(stems) if stems else 0.0
    label = both < _TOLD and _label(line)
    score = 0.3 * min(both, 6) * (1 + shared) - 0.03 * (first - i) + (0.7 if line.size >= 5 else -0.5)
    score += 1.5 * (twice and line.size >= 4) + 1.5 * line.glued + (0.0 if i or label else _opening(lines, first))
    score += 0.8 * any(map(_signs, lines[i + 1 : i + 5])) + 0.5 * (lines[i + 1].prose)
    score += 0.5 * bool(_FLAGGED.match(line.text))
    return score - 1.5 * bool(_NO_HEADLINE.search(line.text)) - 2.5 * bool(_SEAM.search(line.text)) - 2.0 * label


def _opening(lines: list[Line], first: int) -> float:
    """What it is worth to be the first line: much where the paste begins with the report, less among page furniture."""
    return 2.0 - any(x.kind in ("furniture", "section") for x in lines[:first])


def _label(line: Line) -> bool:
    """Whether a line reads as the name of an outlet or a row of sections: a few words, none of them in small letters that is longer than
    "and", or most of them names of sections."""
    words = [w for w in line.text.split() if w[0].isalnum()]
    if sum(w.casefold() in _sections() for w in words) * 2 > len(words):
        return True
    return len(words) <= _NAMED and not line.end and line.text[:1].isupper() and not any(w[0].islower() and len(w) > 3 for w in words[1:])


@cache
def _sections() -> frozenset[str]:
    return frozenset(table("pasted")["sections"])


def mark_headline(lines: list[Line], head: int) -> None:
    """Takes the headline and its repetitions out of the text, and short lines between it and the first paragraph."""
    wanted = cue_key(lines[head].text)
    for i, line in enumerate(lines):
        if i == head:
            line.kind, line.reason = "headline", "headline"
        elif line.size <= HEADLINE[1] and cue_key(line.text) == wanted and line.kind in ("short", "prose", "repeat", "link"):
            line.kind, line.reason = "repeat", "repeats the headline"
    for line in lines[head + 1 :]:
        if not line.reason and (line.kind == "prose" or TIMED.match(line.text)):
            break
        if not line.reason and cue_key(line.text) not in summaries() and not line.text.endswith((":", "：")) and not bullet(line.text):
            line.reason = "kicker or label by the headline"
        elif not line.reason and not bullet(line.text):
            break
