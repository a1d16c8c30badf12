"""`writethru stage NAME`: a line in, a line out, in order; what fails says so and the rest go on."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from test_desk import BRIDGE, COPY, OTHER, V1, V2
from writethru import filters
from writethru.extract import figures_with_source
from writethru.extract.attribution import attributions

ROOT = Path(__file__).resolve().parents[1]
MAPS = ("clean", "attribute", "figures", "dates")
PAGE = f"<html><head><title>Bridge shut</title></head><body><article><h1>Bridge shut</h1>{''.join(f'<p>{p}</p>' for p in BRIDGE.splitlines())}</article></body></html>"


def stage(name: str, *records: Any, status: int = 0) -> list[dict[str, Any]]:
    """The answers to records (or raw lines) of one stage."""
    lines = [r if isinstance(r, bytes) else json.dumps(r).encode() for r in records]
    out = io.StringIO()
    assert filters.run(name, io.BytesIO(b"\n".join(lines)), out) == status
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("name", MAPS)
def test_answers_come_in_order_one_a_record(name: str) -> None:
    found = stage(name, *({"id": n, "text": BRIDGE, "published": "2026-03-02"} for n in range(3)), b"")
    assert [r["id"] for r in found] == [0, 1, 2]


BAD = {
    "not JSON": b"{nonsense",
    "not an object": b"[1, 2]",
    "no text": {"id": "x"},
    "a number for a text": {"id": "x", "text": 5},
    "deep": b'{"id": "x", "text": ' + b"[" * 100_000,
    "bytes that are no text": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("stage_name", [*MAPS, "reuse", "stories"])
@pytest.mark.parametrize("name", BAD)
def test_a_record_that_fails_says_why_and_the_rest_go_on(name: str, stage_name: str) -> None:
    found = stage(stage_name, BAD[name], {"id": "good", "text": BRIDGE, "published": "2026-03-02"}, status=1)
    assert "error" in found[0]
    if stage_name in (*MAPS, "stories"):
        assert found[1]["id"] == "good"
        assert "error" not in found[1]


def test_a_fault_inside_a_stage_costs_one_record(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = iter([ZeroDivisionError("x"), None])

    def shaky(record: dict[str, Any]) -> dict[str, Any]:
        if error := next(calls):
            raise error
        return {"dates": []}

    monkeypatch.setattr(filters, "_dates", shaky)
    assert stage("dates", {"id": 1}, {"id": 2}, status=1) == [{"id": 1, "error": "ZeroDivisionError: x"}, {"id": 2, "dates": []}]


@pytest.mark.parametrize("how", ["html", "path", "wide path", "text"])
def test_clean_takes_a_page_a_file_or_a_text(how: str, tmp_path: Path) -> None:
    (tmp_path / "page").write_bytes(PAGE.encode("utf-16" if how == "wide path" else "utf-8"))
    given = {"html": PAGE} if how == "html" else {"text": BRIDGE} if how == "text" else {"path": str(tmp_path / "page")}
    (found,) = stage("clean", {"id": "a", "url": "https://post.example/1", **given})
    assert found["text"] == BRIDGE.strip()
    assert {"headline", "outlet", "bylines", "credits", "sign_off", "dateline", "published", "updated", "language", "left_out"} <= set(
        found
    )
    for b in found["blocks"]:
        assert found["text"][b["start"] : b["end"]].strip()


@pytest.mark.parametrize("body", [b"", bytes(30_000_000), b"%PDF-1.7"], ids=["empty", "large", "binary"])
def test_clean_refuses_a_bad_file(body: bytes, tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(body)
    assert "error" in stage("clean", {"id": 1, "path": str(tmp_path / "x")}, status=1)[0]
    assert "error" in stage("clean", {"id": 1, "path": str(tmp_path / "none")}, status=1)[0]


def test_attribute_gives_spans_of_the_text_as_given() -> None:
    (found,) = stage("attribute", {"id": 1, "text": BRIDGE})
    told = {BRIDGE[slice(*a["cue"])]: a["speaker"] for a in found["attributions"]}
    assert told["said"] == told["told"] == "Ena Brack"
    for a in found["attributions"]:
        assert {"content", "source", "speaker", "cue", "kind", "stance", "hedges", "negated", "via"} <= set(a)
        assert all(BRIDGE[s:e].strip() for s, e in a["content"])


def test_figures_and_dates_give_values() -> None:
    (figures,) = stage("figures", {"id": 1, "text": BRIDGE, "published": "2026-03-02"})
    found = {BRIDGE[f["start"] : f["end"]]: (f["low"], f["high"], f["approx"]) for f in figures["figures"]}
    assert ("About 14,000" in found and found["About 14,000"][2] == "~") or found["14,000"] == (14000, 14000, "~")
    (dates,) = stage("dates", {"id": 1, "text": BRIDGE, "published": "2026-03-02"})
    assert {d["text"]: d["value"] for d in dates["dates"]}["Friday"] == "2026-03-06"


def test_reuse_gives_pairs_with_their_source() -> None:
    rows = [
        {"id": n, "text": r.text, "outlet": r.outlet, "published": r.published.iso if r.published else ""}
        for n, r in (("v1", V1), ("copy", COPY), ("other", OTHER))
    ]
    (found,) = stage("reuse", *rows)
    assert {found["a"], found["b"]} == {"v1", "copy"}
    assert (found["kind"], found["source"]) == ("exact", "v1")
    assert found["score"] == 1
    assert found["reason"]


def test_stories_are_answered_at_once() -> None:
    rows = [
        {"id": n, "text": r.text, "headline": r.headline, "outlet": r.outlet, "published": "2026-03-02"}
        for n, r in enumerate((V1, V2, OTHER))
    ]
    first = stage("stories", *rows)
    assert [r["id"] for r in first[:3]] == [0, 1, 2]
    assert first[0]["story"] == first[1]["story"]
    assert first[2]["story"] != first[0]["story"]


def test_half_a_surrogate_pair_comes_out_escaped() -> None:
    (found,) = stage("attribute", {"id": "\ud800", "text": "The \udc00 bridge is shut, Ena Brack said."})
    assert found["id"] == "\ud800"


def test_the_filter_runs_as_a_process_and_answers_line_by_line() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "writethru", "stage", "dates"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env={"PYTHONPATH": "src"},
    )
    assert process.stdin
    assert process.stdout
    for n in range(2):  # an answer before the next question
        process.stdin.write(json.dumps({"id": n, "text": "on Friday – ü", "published": "2026-03-02"}).encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == n
    process.stdin.close()
    assert process.wait(20) == 0
    process.stdout.close()


def test_who_gives_a_figure_is_told_however_the_text_says_so() -> None:
    for text in (
        "The dam holds 40 million tonnes of water, according to the survey office.",
        "The survey office said the dam holds 40 million tonnes of water.",
        "Survey office: Dam holds 40 million tonnes of water",
    ):
        assert [speaker for _, speaker, _ in figures_with_source(text, None)] == [a.speaker for a in attributions(text)][:1] != []
    assert [speaker for _, speaker, _ in figures_with_source("The dam holds 40 million tonnes of water.", None)] == [None]
