"""Docs fail the build when they lie: links lead somewhere, named files and commands exist, score tables are the stored scores."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from build import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "eval").glob("*.md"), *(ROOT / "train").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?://|#)([^)#\s]+)")
NAMED = re.compile(r"`((?:src|docs|eval|bench|train|tools|tests|examples|data)/[\w./*-]+)`")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_and_named_files_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    for target in LINK.findall(text):
        assert (page.parent / target).exists(), target
    for name in NAMED.findall(text):
        bases = (ROOT, ROOT / "src" / "writethru", page.parent)
        assert any(list(base.glob(name.rstrip("/"))) for base in bases), name


def test_every_command_the_readme_shows_is_known() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    known = subprocess.run(
        [sys.executable, "-m", "writethru", "--help"], capture_output=True, text=True, check=True, cwd=ROOT / "src"
    ).stdout
    shown = set(re.findall(r"^\s+\./run (\w+)", text, re.M))
    assert "brief" in shown
    assert all(re.search(rf"\b{c}\b", known) for c in shown), shown


def test_help_needs_nothing_heavy() -> None:
    code = "import sys; sys.argv=['writethru','--help']\nfrom writethru.__main__ import main\ntry: main()\nexcept SystemExit: pass\nprint(sorted(set(sys.modules) & {'numpy','turbohtml','pycrfsuite','jinja2','rich','starlette','sqlite3','httpcore2','fastwarc'}))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT / "src").stdout
    assert out.strip().endswith("[]")


def test_score_tables_show_the_stored_scores() -> None:
    scores = json.loads((ROOT / "eval" / "scores.json").read_text("utf-8"))
    text = (ROOT / "eval" / "RESULTS.md").read_text("utf-8")
    for name, score in scores.items():
        main = score[score["main"]]
        task, _, rest = name.partition("/")
        section = text.split(f"## {task}\n", 1)[1].split(f"### {rest} ", 1)[1].split("###", 1)[0]
        assert f"**{main:.3f}**" in section, name


def test_readme_has_no_open_placeholder() -> None:
    assert "{{" not in (ROOT / "README.md").read_text("utf-8")
