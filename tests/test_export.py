"""Exports: every format comes out whole, a site's links lead somewhere and its anchors last, and no half file is ever seen."""

import csv
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from test_cli import out, write
from test_desk import COPY, DENIAL, OTHER, V1, V2
from writethru import cli, export
from writethru.desk import Desk
from writethru.errors import InputError

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
    assert sorted(name for _, name in links) == sorted(export.SITE)
    assert sorted(os.listdir(tmp_path / "a" / "b")) == sorted(["index.html", *export.SITE])
    for name, (form, _, _) in export.SITE.items():
        assert HOLDS[form]((tmp_path / "a" / "b" / name).read_text("utf-8"))


def test_a_site_written_again_keeps_its_anchors(tmp_path: Path, capsys: Captured) -> None:
    desk = str(tmp_path / "d.db")
    for n, more in enumerate(((V1, COPY), (DENIAL, V2))):
        out(capsys, "add", write(tmp_path / f"{n}.jsonl", *more), "--desk", desk)
        exported(desk, tmp_path / str(n), capsys)
    before, after = ((tmp_path / n / "story.json").read_text("utf-8") for n in "01")
    old = {c["id"]: c["text"] for c in json.loads(before)["stories"][0]["claims"]}
    new = {c["id"]: c["text"] for c in json.loads(after)["stories"][0]["claims"]}
    assert set(old) <= set(new)
    ids = set(re.findall(r' id="(c[0-9a-f]{12})"', (tmp_path / "1" / "index.html").read_text("utf-8")))
    assert ids <= set(new)
    assert ids & set(old)


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
