"""Records as JSON text and back, for stores. Only fields that differ from their default are written."""

import json
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, cast, get_args, get_origin, get_type_hints
from zlib import crc32

from writethru.model import Block, Dateline, Dating, Extract, Judgement, Ledger, LeftOut, Report, Stamp
from writethru.text import address, fold, folded_words

SKETCH = 7  # smallest hashes kept of a text


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
        "datings": [[_iso(d.published), _iso(d.updated), list(map(_iso, d.posts))] for d in r.datings],
    }
    row = {k: v for k, v in row.items() if v or k in ("id", "text", "blocks")}
    text = json.dumps(row, ensure_ascii=False)
    # A file name that is no UTF-8 comes as lone surrogates, which only escapes can carry.
    return text if text.isascii() or _encodable(text) else json.dumps(row)


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
        datings=tuple(Dating(_stamp(a), _stamp(b), tuple(map(_stamp, posts))) for a, b, posts in d.get("datings", [])),
    )


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _iso(stamp: Stamp | None) -> str | None:
    return stamp.iso if stamp else None


def _stamp(text: str | None) -> Stamp | None:
    if not text:
        return None
    return Stamp(date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text))


def judgement_to_row(j: Judgement) -> tuple[str, str, str, float, str, str, str]:
    """A judgement as a row."""
    return (j.left, j.right, j.verdict, j.score, j.by, j.at, j.reason)


def met_again(report: Report, records: Iterable[str]) -> bool:
    """Whether one of these JSON texts is the record of this very report, at whatever time it was captured."""
    bare = replace(report, captured="")
    return any(replace(report_from_text(t), captured="") == bare for t in records)


def fullest(records: Iterable[Report]) -> Report:
    """Of several records of one report the one that says most; a tie is broken by its text, so that order does not matter."""
    return report_from_text(fullest_text(map(report_to_text, records)))


def fullest_text(records: Iterable[str]) -> str:
    """The same for their JSON texts."""
    return min(records, key=lambda t: (-len(t), t))


def keys(report: Report) -> set[str]:
    """What versions of a report share: its address, and for a named outlet some runs of four words (a bottom-k sketch,
    Broder 1997: versions with half their runs in common share a key with probability .99)."""
    out = {"u" + where} if (where := address(report.uri)) else set()
    if outlet := fold(report.outlet.strip()):
        words = folded_words(report.text[:40_000])
        runs = sorted({crc32(" ".join(words[i : i + 4]).encode()) for i in range(max(1, len(words) - 3))})
        out |= {f"t{outlet} {h:08x}" for h in runs[:SKETCH]}
    return out


def derived_to_text(made: Extract | Ledger) -> str:
    """What was worked out as one JSON text: records as lists of their fields."""
    return json.dumps(_packed(made), separators=(",", ":"))


def extract_from_text(text: str) -> Extract:
    """The extract a JSON text holds. Raises ValueError or TypeError when it holds none."""
    return cast(Extract, _unpacker(Extract)(json.loads(text)))


def ledger_from_text(text: str) -> Ledger:
    """The same of a ledger."""
    return cast(Ledger, _unpacker(Ledger)(json.loads(text)))


def _packed(value: Any) -> Any:
    if is_dataclass(value):
        return [_packed(getattr(value, f.name)) for f in fields(value)]
    return [_packed(v) for v in value] if isinstance(value, tuple) else value


@cache
def _unpacker(kind: Any) -> Callable[[Any], Any]:
    """What turns JSON back into a type: a record, a tuple, a type or None, or a plain value."""
    args = get_args(kind)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        parts = [_unpacker(hints[f.name]) for f in fields(kind)]
        return lambda v: cast(Any, kind)(*(part(x) for part, x in zip(parts, v, strict=True)))
    if get_origin(kind) is tuple and args[-1] is Ellipsis:
        each = _unpacker(args[0])
        return lambda v: tuple(each(x) for x in v)
    if get_origin(kind) is tuple:
        some_of = [_unpacker(a) for a in args]
        return lambda v: tuple(part(x) for part, x in zip(some_of, v, strict=True))
    inner = [a for a in args if a is not type(None)]
    if len(inner) == 1 and len(args) == 2:
        some = _unpacker(inner[0])
        return lambda v: None if v is None else some(v)
    return lambda v: v
