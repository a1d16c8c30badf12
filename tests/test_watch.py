"""Watching: polite, safe to kill at any write, quiet when nothing changed; every way a feed can misbehave is told as its health."""

import email
import email.policy
import json
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from datetime import time as clocktime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from xml.sax.saxutils import escape

import pytest

from test_desk import BRIDGE, DENIAL, WHEAT
from writethru import cli, commands_watch
from writethru import watch as watching
from writethru.desk import Desk
from writethru.errors import InputError, NotFoundError
from writethru.notices import Notice
from writethru.notify import Targets
from writethru.read.visit import Visit, Visitor
from writethru.read.web import Page
from writethru.store.feeds import Feed
from writethru.watch import AGAIN, PAUSED, TRIES, Watcher

Captured = pytest.CaptureFixture[str]


# ---- a small web ---------------------------------------------------------------------------------------------------------


@dataclass
class Site:
    """What the server answers: path -> body, or a function that answers by itself. An ETag is the hash of the body."""

    host: str = ""
    pages: dict[str, Any] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)  # path, "304" where nothing had changed
    posted: list[Any] = field(default_factory=list)
    taken: int = 200  # what a webhook answers

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def paths(self) -> list[str]:
        return [p for p, _ in self.asked if p != "/robots.txt"]


class Handler(BaseHTTPRequestHandler):
    site: Site

    def do_GET(self) -> None:
        body = self.site.pages.get(self.path)
        if callable(body):
            self.site.asked.append((self.path, ""))
            body(self)
            return
        etag = f'"{hash(body)}"'
        same = body is not None and self.headers["If-None-Match"] == etag
        self.site.asked.append((self.path, "304" if same else ""))
        self.send_response(304 if same else 404 if body is None else 200)
        self.send_header("ETag", etag)
        text = b"" if same or body is None else body.encode()
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def do_POST(self) -> None:
        self.site.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(self.site.taken)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def served() -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Handler.site = Site(f"127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield Handler.site
    server.shutdown()
    server.server_close()


@pytest.fixture
def site(served: Site) -> Site:
    served.pages, served.asked, served.posted, served.taken = {}, [], [], 200
    return served


def feed(*items: tuple[str, str, str], outlet: str = "Aldton Post") -> str:
    """RSS of (address, headline, text)."""
    rows = "".join(
        f"<item><title>{escape(h)}</title><link>{escape(u)}</link><guid>{escape(u)}</guid><pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate>"
        f"<content:encoded>{escape(t)}</content:encoded></item>"
        for u, h, t in items
    )
    return f'<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{outlet}</title>{rows}</channel></rss>'


def page(headline: str, text: str) -> str:
    body = "".join(f"<p>{escape(p)}</p>" for p in text.strip().split("\n"))
    return f'<!doctype html><html lang="en"><head><title>{headline}</title></head><body><article><h1>{headline}</h1>{body}</article></body></html>'


class Clock:
    """A clock that tests move."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def later(self, **much: float) -> None:
        self.at += timedelta(**much)


def visitor(site: Site) -> Visitor:
    return Visitor(frozenset([site.host]), pause=0, seconds=0.5)


def watcher(site: Site, clock: Clock, path: str | None = None, *feeds: str) -> Watcher:
    found = Watcher(Desk(path), visitor(site), now=clock)
    found.subscribe([site.url(f) for f in feeds or ("/feed",)])
    return found


def kinds(notices: list[Notice]) -> list[str]:
    return sorted(n.kind for n in notices)


def health(w: Watcher) -> Feed:
    (found,) = w.store.feeds()
    return found


SHUT = "Aldton bridge shut until Friday"
LATER = BRIDGE.replace("until Friday", "until Sunday").replace("About 14,000", "About 16,000")


# ---- what is new ---------------------------------------------------------------------------------------------------------


def test_an_item_with_its_text_is_kept_without_asking_for_its_page(site: Site) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    w = watcher(site, Clock())
    (notice,) = w.round()
    assert (notice.kind, notice.headline, notice.outlets, notice.url) == ("new story", SHUT, ("Aldton Post",), site.url("/bridge"))
    assert site.paths() == ["/feed"]
    (report,) = w.store.reports()
    assert report.text.startswith("The bridge at Aldton")


def test_a_teaser_is_followed_to_its_page_whose_masthead_the_feed_completes(site: Site) -> None:
    site.pages |= {"/feed": feed((site.url("/bridge"), SHUT, "Divers found cracks.")), "/bridge": page(SHUT, BRIDGE)}
    w = watcher(site, Clock())
    assert kinds(w.round()) == ["new story"]
    (report,) = w.store.reports()
    assert (report.outlet, report.published and report.published.iso) == ("Aldton Post", "2026-03-02T10:00+01:00")
    assert (report.captured, report.uri) == ("2026-03-02T12:00:00+00:00", site.url("/bridge"))


SYNOPSES = {
    "a short description": ("description", BRIDGE, True),
    "a long description": ("description", BRIDGE * 2, False),
    "a description that breaks off": ("description", BRIDGE * 2 + "The mayor […]", True),
    "content": ("encoded", BRIDGE, False),
    "content that leads on": ("encoded", BRIDGE + "Continue reading", True),
}


@pytest.mark.parametrize("name", SYNOPSES)
def test_a_synopsis_is_no_report(name: str, site: Site) -> None:
    element, text, followed = SYNOPSES[name]
    told = feed((site.url("/bridge"), SHUT, text))
    site.pages |= {
        "/feed": told.replace("content:encoded>", "description>") if element == "description" else told,
        "/bridge": page(SHUT, BRIDGE),
    }
    w = watcher(site, Clock())
    w.round()
    assert site.paths() == (["/feed", "/bridge"] if followed else ["/feed"])
    assert len(w.store.reports()) == 1


def test_an_unchanged_feed_costs_one_conditional_request_and_no_word(site: Site) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    clock = Clock()
    w = watcher(site, clock)
    w.round()
    w.told()
    for _ in range(2):
        clock.later(minutes=11)
        assert w.round() == []
    assert [x for x in site.asked if x[0] == "/feed"] == [("/feed", ""), ("/feed", "304"), ("/feed", "304")]
    assert (health(w).failures, health(w).ok) == (0, clock().isoformat())


def test_a_feed_is_not_polled_again_before_its_time(site: Site) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    clock = Clock()
    w = Watcher(Desk(), visitor(site), every=1, now=clock)  # less than is allowed
    w.subscribe([site.url("/feed")])
    w.round()
    clock.later(minutes=4)
    w.round()
    assert site.paths() == ["/feed"]
    assert 50 < w.wait() <= 60
    clock.later(minutes=1)
    w.round()
    assert site.paths() == ["/feed", "/feed"]


def test_a_silent_edit_in_a_feed_is_a_version_and_is_told_once(site: Site) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    clock = Clock()
    w = watcher(site, clock)
    w.round()
    w.told()
    clock.later(minutes=11)
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, LATER))
    silent = [n for n in w.round() if n.kind == "silent edit"]
    assert len(silent) == 1
    assert "14,000" in silent[0].text
    assert "16,000" in silent[0].text
    assert len(w.desk.versions(silent[0].report)) == 2
    w.told()
    clock.later(minutes=11)
    assert w.round() == []


def test_a_page_is_looked_at_again_for_silent_edits_for_some_days(site: Site) -> None:
    site.pages |= {"/feed": feed((site.url("/bridge"), SHUT, "Divers found cracks.")), "/bridge": page(SHUT, BRIDGE)}
    clock = Clock()
    w = watcher(site, clock)
    w.round()
    w.told()
    clock.later(minutes=31)
    assert w.round() == []
    assert ("/bridge", "304") in site.asked
    site.pages["/bridge"] = page(SHUT, LATER)
    clock.later(hours=3)
    assert [n.outlets for n in w.round() if n.kind == "silent edit"] == [("Aldton Post",)]
    for _ in range(20):
        clock.later(hours=25)
        w.round()
    assert site.paths().count("/bridge") == 1 + len(AGAIN)


def test_an_edit_of_style_or_a_marked_one_is_no_silent_edit(site: Site) -> None:
    clock = Clock()
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    w = watcher(site, clock)
    w.round()
    w.told()
    for text in (BRIDGE.replace("“", '"').replace("”", '"'), LATER + "Correction: an earlier version of this report misstated the day."):
        clock.later(minutes=11)
        site.pages["/feed"] = feed((site.url("/bridge"), SHUT, text))
        assert "silent edit" not in kinds(w.round())
        w.told()
    assert len(w.store.reports()) == 3


def test_an_edit_that_its_outlet_dates_is_no_silent_one_and_style_is_not_told_with_the_rest(site: Site) -> None:
    clock, straight = Clock(), LATER.replace("“", '"').replace("”", '"')
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    w = watcher(site, clock)
    w.round()
    w.told()
    for dated in ("<updated>2026-03-02T15:00:00+01:00</updated>", ""):
        clock.later(minutes=11)
        site.pages["/feed"] = feed((site.url("/bridge"), SHUT, straight + "A ferry was hired." * bool(dated))).replace(
            "</item>", dated + "</item>"
        )
        told = [n.text for n in w.round() if n.kind == "silent edit"]
        assert len(told) == (0 if dated else 1)
        assert not any("style" in t for t in told)
        w.told()


def test_news_of_a_known_story_is_told_as_changes_and_of_another_as_a_story(site: Site) -> None:
    clock = Clock()
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    w = watcher(site, clock)
    w.round()
    w.told()
    clock.later(minutes=11)
    more = ((site.url("/denial"), DENIAL.headline, DENIAL.text), (site.url("/wheat"), "Wheat dearer after frost", WHEAT))
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE), *more)
    found = w.round()
    assert [n.headline for n in found if n.kind == "new story"] == ["Wheat dearer after frost"]
    assert {n.kind for n in found} >= {"denied", "new story"}
    assert all(n.claim and n.url == site.url("/denial") for n in found if n.kind == "denied")


def test_a_copy_is_no_news(site: Site) -> None:
    clock = Clock()
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    w = watcher(site, clock)
    w.round()
    w.told()
    clock.later(minutes=11)
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE), (site.url("/copy"), "Bridge stays closed", BRIDGE))
    assert w.round() == []


def test_what_the_desk_held_before_is_no_news(site: Site, tmp_path: Path) -> None:
    desk = Desk(str(tmp_path / "d.db"))
    desk.keep(DENIAL)
    desk.close()
    site.pages["/feed"] = feed((site.url("/wheat"), "Wheat dearer after frost", WHEAT))
    assert [n.headline for n in watcher(site, Clock(), str(tmp_path / "d.db")).round()] == ["Wheat dearer after frost"]


def json_feed(**item: Any) -> str:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Aldton Post", "items": [{"id": "1", "title": SHUT, **item}]}
    return json.dumps(feed)


JSON_ITEMS: dict[str, tuple[dict[str, str], list[str]]] = {
    "a whole report": ({"url": "/bridge", "content_text": BRIDGE}, ["/feed"]),
    "a summary only": ({"url": "/bridge", "summary": "Divers found cracks."}, ["/feed", "/bridge"]),
    "nothing but a link": ({"url": "/bridge"}, ["/feed", "/bridge"]),
    "content that breaks off": ({"url": "/bridge", "content_html": f"<p>{BRIDGE * 2} The mayor…</p>"}, ["/feed", "/bridge"]),
}


@pytest.mark.parametrize("name", JSON_ITEMS)
def test_items_of_a_json_feed_are_kept_or_followed(name: str, site: Site) -> None:
    item, asked = JSON_ITEMS[name]
    site.pages |= {"/feed": json_feed(**item | {"url": site.url(item["url"])}), "/bridge": page(SHUT, BRIDGE)}
    clock = Clock()
    w = watcher(site, clock)
    assert kinds(w.round()) == ["new story"]
    assert site.paths() == asked
    (report,) = w.store.reports()
    assert (report.headline, report.outlet, health(w).failures) == (SHUT, "Aldton Post", 0)
    w.told()
    clock.later(minutes=11)
    assert w.round() == []


@pytest.mark.parametrize(
    "body", ['{"items": 3}', '["a"]', '{"version": "https://jsonfeed.org/version/1.1", "items": []}', '{"items": [4]}']
)
def test_json_that_is_no_feed_is_told(body: str, site: Site) -> None:
    site.pages["/feed"] = body
    w = watcher(site, Clock())
    assert w.round() == []
    assert (health(w).failures, bool(health(w).reason)) == (1, True)


def test_a_feed_is_asked_as_rarely_as_it_wants_but_within_the_hour(site: Site) -> None:
    for ttl, minutes in (("30", 30), ("1", 10), ("99999", 60), ("x", 10)):
        site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE)).replace("<item>", f"<ttl>{ttl}</ttl><item>", 1)
        clock = Clock()
        w = watcher(site, clock)
        for _ in range(3):  # the second and third answer is "not modified"
            w.round()
            assert w.wait() == minutes * 60
            clock.later(minutes=minutes)
    assert [x for x in site.asked if x[1] == "304"]


def test_a_feed_that_is_to_be_asked_at_once_is(site: Site) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    w = watcher(site, Clock())
    w.round()
    w.store.keep_feeds([replace(health(w), due="")])
    w.round()
    assert site.paths() == ["/feed", "/feed"]
    assert w.wait() == 600


def test_a_paused_feed_is_left_alone_until_it_is_resumed(site: Site) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    clock = Clock()
    w = watcher(site, clock)
    w.pause(site.url("/feed"))
    clock.later(hours=50)
    assert w.round() == []
    assert site.paths() == []
    w.pause(site.url("/feed"), False)
    assert kinds(w.round()) == ["new story"]
    w.pause(site.url("/feed"), False)  # one that is not paused keeps its time
    assert w.wait() > 0
    with pytest.raises(NotFoundError):
        w.pause("https://none.example/")


def test_a_feed_paused_or_dropped_while_it_is_asked_stays_so(site: Site) -> None:
    clock = Clock()
    w = watcher(site, clock)

    def meanwhile(h: Handler) -> None:
        deeds.pop(0)()
        body = feed((site.url("/bridge"), SHUT, BRIDGE)).encode()
        h.send_response(200)
        h.send_header("Content-Length", str(len(body)))
        h.end_headers()
        h.wfile.write(body)

    deeds = [lambda: w.pause(site.url("/feed")), lambda: w.store.drop_feed(site.url("/feed"))]
    site.pages["/feed"] = meanwhile
    w.poll()
    assert health(w).due == PAUSED
    w.pause(site.url("/feed"), False)
    w.poll()
    assert w.store.feeds() == []
    assert len(w.store.reports()) == 1


# ---- feeds that misbehave ------------------------------------------------------------------------------------------------


def hang(_: Handler) -> None:
    time.sleep(0.8)


def lie(h: Handler) -> None:
    h.send_response(200)
    h.send_header("Content-Length", "90000")
    h.end_headers()
    h.wfile.write(feed(("http://x.example/1", SHUT, BRIDGE)).encode())
    h.close_connection = True


def loop(h: Handler) -> None:
    h.send_response(302)
    h.send_header("Location", "/feed")
    h.send_header("Content-Length", "0")
    h.end_headers()


def inside(h: Handler) -> None:
    h.send_response(302)
    h.send_header("Location", "http://169.254.169.254/latest/")
    h.send_header("Content-Length", "0")
    h.end_headers()


def busy(h: Handler) -> None:
    h.send_response(503)
    h.send_header("Retry-After", "50000")
    h.send_header("Content-Length", "0")
    h.end_headers()


def radio(h: Handler) -> None:
    h.send_response(200)
    h.send_header("Content-Type", "audio/mpeg")
    h.end_headers()


NAMES_ONE = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head><body><p>Welcome.</p></body></html>'
BAD: dict[str, tuple[Any, str]] = {
    "hangs": (hang, "took too long"),
    "lies about its length": (lie, "cannot be fetched"),
    "redirects in a loop": (loop, "redirects"),
    "redirects inside": (inside, "private address"),
    "is a web page": (NAMES_ONE, "answers with no feed but a web page; the page names one: /rss.xml"),
    "is plain words": ("Under construction.", "answers with no feed"),
    "is empty": ("", "answers with no feed"),
    "has no items": ('<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>', "without items"),
    "is cut off": (feed(("http://x.example/1", SHUT, BRIDGE))[:-80], "cut off"),
    "is not there": (None, "answered 404"),
    "is busy": (busy, "answered 503"),
    "is a song": (radio, "is no page"),
    "declares entities": ('<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><rss><channel/></rss>', "entities"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_feed_that_misbehaves_is_told_backed_off_and_well_again_later(name: str, site: Site) -> None:
    answer, reason = BAD[name]
    site.pages |= {"/feed": answer, "/other": feed((site.url("/wheat"), "Wheat dearer after frost", WHEAT))}
    clock = Clock()
    w = watcher(site, clock, None, "/feed", "/other")
    assert "new story" in kinds(w.round())  # the other feed does not suffer
    w.told()
    ill = next(f for f in w.store.feeds() if f.url.endswith("/feed"))
    assert (ill.failures, ill.ok) == (1, "")
    assert reason in ill.reason
    assert datetime.fromisoformat(ill.due) - clock() >= timedelta(minutes=20)
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    clock.later(hours=14)
    assert [n.headline for n in w.round() if n.kind == "new story"] == [SHUT]
    assert {(f.failures, f.reason) for f in w.store.feeds()} == {(0, "")}
    assert {r.headline for r in w.store.reports()} == {SHUT, "Wheat dearer after frost"}


def test_what_is_whole_in_a_feed_cut_off_is_kept_and_the_rest_is_asked_for_again(site: Site) -> None:
    items = ((site.url("/bridge"), SHUT, BRIDGE), (site.url("/t"), "Teaser", "Cracks."), (site.url("/wheat"), "Wheat dearer", WHEAT))
    site.pages |= {"/feed": feed(*items)[:-80], "/t": page("Denial", DENIAL.text)}
    clock = Clock()
    w = watcher(site, clock)
    w.round()
    assert {r.headline for r in w.store.reports()} == {SHUT, "Denial"}
    assert health(w).etag == ""
    site.pages["/feed"] = feed(*items)
    clock.later(minutes=21)
    w.round()
    assert len(w.store.reports()) == 3
    assert site.paths().count("/t") == 1


def test_a_feed_that_dies_keeps_its_last_good_answer_in_its_health_and_is_left_alone_ever_longer(site: Site) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    clock = Clock()
    w = watcher(site, clock)
    w.round()
    good = health(w).ok
    site.pages["/feed"] = None
    gaps = []
    for _ in range(6):
        clock.later(seconds=w.wait())
        w.round()
        gaps.append(round(w.wait() / 60))
    assert gaps == [20, 40, 80, 160, 320, 360]
    assert (health(w).ok, health(w).failures) == (good, 6)


def test_a_server_that_asks_for_rest_gets_it(site: Site) -> None:
    site.pages["/feed"] = busy
    w = watcher(site, Clock())
    w.round()
    assert w.wait() == 50_000


def test_robots_txt_is_obeyed_and_asked_once_an_hour(site: Site) -> None:
    site.pages |= {
        "/robots.txt": "User-agent: *\nDisallow: /shut/",
        "/feed": feed((site.url("/shut/a"), SHUT, "Cracks."), (site.url("/open/b"), SHUT, "Cracks.")),
        "/open/b": page(SHUT, BRIDGE),
    }
    w = watcher(site, Clock())
    w.round()
    assert [p for p, _ in site.asked] == ["/robots.txt", "/feed", "/open/b"]
    (left,) = w.store.items(["127.0.0.1/shut/a"]).values()
    assert "robots.txt asks not" in left.reason


def test_teasers_to_private_addresses_are_never_followed(site: Site) -> None:
    site.pages["/feed"] = feed(("http://169.254.169.254/x", SHUT, "Cracks."), ("http://localhost:1/x", SHUT, "Cracks."))
    w = watcher(site, Clock())
    assert w.round() == []
    found = w.store.items(["169.254.169.254/x", "localhost/x"]).values()
    assert len(found) == 2
    assert all("private" in i.reason for i in found)


def test_a_page_that_fails_is_tried_again_and_given_up_at_last(site: Site) -> None:
    site.pages |= {"/feed": feed((site.url("/bridge"), SHUT, "Cracks."), (site.url("/none"), SHUT, "Gone.")), "/bridge": busy}
    clock = Clock()
    w = watcher(site, clock)
    for _ in range(9):
        w.round()
        clock.later(hours=15)
    assert site.paths().count("/bridge") == TRIES
    assert site.paths().count("/none") == 1
    site.pages |= {"/feed": feed((site.url("/bridge"), SHUT, "Cracks in two piers.")), "/bridge": page(SHUT, BRIDGE)}
    assert kinds(w.round()) == ["new story"]  # the feed changed the item


def test_a_long_list_of_pages_is_read_over_several_rounds(
    site: Site, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "PAGES", 2)
    site.pages["/feed"] = feed(*((site.url(f"/{n}"), SHUT, "Cracks.") for n in range(5)))
    w = watcher(site, Clock())
    for pages in (2, 4, 5, 5):
        w.round()
        assert len(site.paths()) == 1 + pages
    assert w.wait() > 0
    site.asked.clear()
    assert run(site, site.url("/feed"), "--desk", str(tmp_path / "d.db"), "--once") == 0  # goes on until nothing is due
    assert len(site.paths()) == 6


def test_a_feed_that_dates_its_items_anew_each_time_gives_no_versions(site: Site) -> None:
    first = site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE), (site.url("/t"), "Teaser", "Cracks."))
    site.pages["/t"] = page("Denial", DENIAL.text)
    clock = Clock()
    w = watcher(site, clock)
    w.round()
    for minute in range(11, 15):
        clock.later(minutes=11)
        site.pages["/feed"] = first.replace("10:00:00", f"10:{minute}:00")
        w.round()
    assert len(w.store.reports()) == 2
    assert site.paths().count("/t") == 2  # once more after half an hour


def test_items_that_their_feed_dropped_are_forgotten_at_last(site: Site) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    clock = Clock()
    w = watcher(site, clock)
    w.round()
    key = f"{site.url('/feed')} {site.url('/bridge')}"
    site.pages["/feed"] = feed((site.url("/wheat"), "Wheat dearer after frost", WHEAT))
    for known in (1, 0):
        clock.later(days=20)
        w.round()
        assert len(w.store.items([key])) == known


# ---- pacing --------------------------------------------------------------------------------------------------------------


def test_requests_to_one_host_keep_their_distance(site: Site) -> None:
    met: list[float] = []
    site.pages |= {"/a": lambda h: (met.append(time.monotonic()), busy(h)), "/b": lambda h: (met.append(time.monotonic()), busy(h))}
    asked = list(Visitor(frozenset([site.host]), pause=0.15).visit([Visit(site.url("/a")), Visit(site.url("/b"))]))
    assert [v.url for v, _ in asked] == [site.url("/a"), site.url("/b")]
    assert met[1] - met[0] >= 0.15


def test_a_pause_that_robots_txt_asks_for_is_kept(site: Site) -> None:
    site.pages |= {"/robots.txt": "User-agent: *\nCrawl-delay: 0.2", "/a": "x", "/b": "y"}
    begun = time.monotonic()
    list(visitor(site).visit([Visit(site.url("/a")), Visit(site.url("/b"))]))
    assert time.monotonic() - begun >= 0.2


def test_a_host_that_hangs_is_not_asked_for_all_its_pages(site: Site) -> None:
    site.pages |= {f"/{n}": busy for n in range(9)}
    found = list(visitor(site).visit([Visit(site.url(f"/{n}")) for n in range(9)]))
    assert len(site.paths()) == 3
    assert [isinstance(a, InputError) and "was not asked for" in a.reason for _, a in found] == [False] * 3 + [True] * 6


def test_many_hosts_are_asked_side_by_side(site: Site) -> None:
    slow: Callable[[Handler], None] = hang
    port = site.host.split(":")[1]
    hosts = [f"127.0.0.{n}:{port}" for n in range(1, 4)]
    site.pages |= {"/a": slow}
    begun = time.monotonic()
    found = list(Visitor(frozenset(hosts), seconds=0.3).visit([Visit(f"http://{h}/a") for h in hosts]))
    assert len(found) == 3
    assert not any(isinstance(a, Page) for _, a in found)
    assert time.monotonic() - begun < 0.8


# ---- killed at any moment --------------------------------------------------------------------------------------------------


class Killed(BaseException):
    """What a signal would do."""


def killed_at(n: int, site: Site, clock: Clock, path: str) -> bool:
    """A round that ends at its n-th write to the store (before it is made); False when it has fewer."""
    w = watcher(site, clock, path)
    left = n

    def guarded(write: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return write(*args)

        return call

    for name in ("keep_feeds", "add_report", "tell", "derive"):
        setattr(w.store, name, guarded(getattr(w.store, name)))
    try:
        found = w.round()
        printed.extend(found)
        w.told()
    except Killed:
        return True
    finally:
        w.desk.close()
    return False


printed: list[Notice] = []


def test_a_round_cut_off_at_any_write_loses_nothing(site: Site, tmp_path: Path) -> None:
    two = ((site.url("/bridge"), SHUT, "Cracks."), (site.url("/wheat"), "Wheat dearer after frost", WHEAT))
    site.pages |= {"/feed": feed(*two), "/bridge": page(SHUT, BRIDGE)}
    printed.clear()
    assert not killed_at(99, site, Clock(), str(tmp_path / "whole.db"))
    whole = [(n.kind, n.headline, n.text) for n in printed]
    assert len(whole) == 2
    n, more = 0, True
    while more:
        printed.clear()
        clock, path = Clock(), str(tmp_path / f"{n}.db")
        more = killed_at(n, site, clock, path)
        clock.later(minutes=11)
        assert not killed_at(99, site, clock, path)
        assert list(dict.fromkeys((x.kind, x.headline, x.text) for x in printed)) == whole, n  # told at least once
        assert [r.id for r in Desk(path).store.reports()] == [r.id for r in Desk(str(tmp_path / "whole.db")).store.reports()]
        n += 1
    assert n > 6


# ---- the command ---------------------------------------------------------------------------------------------------------


def run(site: Site, *argv: str) -> int:
    """The command with a visitor that may ask the test's server."""
    from writethru.options import parser

    return commands_watch.run_watch(parser().parse_args(["watch", *argv]), visitor(site), lambda _: None)


def test_once_prints_a_line_a_notice_and_sends_a_digest(site: Site, tmp_path: Path, capsys: Captured) -> None:
    desk, hook = str(tmp_path / "d.db"), site.url("/hook?secret=1")
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    assert run(site, site.url("/feed"), "--desk", desk, "--once", "--webhook", hook) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("new story · aldton-")
    assert line.endswith(f"[Aldton Post · {site.url('/bridge')}]")
    (digest,) = site.posted
    assert [n["kind"] for n in digest["notices"]] == ["new story"]
    assert run(site, "--desk", desk, "--once", "--webhook", hook) == 0
    assert (capsys.readouterr().out, len(site.posted)) == ("", 1)


def test_json_lines_hold_all_that_is_known(site: Site, tmp_path: Path, capsys: Captured) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    run(site, site.url("/feed"), "--desk", str(tmp_path / "d.db"), "--once", "--json")
    found = json.loads(capsys.readouterr().out)
    assert set(found) >= {"at", "kind", "story", "slug", "headline", "text", "before", "claim", "report", "outlets", "url"}


def test_a_digest_that_could_not_be_sent_is_sent_later_and_its_address_stays_secret(site: Site, tmp_path: Path, capsys: Captured) -> None:
    desk, hook = str(tmp_path / "d.db"), site.url("/hook/secret")
    site.pages["/feed"], site.taken = feed((site.url("/bridge"), SHUT, BRIDGE)), 500
    assert run(site, site.url("/feed"), "--desk", desk, "--once", "--webhook", hook) == 1
    told = capsys.readouterr().err
    assert "answered 500; tried again next round" in told
    assert "secret" not in told
    site.taken = 200
    assert run(site, "--desk", desk, "--once", "--webhook", hook) == 0
    assert [len(d["notices"]) for d in site.posted] == [1, 1]


def test_a_webhook_at_a_private_address_is_not_called(site: Site, tmp_path: Path, capsys: Captured) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    desk = str(tmp_path / "d.db")
    assert run(site, site.url("/feed"), "--desk", desk, "--once", "--webhook", "http://127.0.0.2:9/") == 1
    assert "private address" in capsys.readouterr().err


class Post(socketserver.StreamRequestHandler):
    """A mail server that offers neither encryption nor a login."""

    taken: ClassVar[list[str]] = []

    def handle(self) -> None:
        self.wfile.write(b"220 mail.example\r\n")
        while row := self.rfile.readline().decode().strip():
            if row.upper() == "DATA":
                self.wfile.write(b"354 go on\r\n")
                self.taken.append("".join(iter(lambda: self.rfile.readline().decode(), ".\r\n")))
            self.wfile.write(b"221 bye\r\n" if row.lower() == "quit" else b"250 mail.example\r\n")


@pytest.fixture
def mail() -> Iterator[str]:
    Post.taken = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Post) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_round_is_mailed_as_one_message(mail: str, site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = feed(
        (site.url("/bridge"), "Bridge\u202e shut\r\nBcc: x@evil.example", BRIDGE), (site.url("/wheat"), "Wheat dearer after frost", WHEAT)
    )
    argv = (site.url("/feed"), "--desk", str(tmp_path / "d.db"), "--once", "--mail", "a@p.example", "--mail", "b@p.example", "--smtp", mail)
    assert run(site, *argv) == 0
    (text,) = Post.taken
    message = email.message_from_string(text, policy=email.policy.default)
    assert (message["To"], message["From"], message["Bcc"]) == ("a@p.example, b@p.example", "a@p.example", None)
    assert message["Subject"].startswith("new story: ")
    assert message["Subject"].endswith(" and 1 more")
    body = message.get_content()
    assert body.count("new story · ") == 2
    assert "/wheat]" in body
    assert "\u202e" not in text


def test_a_password_is_never_sent_in_the_open(
    mail: str, site: Site, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WRITETHRU_SMTP_USER", "me")
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    argv = (site.url("/feed"), "--desk", str(tmp_path / "d.db"), "--once", "--mail", "a@p.example", "--smtp", mail)
    assert run(site, *argv) == 1
    assert "no password is sent" in capsys.readouterr().err
    assert Post.taken == []


def test_a_mail_server_that_is_away_is_told_and_the_notices_wait(site: Site, tmp_path: Path, capsys: Captured, mail: str) -> None:
    desk = str(tmp_path / "d.db")
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    assert run(site, site.url("/feed"), "--desk", desk, "--once", "--mail", "a@p.example", "--smtp", "smtp://127.0.0.1:9") == 1
    assert "the mail server at 127.0.0.1: " in capsys.readouterr().err
    assert run(site, "--desk", desk, "--once", "--mail", "a@p.example", "--smtp", mail) == 0
    assert len(Post.taken) == 1


QUIET = {
    "at night": ("22:00-07:00", "23:30", True),
    "early": ("22:00-07:00", "06:59", True),
    "in the morning": ("22:00-07:00", "07:00", False),
    "at noon": ("12:00-13:00", "12:30", True),
    "after noon": ("12:00-13:00", "13:00", False),
}


@pytest.mark.parametrize("name", QUIET)
def test_hours_may_go_over_midnight(name: str) -> None:
    hours, at, resting = QUIET[name]
    start, end = (clocktime.fromisoformat(x) for x in hours.split("-"))
    now = datetime.combine(datetime(2026, 3, 2), clocktime.fromisoformat(at))
    assert Targets("https://p.example/", quiet=(start, end)).resting(now) is resting
    assert not Targets(quiet=(start, end)).resting(now)


def test_in_quiet_hours_notices_are_shown_and_sent_later(site: Site, tmp_path: Path, capsys: Captured) -> None:
    desk, hook = str(tmp_path / "d.db"), site.url("/hook")
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    assert run(site, site.url("/feed"), "--desk", desk, "--once", "--webhook", hook, "--quiet", "00:00-23:59:59.999999") == 0
    assert capsys.readouterr().out.startswith("new story")
    assert site.posted == []
    assert run(site, "--desk", desk, "--once", "--webhook", hook) == 0
    assert [len(d["notices"]) for d in site.posted] == [1]


def test_status_lists_the_feeds_and_forget_drops_one(site: Site, tmp_path: Path, capsys: Captured) -> None:
    desk = str(tmp_path / "d.db")
    site.pages |= {"/feed": feed((site.url("/bridge"), SHUT, BRIDGE)), "/ill": NAMES_ONE}
    assert run(site, site.url("/feed"), site.url("/ill"), "--desk", desk, "--once") == 1
    assert f"feed {site.url('/ill')}: answers with no feed" in capsys.readouterr().err
    assert cli.main(["watch", "--status", "--desk", desk]) == 1
    shown = capsys.readouterr().out
    assert "failed 1 times: answers with no feed" in shown
    assert "well; last answer 20" in shown
    assert cli.main(["watch", "--status", "--desk", desk, "--json"]) == 1
    assert [f["failures"] for f in json.loads(capsys.readouterr().out)["feeds"]] == [0, 1]
    assert cli.main(["watch", site.url("/ill"), "--forget", "--desk", desk]) == 0
    assert cli.main(["watch", "--status", "--desk", desk]) == 0
    assert cli.main(["watch", site.url("/ill"), "--forget", "--desk", desk]) == 1
    assert "no feed has this address" in capsys.readouterr().err


def test_targets_that_the_desk_keeps_are_used_when_none_are_given(site: Site, tmp_path: Path, capsys: Captured) -> None:
    path = str(tmp_path / "d.db")
    desk = Desk(path)
    desk.store.keep_settings({"webhook": site.url("/hook")})
    desk.close()
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    assert run(site, site.url("/feed"), "--desk", path, "--once") == 0
    assert [len(d["notices"]) for d in site.posted] == [1]
    watcher(site, Clock(), path).pause(site.url("/feed"))
    capsys.readouterr()
    assert cli.main(["watch", "--status", "--desk", path]) == 0
    assert "paused; last answer" in capsys.readouterr().out


def test_it_goes_on_round_after_round_and_takes_feeds_from_a_list(site: Site, tmp_path: Path, capsys: Captured) -> None:
    opml = tmp_path / "feeds.opml"
    opml.write_text(f'<opml version="2.0"><body><outline text="x" xmlUrl="{site.url("/feed")}"/></body></opml>')
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 3:
            raise KeyboardInterrupt

    from writethru.options import parser

    args = parser().parse_args(["watch", str(opml), "--desk", str(tmp_path / "d.db")])
    with pytest.raises(KeyboardInterrupt):
        commands_watch.run_watch(args, visitor(site), sleep)
    assert slept == [60, 60, 60]
    assert capsys.readouterr().out.count("\n") == 1
    assert site.paths() == ["/feed"]


WRONG = {
    "no address": (["watch", "feed.xml", "--desk", "{desk}"], 1, "is not an http or https address"),
    "no feed known": (["watch", "--desk", "{desk}", "--once"], 2, "give at least one FEED"),
    "a webhook that is none": (["watch", "https://p.example/feed", "--desk", "{desk}", "--webhook", "ftp://x"], 1, "is not an http"),
    "no hours": (["watch", "--desk", "{desk}", "--quiet", "night"], 2, "no span of hours"),
    "no mail address": (["watch", "--desk", "{desk}", "--mail", "me, you"], 2, "no mail address"),
    "no mail server": (["watch", "--desk", "{desk}", "--smtp", "mail.example"], 2, "no address such as"),
    "a password in the address": (["watch", "--desk", "{desk}", "--smtp", "smtps://me:pw@x"], 2, "WRITETHRU_SMTP_PASSWORD"),
    "no desk": (["watch", "--status", "--desk", "{desk}x"], 1, "no such desk"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_use_is_told(name: str, tmp_path: Path, capsys: Captured) -> None:
    argv, status, words = WRONG[name]
    Desk(str(tmp_path / "d.db")).close()
    assert cli.main([a.format(desk=tmp_path / "d.db") for a in argv]) == status
    assert words in capsys.readouterr().err
