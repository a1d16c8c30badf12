"""Fetching: limits hold, robots.txt is asked, and no spelling of a private address is ever connected to."""

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from writethru.errors import InputError, LimitError
from writethru.model import Capture, Refusal
from writethru.read import read, web
from writethru.read.guard import public_addresses
from writethru.read.web import fetch, normal

PAGE = "<html><body><p>Der Hafen blieb geschlossen – café.</p></body></html>"
Answer = tuple[int, dict[str, str], bytes]


class Site(BaseHTTPRequestHandler):
    """Answers from `pages`; /drip sends a byte now and then."""

    pages: ClassVar[dict[str, Answer]] = {}
    asked: ClassVar[list[str]] = []
    sent: ClassVar[Any] = {}  # headers of the last request

    def do_GET(self) -> None:
        self.asked.append(self.path)
        Site.sent = self.headers
        if self.path.startswith("/drip"):
            self._drip()
            return
        status, headers, body = self.pages.get(self.path, (404, {}, b"none"))
        self.send_response(status)
        for k, v in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(k, v)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def _drip(self) -> None:
        try:
            if self.path == "/drip":
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            for _ in range(40):
                self.wfile.write(b"x")
                self.wfile.flush()
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    site = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"127.0.0.1:{site.server_port}"
    site.shutdown()
    site.server_close()


@pytest.fixture
def pages(server: str) -> dict[str, Answer]:
    Site.pages = {"/": (200, {"Content-Type": "text/html; charset=utf-8"}, PAGE.encode())}
    Site.asked = []
    return Site.pages


def get(server: str, path: str = "/", seconds: float = 5) -> web.Page:
    return fetch(f"http://{server}{path}", frozenset([server]), seconds)


def test_a_page_comes_with_media_type_charset_and_address(server: str, pages: dict[str, Answer]) -> None:
    pages["/old"] = (200, {"Content-Type": 'text/HTML; foo=bar; charset="windows-1252"; x=y'}, PAGE.encode("cp1252"))
    page = get(server, "/old#part")
    assert (page.body, page.media_type, page.charset, page.uri) == (
        PAGE.encode("cp1252"),
        "text/html",
        "windows-1252",
        f"http://{server}/old",
    )


def test_redirects_are_followed_and_the_last_address_counts(server: str, pages: dict[str, Answer]) -> None:
    pages["/a"] = (302, {"Location": "/b"}, b"")
    pages["/b"] = (301, {"Location": f"http://{server}/"}, b"")
    assert get(server, "/a").uri == f"http://{server}/"


REDIRECTS = {
    "in a circle": ("/loop", "redirects"),
    "to a private address": ("http://127.0.0.1:9/", "private"),
    "to loopback by name": ("http://localhost:9/", "private"),
    "to the cloud's metadata": ("http://169.254.169.254/latest/meta-data/", "private"),
    "to a file": ("file:///etc/hostname", "http"),
    "to another scheme": ("gopher://x.example/", "http"),
    "with a password": ("http://me:secret@x.example/", "password"),
}


@pytest.mark.parametrize("name", REDIRECTS)
def test_redirects_that_are_refused(name: str, server: str, pages: dict[str, Answer]) -> None:
    target, reason = REDIRECTS[name]
    pages["/loop"] = (302, {"Location": target}, b"")
    with pytest.raises(InputError, match=reason):
        get(server, "/loop")


def test_robots_txt_is_asked_once_and_obeyed(server: str, pages: dict[str, Answer]) -> None:
    pages["/robots.txt"] = (200, {}, b"User-agent: writethru\nDisallow: /shut\nUser-agent: *\nDisallow: /")
    pages["/go"] = (302, {"Location": "/shut/x"}, b"")
    assert get(server).body
    with pytest.raises(InputError, match=r"robots\.txt asks not"):
        get(server, "/go")
    assert Site.asked == ["/robots.txt", "/", "/robots.txt", "/go"]


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (503, False)])
def test_a_missing_robots_txt_allows_and_a_failing_one_does_not(status: int, allowed: bool, server: str, pages: dict[str, Answer]) -> None:
    pages["/robots.txt"] = (status, {}, b"Disallow: /")
    if allowed:
        assert get(server).body
    else:
        with pytest.raises(InputError, match=r"robots\.txt cannot be had"):
            get(server)


