"""Lists that belong to a pasted report though they stand apart from its running text: points under the headline, "What we know" at the end."""

from collections.abc import Set
from functools import cache

from writethru.clean.cues import cue_key
from writethru.clean.lexicon import table
from writethru.clean.lines import Line, bullet, stems_of

_FAR = 25  # lines between a list and the running text
_LEAST = 2  # items of a list
_WORDS = 3  # of an item, at least
_SHARED = 2  # stems that an item shares with the report
_HEADING = 8  # words of a heading


def above(lines: list[Line], first: int, headline: int | None) -> int:
    """Where the report begins when a list of its points stands between its headline and its running text, which begins at `first`."""
    floor = max(0, first - _FAR) if headline is None else max(headline + 1, first - _FAR)
    body = _body(lines)
    found = [i for i in range(floor, first) if _item(lines[i])]
    if len(found) < _LEAST or 2 * sum(len(stems_of(lines[i].text) & body) >= _SHARED for i in found) < len(found):
        return first
    led = found[0] > floor and headed(lines[found[0] - 1])
    return found[0] - led


def below(lines: list[Line], end: int) -> int:
    """Where the report ends when lists under headings such as "What we know" stand behind its running text, which ends at `end`, and with
    them sentences between and after them."""
    body = _body(lines)
    at, reached = end, end
    listed = False
    while at < len(lines) and lines[at].kind not in ("section", "furniture", "sign-off"):
        line = lines[at]
        if line.reason:
            at += 1
        elif line.kind == "short" and headed(line):
            stop = _past_items(lines, at + 1, body)
            if not stop:
                break
            at = reached = stop
            listed = True
        elif listed and line.prose and line.end:
            at += 1
            reached = at
        else:
            break
    return reached if listed else end


def _past_items(lines: list[Line], at: int, body: Set[str]) -> int:
    """Behind the items that begin at a line; 0 when they are none of the report's."""
    stop = at
    while stop < len(lines) and _item(lines[stop]):
        stop += 1
    items = lines[at:stop]
    akin = sum(len(stems_of(x.text) & body) >= _SHARED for x in items)
    return stop if items and 2 * akin >= len(items) else 0


def _item(line: Line) -> bool:
    return not line.reason and bullet(line.text) and line.size >= _WORDS and (line.kind in ("short", "prose"))


def headed(line: Line) -> bool:
    """Whether a line is the heading of a list of facts."""
    key = cue_key(line.text)
    return not line.reason and line.size <= _HEADING and key.startswith(_headings())


@cache
def _headings() -> tuple[str, ...]:
    return tuple(cue_key(w) for name in ("summary", "facts") for w in table("pasted")[name])


def _body(lines: list[Line]) -> set[str]:
    """The stems of the running text."""
    return stems_of(" ".join(x.text for x in lines if x.prose and not x.reason and not bullet(x.text))[:20000])
