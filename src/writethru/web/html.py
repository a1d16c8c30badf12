"""A page as a record, and its two forms: HTML by a template, JSON by a suffix."""

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from writethru.render.page import asset, environment
from writethru.render.view import day_words
from writethru.watch import PAUSED
from writethru.web.guard import EDITOR, Access, cookie
from writethru.web.look import Look, from_cookie, to_cookie
from writethru.web.room import Room
from writethru.web.snapshot import Snapshot, Tale

LOOKS = "writethru-looks"
A_PAGE = 200  # rows of a long list
ASSETS = {"desk.css": "text/css", "live.css": "text/css", "desk.js": "text/javascript", "live.js": "text/javascript"}


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows (`context`, for its template) and says (`data`, for JSON)."""

    template: str
    title: str
    context: dict[str, Any]
    data: Any
    looks: dict[str, Look] | None = None  # when the reader has now seen something
    status: int = 200
    extra: dict[str, str] = field(default_factory=dict)


Function = Callable[[Request], Page]


def when(iso: str | None) -> str:
    """An ISO day or time as a reader writes it: "9 Jun 2026, 12:15"; what is neither stays as it is."""
    try:
        return f"{day_words((iso or '')[:10])}{', ' + (iso or '')[11:16] if iso and len(iso) > 10 else ''}"
    except ValueError:
        return iso or ""


@cache
def templates() -> Any:
    """Jinja as `render` sets it up, with what only the live desk's pages use."""
    made = environment().overlay()
    made.filters = environment().filters | {"when": when}
    return made


def room(request: Request) -> Room:
    found: Room = request.app.state.room
    return found


def snapshot(request: Request) -> Snapshot:
    return room(request).now


def tale(request: Request) -> Tale:
    """The story the address names. Raises 404."""
    found = snapshot(request).tale(request.path_params["story"])
    if found is None:
        raise HTTPException(404, "No story has this id.")
    return found


def looks(request: Request) -> dict[str, Look]:
    """What this reader has seen."""
    return from_cookie(request.state.cookies.get(LOOKS, ""))


def number(text: str) -> int:
    """A number in an address; 0 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def form_token(request: Request) -> str:
    access: Access = request.state.access
    return access.form_token(request.state.visitor)


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in a page, until it goes out, for what differs from reader to reader; nobody can write these into a text."""

    token: str = field(default_factory=lambda: f"t{secrets.token_hex(16)}")
    iso: str = field(default_factory=lambda: f"i{secrets.token_hex(16)}")
    words: str = field(default_factory=lambda: f"w{secrets.token_hex(16)}")


MARKS = Marks()


def render(page: Page, request: Request) -> str:
    """A page by its template, with MARKS in it."""
    shared = {
        "title": page.title,
        "token": MARKS.token,
        "edit": MARKS.token if request.state.role == EDITOR else "",
        "here": request.url.path,
        "now": MARKS.iso,
        "now_words": MARKS.words,
        "version": versions(),
        **surroundings(request),
    }
    return str(templates().get_template(page.template).render(shared | page.context))


def surroundings(request: Request) -> dict[str, Any]:
    """What every page shows of the desk and of who asks."""
    found = room(request)
    return {
        "kept": found.kept,
        "role": request.state.role,
        "guarded": bool(request.state.access.token),
        "ill_feeds": sum(bool(f.failures) and f.due != PAUSED for f in found.feeds),
    }


def answer(text: str, page: Page, request: Request) -> Response:
    """A rendered page as it goes out to this reader."""
    now = datetime.now(UTC).astimezone()
    words = f"{now:%A} {now.day} {now:%B %Y, %H:%M}"
    for mark, own in ((MARKS.token, form_token(request)), (MARKS.iso, now.isoformat(timespec="minutes")), (MARKS.words, words)):
        text = text.replace(mark, own)
    response = HTMLResponse(text, page.status, headers=page.extra)
    if page.looks is not None:
        response.headers.append("set-cookie", cookie(LOOKS, to_cookie(page.looks)))
    return response


def as_html(page: Page, request: Request) -> Response:
    """A page by its template."""
    return answer(render(page, request), page, request)


def as_json(page: Page, request: Request) -> Response:
    """A page as JSON."""
    body = json.dumps(page.data, ensure_ascii=False, indent=1) + "\n"
    return Response(body.encode("utf-8", "replace"), page.status, media_type="application/json")


@cache
def versions() -> dict[str, str]:
    """A short hash of each file of static/, for addresses that may be kept for ever."""
    return {name: hashlib.sha256(asset(name).encode()).hexdigest()[:10] for name in ASSETS}
