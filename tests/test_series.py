"""Figures over time: which count one thing, and how each stands to the one before. Short invented reports."""

from itertools import combinations

import pytest

from build import report
from writethru.extract import extract
from writethru.extract.figure import figures
from writethru.match import components
from writethru.model import Figure, Ledger, Report
from writethru.reconcile import reconcile
from writethru.reconcile.count import Count, counts_of
from writethru.reconcile.gather import gather
from writethru.reconcile.scale import disjoint, equal
from writethru.reconcile.series import _groups
from writethru.reconcile.topic import same_series
from writethru.reconcile.turn import turns
from writethru.relate.lineage import reuse

DAY = {"mon": "2026-03-02T09:00", "tue": "2026-03-03T09:00", "wed": "2026-03-04T09:00"}
BASE = "The old bridge over the Ost at Aldton fell into the river before dawn, and the road to Merrow is shut to all traffic until further notice."


def made(outlet: str, day: str, *sentences: str) -> Report:
    return report("\n".join([f"{BASE} {outlet} was there.", *sentences]), outlet, DAY[day])


def ledger(*reports: Report) -> Ledger:
    return reconcile(reports, [extract(r) for r in reports], reuse(reports))


def counts(*reports: Report) -> list[Count]:
    units, _ = gather(reports, [extract(r) for r in reports], reuse(reports), ())
    return counts_of(units)


def relation(book: Ledger, late: str, early: str) -> str:
    """The relation told of two figures as printed, whichever comes first where both are of one day; "" for none."""
    points = {p.id: p for s in book.figures for p in s.points}
    assert {late, early} <= {p.text for p in points.values()}, [p.text for p in points.values()]
    found = {r.kind for p in points.values() for r in p.relations if {p.text, points[r.other].text} == {late, early}}
    return " ".join(sorted(found))


ONE = "President Adane Tilahu said 10,000 militiamen were massing on the frontier."


@pytest.mark.parametrize(
    ("day", "text", "late", "want"),
    [
        pytest.param("wed", "President Adane Tilahu said 16,000 militiamen were massing on the frontier.", "16,000", "update", id="same-source"),
        pytest.param("wed", "General Idris Omal said 16,000 militiamen were massing on the frontier.", "16,000", "compatible", id="other-later"),
        pytest.param("mon", "General Idris Omal said 16,000 militiamen were massing on the frontier.", "16,000", "conflict", id="other-same-day"),
        pytest.param(
            "wed",
            "The number of militiamen massing on the frontier has risen to 16,000, General Idris Omal said.",
            "16,000",
            "update",
            id="other-with-words",
        ),
        pytest.param(
            "mon", "General Idris Omal said as many as 16,000 militiamen could soon mass on the frontier.", "as many as 16,000", "different-claim",
            id="possible",
        ),
        pytest.param("mon", "General Idris Omal said about 10,500 militiamen were massing on the frontier.", "about 10,500", "compatible", id="near"),
        pytest.param("mon", "General Idris Omal said 10,000 bakers were massing on the square.", "10,000", "", id="other-noun"),
    ],
)  # fmt: skip
def test_how_a_figure_stands_to_the_one_before(day: str, text: str, late: str, want: str) -> None:
    book = ledger(made("Post", "mon", ONE), made("Herald", day, text))
    assert relation(book, late, "10,000") == want


def test_another_source_of_the_same_state_revises_nobody() -> None:
    book = ledger(
        made("Post", "mon", "Lomar's president, Adane Tilahu, says Kremnik is preparing to send 10,000 soldiers to the frontier."),
        made(
            "Herald",
            "wed",
            "Previously, Lomar's military intelligence said that Kremnik is preparing to send 12,000 soldiers to the frontier.",
        ),
    )
    assert relation(book, "12,000", "10,000") == "compatible"
    assert "revised" not in {c.standing for c in book.claims}


def test_figures_outside_the_quoted_words_are_kept() -> None:
    book = ledger(
        made("Post", "tue", "Donations to the appeal stand at $12 million, up from $7.5 million a day earlier, the Red Crescent said.")
    )
    assert relation(book, "$12 million", "$7.5 million") == "update"


def test_what_is_added_is_neither_the_sum_nor_a_rival_of_it() -> None:
    book = ledger(
        made("Post", "mon", "Spokeswoman Irma Kos said prosecutors had frozen 70 accounts."),
        made("Post", "wed", "Spokeswoman Irma Kos said prosecutors had frozen a further 45 accounts."),
    )
    assert relation(book, "45", "70") == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The plane was carrying 71 people, 12 of them children, the airline said.", {"12": "part"}),
        ("Police held 210 people, including at least 14 reporters, a lawyer said.", {"at least 14": "part"}),
        ("Divers found three more bodies, the coast guard said.", {"three": "more"}),
        ("The relief valve on tank 7 was shut after 12 people fell ill, engineer Ada Venn said.", {}),
    ],
)
def test_parts_and_steps(text: str, parts: dict[str, str]) -> None:
    found = {c.figure.text: c.part for c in counts(made("Post", "mon", text))}
    assert {k: v for k, v in found.items() if v} == parts
    assert "7" not in found


def test_a_bare_number_counts_what_the_one_before_does() -> None:
    first, second = counts(made("Post", "mon", "Organisers spoke of 30,000 marchers, police of 8,000."))
    assert (second.figure.text, second.noun) == ("8,000", first.noun)
    assert first.giver.stems != second.giver.stems


@pytest.mark.parametrize(
    ("sentence", "number", "want"),
    [
        ("The toll has risen to 19.", "19", ("strong", False)),
        ("The toll rose from 12 to 19.", "19", ("strong", False)),
        ("The toll rose from 12 to 19.", "12", ("", True)),
        ("The toll reached 19.", "19", ("weak", False)),
        ("The company initially spoke of 400 litres.", "400", ("", True)),
        ("It was 129, not 132.", "132", ("", True)),
        ("The drone flew at 19 metres.", "19", ("", False)),
    ],
)
def test_words_that_set_a_figure_against_another(sentence: str, number: str, want: tuple[str, bool]) -> None:
    every = list(figures(sentence))
    assert [turns(sentence, f, (0, len(sentence)), every) for f in every if number in f.text] == [want]


def _figure(low: float, unit: str, high: float | None = -1, approx: str = "=") -> Figure:
    return Figure(0, 1, "x", low, low if high == -1 else high, approx, unit, "")  # type: ignore[arg-type]


def test_units_of_one_dimension_compare() -> None:
    assert equal(_figure(2000, "kilogram"), _figure(2, "tonne"))
    assert equal(_figure(0.25, "% vine"), _figure(25, "percentage"))
    assert not equal(_figure(2, "tonne"), _figure(2, "troop"))
    assert disjoint(_figure(100, "metre"), _figure(1, "kilometre"))
    assert not disjoint(_figure(10, "troop", approx="~"), _figure(11, "troop"))


def test_groups_are_those_of_comparing_every_two() -> None:
    people = ["Fire chief Tomas Quell", "Mayor Ena Brack", "Engineer Ada Venn"]
    said = [
        "{} people had been injured",
        "{} people had been killed",
        "{} homes were without power",
        "{} families had been moved to the hall",
    ]
    reports = [
        made("Post", day, *(f"{who} said {what.format(7 + 5 * n)} in the town." for n, who in enumerate(people) for what in said))
        for day in DAY
    ]
    found = counts(*reports)
    every = components(range(len(found)), [(i, j) for i, j in combinations(range(len(found)), 2) if same_series(found[i], found[j])])
    assert len(found) == 36
    assert _groups(found) == sorted(every)
