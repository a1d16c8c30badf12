"""The web desk: every page in every form, safe with hostile text and hostile callers; acts are recorded and undone; news is flagged."""

import asyncio
import io
import json
import re
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from urllib.request import urlopen

import pytest

from build import EXAMPLE, report
from client import Client, scope
from writethru.cli import main
from writethru.desk import Desk
from writethru.errors import InputError
from writethru.serve import FEEDS, TABLES, app
from writethru.store.feeds import Feed
from writethru.web.acts import ACTS
from writethru.web.guard import Access, local
from writethru.web.kept import Shelf
from writethru.web.pages import PAGES
from writethru.web.room import Room

EVIL = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>\u202e{{ 7*7 }} &amp; \x0b"
BRIDGE = (
    "The bridge at Aldton will stay shut until Friday after divers found cracks in two of its piers, the mayor, Ena Brack, said on Monday.\n"
    "“We will not open it before every pier has been looked at,” Brack told reporters at the town hall.\n"
    "About 14,000 people cross the bridge on a working day, according to the county’s road office.\n"
)
FIRST = report(BRIDGE, "Aldton Post", "2026-03-02T10:00+01:00", "Aldton bridge shut until Friday", "https://post.example/bridge")
DENIAL = report(
    "The county’s road office denied on Tuesday that cracks had been found in the bridge at Aldton.\n"
    "“There are no cracks in any pier of the Aldton bridge,” said Olaf Reth, who heads the road office.\n"
    "About 9,000 people cross the Aldton bridge on a working day, Reth said.\n",
    "Valley Radio",
    "2026-03-03T08:30+01:00",
    "Road office denies cracks in Aldton bridge",
    "https://radio.example/1",
)


