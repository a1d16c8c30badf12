"""Stores: one contract for every backend, and what only a file can suffer."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import EXAMPLE, report
from writethru.desk import Desk
from writethru.errors import NotFoundError, StoreError
from writethru.model import Block, Dateline, Judgement, LeftOut, Report, Stamp
from writethru.store import MemoryStore, Store, open_store
from writethru.store import file as desk_file
from writethru.store.codec import report_from_text, report_to_text
from writethru.store.feeds import Feed, Item

BRIDGE = "The bridge at Aldton will stay shut until Friday after divers found cracks in two of its piers, the mayor, Ena Brack, said. "
FERRY = "A ferry company in Norhaven has offered free crossings to commuters while engineers look for the cause of the fault. "
ONE = report(BRIDGE * 3, "Aldton Post", "2026-03-02T10:00+01:00", "Bridge shut", "https://post.example/bridge", "a.txt")
TWO = report(FERRY * 3, "Norhaven Echo", "2026-03-03", "Free crossings", name="b.txt")
LATER = report(BRIDGE * 3 + "A diver was hurt on Tuesday, he added.", "Aldton Post", "2026-03-02T10:00+01:00", "Bridge shut, diver hurt")
RULING = Judgement("rA", "rB", "same", 1.0, "person", "2026-03-04T08:00:00+00:00", "one and the same")


@pytest.fixture(params=["memory", "sqlite"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """A function that opens the store, again where the backend lasts."""
    memory = MemoryStore()
    made: list[Store] = []

    def again() -> Store:
        made.append(memory if request.param == "memory" else open_store(str(tmp_path / "desk.db")))
        return made[-1]

    yield again
    for store in made:
        store.close()


# ---- the contract --------------------------------------------------------------------------------------------------------


def test_a_report_is_kept_whole_and_once(opened: Callable[[], Store]) -> None:
    full = replace(
        ONE,
        bylines=("Jo Hald", "M. Ørn"),
        credits=("Tessera",),
        sign_off="kb/dj",
        dateline=Dateline("ALDTON", "Tessera"),
        updated=Stamp(TWO.published.at if TWO.published else 0),  # type: ignore[arg-type]
        blocks=(*ONE.blocks, Block("caption", 0, 3, ONE.published)),
        left_out=(LeftOut("Menu", "navigation"),),
    )
    assert opened().add_report(full)
    assert not opened().add_report(full)
    assert opened().reports() == [full]
    assert set(opened().seen()) == {full.id}


def test_reports_come_in_order_of_id_however_they_came_in(opened: Callable[[], Store]) -> None:
    store = opened()
    for r in (TWO, LATER, ONE):
        store.add_report(r)
    assert [r.id for r in store.reports()] == sorted(r.id for r in (ONE, TWO, LATER))


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_records_of_one_report_the_fuller_is_given_whichever_came_first(turned: bool, opened: Callable[[], Store]) -> None:
    bare, full = replace(ONE, uri="", path="x.txt"), replace(ONE, path="y.txt", bylines=("Jo Hald",))
    store = opened()
    pair = [full, bare] if turned else [bare, full]
    assert [store.add_report(r) for r in pair] == [True, False]
    assert opened().reports() == [full]


def test_a_report_met_again_later_is_kept_as_first_met(opened: Callable[[], Store]) -> None:
    first = replace(ONE, captured="2026-03-02T10:00:00+00:00")
    assert opened().add_report(first)
    assert not opened().add_report(replace(ONE, captured="2026-03-02T10:20:00+00:00"))
    assert opened().reports() == [first]


def test_near_gives_what_may_be_a_version_and_nothing_else(opened: Callable[[], Store]) -> None:
    store = opened()
    for r in (ONE, TWO, LATER):
        store.add_report(r)
    moved = report(FERRY * 3 + "Nothing else is known.", "Somebody", uri="http://www.post.example/bridge/?utm_source=x#top")
    assert store.near(ONE) == [LATER]
    assert store.near(LATER) == [ONE]
    assert store.near(moved) == [ONE]
    assert store.near(replace(TWO, outlet="", id="r0")) == []


def test_search_finds_all_words_in_any_case_and_accent(opened: Callable[[], Store]) -> None:
    store = opened()
    for r in (ONE, TWO, report("Der Bürgermeister von Aldton sagte, die Brücke bleibe geschlossen. " * 4, "Zeitung")):
        store.add_report(r)
    assert store.search("BRIDGE mayor") == [ONE.id]
    assert store.search("free crossings") == [TWO.id]
    assert len(store.search("burgermeister brücke")) == 1
    assert store.search("bridge ferry") == []
    assert store.search('aldton" OR "x') == store.search("*") == store.search("") == []


def test_what_was_shown_is_remembered_with_its_latest_time(opened: Callable[[], Store]) -> None:
    opened().look(["a", "b"], "2026-03-01T00:00:00+00:00")
    opened().look(["b"], "2026-03-02T00:00:00+00:00")
    assert opened().looked() == {"a": "2026-03-01T00:00:00+00:00", "b": "2026-03-02T00:00:00+00:00"}


def test_judgements_are_appended_undone_once_and_never_lost(opened: Callable[[], Store]) -> None:
    other = replace(RULING, verdict="not", right="rC")
    assert [opened().add_judgement(j) for j in (RULING, other, RULING)] == [1, 2, 3]
    opened().undo_judgement(1, "2026-03-05")
    assert opened().judgements() == [other, RULING]
    assert [(r.number, r.judgement, r.undone) for r in opened().log()] == [(1, RULING, "2026-03-05"), (2, other, ""), (3, RULING, "")]
    for number in (1, 0, 9, -1):
        with pytest.raises(NotFoundError):
            opened().undo_judgement(number, "2026-03-06")


def test_what_was_derived_is_kept_by_report_and_maker(opened: Callable[[], Store]) -> None:
    desk, found = Desk(), opened()
    extracts = {r.id: desk.extract(r) for r in (ONE, TWO)}
    found.derive(extracts, "maker 1")
    assert opened().derived([TWO.id, "r0", ONE.id], "maker 1") == extracts
    assert opened().derived([ONE.id], "maker 2") == {}
    opened().derive({ONE.id: extracts[ONE.id]}, "maker 2")
    assert opened().derived([ONE.id, TWO.id], "maker 2") == {ONE.id: extracts[ONE.id]}
    assert opened().derived([ONE.id, TWO.id], "maker 1") == {TWO.id: extracts[TWO.id]}


def test_a_ledger_is_kept_whole_and_only_for_what_it_was_made_from(opened: Callable[[], Store]) -> None:
    desk, found = Desk(), opened()
    list(desk.add(str(EXAMPLE)))
    (told,) = desk.tellings()
    assert told.ledger.figures
    assert told.ledger.quotes
    assert told.ledger.timeline
    found.keep_ledger(told.roundup.story.id, told.ledger, "maker 1")
    assert opened().ledger(told.roundup.story.id, "maker 1") == told.ledger
    assert opened().ledger(told.roundup.story.id, "maker 2") is None
    assert opened().ledger("s0", "maker 1") is None
    other = replace(told.ledger, figures=())
    opened().keep_ledger(told.roundup.story.id, other, "maker 2")
    assert opened().ledger(told.roundup.story.id, "maker 2") == other
    assert opened().ledger(told.roundup.story.id, "maker 1") is None


def test_a_damaged_ledger_is_made_again(tmp_path: Path) -> None:
    path = str(tmp_path / "desk.db")
    desk = Desk(path)
    list(desk.add(str(EXAMPLE)))
    before = desk.tellings()
    desk.close()
    with closing(sqlite3.connect(path)) as db, db:
        assert db.execute("UPDATE ledger SET record = '[7]' WHERE story = ?", (before[0].roundup.story.id,)).rowcount == 1
    assert Desk(path).tellings() == before


def test_what_is_derived_is_kept_in_order_of_keys_until_another_maker_comes(opened: Callable[[], Store]) -> None:
    opened().add_report(ONE)
    assert opened().fresh("maker 1") == [ONE.id]
    with opened().deriving("maker 1", [ONE.id]) as shelf:
        shelf.put(7, [(b"ab2", b"two"), (b"ab1", b"one"), (b"b", b""), (b"a", b"none")])
        first = shelf.renew()
    assert opened().fresh("maker 1") == []
    with opened().derived_rows() as shelf:
        assert shelf.turn == first
        assert shelf.get(7, [b"ab1", b"x"]) == {b"ab1": b"one"}
        assert shelf.under(7, b"ab") == [(b"1", b"one"), (b"2", b"two")]
        assert shelf.under(7, b"ab", 1) == [(b"1", b"one")]
        assert [k for k, _ in shelf.since(7, b"ab2")] == [b"ab2", b"b"]
        assert shelf.beside(7, b"ab", b"2") == (b"1", None)
        assert shelf.beside(7, b"", b"ab1") == (b"a", b"ab2")
    with opened().deriving("maker 1") as shelf:
        shelf.drop(7, [b"ab1"])
        assert shelf.renew() != first
    with opened().derived_rows() as shelf:
        assert shelf.under(7, b"ab") == [(b"2", b"two")]
    assert opened().fresh("maker 2") == [ONE.id]
    with opened().deriving("maker 2") as shelf:
        assert shelf.under(7, b"") == []
    assert opened().fresh("maker 2") == [ONE.id]


def test_a_change_of_what_is_derived_that_fails_leaves_everything_as_it_was(opened: Callable[[], Store]) -> None:
    store = opened()
    store.add_report(ONE)
    with suppress(KeyError), store.deriving("maker 1", [ONE.id]) as shelf:
        shelf.put(7, [(b"a", b"one")])
        raise KeyError
    assert store.fresh("maker 1") == [ONE.id]
    with store.derived_rows() as shelf:
        assert shelf.under(7, b"") == []


def test_a_report_is_fresh_again_when_another_record_of_it_comes(opened: Callable[[], Store]) -> None:
    store = opened()
    store.add_report(ONE)
    with store.deriving("maker 1", [ONE.id]):
        pass
    store.add_report(ONE)
    assert store.fresh("maker 1") == []
    store.add_report(replace(ONE, credits=("Tessera",)))
    assert store.fresh("maker 1") == [ONE.id]


def test_reports_are_given_by_id_and_by_the_start_of_one(opened: Callable[[], Store]) -> None:
    store = opened()
    for r in (ONE, TWO, LATER):
        store.add_report(r)
    assert store.some([TWO.id, ONE.id, "r0"]) == sorted([ONE, TWO], key=lambda r: r.id)
    assert store.some([]) == []
    assert store.named(ONE.id[:8]) == [ONE]
    assert store.named("r") == store.reports()
    assert store.named("R%") == []


FEED = Feed("https://p.example/feed", '"x"', "Mon", "2026-03-02T10:00:00+00:00", "2026-03-02T10:00:00+00:00", "2026-03-02T10:10:00+00:00")
ITEM = Item(
    "p.example/1", FEED.url, "m1", "2026-03-01T00:00:00+00:00", "https://p.example/1", "Bridge shut", due="2026-03-02T11:00:00+00:00"
)


def test_feeds_and_items_are_kept_together_and_replaced(opened: Callable[[], Store]) -> None:
    other, late = replace(FEED, url="https://a.example/feed"), replace(ITEM, key="p.example/2", due="2026-03-02T10:30:00+00:00", visits=2)
    opened().keep_feeds([FEED, other], [ITEM, late])
    assert opened().feeds() == [other, FEED]
    assert opened().items([ITEM.key, "none"]) == {ITEM.key: ITEM}
    assert opened().due("2026-03-02T11:00:00+00:00") == [late, ITEM]
    assert opened().due("2026-03-02T10:59:59+00:00") == [late]
    opened().keep_feeds([replace(FEED, failures=2, reason="gone")], [replace(ITEM, due="")])
    assert [f.failures for f in opened().feeds()] == [0, 2]
    assert opened().due("9") == [late]


def test_items_are_forgotten_when_nothing_carries_or_awaits_them(opened: Callable[[], Store]) -> None:
    done = replace(ITEM, key="done", due="")
    opened().keep_feeds([FEED], [ITEM, done, replace(done, key="listed", listed="2026-04-01T00:00:00+00:00")])
    opened().forget("2026-03-15T00:00:00+00:00")
    assert set(opened().items(["done", "listed", ITEM.key])) == {"listed", ITEM.key}


def test_a_feed_is_dropped_with_its_items(opened: Callable[[], Store]) -> None:
    opened().keep_feeds([FEED], [ITEM])
    opened().drop_feed(FEED.url)
    assert (opened().feeds(), opened().items([ITEM.key])) == ([], {})
    with pytest.raises(NotFoundError):
        opened().drop_feed(FEED.url)


def test_settings_are_kept_and_replaced(opened: Callable[[], Store]) -> None:
    assert opened().settings() == {}
    opened().keep_settings({"webhook": "https://hooks.example/x", "quiet": "22:00-07:00"})
    opened().keep_settings({"quiet": "half \ud800"})
    assert opened().settings()["webhook"] == "https://hooks.example/x"
    assert opened().settings()["quiet"].startswith("half ")


def test_reports_are_told_once(opened: Callable[[], Store]) -> None:
    for r in (ONE, TWO):
        opened().add_report(r)
    assert opened().untold() == sorted((ONE.id, TWO.id))
    opened().tell([ONE.id, "r0"], "2026-03-02")
    opened().tell([ONE.id], "2026-03-03")
    assert opened().untold() == [TWO.id]


@given(st.text(max_size=40), st.text(st.characters(), max_size=20), st.lists(st.text(max_size=10), max_size=3))
@settings(max_examples=60, deadline=None)
def test_any_record_survives_the_way_to_text_and_back(text: str, path: str, names: list[str]) -> None:
    given_report = Report("r1", text, (), path=path, bylines=tuple(names), left_out=tuple(LeftOut(n, "x") for n in names))
    assert report_from_text(report_to_text(given_report)) == given_report
    report_to_text(given_report).encode()


# ---- a file --------------------------------------------------------------------------------------------------------------


def fill(path: Path) -> None:
    store = open_store(str(path))
    for r in (ONE, TWO, LATER):
        store.add_report(r)
    store.close()


def test_a_name_that_is_no_unicode_is_kept(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "d.db"))
    odd = replace(ONE, path=os.fsdecode(b"caf\xe9.txt"), headline="half \udc00")
    assert store.add_report(odd)
    assert store.reports() == [odd]


def spoil(how: str, path: Path) -> None:
    if how == "text":
        path.write_text("no database at all, but long enough to be looked at " * 40)
    elif how == "later":
        with sqlite3.connect(path) as db:
            db.execute("PRAGMA user_version=99")
    elif how == "foreign":
        path.unlink()
        with sqlite3.connect(path) as db:
            db.execute("CREATE TABLE history (url TEXT)")
    elif how == "record":
        with sqlite3.connect(path) as db:
            db.execute("UPDATE report SET record = '{}'")
    elif how == "folder":
        path.unlink()
        path.mkdir()
    elif how == "pages":
        size = path.stat().st_size
        with path.open("r+b") as f:
            f.seek(4096)
            f.write(os.urandom(size - 4096))
    elif how == "cut":
        os.truncate(path, path.stat().st_size // 2)


SPOILT = {
    "text": "not a desk",
    "later": "later version",
    "foreign": "another program",
    "record": "damaged record",
    "folder": "not a file",
    "pages": "damaged",
    "cut": "damaged",
}


@pytest.mark.parametrize("how", SPOILT)
def test_a_spoilt_file_is_refused_with_its_name_and_the_reason(how: str, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    fill(path)
    spoil(how, path)
    with pytest.raises(StoreError, match=SPOILT[how]) as caught:
        open_store(str(path)).reports()
    assert str(path) in str(caught.value)


def test_paths_that_cannot_be_a_desk(tmp_path: Path) -> None:
    for url, create, reason in (
        (str(tmp_path / "none" / "d.db"), True, "folder does not exist"),
        (str(tmp_path / "d.db"), False, "no such desk"),
        ("/proc/desk.db", True, "cannot be opened"),
        ("postgresql://desk@host/desk", True, "only SQLite"),
    ):
        with pytest.raises(StoreError, match=reason):
            open_store(url, create)
    assert not (tmp_path / "d.db").exists()


def test_a_full_disk_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "d.db"))
    assert isinstance(store, desk_file.DeskFile)
    store.add_report(ONE)
    store._db.execute(f"PRAGMA max_page_count={store._db.execute('PRAGMA page_count').fetchone()[0] + 1}")
    with pytest.raises(StoreError, match="disk is full"):
        store.add_report(report(" ".join(f"{BRIDGE} {n}" for n in range(400)), "Post"))
    assert store.reports() == [ONE]
    store.close()
    assert open_store(str(tmp_path / "d.db")).reports() == [ONE]


def test_an_older_desk_is_brought_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "d.db")
    monkeypatch.setattr(
        desk_file, "MIGRATIONS", (*desk_file.MIGRATIONS, "CREATE TABLE more (a TEXT) STRICT; INSERT INTO more VALUES ('x');")
    )
    assert len(open_store(str(tmp_path / "d.db")).reports()) == 3
    with sqlite3.connect(tmp_path / "d.db") as db:
        assert db.execute("SELECT a FROM more").fetchall() == [("x",)]
        assert db.execute("PRAGMA user_version").fetchone() == (len(desk_file.MIGRATIONS),)


def test_a_desk_of_the_first_layout_is_brought_up_to_date(tmp_path: Path) -> None:
    fill(tmp_path / "d.db")
    with sqlite3.connect(tmp_path / "d.db") as db:
        for table in ("ledger", "fresh", "shelf", "setting", "feed", "item", "told"):
            db.execute(f"DROP TABLE {table}")
        db.execute("PRAGMA user_version=1")
    store = open_store(str(tmp_path / "d.db"))
    assert len(store.reports()) == len(store.untold()) == len(store.fresh("")) == 3
    store.keep_feeds([FEED], [ITEM])
    assert store.due("9") == [ITEM]


def test_feeds_are_kept_all_or_nothing_and_any_text_is_taken(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "d.db"))
    store.keep_feeds([FEED], [replace(ITEM, title="half \udc00")])
    assert store.items([ITEM.key])[ITEM.key].title == "half ?"
    with pytest.raises(StoreError):
        store.keep_feeds([replace(FEED, failures="many")], [replace(ITEM, title="new")])  # type: ignore[arg-type]
    assert store.items([ITEM.key])[ITEM.key].title == "half ?"


def test_a_failing_step_leaves_the_desk_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "d.db")
    steps = desk_file.MIGRATIONS
    monkeypatch.setattr(desk_file, "MIGRATIONS", (*steps, "CREATE TABLE more (a TEXT); CREATE TABLE more (b TEXT);"))
    with pytest.raises(StoreError, match="already exists"):
        open_store(str(tmp_path / "d.db"))
    monkeypatch.setattr(desk_file, "MIGRATIONS", steps)
    assert len(open_store(str(tmp_path / "d.db")).reports()) == 3


# ---- several processes ---------------------------------------------------------------------------------------------------


def lines(path: Path, numbers: range) -> Path:
    words = [
        "harbour",
        "council",
        "divers",
        "pier",
        "cracks",
        "ferry",
        "winter",
        "storm",
        "money",
        "union",
        "school",
        "bridge",
        "rail",
        "mayor",
        "night",
        "fire",
        "court",
        "road",
    ]
    with path.open("w") as f:
        for n in numbers:
            text = " ".join(words[(n * k + k * k) % len(words)] + str((n * 31 + k) % 97) for k in range(1, 60))
            f.write(json.dumps({"text": f"Report {n} says {text}.", "outlet": f"Outlet {n % 7}", "published": "2026-03-02"}) + "\n")
    return path


def adding(source: Path, desk: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "writethru", "add", str(source), "--desk", str(desk), "--json"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": "src"}, cwd=ROOT
    )


ROOT = Path(__file__).resolve().parents[1]


def test_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    running = [adding(lines(tmp_path / f"{k}.jsonl", range(k * 20, k * 20 + 30)), tmp_path / "d.db") for k in range(3)]
    for p in running:
        out, err = p.communicate(timeout=60)
        assert (p.returncode, err) == (0, ""), err
        assert len(out.splitlines()) == 30
    found = open_store(str(tmp_path / "d.db")).reports()
    assert len(found) == 70


def test_a_new_desk_opened_by_many_at_once_is_made_once(tmp_path: Path) -> None:
    found: list[object] = []

    def open_it() -> None:
        try:
            open_store(str(tmp_path / "d.db")).close()
            found.append(None)
        except StoreError as e:
            found.append(e)

    threads = [threading.Thread(target=open_it) for _ in range(12)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert found == [None] * 12
    with sqlite3.connect(tmp_path / "d.db") as db:
        assert db.execute("PRAGMA user_version").fetchone() == (len(desk_file.MIGRATIONS),)


# (lines read, seconds waited) before a kill: while it starts, while it makes the file, in and between writes, at the end
MOMENTS = ((0, 0.0), (0, 0.2), (0, 0.5), (1, 0.0), (7, 0.001), (18, 0.003), (30, 0.0), (44, 0.005), (60, 0.0))


def test_killed_at_many_moments_and_run_again_the_desk_is_the_same(tmp_path: Path) -> None:
    source, desk = lines(tmp_path / "all.jsonl", range(60)), tmp_path / "d.db"
    seen: set[str] = set()
    for n, (count, pause) in enumerate(MOMENTS):
        running = adding(source, desk)
        assert running.stdout
        out = [running.stdout.readline() for _ in range(count)]
        time.sleep(pause)
        os.kill(running.pid, signal.SIGKILL)
        out += running.communicate()[0].splitlines(keepends=True)
        seen |= {json.loads(line)["id"] for line in out if line.endswith("}\n")}
        if seen:  # as another process would find it, before anything mends it
            copy = tmp_path / f"copy {n}"
            copy.mkdir()
            for path in tmp_path.glob("d.db*"):
                shutil.copy(path, copy)
            assert seen <= {r.id for r in open_store(str(copy / "d.db")).reports()}
    again = adding(source, desk)
    assert again.communicate(timeout=60)[1] == ""
    assert again.returncode == 0
    whole = adding(source, tmp_path / "whole.db")
    whole.communicate(timeout=60)
    left, right = Desk(str(desk)), Desk(str(tmp_path / "whole.db"))
    assert left.store.reports() == right.store.reports()
    assert len(left.store.reports()) == 60
    assert left.folders() == right.folders()
    assert left.store.search("ferry12") == right.store.search("ferry12")
    for table in ("near", "words_of"):
        rows = [
            [r[-2:] if table == "near" else r[1:] for r in sqlite3.connect(d).execute(f"SELECT * FROM {table} ORDER BY id")]
            for d in (desk, tmp_path / "whole.db")
        ]
        assert rows[0] == rows[1]
