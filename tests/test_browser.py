"""The editor's day in a real browser: paste, follow a feed, open a passage, settle a grouping, correct an attribution, see a silent
edit arrive, check a draft, export; then axe on every page.

Skipped where no Chromium or Playwright is installed, but not in CI."""

import os
import shutil
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from build import EXAMPLE, report
from test_serve import BRIDGE, DENIAL, FIRST
from test_watch import Site, feed, served, site, visitor
from writethru.model import Report
from writethru.serve import app, config
from writethru.store.feeds import Feed
from writethru.watch import PAUSED
from writethru.web.follow import Follower
from writethru.web.guard import Access
from writethru.web.room import Room

__all__ = ["served", "site"]  # fixtures
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
AXE = Path(str(files("axe_playwright_python") / "axe.min.js"))


def chromium() -> str:
    """The browser's path; skips the test without one, fails in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        found = ""
    if not found:
        assert os.environ.get("CI") != "true", "CI needs Chromium and Playwright"
        pytest.skip("no Chromium, or no Playwright, on this machine")
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    path = chromium()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        launched = p.chromium.launch(executable_path=path, args=FLAGS)
        yield launched
        launched.close()


class Desk:
    """A desk served on a free port of this machine, in a thread."""

    def __init__(self, room: Room) -> None:
        import uvicorn

        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            access = Access(port=s.getsockname()[1])
        self.room, self.url = room, f"http://127.0.0.1:{access.port}"
        self.server = uvicorn.Server(config(app(room, access), access))
        self.thread = threading.Thread(target=self.server.run)

    def __enter__(self) -> "Desk":
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self.room.end_streams()
        self.server.should_exit = True
        self.thread.join()


@pytest.fixture(scope="module")
def sample() -> Iterator[Desk]:
    room = Room(None)
    room.change(lambda desk: list(desk.add(str(EXAMPLE))))
    with Desk(room) as desk:
        yield desk


@pytest.fixture(scope="module")
def small() -> Iterator[Desk]:
    """A desk on which every page has something to show: a correction, a note, feeds well and ill, something to settle."""
    room = Room(None)
    room.keep(
        [*versions(), report(BROTHERS, "Ferry News", "2026-03-02T11:00+01:00", "Ferries"), report(ALONE, "Echo", "2026-03-03", "Shut")], []
    )
    claim = room.now.tales[0].telling.ledger.claims[0]
    feeds = [
        Feed("https://post.example/feed", ok="2026-03-02T10:00:00+00:00"),
        Feed("https://ill.example/", failures=2, reason="answered 500"),
    ]
    room.change(lambda d: d.store.keep_feeds([*feeds, Feed("https://rest.example/", due=PAUSED)]))
    for verdict in ("note", "withdrawn"):
        room.change(lambda d, v=verdict: d.judge(claim.id, "", v, "2026-03-03T10:00:00+00:00", "ask the county"))
    with Desk(room) as desk:
        yield desk


def watched(browser: Any, desk: Desk, **given: Any) -> tuple[Any, list[str]]:
    """A page, and a list that fills with what must not happen: console errors, errors of a script, requests to another host."""
    wrong: list[str] = []
    page = browser.new_context(**given).new_page()
    page.set_default_timeout(10_000)
    page.on("console", lambda m: wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: wrong.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith((desk.url, "data:")) else wrong.append(r.url))
    return page, wrong


def follow(page: Any, what: Any) -> None:
    """Clicks what leads to another page, and waits until that page is there: a click alone comes back while the old one still stands."""
    with page.expect_navigation():
        what.click()


ALDTON = "The bridge at Aldton will stay shut until Friday after divers found cracks in two of its piers"
BROTHERS = (
    f"{ALDTON}, the mayor, Ena Brack, said on Monday. “We will not open it before every pier has been looked at,” Ena Brack told reporters.\n"
    "Tor Brack, who heads the ferry company, said that it had hired boats for those who cross the bridge at Aldton.\n"
    "About 14,000 people cross the bridge on a working day, according to the county’s road office.\n"
)
ALONE = f"{ALDTON}. “Nobody has to swim,” Brack said on Tuesday. Brack said the boats would cost 4,000 crowns a day.\n"


def test_an_editor_s_day(browser: Any, site: Site, tmp_path: Path) -> None:
    path = str(tmp_path / "desk.db")
    room = Room(path, follower=Follower(path, visitor(site), nap=0.2))
    site.pages["/feed"] = feed((site.url("/bridge"), "Aldton bridge shut, ferries hired", BROTHERS))
    with Desk(room) as desk:
        page, wrong = watched(browser, desk, viewport={"width": 1400, "height": 1000}, accept_downloads=True)
        page.goto(desk.url)
        assert page.get_by_role("heading", name="Nothing here yet").is_visible()

        # Pastes a report, and is led to its story; the first passage is open as a lesson, j and Enter open another.
        page.get_by_label("The text of a report, or its HTML").fill("Aldton bridge shut until Friday\n\n" + ALONE)
        follow(page, page.get_by_role("button", name="Add to the desk"))
        assert "/story/s" in page.url
        lines = page.locator(".line")
        assert lines.count() >= 2
        assert page.locator(".line details[open]").count() == 1
        for key in ("j", "j", "Enter"):
            page.keyboard.press(key)
        opened = page.locator(".line details[open] .beside")
        assert opened.count() == 1
        mark = opened.locator("mark").first.inner_text()
        assert mark in ALONE
        follow(page, opened.get_by_role("link", name="Whole report").first)
        assert mark in "".join(page.locator("mark").all_inner_texts())
        page.go_back()

        # Follows a feed; the open story says what came in without a reload, and shows it when told to.
        other = page.context.new_page()
        other.goto(desk.url)
        other.get_by_label("Or an address: page or feed").fill(site.url("/feed"))
        other.get_by_label("It is a feed: follow it from now on").check()
        follow(other, other.get_by_role("button", name="Add to the desk"))
        assert other.get_by_role("heading", name="Feeds").is_visible()
        assert site.host in other.locator("main tbody").inner_text()
        other.close()
        page.locator("#live button").wait_for(timeout=20_000)
        assert "1 report came in" in page.locator("#live").inner_text()
        assert page.locator("#live button").bounding_box()["y"] < 60  # in view wherever the reader is
        before = lines.count()
        page.keyboard.press("s")
        page.locator(".line.arrived").first.wait_for()
        assert lines.count() > before
        assert "since you last looked" in page.locator(".status").inner_text()

        # Settles what the desk is unsure of: whose words "Brack" alone are.
        follow(page, page.get_by_role("link", name="Stories", exact=True))
        asked = page.locator("#settle .pair")
        assert asked.first.get_by_role("heading", name="One person, or two?").is_visible()
        count = asked.count()
        unsure = asked.filter(has_text="Tor Brack").filter(has_not_text="“Ena Brack”")
        follow(page, unsure.get_by_role("button", name="Same person").last)
        assert page.locator("#settle .pair").count() < count
        assert room.now.log[-1].judgement.verdict == "same"

        # Corrects an attribution, sees it in the ledger, filters it as it types, takes it back.
        follow(page, page.locator(".item h2 a").first)
        follow(page, page.get_by_role("link", name="Ledger", exact=True))
        rows = page.locator(".claims tbody tr:visible")
        every = rows.count()
        page.get_by_label("Text").fill("every pier")
        assert 0 < rows.count() < every
        assert f"{rows.count()} of {every} claims" in page.locator("output").inner_text()
        follow(page, rows.first.get_by_role("link", name="every pier"))
        page.locator("summary", has_text="Somebody else said it").click()
        page.get_by_label("Who said it").fill("Olaf Reth")
        page.get_by_label("Why (kept with it)").first.fill("heard on tape")
        follow(page, page.get_by_role("button", name="Re-attribute"))
        assert "Olaf Reth" in page.locator(".facts").inner_text()
        follow(page, page.get_by_role("link", name="Judgements").first)
        assert "heard on tape" in page.locator("main tbody").inner_text()
        page.get_by_role("button", name="Undo").first.click()
        page.locator("main td", has_text="taken back").wait_for()

        # An outlet changes its report without saying so: the open story tells, and Sources show what changed.
        page.goto(f"{desk.url}/story/{room.now.tales[0].id}")
        edited = BROTHERS.replace("14,000", "16,000").replace("until Friday", "until Sunday")
        site.pages["/feed"] = feed((site.url("/bridge"), "Aldton bridge shut, ferries hired", edited))
        room.change(lambda d: d.store.keep_feeds([replace(d.store.feeds()[0], due="")]))
        room.follower.wake()  # type: ignore[union-attr]
        page.locator("#live button").wait_for(timeout=20_000)
        page.locator("#live button").click()
        follow(page, page.get_by_role("link", name="Sources", exact=True).first)
        changed = page.locator("#diff")
        assert "14,000" in changed.inner_text()
        assert "16,000" in changed.inner_text()
        assert "The page’s own time did not change." in changed.inner_text()

        # Checks a draft against what is known.
        follow(page, page.get_by_role("link", name="Check"))
        page.get_by_label("The draft").fill(
            "About 40,000 people cross the bridge at Aldton on a working day, the county’s road office said."
        )
        follow(page, page.get_by_role("button", name="Check it"))
        assert "unsupported number" in page.locator("#result").inner_text()

        # Takes the story along as a site.
        page.goto(f"{desk.url}/story/{room.now.tales[0].id}")
        with page.expect_download() as download:
            page.get_by_role("link", name="Site (zip)").click()
        download.value.save_as(tmp_path / "site.zip")
        with zipfile.ZipFile(tmp_path / "site.zip") as pack:
            pack.extractall(tmp_path / "site")
        (index,) = (tmp_path / "site").glob("*/index.html")
        assert wrong == []
        exported = browser.new_page()
        exported.goto(index.as_uri())
        assert exported.locator(".line").count() > 2
        exported.goto((index.parent / "embed.html").as_uri())
        follow(exported, exported.locator("li a").first)
        assert "index.html#c" in exported.url
        exported.close()


def test_a_report_moves_out_of_a_story_and_back(browser: Any) -> None:
    room = Room(None)
    room.keep(versions(), [])
    with Desk(room) as desk:
        page, wrong = watched(browser, desk)
        page.goto(f"{desk.url}/story/{room.now.tales[0].id}/sources")
        page.get_by_label("Tick: Valley Radio").check()
        page.get_by_label("Why (kept with it)").fill("another bridge")
        follow(page, page.get_by_role("button", name="Move"))
        assert len(room.now.tales) == 2
        follow(page, page.get_by_role("link", name="Judgements"))
        assert "another bridge" in page.locator("main tbody").inner_text()
        page.get_by_role("button", name="Undo").click()
        page.locator("main td", has_text="taken back").wait_for()
        assert len(room.now.tales) == 1
        assert wrong == []


def test_reading_works_without_script(browser: Any, sample: Desk) -> None:
    page, wrong = watched(browser, sample, java_script_enabled=False)
    page.goto(sample.url)
    follow(page, page.locator(".item h2 a"))
    page.locator(".line summary").nth(1).click()
    assert page.locator(".line details[open] mark").first.is_visible()
    follow(page, page.get_by_role("link", name="Ledger", exact=True))
    page.locator("select[name=standing]").select_option("disputed")
    follow(page, page.get_by_role("button", name="Filter"))
    assert set(page.locator(".claims tbody .chip b").all_inner_texts()) <= {"disputed"}
    assert wrong == []


PATHS = ["/", "/story/{s}", "/story/{s}/ledger", "/story/{s}/figures", "/story/{s}/quotes", "/story/{s}/timeline", "/story/{s}/sources"]
PATHS += ["/story/{s}/claim/{c}", "/report/{r}", "/search?q=bridge", "/check", "/judgements", "/settings", "/sign-in", "/nothing"]


def versions() -> list[Report]:
    """A small story with all a page can show: a copy, a version, a denial, figures that conflict, quotations that differ."""
    later = BRIDGE.replace("Friday", "Sunday").replace("14,000", "16,000").replace("every pier", "each pier")
    post = ("Aldton bridge shut until Sunday", "https://post.example/bridge", "post-2.html", "2026-03-02T17:00+01:00")
    copy = report(BRIDGE, "County News", "2026-03-02T12:00+01:00", "Bridge stays closed", "https://news.example/9")
    return [FIRST, DENIAL, copy, report(later, "Aldton Post", "2026-03-02T10:00+01:00", *post)]


LOOKS = [  # how a page is looked at, and the rules it is held to then
    ("light", (1400, 1000), "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']"),
    ("dark", (1400, 1000), "['color-contrast']"),
    ("light", (360, 740), "['target-size', 'color-contrast']"),
]


def test_every_page_is_accessible_and_fits(browser: Any, small: Desk) -> None:
    tale = small.room.now.tales[0]
    fill = {"s": tale.id, "c": tale.telling.ledger.claims[0].id, "r": tale.folder.reports[-1].id}
    page, wrong = watched(browser, small, bypass_csp=True)  # so that axe may be put in
    page.add_init_script(path=AXE)
    found = []
    for path in PATHS:
        page.goto(small.url + path.format(**fill))
        for scheme, (width, height), rules in LOOKS:
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            result = page.evaluate(f"axe.run({{runOnly: {rules}, resultTypes: ['violations']}})")
            found += [
                (path, scheme, width, v["id"], n["target"], n["failureSummary"]) for v in result["violations"] for n in v["nodes"][:2]
            ]
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            found += [(path, scheme, width, "wider than the window", wide, "")] if wide > 0 else []
    assert found == []
    assert [w for w in wrong if "404" not in w] == []
