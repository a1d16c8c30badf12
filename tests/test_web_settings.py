"""Feeds followed from the page, their health, notices and quiet hours; who may change what."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from client import Client
from test_desk import BRIDGE, WHEAT
from test_serve import FIRST, client
from test_watch import SHUT, Site, feed, served, site, visitor
from writethru.errors import InputError
from writethru.notify import SMTP, Targets, from_settings, to_settings
from writethru.store.feeds import Feed
from writethru.watch import PAUSED, Watcher
from writethru.web.acts import ACTS
from writethru.web.follow import Follower
from writethru.web.guard import Access
from writethru.web.room import Room
from writethru.web.settings import health

__all__ = ["served", "site"]  # fixtures
EDITORS, READERS = "the editors' token", "the readers' token"


@pytest.fixture
def room(site: Site, tmp_path: Path) -> Iterator[Room]:
    path = str(tmp_path / "desk.db")
    made = Room(path, follower=Follower(path, visitor(site), nap=0.05))
    yield made
    made.close()


def until(done: Callable[[], object], room: Room) -> None:
    """Waits until something is so, looking at the desk's file as the server does."""
    end = time.monotonic() + 10
    while not done():
        assert time.monotonic() < end, "it did not come to be"
        time.sleep(0.05)
        room.change(lambda desk: None)


def started(room: Room) -> Room:
    assert room.follower
    room.follower.start()
    return room


# ---- feeds -----------------------------------------------------------------------------------------------------------


def test_a_feed_is_followed_from_the_first_page_and_becomes_a_story(site: Site, room: Room) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    c = client(started(room))
    assert c.post("/add", {"uri": site.url("/feed"), "follow": "yes"}).header("location") == "/settings"
    until(lambda: room.now.tales, room)
    assert room.now.tales[0].folder.story.headline == SHUT
    until(lambda: room.feeds[0].ok, room)
    shown = c.get("/settings.json").json["feeds"]
    assert [(f["url"], f["state"], f["failures"]) for f in shown] == [(site.url("/feed"), "well", 0)]
    assert "well" in c.get("/settings").text


