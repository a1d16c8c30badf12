"""The round-up of one story and its parts that are read, one function each: figures, quotes, timeline."""

from dataclasses import replace
from itertools import accumulate

from starlette.requests import Request

from writethru import parts
from writethru.model import Line
from writethru.render import data
from writethru.text import fold
from writethru.web import look as looking
from writethru.web.frame import Links, counted_from, frame, iso, part, title
from writethru.web.html import A_PAGE, Page, room, snapshot, tale
from writethru.web.ladder import ladder
from writethru.web.look import LiveView
from writethru.web.reading import words_apart
from writethru.web.room import now_ms
from writethru.web.shown import outlet_of

DRAWN, MOST_POINTS = 12, 110  # series drawn, and points of them all; the rest in a table
ROWS = 190  # of all tables under drawings together, so that a page stays under 300 kB


def story(request: Request) -> Page:
    """The live round-up."""
    t, now = tale(request), snapshot(request)
    since, seen, known = counted_from(request, t, now)
    told = looking.flagged(t, looking.fresh(t, now, since))
    view = room(request).view(t.mark, told, lambda: LiveView(told))
    context = frame(t, told, since, "") | {"s": view, "at": now.at, "links": Links(t), "pieces": (view.need, *view.sections)}
    record = data.story(told) | {"mark": t.mark, "since": iso(since)}
    if "live" in request.query_params:  # a page that looks whether there is news has not shown it yet
        return Page("story.html", "", context, record)
    known[t.id] = looking.looked(seen, now, now_ms())
    return Page("story.html", f"{t.folder.story.slug}: {t.folder.story.headline}", context, record, looks=known)


def figures(request: Request) -> Page:
    """Series of figures as drawings with their tables, contested first, then all other figures as a table."""
    t, told, _, around = part(request, "/figures")
    called = {x.series: x.text.partition(":")[0] for part_of in told.roundup.sections for x in part_of.lines if x.series}
    found = [x for s in told.ledger.figures if (x := ladder(replace(s, of=called.get(s.id, s.of))))]
    found.sort(key=lambda x: (not x.contested, -len(x.series.points)))
    sums = accumulate(len(x.series.points) for x in found)
    drawn = [x for x, so_far in zip(found, sums, strict=True) if so_far <= MOST_POINTS or x is found[0]][:DRAWN]
    names = {x.series.id for x in drawn}
    rest = [(s, p) for s in told.ledger.figures if s.id not in names for p in s.points]
    words = {p.id: f"{p.text}{f' ({p.speaker})' if p.speaker else ''}" for s in told.ledger.figures for p in s.points}
    context = around | {
        "drawn": drawn,
        "rest": rest[: A_PAGE // 2],
        "rest_total": len(rest),
        "rows": max(12, ROWS // max(1, len(drawn))),
        "words": words,
        "outlet_names": lambda p: ", ".join(p.outlets),
    }
    return Page("figures.html", title(t, "figures"), context, {"story": t.id, "figures": [data.series(s) for s in told.ledger.figures]})


def quotes(request: Request) -> Page:
    """Every quotation, those in more than one place or form first; variants beside each other with their differences."""
    t, told, _, around = part(request, "/quotes")
    wanted = {k: v[:200] for k in ("speaker", "outlet", "text") if (v := request.query_params.get(k, ""))}
    rows = parts.rows("quotes", told, wanted)
    names = {columns["id"] for _, columns in rows}
    groups = [q for q in told.ledger.quotes if q.id in names]
    groups.sort(key=lambda q: (-len(q.variants), -len(q.appearances), q.id))
    reports = {r.id: r for r in told.reports}
    context = around | {
        "groups": groups[:A_PAGE],
        "count": len(groups),
        "wanted": wanted,
        "speakers": sorted({q.speaker for q in told.ledger.quotes if q.speaker}, key=fold),
        "variants": lambda q: [(v, words_apart(q.words, v.words)) for v in q.variants],
        "where": lambda a: (outlet_of(reports[a.report]), f"/report/{a.report}?at={a.passages[0].start}-{a.passages[-1].end}#at"),
    }
    return Page("quotes.html", title(t, "quotes"), context, {"story": t.id, "quotes": [r for r, _ in rows]})


def timeline(request: Request) -> Page:
    """What the reports say happened, by its day."""
    t, told, _, around = part(request, "/timeline")
    view = LiveView(told)
    happened = told.ledger.timeline[:A_PAGE]
    lines = [view.line(Line(h.text, tuple(p for a in h.appearances for p in a.passages), None, "", h.date)) for h in happened]
    rows = [r for r, _ in parts.rows("timeline", told, {})]
    context = around | {"lines": lines, "links": Links(t), "total": len(told.ledger.timeline)}
    return Page("timeline.html", title(t, "timeline"), context, {"story": t.id, "timeline": rows})
