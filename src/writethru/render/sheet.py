"""The ledger as CSV (RFC 4180). Cells that a spreadsheet would take for a formula get a leading apostrophe."""

import csv
import io
from collections.abc import Sequence

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


def to_csv(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> str:
    """A row a claim, in order of first appearance."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for t in tellings:
        for c in t.ledger.claims:
            row = [t.roundup.story.id, c.id, c.text, c.speaker or "", c.stance, "; ".join(c.hedges), c.negated, c.standing]
            row += [
                "; ".join(c.outlets),
                "; ".join(c.origins),
                c.said or "",
                c.first_published or "",
                " ".join(dict.fromkeys(a.report for a in c.appearances)),
            ]
            writer.writerow([safe(str(v)) for v in row])
    return out.getvalue()


def safe(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return "'" + cell if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
