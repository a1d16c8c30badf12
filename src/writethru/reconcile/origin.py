"""Whose words they are: versions of one report, outlets, and the report a passage was copied from."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations
from pathlib import PurePath

from writethru.match import components
from writethru.model import Report, Reuse, Span
from writethru.text import folded_words

COPY = ("exact", "revision", "syndication")
VERBATIM = 9  # words that two would hardly write alike
SHARE = 0.6  # of a statement's characters inside a shared passage: it is that passage
Words = tuple[str, Sequence[Span]]  # a report and where in it they stand
Shared = tuple[Span, str, Span]  # a passage, and where in which other report it stands too


def version_chains(reports: Sequence[Report], reuse: Sequence[Reuse]) -> dict[str, list[str]]:
    """First version's id -> ids of all versions in order of time, for reports with more than one."""
    stamps = {r.id: r for r in reports}
    edges = [(r.source, r.target) for r in reuse if r.kind == "revision"]
    edges += _rewritten(reports)
    chains = {}
    for group in components(sorted(stamps), edges):
        if len(group) > 1:
            ordered = sorted(group, key=lambda i: (_order(stamps[i]), i))
            chains[ordered[0]] = ordered
    return chains


def _rewritten(reports: Sequence[Report]) -> Iterator[tuple[str, str]]:
    """Pairs of reports that are one page of an outlet at two times, however little of its words is left: published at one minute under one
    name, and updated at two times."""
    pages: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for r in reports:
        if r.outlet and r.published and isinstance(r.published.at, datetime):
            pages[r.outlet, r.published.iso].append(r)
    for group in pages.values():
        yield from ((a.id, b.id) for a, b in combinations(group, 2) if set(a.bylines) & set(b.bylines) and a.updated != b.updated)


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
    """Answers, for one story, which outlet a report counts as and where its words come from."""

    def __init__(self, reports: Sequence[Report], reuse: Sequence[Reuse]) -> None:
        self._reports = {r.id: r for r in reports}
        self._shared: dict[str, list[Shared]] = defaultdict(list)
        self._sources: dict[str, set[str]] = defaultdict(set)
        for r in reuse:
            if r.kind == "shared-quotes":
                continue
            if r.directed:
                self._sources[r.target].add(r.source)
            for a, b in r.shared:
                self._shared[a.report].append(((a.start, a.end), b.report, (b.start, b.end)))
                self._shared[b.report].append(((b.start, b.end), a.report, (a.start, a.end)))
        self._outlets: dict[str, str] = {}
        for group in components(sorted(self._reports), [(r.source, r.target) for r in reuse if r.kind in COPY]):
            members = [self._reports[i] for i in group]
            first = min(members, key=lambda r: (not r.outlet, r.id in self._sources, first_order(r)))
            for m in members:
                self._outlets[m.id] = m.outlet or _agency(m) or (self.label(first) if first is not m else self.label(m))
        nameless = sorted((r for r in reports if not r.outlet and not _agency(r)), key=first_order)
        self._nameless = {r.id: c for r in nameless if (c := self._copied(r))}
        for copy, source in self._nameless.items():  # in order of time, so that a copy of a copy counts with the first
            self._outlets[copy] = self._outlets[source]

    def day(self, report: str) -> str:
        """The day a report is of: its own, else that of the report it copies, "" unknown."""
        for r in (self._reports[report], self._reports[self._nameless.get(report, report)]):
            stamp = r.told
            if stamp:
                return stamp.day.isoformat()
        return ""

    def _copied(self, report: Report) -> str | None:
        """The earlier report that most of a nameless report's words stand in too, if one does."""
        held: dict[str, int] = defaultdict(int)
        for mine, other, _ in self._shared[report.id]:
            if first_order(self._reports[other]) < first_order(report):
                held[other] += mine[1] - mine[0]
        best = min(held, key=lambda i: (-held[i], first_order(self._reports[i])), default=None)
        return best if best and held[best] >= SHARE * len(report.text) else None

    @staticmethod
    def label(report: Report) -> str:
        """The outlet's name; where the report names none, its agency, else its file."""
        return report.outlet or _agency(report) or f"unnamed outlet ({file_name(report)})"

    def outlet(self, report: str) -> str:
        """The outlet a report counts as: a nameless copy counts with what it copies."""
        return self._outlets[report]

    def roots(self, words: Sequence[Words]) -> list[str]:
        """For each of the story's words the report where they stood first among all that share them, by whatever chain of shared
        passages; the order of nothing matters."""
        links: set[tuple[int, int]] = set()
        held: dict[int, set[str]] = defaultdict(set)  # words -> other reports that hold them
        for n, report, twin in self._twins(words):
            held[n].add(report)
            if twin >= 0:
                links.add((n, twin) if n < twin else (twin, n))
        out = [""] * len(words)
        for group in components(range(len(words)), links):
            seen = {words[n][0] for n in group}.union(*(held[n] for n in group if n in held))
            free = [i for i in seen if not self._sources[i] & seen] or seen
            first = min(free, key=lambda i: first_order(self._reports[i]))
            for n in group:
                out[n] = first
        return out

    def written_once(self, words: Sequence[Words], roots: Sequence[str]) -> list[str]:
        """The roots again, one for words that stand in several reports to the letter: too few to show the one a copy of the other, but
        more than two would write alike. That of the first report."""
        root: dict[tuple[str, ...], str] = {}
        said = [tuple(w for a, b in spans for w in folded_words(self._reports[report].text[a:b])) for report, spans in words]
        for key, found in zip(said, roots, strict=True):
            root[key] = min(root.get(key, found), found, key=lambda i: first_order(self._reports[i]))
        return [root[key] if len(key) >= VERBATIM else found for key, found in zip(said, roots, strict=True)]

    def _twins(self, words: Sequence[Words]) -> Iterator[tuple[int, str, int]]:
        """Words that lie in a shared passage, the report it stands in too, and the words that stand at its place there (-1: none)."""
        places: dict[str, list[tuple[int, int, int]]] = {i: [] for i in self._reports}  # start, end and number, in order
        for n, (report, spans) in enumerate(words):
            places[report].append((min(a for a, _ in spans), max(b for _, b in spans), n))
        for rows in places.values():
            rows.sort()
        for report, shared in self._shared.items():
            rows = places[report]
            reach = (1 - SHARE) * max((b - a for a, b, _ in rows), default=0)
            for mine, other, theirs in shared:
                stretch = (theirs[1] - theirs[0]) / (mine[1] - mine[0])
                for k in range(bisect_left(rows, (mine[0] - reach, 0, 0)), len(rows)):
                    a, b, n = rows[k]
                    if a >= mine[1]:
                        break
                    if min(b, mine[1]) - max(a, mine[0]) >= SHARE * (b - a):
                        yield n, other, _at(places[other], theirs[0] + (a - mine[0]) * stretch, theirs[0] + (b - mine[0]) * stretch)

    def own_origin(self, root: str) -> str:
        """The origin of words in an outlet's own voice: the agency they came from, else the outlet."""
        report = self._reports[root]
        return _agency(report) or self.outlet(root)


def _agency(report: Report) -> str:
    """The agency whose copy a report is: the dateline's; credits of a desk's own round-up name no single one."""
    return report.dateline.agency if report.dateline and report.dateline.agency else ""


def _at(rows: Sequence[tuple[int, int, int]], start: float, end: float) -> int:
    """Number of the words that stand about here from end to end, -1 where none do. `rows`: start, end and number, in order."""
    best, most = -1, SHARE
    slack = (1 / SHARE - 1) * (end - start)
    for k in range(bisect_left(rows, (start - slack, 0, 0)), len(rows)):
        a, b, n = rows[k]
        if a > start + slack:
            break
        alike = (min(b, end) - max(a, start)) / (max(b, end) - min(a, start))
        if alike > most:
            best, most = n, alike
    return best
