"""Small views that pages share: differences between versions, a checked draft, names for what was judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from writethru.model import Report
from writethru.render.plain import label
from writethru.verdict import Checked, CheckResult
from writethru.web.html import when
from writethru.web.reading import words_apart
from writethru.web.room import Room

VERDICT = {
    "supported": "corroborated",
    "partly": "revised",
    "unsupported": "disputed",
    "contradicted": "disputed",
    "not-a-claim": "withdrawn",
}


@dataclass(frozen=True, slots=True)
class Diff:
    """One change of a report: its kinds, what differs in words, and both sides as one run of ("same" | "del" | "ins", words)."""

    kinds: str
    details: tuple[str, ...]
    part: str
    words: tuple[tuple[str, str], ...]


def diffs(room: Room, before: Report, after: Report) -> tuple[Diff, ...]:
    """What changed from one report to the next, without what is style only; worked out once."""
    key = (before.id, after.id)
    if key not in room.diffs:
        found = room.ask(lambda desk: desk.edits(before, after))
        room.diffs[key] = tuple(
            Diff(", ".join(e.kinds), e.details, e.part, words_apart(e.before, e.after)) for e in found if e.kinds != ("style only",)
        )
    kept: tuple[Diff, ...] = room.diffs[key]
    return kept


def outlet_of(r: Report) -> str:
    """A report's outlet, or what it is called without one."""
    return label(r).split(", ")[0]


def masthead(r: Report) -> str:
    """A report's outlet and when it was published or updated, in words."""
    return ", ".join(x for x in (outlet_of(r), when(r.stamp.iso if r.stamp else "")) if x)


@dataclass(frozen=True, slots=True)
class DraftPiece:
    """A stretch of a draft: `checked` is None between sentences. Sources are (words, address)."""

    text: str
    checked: Checked | None = None
    css: str = ""
    sources: tuple[tuple[str, str], ...] = ()


def draft_pieces(draft: str, result: CheckResult, reports: Mapping[str, Report]) -> tuple[DraftPiece, ...]:
    """The draft cut into its sentences, nothing of it lost."""
    out, at = [], 0
    for s in result.sentences:
        if s.start < at or s.end > len(draft):
            continue
        if s.start > at:
            out.append(DraftPiece(draft[at : s.start]))
        where = tuple(
            (
                f"{outlet_of(reports[p.report])}: {reports[p.report].text[p.start : p.end][:160]}",
                f"/report/{p.report}?at={p.start}-{p.end}#at",
            )
            for p in s.sources
            if p.report in reports
        )
        out.append(DraftPiece(draft[s.start : s.end], s, VERDICT[s.verdict], where))
        at = s.end
    if at < len(draft):
        out.append(DraftPiece(draft[at:]))
    return tuple(out)
