"""The script that makes the pictures of the docs: what it shows, that it says what it lacks, and one picture really taken."""

import importlib.util
import struct
import sys
from pathlib import Path
from types import ModuleType

import pytest

from build import EXAMPLE, ROOT
from test_browser import chromium


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "tools" / "pictures.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    sys.modules["pictures"] = made
    spec.loader.exec_module(made)
    return made


pictures = _script()


def test_every_picture_of_the_docs_is_made_by_the_script_and_the_other_way_round() -> None:
    assert {f"{s.name}.png" for s in pictures.SHOTS} == {p.name for p in (ROOT / "docs" / "pictures").iterdir()}
    assert [s.address("http://x", "s1") for s in pictures.SHOTS[:1]] == ["http://x/story/s1"]


def test_a_missing_browser_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert pictures.main(["/no/such/chromium"]) == 2
    assert capsys.readouterr().err == "pictures: no Chromium at /no/such/chromium\n"


def test_a_missing_playwright_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    with pytest.raises(LookupError, match="Playwright"):
        pictures.browser(sys.executable)


def test_a_picture_is_taken_and_shows_the_page(tmp_path: Path) -> None:
    path = chromium()
    shots = [pictures.Shot("light", width=600, height=400), pictures.Shot("dark", width=600, height=400, dark=True)]
    with pictures.desk([EXAMPLE]) as (base, story):
        made = pictures.shoot(path, base, story, shots, tmp_path / "out")
    assert [p.name for p in made] == ["light.png", "dark.png"]
    for p in made:
        head = p.read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n"
        assert struct.unpack(">II", head[16:24]) == (600, 400)
        assert p.stat().st_size > 10_000  # an empty page of that size takes about 2 kB
    assert made[0].read_bytes() != made[1].read_bytes()
