"""Exports: every format comes out whole, a site's links lead somewhere and its anchors last, and no half file is ever seen."""

import csv
import io
import json
import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from build import report
from test_cli import out, write
from test_desk import BRIDGE, COPY, DENIAL, OTHER, V1, V2
from writethru import cli, export, site
from writethru.desk import Desk
from writethru.errors import InputError
from writethru.model import Report

ATOM = "{http://www.w3.org/2005/Atom}"
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("export")
    assert cli.main(["add", write(path / "in.jsonl", V1, COPY, DENIAL, OTHER), "--desk", str(path / "d.db")]) == 0
    return str(path / "d.db")


def story(desk: str) -> str:
    return Desk(desk).folders()[0].story.id


HOLDS: dict[str, Callable[[str], Any]] = {
    "ninjs": lambda t: json.loads(t)["standard"]["version"] == "3.1",
    "jsonld": lambda t: json.loads(t)[0]["@type"] == "LiveBlogPosting",
    "atom": lambda t: ET.fromstring(t).findall(ATOM + "entry"),
    "jsonfeed": lambda t: json.loads(t)["items"],
    "csv": lambda t: list(csv.DictReader(io.StringIO(t))),
    "annotations": lambda t: json.loads(t)[0]["target"]["selector"],
    "html": lambda t: t.startswith("<!doctype html>"),
    "md": lambda t: t.startswith("# "),
    "json": lambda t: json.loads(t)["stories"][0]["claims"],
}


@pytest.mark.parametrize("name", HOLDS)
def test_each_format_is_written_to_standard_output_or_a_file(name: str, desk: str, tmp_path: Path, capsys: Captured) -> None:
    shown = out(capsys, "export", story(desk), "--desk", desk, "--format", name)
    assert HOLDS[name](shown)
    where = str(tmp_path / "x")
    assert out(capsys, "export", story(desk), "--desk", desk, "--format", name, "--out", where) == where + "\n"
    assert (tmp_path / "x").read_bytes().decode() == shown
    assert os.listdir(tmp_path) == ["x"]


def exported(desk: str, folder: Path, capsys: Captured) -> str:
    out(capsys, "export", story(desk), "--desk", desk, "--format", "site", "--out", str(folder))
    return (folder / "index.html").read_text("utf-8")


def test_a_site_names_its_files_in_the_head_and_they_are_there(desk: str, tmp_path: Path, capsys: Captured) -> None:
    page = exported(desk, tmp_path / "a" / "b", capsys)
    head = page.split("</head>")[0]
    links = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)"', head)
    assert sorted(name for _, name in links) == sorted(site.SITE)
    assert sorted(os.listdir(tmp_path / "a" / "b")) == sorted(["index.html", "embed.html", "permalinks.json", *site.SITE])
    for name, (form, _, _) in site.SITE.items():
        assert HOLDS[form]((tmp_path / "a" / "b" / name).read_text("utf-8"))


def claim_ids(page: str) -> set[str]:
    return set(re.findall(r' id="(c[0-9a-f]{12})"', page))


EARLY = report(BRIDGE, "Borderland Times", "2026-03-02T06:00+01:00", "Aldton bridge shut")


@pytest.mark.parametrize("more", [(DENIAL, V2), (EARLY,), (EARLY, DENIAL, V2)], ids=["later reports", "an earlier report", "both"])
def test_links_into_a_site_last_when_it_is_written_again(more: tuple[Report, ...], tmp_path: Path, capsys: Captured) -> None:
    desk, folder = str(tmp_path / "d.db"), tmp_path / "site"
    out(capsys, "add", write(tmp_path / "1.jsonl", V1, COPY), "--desk", desk)
    before = exported(desk, folder, capsys)
    entries = [e.findtext(ATOM + "id") for e in ET.parse(folder / "feed.xml").iter(ATOM + "entry")]
    story_id = json.loads((folder / "story.json").read_text("utf-8"))["stories"][0]["id"]
    out(capsys, "add", write(tmp_path / "2.jsonl", *more), "--desk", desk)
    after = exported(desk, folder, capsys)
    assert claim_ids(before) <= set(re.findall(r' id="(c[0-9a-f]{12})"', after))
    assert len(re.findall(r' id="([^"]+)"', after)) == len(set(re.findall(r' id="([^"]+)"', after)))
    again = json.loads((folder / "story.json").read_text("utf-8"))["stories"][0]
    assert again["id"] == story_id
    assert f'id="{story_id}-need"' in after
    assert all(e and e.split("/")[0].endswith(story_id) for e in entries)
    told = {c["id"]: c["text"] for c in again["claims"]}
    assert {i for i in claim_ids(before) if i in told}  # most go by their first id in the data too
    assert exported(desk, folder, capsys) == after