def test_a_page_known_by_its_marks_is_not_sent_again(server: str, pages: dict[str, Answer]) -> None:
    pages["/x"] = (200, {"ETag": '"7"', "Last-Modified": "Mon, 02 Mar 2026 10:00:00 GMT"}, PAGE.encode())
    first = get(server, "/x")
    known = (first.etag, first.modified)
    assert (known, first.unchanged) == (('"7"', "Mon, 02 Mar 2026 10:00:00 GMT"), False)
    pages["/x"] = (304, {}, b"")
    again = fetch(f"http://{server}/x", frozenset([server]), 5, known)
    assert (again.unchanged, again.body, again.etag, again.modified) == (True, b"", *known)
    assert Site.sent["If-None-Match"] == '"7"'
    assert Site.sent["If-Modified-Since"] == "Mon, 02 Mar 2026 10:00:00 GMT"
    with pytest.raises(InputError, match="answered 304"):
        get(server, "/x")
    fetch(f"http://{server}/", frozenset([server]), 5, ('"a"\r\nX: y', ""))  # a mark that would break the request is not sent
    assert Site.sent["If-None-Match"] is None


def test_what_is_fetched_is_noted_with_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "fetch", lambda url: web.Page(PAGE.encode(), "text/html", url))
    (found,) = read("https://p.example/a")
    assert isinstance(found, Capture)
    assert abs((datetime.now(UTC) - datetime.fromisoformat(found.captured)).total_seconds()) < 60


def test_how_long_a_server_asks_to_be_left_alone_is_told(server: str, pages: dict[str, Answer]) -> None:
    for said, seconds in (("120", 120), ("Mon, 02 Mar 2026 10:00:00 GMT", 0), ("9" * 99, 0), ("-5", 0)):
        pages["/x"] = (429, {"Retry-After": said}, b"")
        with pytest.raises(web.AnswerError) as caught:
            get(server, "/x")
        assert caught.value.wait == seconds


def test_one_robots_txt_serves_many_pages(server: str, pages: dict[str, Answer]) -> None:
    robots: dict[str, object] = {}
    for _ in range(2):
        fetch(f"http://{server}/", frozenset([server]), 5, robots=robots)
    assert Site.asked == ["/robots.txt", "/", "/"]


def test_posting_reaches_public_addresses_only_and_follows_nowhere(server: str, pages: dict[str, Answer]) -> None:
    pages["/hook"], pages["/moved"] = (204, {}, b""), (302, {"Location": "/hook"}, b"")
    web.post(f"http://{server}/hook", b"{}", frozenset([server]), 5)
    assert Site.asked == ["/hook"]
    with pytest.raises(InputError, match="answered 302"):
        web.post(f"http://{server}/moved", b"{}", frozenset([server]), 5)
    with pytest.raises(InputError, match="private"):
        web.post(f"http://{server}/hook", b"{}", frozenset(), 5)
    assert Site.asked == ["/hook", "/moved"]


BAD = {
    "a song": ((200, {"Content-Type": "audio/mpeg"}, b"ID3"), InputError, "is no page"),
    "not found": ((404, {}, b"x"), InputError, "answered 404"),
    "server fault": ((500, {}, b"x"), InputError, "answered 500"),
    "too large": ((200, {}, bytes(20_000_001)), LimitError, "limit"),
    "gzip bomb": ((200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(60_000_000), 1)), LimitError, "limit"),
    "damaged gzip": ((200, {"Content-Encoding": "gzip"}, b"not gzip"), InputError, "not valid gzip"),
    "half a gzip": ((200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE.encode() * 50)[:-9]), InputError, "cut off"),
    "brotli": ((200, {"Content-Encoding": "br"}, b"x"), InputError, "not understood"),
    "fewer bytes than said": ((200, {"Content-Length": "999"}, b"x"), InputError, "cannot be fetched"),
}


