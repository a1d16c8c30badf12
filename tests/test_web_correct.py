"""Corrections in place: each is recorded with who and why, shows at once, is listed, and is taken back with one press."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from build import EXAMPLE, report
from client import Client
from test_serve import BRIDGE, DENIAL, FIRST, client
from writethru.desk import Desk
from writethru.folder import Folder
from writethru.model import Claim, new_id
from writethru.web.room import Room

COPY = report(BRIDGE, "County News", "2026-03-02T12:00+01:00", "Bridge stays closed", "https://news.example/9")
FERRY = report(
    "A ferry company in Norhaven will carry commuters free this week, its director, Tor Velle, said on Tuesday. It has three boats.\n"
    "“Nobody has to swim,” Velle said. About 900 people took the ferry on the first day, the company’s log shows.\n",
    "Echo",
    "2026-03-03",
    "Ferries free in Norhaven",
)


@pytest.fixture
def room() -> Iterator[Room]:
    made = Room(None)
    made.keep([FIRST, DENIAL, COPY, FERRY], [])
    yield made
    made.close()


def claim(room: Room, words: str) -> Claim:
    return next(c for t in room.now.tales for c in t.telling.ledger.claims if words in c.text)


def told(room: Room) -> list[tuple[str, ...]]:
    """All that a correction may change."""
    return [(c.id, c.text, c.speaker or "", c.standing, c.why) for t in room.now.tales for c in t.telling.ledger.claims]


def undo_last(c: Client) -> str:
    """Presses the topmost undo of the list; gives the row's words."""
    rows = re.findall(r'<tr role="row" data-k.*?</tr>', c.get("/judgements").text, re.S)
    row = next(r for r in rows if 'action="/undo"' in r)
    first, last = re.search(r'name="number" value="(\d+)"', row), re.search(r'name="last" value="(\d+)"', row)
    assert first
    assert last
    assert c.post("/undo", {"number": first[1], "last": last[1]}).status == 303
    return " ".join(re.sub(r"<[^>]+>", "", row).split())


def test_another_speaker(room: Room) -> None:
    c, before = client(room), told(room)
    old = claim(room, "every pier")
    answer = c.post("/judge", {"left": old.id, "right": "  Olaf   Reth ", "verdict": "speaker", "note": "on tape", "back": "/judgements"})
    assert (answer.status, answer.header("location")) == (303, "/judgements")
    assert claim(room, "every pier").speaker == "Olaf Reth"
    assert "is said by Olaf Reth" in undo_last(c)
    assert told(room) == before


def test_withdrawn(room: Room) -> None:
    c, before = client(room), told(room)
    old = claim(room, "14,000")
    c.post("/judge", {"left": old.id, "verdict": "withdrawn", "note": "their letter of 4 March"})
    found = claim(room, "14,000")
    assert found.standing == "withdrawn"
    assert "their letter of 4 March" in found.why
    assert "is marked as withdrawn" in undo_last(c)
    assert told(room) == before


def test_a_note_stands_on_its_claim_and_its_report(room: Room) -> None:
    c, before, old = client(room), told(room), claim(room, "14,000")
    story = room.now.tale(FIRST.id)
    assert story
    for left, path in ((old.id, f"/story/{story.id}/claim/{old.id}"), (FIRST.id, f"/report/{FIRST.id}")):
        c.post("/judge", {"left": left, "verdict": "note", "note": "Ask the <b>county</b>."})
        assert "Ask the &lt;b&gt;county&lt;/b&gt;." in c.get(path).text
        assert told(room) == before
        assert "has a note" in undo_last(c)
        assert "Ask the" not in c.get(path).text


