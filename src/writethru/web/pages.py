"""The desk's own pages, one function each: what the desk knows -> a Page, as HTML or, by the suffix .json, as JSON.

No page changes anything."""

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from writethru.model import Report
from writethru.render import data
from writethru.render.plain import label
from writethru.render.view import FLAG
from writethru.text import fold
from writethru.web import ledger, sources, story
from writethru.web import look as looking
from writethru.web.html import A_PAGE, Page, looks, number, room, snapshot
from writethru.web.rulings import rows
from writethru.web.settings import health, settings
from writethru.web.shown import draft_pieces
from writethru.web.snapshot import Snapshot, Tale
from writethru.web.unsure import Question

MOST_ASKED = 6  # questions on the first page

# ---- the desk --------------------------------------------------------------------------------------------------------


def stories(request: Request) -> Page:
    """Every story, the one with the latest news first."""
    now, known = snapshot(request), looks(request)
    items = [_item(t, now, looking.find(known, t, now)) for t in now.tales]
    items.sort(key=lambda x: (-x["arrived"], x["id"]))
    at = number(request.query_params.get("page", ""))
    shown = items[at * 50 : at * 50 + 50]
    context = {
        "items": shown,
        "all": items,
        "reports": sum(x["reports"] for x in items),
        "mark": now.mark,
        "questions": now.questions[:MOST_ASKED] if not at else (),
        "asked": len(now.questions),
        "ill": [h for h in health(room(request).feeds) if h.state == "ill"][:5],
        "feeds": len(room(request).feeds),
        "page": at,
        "pages": -(-len(items) // 50),
    }
    return Page(
        "stories.html",
        "Stories",
        context,
        {"stories": [{k: v for k, v in x.items() if k != "news"} for x in items], "unsure": [asked(q) for q in now.questions]},
    )


def _item(t: Tale, now: Snapshot, seen: looking.Look | None) -> dict[str, Any]:
    new = looking.fresh(t, now, seen.since if seen else None) if seen else frozenset()
    told = looking.flagged(t, new)
    shown = [(FLAG[c.kind], (c.after or c.before).text) for c in told.roundup.changes if c.after or c.before]  # type: ignore[union-attr]
    return {
        "id": t.id,
        "slug": t.folder.story.slug,
        "headline": t.folder.story.headline,
        "reports": len(t.folder.reports),
        "outlets": len({label(r).split(", ")[0] for r in t.folder.reports}),
        "origins": len({o for c in told.ledger.claims for o in c.origins}),
        "latest": told.roundup.as_of or None,
        "unseen": len(new) if seen else len(t.folder.reports),
        "looked": bool(seen),
        "changes": looking.counted(told),
        "arrived": max(now.arrived[r.id] for r in t.folder.reports),
        "news": shown[:3] if seen else [("", x.text) for x in told.roundup.need_to_know[:2]],
    }


def asked(q: Question) -> dict[str, Any]:
    """A question as JSON; `left`, `right` and a verdict are what POST /judge takes."""
    return {"kind": q.kind, "story": q.story, "left": q.left.id, "right": q.right.id, "words": [q.left.words, q.right.words], "why": q.why}


def search(request: Request) -> Page:
    """Reports that hold all the words, and statements of the ledger that hold them as they stand."""
    words, now = request.query_params.get("q", "")[:300].strip(), snapshot(request)
    found = room(request).ask(lambda desk: desk.search(words)) if words else []
    claims = [(t, c) for t in now.tales for c in t.telling.ledger.claims if words and fold(words) in fold(c.text)]
    record = {
        "q": words,
        "reports": [{**data.report(r, None), "story": _story_id(now, r)} for r in found[:A_PAGE]],
        "claims": [{**data.claim(c), "story": t.id} for t, c in claims[:A_PAGE]],
    }
    rows = [(r, _story_id(now, r), label(r), _extract(r.text, words)) for r in found[:A_PAGE]]
    return Page(
        "search.html",
        f"Search: {words}" if words else "Search",
        {"q": words, "rows": rows, "claims": claims[:A_PAGE], "count": len(found)},
        record,
    )


def _story_id(now: Snapshot, r: Report) -> str:
    found = now.tale(r.id)
    return found.id if found else ""


def _extract(text: str, words: str) -> str:
    """The words around the first of the words searched for."""
    first = (words.split() or [""])[0]
    at = max(0, text.casefold().find(first.casefold()))
    return ("… " if at > 80 else "") + text[max(0, at - 80) : at + 220].replace("\n", " ") + "…"


def check(request: Request) -> Page:
    """The form to hold a draft to a story; the answer is made by `acts.check`."""
    return check_page(request, "", request.query_params.get("story", ""), None)


def check_page(request: Request, draft: str, story: str, result: Any) -> Page:
    """The same with a result."""
    now = snapshot(request)
    reports = {r.id: r for t in now.tales for r in t.folder.reports}
    context = {
        "tales": now.tales,
        "draft": draft,
        "story": story,
        "result": result,
        "pieces": draft_pieces(draft, result, reports) if result else (),
    }
    return Page("check.html", "Check a draft", context, {"stories": [t.id for t in now.tales]})


def judgements(request: Request) -> Page:
    """Every correction a person made, undone ones too."""
    now = snapshot(request)
    names = sorted({n for t in now.tales for e in t.telling.ledger.entities for n in e.names})[:500]
    record = [
        {
            "number": r.number,
            "left": r.judgement.left,
            "right": r.judgement.right,
            "verdict": r.judgement.verdict,
            "by": r.judgement.by,
            "at": r.judgement.at,
            "reason": r.judgement.reason,
            "undone": r.undone or None,
        }
        for r in now.log
    ]
    return Page("judgements.html", "Judgements", {"rows": rows(now), "names": names}, {"judgements": record})


def added(request: Request) -> Page:
    """What became of what was added."""
    found = room(request).results.get(request.path_params["name"])
    if found is None:
        raise HTTPException(404, "The desk keeps the results of the last additions only.")
    now = snapshot(request)
    rows = [(o, now.tale(o.report) if o.report else None) for o in found[0]]
    record = [{"id": o.report or None, "name": o.name, "uri": o.uri, "status": o.status, "reason": o.reason} for o in found[0]]
    return Page("added.html", "Added", {"rows": rows, "uri": found[1]}, {"added": record})


def sign_in(request: Request) -> Page:
    """Asks for the token."""
    back = request.query_params.get("back", "/")
    return Page("sign-in.html", "Sign in", {"back": back, "wrong": "wrong" in request.query_params}, {"token": "needed"})


PAGES = {
    "/": stories,
    "/index": stories,
    "/search": search,
    "/check": check,
    "/judgements": judgements,
    "/settings": settings,
    "/added/{name}": added,
    "/sign-in": sign_in,
    "/story/{story}": story.story,
    "/story/{story}/ledger": ledger.ledger,
    "/story/{story}/claim/{claim}": ledger.claim,
    "/story/{story}/figures": story.figures,
    "/story/{story}/quotes": story.quotes,
    "/story/{story}/timeline": story.timeline,
    "/story/{story}/sources": sources.sources,
    "/report/{report}": sources.report,
}
