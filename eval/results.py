"""Writes eval/RESULTS.md: this build's scores on the development sets beside other tools'.

    .venv/bin/python eval/results.py [TASK ...]

Runs ../shared/eval/eval.py where it is present; a task not named keeps the figures of its last run (eval/scores.json).
"""

import json
import os
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TOP = HERE.parent
EVAL = TOP.parent / "shared" / "eval" / "eval.py"
TASKS = ("clean", "attribute", "dates", "figures", "reuse", "stories")
GOALS = {
    "clean": "text F1 ≥ .965 to .975, pasted ≥ .93, headline and byline ≥ .90, minute ≥ .98",
    "attribute": "joint ≥ .66, iou50 ≥ .74, tok ≥ .88, exact ≥ .60",
    "dates": "value ≥ .84 (TimeBank), ≥ .80 (AQUAINT), strict ≥ .84, relaxed ≥ .92",
    "figures": "value ≥ .94, unit ≥ .88, approximator ≥ .91, of ≥ .78, ≥ 200 sentences/s",
    "reuse": "pair F1 ≥ .975, excerpt recall ≥ .95, kind ≥ .95, ARI ≥ .95",
    "stories": "B-cubed F1 ≥ .92, pair F1 ≥ .80, count within 3 %",
}


def run(task: str) -> list[dict[str, Any]]:
    """The scores of one task, a dict a set."""
    command = [sys.executable, str(EVAL), task, "--json", "--cmd", str(TOP / ".venv/bin/writethru")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def cell(value: Any) -> str:
    if isinstance(value, float) and abs(value) < 2:
        return f"{value:.3f}"
    return f"{value:,.0f}" if isinstance(value, (int, float)) else str(value)


def table(score: dict[str, Any], peers: dict[str, Any]) -> list[str]:
    """One set as a Markdown table, this build first."""
    columns = peers["columns"]
    own = " | ".join(f"**{cell(score.get(c, ''))}**" for c in columns)
    out = [f"| tool | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|", f"| **writethru** | {own} |"]
    out += [f"| {name} | {' | '.join(cell(v) for v in row)} |" for name, row in peers["rows"].items()]
    return [*out, "", *([f"Note: {peers['note']}."] if "note" in peers else [])]


OWN = {
    "Mastheads of pasted pages": ["eval/mastheads.py"],
    "The ledger, on labelled pairs of our own": ["eval/ledger.py"],
    "The round-up of the bundled story": ["eval/roundup.py"],
    "`check`, on probes of our own": ["eval/run_probes.py"],
    "`check` by its rules alone": ["eval/run_probes.py", "--rules", "--totals"],
}


def own() -> list[str]:
    """What our own labelled sets say, as the scripts print it. They were written beside the code: development data too."""
    out = ["## Our own sets", "", "Invented reports with labels of ours; every case goes through the whole desk.", ""]
    for title, command in OWN.items():
        if (TOP / command[0]).exists():
            done = subprocess.run(
                [sys.executable, *command], capture_output=True, text=True, cwd=TOP, env={**os.environ, "PYTHONPATH": "src"}
            )
            out += [f"### {title}", "", f"    .venv/bin/python {' '.join(command)}", "", "```", done.stdout.strip(), "```", ""]
    return out


README = (
    ("clean/fundus_tests", "text_f1", "the report's text, F1 (news pages)", "trafilatura .950"),
    ("clean/pasted-dev", "text_f1", "the same, pasted text with chrome", "C4 line rules .862"),
    ("attribute/polnear-dev", "joint_f1", "who said what: right content and right speaker, F1", "GenderGapTracker .422"),
    ("dates/timebank-dev", "value_f1", "dates, value F1 (TimeBank)", "HeidelTime .796"),
    ("figures/newsquant-dev", "value_f1", "figures, value F1 (NewsQuant)", "CQE .902"),
    ("reuse/generated", "pair_f1", "who copied whom, pair F1 (generated edits)", "rensa .815"),
    ("stories/gva-dev", "b3_f1", "which reports are one story, B-cubed F1 (look-alike incidents)", "TF-IDF .891"),
)


def in_readme(scores: dict[str, Any]) -> None:
    """Puts the main scores into README.md, between its two marks."""
    rows = [f"| {words} | **{scores[name][metric]:.3f}** | {peer} |" for name, metric, words, peer in README if name in scores]
    path = TOP / "README.md"
    head, _, rest = path.read_text("utf-8").partition("| | writethru | best other tool |\n|---|---|---|\n")
    tail = rest[rest.index("\n\n") :]
    path.write_text(f"{head}| | writethru | best other tool |\n|---|---|---|\n" + "\n".join(rows) + tail, "utf-8")


def main(wanted: list[str]) -> None:
    if not EVAL.exists():
        sys.exit(f"the development data are not here: {EVAL}")
    store = HERE / "scores.json"
    scores: dict[str, Any] = json.loads(store.read_text()) if store.exists() else {}
    for task in wanted or TASKS:
        for score in run(task):
            scores[f"{task}/{score['set']}"] = {**score, "run": date.today().isoformat()}
    store.write_text(json.dumps(scores, indent=1, sort_keys=True) + "\n")
    peers = tomllib.loads((HERE / "peers.toml").read_text())
    out = [(HERE / "preface.md").read_text().strip(), ""]
    for task in TASKS:
        out += [f"## {task}", "", f"Goal on held-out data: {GOALS[task]}.", "", f"    .venv/bin/python eval/results.py {task}", ""]
        for name, rows in peers[task].items():
            if score := scores.get(f"{task}/{name}"):
                out += [f"### {name} ({score['run']})", "", *table(score, rows), ""]
    out += own()
    in_readme(scores)
    (HERE / "RESULTS.md").write_text("\n".join(out) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
