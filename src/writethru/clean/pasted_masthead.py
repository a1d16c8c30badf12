"""Bylines, times, credits and outlet of a pasted text, out of the lines round the report."""

import re
from datetime import datetime, time

from writethru.clean import masthead
from writethru.clean.ago import ago
from writethru.clean.cues import cue_key, furniture_words
from writethru.clean.draft import Draft
from writethru.clean.lexicon import key, outlets
from writethru.clean.lines import Line
from writethru.clean.nameplate import nameplate
from writethru.clean.owner import firms
from writethru.clean.shortlines import summaries
from writethru.clean.stamps import labelled_clocks
from writethru.model import Stamp
from writethru.text import fold

_LABELLED = re.compile(r"^[^\W\d_]{4,}[^,|]{0,24}?[:\s]")  # "Published: ...", "Zuletzt aktualisiert ..."


def read_masthead(draft: Draft, lines: list[Line], head: int | None, captured: Stamp | None = None) -> None:
    """Bylines, times, credits and the outlet out of the lines that are not the report's text."""
    text = [i for i, x in enumerate(lines) if not x.reason and x.prose and x.size >= 12]
    stop = text[2] if len(text) > 2 else len(lines)
    last = text[-1] if text else -1
    for i, line in enumerate(lines):
        if line.kind == "byline" and not draft.bylines and (i < stop or i > last):
            draft.bylines = masthead.split_bylines(line.text)
        elif line.kind == "byline" and lines[i - 1].kind == "byline":  # one line each
            draft.bylines += [n for n in masthead.split_bylines(line.text) if n not in draft.bylines]
        elif line.kind == "sign-off":
            _sign_off(draft, line, near=i < stop or i >= last - 2)
        _outlet(draft, line)
    draft.outlet = draft.outlet or nameplate(lines, head)
    _times(draft, lines, head, text)
    if draft.published is None and captured is not None:
        near = (x.text for x in lines[:stop] if x.reason)
        draft.published = next((at for line in near if (at := ago(line, captured))), None)
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
    for label, clock in (x for i in sorted(near) for x in labelled_clocks(lines[i].text) if not (lines[i].published or lines[i].updated)):
        _on_the_day(draft, label, clock)
    if draft.updated and draft.published and draft.updated.order < draft.published.order:
        draft.updated = None


def _on_the_day(draft: Draft, label: str, clock: time) -> None:
    """Takes a labelled clock without a day ("last changed 4.20 p.m.") as one of the day of publication."""
    if draft.published is None:
        return
    at = Stamp(datetime.combine(draft.published.day, clock, getattr(draft.published.at, "tzinfo", None)))
    if label == "published" and not isinstance(draft.published.at, datetime):
        draft.published = at
    elif label == "updated" and draft.updated is None:
        draft.updated = at


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
                beside = (*words[max(0, at - 1) : at], *words[at + size : at + size + 1])
                if name and (size > 1 or (len(name) > 3 and not any(map(_of_name, beside)))):
                    draft.outlet = name
                    return
    elif line.kind == "byline":
        for desk in masthead.split_bylines(line.text):
            for size in range(len(desk.split()), 0, -1):
                name = outlets().get(key(" ".join(desk.split()[:size])))
                if name and size < len(desk.split()):
                    draft.outlet = name
                    return


def _of_name(word: str) -> bool:
    """Whether a word beside one in a rights notice goes on with its name: "Atlantic Cable News" is not The Atlantic."""
    return word[:1].isupper() and word.isalpha() and fold(word) not in firms()


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
        sure = _by_evidence(lines, i, names) if names else 0.0
        sure += bool(names) and head is not None and i > head and (sure > 1 or bool(line.reason))
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