def test_feeds_are_followed_on_after_a_round_that_failed(site: Site, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    c = client(room)
    c.post("/follow", {"uri": site.url("/feed")})
    poll = Watcher.poll

    def failing(self: Watcher, urls: object = ()) -> None:
        monkeypatch.setattr(Watcher, "poll", poll)
        raise ValueError("odd")

    monkeypatch.setattr(Watcher, "poll", failing)
    started(room)
    until(lambda: room.follower and room.follower.wrong, room)
    assert "a fault of ours (ValueError: odd)" in c.get("/settings").text
    until(lambda: room.now.tales, room)


def test_a_feed_is_paused_resumed_and_forgotten(site: Site, room: Room) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    c, url = client(room), site.url("/feed")
    c.post("/follow", {"uri": url})
    assert c.post("/feed", {"url": url, "do": "pause"}).status == 303
    assert c.get("/settings.json").json["feeds"][0]["state"] == "paused"
    started(room)
    time.sleep(0.3)
    assert site.asked == []
    assert c.post("/feed", {"url": url, "do": "resume"}).status == 303
    until(lambda: room.now.tales, room)
    assert c.post("/feed", {"url": url, "do": "forget"}).status == 303
    assert room.feeds == ()
    assert len(room.now.tales) == 1
    assert c.post("/feed", {"url": url, "do": "forget"}).status == 404
    assert c.post("/feed", {"url": url, "do": "burn"}).status == 400


def test_following_a_paused_feed_again_resumes_it(room: Room) -> None:
    c = client(room)
    c.post("/follow", {"uri": "https://post.example/feed"})
    c.post("/feed", {"url": "https://post.example/feed", "do": "pause"})
    assert room.feeds[0].due == PAUSED
    c.post("/follow", {"uri": "https://post.example/feed"})
    assert room.feeds[0].due < PAUSED


def test_an_ill_feed_is_shown_with_its_reason_on_both_pages(site: Site, room: Room) -> None:
    site.pages["/feed"] = "<html><head></head><body><p>Gone fishing.</p></body></html>"
    c = client(started(room))
    c.post("/follow", {"uri": site.url("/feed")})
    until(lambda: room.feeds and room.feeds[0].failures, room)
    assert "answers with no feed but a web page" in c.get("/settings").text
    assert "1 ill" in c.get("/").text


def test_a_list_of_feeds_comes_in_and_goes_out(room: Room) -> None:
    c = client(room)
    listed = (
        '<opml version="2.0"><body><outline xmlUrl="https://a.example/?x=1&amp;y=2"/><outline xmlUrl="https://b.example/f"/></body></opml>'
    )
    assert c.upload("/follow", {"uri": ""}, [("feeds.opml", listed.encode())]).status == 303
    assert [f.url for f in room.feeds] == ["https://a.example/?x=1&y=2", "https://b.example/f"]
    out = c.get("/feeds.opml")
    assert 'xmlUrl="https://a.example/?x=1&amp;y=2"' in out.text
    again = c.upload("/follow", {"uri": ""}, [("feeds.opml", out.body)])
    assert (again.status, len(room.feeds)) == (303, 2)


@pytest.mark.parametrize("uri", ["", "feed.xml", "file:///etc/passwd", "ftp://x.example/", "javascript:alert(1)"])
def test_what_is_no_feed_s_address_is_refused(uri: str, room: Room) -> None:
    assert client(room).post("/follow", {"uri": uri}).status == 400
    assert room.feeds == ()


def test_a_desk_in_memory_says_that_it_follows_nothing() -> None:
    made = Room(None)
    assert "follows no feeds" in client(made).get("/settings").text
    assert client(made).post("/follow", {"uri": "https://post.example/feed"}).status == 400
    made.close()


def test_health_in_words() -> None:
    feeds = [
        Feed("https://b.example/", ok="2026-03-02T10:00:00+00:00", due="2026-03-02T10:10:00+00:00"),
        Feed("https://a.example/x", failures=2, reason="answered 500"),
        Feed("https://c.example/", due=PAUSED, failures=1),
        Feed("https://d.example/"),
    ]
    assert [(h.name, h.state) for h in health(feeds)] == [
        ("a.example/x", "ill"),
        ("b.example", "well"),
        ("c.example", "paused"),
        ("d.example", "not asked yet"),
    ]


# ---- notices ---------------------------------------------------------------------------------------------------------


def test_notices_go_where_they_are_set_to(site: Site, room: Room) -> None:
    site.pages["/feed"] = feed((site.url("/bridge"), SHUT, BRIDGE))
    room.keep([FIRST], [])  # what was there before is not told
    c = client(started(room))
    assert c.post("/notices", {"webhook": site.url("/hook"), "every": "5"}).status == 303
    c.post("/follow", {"uri": site.url("/feed")})
    until(lambda: room.feeds and room.feeds[0].ok, room)
    site.pages["/feed2"] = feed((site.url("/wheat"), "Wheat dearer after frost", WHEAT))
    c.post("/follow", {"uri": site.url("/feed2")})
    until(lambda: any("Wheat" in n["headline"] for d in site.posted for n in d["notices"]), room)
    assert {n["kind"] for d in site.posted for n in d["notices"] if "Wheat" in n["headline"]} == {"new story"}


def test_a_test_notice_says_whether_it_arrived(site: Site, room: Room) -> None:
    c = client(room)
    assert c.post("/notices/test", {}).status == 400
    c.post("/notices", {"webhook": site.url("/hook/secret")})
    assert c.post("/notices/test", {}).header("location") == "/settings"
    assert "UTC was sent." in c.get("/settings").text
    assert [n["kind"] for n in site.posted[0]["notices"]] == ["test"]
    site.taken = 500
    c.post("/notices/test", {})
    assert "answered 500" in room.tried
    assert "secret" not in room.tried
    assert room.tried in c.get("/settings").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"webhook": "ftp://x.example"}, "is not an http"),
        ({"mail": "me, you"}, "no mail address"),
        ({"smtp": "mail.example"}, "no address such as"),
        ({"quiet": "night"}, "no span of hours"),
        ({"every": "1"}, "5 minutes or more"),
        ({"every": "x"}, "5 minutes or more"),
    ],
)
def test_settings_that_cannot_be_are_refused_with_the_reason(fields: dict[str, str], words: str, room: Room) -> None:
    answer = client(room).post("/notices", fields)
    assert answer.status == 400
    assert words in answer.text
    assert room.settings == {}


