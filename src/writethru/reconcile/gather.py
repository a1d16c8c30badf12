"""Statements of a story's reports made comparable: canonical speakers, the bodies they speak for, and whose words they are."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from writethru.corrections import withdrawn
from writethru.model import Extract, Figure, Judgement, Report, Reuse, Statement
from writethru.reconcile.again import with_named
from writethru.reconcile.answer import with_answers
from writethru.reconcile.employer import Companies, affiliations
from writethru.reconcile.entity import Names, initials, key
from writethru.reconcile.links import apposed, beside, cited, ends, holds, neighbours, outlet_of, told_to
from writethru.reconcile.origin import Origins, version_chains
from writethru.reconcile.retract import with_retractions
from writethru.reconcile.tidy import outlet_speaks
from writethru.reconcile.unit import Unit, unit


def gather(
    reports: Sequence[Report], extracts: Sequence[Extract], reuse: Sequence[Reuse], judgements: Sequence[Judgement]
) -> tuple[list[Unit], Names]:
    """Units in order of publication, and the names of the story."""
    counts: Counter[str] = Counter()
    for e in extracts:
        counts.update(m.name for m in e.mentions if m.kind != "other" or " " in m.name)
        counts.update(
            s.attribution.speaker for s in e.statements if s.attribution and s.attribution.speaker and not s.attribution.collective
        )
    names = Names(counts, judgements)
    texts = {r.id: r for r in reports}
    origins = Origins(reports, reuse)
    latest = {i: chain[-1] for chain in version_chains(reports, reuse).values() for i in chain}
    said = (s.attribution for e in extracts for s in e.statements)
    companies = Companies(texts, names, {names.of(a.speaker) for a in said if a and a.speaker and not a.collective})
    bodies = affiliations(extracts, texts, names, companies)
    named = {r.outlet for r in reports if r.outlet}
    outlets = {key(n): o for n, o in (*initials(named).items(), *((o, o) for o in sorted(named)))}
    collectives: dict[str, str] = {}
    gone = withdrawn(judgements)
    units = []
    chained = [(e, c) for e in extracts for c in _chained(e, texts[e.report], outlets, companies)]
    where = [(e.report, c.statement.content) for e, c in chained]
    roots = origins.written_once(where, origins.roots(where))
    for (e, c), root in zip(chained, roots, strict=True):
        s, report = c.statement, texts[e.report]
        a = s.attribution
        speaker = None
        if a and a.speaker and not outlet_speaks(s, report):
            speaker = collectives.setdefault(key(a.speaker), a.speaker) if a.collective else names.of(a.speaker)
        outlet, home = origins.outlet(report.id), c.through or origins.own_origin(root)
        newest = latest.get(report.id, report.id) if s.id not in gone else ""
        day = s.said or origins.day(report.id)
        made = unit(s, report, speaker, bodies.get(speaker or "", ""), outlet, root, home, newest, day)
        passes = frozenset(names.of(name) for name in c.passes)
        retells = outlet_of(a.speaker, outlets) or told_to(s, report, outlets) if a and a.speaker else ""
        retells = retells if retells != outlet else ""
        more = passes or c.beside or retells or c.inner
        units.append(replace(made, beside=c.beside, passes=passes, retells=retells, inner=c.inner) if more else made)
    return sorted(with_retractions(with_named(with_answers(units))), key=lambda u: u.order), names


@dataclass(frozen=True, slots=True)
class _Chained:
    """A statement as its inmost source makes it."""

    statement: Statement
    through: str  # the outlet of the story it came through, "" if none
    passes: frozenset[str]  # speakers whose words it passes on
    beside: tuple[Figure, ...]  # figures of its sentence that stand in no statement's content
    inner: bool  # whether it stands in what somebody else says


def _named(s: Statement, report: Report, companies: Companies) -> Statement:
    """The statement under its source's name, where that is told beside its office or before: "the company, Aldane Works", "the company"."""
    s = apposed(s, report)
    a = s.attribution
    meant = companies.meant(a.speaker, report.id, a.source[0]) if a and a.speaker and a.source and not a.collective else ""
    return replace(s, attribution=replace(a, speaker=meant)) if a and meant else s


def _chained(e: Extract, report: Report, outlets: Mapping[str, str], companies: Companies) -> Iterator[_Chained]:
    """A report's statements less the outer links of their chains."""
    strays, near = beside(e), neighbours(e.statements)
    told = [t for s in e.statements for t in cited(_named(s, report, companies), near[s.id], report, outlets)]
    for s, through in ends(told, report, outlets):
        passes = frozenset(t.attribution.speaker or "" for t in near[s.id] if t.attribution and holds(s, t))
        yield _Chained(s, through, passes, strays.get(s.id, ()), any(holds(t, s) for t in near[s.id]))
