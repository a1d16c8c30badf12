"""Pasted text -> Draft: the report alone out of plain text with leftover page furniture.

Works on lines in any language: end marks, lengths and neighbours decide, cue words (data/pasted.toml) help.
Reading the text of a result again changes nothing, because passes are repeated until none drops a line.
"""

import re
from collections import Counter
from datetime import datetime

from writethru.clean import masthead
from writethru.clean.body import GARBLED, classify, judge, summaries
from writethru.clean.draft import Draft, DraftBlock
from writethru.clean.lexicon import key, outlets
from writethru.clean.lines import Line, bullet, cue_key, furniture_words, measured, read_lines
from writethru.model import Part
from writethru.text import fold as fold_text
from writethru.text import folded_words, sentences

_HEADLINE = (2, 26)  # words
_PASSES = 4
_SURE = 2.6  # points from which a line is taken for the headline
_BROKEN = "cut off in mid-sentence"
_TEASER = "teaser of another report"
_LABELLED = re.compile(r"^[^\W\d_]{4,}[^,|]{0,24}?[:\s]")  # "Published: ...", "Zuletzt aktualisiert ..."
_PAIR = re.compile(r"(?=([\u3040-\u30ff\u3400-\u9fff]{2}))")
_NO_HEADLINE = re.compile(r"https?://|www\.|[»>©{}]| \| |\.\.\.$|^\W*$")


def read_text(text: str) -> Draft:
    """The report in a pasted text; lines that are no part of it are in `left_out`, each with its reason.

    The headline is "" unless a line stands apart as one; the outlet is "" unless the text names it.
    """
    draft = _read(text)
    for _ in range(_PASSES):
        again = _read("\n".join(b.text for b in draft.blocks))
        if [b.text for b in again.blocks] == [b.text for b in draft.blocks]:
            break
        draft.blocks = again.blocks
        draft.headline = draft.headline or again.headline
        draft.bylines = draft.bylines or again.bylines
        draft.published = draft.published or again.published
        draft.updated = draft.updated or again.updated
        draft.sign_off = draft.sign_off or again.sign_off
        draft.credits.extend(c for c in again.credits if c not in draft.credits)
        draft.left_out.extend(again.left_out)
        if again.headline and again.headline != draft.headline:
            draft.leave_out(again.headline, "stands above the report")
    return draft


def _read(text: str) -> Draft:
    draft = Draft()
    lines = read_lines(text)
    for line in lines:
        classify(line)
    if 2 * sum(x.reason == GARBLED for x in lines) > len(lines):
        for line in lines:
            draft.leave_out(line.text, GARBLED)
        return draft
    head = _headline(lines)
    judge(lines, head)
    if head is not None:
        draft.headline = lines[head].text
        _mark_headline(lines, head)
    _masthead(draft, lines, head)
    _cut_off(lines)
    _name_teasers(lines)
    _blocks(draft, lines)
    return draft


# ---- headline --------------------------------------------------------------------------------------------------------


def _headline(lines: list[Line]) -> int | None:
    """The line that is the headline: above the running text, made of its words, near byline, times or standfirst."""
    first = _first_text(lines)
    if first is None:
        return None
    body = _stems(" ".join(x.text for x in lines[first : first + 60] if x.prose)[:20000])
    seen = Counter(cue_key(x.text) for x in lines if x.size <= _HEADLINE[1])
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
    prose = [i for i, x in enumerate(lines) if x.prose and x.size >= 12]
    if not prose:
        return None
    for a, b in zip(prose, prose[1:], strict=False):
        if b - a <= 6:
            return a
    return prose[0]


def _headline_score(lines: list[Line], i: int, first: int, body: set[str], seen: Counter[str]) -> float:
    line = lines[i]
    least, most = _HEADLINE
    if line.kind not in ("short", "prose") or not least <= line.size <= most or cue_key(line.text) in summaries():
        return 0.0
    twice = seen[cue_key(line.text)] > 1
    if line.text.endswith((":", "：", ".")) and not twice and not line.glued:
        return 0.0
    stems = _stems(line.text)
    both = len(stems & body)
    shared = both / len(stems) if stems else 0.0
    score = 0.3 * min(both, 6) * (1 + shared) - 0.03 * (first - i) + (0.7 if line.size >= 5 else -0.5)
    score += 1.5 * (twice and line.size >= 4) + 1.5 * line.glued + 1.5 * (i == 0)
    score += 0.5 * any(x.kind in ("byline", "stamp") for x in lines[i + 1 : i + 5]) + 0.5 * (lines[i + 1].prose)
    return score - 1.5 * bool(_NO_HEADLINE.search(line.text))


