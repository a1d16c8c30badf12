"""The whole path: promises that must hold for every output, on the sample story and, when present, on the seeds."""

import itertools
import json
import random
import re
import shutil
from pathlib import Path

import pytest

from build import EXAMPLE, SEEDS, report
from writethru.desk import Desk
from writethru.model import Line, Refusal, Telling
from writethru.render import renderer
from writethru.store import MemoryStore
from writethru.text import FOLD, fold

FOLDERS = [
    pytest.param(EXAMPLE, id="sample"),
    pytest.param(SEEDS, id="seeds", marks=pytest.mark.skipif(not SEEDS.exists(), reason="no shared seeds")),
]
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
QUOTED = re.compile(r"[“\"]([^”\"]{3,}?)[”\"]")
NAME = re.compile(r"(?<=[\w,;:] )[A-Z][\w’'\-]+")


def told(folder: Path, order: list[Path] | None = None, **how: str) -> tuple[list[Telling], list[Refusal]]:
    desk = Desk()
    for path in order or sorted(folder.iterdir()):
        if path.name != "README.md":
            list(desk.add(str(path)))
    return desk.tellings(**how), desk.refusals


@pytest.fixture(scope="module", params=FOLDERS)
def story(request: pytest.FixtureRequest) -> tuple[Path, Telling]:
    tellings, _ = told(request.param)
    assert len(tellings) == 1, "all reports of the folder are one story"
    return request.param, tellings[0]


def lines(t: Telling) -> list[Line]:
    u = t.roundup
    changed = [x for c in u.changes for x in (c.before, c.after) if x]
    return [*u.need_to_know, *(x for s in u.sections for x in s.lines), *changed]


def test_every_line_rests_on_passages_inside_their_reports(story: tuple[Path, Telling]) -> None:
    texts = {r.id: r.text for r in story[1].reports}
    assert lines(story[1])
    for x in lines(story[1]):
        assert x.sources, x.text
        for p in x.sources:
            assert 0 <= p.start < p.end <= len(texts[p.report]), x.text


@pytest.mark.parametrize("length", ["brief", "default", "full"])
@pytest.mark.parametrize("folder", FOLDERS)
def test_numbers_names_and_quoted_words_of_a_line_occur_in_its_passages(folder: Path, length: str) -> None:
    for t in told(folder, length=length)[0]:
        texts = {r.id: r.text for r in t.reports}
        for x in lines(t):
            held = fold(" ".join(texts[p.report][p.start : p.end] for p in x.sources).translate(FOLD))
            for pattern in (NUMBER, QUOTED, NAME):
                for word in pattern.findall(x.text):
                    assert fold(" ".join(word.translate(FOLD).split()).rstrip(".,")) in " ".join(held.split()), (word, x.text)


def test_no_two_lines_of_the_round_up_are_alike(story: tuple[Path, Telling]) -> None:
    u = story[1].roundup
    texts = [x.text for x in u.need_to_know] + [x.text for s in u.sections if s.heading != "Timeline" for x in s.lines]
    assert len(texts) == len(set(texts))
    for a, b in itertools.combinations(texts, 2):
        x, y = set(fold(a).split()), set(fold(b).split())
        assert len(x & y) / min(len(x), len(y)) < 0.85, (a, b)


def test_hedge_and_negation_stay_in_the_line(story: tuple[Path, Telling]) -> None:
    claims = {c.id: c for c in story[1].ledger.claims}
    for x in lines(story[1]):
        c = claims.get(x.claim or "")
        if c and c.hedges and x.text in {line.text for line in story[1].roundup.need_to_know}:
            assert any(fold(h) in fold(x.text) for h in c.hedges), (c.hedges, x.text)


def test_what_a_thing_is_for_is_told_by_nobody_else(story: tuple[Path, Telling]) -> None:
    _, t = story
    found = [c for c in t.ledger.claims if any("A relief valve is meant to" in a.words for a in c.appearances)]
    assert all(len(c.appearances) == 1 for c in found)
    assert len(found) == (story[0] == EXAMPLE)


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_order_of_inputs_changes_nothing(folder: Path) -> None:
    paths = [p for p in sorted(folder.iterdir()) if p.name != "README.md"]
    first = renderer("json")(told(folder)[0], [])
    for seed in (1, 2):
        mixed = random.Random(seed).sample(paths, len(paths))
        assert renderer("json")(told(folder, mixed)[0], []) == first