def test_some_of_a_claim_is_another(room: Room) -> None:
    c, before, old = client(room), told(room), claim(room, "every pier")
    one, two = (a.statement for a in old.appearances)
    assert c.post("/part", {"left": old.id, "pick": two}).status == 303
    groups = [{a.statement for a in x.appearances} for t in room.now.tales for x in t.telling.ledger.claims]
    assert {one} in groups
    assert {two} in groups
    assert "is not" in undo_last(c)
    assert told(room) == before
    for picked in ([], [one, two], ["u000000000000"]):
        assert c.post("/part", [("left", old.id), *(("pick", p) for p in picked)]).status == 400


def test_two_ticked_claims_are_joined(room: Room) -> None:
    c, before = client(room), told(room)
    pair = [claim(room, "14,000"), claim(room, "9,000")]
    c.post("/judge", [("pick", pair[0].id), ("pick", pair[1].id), ("verdict", "same"), ("back", "/")])
    want = {x.appearances[0].statement for x in pair}
    assert any(want <= {a.statement for a in x.appearances} for t in room.now.tales for x in t.telling.ledger.claims)
    assert "is the same as" in undo_last(c)
    assert told(room) == before


def test_a_report_moves_to_another_story_and_back(room: Room) -> None:
    c, before = client(room), told(room)
    bridge, ferry = room.now.tale(FIRST.id), room.now.tale(FERRY.id)
    assert bridge
    assert ferry
    assert bridge is not ferry
    assert c.post("/move", {"story": bridge.id, "to": ferry.id, "pick": DENIAL.id, "note": "another bridge"}).status == 303
    assert {r.id for r in room.now.tale(FERRY.id).folder.reports} == {FERRY.id, DENIAL.id}  # type: ignore[union-attr]
    assert DENIAL.id not in {r.id for r in room.now.tale(FIRST.id).folder.reports}  # type: ignore[union-attr]
    assert "and 1 more" in undo_last(c)
    assert told(room) == before


def test_a_story_is_split_and_joined_again(room: Room) -> None:
    c, before = client(room), told(room)
    bridge = room.now.tale(FIRST.id)
    assert bridge
    assert c.post("/move", [("story", bridge.id), ("to", ""), ("pick", DENIAL.id), ("pick", COPY.id)]).status == 303
    assert {r.id for r in room.now.tale(COPY.id).folder.reports} == {DENIAL.id, COPY.id}  # type: ignore[union-attr]
    both = [room.now.tale(i) for i in (FIRST.id, COPY.id)]
    assert c.post("/judge", {"left": both[0].id, "right": both[1].id, "verdict": "same"}).status == 303  # type: ignore[union-attr]
    assert room.now.tale(FIRST.id) is room.now.tale(COPY.id)
    undo_last(c)
    undo_last(c)
    assert told(room) == before


@pytest.mark.parametrize(
    ("to", "picked", "status"),
    [
        ("", [], 400),
        ("", ["all"], 400),
        ("", ["r000000000000"], 400),
        ("s000000000000", ["one"], 404),
        ("itself", ["one"], 404),
    ],
    ids=["nothing ticked", "everything ticked", "no report of the story", "no such story", "where it is"],
)
def test_moves_that_say_nothing(room: Room, to: str, picked: list[str], status: int) -> None:
    bridge = room.now.tale(FIRST.id)
    assert bridge
    ids = {"all": [r.id for r in bridge.folder.reports], "one": [DENIAL.id]}
    fields = [("story", bridge.id), ("to", bridge.id if to == "itself" else to)]
    assert client(room).post("/move", [*fields, *(("pick", i) for p in picked for i in ids.get(p, [p]))]).status == status
    assert room.now.log == ()


def test_two_editors_at_once_lose_nothing(room: Room) -> None:
    a, b, old = client(room), client(room), claim(room, "every pier")
    a.post("/name", {"name": "kb"})
    b.post("/name", {"name": "dj\u202e\n"})
    a.post("/judge", {"left": old.id, "right": "Olaf Reth", "verdict": "speaker"})
    b.post("/judge", {"left": old.id, "right": "Tor Velle", "verdict": "speaker"})  # the page b saw still names the claim
    assert [(r.judgement.by, r.judgement.right) for r in room.now.log] == [("kb", "Olaf Reth"), ("dj", "Tor Velle")]
    assert claim(room, "every pier").speaker == "Tor Velle"
    assert b.post("/undo", {"number": "2"}).status == 303
    assert a.post("/undo", {"number": "2"}).status == 404  # taken back already, and said so
    assert claim(room, "every pier").speaker == "Olaf Reth"