def _mark_headline(lines: list[Line], head: int) -> None:
    """Takes the headline and its repetitions out of the text, and short lines between it and the first paragraph."""
    wanted = cue_key(lines[head].text)
    for i, line in enumerate(lines):
        if i == head:
            line.kind, line.reason = "headline", "headline"
        elif line.size <= _HEADLINE[1] and cue_key(line.text) == wanted and line.kind in ("short", "prose", "repeat", "link"):
            line.kind, line.reason = "repeat", "repeats the headline"
    for line in lines[head + 1 :]:
        if not line.reason and line.kind == "prose":
            break
        if not line.reason and cue_key(line.text) not in summaries() and not line.text.endswith((":", "：")):
            line.reason = "kicker or label by the headline"
        elif not line.reason:
            break


# ---- masthead --------------------------------------------------------------------------------------------------------


def _masthead(draft: Draft, lines: list[Line], head: int | None) -> None:
    """Bylines, times, credits and the outlet out of the lines that are not the report's text."""
    text = [i for i, x in enumerate(lines) if not x.reason and x.prose and x.size >= 12]
    stop = text[2] if len(text) > 2 else len(lines)
    last = text[-1] if text else -1
    for i, line in enumerate(lines):
        if line.kind == "byline" and not draft.bylines and (i < stop or i > last):
            draft.bylines = masthead.split_bylines(line.text)
        elif line.kind == "sign-off":
            _sign_off(draft, line, near=i < stop or i >= last - 2)
        _outlet(draft, line)
    _times(draft, lines, head, text)
    if not draft.bylines:
        _bare_names(draft, lines, head, stop)
    _about_author(draft, lines)
    draft.credits.extend(a for n in draft.bylines if (a := masthead.agency(n)) and a not in draft.credits)


def _about_author(draft: Draft, lines: list[Line]) -> None:
    """Leaves out lines that are the name of one who signs, and what stands at the end of the text about that person."""
    signed = {cue_key(n) for n in draft.bylines}
    kept = [x for x in lines if not x.reason]
    after_name = False
    for n, line in enumerate(kept):
        if cue_key(line.text) in signed:
            line.reason, after_name = "byline", True
            continue
        late = 3 * n > 2 * len(kept)
        named = any(line.text.startswith(name + " ") for name in draft.bylines if " " in name)
        if late and line.prose and (named or after_name):
            line.reason = "about the author"
        after_name = False


def _times(draft: Draft, lines: list[Line], head: int | None, text: list[int]) -> None:
    """The times of the report: of the lines above its second paragraph the surest, else the only one behind the text."""
    begin = head if head is not None else 0
    first = text[0] if text else len(lines)
    stop = text[2] if len(text) > 2 else len(lines)
    near = [i for i, x in enumerate(lines[:stop]) if x.kind == "stamp" and (i >= begin - 3 or first - i <= 4)]
    if not near:
        late = [i for i, x in enumerate(lines) if x.kind == "stamp" and text and i > text[-1]]
        near = late if len(late) == 1 else []

    def sure(i: int) -> float:
        stamp = lines[i].published or lines[i].updated
        clock = bool(stamp and isinstance(stamp.at, datetime))
        return 2 * clock + 2 * bool(_LABELLED.search(lines[i].text)) - 0.1 * abs(i - begin) - 2 * (i < begin)

    near.sort(key=lambda i: -sure(i))
    for i in near:
        draft.published = draft.published or lines[i].published
        draft.updated = draft.updated or lines[i].updated
    if draft.updated and draft.published and draft.updated.order < draft.published.order:
        draft.updated = None


def _sign_off(draft: Draft, line: Line, near: bool) -> None:
    found = masthead.sign_off(line.text)
    if found and near:
        draft.sign_off = draft.sign_off or found[0]
        draft.credits.extend(c for c in found[1] if c not in draft.credits)


def _outlet(draft: Draft, line: Line) -> None:
    """The outlet where a rights notice or a desk names one we know."""
    if draft.outlet or not line.reason:
        return
    if line.reason == "rights notice":
        words = line.text.strip("©ⓒ<>[]() ").split()
        for size in range(min(6, len(words)), 0, -1):
            for at in range(len(words) - size + 1):
                name = outlets().get(key(" ".join(words[at : at + size])))
                if name and (size > 1 or len(name) > 3):
                    draft.outlet = name
                    return
    elif line.kind == "byline":
        for desk in masthead.split_bylines(line.text):
            for size in range(len(desk.split()), 0, -1):
                name = outlets().get(key(" ".join(desk.split()[:size])))
                if name and size < len(desk.split()):
                    draft.outlet = name
                    return


