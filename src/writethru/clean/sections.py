"""Headings of page furniture and what stands under them: comments, lists of other reports, links."""

from collections import Counter

from writethru.clean.cues import cue_key
from writethru.clean.lines import Line

_RESUMES = 60  # words of unbroken text show that a report goes on
_REMARKS = 250  # words: readers' comments run on unbroken for no more
_LINK = 24  # words: a link of a list is no longer
TEASER = 45  # words: a teaser of a card is no longer


def drop(line: Line, kind: str, reason: str) -> None:
    line.kind, line.reason = kind, reason


def end_of_report(lines: list[Line]) -> None:
    """Behind a heading such as "Comments" everything is left out, behind one such as "Most read" if no running text goes on."""
    headings = Counter(cue_key(x.text) for x in lines if x.section in ("rest", "box"))
    least = min(_RESUMES, sum(x.size for x in lines if x.prose) / 3)
    ahead = _longest_runs(lines, 1)
    behind = _longest_runs(lines[::-1], 2)[::-1]
    for i, line in enumerate(lines):
        if line.section not in ("rest", "box") or headings[cue_key(line.text)] > 2:
            continue
        before, after = ahead[i], behind[i]
        if before < least or not before:
            continue
        if after < (_RESUMES if line.section == "box" else max(_REMARKS, before)):
            for rest in lines[i + 1 :]:
                if not rest.reason:
                    drop(rest, "furniture", f"stands under “{line.text[:40]}”")
            return


def _longest_runs(lines: list[Line], least: int) -> list[float]:
    """For each line the words of the longest stretch of running text up to it; furniture does not interrupt a stretch.

    A stretch has `least` paragraphs or more; where one is enough, it must be long."""
    out: list[float] = []
    best = run = 0.0
    count = 0
    for line in lines:
        if line.prose and line.size >= 8:
            run, count = run + line.size, count + 1
            if count > 1 or (least == 1 and line.size > TEASER):
                best = max(best, run)
        elif line.kind not in ("furniture", "caption", "repeat"):
            run, count = 0.0, 0
        out.append(best)
    return out


def link_lists(lines: list[Line]) -> None:
    """Leaves out the links under a heading such as "Related": lines that end no sentence, up to the next running text."""
    i = 0
    while i < len(lines):
        heading = lines[i]
        i += 1
        if heading.kind != "section":
            continue
        taken = 0
        while i < len(lines) and taken < 40 and lines[i].kind not in ("section", "sign-off"):
            line = lines[i]
            if line.prose and line.end and not _teaser_of_link(lines, i):
                break
            if (
                line.kind == "short"
                and taken
                and i + 1 < len(lines)
                and lines[i + 1].prose
                and lines[i + 1].size > TEASER
                and line.size <= 10
            ):
                break
            if not line.reason:
                drop(line, "link", "related link")
            taken += 1
            i += 1


def _teaser_of_link(lines: list[Line], i: int) -> bool:
    """Whether a sentence under a heading of links is the teaser of the link before it, or a link that is a question."""
    line = lines[i]
    if line.text.rstrip().endswith(("…", "...", "[...]")):
        return True
    after = lines[i + 1] if i + 1 < len(lines) else None
    if line.size <= _LINK and line.text.rstrip("\"'”’»").endswith(("?", "!", "？")):
        return after is not None and not after.prose
    if lines[i - 1].kind != "link" or line.size > TEASER:
        return False
    rest = [x.kind for x in lines[i + 1 : i + 4]]
    return rest[:1] != ["prose"] and (len(rest) < 3 or rest[1:] != ["prose", "prose"])
