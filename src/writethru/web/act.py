"""What every act has in common: its form is read within a limit, is one of ours, and comes from somebody who may do it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import wraps
from urllib.parse import quote, unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from writethru.text import harmless, squeeze
from writethru.web import forms
from writethru.web.forms import Form
from writethru.web.guard import EDITOR, local, same
from writethru.web.html import form_token

Act = Callable[[Request, Form], Awaitable[Response]]
NAME = "writethru-name"  # cookie: what a person signs corrections with


def act(function: Act) -> Callable[[Request], Awaitable[Response]]:
    """An act of editors."""
    return _guarded(function, True)


def open_act(function: Act) -> Callable[[Request], Awaitable[Response]]:
    """An act that changes nothing of the desk: those who only read may do it too."""
    return _guarded(function, False)


def _guarded(function: Act, editors: bool) -> Callable[[Request], Awaitable[Response]]:
    @wraps(function)
    async def guarded(request: Request) -> Response:
        if editors and request.state.role != EDITOR:
            raise HTTPException(403, "You read this desk; to change it, sign in with the token for editors.")
        headers = request.headers
        try:
            content = await forms.body(request.stream(), headers.get("content-length", ""))
            form = forms.parse(content, headers.get("content-type", ""))
        except forms.TooLargeError as e:
            raise HTTPException(413, f"More than {forms.MAX_BODY // 1_000_000} MB at once.") from e
        except ValueError as e:
            raise HTTPException(400, f"What was sent {e}.") from e
        if not request.state.program and not same(form.get("token"), form_token(request)):
            raise HTTPException(403, "This page was made before the desk was started anew. Go back, reload it and send it again.")
        return await function(request, form)

    return guarded


def back(path: str) -> Response:
    """To a page of ours."""
    return RedirectResponse(local(path), 303)


def now_iso() -> str:
    """Now, in UTC, fine enough that no two acts share a moment."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def name_of(request: Request) -> str:
    """What this person signs corrections with; "" for none."""
    return clean_name(unquote(request.state.cookies.get(NAME, ""), errors="replace"))


def clean_name(text: str) -> str:
    """A name on one line, of 60 characters at most."""
    return squeeze(harmless(text))[:60]


def to_cookie(name: str) -> str:
    """The same as a cookie's value."""
    return quote(clean_name(name), safe="")
