"""Extracts of one story -> its Ledger: entities, utterances, claims with their standing, figures over time, a timeline.

Pure: the same records in any order give the same ledger. Human judgements outweigh what is found here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from writethru.model import Extract, FigureSeries, Judgement, Ledger, Report, Reuse
from writethru.reconcile.claim import claims
from writethru.reconcile.cluster import Kinds, cluster
from writethru.reconcile.entity import entities, is_channel, key
from writethru.reconcile.gather import gather
from writethru.reconcile.links import proper
from writethru.reconcile.origin import Origins, version_chains
from writethru.reconcile.quote import quote_groups
from writethru.reconcile.revise import with_figures, with_versions
from writethru.reconcile.series import figure_series
from writethru.reconcile.shared import with_shared
from writethru.reconcile.tidy import tidied
from writethru.reconcile.timeline import timeline
from writethru.reconcile.unit import Unit, weights

__all__ = ["Origins", "reconcile", "version_chains"]


def reconcile(
    reports: Sequence[Report], extracts: Sequence[Extract], reuse: Sequence[Reuse], judgements: Sequence[Judgement] = ()
) -> Ledger:
    """See the module. `reports` holds all versions; a claim only an older version holds is withdrawn or revised."""
    reports = sorted(reports, key=lambda r: r.id)
    found = {e.report: e for e in extracts}
    extracts = [tidied(found[r.id], r) for r in reports if r.id in found]
    units, names = gather(reports, extracts, reuse, judgements)
    origins = _origin_names(units)
    idf = weights(units)
    counted = figure_series(units, origins, {})
    shared = with_shared(units, counted, idf)
    units = shared.units
    kinds = Kinds(units, idf, judgements, shared.backed, shared.alike)
    quotes, quote_of = quote_groups(units, origins)
    made, groups = claims(cluster(kinds), kinds, units, origins, quote_of, shared.within)
    made = with_versions(made, groups, idf)
    claim_of = {u.id: c.id for g, c in zip(groups, made, strict=True) for u in g}
    series = tuple(_of_claims(s, claim_of) for s in counted)
    made = with_figures(made, series)
    collective = {u.speaker for u in units if u.collective and u.speaker}
    return Ledger(entities(extracts, reports, names, collective), quotes, tuple(made), series, timeline(units, idf))


def _of_claims(s: FigureSeries, claim_of: Mapping[str, str]) -> FigureSeries:
    """A series whose points know the claim that gives them first."""
    return replace(s, points=tuple(replace(p, claim=claim_of.get(p.appearances[0].statement)) for p in s.points))


def _origin_names(units: Sequence[Unit]) -> dict[str, str]:
    """Statement id -> the origin it rests on, in words: the named speaker, else the outlet or agency its words stood in first."""
    spoken = {u.channel for u in units if u.speaker and u.channel and (is_channel(u.speaker) or key(u.speaker) == key(u.channel))}
    out = {}
    for u in units:
        if u.retells and u.speaker and (not proper(u.speaker) or u.retells.lower() in u.speaker.lower()):
            out[u.id] = u.retells  # "a passenger told the Post", "the daily Post says": what the Post has
        elif u.speaker and not u.collective:
            # Where the body itself is quoted too, its spokesperson is no second origin.
            out[u.id] = u.channel if u.channel in spoken else u.speaker
        elif u.speaker:
            out[u.id] = f"{u.speaker}, as {u.home} reports"
        else:
            out[u.id] = u.home
    return out
