"""The commands as a user types them: output, exit status, and never a traceback."""

import csv
import io
import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from test_desk import COPY, DENIAL, OTHER, UNDATED, V1, V2
from writethru import cli
from writethru.desk import Desk
from writethru.model import Report
from writethru.relate import story

ROOT = Path(__file__).resolve().parents[1]


def row(r: Report) -> dict[str, Any]:
    """A report as a line of JSONL."""
    stamps = {k: v.iso for k, v in (("published", r.published), ("updated", r.updated)) if v}
    return {"text": r.text, "outlet": r.outlet, "headline": r.headline, "url": r.uri, "language": "en", **stamps}


def write(path: Path, *reports: Report) -> str:
    path.write_text("".join(json.dumps(row(r)) + "\n" for r in reports))
    return str(path)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("cli")
    assert cli.main(["add", write(path / "in.jsonl", V1, V2, COPY, DENIAL, UNDATED, OTHER), "--desk", str(path / "d.db")]) == 0
    return str(path / "d.db")


Captured = pytest.CaptureFixture[str]


def out(capsys: Captured, *argv: str, status: int = 0) -> str:
    """Standard output of a command that ends with a status."""
    capsys.readouterr()
    assert cli.main(list(argv)) == status, capsys.readouterr().err
    return capsys.readouterr().out


def record(capsys: Captured, *argv: str) -> Any:
    return json.loads(out(capsys, *argv, "--json"))


def bridge(capsys: Captured, desk: str) -> str:
    return str(record(capsys, "stories", "--desk", desk)["stories"][0]["id"])


# ---- add -----------------------------------------------------------------------------------------------------------------


def test_add_tells_each_report_on_a_line_and_a_second_run_adds_nothing(tmp_path: Path, capsys: Captured) -> None:
    source, desk = write(tmp_path / "in.jsonl", V1, V2, OTHER), str(tmp_path / "d.db")
    first = [json.loads(x) for x in out(capsys, "add", source, "--desk", desk, "--json").splitlines()]
    assert [x["status"] for x in first] == ["added", "version", "added"]
    assert all(set(x) >= {"id", "path", "status", "reason"} for x in first)
    assert first[1]["reason"] == f"another version of {first[0]['id']}"
    again = [json.loads(x) for x in out(capsys, "add", source, "--desk", desk, "--json").splitlines()]
    assert [(x["id"], x["status"]) for x in again] == [(x["id"], "same") for x in first]


