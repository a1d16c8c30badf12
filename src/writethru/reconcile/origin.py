"""Whose words they are: versions of one report, outlets, and the report a passage was copied from."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from writethru.match import components, overlap
from writethru.model import Report, Reuse, Span

COPY = ("exact", "revision", "syndication")
STRETCH = 256  # characters
SHARE = 0.6  # of a statement's characters inside a shared passage: it is that passage


def version_chains(reports: Sequence[Report], reuse: Sequence[Reuse]) -> dict[str, list[str]]:
    """First version's id -> ids of all versions in order of time, for reports with more than one."""
    stamps = {r.id: r for r in reports}
    edges = [(r.source, r.target) for r in reuse if r.kind == "revision"]
    chains = {}
    for group in components(sorted(stamps), edges):
        if len(group) > 1:
            ordered = sorted(group, key=lambda i: (_order(stamps[i]), i))
            chains[ordered[0]] = ordered
    return chains


def _order(report: Report) -> tuple[str, str]:
    """By what a reader saw last: an update counts, then when it was first seen; an undated report comes last."""
    stamp = report.updated or report.published
    return (stamp.order[0].isoformat() if stamp else "9", report.captured)


def first_order(report: Report) -> tuple[str, str]:
    """Order of first publication."""
    stamp = report.published or report.updated
    return (stamp.order[0].isoformat() if stamp else "9", report.id)


def file_name(report: Report) -> str:
    """What to call a report that names neither outlet nor agency."""
    return PurePath(report.path).name or report.uri or report.id


class Origins:
    """Answers, for one story, which outlet a report counts as and where a passage's words come from."""

    def __init__(self, reports: Sequence[Report], reuse: Sequence[Reuse]) -> None:
        self._reports = {r.id: r for r in reports}
        self._shared: dict[str, list[tuple[Span, str, Span]]] = defaultdict(list)
        self._at: dict[tuple[str, int], list[tuple[Span, str, Span]]] = defaultdict(list)  # the same by report and stretch of text
        self._sources: dict[str, set[str]] = defaultdict(set)
        for r in reuse:
            if r.kind == "shared-quotes":
                continue
            if r.directed:
                self._sources[r.target].add(r.source)
            for a, b in r.shared:
                self._shared[a.report].append(((a.start, a.end), b.report, (b.start, b.end)))
                self._shared[b.report].append(((b.start, b.end), a.report, (a.start, a.end)))
        for report, shared in self._shared.items():
            for mine, other, theirs in shared:
                for stretch in range(mine[0] // STRETCH, mine[1] // STRETCH + 1):
                    self._at[report, stretch].append((mine, other, theirs))
        self._outlets: dict[str, str] = {}
        for group in components(sorted(self._reports), [(r.source, r.target) for r in reuse if r.kind in COPY]):
            members = [self._reports[i] for i in group]
            first = min(members, key=lambda r: (not r.outlet, r.id in self._sources, first_order(r)))
            for m in members:
                self._outlets[m.id] = m.outlet or _agency(m) or (self.label(first) if first is not m else self.label(m))

        self._nameless = {m.id: c for m in reports if not m.outlet and not _agency(m) and (c := self._copied(m))}
        self._outlets |= {copy: self._outlets[source] for copy, source in self._nameless.items()}

    def day(self, report: str) -> str:
        """The day a report is of: its own, else that of the report it copies, "" unknown."""
        for r in (self._reports[report], self._reports[self._nameless.get(report, report)]):
            stamp = r.published or r.updated
            if stamp:
                return stamp.day.isoformat()
        return ""

    def _copied(self, report: Report) -> str | None:
        """The report that most of a nameless report's words stand in too, if one does."""
        held: dict[str, int] = defaultdict(int)
        for mine, other, _ in self._shared[report.id]:
            held[other] += mine[1] - mine[0]
        best = max(sorted(held), key=lambda i: held[i], default=None)
        return best if best and held[best] >= SHARE * len(report.text) and first_order(self._reports[best]) < first_order(report) else None

    @staticmethod
    def label(report: Report) -> str:
        """The outlet's name; where the report names none, its agency, else its file."""
        return report.outlet or _agency(report) or f"unnamed outlet ({file_name(report)})"

    def outlet(self, report: str) -> str:
        """The outlet a report counts as: a nameless copy counts with what it copies."""
        return self._outlets[report]

    def root(self, report: str, spans: Sequence[Span]) -> str:
        """The report where these words stood first among all that share them."""
        seen = {report}
        todo = [(report, s) for s in spans]
        while todo:
            at, span = todo.pop()
            for mine, other, theirs in self._passages(at, span):
                if other in seen or overlap(mine, span) < SHARE * (span[1] - span[0]):
                    continue
                seen.add(other)
                shift = theirs[0] - mine[0]
                todo.append((other, (max(theirs[0], span[0] + shift), min(theirs[1], span[1] + shift))))
        free = [i for i in seen if not self._sources[i] & seen] or list(seen)
        return min(free, key=lambda i: first_order(self._reports[i]))

    def _passages(self, report: str, span: Span) -> Iterator[tuple[Span, str, Span]]:
        """Shared passages near a span of a report; one that reaches over two stretches may come twice."""
        for stretch in range(span[0] // STRETCH, span[1] // STRETCH + 1):
            yield from self._at.get((report, stretch), ())

    def own_origin(self, root: str) -> str:
        """The origin of words in an outlet's own voice: the agency they came from, else the outlet."""
        report = self._reports[root]
        return _agency(report) or self.outlet(root)


def _agency(report: Report) -> str:
    """The agency whose copy a report is: the dateline's; credits of a desk's own round-up name no single one."""
    return report.dateline.agency if report.dateline and report.dateline.agency else ""