def test_claims_that_become_one_are_found_under_both_links(tmp_path: Path, capsys: Captured) -> None:
    desk, folder = str(tmp_path / "d.db"), tmp_path / "site"
    out(capsys, "add", write(tmp_path / "1.jsonl", V1, COPY, DENIAL), "--desk", desk)
    before = exported(desk, folder, capsys)
    one, two = sorted(claim_ids(before))[:2]
    out(capsys, "judge", "same", one, two, "--desk", desk)
    after = exported(desk, folder, capsys)
    assert {one, two} <= set(re.findall(r' id="(c[0-9a-f]{12})"', after))


def test_what_is_told_no_more_stays_at_the_foot(tmp_path: Path, capsys: Captured) -> None:
    desk, folder = str(tmp_path / "d.db"), tmp_path / "site"
    out(capsys, "add", write(tmp_path / "1.jsonl", V1, COPY), "--desk", desk)
    exported(desk, folder, capsys)
    kept = json.loads((folder / "permalinks.json").read_text("utf-8"))
    kept["claims"] |= {"c00000000000a": "Nobody <b>says</b> so now."}
    (folder / "permalinks.json").write_text(json.dumps(kept), "utf-8")
    page = exported(desk, folder, capsys)
    assert '<div class="drop" id="c00000000000a"><p><bdi>Nobody &lt;b&gt;says&lt;/b&gt; so now.</bdi></p>' in page
    assert "no longer in the ledger" in page


@pytest.mark.parametrize("spoilt", ["", "[]", '{"story": "x", "claims": {}}', '{"story": "s00000000000a", "claims": 3}'])
def test_a_spoilt_memory_of_links_is_begun_anew(spoilt: str, desk: str, tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "permalinks.json").write_text(spoilt)
    page = exported(desk, tmp_path, capsys)
    assert claim_ids(page) == set(json.loads((tmp_path / "permalinks.json").read_text("utf-8"))["claims"])


# What schema.org allows of the types used, with the types of values (https://schema.org/LiveBlogPosting and its kin).
SCHEMA: dict[str, dict[str, tuple[str, ...]]] = {
    "LiveBlogPosting": {
        "headline": ("text",),
        "url": ("text",),
        "coverageStartTime": ("time",),
        "dateModified": ("time",),
        "liveBlogUpdate": ("BlogPosting",),
        "about": ("Claim",),
    },
    "BlogPosting": {
        "headline": ("text",),
        "url": ("text",),
        "datePublished": ("time",),
        "articleBody": ("text",),
        "citation": ("NewsArticle",),
    },
    "Claim": {"text": ("text",), "firstAppearance": ("NewsArticle",), "appearance": ("NewsArticle",)},
    "NewsArticle": {"headline": ("text",), "publisher": ("Organization",), "datePublished": ("time",), "url": ("text",)},
    "Organization": {"name": ("text",)},
}


def valid(record: Any, kinds: tuple[str, ...], path: str) -> None:
    """Fails where a record is not as schema.org has it."""
    if isinstance(record, str):
        assert "text" in kinds or "time" in kinds, path
        assert "text" in kinds or datetime.fromisoformat(record), path
        return
    assert record["@type"] in kinds, path
    for name, value in record.items():
        if not name.startswith("@"):
            assert name in SCHEMA[record["@type"]], f"{path}/{name}"
            for n, x in enumerate(value if isinstance(value, list) else [value]):
                valid(x, SCHEMA[record["@type"]][name], f"{path}/{name}/{n}")


