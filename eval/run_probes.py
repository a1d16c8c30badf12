"""Scores `check` on the probes: minimal pairs of a faithful sentence and the same sentence with one planted fault.

    python eval/run_probes.py [--stories NAME ...] [--rules] [--totals] [--errors N] [--json]

The network that weighs the rules (`writethru.entail`) is trained on the probes that are not held out: what it makes of them is no score. `--rules`
leaves it out.

Balanced accuracy = mean of the share of faithful sentences passed and of faulty ones flagged. A sentence is flagged when its verdict is
neither "supported" nor "not-a-claim". Pair accuracy: both sentences of a pair right. Kind: of the flagged faulty sentences, those that
name the planted kind; `first` counts only the first problem. Recall per kind: faulty sentences flagged.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROBES = HERE / "probes"
HELD = PROBES / "held-out"  # their errors have never been looked at


def _told(folder: Path) -> dict[str, Path]:
    """Every list of pairs in a folder, with the reports it is held to; NAME-free.jsonl is NAME's story retold very freely."""
    out = {}
    for pairs in sorted(folder.glob("*.jsonl")):
        story = pairs.stem.removesuffix("-free")
        places = (folder / "stories" / f"{story}.jsonl", folder / "stories" / story, HERE.parent / "examples" / story)
        out[pairs.stem] = next(p for p in places if p.exists())
    return out


STORIES, HELD_OUT = _told(PROBES), _told(HELD)


def desk_of(path: Path):  # type: ignore[no-untyped-def]
    """A desk of a story's reports, and its tellings."""
    from writethru.desk import Desk

    desk = Desk()
    for p in sorted(path.iterdir()) if path.is_dir() else [path]:
        if p.name != "README.md":
            list(desk.add(str(p)))
    return desk, desk.tellings()


def run(story: str, path: Path, weighing: str = "both") -> Iterator[dict[str, object]]:
    """One record a pair: what `check` made of both sentences."""
    from writethru.checking import Against

    desk, tellings = desk_of(path)
    against = Against(desk, tellings, weighing)  # type: ignore[arg-type]
    for line in ((HELD if story in HELD_OUT else PROBES) / f"{story}.jsonl").read_text("utf-8").splitlines():
        probe = json.loads(line)
        for side in ("faithful", "faulty"):
            result = against.check(probe[side], "text/plain")
            problems = [p for s in result.sentences for p in s.problems if p.kind != "single-origin"]
            probe[side + "_verdict"] = [s.verdict for s in result.sentences]
            probe[side + "_flagged"] = any(s.verdict not in ("supported", "not-a-claim") for s in result.sentences)
            probe[side + "_kinds"] = [p.kind for p in problems]
            probe[side + "_details"] = [p.detail for p in problems]
        yield probe


def scores(rows: list[dict[str, object]]) -> dict[str, object]:
    n = len(rows)
    caught = [r for r in rows if r["faulty_flagged"]]
    alarms = sum(bool(r["faithful_flagged"]) for r in rows)
    recall: dict[str, list[int]] = defaultdict(list)
    for r in rows:
        recall[str(r["kind"])].append(int(bool(r["faulty_flagged"])))
    kinds = [(r["kind"], r["faulty_kinds"]) for r in caught]
    return {
        "pairs": n,
        "balanced_accuracy": round(((n - alarms) / n + len(caught) / n) / 2, 3),
        "pair_accuracy": round(sum(bool(r["faulty_flagged"]) and not r["faithful_flagged"] for r in rows) / n, 3),
        "false_alarms": round(alarms / n, 3),
        "recall": round(len(caught) / n, 3),
        "kind_right": round(sum(k in ks for k, ks in kinds) / max(1, len(kinds)), 3),  # type: ignore[operator]
        "kind_first": round(sum(list(ks)[:1] == [k] for k, ks in kinds) / max(1, len(kinds)), 3),  # type: ignore[call-overload]
        "recall_by_kind": {k: f"{sum(v)}/{len(v)}" for k, v in sorted(recall.items())},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--stories", nargs="*", default=[*STORIES, *HELD_OUT])
    parser.add_argument("--rules", action="store_true", help="the rules alone")
    parser.add_argument("--totals", action="store_true", help="no story by itself")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    everything = {**STORIES, **HELD_OUT}
    table = {}
    rows: dict[str, list[dict[str, object]]] = {}
    for story in args.stories:
        rows[story] = list(run(story, everything[story], "rules" if args.rules else "both"))
        if not args.totals:
            table[story] = scores(rows[story])
    for name, part in (("tuned on", STORIES), ("held out", HELD_OUT), ("all", everything)):
        found = [r for s in args.stories if s in part for r in rows[s]]
        if len(args.stories) > 1 and found:
            table[name] = scores(found)
    if args.json:
        json.dump(table, sys.stdout, indent=1)
        return
    for name, row in table.items():
        print(name)
        for k, v in row.items():
            print(f"  {k:18} {v}")
    shown = Counter[str]()
    for story in args.stories:
        for r in rows[story]:
            wrong = r["faithful_flagged"] or not r["faulty_flagged"] or r["kind"] not in r["faulty_kinds"]  # type: ignore[operator]
            if wrong and story not in HELD_OUT and shown["errors"] < args.errors:
                shown["errors"] += 1
                print(f"\n{r['id']} {r['kind']}")
                print("  faithful", "FLAGGED" if r["faithful_flagged"] else "ok", r["faithful"], r["faithful_kinds"], r["faithful_details"])
                print("  faulty  ", "ok" if r["faulty_flagged"] else "MISSED", r["faulty"], r["faulty_kinds"], r["faulty_details"])


if __name__ == "__main__":
    main()
