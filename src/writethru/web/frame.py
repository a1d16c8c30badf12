"""What the pages of one story have in common: the frame around each part, from when flags count, and where links lead."""

from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request

from writethru.dates import parse_stamp
from writethru.model import Telling
from writethru.render.plain import outlets
from writethru.web import look as looking
from writethru.web.html import looks, snapshot, tale
from writethru.web.room import now_ms
from writethru.web.snapshot import Snapshot, Tale

TABS = (
    ("", "Round-up"),
    ("/ledger", "Ledger"),
    ("/figures", "Figures"),
    ("/quotes", "Quotes"),
    ("/timeline", "Timeline"),
    ("/sources", "Sources"),
)


class Links:
    """Where the shared macros lead on the live desk: a passage to its report, a line to the form that corrects it."""

    def __init__(self, t: Tale, own: bool = False) -> None:
        self.story, self.tale, self.own = t.id, t, own  # own: on the page of the claim itself

    def here(self) -> "Links":
        """The same for the page of a claim, which need not lead to itself."""
        return Links(self.tale, own=True)

    def report(self, p: looking.Place) -> str:
        return f"/report/{p.report}?at={p.start}-{p.end}#at"

    def claim(self, name: str) -> str:
        return f"/story/{self.story}/claim/{name}"


def frame(t: Tale, told: Telling, since: int | None, tab: str) -> dict[str, Any]:
    """What every page of a story shows around its own part."""
    return {
        "t": t,
        "u": told.roundup,
        "mark": t.mark,
        "tab": tab,
        "tabs": TABS,
        "changed": looking.counted(told),
        "since": since,
        "since_iso": iso(since),
        "outlets": outlets(t.folder.reports),
        "origins": len({o for c in told.ledger.claims for o in c.origins}),
        "reports": len(t.folder.reports),
        "stamp": told.roundup.as_of.replace("T", " "),
    }


def part(request: Request, tab: str) -> tuple[Tale, Telling, frozenset[str], dict[str, Any]]:
    """The story a page is about, told with what is new to this reader, the new reports, and the frame around the page."""
    t, now = tale(request), snapshot(request)
    moment, _, _ = counted_from(request, t, now)
    new = looking.fresh(t, now, moment)
    told = looking.flagged(t, new)
    return t, told, new, frame(t, told, moment, tab)


def title(t: Tale, part: str) -> str:
    """The title of a page of a story."""
    return f"{t.folder.story.slug}: {part}"


def counted_from(request: Request, t: Tale, now: Snapshot) -> tuple[int | None, looking.Look | None, dict[str, looking.Look]]:
    """From when flags count: what the address asks, else the reader's cookie, else None."""
    known = looks(request)
    seen = looking.find(known, t, now)
    known = {i: x for i, x in known.items() if x is not seen}
    asked = request.query_params.get("since", "")
    if asked.isdecimal() and len(asked) < 17:
        return int(asked), seen, known
    stamp = parse_stamp(asked[:40]) if asked else None
    if stamp:
        return int(stamp.order[0].timestamp() * 1000), seen, known
    base = looking.looked(seen, now, now_ms()).since if seen else None
    return base, seen, known


def iso(ms: int | None) -> str | None:
    """A moment in milliseconds since 1970 as ISO 8601."""
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds") if ms is not None else None
