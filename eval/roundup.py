"""Measures the round-up of invented stories: provenance, key-claim coverage, redundancy, lines that `check` passes.

    .venv/bin/python eval/roundup.py [brief|default|full]

Key claims are listed in eval/keyfacts/. Redundancy is the largest share of one line's content words that another line holds, over all
sections but the figures, which tell again by number; the two sides of a dispute may be as alike as they are.
"""

import itertools
import re
import sys
import tomllib
from pathlib import Path

from writethru.checking import Against
from writethru.desk import Desk
from writethru.model import Line, Telling
from writethru.tell.content import alike
from writethru.words import stem

TOP = Path(__file__).resolve().parents[1]
WORD = re.compile(r"[\w,]*\w")


def stems(text: str) -> set[str]:
    return {stem(w.lower()) for w in WORD.findall(text)}


def place(story: str) -> Path:
    """Where the reports of a story lie."""
    found = [TOP / "examples" / story, *sorted((TOP / "eval" / "probes" / "stories").glob(story + "*"))]
    return next(p for p in found if p.exists())


def lines(t: Telling, *left_out: str) -> list[Line]:
    return [*t.roundup.need_to_know, *(x for s in t.roundup.sections if s.heading not in left_out for x in s.lines)]


def main(length: str) -> None:
    for path in sorted((TOP / "eval" / "keyfacts").glob("*.toml")):
        desk = Desk()
        for p in sorted(q.iterdir()) if (q := place(path.stem)).is_dir() else [q]:
            if p.name != "README.md":
                list(desk.add(str(p)))
        t = desk.tellings(length=length)[0]
        every, told = lines(t), lines(t, "Figures")
        texts = {r.id: r.text for r in t.reports}
        sound = sum(all(0 <= p.start < p.end <= len(texts[p.report]) for p in x.sources) and bool(x.sources) for x in every)
        facts = tomllib.loads(path.read_text("utf-8"))["facts"]
        shown = [*every, *(c.after for c in t.roundup.changes if c.after)]  # what changed is told there and not again below
        missed = [f for f, ways in facts.items() if not any(stems(w) <= stems(x.text) for w in ways for x in shown)]
        sides = {x.text for s in t.roundup.sections if s.heading == "Disputed" for x in s.lines}
        pairs = [(alike(a.text, b.text), a.text, b.text) for a, b in itertools.combinations(told, 2) if not {a.text, b.text} & sides]
        worst = max(pairs, default=(0.0, "", ""))
        against = Against(desk, [t])
        failed = [x.text for x in told if against.check(x.text, "text/plain").failed]
        print(f"{path.stem} ({length}): {len(every)} lines, provenance {sound}/{len(every)}, ", end="")
        print(
            f"key claims {len(facts) - len(missed)}/{len(facts)} = {1 - len(missed) / len(facts):.2f}, likest two lines {worst[0]:.2f}, ",
            end="",
        )
        print(f"check passes {len(told) - len(failed)}/{len(told)}")
        if worst[0] >= 0.7:
            print(f"   alike: {worst[1]} // {worst[2]}")
        for f in missed:
            print(f"   missed: {f}")
        for f in failed:
            print(f"   check: {f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "default")
