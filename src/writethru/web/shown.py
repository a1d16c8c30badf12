"""Small views that pages share: differences between versions, a checked draft, names for what was judged."""

from collections.abc import Mapping
from dataclasses import dataclass

from writethru.model import Report
from writethru.render.plain import label
from writethru.verdict import Checked, CheckResult
from writethru.web.reading import words_apart
from writethru.web.room import Room, Snapshot

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


def named(now: Snapshot) -> dict[str, tuple[str, str]]:
    """Id of a report or statement -> (its words, the page that shows it)."""
    out: dict[str, tuple[str, str]] = {}
    wanted = {i for r in now.log for i in (r.judgement.left, r.judgement.right)}
    for t in now.tales if wanted else ():
        out |= {r.id: (f"{label(r)}: {r.headline}", f"/report/{r.id}") for r in t.folder.reports if r.id in wanted}
        for c in t.telling.ledger.claims:
            for a in c.appearances:
                if a.statement in wanted:
                    out[a.statement] = (f"{a.outlet}: {a.words[:140]}", f"/story/{t.id}/claim/{c.id}")
    return out


def ruling_words(name: str, words: Mapping[str, tuple[str, str]]) -> tuple[str, str]:
    """What a judged thing is called and where it is shown ("" for a name)."""
    return words.get(name, (name, ""))
