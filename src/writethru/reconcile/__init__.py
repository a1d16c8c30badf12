"""Extracts of one story -> its Ledger: entities, utterances, claims with their standing, figures over time, a timeline.

Pure: the same records in any order give the same ledger. Human judgements outweigh what is found here.
"""

import re
from collections import Counter
from collections.abc import Sequence

from writethru.model import Extract, Judgement, Ledger, Report, Reuse, Span
from writethru.reconcile import claim as claims
from writethru.reconcile.entity import Names, channel, entities, is_channel, key
from writethru.reconcile.origin import Origins, version_chains
from writethru.reconcile.quote import quote_groups
from writethru.reconcile.series import figure_series
from writethru.reconcile.timeline import timeline
from writethru.reconcile.unit import Unit, unit, weights

__all__ = ["Origins", "reconcile", "version_chains"]


def reconcile(
    reports: Sequence[Report], extracts: Sequence[Extract], reuse: Sequence[Reuse], judgements: Sequence[Judgement] = ()
) -> Ledger:
    """See the module. `reports` holds all versions; a claim only an older version holds is withdrawn or revised."""
    reports = sorted(reports, key=lambda r: r.id)
    found = {e.report: e for e in extracts}
    extracts = [found[r.id] for r in reports if r.id in found]
    units, names = _units(reports, extracts, reuse, judgements)
    origins = _origin_names(units, Origins(reports, reuse))
    idf = weights(units)
    groups = claims.cluster(units, claims.candidates(units, idf), idf, judgements)
    groups.sort(key=lambda g: g[0].order)
    quotes, quote_of = quote_groups(units, origins)
    made = claims.with_versions(claims.claims(groups, idf, origins, quote_of), groups, idf)
    claim_of = {u.id: c.id for g, c in zip(groups, made, strict=True) for u in g}
    series = figure_series(units, origins, claim_of)
    made = claims.with_figures(made, series)
    collective = {u.speaker for u in units if u.collective and u.speaker}
    return Ledger(entities(extracts, reports, names, collective), quotes, tuple(made), series, timeline(units, idf))


def _units(
    reports: Sequence[Report], extracts: Sequence[Extract], reuse: Sequence[Reuse], judgements: Sequence[Judgement]
) -> tuple[list[Unit], Names]:
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
    bodies = _affiliations(extracts, texts, names)
    units = []
    for e in extracts:
        report = texts[e.report]
        for s in e.statements:
            a = s.attribution
            speaker = (a.speaker if a.collective else names.of(a.speaker)) if a and a.speaker else None
            root = origins.root(report.id, s.content)
            outlet, home, newest = origins.outlet(report.id), origins.own_origin(root), latest.get(report.id, report.id)
            units.append(unit(s, report, speaker, bodies.get(speaker or "", ""), outlet, root, home, newest))
    units.sort(key=lambda u: u.order)
    return units, names


def _affiliations(extracts: Sequence[Extract], texts: dict[str, Report], names: Names) -> dict[str, str]:
    """Canonical speaker -> the body the reports place them in: a known government, or "spokeswoman for X", "X's chief executive"."""
    found: dict[str, Counter[str]] = {}
    for e in extracts:
        text = texts[e.report].text
        for name, sources in _sources(e, names).items():
            bodies = [channel(text[slice(*s)]) for s in sources] + [_employer(text, name)]
            found.setdefault(name, Counter()).update(names.of(b) for b in bodies if b)
    of = {name: min(c, key=lambda b: (-c[b], b)) for name, c in found.items() if c}
    return of | {body: body for body in of.values()}


def _sources(e: Extract, names: Names) -> dict[str, list[Span]]:
    """Canonical speaker -> the spans that name the source, for single speakers."""
    out: dict[str, list[Span]] = {}
    for s in e.statements:
        a = s.attribution
        if a and a.speaker and a.source and not a.collective:
            out.setdefault(names.of(a.speaker), []).append(a.source)
    return out


_ROLE = r"(?:spokes(?:man|woman|person)|chief executive|executive director|director|secretary|chair(?:man|woman)?|president|head|chief|minister|manager)"


def _employer(words: str, name: str) -> str:
    """The body named in an apposition to a speaker: "Petra Holm, a spokeswoman for Aldane Nitrogen"."""
    surname = re.escape(name.split()[-1])
    body = r"((?:[A-Z][\w’'&\-]+)(?:\s+(?:of\s+|and\s+)?[A-Z][\w’'&\-]+){0,5})"
    m = re.search(surname + r",\s+(?:an?\s+|the\s+)?(?:[\w’'\-]+\s+){0,3}?" + _ROLE + r"\s+(?:for|of|at)\s+(?:the\s+)?" + body, words)
    m = m or re.search(body + r"['’]s\s+(?:[\w’'\-]+\s+){0,2}?" + _ROLE + r",?\s+(?:[A-Z][\w’'\-]+\s+){0,2}" + surname, words)
    m = m or re.search(_ROLE + r"\s+(?:for|of|at)\s+(?:the\s+)?" + body + r",?\s+[^.]{0,40}?" + surname, words)
    return m.group(1) if m else ""


def _origin_names(units: Sequence[Unit], origins: Origins) -> dict[str, str]:
    """Statement id -> the origin it rests on, in words: the named speaker, else the outlet or agency its words stood in first."""
    spoken = {u.channel for u in units if u.speaker and u.channel and (is_channel(u.speaker) or key(u.speaker) == key(u.channel))}
    out = {}
    for u in units:
        if u.speaker and not u.collective:
            # Where the body itself is quoted too, its spokesperson is no second origin.
            out[u.id] = u.channel if u.channel in spoken else u.speaker
        elif u.speaker:
            out[u.id] = f"{u.speaker}, as {origins.own_origin(u.root)} reports"
        else:
            out[u.id] = origins.own_origin(u.root)
    return out
