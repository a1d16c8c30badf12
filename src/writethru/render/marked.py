"""A checked draft for a terminal (the draft with its faults marked, under each sentence why) and as JSON (INTERFACE: `check --json`)."""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from writethru.model import Passage, Report
from writethru.text import squeeze
from writethru.verdict import FAILS, Checked, CheckResult

_SIGN = {"supported": " ", "partly": "~", "unsupported": "?", "contradicted": "x", "not-a-claim": "."}
_COLOUR = {"partly": "33", "unsupported": "35", "contradicted": "31"}
SHOWN = 220  # characters of a passage that are shown


def to_json(result: CheckResult) -> str:
    """The promised shape, with `notes` on the whole draft."""
    return (
        json.dumps({"sentences": [_record(s) for s in result.sentences], "notes": list(result.notes)}, ensure_ascii=False, indent=1) + "\n"
    )


def _record(s: Checked) -> dict[str, Any]:
    return {
        "text": s.text,
        "start": s.start,
        "end": s.end,
        "verdict": s.verdict,
        "problems": [{"kind": p.kind, "detail": p.detail, "start": p.start, "end": p.end} for p in s.problems],
        "sources": [{"report": p.report, "start": p.start, "end": p.end} for p in s.sources],
    }


def to_text(result: CheckResult, reports: Mapping[str, Report], colour: bool = False) -> str:
    """Every sentence on a line behind its sign (blank supported, ~ partly, ? unsupported, x contradicted, . no claim), the words at
    fault between ⟦ ⟧, and under it the problems and the passages they were held to."""
    out = [f"note: {n}" for n in result.notes]
    for s in result.sentences:
        out.append(f"{_SIGN[s.verdict]} {_marked(s, colour)}")
        out += [f"    {p.kind}: {p.detail}" for p in s.problems]
        if any(p.kind != "single-origin" for p in s.problems):
            out += [f"    <- {_passage(p, reports[p.report])}" for p in s.sources[:2] if p.report in reports]
    counts: Counter[str] = Counter(s.verdict for s in result.sentences)
    failed = sum(counts[v] for v in FAILS)
    total = ", ".join(f"{counts[v]} {v}" for v in _SIGN if counts[v]) or "no sentence"
    out += [
        "",
        f"{len(result.sentences)} sentence{'' if len(result.sentences) == 1 else 's'}: {total}."
        + (f" {failed} to mend." if failed else ""),
    ]
    return "\n".join(out) + "\n"


def _marked(s: Checked, colour: bool) -> str:
    """The sentence with the words at fault marked; where a fault is the whole sentence's, nothing is."""
    spans = sorted({p.within for p in s.problems if p.kind != "single-origin" and p.within[1] - p.within[0] < len(s.text) - 1})
    on, off = (f"\x1b[{_COLOUR.get(s.verdict, '33')}m", "\x1b[0m") if colour else ("⟦", "⟧")
    out, at = [], 0
    for start, end in spans:
        if at <= start < end:
            out += [s.text[at:start], on, s.text[start:end], off]
            at = end
    return squeeze("".join([*out, s.text[at:]]))


def _passage(p: Passage, r: Report) -> str:
    stamp = r.updated or r.published
    who = r.outlet or (r.dateline.agency if r.dateline else "") or PurePath(r.path).name or r.uri or r.id
    words = squeeze(r.text[p.start : p.end])
    cut = words if len(words) <= SHOWN else words[: SHOWN - 1].rsplit(" ", 1)[0] + "…"
    return f"{who}{', ' + stamp.iso.replace('T', ' ') if stamp else ''}: {cut}"
