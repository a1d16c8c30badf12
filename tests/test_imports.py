"""What an import or `--help` may cost, and that no stage knows another."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "writethru"
HEAVY = {
    "numpy",
    "turbohtml",
    "pycrfsuite",
    "fastwarc",
    "httpcore2",
    "jinja2",
    "rich",
    "starlette",
    "uvicorn",
    "charset_normalizer",
    "sqlite3",
    "ssl",
    "asyncio",
}
STAGES = ("read", "clean", "relate", "extract", "reconcile", "tell", "render", "store")

LIGHT = {
    "the package": "import writethru, writethru.model, writethru.text, writethru.errors",
    "the help": "import contextlib, io, writethru.cli\nwith contextlib.redirect_stdout(io.StringIO()): writethru.cli.main(['--help'])",
    "a wrong command": "import contextlib, io, writethru.cli\nwith contextlib.redirect_stderr(io.StringIO()): writethru.cli.main(['tell'])",
}


@pytest.mark.parametrize("name", LIGHT)
def test_nothing_heavy_is_loaded_for(name: str) -> None:
    code = f"{LIGHT[name]}\nimport sys, json\nprint(json.dumps(sorted({{m.split('.')[0] for m in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": str(ROOT / "src")})
    assert not set(json.loads(done.stdout)) & HEAVY


def test_the_public_names_are_there() -> None:
    import writethru

    assert all(getattr(writethru, name) for name in writethru.__all__)
    assert writethru.Desk().tellings() == []
    with pytest.raises(AttributeError):
        _ = writethru.nothing


@pytest.mark.parametrize("path", sorted(p for s in STAGES for p in (SOURCE / s).glob("*.py")), ids=lambda p: str(p.relative_to(SOURCE)))
def test_stages_meet_only_in_the_desk(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0]
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names |= {a.name for a in node.names}
    others = {n.split(".")[1] for n in names if n.startswith("writethru.")}
    assert not others & {*STAGES, "desk", "cli", "serve"} - {own}
