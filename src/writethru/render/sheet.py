"""The ledger as CSV (RFC 4180). Cells that a spreadsheet would take for a formula get a leading apostrophe."""

import csv
import io
from collections.abc import Sequence
from typing import Any

from writethru.model import Refusal, Telling

COLUMNS = (
    "story",
    "claim",
    "text",
    "speaker",
    "stance",
    "hedges",
    "negated",
    "standing",
    "outlets",
    "origins",
    "said",
    "first_published",
    "reports",
)


def rows(tellings: Sequence[Telling]) -> list[dict[str, Any]]:
    """A row a claim, in order of first appearance; columns with several values hold a tuple."""
    return [
        {
            "story": t.roundup.story.id,
            "claim": c.id,
            "text": c.text,
            "speaker": c.speaker,
            "stance": c.stance,
            "hedges": c.hedges,
            "negated": c.negated,
            "standing": c.standing,
            "outlets": c.outlets,
            "origins": c.origins,
            "said": c.said,
            "first_published": c.first_published,
            "reports": tuple(dict.fromkeys(a.report for a in c.appearances)),
        }
        for t in tellings
        for c in t.ledger.claims
    ]


def to_csv(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """The ledger, a header and a line a claim."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    for row in rows(tellings):
        writer.writerow({k: safe(_cell(k, v)) for k, v in row.items()})
    return out.getvalue()


def _cell(name: str, value: Any) -> str:
    if isinstance(value, tuple):
        return (" " if name == "reports" else "; ").join(value)
    return "" if value is None else str(value)


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
