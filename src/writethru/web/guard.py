"""Who may ask, and what a browser may do with the answer.

Host names are checked against a list (DNS rebinding), a POST must come from our own pages (Origin and a token in the form), another
address than loopback is served only with a token, and every answer carries a policy that lets the page load its own files only.
"""

import hashlib
import hmac
import ipaddress
import secrets
import socket
import time
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from writethru.errors import InputError

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# Referrer "same-origin", not "no-referrer": under the latter browsers send "Origin: null" with our own forms (Fetch, 3.2).
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
VISITOR, SESSION = "writethru-visitor", "writethru-session"
SESSION_SECONDS = 30 * 24 * 3600
LEAST_TOKEN = 12  # characters
OPEN = ("/sign-in", "/static/")
EDITOR, READER = "editor", "reader"


@dataclass(frozen=True)
class Access:
    """Where the desk is served and to whom. Raises InputError for an address that needs a token and has none."""

    host: str = "127.0.0.1"
    port: int = 8000
    token: str = ""  # that editors sign in with
    reader: str = ""  # that those sign in with who only read
    names: tuple[str, ...] = ()  # other host names it may be asked for by
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    def __post_init__(self) -> None:
        if not loopback(self.host) and not self.token:
            raise InputError(self.host, "can be reached from other machines: give --token, a secret that editors sign in with")
        for name, token in (("--token", self.token), ("--reader-token", self.reader)):
            if token and len(token) < LEAST_TOKEN:
                raise InputError(name, f"is shorter than {LEAST_TOKEN} characters")
        if self.reader and (not self.token or same(self.reader, self.token)):
            raise InputError("--reader-token", "needs another --token beside it, for editors")

    def knows(self, host: str) -> bool:
        """Whether a Host header names this desk. An address in figures cannot be rebound; a name can, so names are listed."""
        name = _name(host)
        if name in ("localhost", "127.0.0.1", "::1", self.host.lower(), *self.names):
            return True
        return not loopback(self.host) and (_is_address(name) or name == socket.gethostname().lower())

    def secret_of(self, role: str) -> str:
        """The token that a role signs in with."""
        return self.token if role == EDITOR else self.reader

    def role_of(self, token: str) -> str:
        """The role that knows this token; "" for none."""
        return next((r for r in (EDITOR, READER) if self.secret_of(r) and same(token, self.secret_of(r))), "")

    def session(self, role: str, at: int | None = None) -> str:
        """A cookie that says its bearer knew the token of a role; it ends with the token."""
        at = at if at is not None else int(time.time())
        return f"{at}.{role}.{hmac.new(self.secret_of(role).encode(), f'session {role} {at}'.encode(), hashlib.sha256).hexdigest()}"

    def admits(self, session: str, bearer: str) -> str:
        """The role of a session cookie or of the token that a program sends; "" for nobody."""
        if not self.token:
            return EDITOR
        if bearer:
            return self.role_of(bearer)
        at, _, rest = session.partition(".")
        role = rest.partition(".")[0]
        fits = at.isdecimal() and len(at) < 12 and 0 <= time.time() - int(at) < SESSION_SECONDS
        known = role in (EDITOR, READER) and self.secret_of(role)
        return role if known and fits and same(session, self.session(role, int(at))) else ""

    def form_token(self, visitor: str) -> str:
        """What a form must carry to be ours: nobody else knows the secret or the visitor's cookie."""
        return hmac.new(self.secret, visitor.encode(), hashlib.sha256).hexdigest()


def same(a: str, b: str) -> bool:
    """Equality in constant time."""
    return hmac.compare_digest(a.encode("utf-8", "replace"), b.encode("utf-8", "replace"))


def loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return host.lower() == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _name(host: str) -> str:
    try:
        parts = urlsplit(f"//{host}")
        return (parts.hostname or "").lower() if parts.path == "" and not parts.username else ""
    except ValueError:
        return ""


class Guard:
    """ASGI middleware around the whole desk."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app, self.access = app, access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = cookie_parser(headers.get("cookie", "")[:16_000])
        visitor = cookies.get(VISITOR, "")
        made = "" if len(visitor) == 43 and visitor.isascii() else secrets.token_urlsafe(32)
        bearer = headers.get("authorization", "").removeprefix("Bearer ") if self.access.token else ""
        role = self.access.admits(cookies.get(SESSION, ""), bearer)
        state = {"visitor": made or visitor, "cookies": cookies, "access": self.access, "role": role, "program": bool(bearer and role)}
        scope["state"] = {**scope.get("state", {}), **state}

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out[name] = value
                out.setdefault("cache-control", "no-store")
                if made:
                    out.append("set-cookie", cookie(VISITOR, made))
            await send(message)

        refusal = self._refusal(scope, headers)
        await (refusal or self.app)(scope, receive, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        if not self.access.knows(headers.get("host", "")):
            return PlainTextResponse("This desk is not served under that host name.\n", 400)
        reading = scope["method"] in ("GET", "HEAD")
        # A program that sends the token is no browser led astray: no page of another site can set that header.
        if not scope["state"]["program"] and not (_followed(headers) if reading else _own(headers)):
            return PlainTextResponse("This request came from another site.\n", 403)
        if scope["path"].startswith(OPEN) or scope["state"]["role"]:
            return None
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            return RedirectResponse("/sign-in?back=" + quote(scope["path"], safe="/"), 303)
        return PlainTextResponse("Sign in first, or send Authorization: Bearer TOKEN.\n", 401)


def _followed(headers: Headers) -> bool:
    """Whether a page is read by a person or program, or by our own pages; another site may link here, and load nothing."""
    return headers.get("sec-fetch-site", "none") in ("none", "same-origin") or headers.get("sec-fetch-mode") == "navigate"


def _own(headers: Headers) -> bool:
    """Whether a request that changes something comes from one of our pages (a browser always says, of a POST, from where)."""
    if headers.get("sec-fetch-site", "same-origin") != "same-origin":
        return False
    return headers.get("origin", "") in (f"http://{headers.get('host', '')}", f"https://{headers.get('host', '')}")


def cookie(name: str, value: str, seconds: int = 365 * 24 * 3600) -> str:
    """A Set-Cookie value no script can read and no other site's form sends along."""
    return f"{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax"


def local(path: str) -> str:
    """A path of ours to go back to; "/" for anything else."""
    fits = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and path.isascii() and "\\" not in path
    return path if fits else "/"
