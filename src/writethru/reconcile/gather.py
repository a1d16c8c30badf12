"""Statements of a story's reports made comparable: canonical speakers, the bodies they speak for, and whose words they are."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from writethru.corrections import withdrawn
from writethru.model import Extract, Judgement, Report, Reuse, Span
from writethru.reconcile.entity import Names, channel, key
from writethru.reconcile.links import beside, cited, ends, holds, neighbours
from writethru.reconcile.origin import Origins, version_chains
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
    bodies = _affiliations(extracts, texts, names)
    outlets = {key(r.outlet): r.outlet for r in reports if r.outlet}
    collectives: dict[str, str] = {}
    gone = withdrawn(judgements)
    units = []
    for e in extracts:
        report = texts[e.report]
        strays, near = beside(e), neighbours(e.statements)
        told = [t for s in e.statements for t in cited(s, near[s.id], report, outlets)]
        for s, through in ends(told, report, outlets):
            a = s.attribution
            speaker = None
            if a and a.speaker:
                speaker = collectives.setdefault(key(a.speaker), a.speaker) if a.collective else names.of(a.speaker)
            root = origins.root(report.id, s.content)
            outlet, home, newest = (
                origins.outlet(report.id),
                through or origins.own_origin(root),
                latest.get(report.id, report.id) if s.id not in gone else "",
            )
            day = s.said or origins.day(report.id)
            made = unit(s, report, speaker, bodies.get(speaker or "", ""), outlet, root, home, newest, day)
            passes = frozenset(names.of(t.attribution.speaker or "") for t in near[s.id] if t.attribution and holds(s, t))
            units.append(replace(made, beside=strays.get(s.id, ()), passes=passes) if passes or s.id in strays else made)
    units.sort(key=lambda u: u.order)
    return units, names


def _affiliations(extracts: Sequence[Extract], texts: dict[str, Report], names: Names) -> dict[str, str]:
    """Canonical speaker -> the body the reports place them in: a known government, or "spokeswoman for X", "X's chief executive"."""
    found: dict[str, Counter[str]] = {}
    for e in extracts:
        text = texts[e.report].text
        for name, sources in _sources(e, names).items():
            bodies = [channel(text[slice(*s)]) for s in sources] + [_employer(text, name)]
            known = [names.of(b) for b in bodies if b and (b[:1].isupper() or names.has(b))]
            found.setdefault(name, Counter()).update(known)
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
_BODY = r"((?:[A-Z][\w’'&\-]+)(?:\s+(?:of\s+|and\s+)?[A-Z][\w’'&\-]+){0,5})"
_AFTER = re.compile(r",\s+(?:an?\s+|the\s+)?(?:[\w’'\-]+\s+){0,3}?" + _ROLE + r"\s+(?:for|of|at)\s+(?:the\s+)?" + _BODY)
_OWNED = re.compile(_BODY + r"['’]s\s+(?:[\w’'\-]+\s+){0,2}?" + _ROLE + r",?\s+(?:[A-Z][\w’'\-]+\s+){0,2}$")
_BEFORE = re.compile(_ROLE + r"\s+(?:for|of|at)\s+(?:the\s+)?" + _BODY + r",?\s+[^.]{0,40}$")
_DIRECT = re.compile(_BODY + r"\s+" + _ROLE + r"\s+(?:[A-Z][\w’'\-]+\s+){0,2}$")
_PLAIN = re.compile(r"\b((?:[a-z]+ )?[a-z]+) spokes(?:man|woman|person) (?:[A-Z][\w’'\-]+ ){0,2}$")  # "coast guard spokesman Niels "
WINDOW = 120  # characters round a name in which its office is told


def _employer(text: str, name: str) -> str:
    """The body that an apposition places a speaker in: "Petra Holm, a spokeswoman for Aldane Nitrogen"; "" where none does."""
    surname, at = name.split()[-1], -1
    while (at := text.find(surname, at + 1)) >= 0:
        end = at + len(surname)
        m = _AFTER.match(text, end, end + WINDOW)
        before = text[max(0, at - WINDOW) : at]
        m = m or _OWNED.search(before) or _BEFORE.search(before) or _DIRECT.search(before) or _PLAIN.search(before)
        if m:
            return m.group(1)
    return ""