def _bare_names(draft: Draft, lines: list[Line], head: int | None, stop: int) -> None:
    """A byline without "By" in its line: names next to a time of publication, behind a line "By", or with a job or time in their line."""
    begin = max(0, stop - 40) if head is None else max(0, head - 4)
    prose = [x.text for x in lines if x.prose and not x.reason]
    body = " ".join(prose[: max(3, len(prose) * 3 // 4)])
    best, choice = 0.0, None
    for i in range(begin, min(stop, len(lines))):
        line = lines[i]
        if i == head or line.kind not in ("short", "link", "repeat", "stamp") or line.size > 16 or line.end:
            continue
        names = (
            []
            if cue_key(line.text) in summaries() or furniture_words() & set(cue_key(line.text).split())
            else masthead.only_names(line.text)
        )
        sure = _by_evidence(lines, i, names) + (head is not None and i > head) if names else 0.0
        if sure - 0.02 * (stop - i) > best and not any(n in body for n in names):
            best, choice = sure - 0.02 * (stop - i), i
    if choice is None:
        return
    draft.bylines = masthead.only_names(lines[choice].text)
    for more in lines[choice + 1 : choice + 3]:
        extra = masthead.only_names(more.text) if more.kind in ("short", "link") and more.reason else []
        draft.bylines.extend(n for n in extra if n not in draft.bylines and n not in body)
    if lines[choice].kind != "stamp":
        lines[choice].kind, lines[choice].reason = "byline", "byline"


def _by_evidence(lines: list[Line], i: int, names: list[str]) -> float:
    """How surely names sign the report, by what stands beside them; 0 when nothing does."""
    line = lines[i]
    near = [x for x in lines[max(0, i - 1) : i + 3] if x is not line]
    told = len(line.text) > sum(map(len, names)) + 4 * len(names)
    return (
        3.0 * (i > 0 and masthead.bare_lead(lines[i - 1].text))
        + 2.0 * (line.kind == "stamp" or line.glued or any(x.kind == "stamp" for x in near))
        + 1.0 * (told or any(masthead.job_only(x.text) for x in near))
    )


# ---- text ------------------------------------------------------------------------------------------------------------


def _cut_off(lines: list[Line]) -> None:
    """Leaves out a last sentence that breaks off: no end mark where the paragraphs before have one, and no crosshead's place.

    Where other lines follow, a text that ends in "…" is the teaser of another report."""
    kept = [i for i, x in enumerate(lines) if not x.reason]
    if len(kept) < 3 or sum(lines[i].end for i in kept if lines[i].prose) < 2:
        return
    at = kept[-1]
    last = lines[at]
    if at + 2 == len(lines) and lines[-1].reason == "after the report" and not lines[-1].end and lines[-1].size >= 4:
        lines[-1].reason = _BROKEN
        return
    elided = last.text.endswith(("…", "...")) and last.prose
    if (last.end and not elided) or last.text.endswith((":", "：")) or bullet(last.text) or not lines[kept[-2]].prose:
        return
    whole = sentences(last.text)
    if elided and at + 1 < len(lines):
        last.reason = _TEASER
    elif len(whole) > 1 and last.prose:
        lines.insert(at + 1, measured(last.text[whole[-1][0] :]))
        lines[at + 1].reason = _BROKEN
        last.text = last.text[: whole[-2][1]]
    elif not elided or last.size < 60:
        last.reason = _BROKEN


def _name_teasers(lines: list[Line]) -> None:
    """Says of lines outside the report that end in "…", and of the titles above them, that they are teasers."""
    for before, line in zip(lines, lines[1:], strict=False):
        if line.reason in ("after the report", _TEASER) and line.text.endswith(("…", "...")):
            line.reason = _TEASER
            if before.reason == "after the report" and before.size <= _HEADLINE[1]:
                before.reason = _TEASER


def _blocks(draft: Draft, lines: list[Line]) -> None:
    points = False
    opened = False
    for i, line in enumerate(lines):
        if line.reason:
            if line.kind != "headline":
                draft.leave_out(line.text, line.reason)
            continue
        part: Part = "paragraph"
        if cue_key(line.text) in summaries():
            part, points = "crosshead", True
        elif bullet(line.text) and line.size <= 60:
            part = "list"
        elif line.kind == "short" and not line.end and not line.text.endswith((":", "：", ";", ",")):
            part = "list" if _in_list(lines, i) else "crosshead"
            points = False
        elif line.text.endswith((":", "：")):
            points = False
        elif points:
            part = "keypoint"
        elif not opened:
            part = "lede"
        opened = opened or part in ("lede", "keypoint")
        draft.blocks.append(DraftBlock(part, line.text))


def _in_list(lines: list[Line], i: int) -> bool:
    """Whether a short line is an item: it stands under a colon or among its likes."""
    before = next((x for x in reversed(lines[max(0, i - 8) : i]) if not x.reason), None)
    after = next((x for x in lines[i + 1 : i + 9] if not x.reason), None)
    if before is not None and before.text.endswith((":", "：")):
        return after is None or after.kind == "short" or after.size < 12
    return before is not None and before.kind == "short" and (after is None or after.kind == "short")
