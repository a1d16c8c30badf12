"""The pages of one story and of its reports, one function each."""

from collections.abc import Mapping
from itertools import accumulate, pairwise
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from writethru import parts
from writethru.dates import parse_stamp
from writethru.model import Claim, Line, Report, Telling
from writethru.render import data
from writethru.render.plain import label
from writethru.render.view import CLASS, FLAG
from writethru.text import fold
from writethru.web import look as looking
from writethru.web.html import A_PAGE, Page, looks, number, room, snapshot, tale
from writethru.web.ladder import ladder
from writethru.web.lanes import lanes
from writethru.web.look import LiveView
from writethru.web.reading import paragraphs, tree, words_apart
from writethru.web.room import Snapshot, Tale, now_ms
from writethru.web.shown import Diff, diffs, outlet_of

DRAWN, MOST_POINTS = 12, 200  # series drawn, and points of them all; the rest in a table
STANCES = ("said", "claimed", "confirmed", "denied", "declined", "estimated", "expected", "warned", "accused", "asked", "promised")
STANDINGS = ("single origin", "repeated", "corroborated", "disputed", "denied", "revised", "withdrawn")
TABS = (
    ("", "Round-up"),
    ("/ledger", "Ledger"),
    ("/figures", "Figures"),
    ("/quotes", "Quotes"),
    ("/timeline", "Timeline"),
    ("/sources", "Sources"),
)


# ---- a story ---------------------------------------------------------------------------------------------------------


def story(request: Request) -> Page:
    """The live round-up."""
    t, now = tale(request), snapshot(request)
    since, seen, known = _since(request, t, now)
    told = looking.flagged(t, looking.fresh(t, now, since))
    view = room(request).view(t.mark, told, lambda: LiveView(told))
    context = _frame(t, told, since, "") | {"s": view, "at": now.at, "links": Links(t), "pieces": (view.need, *view.sections)}
    record = data.story(told) | {"mark": t.mark, "since": _iso(since)}
    if "live" in request.query_params:  # a page that looks whether there is news has not shown it yet
        return Page("story.html", "", context, record)
    known[t.id] = looking.looked(seen, now, now_ms())
    return Page("story.html", f"{t.folder.story.slug}: {t.folder.story.headline}", context, record, looks=known)


def _since(request: Request, t: Tale, now: Snapshot) -> tuple[int | None, looking.Look | None, dict[str, looking.Look]]:
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


def _iso(ms: int | None) -> str | None:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds") if ms is not None else None


class Links:
    """Where the shared macros lead on the live desk: a passage to its report, a line to the form that corrects it."""

    def __init__(self, t: Tale) -> None:
        self.story = t.id

    def report(self, p: looking.Place) -> str:
        return f"/report/{p.report}?at={p.start}-{p.end}#at"

    def claim(self, name: str) -> str:
        return f"/story/{self.story}/claim/{name}"


def _frame(t: Tale, told: Telling, since: int | None, tab: str) -> dict[str, Any]:
    """What every page of a story shows around its own part."""
    return {
        "t": t,
        "u": told.roundup,
        "mark": t.mark,
        "tab": tab,
        "tabs": TABS,
        "changed": looking.counted(told),
        "since": since,
        "since_iso": _iso(since),
        "outlets": len({label(r).split(", ")[0] for r in t.folder.reports}),
        "origins": len({o for c in told.ledger.claims for o in c.origins}),
        "reports": len(t.folder.reports),
        "stamp": told.roundup.as_of.replace("T", " "),
    }


def _part(request: Request, tab: str) -> tuple[Tale, Telling, frozenset[str], dict[str, Any]]:
    t, now = tale(request), snapshot(request)
    since, _, _ = _since(request, t, now)
    new = looking.fresh(t, now, since)
    told = looking.flagged(t, new)
    return t, told, new, _frame(t, told, since, tab)


def _title(t: Tale, part: str) -> str:
    return f"{t.folder.story.slug}: {part}"