def test_the_page_carries_a_valid_live_blog_posting_whose_updates_lead_to_their_lines(desk: str, tmp_path: Path, capsys: Captured) -> None:
    page = exported(desk, tmp_path, capsys)
    (linked,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    record = json.loads(linked)
    assert record["@context"] == "https://schema.org"
    valid(record, ("LiveBlogPosting",), "")
    assert record["liveBlogUpdate"]
    ids = set(re.findall(r' id="([^"]+)"', page))
    for update in record["liveBlogUpdate"]:
        assert {"headline", "datePublished", "articleBody", "url"} <= set(update)
        assert len(update["headline"]) <= 110
        assert update["url"][1:] in ids or update["url"] == "index.html"
    assert any(u["url"][1:] in ids for u in record["liveBlogUpdate"])
    assert len({u["@id"] for u in record["liveBlogUpdate"]}) == len(record["liveBlogUpdate"])


def test_hostile_text_stays_text_in_every_file_of_a_site(tmp_path: Path, capsys: Captured) -> None:
    evil = "</script><script>alert(1)</script><!--\u2028\u202e"
    bad = report(BRIDGE.replace("bridge", f"bridge {evil}", 1), f"Post {evil}", "2026-03-02T09:00+01:00", f"Shut {evil}")
    out(capsys, "add", write(tmp_path / "1.jsonl", bad), "--desk", str(tmp_path / "d.db"))
    exported(str(tmp_path / "d.db"), tmp_path / "site", capsys)
    for name in ("index.html", "embed.html"):
        page = (tmp_path / "site" / name).read_text("utf-8")
        assert "<script>alert" not in page
        assert page.count("<script") == (2 if name == "index.html" else 0)


def test_the_page_to_embed_links_each_line_to_the_page(desk: str, tmp_path: Path, capsys: Captured) -> None:
    page = exported(desk, tmp_path, capsys)
    small = (tmp_path / "embed.html").read_text("utf-8")
    links = re.findall(r'href="index\.html#(c[0-9a-f]{12})" target="_top"', small)
    assert links
    assert set(links) <= claim_ids(page)
    assert "script" not in small
    assert "frame-ancestors" not in page + small  # any site may frame it
    assert len(small) < 20_000


def test_an_export_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "p.html"
    export.write(page, "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(InputError, match=r"p\.html: cannot be written: No space left"):
        export.write(page, "new")
    assert (page.read_text(), os.listdir(tmp_path)) == ("old", ["p.html"])


def test_permissions_and_links_of_a_file_stay(tmp_path: Path) -> None:
    export.write(tmp_path / "new", "x")
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o666 & ~export._mask()
    (tmp_path / "new").chmod(0o640)
    (tmp_path / "link").symlink_to(tmp_path / "new")
    export.write(tmp_path / "link", "half \ud800 pair")
    assert (tmp_path / "link").is_symlink()
    assert ((tmp_path / "new").read_text(), (tmp_path / "new").stat().st_mode & 0o777) == ("half ? pair", 0o640)


def test_a_device_is_written_to_and_stays(tmp_path: Path) -> None:
    export.write(Path("/dev/null"), "x")
    assert not Path("/dev/null").is_file()


REFUSED = {
    "a site without a folder": (["--format", "site"], 2, "needs --out"),
    "no format": ([], 2, "--format"),
    "an unknown format": (["--format", "pdf"], 2, "invalid choice"),
    "a folder that is a file": (["--format", "site", "--out", "{desk}"], 1, "cannot be made a folder"),
    "a file in no folder": (["--format", "md", "--out", "{tmp}/none/x"], 1, "none/x: cannot be written: its folder does not exist"),
    "a file that is a folder": (["--format", "md", "--out", "{tmp}"], 1, "it is a folder"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_exported_is_said(name: str, desk: str, tmp_path: Path, capsys: Captured) -> None:
    rest, status, words = REFUSED[name]
    argv = ["export", story(desk), "--desk", desk, *(a.format(desk=desk, tmp=tmp_path) for a in rest)]
    assert out(capsys, *argv, status=status) == ""
    assert cli.main(argv) == status
    assert words in capsys.readouterr().err
