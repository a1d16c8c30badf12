"""A URL -> its body, politely and safely: robots.txt, size, time and redirect limits, no connection to a private address.

Every hop resolves its host once, refuses it unless all addresses are public, and connects to the address it checked,
so neither a redirect nor a second look-up (DNS rebinding) leads inside. Proxy settings of the environment are not used.
"""

import ipaddress
import socket
import time
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore2

from writethru.errors import InputError, LimitError

MAX_BYTES = 20_000_000
MAX_SECONDS = 30.0
MAX_REDIRECTS = 5
AGENT = "writethru/0.1"


class Guard(httpcore2.NetworkBackend):
    """Connects only to public addresses. `allow` names hosts a test serves on loopback."""

    def __init__(self, allow: frozenset[str] = frozenset()) -> None:
        self._inner = httpcore2.SyncBackend()
        self._allow = allow

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        address = host if f"{host}:{port}" in self._allow else public_address(host, port)
        return self._inner.connect_tcp(address, port, timeout, local_address, socket_options)


def public_address(host: str, port: int) -> str:
    """An address of `host`; raises InputError unless every one of them is public."""
    try:
        found = [info[4][0] for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as e:
        raise InputError(host, "its host cannot be found") from e
    for text in found:
        address = ipaddress.ip_address(str(text).partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
        if not (mapped or address).is_global or address.is_multicast:
            raise InputError(host, "is at a private address, which is never fetched")
    return str(found[0])


def fetch(url: str, allow: frozenset[str] = frozenset()) -> Iterator[tuple[bytes, str, str, str]]:
    """Body, media type, final URL and declared charset of one page. Raises InputError with the reason when it cannot be had."""
    with httpcore2.ConnectionPool(network_backend=Guard(allow)) as pool:
        if not _allowed(pool, url):
            raise InputError(url, "its robots.txt asks not to fetch it")
        yield _get(pool, url)


def _get(pool: httpcore2.ConnectionPool, url: str) -> tuple[bytes, str, str, str]:
    end = time.monotonic() + MAX_SECONDS
    for _ in range(MAX_REDIRECTS + 1):
        _check(url)
        try:
            with pool.stream("GET", url, headers=_headers(url), extensions={"timeout": {"connect": 10, "read": 10, "pool": 10}}) as answer:
                headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in answer.headers}
                if answer.status in (301, 302, 303, 307, 308) and headers.get("location"):
                    url = urljoin(url, headers["location"])
                    continue
                if answer.status != 200:
                    raise InputError(url, f"the server answered {answer.status}")
                body = _body(answer.iter_stream(), headers.get("content-encoding", ""), url, end)
        except (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException, OSError) as e:
            raise InputError(url, f"cannot be fetched ({type(e).__name__})") from e
        media, _, rest = headers.get("content-type", "").partition(";")
        return body, media.strip().lower(), url, rest.partition("charset=")[2].strip(" \"'")
    raise InputError(url, f"more than {MAX_REDIRECTS} redirects")


def _headers(url: str) -> list[tuple[str, str]]:
    return [
        ("Host", urlsplit(url).netloc),
        ("User-Agent", AGENT),
        ("Accept", "text/html, application/xml;q=0.9, */*;q=0.5"),
        ("Accept-Encoding", "gzip"),
    ]


def _check(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(url, "is not an http or https address")
    if parts.username or parts.password:
        raise InputError(url, "carries a password, which is never sent")


def _body(chunks: Iterable[bytes], encoding: str, url: str, end: float) -> bytes:
    """The decoded body; size is counted after decompression, so a bomb costs no more than a page."""
    engine = zlib.decompressobj(wbits=47) if encoding in ("gzip", "x-gzip", "deflate") else None
    if encoding not in ("", "identity") and engine is None:
        raise InputError(url, f"uses the encoding {encoding!r}, which was not asked for")
    out = bytearray()
    for chunk in chunks:
        if time.monotonic() > end:
            raise LimitError(url, f"took longer than {MAX_SECONDS:.0f} seconds")
        try:
            out += engine.decompress(chunk, MAX_BYTES + 1 - len(out)) if engine else chunk
        except zlib.error as e:
            raise InputError(url, "its compressed body is damaged") from e
        if len(out) > MAX_BYTES:
            raise LimitError(url, f"larger than {MAX_BYTES // 1_000_000} MB")
    return bytes(out)


@cache
def _robots(origin: str, body: bytes) -> Any:
    from protego import Protego

    return Protego.parse(body.decode("utf-8", "replace"))


def _allowed(pool: httpcore2.ConnectionPool, url: str) -> bool:
    """Whether robots.txt (RFC 9309) lets this agent have the page; a missing file allows all."""
    _check(url)
    parts = urlsplit(url)
    try:
        body = _get(pool, f"{parts.scheme}://{parts.netloc}/robots.txt")[0][:500_000]
    except InputError as e:
        if "private" in e.reason or "host cannot" in e.reason:
            raise
        return True
    return bool(_robots(f"{parts.scheme}://{parts.netloc}", body).can_fetch(url, AGENT))