class Seen(HTMLParser):
    """What a test asks of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.labels: set[str] = set()
        self.unnamed: list[str] = []
        self._depth = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._depth += tag == "label"
        if "id" in given:
            self.ids.append(given["id"] or "")
        if tag == "a":
            self.links.append(given.get("href") or "")
        self.loads += [v or "" for k, v in attrs if k in ("src", "action") or (k == "href" and tag == "link")]
        self.inline += [k for k, _ in attrs if k.startswith("on") or k in ("style", "srcdoc")]
        if tag in ("style", "iframe", "object", "embed", "base") or (tag == "script" and "src" not in given):
            self.inline.append(tag)
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            named = self._depth > 0 or "aria-label" in given or given.get("id") == "q0"
            self.unnamed += [] if named else [given.get("name") or tag]

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "label"


@pytest.fixture(scope="module")
def sample() -> Iterator[Room]:
    room = Room(None)
    room.change(lambda desk: list(desk.add(str(EXAMPLE))))
    yield room
    room.close()


@pytest.fixture
def bridge() -> Iterator[Room]:
    room = Room(None)
    room.keep([FIRST], [])
    yield room
    room.close()


def client(room: Room, access: Access | None = None) -> Client:
    return Client(app(room, access or Access()))


def addresses(room: Room) -> list[str]:
    """Every page of the sample desk, one address each."""
    tale = room.now.tales[0]
    chained = next(iter(tale.folder.chains), tale.folder.reports[0].id)
    room.results["a1"] = ((), "")
    fill = {"story": tale.id, "claim": tale.telling.ledger.claims[0].id, "report": chained, "name": "a1"}
    return [path.format(**fill) for path in PAGES]


# ---- every page, both forms ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", range(len(PAGES)), ids=list(PAGES))
def test_every_page_is_html_and_json(sample: Room, n: int) -> None:
    c, path = client(sample), addresses(sample)[n]
    html = c.get(path)
    assert html.status == 200
    assert html.header("content-type").startswith("text/html")
    assert len(html.body) < 300_000
    seen = Seen(html.text)
    assert len(seen.ids) == len(set(seen.ids))
    assert not seen.inline
    assert not seen.unnamed
    assert all(x.startswith(("/", "data:image/svg+xml,")) for x in seen.loads), seen.loads
    found = c.get(f"{path.rstrip('/') or '/index'}.json")
    assert found.status == 200
    assert found.header("content-type") == "application/json"
    assert isinstance(found.json, dict)


def test_every_link_leads_somewhere(sample: Room) -> None:
    c, tried = client(sample), set()
    for path in addresses(sample):
        page = Seen(c.get(path).text)
        for link in page.links:
            if urlsplit(link).scheme:
                assert link.startswith(("http://", "https://"))
            elif link.startswith("#"):
                assert link[1:] in page.ids, (path, link)
            else:
                tried.add(urljoin(path, link))
    # Of links that differ only in which claim, report or passage they name, a few are followed.
    some = {re.sub(r"(?<=[cr])[0-9a-f]{11}|at=\d+-\d+", "", t): t for t in sorted(tried)}
    assert len(some) > 40
    for link in some.values():
        answer = c.get(link)
        assert answer.status == 200, link
        assert not link.endswith("#at") or b'id="at"' in answer.body, link


@pytest.mark.parametrize("name", TABLES)
def test_every_part_is_csv(sample: Room, name: str) -> None:
    answer = client(sample).get(f"/story/{sample.now.tales[0].id}/{name}.csv")
    assert answer.status == 200
    assert answer.header("content-type").startswith("text/csv")
    assert len(answer.text.splitlines()) > 5


@pytest.mark.parametrize("suffix", FEEDS)
def test_a_story_in_other_formats(sample: Room, suffix: str) -> None:
    answer = client(sample).get(f"/story/{sample.now.tales[0].id}.{suffix}")
    assert answer.status == 200
    told = sample.now.tales[0]
    expected = told.telling.roundup.need_to_know[0].text if suffix == "annotations" else told.folder.story.headline
    assert expected in answer.text.replace("\\", "")


def test_a_story_as_a_packed_site(sample: Room) -> None:
    tale = sample.now.tales[0]
    answers = [client(sample).get(f"/story/{tale.id}.zip") for _ in range(2)]
    assert answers[0].body == answers[1].body
    with zipfile.ZipFile(io.BytesIO(answers[0].body)) as pack:
        names = pack.namelist()
        page = pack.read(f"{tale.id}/index.html").decode()
    assert {"index.html", "embed.html", "feed.xml", "permalinks.json"} <= {n.split("/")[1] for n in names}
    assert f'id="{tale.telling.roundup.need_to_know[0].claim}"' in page


def test_a_page_made_for_one_reader_carries_the_form_token_of_the_next(sample: Room) -> None:
    a, b, path = client(sample), client(sample), f"/story/{sample.now.tales[0].id}/ledger"
    tokens = [re.search(r'name="token" value="(\w+)"', c.get(path).text) for c in (a, b)]
    assert tokens[0]
    assert tokens[1]
    assert [t[1] for t in tokens if t] == [a.token(), b.token()]
    assert len({a.token(), b.token()}) == 2


def test_kept_pages_give_way_to_newer_ones() -> None:
    shelf, made = Shelf(10), list[str]()
    for key in ("a", "b", "a", "c", "a", "b"):
        shelf.get(key, lambda key=key: made.append(key) or key * 4)  # type: ignore[misc]
    assert made == ["a", "b", "c", "b"]
    assert shelf.get("big", lambda: "x" * 50) == "x" * 50


def test_a_large_desk_is_looked_through_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writethru.web.room.MANY", 1)
    room = Room(str(tmp_path / "desk.db"))
    surveyor = room.surveyor
    assert surveyor
    assert surveyor._process is None  # an empty desk is small
    room.keep([FIRST], [])
    room.keep([DENIAL], [])
    process = surveyor._process
    assert process
    here = Room(None)
    here.keep([FIRST, DENIAL], [])
    assert [t.telling for t in room.now.tales] == [t.telling for t in here.now.tales]
    process.kill()
    process.join()
    client(room).post("/judge", {"left": FIRST.id, "right": DENIAL.id, "verdict": "not"})
    assert len(room.now.tales) == 2  # done here instead
    room.ask(lambda desk: None)
    client(room).post("/undo", {"number": "1"})
    again = surveyor._process
    assert again
    assert again is not process
    room.close()
    again.join(5)
    assert again.exitcode is not None
    here.close()


@pytest.mark.parametrize(
    "path",
    [
        "/story/s000000000000",
        "/story/x/ledger",
        "/report/r1",
        "/added/x",
        "/nothing",
        "/static/../serve.py",
        "/story/x.atom",
        "/static/brief.html",
    ],
)
def test_what_is_not_there_is_404(sample: Room, path: str) -> None:
    assert client(sample).get(path).status == 404
    assert client(sample).get(path, accept="application/json").status == 404


def test_no_get_changes_anything(sample: Room) -> None:
    before = sample.ask(lambda desk: (len(desk.store.reports()), desk.store.log(), desk.store.looked()))
    for path in [*addresses(sample), "/story/x/seen", "/add", "/undo"]:
        client(sample).get(path)
    assert sample.ask(lambda desk: (len(desk.store.reports()), desk.store.log(), desk.store.looked())) == before


def test_the_page_says_what_the_json_says(sample: Room) -> None:
    c, tale = client(sample), sample.now.tales[0]
    page, data = c.get(f"/story/{tale.id}").text, c.get(f"/story/{tale.id}.json").json
    for line in data["roundup"]["need_to_know"]:
        assert f'id="{line["claim"]}"' in page
        assert line["sources"]


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("standing=repeated", lambda c: c["standing"] == "repeated"),
        ("stance=denied", lambda c: c["stance"] == "denied"),
        ("speaker=Petra+Holm", lambda c: c["speaker"] == "Petra Holm"),
        ("outlet=Canal+Nine", lambda c: "Canal Nine" in c["outlet_names"]),
        ("text=VALVE", lambda c: "valve" in c["text"].lower()),
        ("text=valve&stance=confirmed", lambda c: "valve" in c["text"].lower() and c["stance"] == "confirmed"),
        ("text=zebra", lambda c: False),
    ],
)
def test_the_ledger_is_filtered(sample: Room, query: str, holds: object) -> None:
    c, base = client(sample), f"/story/{sample.now.tales[0].id}/ledger"
    every, found = c.get(f"{base}.json").json["ledger"], c.get(f"{base}.json?{query}").json["ledger"]
    assert [x["id"] for x in found] == [x["id"] for x in every if holds(x)]  # type: ignore[operator]
    page = Seen(c.get(f"{base}?{query}").text)
    assert {x["id"] for x in found} == set(page.ids) & {x["id"] for x in every}


# ---- hostile text ----------------------------------------------------------------------------------------------------


def test_hostile_text_in_every_field_stays_text() -> None:
    room = Room(None)
    body = "".join(
        f"Mayor Ena Brack {EVIL} said on Monday that {n} people were hurt {EVIL} in the fall of the bridge.\n" for n in (12, 15, 19)
    )
    evil = [
        report(
            body + f"“We {EVIL} never slept,” said {EVIL} Brack.",
            f"Post {EVIL}",
            "2026-03-02T09:00",
            f"Bridge {EVIL}",
            "javascript:alert(1)",
        ),
        report(body.replace("12", "13"), f"Post {EVIL}", "2026-03-03T09:00", f"Bridge {EVIL}", "javascript:alert(1)", f"{EVIL}.txt"),
    ]
    room.keep(evil, [])
    c = client(room)
    c.post("/judge", {"left": EVIL, "right": f"{EVIL}2", "verdict": "same", "note": EVIL})
    c.upload("/add", {"uri": EVIL}, [(f"{EVIL}.txt", b"\x00"), (EVIL, b"")])
    tale = room.now.tales[0]
    room.results["evil"] = next(iter(room.results.values()))
    paths = [
        *(p.format(story=tale.id, claim=c.id, report=evil[0].id, name="evil") for p in PAGES for c in tale.telling.ledger.claims[:1]),
        "/search?q=" + "%22%3E%3Cscript%3E",
        f"/story/{tale.id}/ledger?text=%22%3E%3Cscript%3E&speaker=%27%3E&page=9999999999999999&sort=%3Cb%3E",
        f"/report/{evil[0].id}?at=5-3",
        f"/report/{evil[0].id}?at=99999999999999-1",
        f"/story/{tale.id}?since=%3Cscript%3E",
        "/sign-in?back=%22%3E%3Cscript%3E",
    ]
    for path in paths:
        answer = c.get(path)
        assert answer.status == 200, path
        seen = Seen(answer.text)
        assert not seen.inline, path
        assert "<script>alert" not in answer.text
        assert "49" not in re.findall(r"\{\{ ?(\d+) ?\}\}", answer.text)
        assert not [x for x in seen.links if not x.startswith(("/", "#", "http://", "https://", "?"))], path
        assert c.get(re.sub(r"^([^?]*)", lambda m: (m[1].rstrip("/") or "/index") + ".json", path)).status == 200
    room.close()


# ---- hostile callers -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "given", "status"),
    [
        ("127.0.0.1", "127.0.0.1:8000", 200),
        ("127.0.0.1", "localhost", 200),
        ("127.0.0.1", "LOCALHOST:8000", 200),
        ("127.0.0.1", "[::1]:8000", 200),
        ("127.0.0.1", "rebound.example", 400),
        ("127.0.0.1", "rebound.example:8000", 400),
        ("127.0.0.1", "127.0.0.1.rebound.example", 400),
        ("127.0.0.1", "localhost.rebound.example", 400),
        ("127.0.0.1", "user@127.0.0.1", 400),
        ("127.0.0.1", "127.0.0.1/x", 400),
        ("127.0.0.1", "", 400),
        ("127.0.0.1", "[::1", 400),
        ("127.0.0.1", "192.0.2.7", 400),
        ("0.0.0.0", "192.0.2.7:8000", 303),
        ("0.0.0.0", "rebound.example", 400),
        ("0.0.0.0", "desk.example", 303),
    ],
)
def test_hosts(sample: Room, host: str, given: str, status: int) -> None:
    access = Access(host, token="" if host == "127.0.0.1" else "a long enough token", names=("desk.example",))
    assert client(sample, access).get("/", host=given).status == status


@pytest.mark.parametrize("path", [p.format(story="x") for p in ACTS])
@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
    ids=lambda h: "-".join(h.values()) or "none",
)
def test_no_act_from_another_site(sample: Room, path: str, headers: dict[str, str]) -> None:
    c = client(sample)
    given = {"origin": "http://127.0.0.1:8000", "content-type": "application/x-www-form-urlencoded"} | headers
    assert c.ask("POST", path, given, f"token={c.token()}&left=a&right=b&verdict=same".encode()).status == 403


@pytest.mark.parametrize(
    ("site", "mode", "status"),
    [
        ("none", "navigate", 200),
        ("same-origin", "cors", 200),
        ("cross-site", "navigate", 200),
        ("cross-site", "no-cors", 403),
        ("same-site", "cors", 403),
    ],
)
def test_no_other_site_loads_a_page_as_a_part_of_its_own(sample: Room, site: str, mode: str, status: int) -> None:
    assert client(sample).get("/index.json", sec_fetch_site=site, sec_fetch_mode=mode).status == status


@pytest.mark.parametrize("path", [p.format(story="x") for p in ACTS])
def test_no_act_without_the_form_s_token(sample: Room, path: str) -> None:
    given = {"origin": "http://127.0.0.1:8000", "content-type": "application/x-www-form-urlencoded"}
    other = client(sample).token()  # another visitor's
    for token in ("", "x", other):
        assert client(sample).ask("POST", path, given, f"token={token}&left=a&right=b&verdict=same".encode()).status == 403


@pytest.mark.parametrize("path", ["/", "/index.json", "/nothing", "/static/desk.css", "/story/x", "/events?mark="])
def test_every_answer_carries_the_policy(sample: Room, path: str) -> None:
    headers = asyncio.run(_events(sample, path, lambda: None))[0] if path.startswith("/events") else dict(client(sample).get(path).headers)
    policy = headers["content-security-policy"]
    for rule in ("default-src 'none'", "script-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"):
        assert rule in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "desk.example"])
def test_another_address_needs_a_token(host: str) -> None:
    with pytest.raises(InputError):
        Access(host)
    with pytest.raises(InputError):
        Access(host, token="short")
    assert Access(host, token="a long enough token")


def test_the_token_lets_in(sample: Room) -> None:
    access = Access("0.0.0.0", token="a long enough token")
    c = client(sample, access)
    assert c.get("/index.json", accept="*/*").status == 401
    assert c.get("/events", accept="*/*").status == 401
    assert c.get("/").header("location") == "/sign-in?back=/"
    assert c.get("/sign-in").status == 200
    assert c.post("/judge", {"left": "a", "right": "b", "verdict": "same"}).status == 401
    assert c.post("/sign-in", {"secret": "wrong token here", "back": "/check"}).header("location") == "/sign-in?wrong=1"
    assert c.get("/").status == 303
    assert c.post("/sign-in", {"secret": access.token, "back": "/check"}).header("location") == "/check"
    assert c.get("/").status == 200
    c.cookies["writethru-session"] = access.session("editor", 1000)
    assert c.get("/").status == 303
    c.cookies["writethru-session"] = c.cookies["writethru-session"].replace("1000", "9" * 11)
    assert c.get("/").status == 303
    assert client(sample, access).get("/index.json", authorization=f"Bearer {access.token}").status == 200


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/story/s1", "/story/s1"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        ("", "/"),
        ("/a\\b", "/"),
    ],
)
def test_a_form_leads_back_to_us_only(path: str, to: str) -> None:
    assert local(path) == to


# ---- adding ----------------------------------------------------------------------------------------------------------


def test_pasted_text_becomes_a_story() -> None:
    room = Room(None)
    c = client(room)
    assert "Nothing here yet" in c.get("/").text
    answer = c.upload("/add", {"text": BRIDGE, "uri": ""}, [])
    assert answer.status == 303
    assert answer.header("location") == f"/story/{room.now.tales[0].id}"
    assert "divers found cracks" in c.get(answer.header("location")).text
    again = c.upload("/add", {"text": BRIDGE}, [])
    assert "nothing: it was there" in c.get(again.header("location")).text
    assert len(room.now.arrived) == 1
    room.close()


def test_files_are_read_as_the_command_line_reads_them() -> None:
    room = Room(None)
    lines = "\n".join(json.dumps({"id": str(n), "text": BRIDGE.replace("Aldton", t)}) for n, t in enumerate(("Norhaven", "Sund")))
    page = (EXAMPLE / "velm-standard.html").read_bytes()
    answer = client(room).upload("/add", {}, [("saved/../../page.html", page), ("two.jsonl", lines.encode()), ("empty.txt", b"")])
    outcomes = client(room).get(answer.header("location") + ".json").json["added"]
    assert [o["status"] for o in outcomes] == ["added", "added", "added", "quarantined"]
    assert outcomes[0]["name"] == "page.html"
    assert outcomes[-1] == {"id": None, "name": "empty.txt", "uri": "", "status": "quarantined", "reason": "is empty"}
    assert len(room.now.arrived) == 3
    room.close()


@pytest.mark.parametrize(
    "uri", ["/etc/hostname", "file:///etc/hostname", "-", "http://127.0.0.1:1/", "http://localhost/", "http://[::1]/", "ftp://x.example"]
)
def test_an_address_never_leads_inside(sample: Room, uri: str) -> None:
    count = len(sample.now.arrived)
    answer = client(sample).post("/add", {"uri": uri})
    found = client(sample).get(answer.header("location") + ".json").json["added"]
    assert [o["status"] for o in found] == ["quarantined"]
    assert re.search(r"private address|not an http", found[0]["reason"])
    assert len(sample.now.arrived) == count


def test_what_cannot_be_added(sample: Room) -> None:
    c = client(sample)
    assert c.post("/add", {"text": "  "}).status == 400
    given = {"origin": "http://127.0.0.1:8000", "content-type": "multipart/form-data; boundary=x"}
    assert c.ask("POST", "/add", given, b"--x\r\nbroken").status == 400
    assert c.ask("POST", "/add", given | {"content-type": "application/json"}, b"{}").status == 400
    assert c.ask("POST", "/add", given | {"content-length": "99999999999"}, b"").status == 413
    assert c.ask("POST", "/add", given, b"x" * 20_000_001).status == 413


# ---- correcting ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"left": "a", "right": "", "verdict": "same"}, 400),
        ({"left": "a", "right": "b", "verdict": "maybe"}, 400),
        ({"left": "r000000000000", "right": "r111111111111", "verdict": "same"}, 404),
        ({"left": "c000000000000", "right": "c111111111111", "verdict": "same"}, 404),
        ({"left": "c000000000000", "right": "Ena Brack", "verdict": "speaker"}, 404),
        ({"left": "", "verdict": "withdrawn"}, 404),
        ({"left": "r000000000000", "verdict": "note", "note": "x"}, 404),
        ({"left": "c000000000000", "verdict": "note", "note": "  "}, 400),
    ],
    ids=["one thing", "no verdict", "unknown reports", "unknown claims", "no claim", "nothing", "no report", "an empty note"],
)
def test_a_judgement_that_says_nothing(sample: Room, fields: dict[str, str], status: int) -> None:
    count = len(sample.now.log)
    assert client(sample).post("/judge", fields).status == status
    assert len(sample.now.log) == count


# ---- what is new -----------------------------------------------------------------------------------------------------


def test_news_is_flagged_until_it_was_seen(bridge: Room) -> None:
    c = client(bridge)
    path = f"/story/{bridge.now.tales[0].id}"
    assert 'class="flag"' not in c.get(path).text
    assert "nothing new since you last looked" in c.get(path).text
    bridge.keep([DENIAL], [])
    for _ in range(2):  # a reload does not wipe the flags
        page = c.get(path)
        assert 'class="flag">New' in page.text
        assert "since you last looked" in page.text
    assert 'class="flag"' not in client(bridge).get(f"{path}/ledger?since=99999999999999").text
    assert 'data-changed="yes"' in c.get(f"{path}/ledger").text
    assert c.post(f"{path}/seen", {}).status == 303
    assert 'class="flag"' not in c.get(path).text


def test_a_link_from_before_an_earlier_report_came_in_still_leads_here(bridge: Room) -> None:
    old = bridge.now.tales[0].id
    earlier = report(
        BRIDGE.replace("Friday", "Thursday"), "Aldton Post", "2026-03-01T10:00+01:00", "Bridge shut", "https://post.example/bridge"
    )
    bridge.keep([earlier], [])
    assert bridge.now.tales[0].id != old
    assert client(bridge).get(f"/story/{old}").status == 200


def test_a_story_that_did_not_change_is_not_told_again(bridge: Room) -> None:
    before = bridge.now.tales[0]
    other = report(
        "A ferry company in Norhaven will carry commuters free this week, its director, Tor Velle, said. " * 3,
        "Echo",
        "2026-03-02",
        "Ferries free",
    )
    bridge.keep([other], [])
    assert len(bridge.now.tales) == 2
    assert bridge.now.tale(before.id) is before
    both = [a.statement for c in before.telling.ledger.claims for a in c.appearances][:2]
    other_tale = bridge.now.tales[1] if bridge.now.tales[0] is before else bridge.now.tales[0]
    client(bridge).post("/judge", {"left": both[0], "right": both[1], "verdict": "same"})
    assert bridge.now.tale(before.id) is not before
    assert bridge.now.tale(other_tale.id) is other_tale
    client(bridge).post("/judge", {"left": "Ena Brack", "right": "Tor Velle", "verdict": "not"})
    assert bridge.now.tale(other_tale.id) is not other_tale


# ---- events ----------------------------------------------------------------------------------------------------------


async def _events(room: Room, url: str, deed: object, headers: dict[str, str] | None = None) -> tuple[dict[str, str], str]:
    """What an event stream says within a moment, `deed` done meanwhile in a thread."""
    gone, sent = asyncio.Event(), []

    async def receive() -> dict[str, object]:
        await gone.wait()
        return {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    access = Access()
    asked = scope("GET", url, {"host": "localhost"} | (headers or {}))
    stream = asyncio.create_task(app(room, access)(asked, receive, send))  # type: ignore[arg-type]
    await asyncio.sleep(0.05)
    await asyncio.to_thread(deed)  # type: ignore[arg-type]
    await asyncio.sleep(0.05)
    gone.set()
    await stream
    head = {k.decode(): v.decode() for k, v in sent[0]["headers"]}  # type: ignore[attr-defined]
    return head, b"".join(m.get("body", b"") for m in sent[1:]).decode()  # type: ignore[misc]


def test_open_pages_are_told(bridge: Room) -> None:
    tale = bridge.now.tales[0]
    url = f"/story/{tale.id}/events?mark={tale.mark}"
    assert "event: update" not in asyncio.run(_events(bridge, url, lambda: None))[1]
    later = report(
        BRIDGE.replace("Friday", "Sunday"), "Aldton Post", "2026-03-02T17:00+01:00", "Bridge shut", "https://post.example/bridge"
    )
    head, text = asyncio.run(_events(bridge, url, lambda: bridge.keep([later], [])))
    assert head["content-type"].startswith("text/event-stream")
    assert text.count("event: update") == 1
    mark = bridge.now.tales[0].mark
    assert f"id: {mark}\n" in text
    assert "event: update" in asyncio.run(_events(bridge, url, lambda: None))[1]
    assert "event: update" not in asyncio.run(_events(bridge, url, lambda: None, {"last-event-id": mark}))[1]
    assert bridge.streams == 0


def test_open_pages_are_told_that_a_report_is_being_worked_in(bridge: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    tale, tell = bridge.now.tales[0], Desk.tell

    def slow(self: Desk, *given: object) -> object:
        time.sleep(0.1)
        return tell(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(Desk, "tell", slow)
    _, text = asyncio.run(_events(bridge, f"/story/{tale.id}/events?mark={tale.mark}", lambda: bridge.keep([DENIAL], [])))
    assert re.findall(r"event: (\w+)", text) == ["working", "rested", "update"]
    assert not bridge.working
    _, text = asyncio.run(
        _events(bridge, "/events?mark=" + bridge.now.mark, lambda: bridge.change(lambda d: d.store.keep_feeds([Feed("x")])))
    )
    assert "event" not in text  # a poll that brought nothing is no news


def test_what_another_process_adds_is_noticed(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.db")
    room = Room(path)

    async def scene() -> bool:
        watching = asyncio.create_task(room.watch(0.02))
        waiting = asyncio.create_task(room.next(room.now, 5.0))
        await asyncio.sleep(0.05)
        other = Desk(path)
        other.keep(FIRST)
        other.close()
        told = await waiting
        while FIRST.id not in (shown := room.now).arrived and told:  # called first when the report is being worked in
            told = await room.next(shown, 5.0)
        watching.cancel()
        return told

    assert asyncio.run(scene())
    assert FIRST.id in room.now.arrived
    room.close()


# ---- checking a draft ------------------------------------------------------------------------------------------------


def test_a_draft_is_held_to_a_story(sample: Room) -> None:
    tale = sample.now.tales[0]
    line = tale.telling.roundup.need_to_know[0].text
    draft = f"{line}\n\nFive hundred zebras crossed the harbour of Velm on Sunday, said Admiral Quist. {EVIL}"
    c = client(sample)
    page = c.post("/check", {"draft": draft, "story": tale.id})
    assert page.status == 200
    assert not Seen(page.text).inline
    found = c.post("/check.json", {"draft": draft, "story": tale.id}).json["sentences"]
    assert found[0]["verdict"] in ("supported", "partly")
    assert "unsupported" in [s["verdict"] for s in found]
    assert c.post("/check", {"draft": "x" * 400_001}).status == 413


def test_search_finds_reports_and_claims(sample: Room) -> None:
    found = client(sample).get("/search.json?q=relief+valve").json
    assert found["reports"]
    assert all("valve" in r["text"].lower() for r in found["reports"])
    assert all("relief valve" in x["text"].lower() for x in found["claims"])
    assert client(sample).get("/search.json?q=" + "%00%22%27*").status == 200


def test_static_files_may_be_kept_for_ever(sample: Room) -> None:
    c = client(sample)
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', c.get("/").text):
        answer = c.get(unquote(path))
        assert answer.status == 200
        assert "immutable" in answer.header("cache-control")
    assert io.StringIO(c.get("/static/live.js").text).readline().startswith("//")


# ---- the command -----------------------------------------------------------------------------------------------------


def test_the_command_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "writethru", "serve", "--desk", str(tmp_path / "desk.db"), "--port", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            ready = json.loads(process.stdout.readline())
            with urlopen(ready["address"] + "index.json", timeout=10) as answer:
                assert json.load(answer)["stories"] == []
            stream = urlopen(ready["address"] + "events", timeout=10)  # an open page does not keep it from stopping
            assert stream.readline() == b"retry: 3000\n"
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
            stream.close()
        finally:
            process.kill()  # a failed test must not wait for it


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--host", "0.0.0.0"], 1, "give --token"),
        (["--host", "192.0.2.7", "--token", "a long enough token"], 1, "cannot be served on"),
        (["--port", "99999"], 2, "is no port"),
        (["--desk", "/nowhere/desk.db", "--port", "0"], 1, "its folder does not exist"),
    ],
    ids=["open to others", "another machine's address", "no port", "no such folder"],
)
def test_the_command_says_why_it_does_not_start(arguments: list[str], status: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", *arguments]) == status
    assert words in capsys.readouterr().err