@pytest.mark.parametrize("name", BAD)
def test_answers_that_are_refused(name: str, server: str, pages: dict[str, Answer]) -> None:
    pages["/x"], error, reason = BAD[name]
    with pytest.raises(error, match=reason) as caught:
        get(server, "/x")
    assert caught.value.about == f"http://{server}/x"


def test_a_compressed_page_is_unpacked(server: str, pages: dict[str, Answer]) -> None:
    pages["/z"] = (200, {"Content-Encoding": "gzip", "Content-Type": "text/html"}, gzip.compress(PAGE.encode()))
    assert get(server, "/z").body == PAGE.encode()


@pytest.mark.parametrize("path", ["/drip", "/drip-from-the-start"])
def test_a_server_that_drips_is_left_in_time(path: str, server: str, pages: dict[str, Answer]) -> None:
    begun = time.monotonic()
    with pytest.raises(InputError):
        get(server, path, 0.3)
    assert time.monotonic() - begun < 1.5


def test_a_closed_port_and_an_unknown_host_are_named() -> None:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        shut = f"127.0.0.1:{s.getsockname()[1]}"
    with pytest.raises(InputError, match="cannot be fetched"):
        get(shut)
    assert [x.reason for x in read("http://no-such-host.invalid/") if isinstance(x, Refusal)] == ["its host cannot be found"]


# ---- addresses -----------------------------------------------------------------------------------------------------------

PRIVATE = [
    *("127.0.0.1", "127.1", "127.255.255.254", "2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "017700000001"),
    *("0", "0.0.0.0", "localhost", "LOCALHOST", "localhost."),
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]"),
    *("[64:ff9b::127.0.0.1]", "[64:ff9b::a00:1]", "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[fe80::1]", "[fc00::1]", "[ff02::1]"),
    *(
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
    ),
    *("①②⑦.⓪.⓪.①", "１２７.0.0.1", "127。0。0。1", "127.0.0.1%2f@x.example", "0x7f.0x0.0x0.0x1"),
]


@pytest.mark.parametrize("host", PRIVATE)
def test_every_spelling_of_a_private_address_is_refused(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(web.httpcore2.SyncBackend, "connect_tcp", never)
    with pytest.raises(InputError, match=r"private|host cannot be found|not a valid|not an http|password"):
        fetch(f"http://{host}/")


def test_one_private_address_among_public_ones_refuses_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    def both(*_: object, **__: object) -> list[object]:
        return [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]

    monkeypatch.setattr(socket, "getaddrinfo", both)
    with pytest.raises(InputError, match="private"):
        public_addresses("two-faced.example", 80)


def test_the_address_checked_is_the_address_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([[(2, 1, 6, "", ("93.184.215.14", 80))], [(2, 1, 6, "", ("127.0.0.1", 80))]])
    met: list[str] = []

    def connect(self: object, host: str, *_: object) -> None:
        met.append(host)
        raise web.httpcore2.ConnectError("no")

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: next(answers))
    monkeypatch.setattr(web.httpcore2.SyncBackend, "connect_tcp", connect)
    with pytest.raises(InputError):
        fetch("http://rebinding.example/")
    assert met == ["93.184.215.14"]


URLS = {
    "fragment": ("https://p.example/a#b", "https://p.example/a"),
    "no path": ("https://p.example", "https://p.example/"),
    "spaces and letters": ("https://p.example/a b/é?q=ü", "https://p.example/a%20b/%C3%A9?q=%C3%BC"),
    "escapes stay": ("https://p.example/a%20b?x=%26&y=1", "https://p.example/a%20b?x=%26&y=1"),
    "international host": ("https://bücher.example/", "https://xn--bcher-kva.example/"),
    "case and port": ("HTTPS://P.Example:8443/A", "https://p.example:8443/A"),
    "line break in the path": ("https://p.example/a\r\nHost: x", "https://p.example/aHost:%20x"),
}


@pytest.mark.parametrize("name", URLS)
def test_addresses_are_normalised(name: str) -> None:
    given, wanted = URLS[name]
    assert normal(given) == wanted


@pytest.mark.parametrize(
    "url", ["http://", "http:///x", "http://a:99999/", "http://a:b/", "http://[::1/", "mailto:x@y", "http://\ud800/", "http://a..b\u2028/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(InputError):
        fetch(url)
