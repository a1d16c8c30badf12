"""A page as a record, and its two forms: HTML by a template, JSON by a suffix."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from writethru.render.page import asset, environment
from writethru.web.guard import Access, cookie
from writethru.web.look import Look, from_cookie, to_cookie
from writethru.web.room import Room, Snapshot, Tale

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


def as_html(page: Page, request: Request) -> Response:
    """A page by its template."""
    now = datetime.now(UTC).astimezone()
    shared = {
        "title": page.title,
        "token": form_token(request),
        "here": request.url.path,
        "now": now.isoformat(timespec="minutes"),
        "now_words": f"{now:%A} {now.day} {now:%B %Y, %H:%M}",
        "version": versions(),
        "kept": bool(room(request).path),
    }
    html = environment().get_template(page.template).render(shared | page.context)
    return _with_looks(HTMLResponse(html, page.status, headers=page.extra), page)


def as_json(page: Page, request: Request) -> Response:
    """A page as JSON."""
    body = json.dumps(page.data, ensure_ascii=False, indent=1) + "\n"
    return Response(body.encode("utf-8", "replace"), page.status, media_type="application/json")


def _with_looks(response: Response, page: Page) -> Response:
    if page.looks is not None:
        response.headers.append("set-cookie", cookie(LOOKS, to_cookie(page.looks)))
    return response


@cache
def versions() -> dict[str, str]:
    """A short hash of each file of static/, for addresses that may be kept for ever."""
    return {name: hashlib.sha256(asset(name).encode()).hexdigest()[:10] for name in ASSETS}
