"""Measures the round-up of a story: provenance, key-claim coverage, redundancy.

    .venv/bin/python eval/roundup.py [brief|default|full]

Key claims of the bundled story are listed in eval/keyfacts/. Redundancy is the largest share of one line's content words that another
line holds; the timeline and the figures, which tell again by day and by number, are left out of it.
"""

import itertools
import re
import sys
import tomllib
from pathlib import Path

from writethru.desk import Desk
from writethru.tell.phrase import alike
from writethru.words import stem

TOP = Path(__file__).resolve().parents[1]
WORD = re.compile(r"[\w,]*\w")


def stems(text: str) -> set[str]:
    return {stem(w.lower()) for w in WORD.findall(text)}


def main(length: str) -> None:
    for path in sorted((TOP / "eval" / "keyfacts").glob("*.toml")):
        desk = Desk()
        list(desk.add(str(TOP / "examples" / path.stem)))
        (t,) = desk.tellings(length=length)
        u = t.roundup
        told = [*u.need_to_know, *(x for s in u.sections if s.heading not in ("Timeline", "Figures") for x in s.lines)]
        every = [*told, *(x for s in u.sections if s.heading in ("Timeline", "Figures") for x in s.lines)]
        texts = {r.id: r.text for r in t.reports}
        sound = sum(all(0 <= p.start < p.end <= len(texts[p.report]) for p in x.sources) and bool(x.sources) for x in every)
        facts = tomllib.loads(path.read_text("utf-8"))["facts"]
        missed = [f for f, ways in facts.items() if not any(stems(w) <= stems(x.text) for w in ways for x in every)]
        pairs = [(alike(a.text, b.text), a.text, b.text) for a, b in itertools.combinations(told, 2)]
        worst = max(pairs, default=(0.0, "", ""))
        print(f"{path.stem} ({length}): {len(every)} lines, provenance {sound}/{len(every)}, ", end="")
        print(f"key claims {len(facts) - len(missed)}/{len(facts)} = {1 - len(missed) / len(facts):.2f}, likest two lines {worst[0]:.2f}")
        if worst[0] >= 0.7:
            print(f"   alike: {worst[1]} // {worst[2]}")
        for f in missed:
            print(f"   missed: {f}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "default")
