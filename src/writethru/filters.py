"""`writethru stage NAME`: one stage as a filter, a JSON line in, a JSON line out, same order.

A record that fails gives {"id", "error"} and the rest go on. Shapes are those of INTERFACE.md.
"""

import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from json.encoder import encode_basestring
from typing import IO, Any

from writethru.errors import WritethruError
from writethru.model import Capture, Figure, Hints, Report, Reuse, Stamp

Record = dict[str, Any]
NAMES = ("clean", "attribute", "figures", "dates", "reuse", "stories")


def run(name: str, lines: IO[bytes], out: IO[str]) -> int:
    """Filters `lines` to `out`; gives the exit status: 0, or 1 when a record failed."""
    failed = 0
    for record in _answers(name, _records(lines)):
        if isinstance(record, str):
            out.write(record)
            continue
        failed |= "error" in record
        out.write(_line(record))
        out.flush()
    return int(failed)


def _line(record: Record) -> str:
    """One line of JSON; a half surrogate pair, which no encoding has, stays escaped."""
    text = json.dumps(record, ensure_ascii=False)
    return (text if _encodable(text) else json.dumps(record)) + "\n"


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _records(lines: IO[bytes]) -> Iterator[Record]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8", "replace"))
            if not isinstance(record, dict):
                raise ValueError("not an object")
        except (ValueError, RecursionError) as e:
            record = {"id": None, "error": f"line {number}: {e}"}
        yield record


def _answers(name: str, records: Iterator[Record]) -> Iterator[Record | str]:
    """Records, or lines made elsewhere."""
    if name == "reuse":
        yield from _reuse(records)
        return
    if name == "stories":
        yield from _stories(records)
        return
    function: Callable[[Record], Record] = {"clean": _clean, "attribute": _attribute, "figures": _figures, "dates": _dates}[name]
    for record in records:
        yield _guarded(function, record)


def _guarded(function: Callable[[Record], Record], record: Record) -> Record:
    if "error" in record:
        return record
    try:
        return {"id": record.get("id"), **function(record)}
    except WritethruError as e:
        return {"id": record.get("id"), "error": e.reason}
    except Exception as e:  # one record must not end the rest
        return {"id": record.get("id"), "error": f"{type(e).__name__}: {e}"}


def _text(record: Record) -> str:
    text = record.get("text")
    if not isinstance(text, str):
        raise InputFieldError("text")
    return text


class InputFieldError(ValueError):
    """A record lacks a field or has it in the wrong type."""

    def __init__(self, name: str) -> None:
        super().__init__(f'needs "{name}" as a string')


def stamp(text: object) -> Stamp | None:
    """A Stamp from a JSON value; None when it is empty or no time."""
    from writethru.dates import parse_stamp

    return parse_stamp(text) if isinstance(text, str) and text else None


def capture(record: Record) -> Capture:
    """The Capture a `clean` record describes: a file, HTML or text."""
    from writethru.read import sniff
    from writethru.read.inflate import MAX_BYTES

    uri = str(record.get("url") or "")
    hints = Hints(published=str(record.get("published") or ""))
    if record.get("path"):
        path = str(record["path"])
        with open(path, "rb") as f:
            body = f.read(MAX_BYTES + 1)
        html = sniff(body[:3000], "", path) == "html"
        return Capture(body, "text/html" if html else "text/plain", path, uri, hints=hints)
    if isinstance(record.get("html"), str):
        return Capture(record["html"].encode("utf-8", "replace"), "text/html", "", uri, charset="utf-8", hints=hints)
    return Capture(_text(record).encode("utf-8", "replace"), "text/plain", "", uri, charset="utf-8", hints=hints)


def _clean(record: Record) -> Record:
    from writethru.clean import clean

    return report_fields(clean(capture(record)))


def report_fields(report: Report) -> Record:
    """A report as INTERFACE.md gives it."""
    from writethru.render.data import masthead

    return {
        **masthead(report),
        "language": report.language,
        "blocks": [{"part": b.part, "start": b.start, "end": b.end, **({"at": b.at.iso} if b.at else {})} for b in report.blocks],
        "left_out": [{"text": x.text, "reason": x.reason} for x in report.left_out],
    }


def _attribute(record: Record) -> Record:
    from writethru.extract.attribution import attributions

    return {
        "attributions": [
            {
                "content": [list(s) for s in a.content],
                "source": list(a.source) if a.source else None,
                "speaker": a.speaker,
                "cue": list(a.cue) if a.cue else None,
                "kind": a.kind,
                "stance": a.stance,
                "hedges": list(a.hedges),
                "negated": a.negated,
                "via": [{"source": list(v.source), "speaker": v.speaker} for v in a.via],
            }
            for a in attributions(_text(record))
        ]
    }


def figure_fields(figure: Figure) -> Record:
    """A figure as INTERFACE.md gives it, less speaker and as-of, which need the statement round it."""
    return {
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "low": figure.low,
        "high": figure.high,
        "approx": figure.approx,
        "unit": figure.unit,
        "of": figure.of,
        "modality": figure.modality,
    }


def _figures(record: Record) -> Record:
    from writethru.extract import figures_with_source

    return {
        "figures": [
            {**figure_fields(f), "speaker": speaker, "as_of": as_of}
            for f, speaker, as_of in figures_with_source(_text(record), stamp(record.get("published")))
        ]
    }


def _dates(record: Record) -> Record:
    from writethru.dates import times

    return {"dates": [asdict(t) for t in times(_text(record), stamp(record.get("published")))]}


def _as_report(record: Record) -> Report:
    text = _text(record)
    return Report(
        id=str(record.get("id")),
        text=text,
        blocks=(),
        headline=str(record.get("headline") or ""),
        outlet=str(record.get("outlet") or ""),
        published=stamp(record.get("published")),
        uri=str(record.get("url") or ""),
        language=str(record.get("language") or ""),
    )


def _reuse(records: Iterator[Record]) -> Iterator[Record | str]:
    from writethru.relate.lineage import related
    from writethru.relate.pile import Pile

    pile = Pile()
    for record in records:
        try:
            if "error" in record:
                raise ValueError(record["error"])
            pile.add(_as_report(record))
        except ValueError as e:
            yield {"id": record.get("id"), "error": str(e)}
    for part in related(pile, _reuse_line, processes=min(4, os.cpu_count() or 1), passages=False):
        yield "".join(part)


def _reuse_line(r: Reuse) -> str:
    """One line of JSON, as `_line` would write it: there may be a million of them."""
    a, b, reason = map(encode_basestring, (r.source, r.target, r.reason))
    source = a if r.directed else "null"
    line = f'{{"a": {a}, "b": {b}, "kind": "{r.kind}", "score": {round(r.score, 4)}, "source": {source}, "reason": {reason}}}\n'
    return line if line.isascii() or _encodable(line) else _line(json.loads(line))


def _stories(records: Iterator[Record]) -> Iterator[Record]:
    from writethru.relate.story import Grouper

    grouper = Grouper()

    def assign(record: Record) -> Record:
        return {"story": grouper.add(_as_report(record))}

    for record in records:
        yield _guarded(assign, record)
        for report, story in grouper.revisions():
            yield {"id": report, "story": story}


def main(name: str) -> int:
    """Standard input to standard output."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    return run(name, sys.stdin.buffer, sys.stdout)
