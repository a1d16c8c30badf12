"""One function an act: what a reader posts -> what the desk does, then where to go. Every act is recorded by the desk itself."""

import asyncio
import re
import tempfile
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from writethru.errors import InputError, NotFoundError
from writethru.model import Capture, Refusal, Report
from writethru.web import forms
from writethru.web.forms import Form
from writethru.web.guard import SESSION, SESSION_SECONDS, Access, cookie, local, same
from writethru.web.html import LOOKS, Page, as_html, as_json, form_token, looks, room, snapshot, tale
from writethru.web.look import Look, to_cookie
from writethru.web.pages import check_page
from writethru.web.room import now_ms

MAX_DRAFT = 400_000  # characters of a draft to check
MAX_TEXT = 2_000_000  # characters of a pasted report
_URL = re.compile(r"https?://\S+", re.I)
_SUFFIX = re.compile(r"(?:\.[a-z]{1,6}){1,2}$", re.I)

Act = Callable[[Request, Form], Awaitable[Response]]


def act(function: Act) -> Callable[[Request], Awaitable[Response]]:
    """Reads the form within its limit and refuses one that is not of our pages."""

    @wraps(function)
    async def guarded(request: Request) -> Response:
        headers = request.headers
        try:
            content = await forms.body(request.stream(), headers.get("content-length", ""))
            form = forms.parse(content, headers.get("content-type", ""))
        except forms.TooLargeError as e:
            raise HTTPException(413, f"More than {forms.MAX_BODY // 1_000_000} MB at once.") from e
        except ValueError as e:
            raise HTTPException(400, f"What was sent {e}.") from e
        if not same(form.get("token"), form_token(request)):
            raise HTTPException(403, "This page was made before the desk was started anew. Go back, reload it and send it again.")
        return await function(request, form)

    return guarded


def _back(path: str) -> Response:
    return RedirectResponse(local(path), 303)


# ---- adding ----------------------------------------------------------------------------------------------------------


@act
async def add(request: Request, form: Form) -> Response:
    """Adds an address, pasted text and files; leads to the story when one report came in, else to what became of each."""
    uri, text = form.get("uri").strip(), form.get("text")
    if not uri and not text.strip() and not form.files:
        raise HTTPException(400, "Give an address, the text of a report, or a file.")
    reports, refused = await run_in_threadpool(_reports, uri, text, form)
    outcomes = await run_in_threadpool(room(request).keep, reports, refused)
    found = snapshot(request).tale(outcomes[0].report) if len(outcomes) == 1 and outcomes[0].status in ("added", "version") else None
    return _back(f"/story/{found.id}" if found else f"/added/{room(request).note(outcomes)}")


def _reports(uri: str, text: str, form: Form) -> tuple[list[Report], list[Refusal]]:
    from writethru.clean import clean

    reports: list[Report] = []
    refused: list[Refusal] = []
    for found in _captures(uri, text, form):
        if isinstance(found, Refusal):
            refused.append(found)
            continue
        try:
            reports.append(clean(found))
        except InputError as e:
            refused.append(Refusal(found.name, e.reason, found.uri))
    return reports, refused


def _captures(uri: str, text: str, form: Form) -> Iterable[Capture | Refusal]:
    from writethru.read import read

    if uri and not _URL.fullmatch(uri):  # anything else `read` would take for a file of this machine
        yield Refusal(uri[:300], "is not an http or https address", uri[:300])
    elif uri:
        yield from read(uri)
    if len(text) > MAX_TEXT:
        yield Refusal("pasted text", f"longer than {MAX_TEXT:,} characters")
    elif text.strip():
        kind = "text/html" if re.match(r"\s*<(?:!doctype|html)", text, re.I) else "text/plain"
        now = datetime.now(UTC).isoformat(timespec="seconds")
        yield Capture(text.replace("\r\n", "\n").encode("utf-8", "replace"), kind, captured=now, charset="utf-8")
    for name, content in form.files:
        yield from _of_file(name, content)


def _of_file(name: str, content: bytes) -> Iterable[Capture | Refusal]:
    """An uploaded file is read as one on disk would be, under the name the reader gave it."""
    from writethru.read import read

    suffix = _SUFFIX.search(name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "upload" + (suffix.group().lower() if suffix else ""))
        path.write_bytes(content)
        for found in read(str(path)):
            if isinstance(found, Refusal):
                yield replace(found, name=found.name.replace(str(path), name))
            else:
                yield replace(found, path=found.path.replace(str(path), name))


# ---- correcting ------------------------------------------------------------------------------------------------------


@act
async def judge(request: Request, form: Form) -> Response:
    """A person's word that two things are the same, or not."""
    left, right, verdict = form.get("left").strip()[:400], form.get("right").strip()[:400], form.get("verdict")
    picked = [v for k, v in form.all if k == "pick"][:2]
    if len(picked) == 2:
        left, right = picked
    if not left or not right or verdict not in ("same", "not"):
        raise HTTPException(400, "Name two things, and say whether they are the same.")
    at, note = datetime.now(UTC).isoformat(timespec="seconds"), form.get("note")[:1000]
    try:
        await run_in_threadpool(room(request).change, lambda desk: desk.judge(left, right, verdict, at, note))
    except NotFoundError as e:
        raise HTTPException(404, f"{e}.") from e
    return _back(form.get("back") or "/judgements")


@act
async def undo(request: Request, form: Form) -> Response:
    """Takes a judgement back."""
    number = int(form.get("number")) if form.get("number").isdecimal() and len(form.get("number")) < 10 else 0
    at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        await run_in_threadpool(room(request).change, lambda desk: desk.store.undo_judgement(number, at))
    except NotFoundError as e:
        raise HTTPException(404, f"{e}.") from e
    return _back("/judgements")


@act
async def seen(request: Request, form: Form) -> Response:
    """Marks a story as seen by this reader, as it stood on the page they saw."""
    t, known = tale(request), looks(request)
    shown = form.get("shown")
    at = min(int(shown), snapshot(request).at) if shown.isdecimal() and len(shown) < 17 else snapshot(request).at
    answer = _back(f"/story/{t.id}")
    answer.headers.append("set-cookie", cookie(LOOKS, to_cookie(known | {t.id: Look(at, at, now_ms())})))
    return answer


# ---- checking, signing in --------------------------------------------------------------------------------------------


@act
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


@act
async def sign_in(request: Request, form: Form) -> Response:
    """Lets in who knows the token; a wrong one costs a moment."""
    access: Access = request.state.access
    back = local(form.get("back"))
    if access.token and not same(form.get("secret"), access.token):
        await asyncio.sleep(0.5)
        return _back("/sign-in?wrong=1")
    answer = _back(back)
    if access.token:
        answer.headers.append("set-cookie", cookie(SESSION, access.session(), SESSION_SECONDS))
    return answer


ACTS = {
    "/add": add,
    "/judge": judge,
    "/undo": undo,
    "/story/{story}/seen": seen,
    "/check": check,
    "/check.json": check,
    "/sign-in": sign_in,
}
