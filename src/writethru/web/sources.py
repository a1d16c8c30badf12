"""Where a story comes from: copies, versions and what was left out; and one report as it was read."""

from collections.abc import Mapping
from itertools import groupby, pairwise
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request

from writethru import parts
from writethru.model import Report
from writethru.render import data
from writethru.render.plain import label
from writethru.render.view import CLASS
from writethru.web.frame import part, title
from writethru.web.html import A_PAGE, Page, room, snapshot
from writethru.web.lanes import lanes
from writethru.web.reading import paragraphs, pruned, size, tree
from writethru.web.rulings import notes
from writethru.web.shown import Diff, diffs, masthead, outlet_of

MOST_TWIGS = 150  # reports in the tree: the JSON and the CSV have all


def sources(request: Request) -> Page:
    """Who copied whom, what each outlet changed, and what was left out and why."""
    t, told, _, around = part(request, "/sources")
    left, shown = [(r, x) for r in told.reports for x in r.left_out], pruned(tree(t), MOST_TWIGS)
    edited: list[tuple[Report, Report, tuple[Diff, ...]]] = []
    chains = list(t.folder.chains.values())
    reports = {r.id: r for r in told.reports}
    for chain in chains[:20]:
        edited += [(reports[a], reports[b], diffs(room(request), reports[a], reports[b])) for a, b in pairwise(chain)]
    context = around | {
        "lanes": lanes(t),
        "twigs": shown,
        "twigs_more": len(told.reports) - size(shown),
        "edited": edited,
        "left": [(r, [x for _, x in group]) for r, group in groupby(left[: A_PAGE // 2], lambda pair: pair[0])],
        "left_shown": min(len(left), A_PAGE // 2),
        "left_total": len(left),
        "label": masthead,
        "first": told.reports[0].id,
        "others": [x for x in snapshot(request).tales if x is not t][:100],
    }
    record = {
        "story": t.id,
        "sources": [r for r, _ in parts.rows("sources", told, {})],
        "reuse": data.story(told)["reuse"],
        "left_out": [{"report": r.id, "text": x.text, "reason": x.reason} for r, x in left],
    }
    return Page("sources.html", title(t, "sources"), context, record)


def report(request: Request) -> Page:
    """One report as read, each statement linked to its claim; its versions and what they changed."""
    now, name = snapshot(request), request.path_params["report"]
    t, r = now.tale(name), now.report(name)
    if t is None or r is None:
        raise HTTPException(404, "No report has this id.")
    chain = next((c for c in t.folder.chains.values() if r.id in c), [r.id])
    known = {x.id: x for x in t.folder.reports}
    versions = [known[i] for i in chain]
    span = _span(request.query_params, len(r.text))
    pairs = [(a, b, diffs(room(request), a, b)) for a, b in pairwise(versions) if r in (a, b)]
    context = {
        "t": t,
        "r": r,
        "notes": notes(now, {r.id}),
        "paragraphs": paragraphs(r, t.telling.ledger.claims, span),
        "versions": [(v, n) for n, v in enumerate(versions, 1)] if len(versions) > 1 else [],
        "edited": pairs,
        "label": masthead,
        "outlet": outlet_of(r),
        "href": _at_outlet(r, span),
        "claims": {c.id: c for c in t.telling.ledger.claims},
        "css": lambda c: CLASS.get(c.standing, c.standing),
    }
    record = data.report(r, t.telling.version_of.get(r.id)) | {
        "story": t.id,
        "versions": chain,
        "left_out": [{"text": x.text, "reason": x.reason} for x in r.left_out],
    }
    return Page("report.html", r.headline or label(r), context, record)


def _at_outlet(r: Report, span: tuple[int, int] | None) -> str:
    """Where the outlet has it; with the passage asked for as a text fragment, which browsers scroll to and mark (WICG)."""
    if not r.uri.startswith(("http://", "https://")):
        return ""
    words = r.text[slice(*span)].split("\n")[0].split()[:10] if span else []
    return f"{r.uri}#:~:text={quote(' '.join(words), safe='')}" if words else r.uri


def _span(q: Mapping[str, str], end: int) -> tuple[int, int] | None:
    a, _, b = q.get("at", "").partition("-")
    if not (a.isdecimal() and b.isdecimal() and len(a) < 10 and len(b) < 10):
        return None
    return (int(a), min(int(b), end)) if int(a) < min(int(b), end) else None