def test_a_claim_is_found_by_an_id_it_had_before_an_earlier_report_came_in() -> None:
    made = Room(None)
    made.keep([COPY], [])
    old = claim(made, "every pier")
    made.keep([FIRST], [])
    new = claim(made, "every pier")
    assert old.id != new.id
    assert old.id in {new_id("c", a.statement) for a in new.appearances}
    tale = made.now.tales[0]
    assert client(made).get(f"/story/{tale.id}/claim/{old.id}.json").json["id"] == new.id
    made.close()


# ---- what the desk is unsure of ----------------------------------------------------------------------------------------


def test_a_name_that_fits_two_people_is_asked_about_until_it_is_settled() -> None:
    made = Room(None)
    cracks = "The bridge at Aldton will stay shut until Friday after divers found cracks in two of its piers"
    both = f"{cracks}, the mayor, Ena Brack, said. Tor Brack, who heads the ferry company, said it had hired boats for those who cross."
    one = f"{cracks}. “Nobody has to swim,” Brack said on Tuesday. Brack said the boats would cost 4,000 crowns a day."
    made.keep([report(both, "Post", "2026-03-03", "Aldton bridge shut"), report(one, "Echo", "2026-03-03", "Aldton bridge shut")], [])
    asked = [q for q in made.now.questions if q.kind == "name"]
    assert {q.right.id for q in asked} == {"Ena Brack", "Tor Brack"}
    c = client(made)
    page = c.get("/").text
    assert "One person, or two?" in page
    for q in asked:
        c.post("/judge", {"left": q.left.id, "right": q.right.id, "verdict": "same" if q.right.id == "Tor Brack" else "not"})
    assert not [q for q in made.now.questions if q.kind == "name"]
    made.close()


def test_an_unsure_report_is_asked_about_and_goes_where_it_is_put(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsure(self: Desk, folders: list[Folder]) -> list[SimpleNamespace]:
        stories = [f.story for f in folders if FIRST.id in f.story.reports]
        given = {"report": FERRY.id, "other": FIRST.id, "together": False, "score": 0.46, "reason": "both have Aldton"}
        return [SimpleNamespace(story=s, **given) for s in stories]

    monkeypatch.setattr(Desk, "unsure", unsure, raising=False)
    made = Room(None)
    made.keep([FIRST, FERRY], [])
    (q,) = made.now.questions
    assert (q.kind, q.left.id, q.right.id) == ("story", FIRST.id, FERRY.id)
    assert q.why == "46% likely that both tell of one story; now apart. both have Aldton"
    assert client(made).get("/index.json").json["unsure"][0]["right"] == FERRY.id
    assert "One story, or two?" in client(made).get("/").text
    client(made).post("/judge", {"left": q.left.id, "right": q.right.id, "verdict": "same"})
    assert len(made.now.tales) == 1
    assert made.now.questions == ()
    client(made).post("/undo", {"number": "1"})
    assert len(made.now.questions) == 1
    made.close()


def test_every_correction_survives_a_new_start(tmp_path: object) -> None:
    path = f"{tmp_path}/desk.db"
    made = Room(path)
    made.change(lambda desk: list(desk.add(str(EXAMPLE))))
    c, one = client(made), made.now.tales[0].telling.ledger.claims[0]
    c.post("/judge", {"left": one.id, "right": "Somebody Else", "verdict": "speaker"})
    c.post("/judge", {"left": one.id, "verdict": "withdrawn", "note": "x"})
    after = told(made)
    made.close()
    again = Room(path)
    assert told(again) == after
    again.close()
