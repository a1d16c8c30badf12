"""Desk: joins the stages to a store. Reads top to bottom as the flow: add, group, extract, reconcile, tell."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from writethru.errors import InputError
from writethru.model import Extract, Refusal, Report, Reuse, Story, Telling, new_id
from writethru.store import Store, open_store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document: status is "added", "version", "same" or "quarantined"."""

    name: str
    uri: str
    status: str
    reason: str = ""
    report: str = ""


class Desk:
    """A story desk over a store; without a path it lasts as long as the process."""

    def __init__(self, path: str | None = None) -> None:
        self.store: Store = open_store(path)
        self._extracts: dict[str, Extract] = {}
        self.refusals: list[Refusal] = []

    # ---- in ----------------------------------------------------------------------------------------------------------

    def add(self, source: str) -> Iterator[Outcome]:
        """Reads a source and keeps its reports; one outcome a document, once it is durable."""
        from writethru.clean import clean
        from writethru.read import read

        for found in read(source):
            if isinstance(found, Refusal):
                yield self._refuse(found)
                continue
            try:
                report = clean(found)
            except InputError as e:
                yield self._refuse(Refusal(found.name, e.reason, found.uri))
                continue
            yield self._keep(report, found.name)

    def _keep(self, report: Report, name: str) -> Outcome:
        if self.store.add_report(report):
            return Outcome(name, report.uri, "added", report=report.id)
        reason = f"the same report was there already ({report.id})"
        self.refusals.append(Refusal(name, reason, report.uri, report.id))
        return Outcome(name, report.uri, "same", reason, report.id)

    def _refuse(self, refusal: Refusal) -> Outcome:
        self.refusals.append(refusal)
        return Outcome(refusal.name, refusal.uri, "quarantined", refusal.reason)

    # ---- out ---------------------------------------------------------------------------------------------------------

    def tellings(self, as_of: str | None = None, since: str | None = None, length: str = "default") -> list[Telling]:
        """The round-up of every story, the one with most reports first; `as_of` leaves out what was published later."""
        from writethru.relate.lineage import reuse
        from writethru.relate.story import group

        reports = [r for r in self.store.reports() if not as_of or not r.published or r.published.iso <= as_of]
        links = reuse(reports)
        groups = group(reports)
        told = [
            self._tell([r for r in reports if r.id in set(ids)], links, since, length)
            for ids in _joined([[r.id for r in g] for g in groups], links)
        ]
        return sorted(told, key=lambda t: (-len(t.reports), t.roundup.story.id))

    def _tell(self, reports: list[Report], links: Sequence[Reuse], since: str | None, length: str) -> Telling:
        from writethru.reconcile import reconcile, version_chains
        from writethru.tell import tell

        ids = {r.id for r in reports}
        own = [r for r in links if r.source in ids and r.target in ids]
        extracts = [self.extract(r) for r in reports]
        ledger = reconcile(reports, extracts, own, self.store.judgements())
        chains = version_chains(reports, own)
        current = ids - {i for chain in chains.values() for i in chain[:-1]}
        ordered = sorted(reports, key=_place)
        story = _story(ordered, current)
        return Telling(
            tell(story, ordered, extracts, ledger, current, since, length),
            tuple(ordered),
            tuple(sorted(own, key=lambda r: (r.source, r.target))),
            ledger,
            {i: first for first, chain in chains.items() for i in chain[1:]},
        )

    def extract(self, report: Report) -> Extract:
        """What a report says; worked out once a process."""
        from writethru.extract import extract

        if report.id not in self._extracts:
            self._extracts[report.id] = extract(report)
        return self._extracts[report.id]

    def close(self) -> None:
        self.store.close()


_LAST = (datetime.max.replace(tzinfo=UTC), 0)


def _place(report: Report) -> tuple[tuple[datetime, int], str]:
    """Order of publication; an undated report comes last."""
    stamp = report.published or report.updated
    return (stamp.order if stamp else _LAST), report.id


def _joined(groups: Sequence[Sequence[str]], links: Sequence[Reuse]) -> list[list[str]]:
    """Groups joined where a report of one is copied in the other: a copy is never another story."""
    from writethru.match import components

    edges = [(g[0], i) for g in groups for i in g[1:]]
    edges += [(r.source, r.target) for r in links if r.kind != "shared-quotes"]
    return components(sorted(i for g in groups for i in g), edges)


def _story(reports: Sequence[Report], current: set[str]) -> Story:
    """Headline: the newest current report that has one; slug: the names its headlines share."""
    titled = [r for r in reports if r.headline and r.id in current and (r.published or r.updated)] or [r for r in reports if r.headline]
    headline = titled[-1].headline if titled else reports[0].text.split("\n", 1)[0][:120]
    words = Counter(w for r in reports for w in set(re.findall(r"\b[A-Z][\w’'-]{2,}", r.headline or r.text[:200])))
    top = sorted(words, key=lambda w: (-words[w], (reports[0].headline + reports[0].text).find(w)))[:2]
    slug = "-".join(re.sub(r"\W+", "", w.split("’")[0].split("'")[0]).lower() for w in top) or "story"
    return Story(new_id("s", min(r.id for r in reports)), slug, headline, tuple(r.id for r in reports))
