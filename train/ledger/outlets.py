"""How many of the outlets that have a claim its claim names, in the stories of `said`.

    .venv/bin/python train/ledger/outlets.py left     # every sixth story: those that claims.py leaves out unless told --all
    .venv/bin/python train/ledger/outlets.py kept     # those KEPT, of which nothing learns
    .venv/bin/python train/ledger/outlets.py t        # those of them whose names begin so

Of every statement that editors marked: the outlets that say the same, or all of it beside more, against those of its claim.
"""

import sys
from collections import Counter, defaultdict

from marked import KEPT, LEFT
from said import HERE, Story, desk, stories

from writethru.model import Claim
from writethru.reconcile import reconcile


def outlets(story: Story) -> Counter[str]:
    """Of a story's statements: outlets named rightly, wrongly, and not; and those of which the outlets are right in all."""
    made = desk(story.name)
    folder = max(made.folders(), key=lambda f: len(f.reports))
    ledger = reconcile(folder.reports, made.extracts(folder.reports), folder.links, ())
    claims: dict[str, Claim] = {a.statement: c for c in ledger.claims for a in c.appearances}
    others, unsure = defaultdict(set), defaultdict(set)
    for (i, j), kind in story.relations.items():
        if kind in ("same", "held"):
            others[i].add(story.units[j].outlet)
    for i, j in story.open:
        unsure[i].add(story.units[j].outlet)
    found: Counter[str] = Counter()
    for i, u in enumerate(story.units):
        if u.id not in claims:
            continue
        want, got = others[i] - {u.outlet}, set(claims[u.id].outlets) - {u.outlet}
        found.update(right=len(want & got), wrong=len(got - want - unsure[i]), missed=len(want - got), statements=1)
        found["exact"] += got - unsure[i] == want
    return found


def main(which: str) -> None:
    names = sorted(p.stem for p in (HERE / "said").glob("*.txt"))
    known = [n for n in names if not n.startswith(KEPT)]
    chosen = known[::LEFT] if which == "left" else [n for n in names if n.startswith(KEPT if which == "kept" else which)]
    total: Counter[str] = Counter()
    for story in stories(tuple(chosen)):
        total.update(outlets(story))
    precision, recall = total["right"] / (total["right"] + total["wrong"]), total["right"] / (total["right"] + total["missed"])
    exact = total["exact"] / total["statements"]
    print(
        f"{len(chosen)} stories, {total['statements']} statements: {precision:.3f} of the outlets named are right, {recall:.3f} of them are named, {exact:.3f} right in all"
    )


if __name__ == "__main__":
    main(sys.argv[1])