def test_settings_are_read_back_as_targets() -> None:
    kept = to_settings(" https://p.example/h ", "a@p.example, b@p.example;a@p.example", "smtps://m.example", "22:00-07:00")
    found = from_settings(kept)
    assert (found.webhook, found.mail, found.smtp) == ("https://p.example/h", ("a@p.example", "b@p.example"), "smtps://m.example")
    assert found.quiet
    assert from_settings({}) == Targets(smtp=SMTP)
    assert from_settings({"quiet": "spoilt"}).quiet is None
    with pytest.raises(InputError, match="no mail address"):
        to_settings("", "x", "", "")


# ---- roles -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def access() -> Access:
    return Access("0.0.0.0", token=EDITORS, reader=READERS)


def signed_in(room: Room, access: Access, secret: str) -> Client:
    c = client(room, access)
    assert c.post("/sign-in", {"secret": secret, "back": "/"}).header("location") == "/"
    return c


OPEN_TO_READERS = {"/check", "/check.json", "/name", "/sign-in", "/sign-out", "/story/{story}/seen"}


@pytest.mark.parametrize("path", list(ACTS))
def test_readers_change_nothing(path: str, room: Room, access: Access) -> None:
    room.keep([FIRST], [])
    c = signed_in(room, access, READERS)
    answer = c.post(path.format(story=room.now.tales[0].id), {"draft": "x", "text": BRIDGE, "url": "x", "secret": READERS})
    assert (answer.status == 403) is (path not in OPEN_TO_READERS)
    assert len(room.now.arrived) == 1
    assert room.now.log == ()


def test_readers_see_no_form_they_may_not_send_and_no_secret(room: Room, access: Access, site: Site) -> None:
    room.keep([FIRST], [])
    editor, reader = signed_in(room, access, EDITORS), signed_in(room, access, READERS)
    editor.post("/notices", {"webhook": "https://p.example/secret-hook", "mail": "chief@p.example"})
    tale = room.now.tales[0]
    paths = [
        "/",
        "/settings",
        "/settings.json",
        "/judgements",
        f"/story/{tale.id}",
        f"/story/{tale.id}/ledger",
        f"/story/{tale.id}/sources",
    ]
    paths += [f"/story/{tale.id}/claim/{tale.telling.ledger.claims[0].id}", f"/report/{FIRST.id}"]
    forbidden = [f'action="{p}"' for p in ACTS if p not in OPEN_TO_READERS]
    for path in paths:
        page = reader.get(path)
        assert page.status == 200
        assert not [f for f in forbidden if f in page.text], path
        assert "secret-hook" not in page.text
        assert "chief@" not in page.text
    assert "secret-hook" in editor.get("/settings.json").text
    assert "Signed in as reader" in reader.get("/").text
    assert "Signed in as editor" in editor.get("/").text


def test_a_session_ends_with_its_token_and_by_signing_out(room: Room, access: Access) -> None:
    c = signed_in(room, access, READERS)
    assert c.get("/").status == 200
    other = Access("0.0.0.0", token=EDITORS, reader="another readers' token")
    moved = client(room, other)
    moved.cookies = dict(c.cookies)
    assert moved.get("/").status == 303
    forged = dict(c.cookies) | {"writethru-session": c.cookies["writethru-session"].replace(".reader.", ".editor.")}
    moved.cookies = forged
    assert client(room, access).get("/").status == 303
    c.post("/sign-out", {})
    assert c.get("/").status == 303


@pytest.mark.parametrize(
    ("token", "reader"), [("", READERS), (EDITORS, "short"), (EDITORS, EDITORS)], ids=["no editors", "too short", "the same"]
)
def test_a_readers_token_stands_beside_another_for_editors(token: str, reader: str) -> None:
    with pytest.raises(InputError):
        Access("127.0.0.1", token=token, reader=reader)


def test_a_program_with_the_token_needs_no_page(room: Room, access: Access) -> None:
    def send(token: str) -> int:
        headers = {"authorization": f"Bearer {token}", "content-type": "application/x-www-form-urlencoded"}
        return client(room, access).ask("POST", "/add", headers, b"text=" + BRIDGE.replace("\n", "%0A").encode()).status

    assert send("no such token at all") == 403
    assert send(READERS) == 403
    assert room.now.tales == ()
    assert send(EDITORS) == 303
    assert len(room.now.tales) == 1
    assert json.loads(client(room, access).get("/index.json", authorization=f"Bearer {READERS}").body)["stories"]
