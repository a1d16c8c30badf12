"""Pasted text -> Draft: the report alone out of plain text with leftover page furniture.

Works on lines in any language: end marks, lengths and neighbours decide, cue words (data/pasted.toml) help.
Reading the text of a result again changes nothing, because passes are repeated until none drops a line.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from writethru.clean.body import GARBLED, classify, judge
from writethru.clean.clocks import by_clocks
from writethru.clean.cues import cue_key
from writethru.clean.draft import Draft, DraftBlock
from writethru.clean.lines import Line, bullet, measured, read_lines
from writethru.clean.open_days import open_days
from writethru.clean.pasted_headline import HEADLINE, find_headline, mark_headline
from writethru.clean.pasted_masthead import read_masthead
from writethru.clean.points import headed
from writethru.clean.shortlines import summaries
from writethru.model import Part, Stamp
from writethru.text import sentences

_PASSES = 4
_BROKEN = "cut off in mid-sentence"
_TEASER = "teaser of another report"


def read_text(text: str, captured: Stamp | None = None) -> Draft:
    """The report in a pasted text; lines that are no part of it are in `left_out`, each with its reason.

    The headline is "" unless a line stands apart as one; the outlet is "" unless the text names it.
    `captured` is when it was met, from which "5 hours ago" is reckoned.
    """
    draft = _whole(text, captured)
    if draft.published or draft.updated:
        return draft
    days = open_days(text, captured.day if captured else date.today())  # which years come into question
    return _open(draft, text, captured, days) if days else draft


def _open(draft: Draft, text: str, captured: Stamp | None, days: list[date]) -> Draft:
    """The draft of an undated page with the times that it has for each of the days it may be of."""
    best = _whole(text, captured, days[0])  # times that are known to be times tell the masthead from the text
    read = [(best.published, best.updated, *(b.at for b in best.blocks))]
    for day in days[1:]:
        if (day.month, day.day) == (days[0].month, days[0].day):
            read.append(tuple(_in_year(s, day.year - days[0].year) for s in read[0]))
        else:
            other = _whole(text, captured, day)
            read.append((other.published, other.updated, *(b.at for b in other.blocks)))
    if not (best.published or best.updated) or len({len(times) for times in read}) > 1:
        return draft
    best.open = tuple((times[0], times[1]) for times in read)
    for b, times in zip(best.blocks, list(zip(*read, strict=True))[2:], strict=True):
        b.open, b.at = times, None
    best.published = best.updated = None
    return best


def _in_year(stamp: Stamp | None, years: int) -> Stamp | None:
    """A time so many years on; None where the year has no such day."""
    try:
        return replace(stamp, at=stamp.at.replace(year=stamp.at.year + years)) if stamp else None
    except ValueError:
        return None


def _whole(text: str, captured: Stamp | None, day: date | None = None) -> Draft:
    """The report if the page is of a day near `day`."""
    draft = _read(text, captured, day)
    for _ in range(_PASSES if draft.left_out or draft.headline else 0):
        again = _read("\n".join(b.text for b in draft.blocks), captured, day)
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
    by_clocks(draft)
    return draft


def _read(text: str, captured: Stamp | None, day: date | None) -> Draft:
    draft = Draft()
    lines = read_lines(text, day)
    for line in lines:
        classify(line)
    if 2 * sum(x.reason == GARBLED for x in lines) > len(lines):
        for line in lines:
            draft.leave_out(line.text, GARBLED)
        return draft
    head = find_headline(lines)
    judge(lines, head)
    if head is not None:
        draft.headline = lines[head].text
        mark_headline(lines, head)
    read_masthead(draft, lines, head, captured)
    _cut_off(lines)
    _name_teasers(lines)
    _blocks(draft, lines)
    return draft


def _cut_off(lines: list[Line]) -> None:
    """Leaves out a last sentence that breaks off: no end mark where the paragraphs before have one, and no crosshead's place.

    Where other lines follow, a text that ends in "…" is the teaser of another report."""
    kept = [i for i, x in enumerate(lines) if not x.reason]
    if len(kept) < 2 or sum(lines[i].end for i in kept if lines[i].prose) < 2:
        return
    at = kept[-1]
    last = lines[at]
    if at + 2 == len(lines) and lines[-1].reason == "after the report" and not lines[-1].end and lines[-1].size >= 4:
        lines[-1].reason = ""
        _break_off(lines, at + 1)
        return
    elided = last.text.endswith(("…", "...")) and last.prose
    if elided and at + 1 < len(lines):
        last.reason = _TEASER
        return
    if (
        (last.end and not elided)
        or last.text.endswith((":", "："))
        or bullet(last.text)
        or _bracketed(last.text)
        or not lines[kept[-2]].prose
    ):
        return
    if not elided or last.size < 60:
        _break_off(lines, at)


def _bracketed(text: str) -> bool:
    return text[0] in "([（【" and text[-1] in ")]）】"


def _break_off(lines: list[Line], at: int) -> None:
    """Leaves out the last sentence of line `at`, which breaks off; whole sentences before it stay."""
    line = lines[at]
    whole = sentences(line.text)
    cut = whole[-1][0] if len(whole) > 1 else max(map(line.text.rfind, "。！？")) + 1
    if cut > 0:
        lines.insert(at + 1, measured(line.text[cut:].strip()))
        lines[at] = measured(line.text[:cut].strip())
        lines[at].kind = "prose"
        at += 1
    lines[at].reason = _BROKEN


def _name_teasers(lines: list[Line]) -> None:
    """Says of lines outside the report that end in "…", and of the titles above them, that they are teasers."""
    for before, line in pairwise(lines):
        if line.reason in ("after the report", _TEASER) and line.text.endswith(("…", "...")):
            line.reason = _TEASER
            if (
                before.kind in ("short", "prose")
                and before.reason in ("", "after the report")
                and before.size <= HEADLINE[1]
                and not before.text.endswith(".")
            ):
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
        if points and draft.blocks[-1].part == "list" and not bullet(line.text):
            points = False  # the points had bullets: what has none is the text
        if cue_key(line.text) in summaries():
            part, points = "crosshead", True
        elif line.kind == "clock":
            part = "crosshead"
        elif bullet(line.text) and line.size <= 60:
            part = "list"
        elif line.kind == "short" and not line.end and not line.text.endswith((":", "：", ";", ",")):
            part = "list" if _in_list(lines, i) and not headed(line) else "crosshead"
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