def test_add_goes_on_past_what_cannot_be_read_and_exits_1(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    source = write(tmp_path / "in.jsonl", V1)
    lines = out(
        capsys, "add", str(tmp_path / "bad.txt"), str(tmp_path / "none.txt"), source, "--desk", str(tmp_path / "d.db"), status=1
    ).splitlines()
    assert [x.split()[0] for x in lines] == ["quarantined", "quarantined", "added"]
    assert "binary" in lines[0]
    assert "no such file" in lines[1]


def test_an_address_that_is_refused_is_named_as_one(tmp_path: Path, capsys: Captured) -> None:
    (line,) = out(capsys, "add", "http://127.0.0.1/x", "--desk", str(tmp_path / "d.db"), "--json", status=1).splitlines()
    found = json.loads(line)
    assert (found["uri"], found["status"], found["id"]) == ("http://127.0.0.1/x", "quarantined", None)
    assert "private" in found["reason"]


# ---- telling -------------------------------------------------------------------------------------------------------------


def test_stories_lists_each_with_its_size(desk: str, capsys: Captured) -> None:
    one, two = record(capsys, "stories", "--desk", desk)["stories"]
    assert (one["reports"], one["outlets"], one["latest"]) == (5, 4, "2026-03-03T08:30+01:00")
    assert (two["headline"], two["reports"]) == (OTHER.headline, 1)
    assert one["id"] in out(capsys, "stories", "--desk", desk)


def test_unsure_groupings_are_listed_until_judged(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    wide = replace(story.settings(), unsure=(0.0001, 0.9999))
    monkeypatch.setattr(story, "settings", lambda: wide)
    desk = str(tmp_path / "d.db")
    assert cli.main(["add", write(tmp_path / "in.jsonl", V1, DENIAL, OTHER), "--desk", desk]) == 0
    found = record(capsys, "stories", "--unsure", "--desk", desk)["unsure"]
    (one,) = (x for x in found if x["together"])
    assert one["story"] == bridge(capsys, desk)
    assert 0 < one["score"] < 1
    assert {one["report"]["headline"], one["other"]["headline"]} == {V1.headline, DENIAL.headline}
    told = out(capsys, "stories", "--unsure", "--desk", desk)
    assert f"judge same|not-same {one['other']['id']} {one['report']['id']}" in told
    assert "1 day apart" in told
    for x in found:
        out(capsys, "judge", "same" if x["together"] else "not-same", x["other"]["id"], x["report"]["id"], "--desk", desk)
    assert record(capsys, "stories", "--unsure", "--desk", desk) == {"unsure": []}
    assert out(capsys, "stories", "--unsure", "--desk", desk) == "No grouping is unsure.\n"


def test_show_tells_one_story_in_every_form(desk: str, tmp_path: Path, capsys: Captured) -> None:
    story = bridge(capsys, desk)
    (told,) = record(capsys, "show", story, "--desk", desk)["stories"]
    assert told["id"] == story
    assert told["roundup"]["need_to_know"]
    assert out(capsys, "show", story, "--desk", desk, "--md", "--html", str(tmp_path / "p.html")).startswith("# ")
    assert "<html" in (tmp_path / "p.html").read_text()
    assert OTHER.headline not in out(capsys, "show", told["slug"], "--desk", desk)


def test_the_round_up_comes_as_a_feed(desk: str, capsys: Captured) -> None:
    for argv in (["show", bridge(capsys, desk)], ["brief"]):
        told = out(capsys, *argv, "--desk", desk, "--atom")
        assert told.startswith("<?xml")
        assert told.count("<feed ") == 1


def test_a_person_at_a_terminal_gets_it_styled(desk: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in out(capsys, "brief", "--desk", desk)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert "\x1b[1m" in out(capsys, "brief", "--desk", desk)
    assert out(capsys, "brief", "--desk", desk, "--md").startswith("# ")


def test_a_page_that_cannot_be_written_is_told_before_the_work(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("read all the same")

    monkeypatch.setattr(Desk, "add", never)
    assert cli.main(["brief", "x.txt", "--html", str(tmp_path)]) == 1
    assert capsys.readouterr().err == f"writethru: {tmp_path}: cannot be written: it is a folder\n"


def test_show_as_of_tells_less(desk: str, capsys: Captured) -> None:
    story = bridge(capsys, desk)
    (then,) = record(capsys, "show", story, "--desk", desk, "--as-of", "2026-03-02T11:00+01:00")["stories"]
    assert {r["headline"] for r in then["reports"]} == {V1.headline, UNDATED.headline}


def test_since_tells_only_what_changed(desk: str, capsys: Captured) -> None:
    told = out(capsys, "show", bridge(capsys, desk), "--desk", desk, "--since", "2026-03-03")
    assert "## What changed" in told
    assert "## What you need to know" not in told
    assert "careless" in told or "no cracks" in told or "denied" in told


def test_since_last_is_quiet_when_nothing_came_in_and_tells_what_did(tmp_path: Path, capsys: Captured) -> None:
    desk = str(tmp_path / "d.db")
    out(capsys, "add", write(tmp_path / "a.jsonl", V1, COPY), "--desk", desk)
    story = bridge(capsys, desk)
    assert record(capsys, "stories", "--desk", desk)["stories"][0]["unseen"] == 2
    out(capsys, "show", story, "--desk", desk)
    assert record(capsys, "stories", "--desk", desk)["stories"][0]["unseen"] == 0
    assert out(capsys, "show", story, "--desk", desk, "--since", "last").startswith("Nothing changed")
    out(capsys, "add", write(tmp_path / "b.jsonl", DENIAL), "--desk", desk)
    out(capsys, "show", story, "--desk", desk, "--as-of", "2026-03-04")  # looking back is no look
    assert "Reth" in out(capsys, "show", story, "--desk", desk, "--since", "last")
    assert out(capsys, "show", story, "--desk", desk, "--since", "last").startswith("Nothing changed")


def test_brief_over_a_desk_tells_all_its_stories(desk: str, capsys: Captured) -> None:
    assert len(record(capsys, "brief", "--desk", desk)["stories"]) == 2


def test_brief_names_what_it_could_not_read(tmp_path: Path, capsys: Captured) -> None:
    assert cli.main(["brief", write(tmp_path / "a.jsonl", V1), str(tmp_path / "none")]) == 1
    told = capsys.readouterr()
    assert "none: no such file" in told.err
    assert V1.headline in told.out


# ---- parts ---------------------------------------------------------------------------------------------------------------

PARTS = ("ledger", "figures", "quotes", "timeline", "sources")


@pytest.mark.parametrize("name", PARTS)
def test_a_part_comes_as_text_csv_and_json_with_the_same_rows(name: str, desk: str, capsys: Captured) -> None:
    story = bridge(capsys, desk)
    found = record(capsys, name, story, "--desk", desk)
    assert found["story"] == story
    table = list(csv.DictReader(io.StringIO(out(capsys, name, story, "--desk", desk, "--csv"))))
    assert len(table) == len(found[name]) > 0
    if name != "timeline":
        assert [r["id"] for r in table] == [r["id"] for r in found[name]]
    text = out(capsys, name, story, "--desk", desk)
    assert all(r.get("id", "") in text for r in table)


FILTERS = {
    "speaker": ("ledger", "--speaker", "reth", lambda r: r["speaker"] == "Olaf Reth"),
    "outlet": ("ledger", "--outlet", "valley", lambda r: "Valley Radio" in r["outlet_names"]),
    "text": ("quotes", "--text", "CRACKS", lambda r: "cracks" in r["words"]),
    "text of a headline": ("sources", "--text", "stays closed", lambda r: r["headline"] == COPY.headline),
    "outlet of a source": ("sources", "--outlet", "county news", lambda r: r["outlet"] == "County News"),
    "figure": ("figures", "--text", "people", lambda r: "people" in r["of"]),
}


@pytest.mark.parametrize("name", FILTERS)
def test_filters_keep_what_holds_the_words(name: str, desk: str, capsys: Captured) -> None:
    part, flag, words, holds = FILTERS[name]
    story = bridge(capsys, desk)
    rows = record(capsys, part, story, "--desk", desk)[part]
    kept = record(capsys, part, story, "--desk", desk, flag, words)[part]
    assert 0 < len(kept) <= len(rows)
    assert all(holds(r) for r in kept)


def test_filters_join_and_may_leave_nothing(desk: str, capsys: Captured) -> None:
    story = bridge(capsys, desk)
    assert record(capsys, "ledger", story, "--desk", desk, "--standing", "single", "--speaker", "nobody")["ledger"] == []


def test_a_cell_that_opens_as_a_formula_is_made_harmless(tmp_path: Path, capsys: Captured) -> None:
    desk = str(tmp_path / "d.db")
    evil = {**row(V1), "headline": '=HYPERLINK("http://evil.example")', "outlet": "@cmd"}
    (tmp_path / "a.jsonl").write_text(json.dumps(evil) + "\n")
    out(capsys, "add", str(tmp_path / "a.jsonl"), "--desk", desk)
    (found,) = csv.DictReader(io.StringIO(out(capsys, "sources", bridge(capsys, desk), "--desk", desk, "--csv")))
    assert found["headline"].startswith("'=")
    assert found["outlet"] == "'@cmd"


OBEYED = "\x1b]0;x\x07 \x9b2J \u202e"


def test_no_character_of_a_source_reaches_the_terminal_to_be_obeyed(tmp_path: Path, capsys: Captured) -> None:
    desk, rows = str(tmp_path / "d.db"), [{**row(r), "headline": OBEYED + r.headline, "outlet": OBEYED + r.outlet} for r in (V1, V2)]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({**r, "url": "https://p.example/" + OBEYED}) + "\n" for r in rows))
    shown = out(capsys, "add", str(tmp_path / "a.jsonl"), "--desk", desk)
    first = Desk(desk).store.reports()[0].id
    for argv in (["stories"], ["sources", "s"], ["ledger", "s"], ["versions", first], ["search", "bridge"], ["judge", "list"]):
        shown += out(capsys, *argv, "--desk", desk)
    assert V1.headline in shown
    assert not set(shown) & set(OBEYED) - {"0", ";", "x", " ", "]", "2", "J"}


# ---- versions, search, judgements ----------------------------------------------------------------------------------------


def test_versions_shows_each_edit_classed(desk: str, capsys: Captured) -> None:
    ids = {r.headline: r.id for r in Desk(desk).store.reports()}
    one, two = record(capsys, "versions", ids[V1.headline], "--desk", desk)["versions"]
    assert (one["id"], one["changes"], bool(one["seen"])) == (ids[V1.headline], [], True)
    assert {k for c in two["changes"] for k in c["kinds"]} >= {"figure changed", "fact added", "date changed"}
    text = out(capsys, "versions", ids[V2.headline][:7], "--desk", desk)
    assert "14,000 → About 16,000" in text or "14,000 → 16,000" in text or "About 14,000 → About 16,000" in text
    assert "+ Two divers were treated" in text
    assert "figure changed" not in out(capsys, "versions", ids[OTHER.headline], "--desk", desk)


def test_diff_takes_ids_or_files(desk: str, tmp_path: Path, capsys: Captured) -> None:
    ids = {r.headline: r.id for r in Desk(desk).store.reports()}
    kept = record(capsys, "diff", ids[V1.headline], ids[V2.headline], "--desk", desk)["changes"]
    a, b = (write(tmp_path / f"{n}.jsonl", r) for n, r in enumerate((V1, V2)))
    assert record(capsys, "diff", a, b)["changes"] == kept
    assert "figure changed" in out(capsys, "diff", a, ids[V2.headline], "--desk", desk)
    assert out(capsys, "diff", a, a) == ""
    assert cli.main(["diff", a, "r123456"]) == 2
    assert cli.main(["diff", a, write(tmp_path / "two.jsonl", V1, V2)]) == 1
    assert "holds 2 reports" in capsys.readouterr().err


def test_search_names_reports(desk: str, capsys: Captured) -> None:
    found = record(capsys, "search", "wheat", "frost", "--desk", desk)["reports"]
    assert [r["headline"] for r in found] == [OTHER.headline]
    assert OTHER.headline in out(capsys, "search", "Wheat", "--desk", desk)
    assert out(capsys, "search", "wheat", "bridge", "--desk", desk) == ""


def test_judgements_are_made_listed_and_undone(tmp_path: Path, capsys: Captured) -> None:
    desk = str(tmp_path / "d.db")
    out(capsys, "add", write(tmp_path / "a.jsonl", V1, DENIAL, OTHER), "--desk", desk)
    one, two = (s["id"] for s in record(capsys, "stories", "--desk", desk)["stories"])
    assert "judge undo 1" in out(capsys, "judge", "same", one, two, "--note", "one emergency", "--desk", desk)
    assert len(record(capsys, "stories", "--desk", desk)["stories"]) == 1
    assert out(capsys, "judge", "undo", "1", "--desk", desk) == ""
    assert len(record(capsys, "stories", "--desk", desk)["stories"]) == 2
    assert record(capsys, "judge", "not-same", "Ena Brack", "Olaf Reth", "--desk", desk) == {"number": 2}
    found = record(capsys, "judge", "list", "--desk", desk)["judgements"]
    assert [(j["number"], j["verdict"], j["reason"], bool(j["undone"])) for j in found] == [
        (1, "same", "one emergency", True),
        (2, "not", "", False),
    ]
    assert out(capsys, "judge", "list", "--desk", desk).count("\n") == 2
    out(capsys, "judge", "undo", "1", "--desk", desk, status=1)


# ---- exit status and messages ----------------------------------------------------------------------------------------------

USAGE = {
    "no command": [],
    "no such command": ["tell"],
    "no desk": ["stories"],
    "no input": ["brief"],
    "no time": ["show", "x", "--desk", "d.db", "--as-of", "yesterday"],
    "no verdict": ["judge", "maybe", "a", "b", "--desk", "d.db"],
    "no number": ["judge", "undo", "x", "--desk", "d.db"],
    "an unknown flag": ["ledger", "x", "--desk", "d.db", "--colour"],
    "polled too often": ["watch", "https://p.example/feed", "--every", "4", "--desk", "d.db"],
    "polled never": ["watch", "https://p.example/feed", "--every", "nan", "--desk", "d.db"],
    "watched without a desk": ["watch", "https://p.example/feed"],
}


@pytest.mark.parametrize("name", USAGE)
def test_wrong_usage_exits_2_with_a_word(name: str, capsys: Captured) -> None:
    assert cli.main(USAGE[name]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "writethru" in told.err


MISSING = {
    "desk": (["stories", "--desk", "{tmp}/none.db"], "none.db: no such desk"),
    "folder": (["add", "{tmp}/a.jsonl", "--desk", "{tmp}/none/d.db"], "folder does not exist"),
    "not a desk": (["stories", "--desk", "{tmp}/a.jsonl"], "a.jsonl: is not a desk"),
    "story": (["show", "nothing", "--desk", "{desk}"], "nothing: no story"),
    "report": (["versions", "r0", "--desk", "{desk}"], "r0: no report"),
    "page": (["brief", "{tmp}/a.jsonl", "--html", "{tmp}/none/p.html"], "none/p.html: cannot be written: its folder does not exist"),
    "judgement": (["judge", "undo", "7", "--desk", "{desk}"], "judgement 7: there is none"),
}


@pytest.mark.parametrize("name", MISSING)
def test_what_is_missing_is_named_and_exits_1(name: str, desk: str, tmp_path: Path, capsys: Captured) -> None:
    argv, words = MISSING[name]
    write(tmp_path / "a.jsonl", V1)
    assert cli.main([a.format(tmp=tmp_path, desk=desk) for a in argv]) == 1
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_a_fault_of_ours_exits_3_in_one_line(desk: str, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.delenv("WRITETHRU_TRACE", raising=False)
    monkeypatch.setattr(Desk, "folders", lambda self, as_of=None: 1 / 0)
    assert cli.main(["stories", "--desk", desk]) == 3
    assert capsys.readouterr().err.count("\n") == 1


def run(*argv: str, **how: Any) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "writethru", *argv],
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONPATH": "src", "PATH": "/bin"},
        timeout=60,
        **how,
    )


def test_standard_input_and_a_plain_locale(tmp_path: Path) -> None:
    text = V1.headline + "\n\n" + V1.text
    done = run("add", "-", "--desk", str(tmp_path / "d.db"), input=text.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    done = run("ledger", "s", "--desk", str(tmp_path / "d.db"))
    assert "“We will not open it" in done.stdout.decode()


def test_a_reader_that_stops_early_is_no_fault(desk: str) -> None:
    command = f"{sys.executable} -m writethru sources s --desk {desk}x --csv; {sys.executable} -m writethru brief --desk {desk} --json | head -c 20"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        capture_output=True,
        cwd=ROOT,
        env={"PYTHONPATH": "src", "PATH": "/bin:/usr/bin"},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert b'"stories"' in done.stdout
    assert done.stderr.decode().strip() == f"writethru: {desk}x: no such desk"
