"""A URL -> its body, politely and safely: robots.txt, size, time and redirect limits, no connection to a private address.

Every hop resolves its host once, refuses it unless all addresses are public, and connects to an address it checked, so
neither a redirect nor a second look-up (DNS rebinding) leads inside. Proxy settings of the environment are not used.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

import httpcore2

from writethru.errors import InputError, LimitError
from writethru.read.guard import MAX_SECONDS, Guard
from writethru.read.inflate import inflate

MAX_REDIRECTS = 5
AGENT = "writethru/0.1"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_TIMEOUT = {"connect": 10, "read": 10, "pool": 10}
_SAFE = "%!$&'()*+,;=:@/?~[]-._"


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered in the end."""

    body: bytes
    media_type: str
    uri: str  # after redirects
    charset: str = ""
    etag: str = ""
    modified: str = ""
    unchanged: bool = False  # since the answer with the ETag or date that was sent along; then there is no body


class AnswerError(InputError):
    """The server answered, but not with the page. `wait`: seconds it asks to be left alone (Retry-After), 0 if it does not."""

    def __init__(self, url: str, status: int, wait: str = "") -> None:
        super().__init__(url, f"the server answered {status}")
        self.status = status
        self.wait = int(wait) if wait.isascii() and wait.isdecimal() and len(wait) < 8 else 0


def fetch(
    url: str,
    allow: frozenset[str] = frozenset(),
    seconds: float = MAX_SECONDS,
    known: tuple[str, str] = ("", ""),
    robots: dict[str, Any] | None = None,
) -> Page:
    """One page. Raises InputError with the reason when it cannot be had, LimitError when it is too large or too slow.

    `known`: ETag and Last-Modified of an earlier answer, for a conditional request (RFC 9110, 13); `robots`: the robots.txt met
    so far, filled on the way."""
    with httpcore2.ConnectionPool(network_backend=Guard(allow, seconds)) as pool:
        return _get(pool, normal(url), {} if robots is None else robots, known)


def post(url: str, body: bytes, allow: frozenset[str] = frozenset(), seconds: float = MAX_SECONDS) -> None:
    """Sends JSON to a public address; follows no redirect. Raises InputError unless it is taken (an answer 2xx)."""
    url = normal(url)
    headers = [("Host", urlsplit(url).netloc), ("User-Agent", AGENT), ("Content-Type", "application/json")]
    headers.append(("Content-Length", str(len(body))))
    how: dict[str, Any] = {"headers": headers, "content": body, "extensions": {"timeout": _TIMEOUT}}
    with httpcore2.ConnectionPool(network_backend=Guard(allow, seconds)) as pool, _named(url), pool.stream("POST", url, **how) as answer:
        status = answer.status
    if not 200 <= status < 300:
        raise AnswerError(url, status)


def ask(url: str, body: bytes, headers: dict[str, str], seconds: float, most: int) -> bytes:
    """The answer to JSON posted to an address that the user configured, which may be a private one; redirects are not followed.
    Raises InputError for any answer but 200, LimitError when it is longer than `most` bytes or comes too late."""
    url = normal(url)
    at = urlsplit(url)
    port = at.port or (443 if at.scheme == "https" else 80)
    named = [("Host", at.netloc), ("User-Agent", AGENT), ("Content-Type", "application/json"), ("Accept", "application/json")]
    named += [("Content-Length", str(len(body))), *headers.items()]
    how: dict[str, Any] = {"headers": named, "content": body, "extensions": {"timeout": {**_TIMEOUT, "read": seconds}}}
    guard = Guard(frozenset([f"{at.hostname}:{port}"]), seconds)
    with httpcore2.ConnectionPool(network_backend=guard) as pool, _named(url), pool.stream("POST", url, **how) as answer:
        if answer.status != 200:
            raise AnswerError(url, answer.status)
        parts, size = [], 0
        for part in answer.iter_stream():
            parts.append(part)
            size += len(part)
            if size > most:
                raise LimitError(url, f"the answer is longer than {most} bytes")
    return b"".join(parts)


@contextmanager
def _named(url: str) -> Iterator[None]:
    """Errors of the network as InputError."""
    try:
        yield
    except httpcore2.TimeoutException as e:
        raise LimitError(url, "the server took too long") from e
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.UnsupportedProtocol, OSError, ValueError) as e:
        raise InputError(url, f"cannot be fetched ({type(e).__name__})") from e


def normal(url: str) -> str:
    """The address in ASCII, without its fragment. Raises InputError when it is no http or https address."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        host = host if ":" in host or host.isascii() else host.encode("idna").decode()
    except (ValueError, UnicodeError) as e:
        raise InputError(url, "is not a valid address") from e
    if parts.scheme not in ("http", "https") or not host or not host.isascii():
        raise InputError(url, "is not an http or https address")
    if parts.username or parts.password:
        raise InputError(url, "carries a password, which is never sent")
    where = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    return urlunsplit((parts.scheme, where, quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE), ""))


def _get(pool: httpcore2.ConnectionPool, url: str, robots: dict[str, Any] | None, known: tuple[str, str] = ("", "")) -> Page:
    """`robots` holds the parsed robots.txt of the origins met; None asks for none."""
    for _ in range(MAX_REDIRECTS + 1):
        if robots is not None:
            _ask(pool, url, robots)
        with _named(url), pool.stream("GET", url, headers=_headers(url, known), extensions={"timeout": _TIMEOUT}) as answer:
            headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in answer.headers}
            if answer.status in (301, 302, 303, 307, 308) and headers.get("location"):
                url = normal(urljoin(url, headers["location"]))
                continue
            marks = headers.get("etag", ""), headers.get("last-modified", "")
            if answer.status == 304 and any(known):
                return Page(b"", "", url, "", marks[0] or known[0], marks[1] or known[1], True)
            if answer.status != 200:
                raise AnswerError(url, answer.status, headers.get("retry-after", ""))
            declared = headers.get("content-type", "")
            media = declared.partition(";")[0].strip().lower()
            if media.startswith(("audio/", "video/", "image/")):
                raise InputError(url, f"is no page ({media})")
            body = inflate(answer.iter_stream(), headers.get("content-encoding", "").lower().strip(), url)
        charset = _CHARSET.search(declared)
        return Page(body, media, url, charset.group(1) if charset else "", *marks)
    raise InputError(url, f"more than {MAX_REDIRECTS} redirects")


def _headers(url: str, known: tuple[str, str]) -> list[tuple[str, str]]:
    out = [
        ("Host", urlsplit(url).netloc),
        ("User-Agent", AGENT),
        ("Accept", "text/html, application/xml;q=0.9, */*;q=0.5"),
        ("Accept-Encoding", "gzip"),
    ]
    conditions = zip(("If-None-Match", "If-Modified-Since"), known, strict=True)
    return out + [(name, value) for name, value in conditions if value and value.isascii() and value.isprintable()]


def _ask(pool: httpcore2.ConnectionPool, url: str, robots: dict[str, Any]) -> None:
    """Raises InputError unless robots.txt (RFC 9309) lets this agent have the page; a missing file allows all, a failing
    server nothing."""
    from protego import Protego

    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in robots:
        try:
            text = _get(pool, origin + "/robots.txt", None).body[:500_000].decode("utf-8", "replace")
        except AnswerError as e:
            if e.status >= 500:
                raise InputError(url, f"its robots.txt cannot be had: {e.reason}") from e
            text = ""
        robots[origin] = Protego.parse(text)
    if not robots[origin].can_fetch(url, AGENT):
        raise InputError(url, "its robots.txt asks not to fetch it")
