"""The JSON of `writethru brief`, as INTERFACE.md promises it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from writethru.model import Appearance, Change, Claim, FigurePoint, FigureSeries, Line, Passage, QuoteGroup, Refusal, Report, Telling

Record = dict[str, Any]


def to_json(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """All stories and what was left out, as one JSON text."""
    left_out = [refusal(x) for x in refusals] + [
        {**_place(r), "report": r.id, "text": x.text, "reason": x.reason} for t in tellings for r in t.reports for x in r.left_out
    ]
    return json.dumps({"stories": [story(t) for t in tellings], "left_out": left_out}, ensure_ascii=False, indent=1)


def refusal(x: Refusal) -> Record:
    """An input that was not taken up."""
    return {**({"uri": x.uri} if x.uri and x.uri == x.name else {"path": x.name}), "report": x.report, "text": x.text, "reason": x.reason}


def _place(r: Report) -> Record:
    return {"path": r.path} if r.path else {"uri": r.uri}


def story(t: Telling) -> Record:
    """One story with its ledger and round-up."""
    u = t.roundup
    return {
        "id": u.story.id,
        "slug": u.story.slug,
        "headline": u.story.headline,
        "reports": [report(r, t.version_of.get(r.id)) for r in t.reports],
        "reuse": [
            {"source": r.source, "target": r.target, "kind": r.kind, "score": round(r.score, 4), "reason": r.reason, "directed": r.directed}
            for r in t.reuse
        ],
        "entities": [asdict(e) for e in t.ledger.entities],
        "quotes": [quote(q) for q in t.ledger.quotes],
        "claims": [claim(c) for c in t.ledger.claims],
        "figures": [series(s) for s in t.ledger.figures],
        "timeline": [
            {"date": h.date, "precision": h.precision, "text": h.text, "appearances": [p for a in h.appearances for p in appearance(a)]}
            for h in t.ledger.timeline
        ],
        "roundup": {
            "as_of": u.as_of,
            **({"writer": u.writer} if u.writer else {}),
            "need_to_know": [line(x) for x in u.need_to_know],
            "sections": [{"heading": s.heading, "lines": [line(x) for x in s.lines]} for s in u.sections],
        },
        "changes": [change(c) for c in u.changes],
    }


def masthead(r: Report) -> Record:
    """What both `brief` and `stage clean` give of a report."""
    return {
        "outlet": r.outlet,
        "headline": r.headline,
        "bylines": list(r.bylines),
        "credits": list(r.credits),
        "sign_off": r.sign_off,
        "dateline": asdict(r.dateline) if r.dateline else None,
        "published": r.published.iso if r.published else None,
        "updated": r.updated.iso if r.updated else None,
        "text": r.text,
    }


def report(r: Report, version_of: str | None) -> Record:
    """A report's masthead and text."""
    return {
        "id": r.id,
        **_place(r),
        "url": r.uri,
        **masthead(r),
        "version_of": version_of,
    }


def passage(p: Passage) -> Record:
    """A passage as report and offsets."""
    return {"report": p.report, "start": p.start, "end": p.end}


def appearance(a: Appearance) -> list[Record]:
    """The passages of an appearance."""
    return [passage(p) for p in a.passages]


def line(x: Line | None) -> Any:
    """A line with its sources; None stays None."""
    return (
        None
        if x is None
        else {
            "text": x.text,
            "sources": [passage(p) for p in x.sources],
            "claim": x.claim,
            "why": x.why,
            **({"when": x.when} if x.when else {}),
            **({"told": x.told} if x.told else {}),
            **({"series": x.series} if x.series else {}),
            **({"machine_worded": True, "extract": x.extract} if x.extract else {}),
        }
    )


def quote(q: QuoteGroup) -> Record:
    """An utterance with its appearances and variants."""
    return {
        "id": q.id,
        "speaker": q.speaker,
        "words": q.words,
        "origins": len(q.origins),
        "outlets": len(q.outlets),
        "origin_names": list(q.origins),
        "outlet_names": list(q.outlets),
        "appearances": [
            {"report": a.report, "start": a.passages[0].start, "end": a.passages[-1].end, "words": a.words} for a in q.appearances
        ],
        "variants": [asdict(v) for v in q.variants],
    }


def claim(c: Claim) -> Record:
    """A claim with its standing and relations."""
    return {
        "id": c.id,
        "text": c.text,
        "speaker": c.speaker,
        "stance": c.stance,
        "hedges": list(c.hedges),
        "negated": c.negated,
        "standing": c.standing,
        "outlets": len(c.outlets),
        "origins": len(c.origins),
        "outlet_names": list(c.outlets),
        "origin_names": list(c.origins),
        "said": c.said,
        "first_published": c.first_published,
        "why": c.why,
        "quote": c.quote,
        "appearances": [p for a in c.appearances for p in appearance(a)],
        "relations": [{"kind": r.kind, "claim": r.other, "reason": r.reason} for r in c.relations],
    }


def series(s: FigureSeries) -> Record:
    """Figures that count one thing."""
    return {"id": s.id, "of": s.of, "unit": s.unit, "points": [point(p) for p in s.points]}


def point(p: FigurePoint) -> Record:
    """One figure of a series."""
    return {
        "id": p.id,
        "low": p.low,
        "high": p.high,
        "approx": p.approx,
        "text": p.text,
        "speaker": p.speaker,
        "modality": p.modality,
        "said": p.said,
        "as_of": p.as_of,
        "outlets": len(p.outlets),
        "origins": len(p.origins),
        "claim": p.claim,
        "appearances": [x for a in p.appearances for x in appearance(a)],
        "relations": [{"kind": r.kind, "point": r.other, "reason": r.reason} for r in p.relations],
    }


def change(c: Change) -> Record:
    """A change with the lines before and after."""
    return {"kind": c.kind, "claim": c.claim, "before": line(c.before), "after": line(c.after)}
