"""The index of statements that may be alike leaves out no pair that counts: held against comparing every two."""

from itertools import combinations

from build import report
from writethru.extract import extract
from writethru.reconcile.edges import OPPOSE
from writethru.reconcile.gather import gather
from writethru.reconcile.likeness import judge, opposes, supports
from writethru.reconcile.pairs import near_pairs
from writethru.reconcile.quote import _in_runs, same_utterance
from writethru.reconcile.unit import Unit, weights

WHO = ["Fire chief Tomas Quell", "Mayor Ena Brack", "Engineer Ada Venn", "A spokeswoman for Aldane Works", "Two officials"]
WHAT = [
    "the bridge had been inspected in May by engineers from the capital",
    "engineers from the capital had inspected the old bridge in May",
    "the bridge had not been inspected since the war",
    "the company had known of the crack in the northern pier since March",
    "four cars and a van had gone into the river with the bridge",
    "a van and four cars had fallen into the river",
]


def units() -> list[Unit]:
    reports = []
    for n, outlet in enumerate(("Post", "Herald", "Radio")):
        lines = [f"The road to Merrow is shut, and {outlet} has counted {n + 2} barriers on the way to the river this morning."]
        lines += [f"{who} said that {WHAT[(n + k) % len(WHAT)]}." for k, who in enumerate(WHO)]
        lines += [f"{who} denied that {WHAT[(n + 2 * k) % len(WHAT)]}." for k, who in enumerate(WHO[:3])]
        lines += [f"“We were told that {WHAT[(2 * n + k) % len(WHAT)]}, and told again,” {who} said." for k, who in enumerate(WHO[:3])]
        lines += [f"{WHAT[(n + k) % len(WHAT)].capitalize()}." for k in (0, 4)]
        reports.append(report("\n".join(lines), outlet, f"2026-03-0{n + 2}T09:00"))
    return gather(reports, [extract(r) for r in reports], (), ())[0]


def test_no_pair_that_counts_is_left_out() -> None:
    every = units()
    idf = weights(every)
    found = near_pairs(every, idf)
    told = [0, 0, 0]
    for i, j in combinations(range(len(every)), 2):
        a, b = every[i], every[j]
        counts = (judge(a, b, idf).same, supports(a, b, idf) > 0, opposes(a, b, idf) >= OPPOSE)
        for n, pairs in enumerate(found):
            told[n] += counts[n]
            assert (i, j) in pairs or not counts[n], (a.text, b.text)
    assert min(told) > 0
    assert 40 < sum(told) < sum(map(len, found)) < len(every) * (len(every) - 1) // 2


def test_no_utterance_is_left_out() -> None:
    spoken = [u for u in units() if len(u.quote) >= 3 and u.speaker == "Tomas Quell"]
    pairs = set(_in_runs(spoken))
    same = {(i, j) for i, j in combinations(range(len(spoken)), 2) if same_utterance(spoken[i], spoken[j])}
    assert same <= pairs
    assert spoken