def ledger(request: Request) -> Page:
    """Every claim, filtered and sorted by the address."""
    t, told, new, frame = _part(request, "/ledger")
    q = request.query_params
    wanted = {k: v[:200] for k in ("text", "speaker", "stance", "standing", "outlet") if (v := q.get(k, ""))}
    records = parts.rows("ledger", told, wanted)
    flags = _flags(told, new)
    of = {c.id: c for c in told.ledger.claims}
    claims = [of[columns["id"]] for _, columns in records if not q.get("changed") or columns["id"] in flags]
    sort = q.get("sort", "published")
    claims = _sorted(claims, sort)
    at = number(q.get("page", ""))
    all_speakers = sorted({c.speaker for c in told.ledger.claims if c.speaker}, key=fold)
    context = frame | {
        "claims": claims[at * A_PAGE : (at + 1) * A_PAGE],
        "count": len(claims),
        "total": len(told.ledger.claims),
        "page": at,
        "pages": -(-len(claims) // A_PAGE),
        "flags": flags,
        "css": lambda c: CLASS.get(c.standing, c.standing),
        "wanted": wanted | ({"changed": "yes"} if q.get("changed") else {}),
        "sort": sort,
        "speakers": all_speakers,
        "stances": [s for s in STANCES if any(c.stance == s for c in told.ledger.claims)],
        "standings": [s for s in STANDINGS if any(c.standing == s for c in told.ledger.claims)],
        "outlet_names": sorted({o for c in told.ledger.claims for o in c.outlets}, key=fold),
        "words": {c.id: c.text for c in told.ledger.claims},
    }
    return Page(
        "ledger.html",
        _title(t, "the ledger"),
        context,
        {"story": t.id, "ledger": [r for r, c in records if c["id"] in {x.id for x in claims}]},
    )


def _flags(told: Telling, new: frozenset[str]) -> dict[str, str]:
    flags = {c.claim: FLAG[c.kind] for c in told.roundup.changes}
    if new:
        flags |= {c.id: FLAG["new"] for c in told.ledger.claims if c.id not in flags and looking.is_new(c, new)}
    return flags


def _sorted(claims: list[Claim], by: str) -> list[Claim]:
    keys = {
        "claim": lambda c: fold(c.text),
        "speaker": lambda c: fold(c.speaker or "\uffff"),
        "standing": lambda c: c.standing,
        "outlets": lambda c: -len(c.outlets),
        "origins": lambda c: -len(c.origins),
        "weight": lambda c: -c.weight,
    }
    if by in keys:
        return sorted(claims, key=keys[by])
    return sorted(claims, key=lambda c: (c.first_published or "", c.weight), reverse=True)


def claim(request: Request) -> Page:
    """One claim with every passage that states it, what relates to it, and the forms to correct it."""
    t, told, new, frame = _part(request, "/ledger")
    c = next((c for c in told.ledger.claims if c.id == request.path_params["claim"]), None)
    if c is None:
        raise HTTPException(404, "No claim of this story has this id.")
    view = LiveView(told, A_PAGE)
    view.free(c.id)
    line = view.line(Line(c.text, tuple(p for a in c.appearances for p in a.passages), c.id, c.why))
    words = {x.id: x for x in told.ledger.claims}
    near = [x for x in _nearest(c, told.ledger.claims) if x.id != c.id][:12]
    context = frame | {"c": c, "line": line, "links": Links(t), "words": words, "near": near, "flag": _flags(told, new).get(c.id, "")}
    return Page("claim.html", _title(t, c.text[:80]), context, {"story": t.id} | data.claim(c))


def _nearest(c: Claim, claims: tuple[Claim, ...]) -> list[Claim]:
    """Claims that share most words with one: what a person may want to join to it."""
    own = set(fold(c.text).split())
    return sorted(claims, key=lambda x: (-len(own & set(fold(x.text).split())) / (len(own | set(fold(x.text).split())) or 1), x.id))


def figures(request: Request) -> Page:
    """Series of figures as drawings with their tables, contested first, then all other figures as a table."""
    t, told, _, frame = _part(request, "/figures")
    found = [x for s in told.ledger.figures if (x := ladder(s))]
    found.sort(key=lambda x: (not x.contested, -len(x.series.points)))
    sums = accumulate(len(x.series.points) for x in found)
    drawn = [x for x, so_far in zip(found, sums, strict=True) if so_far <= MOST_POINTS or x is found[0]][:DRAWN]
    names = {x.series.id for x in drawn}
    rest = [(s, p) for s in told.ledger.figures if s.id not in names for p in s.points]
    words = {p.id: f"{p.text}{f' ({p.speaker})' if p.speaker else ''}" for s in told.ledger.figures for p in s.points}
    context = frame | {"drawn": drawn, "rest": rest[:A_PAGE], "words": words, "outlet_names": lambda p: ", ".join(p.outlets)}
    return Page("figures.html", _title(t, "figures"), context, {"story": t.id, "figures": [data.series(s) for s in told.ledger.figures]})


def quotes(request: Request) -> Page:
    """Every quotation, those in more than one place or form first; variants beside each other with their differences."""
    t, told, _, frame = _part(request, "/quotes")
    wanted = {k: v[:200] for k in ("speaker", "outlet", "text") if (v := request.query_params.get(k, ""))}
    rows = parts.rows("quotes", told, wanted)
    names = {columns["id"] for _, columns in rows}
    groups = [q for q in told.ledger.quotes if q.id in names]
    groups.sort(key=lambda q: (-len(q.variants), -len(q.appearances), q.id))
    reports = {r.id: r for r in told.reports}
    context = frame | {
        "groups": groups[:A_PAGE],
        "count": len(groups),
        "wanted": wanted,
        "speakers": sorted({q.speaker for q in told.ledger.quotes if q.speaker}, key=fold),
        "variants": lambda q: [(v, words_apart(q.words, v.words)) for v in q.variants],
        "where": lambda a: (outlet_of(reports[a.report]), f"/report/{a.report}?at={a.passages[0].start}-{a.passages[-1].end}#at"),
    }
    return Page("quotes.html", _title(t, "quotes"), context, {"story": t.id, "quotes": [r for r, _ in rows]})


def timeline(request: Request) -> Page:
    """What the reports say happened, by its day."""
    t, told, _, frame = _part(request, "/timeline")
    view = LiveView(told)
    happened = told.ledger.timeline[:A_PAGE]
    lines = [view.line(Line(h.text, tuple(p for a in h.appearances for p in a.passages), None, "", h.date)) for h in happened]
    rows = [r for r, _ in parts.rows("timeline", told, {})]
    context = frame | {"lines": lines, "links": Links(t), "total": len(told.ledger.timeline)}
    return Page("timeline.html", _title(t, "timeline"), context, {"story": t.id, "timeline": rows})


def sources(request: Request) -> Page:
    """Who copied whom, what each outlet changed, and what was left out and why."""
    t, told, _, frame = _part(request, "/sources")
    left, twigs = [(r, x) for r in told.reports for x in r.left_out], tree(t)
    edited: list[tuple[Report, Report, tuple[Diff, ...]]] = []
    chains = list(t.folder.chains.values())
    reports = {r.id: r for r in told.reports}
    for chain in chains[:20]:
        edited += [(reports[a], reports[b], diffs(room(request), reports[a], reports[b])) for a, b in pairwise(chain)]
    context = frame | {
        "lanes": lanes(t),
        "twigs": twigs[:A_PAGE],
        "twigs_total": len(twigs),
        "edited": edited,
        "left": left[:A_PAGE],
        "left_total": len(left),
        "label": label,
        "first": told.reports[0].id,
        "others": [x for x in snapshot(request).tales if x is not t][:100],
    }
    record = {
        "story": t.id,
        "sources": [r for r, _ in parts.rows("sources", told, {})],
        "reuse": data.story(told)["reuse"],
        "left_out": [{"report": r.id, "text": x.text, "reason": x.reason} for r, x in left],
    }
    return Page("sources.html", _title(t, "sources"), context, record)


def report(request: Request) -> Page:
    """One report as read, each statement linked to its claim; its versions and what they changed."""
    now, name = snapshot(request), request.path_params["report"]
    t, r = now.tale(name), now.report(name)
    if t is None or r is None:
        raise HTTPException(404, "No report has this id.")
    chain = next((c for c in t.folder.chains.values() if r.id in c), [r.id])
    known = {x.id: x for x in t.folder.reports}
    versions = [known[i] for i in chain]
    pairs = [(a, b, diffs(room(request), a, b)) for a, b in pairwise(versions) if r in (a, b)]
    context = {
        "t": t,
        "r": r,
        "who": label(r),
        "paragraphs": paragraphs(r, t.telling.ledger.claims, _span(request.query_params, len(r.text))),
        "versions": [(v, n) for n, v in enumerate(versions, 1)] if len(versions) > 1 else [],
        "edited": pairs,
        "label": label,
        "href": r.uri if r.uri.startswith(("http://", "https://")) else "",
        "words": {c.id: c.text for c in t.telling.ledger.claims},
    }
    record = data.report(r, t.telling.version_of.get(r.id)) | {
        "story": t.id,
        "versions": chain,
        "left_out": [{"text": x.text, "reason": x.reason} for x in r.left_out],
    }
    return Page("report.html", r.headline or label(r), context, record)


def _span(q: Mapping[str, str], end: int) -> tuple[int, int] | None:
    a, _, b = q.get("at", "").partition("-")
    if not (a.isdecimal() and b.isdecimal() and len(a) < 10 and len(b) < 10):
        return None
    return (int(a), min(int(b), end)) if int(a) < min(int(b), end) else None
