"""The headline of a pasted text, where a line stands apart as one."""

import re
from collections import Counter
from itertools import pairwise

from writethru.clean.body import TIMED, summaries
from writethru.clean.cues import cue_key
from writethru.clean.lines import Line
from writethru.text import fold as fold_text
from writethru.text import folded_words

HEADLINE = (2, 26)  # words
_SURE = 2.6  # points from which a line is taken for the headline
_PAIR = re.compile(r"(?=([\u3040-\u30ff\u3400-\u9fff]{2}))")
_NO_HEADLINE = re.compile(r"https?://|www\.|[»>©{}]| \| |\.\.\.$|^\W*$")


def find_headline(lines: list[Line]) -> int | None:
    """The line that is the headline: above the running text, made of its words, near byline, times or standfirst."""
    first = _first_text(lines)
    if first is None:
        return None
    body = _stems(" ".join(x.text for x in lines[first : first + 60] if x.prose)[:20000])
    seen = Counter(cue_key(x.text) for x in lines if x.size <= HEADLINE[1])
    span = range(max(0, first - 80), first)
    scores = {i: _headline_score(lines, i, first, body, seen) for i in span}
    best = max(scores, key=lambda i: (scores[i], -i), default=None)
    if best is None or scores[best] < _SURE:
        return None
    # A breadcrumb or page title holds the headline whole ("Home Headline", "Headline | Outlet"): the bare line is the headline.
    inner = [
        i
        for i in span
        if scores[i] >= _SURE - 1 and lines[i].size >= 4 and lines[i].text != lines[best].text and lines[i].text in lines[best].text
    ]
    return max(inner, key=lambda i: lines[i].size) if inner else best


def _stems(text: str) -> set[str]:
    """What words of headline and text are compared by: five letters of the longer words, pairs of signs where there are no blanks."""
    folded = fold_text(text)
    return {w[:5] for w in folded_words(folded) if len(w) >= 4} | {m.group(1) for m in _PAIR.finditer(folded)}


def _first_text(lines: list[Line]) -> int | None:
    """Where the running text begins: the first of two paragraphs near each other, or the only one."""
    prose = [i for i, x in enumerate(lines) if x.prose and x.size >= 12] or [i for i, x in enumerate(lines) if x.prose]
    if not prose:
        return None
    for a, b in pairwise(prose):
        if b - a <= 6:
            return a
    return prose[0]


def _headline_score(lines: list[Line], i: int, first: int, body: set[str], seen: Counter[str]) -> float:
    line = lines[i]
    least, most = HEADLINE
    if line.kind not in ("short", "prose") or not least <= line.size <= most or cue_key(line.text) in summaries() or TIMED.match(line.text):
        return 0.0
    twice = seen[cue_key(line.text)] > 1
    if line.text.endswith((":", "：", ".")) and not twice and not line.glued:
        return 0.0
    stems = _stems(line.text)
    both = len(stems & body)
    shared = both / len(stems) if stems else 0.0
    score = 0.3 * min(both, 6) * (1 + shared) - 0.03 * (first - i) + (0.7 if line.size >= 5 else -0.5)
    score += (
        1.5 * (twice and line.size >= 4)
        + 1.5 * line.glued
        + (0 if i else 2.0 - any(x.kind in ("furniture", "section") for x in lines[:first]))
    )
    score += 0.5 * any(x.kind in ("byline", "stamp") for x in lines[i + 1 : i + 5]) + 0.5 * (lines[i + 1].prose)
    return score - 1.5 * bool(_NO_HEADLINE.search(line.text))


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
        if not line.reason and cue_key(line.text) not in summaries() and not line.text.endswith((":", "：")):
            line.reason = "kicker or label by the headline"
        elif not line.reason:
            break
