"""A story as the desk keeps it: its reports in order, and the pure rules that group, order and name them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from writethru.errors import InputError, NotFoundError
from writethru.match import components_apart
from writethru.model import Change, Judgement, Report, Reuse, Story, Telling, new_id
from writethru.slug import slug
from writethru.title import titled

LAST = (datetime.max.replace(tzinfo=UTC), 0)  # where the undated stand


@dataclass(frozen=True, slots=True)
class Folder:
    """A story with its reports in order of publication and how they relate: what the later stages work on."""

    story: Story
    reports: tuple[Report, ...]
    links: tuple[Reuse, ...]
    chains: dict[str, list[str]]  # first version -> all versions in order, where there are several
    doubts: tuple[Judgement, ...] = ()  # reports that may belong here, or may not: see `Desk.unsure`


@dataclass(frozen=True, slots=True)
class Unsure:
    """A grouping for a person to settle: `report` may belong to `story`, in which `other` stands; `together` says whether it
    was put there. `judge(other, report, "same" or "not", ...)` settles it; score is the probability (0 to 1) that it belongs."""

    report: str
    other: str
    story: Story
    together: bool
    score: float
    reason: str


def place(report: Report) -> tuple[tuple[datetime, int], str]:
    """Order of publication; an undated report comes last."""
    stamp = report.published or report.updated
    return (stamp.order if stamp else LAST), report.id


def stood(report: Report, moment: str | None) -> bool:
    """Whether a report stood as we have it at a moment (a day counts to its end); an undated one always did."""
    from writethru.dates import parse_stamp

    stamp, limit = report.stamp, parse_stamp(moment) if moment else None
    if moment and not limit:
        raise InputError(moment, "is no time such as 2026-06-10 or 2026-06-10T14:30+02:00")
    if not stamp or not limit:
        return True
    return stamp.order[0] <= limit.order[0] if limit.order[1] else stamp.day <= limit.day


def newest_of(reports: Sequence[Report], chains: dict[str, list[str]]) -> set[str]:
    """The reports that no later version has replaced."""
    return {r.id for r in reports} - {i for chain in chains.values() for i in chain[:-1]}


def joined(groups: Sequence[Sequence[str]], copied: Sequence[tuple[str, str]], judgements: Sequence[Judgement]) -> list[list[str]]:
    """Groups joined where a report of one is copied in the other (a copy is never another story) or a person says so.

    Where a person parts two reports, the right one leaves, with what only it ties."""
    ruled = {frozenset((j.left, j.right)): j for j in judgements}  # the latest word on two things counts
    same = [(j.left, j.right) for j in ruled.values() if j.verdict == "same"]
    leaving = {j.right for j in ruled.values() if j.verdict == "not"}
    found = list(copied)
    for g in groups:
        hub = next((i for i in g if i not in leaving), g[0])
        found += [(hub, i) for i in g if i != hub]
    found.sort(key=lambda e: (bool(leaving.intersection(e)), e))
    apart = {pair for pair, j in ruled.items() if j.verdict == "not"}
    return components_apart(sorted(i for g in groups for i in g), [*same, *found], apart)


def still_open(
    doubts: Sequence[Judgement], group: Mapping[str, int], copied: Sequence[tuple[str, str]], story: Mapping[str, int]
) -> dict[int, list[Judgement]]:
    """By story the doubts that neither a copy nor a person's word has settled: the two still are together or apart as `relate` left
    them. `group` and `story` give the number of each report's group and story; what neither has is in another."""
    settled = {frozenset(pair) for pair in copied}
    out: dict[int, list[Judgement]] = defaultdict(list)
    for d in doubts:
        as_left = (group[d.left] == group.get(d.right)) == (story[d.left] == story.get(d.right))
        if as_left and frozenset((d.left, d.right)) not in settled:
            out[story[d.left]].append(d)
    return out


def story_of(reports: Sequence[Report], current: set[str]) -> Story:
    """Headline: the newest current report that has one; slug: see `slug`; id: made of its first report's."""
    named = [r for r in reports if r.headline and r.id in current and (r.published or r.updated)] or [r for r in reports if r.headline]
    headline = titled(named[-1]) if named else reports[0].text.split("\n", 1)[0][:120]
    return Story(new_id("s", reports[0].id), slug(reports), headline, tuple(r.id for r in reports))


def named(name: str, folders: Sequence[Folder]) -> Folder:
    """The story of this id, slug or the start of either. A story's id is made of one of its reports' ids, so an id it had before
    more reports came in still finds it."""
    exact = [f for f in folders if name in (f.story.id, f.story.slug) or any(new_id("s", r.id) == name for r in f.reports)]
    found = exact or [f for f in folders if name and (f.story.id.startswith(name) or f.story.slug.startswith(name))]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFoundError(name, "no story has this id or slug")
    raise NotFoundError(name, "may be any of " + ", ".join(f"{f.story.id} ({f.story.slug})" for f in found[:5]))


def brought(told: Telling, fresh: set[str], chains: dict[str, list[str]]) -> tuple[Change, ...]:
    """The changes that reports of `fresh` brought: a new claim stands only there, a withdrawn one lacks in a version of them."""
    claims = {c.id: c for c in told.ledger.claims}
    newest = {i: chain[-1] for chain in chains.values() for i in chain}
    out = []
    for change in told.roundup.changes:
        where = {a.report for a in claims[change.claim].appearances}
        if change.kind == "withdrawn":
            where = {newest.get(i, i) for i in where}
        if where <= fresh if change.kind == "new" else where & fresh:
            out.append(change)
    return tuple(out)
