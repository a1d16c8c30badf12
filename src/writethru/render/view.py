"""What a page shows of a story, as plain records: one view for every template."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from writethru.model import Appearance, Claim, FigureSeries, Line, Passage, QuoteGroup, Report, Stamp, Telling
from writethru.render.plain import label, nameless, outlets, renewed, worded
from writethru.render.shown import LineView, OriginView, PassageView, SectionView, SourceView
from writethru.text import sentences
from writethru.title import titled

CLASS = {"single origin": "single"}
FLAG = {
    "new": "New",
    "revised": "Revised",
    "confirmed": "Confirmed",
    "denied": "Denied",
    "withdrawn": "Withdrawn",
    "corrected": "Corrected",
}


class StoryView:
    """Builds the views of one telling."""

    def __init__(self, t: Telling) -> None:
        self.telling = t
        self.reports = {r.id: r for r in t.reports}
        self.claims = {c.id: c for c in t.ledger.claims}
        self._sentences: dict[str, list[tuple[int, int]]] = {}
        self._flags = {c.claim: c for c in t.roundup.changes}
        self._versions: dict[str, list[str]] = {}
        for later, first in t.version_of.items():
            self._versions.setdefault(first, [first]).append(later)
        self._used: set[str] = set()
        self.need = SectionView("need", "What you need to know", tuple(self.line(x) for x in t.roundup.need_to_know))
        self.sections = tuple(
            SectionView(_slug(s.heading), s.heading, tuple(self.line(x) for x in s.lines), s.heading == "Timeline")
            for s in t.roundup.sections
        )
        self.worded = worded(t) if t.roundup.writer else ""
        self.outlets, self.nameless = outlets(t.reports), nameless(t.reports)
        self.sources = tuple(self.source(r) for r in sorted(t.reports, key=_newest, reverse=True))

    def line(self, x: Line) -> LineView:
        """A sentence with its passages, grouped by origin."""
        claim = self.claims.get(x.claim or "")
        change = self._flags.get(x.claim or "")
        groups = self._groups(x, claim)
        name = claim.id if claim else "l" + str(len(self._used) + 1)
        if name in self._used:
            name += "-" + str(len(self._used))
        self._used.add(name)
        return LineView(
            id=name,
            text=x.text,
            flag=FLAG[change.kind] if change else "",
            was=change.before.text if change and change.before and change.after and change.kind == "revised" else "",
            standing=_standing(claim),
            css=CLASS.get(claim.standing, claim.standing) if claim else "",
            outlets=len(claim.outlets) if claim else 0,
            origins=len(claim.origins) if claim else 0,
            hedges=", ".join(claim.hedges) if claim else "",
            when=day_words(x.when),
            iso=x.when,
            rests=sum(len(g.passages) for g in groups),
            groups=groups,
            why=x.why,
            extract=x.extract,
            told=day_words(x.told),
        )

    def _groups(self, x: Line, claim: Claim | None) -> tuple[OriginView, ...]:
        origin = {p: a.origin for a in (claim.appearances if claim else ()) for p in a.passages}
        by: dict[str, list[PassageView]] = {}
        seen: set[tuple[str, str]] = set()
        for p in x.sources:
            inside = next((o for q, o in origin.items() if q.report == p.report and q.start < p.end and p.start < q.end), "")
            view = self.passage(p)
            if (view.report, view.mark) not in seen and not any(r == view.report and view.mark in m for r, m in seen):
                seen.add((view.report, view.mark))
                by.setdefault(inside, []).append(view)
        return tuple(OriginView(name, tuple(ps)) for name, ps in by.items())

    def passage(self, p: Passage) -> PassageView:
        """A passage with the sentence before and after it in its paragraph."""
        r = self.reports[p.report]
        if r.id not in self._sentences:
            self._sentences[r.id] = sentences(r.text)
        around = [s for s in self._sentences[r.id] if s[0] < p.end + 2 and s[1] > p.start - 2]
        lo, hi = (min(p.start, around[0][0]), max(p.end, around[-1][1])) if around else (p.start, p.end)
        mark = r.text[p.start : p.end]
        fragment = quote(" ".join(mark.split("\n")[0].split()[:10]), safe="")
        href = f"{r.uri}#:~:text={fragment}" if r.uri.startswith(("http://", "https://")) else ""
        stamp = r.published or r.updated
        return PassageView(
            outlet=label(r).split(", ")[0],
            time=_when(r),
            iso=stamp.iso if stamp else "",
            before=" ".join(r.text[lo : p.start].split("\n")[-1:]),
            mark=mark,
            after=r.text[p.end : hi].split("\n")[0],
            note=self._version_note(r),
            report=r.id,
            href=href,
        )

    def _version_note(self, r: Report) -> str:
        chain = self._versions.get(self.telling.version_of.get(r.id, r.id))
        return f"version {chain.index(r.id) + 1} of {len(chain)}" if chain else ""

    def source(self, r: Report) -> SourceView:
        """A report as the Sources part lists it."""
        t = self.telling
        notes = [f"updated {_time(r.updated)}"] if r.updated and renewed(r) else []
        notes += [self._version_note(r)] if self._version_note(r) else []
        for x in t.reuse:
            if x.target == r.id and x.directed and x.kind in ("exact", "syndication", "excerpt"):
                verb = {"exact": "the same copy as", "syndication": "copy of", "excerpt": "holds part of"}[x.kind]
                notes.append(f"{verb} {label(self.reports[x.source])}: {x.reason}")
        return SourceView(
            id=r.id,
            outlet=label(r).split(", ")[0],
            time=_when(r),
            iso=(r.published or r.updated).iso if (r.published or r.updated) else "",  # type: ignore[union-attr]
            headline=titled(r) or r.text.split("\n")[0][:100],
            notes=tuple(notes),
            href=r.uri if r.uri.startswith(("http://", "https://")) else "",
            paragraphs=tuple((b.part, r.text[b.start : b.end]) for b in r.blocks),
            left_out=tuple((x.text, x.reason) for x in r.left_out),
            credits=", ".join(r.credits),
        )

    def changes(self) -> list[tuple[str, str, str]]:
        """Flag, claim id and words of each change, for the rail."""
        out = []
        for c in self.telling.roundup.changes:
            shown = c.after or c.before
            if shown:
                out.append((FLAG[c.kind], c.claim if c.claim in self._used else "", shown.text))
        return out

    def series(self) -> list[FigureSeries]:
        """The series that the round-up tells, called as it calls them, with the values it gives."""
        known = {s.id: s for s in self.telling.ledger.figures}
        lines = [x for s in self.telling.roundup.sections for x in s.lines if x.series in known]
        out = []
        for x in lines:
            called, _, values = x.text.partition(": ")
            told = known[x.series]
            out.append(replace(told, of=called, points=tuple(p for p in told.points if p.text in values)))
        return out

    def quotes(self) -> list[QuoteGroup]:
        """Utterances that more than one report carries, or in more than one form."""
        return [q for q in self.telling.ledger.quotes if len({a.report for a in q.appearances}) > 1 or q.variants]

    def names(self, appearances: Sequence[Appearance]) -> str:
        """The outlets of some appearances, each once."""
        return ", ".join(dict.fromkeys(a.outlet for a in appearances))


def _standing(c: Claim | None) -> str:
    if c is None:
        return ""
    return f"corroborated ({len(c.origins)})" if c.standing == "corroborated" else c.standing


def _newest(r: Report) -> tuple[str, str]:
    stamp = r.published or r.updated
    return (stamp.order[0].isoformat() if stamp else "", r.id)


def _when(r: Report) -> str:
    stamp = r.published or r.updated
    return _time(stamp) if stamp else "no date"


def _time(stamp: Stamp) -> str:
    day = f"{stamp.day.day} {stamp.day:%b %Y}"
    return f"{day}, {stamp.iso[11:16]}" if len(stamp.iso) > 10 else day


def day_words(iso: str) -> str:
    """An ISO day or month as a reader writes it: "9 Jun 2026"."""
    if len(iso) == 10:
        d = date.fromisoformat(iso)
        return f"{d.day} {d:%b %Y}"
    return f"{date.fromisoformat(iso + '-01'):%b %Y}" if len(iso) == 7 else iso


def _slug(heading: str) -> str:
    return {"What we don't know": "unknown", "Who said what": "who", "Also reported": "also"}.get(heading, heading.lower())
