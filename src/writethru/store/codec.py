"""Records as JSON text and back, for stores. Only fields that differ from their default are written."""

import json
from datetime import date, datetime
from typing import Any

from writethru.model import Block, Dateline, Judgement, LeftOut, Report, Stamp


def report_to_text(r: Report) -> str:
    """A report as one JSON text."""
    row: dict[str, Any] = {
        "id": r.id,
        "text": r.text,
        "blocks": [[b.part, b.start, b.end, *([b.at.iso] if b.at else [])] for b in r.blocks],
        "headline": r.headline,
        "outlet": r.outlet,
        "bylines": r.bylines,
        "credits": r.credits,
        "sign_off": r.sign_off,
        "dateline": [r.dateline.place, r.dateline.agency] if r.dateline else None,
        "published": r.published.iso if r.published else None,
        "updated": r.updated.iso if r.updated else None,
        "uri": r.uri,
        "path": r.path,
        "language": r.language,
        "left_out": [[x.text, x.reason] for x in r.left_out],
        "captured": r.captured,
    }
    return json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False)


def report_from_text(text: str) -> Report:
    """The report a JSON text holds. Raises ValueError or KeyError when it holds none."""
    d = json.loads(text)
    return Report(
        id=d["id"],
        text=d["text"],
        blocks=tuple(Block(b[0], b[1], b[2], _stamp(b[3]) if len(b) > 3 else None) for b in d.get("blocks", [])),
        headline=d.get("headline", ""),
        outlet=d.get("outlet", ""),
        bylines=tuple(d.get("bylines", ())),
        credits=tuple(d.get("credits", ())),
        sign_off=d.get("sign_off", ""),
        dateline=Dateline(*d["dateline"]) if d.get("dateline") else None,
        published=_stamp(d.get("published")),
        updated=_stamp(d.get("updated")),
        uri=d.get("uri", ""),
        path=d.get("path", ""),
        language=d.get("language", ""),
        left_out=tuple(LeftOut(*x) for x in d.get("left_out", [])),
        captured=d.get("captured", ""),
    )


def _stamp(text: str | None) -> Stamp | None:
    if not text:
        return None
    return Stamp(date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text))


def judgement_to_row(j: Judgement) -> tuple[str, str, str, float, str, str, str]:
    """A judgement as a row."""
    return (j.left, j.right, j.verdict, j.score, j.by, j.at, j.reason)
