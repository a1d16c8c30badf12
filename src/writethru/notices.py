"""What a watcher says of the reports that came in: a new story, a change in a known one, an edit that its outlet did not mark."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from writethru.desk import Desk
from writethru.folder import Folder
from writethru.model import Change, Report, Telling

_STYLE = {"style only"}


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing worth a look. `kind`: "new story", "silent edit", or that of a change in the round-up."""

    kind: str
    story: str
    slug: str
    headline: str
    text: str
    before: str = ""
    claim: str = ""
    report: str = ""
    outlets: tuple[str, ...] = ()
    url: str = ""


def notices(desk: Desk, fresh: Collection[str]) -> list[Notice]:
    """Notices of the reports `fresh`, story by story; none when nothing real changed by them."""
    return [n for folder, told in desk.news(fresh) for n in _of_story(desk, folder, told, fresh)]


def _of_story(desk: Desk, folder: Folder, told: Telling, fresh: Collection[str]) -> Iterator[Notice]:
    story, reports = folder.story, {r.id: r for r in folder.reports}
    if all(i in fresh for i in reports):
        lead = next((x.text for x in told.roundup.need_to_know), story.headline)
        url = next((r.uri for r in folder.reports if r.uri), "")
        names = _outlets(folder.reports)
        yield Notice("new story", story.id, story.slug, story.headline, lead, "", "", folder.reports[0].id, names, url)
        return
    for c in told.roundup.changes:
        yield from _of_change(folder, c, reports, fresh)
    for chain in folder.chains.values():
        yield from _silent(desk, folder, [reports[i] for i in chain], fresh)


def _of_change(folder: Folder, c: Change, reports: dict[str, Report], fresh: Collection[str]) -> Iterator[Notice]:
    line = c.after or c.before
    if line:
        before = c.before.text if c.before and c.after else ""
        sources = [reports[p.report] for p in line.sources]
        by = [r for r in sources if r.id in fresh] or sources
        s = folder.story
        yield Notice(c.kind, s.id, s.slug, s.headline, line.text, before, c.claim, by[0].id, _outlets(by), by[0].uri)


def _silent(desk: Desk, folder: Folder, chain: Sequence[Report], fresh: Collection[str]) -> Iterator[Notice]:
    """Edits of substance that the outlet neither dated nor noted as a correction."""
    for r in chain:
        stood = [o for o in chain if o.id not in fresh and o.stamp == r.stamp]
        if r.id not in fresh or not stood:
            continue
        found = [e for e in desk.edits(max(stood, key=lambda o: o.captured), r) if not set(e.kinds) <= _STYLE]
        if found and not any("correction" in e.kinds for e in found):
            words = "; ".join(dict.fromkeys(d for e in found for d in (e.details or e.kinds)))
            s = folder.story
            yield Notice("silent edit", s.id, s.slug, r.headline, words, "", "", r.id, _outlets([r]), r.uri)


def _outlets(reports: Sequence[Report]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(r.outlet for r in reports if r.outlet))