def test_a_second_run_and_a_kept_desk_change_nothing(tmp_path: Path) -> None:
    tellings, _ = told(EXAMPLE)
    first = renderer("json")(tellings, [])
    for _ in range(2):
        desk = Desk(str(tmp_path / "desk.db"))
        list(desk.add(str(EXAMPLE)))
        assert renderer("json")(desk.tellings(), []) == first
        desk.close()


def test_a_copied_report_adds_no_origin() -> None:
    tellings, _ = told(EXAMPLE)
    before = {c.id: len(c.origins) for c in tellings[0].ledger.claims}
    desk = Desk()
    list(desk.add(str(EXAMPLE)))
    first = next(r for r in tellings[0].reports if r.outlet and len(r.text) > 1500)
    copy = report(first.text, "Copying House", "2026-06-12T09:00+02:00", "Another headline")
    assert isinstance(desk.store, MemoryStore)
    desk.store.add_report(copy)
    after = {c.id: len(c.origins) for c in desk.tellings()[0].ledger.claims}
    grown = {i for i in before if after.get(i, 0) > before[i]}
    assert not grown


def test_rendered_json_is_json_and_names_every_report(story: tuple[Path, Telling]) -> None:
    record = json.loads(renderer("json")([story[1]], []))
    found = record["stories"][0]
    assert {r["id"] for r in found["reports"]} == {r.id for r in story[1].reports}
    texts = {r["id"]: r["text"] for r in found["reports"]}
    for c in found["claims"]:
        assert c["outlets"] >= 1
        for p in c["appearances"]:
            assert texts[p["report"]][p["start"] : p["end"]]


def test_markup_in_a_source_is_shown_as_text() -> None:
    evil = "<script>alert(1)</script> <img src=x onerror=alert(2)>"
    body = (
        f"The mayor of Aldton, Ena Brack, said on Monday that {evil} the bridge would stay shut. " * 2
        + "\n"
        + "Nobody was hurt in the fall of the bridge, police said. " * 3
    )
    desk = Desk()
    assert isinstance(desk.store, MemoryStore)
    desk.store.add_report(report(body, f"Outlet {evil}", "2026-03-02", f"Bridge {evil}"))
    html = renderer("html")(desk.tellings(), [Refusal(evil, evil)])
    assert "<img" not in html
    assert html.count("<script>") == 1  # our own


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b"  \n ", "empty"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
    "noise.txt": (bytes(range(256)) * 40, "binary"),
    "chrome.html": (
        b"<html><body><nav><a href='/'>Home</a> <a href='/n'>News</a></nav><footer>Contact us</footer></body></html>",
        "report",
    ),
    "broken.warc": (b"WARC/1.0\r\nnonsense", "page"),
    "bad.jsonl": (b'{"text": \n', "JSON"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_with_its_reason_and_the_rest_is_told(name: str, tmp_path: Path) -> None:
    body, word = BAD[name]
    (tmp_path / name).write_bytes(body)
    shutil.copy(EXAMPLE / "lorne-fm.txt", tmp_path / "z.txt")
    tellings, refusals = told(tmp_path)
    assert len(tellings) == 1
    assert any(name in x.name and word in x.reason for x in refusals), refusals


def test_the_same_file_twice_is_one_report(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        shutil.copy(EXAMPLE / "lorne-fm.txt", tmp_path / name)
    tellings, refusals = told(tmp_path)
    assert len(tellings[0].reports) == 1
    assert [x.reason for x in refusals if "same report" in x.reason]


def test_a_large_file_is_refused_unread(tmp_path: Path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as f:
        f.truncate(50_000_000)
    _, refusals = told(tmp_path)
    assert "limit" in refusals[0].reason
