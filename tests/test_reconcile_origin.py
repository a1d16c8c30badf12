"""Where words come from: the same for one set of reports in any order, along chains of copies."""

import random

import pytest

from build import TUE, WED, report, told
from writethru.extract import extract
from writethru.match import components
from writethru.model import Passage, Report, Reuse
from writethru.reconcile import Origins, reconcile
from writethru.relate.lineage import reuse

FIRST = "The old bridge over the Ost at Aldton fell into the river before dawn, and the road to Merrow is shut until further notice."
SECOND = "Engineers had found four cracks in its northern pier in May, a report that the council never published says."
THIRD = "Two lorries and a van went down with the bridge, and divers were still looking for one of the drivers at noon."
OWN = ("Our own reporters met people on the bank who had heard the noise.", "Pupils of the river school were sent home at ten o'clock.")


def made(outlet: str, hour: int, *lines: str) -> Report:
    return report("\n".join(lines), outlet, f"2026-03-02T{hour:02}:00")


def shares(a: Report, b: Report, line: str, directed: bool = True) -> Reuse:
    """That b took a line from a."""
    spans = [Passage(r.id, r.text.index(line), r.text.index(line) + len(line)) for r in (a, b)]
    return Reuse("excerpt", a.id, b.id, 0.5, "shared", directed, ((spans[0], spans[1]),))


def span(r: Report, line: str) -> tuple[str, list[tuple[int, int]]]:
    at = r.text.index(line)
    return r.id, [(at, at + len(line))]


def test_words_go_back_along_a_chain_of_copies() -> None:
    a, b, c = made("Post", 7, FIRST, SECOND), made("Herald", 8, SECOND, OWN[0]), made("Radio", 9, OWN[1], SECOND)
    origins = Origins([a, b, c], [shares(a, b, SECOND), shares(b, c, SECOND)])
    assert origins.roots([span(c, SECOND), span(b, SECOND), span(a, SECOND)]) == [a.id] * 3
    assert origins.roots([span(c, OWN[1])]) == [c.id]


def test_words_that_lie_in_a_passage_for_a_lesser_share_are_the_reports_own() -> None:
    a, b = made("Post", 7, FIRST, SECOND), made("Herald", 8, SECOND + " " + OWN[0])
    origins = Origins([a, b], [shares(a, b, SECOND)])
    start = b.text.index("never published")
    assert origins.roots([(b.id, [(start, len(b.text))])]) == [b.id]
    assert origins.roots([(b.id, [(0, start)])]) == [a.id]


def test_a_nameless_copy_of_a_copy_counts_with_the_first() -> None:
    text = (FIRST, SECOND, THIRD)
    a, b, c = made("Post", 7, *text), made("", 8, *text), made("", 9, *text[:2], THIRD + " ")
    every = [a, b, c]
    for order in (every, every[::-1]):
        origins = Origins(order, [shares(a, b, FIRST + "\n" + SECOND), shares(b, c, FIRST + "\n" + SECOND)])
        assert {origins.outlet(r.id) for r in every} == {"Post"}


@pytest.mark.parametrize("seed", range(6))
def test_roots_are_the_first_of_whatever_the_links_bind_together(seed: int) -> None:
    rng = random.Random(seed)
    reports = [made("Post", 1 + n, *rng.sample(OWN, 1), SECOND, f"{n} came by.") for n in range(20)]
    pairs = [tuple(sorted(rng.sample(range(20), 2))) for _ in range(14)]
    links = [shares(reports[i], reports[j], SECOND, directed=False) for i, j in pairs]
    first = {n: group[0] for group in components(range(20), pairs) for n in group}
    want = {span(r, SECOND)[0]: reports[first[n]].id for n, r in enumerate(reports)}
    for _ in range(4):
        rng.shuffle(links)
        asked = rng.sample(reports, len(reports))
        assert dict(zip((r.id for r in asked), Origins(asked, links).roots([span(r, SECOND) for r in asked]), strict=True)) == want


def story() -> list[Report]:
    """Reports that copy one another whole and in part, some of the same hour and some without a name."""
    lines = [FIRST, SECOND, THIRD, *OWN, 'Mayor Ena Brack said: "Nobody told us that the northern pier had moved by a hand."']
    rng = random.Random(11)
    out = []
    for n in range(14):
        kept = rng.sample(lines, rng.randint(3, 6))
        own = f"{n + 2} boats of the county were on the water when outlet number {n} looked at {7 + n // 3} in the morning."
        out.append(made(("Post", "Herald", "Radio", "")[n % 4], 7 + n // 3, *kept, own))
    return out


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_reports_and_links_changes_no_origin(seed: int) -> None:
    reports, rng = story(), random.Random(seed)
    extracts = {r.id: extract(r) for r in reports}
    links = list(reuse(reports))
    first = reconcile(reports, list(extracts.values()), links)
    assert len({c.origins for c in first.claims}) > 2
    for _ in range(3):
        rng.shuffle(reports)
        rng.shuffle(links)
        assert reconcile(reports, [extracts[r.id] for r in reports], links) == first


def test_what_a_source_without_a_name_told_one_outlet_is_that_outlet_s_and_nobody_else_bears_it_out() -> None:
    t = told(
        ("A passenger, Dora Haspel, said that 40 minutes went by before the alarm rang in the cabins of the ferry. “It was forty minutes,” the 34-year-old teacher said.", "Kestwire", TUE),
        ("One of those rescued told the news agency Kestwire that 40 minutes went by before the alarm rang in the cabins of the ferry.", "Echo", TUE),
        ("A passenger told the Kestwire agency that 40 minutes went by before the alarm rang in the cabins of the ferry.", "Lark", WED),
    )  # fmt: skip
    found = [c for c in t.ledger.claims if "40 minutes" in c.text]
    assert found
    assert not any(c.standing == "corroborated" for c in found)


def test_a_sentence_that_two_outlets_print_to_the_letter_was_written_once() -> None:
    line = "Hostages wrapped in foil blankets were led across the market square to waiting buses."
    t = told((f"{line} The siege lasted a night.", "Kestwire", TUE), (f"A dozen had been let go before. {line}", "Lark", WED))
    (claim,) = [c for c in t.ledger.claims if "foil blankets" in c.text]
    assert claim.standing == "repeated"
    assert claim.origins == ("Kestwire",)
