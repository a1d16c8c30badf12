"""Every act of the desk by its address; here those that need no right to change it: seen, check, sign in and out, a name."""

import asyncio

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from writethru.web import adding, correcting, settings
from writethru.web.act import NAME, back, open_act
from writethru.web.act import to_cookie as name_cookie
from writethru.web.forms import Form
from writethru.web.guard import SESSION, SESSION_SECONDS, Access, cookie, local
from writethru.web.html import LOOKS, Page, as_html, as_json, looks, room, snapshot, tale
from writethru.web.look import Look, to_cookie
from writethru.web.pages import check_page
from writethru.web.room import now_ms

MAX_DRAFT = 400_000  # characters of a draft to check


@open_act
async def seen(request: Request, form: Form) -> Response:
    """Marks a story as seen by this reader, as it stood on the page they saw."""
    t, known = tale(request), looks(request)
    shown = form.get("shown")
    at = min(int(shown), snapshot(request).at) if shown.isdecimal() and len(shown) < 17 else snapshot(request).at
    answer = back(f"/story/{t.id}")
    answer.headers.append("set-cookie", cookie(LOOKS, to_cookie(known | {t.id: Look(at, at, now_ms())})))
    return answer


@open_act
async def check(request: Request, form: Form) -> Response:
    """Holds a draft to one story, or to all."""
    from writethru.checking import Against

    draft, name, now = form.get("draft").replace("\r\n", "\n"), form.get("story"), snapshot(request)
    if len(draft) > MAX_DRAFT:
        raise HTTPException(413, f"Longer than {MAX_DRAFT:,} characters.")
    chosen = now.tale(name) if name else None
    tellings = [chosen.telling] if chosen else [t.telling for t in now.tales]
    result = await run_in_threadpool(room(request).ask, lambda desk: Against(desk, tellings).check(draft))
    page = check_page(request, draft, name, result)
    if request.url.path.endswith(".json"):
        from dataclasses import asdict

        return as_json(Page("", "", {}, {"sentences": [asdict(s) for s in result.sentences], "notes": result.notes}), request)
    return as_html(page, request)


@open_act
async def sign_in(request: Request, form: Form) -> Response:
    """Lets in who knows the token; a wrong one costs a moment."""
    access: Access = request.state.access
    to, role = local(form.get("back")), access.role_of(form.get("secret"))
    if access.token and not role:
        await asyncio.sleep(0.5)
        return back("/sign-in?wrong=1")
    answer = back(to)
    if role:
        answer.headers.append("set-cookie", cookie(SESSION, access.session(role), SESSION_SECONDS))
    if form.get("name").strip():
        answer.headers.append("set-cookie", cookie(NAME, name_cookie(form.get("name"))))
    return answer


@open_act
async def sign_out(request: Request, form: Form) -> Response:
    """Ends a session in this browser."""
    answer = back("/sign-in")
    answer.headers.append("set-cookie", cookie(SESSION, "", 0))
    return answer


@open_act
async def name(request: Request, form: Form) -> Response:
    """What this person signs corrections with."""
    answer = back(form.get("back") or "/settings")
    answer.headers.append("set-cookie", cookie(NAME, name_cookie(form.get("name"))))
    return answer


ACTS = {
    "/add": adding.add,
    "/judge": correcting.judge,
    "/move": correcting.move,
    "/part": correcting.part,
    "/undo": correcting.undo,
    "/follow": settings.follow,
    "/feed": settings.feed,
    "/notices": settings.notices,
    "/notices/test": settings.test,
    "/story/{story}/seen": seen,
    "/check": check,
    "/check.json": check,
    "/name": name,
    "/sign-in": sign_in,
    "/sign-out": sign_out,
}
