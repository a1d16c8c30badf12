"""One part of a story as rows: ledger, figures, quotes, timeline, sources. The view behind each command, as CSV, JSON or text.

A row is (record as `brief --json` gives it, flat columns); columns with several values hold a tuple.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from writethru.model import Appearance, FigurePoint, FigureSeries, Report, Telling
from writethru.render import data
from writethru.render.sheet import safe
from writethru.text import fold

Columns = dict[str, Any]
Row = tuple[dict[str, Any], Columns]


def rows(name: str, told: Telling, wanted: Mapping[str, str]) -> list[Row]:
    """The rows of a part that hold every wanted word: {"speaker" | "standing" | "outlet" | "text": part of it, any case}."""
    return [row for row in PARTS[name](told) if all(_holds(row[1], k, v) for k, v in wanted.items())]


def _holds(columns: Columns, key: str, value: str) -> bool:
    if key == "text":
        found: Any = [columns.get(k) or "" for k in ("text", "words", "of", "headline")]
    elif key == "outlet":
        found = columns.get("outlet_names") or columns.get("outlet")
    else:
        found = columns.get(key)
    return any(fold(value) in fold(str(x)) for x in (found if isinstance(found, list | tuple) else [found or ""]))


def _ledger(t: Telling) -> list[Row]:
    return [
        (
            data.claim(c),
            {
                "id": c.id,
                "standing": c.standing,
                "outlets": len(c.outlets),
                "origins": len(c.origins),
                "speaker": c.speaker,
                "stance": c.stance,
                "hedges": c.hedges,
                "said": c.said,
                "first_published": c.first_published,
                "text": c.text,
                "outlet_names": c.outlets,
                "origin_names": c.origins,
                "why": c.why,
                **_place(c.appearances),
            },
        )
        for c in t.ledger.claims
    ]


def _figures(t: Telling) -> list[Row]:
    text = {p.id: p.text for s in t.ledger.figures for p in s.points}
    return [(_figure(s, p), _figure_columns(s, p, text)) for s in t.ledger.figures for p in s.points]


def _figure(s: FigureSeries, p: FigurePoint) -> dict[str, Any]:
    return {"series": s.id, "of": s.of, "unit": s.unit, **data.point(p)}


def _figure_columns(s: FigureSeries, p: FigurePoint, text: Mapping[str, str]) -> Columns:
    return {
        "id": p.id,
        "of": s.of,
        "unit": s.unit,
        "text": p.text,
        "low": p.low,
        "high": p.high,
        "approx": p.approx,
        "speaker": p.speaker,
        "modality": p.modality,
        "said": p.said,
        "as_of": p.as_of,
        "outlets": len(p.outlets),
        "origins": len(p.origins),
        "outlet_names": p.outlets,
        "origin_names": p.origins,
        "relations": tuple(f"{r.kind} {text[r.other]}" for r in p.relations),
        **_place(p.appearances),
    }


def _quotes(t: Telling) -> list[Row]:
    return [
        (
            data.quote(q),
            {
                "id": q.id,
                "speaker": q.speaker,
                "words": q.words,
                "outlets": len(q.outlets),
                "origins": len(q.origins),
                "outlet_names": q.outlets,
                "origin_names": q.origins,
                "variants": tuple(v.words for v in q.variants),
                **_place(q.appearances),
            },
        )
        for q in t.ledger.quotes
    ]


def _timeline(t: Telling) -> list[Row]:
    out: list[Row] = []
    for h in t.ledger.timeline:
        record = {
            "date": h.date,
            "precision": h.precision,
            "text": h.text,
            "appearances": [p for a in h.appearances for p in data.appearance(a)],
        }
        names = tuple(dict.fromkeys(a.outlet for a in h.appearances if a.outlet))
        out.append((record, {"date": h.date, "text": h.text, "outlet_names": names, **_place(h.appearances)}))
    return out


def _sources(t: Telling) -> list[Row]:
    of = {r.id: r for r in t.reports}
    return [(data.report(r, t.version_of.get(r.id)), _source(t, r, of)) for r in t.reports]


def _source(t: Telling, r: Report, of: Mapping[str, Report]) -> Columns:
    copied = [x for x in t.reuse if x.target == r.id and x.directed and x.kind not in ("revision", "shared-quotes")]
    return {
        "id": r.id,
        "outlet": r.outlet,
        "headline": r.headline,
        "bylines": r.bylines,
        "credits": r.credits,
        "published": r.published.iso if r.published else None,
        "updated": r.updated.iso if r.updated else None,
        "url": r.uri,
        "path": r.path,
        "version_of": t.version_of.get(r.id),
        "copies": tuple(f"{x.kind} of {of[x.source].outlet or x.source}: {x.reason}" for x in copied),
        "left_out": len(r.left_out),
    }


def _place(appearances: Sequence[Appearance]) -> Columns:
    """Where it stands first: a report and its characters."""
    p = appearances[0].passages[0]
    return {"report": p.report, "start": p.start, "end": p.end}


PARTS: dict[str, Callable[[Telling], list[Row]]] = {
    "ledger": _ledger,
    "figures": _figures,
    "quotes": _quotes,
    "timeline": _timeline,
    "sources": _sources,
}
TITLE = {"ledger": "text", "figures": "of", "quotes": "words", "timeline": "text", "sources": "headline"}
_TERSE = {"id", "report", "start", "end", "outlet_names", "low", "high", "approx"}  # what a line for a reader leaves to CSV and JSON


def to_json(name: str, story: str, found: Sequence[Row]) -> str:
    """{"story", part: [records]}"""
    return json.dumps({"story": story, name: [record for record, _ in found]}, ensure_ascii=False, indent=1) + "\n"


def to_csv(found: Sequence[Row]) -> str:
    """A header and a line a row (RFC 4180); what a spreadsheet would take for a formula gets an apostrophe."""
    out = io.StringIO()
    if found:
        writer = csv.DictWriter(out, list(found[0][1]))
        writer.writeheader()
        writer.writerows({k: _cell(v) for k, v in columns.items()} for _, columns in found)
    return out.getvalue()


def _cell(value: Any) -> Any:
    text = "; ".join(value) if isinstance(value, tuple) else value
    return safe(text) if isinstance(text, str) and len(text) > 1 else text


def to_text(name: str, found: Sequence[Row]) -> str:
    """Each row as its words and, indented, the rest of its columns."""
    out = []
    for _, columns in found:
        rest = {k: v for k, v in columns.items() if k not in _TERSE and k != TITLE[name] and v not in (None, "", (), 0)}
        shown = (f"{k.replace('_', ' ')}: {'; '.join(v) if isinstance(v, tuple) else v}" for k, v in rest.items())
        out.append(f"{columns['id'] + '  ' if 'id' in columns else ''}{columns[TITLE[name]]}\n    " + " · ".join(shown) + "\n")
    return "".join(out)
