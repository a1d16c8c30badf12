"""Which figures dispute one another, and which only look as if they counted one thing. Short invented reports."""

import pytest

from test_series import counts, ledger, made, relation
from writethru.extract.figure import figures
from writethru.model import Figure
from writethru.reconcile.scale import nearly


def number(text: str, value: float) -> Figure:
    return next(f for f in figures(text) if f.low == value)


@pytest.mark.parametrize(
    ("one", "two", "marks", "want"),
    [
        pytest.param(
            "In the poll, 31 percent of voters would back Edda Rorn, the Falk institute said.",
            "In the poll, 22 percent of voters would back Edda Rorn, the Lunn institute said.",
            ("22 percent", "31 percent"),
            "different-claim",
            id="two polls",
        ),
        pytest.param(
            "Turnout was 31 percent, the election board said.",
            "Turnout was 22 percent, the observers said.",
            ("22 percent", "31 percent"),
            "conflict",
            id="one share, two sources",
        ),
        pytest.param(
            "The police said 12 officers were hurt on Merrow Street.",
            "The police union said 30 officers were hurt on Merrow Street.",
            ("30", "12"),
            "conflict",
            id="a union of the police is not the police",
        ),
        pytest.param(
            "Fire chief Ada Venn said 9,400 people had been told to leave their homes in Merrow.",
            "More than 9,000 people were driven from their homes in Merrow.",
            ("More than 9,000", "9,400"),
            "same",
            id="told to go and gone, one number",
        ),
        pytest.param(
            "Mayor Ena Brack said 9,400 people had been told to leave their homes in Merrow.",
            "Mayor Ena Brack said 5,200 people had been evacuated from their homes in Merrow.",
            ("5,200", "9,400"),
            "different-claim",
            id="told to go and gone, two numbers",
        ),
    ],
)
def test_who_disputes_whom(one: str, two: str, marks: tuple[str, str], want: str) -> None:
    assert relation(ledger(made("Post", "mon", one), made("Herald", "mon", two)), *marks) == want


def test_two_values_that_one_report_sets_side_by_side_conflict_on_any_day() -> None:
    book = ledger(
        made("Post", "mon", "The audit office said Roland Motors had received 340 million crowns of public money."),
        made(
            "Herald", "tue", "The audit office said Roland Motors had received 340 million crowns. Roland Motors said it was 290 million."
        ),
    )
    assert relation(book, "290 million", "340 million crowns") == "conflict"


@pytest.mark.parametrize(
    ("text", "figure", "part"),
    [
        ("The man killed his father and three others, police said.", "three", "more"),
        ("One man was killed and three others were wounded, police said.", "three", ""),
        ("The gunman shot a mother and her two sons, police said.", "two", "more"),
        ("The man killed three people and then himself, police said.", "three", "more"),
        ("Two people died at the scene, police said.", "Two", "part"),
        ("The wounded included a woman and six men, police said.", "six", "part"),
        ("The deal would cost 2.2 billion crowns, 900 million less than the first demand, Ada Venn said.", "900 million", "by"),
    ],
)
def test_how_a_figure_adds_to_another(text: str, figure: str, part: str) -> None:
    assert {c.figure.text: c.part for c in counts(made("Post", "mon", text))}[figure] == part


@pytest.mark.parametrize(
    ("text", "figure", "what"),
    [
        ("Prosecutors said the four suspects killed Ove Sand in the park.", "four", "agents"),
        ("Prosecutors said four people were killed in the park.", "four", "killed"),
        ("A gunman shot seven people outside the hall, police said.", "seven", "shot"),
        ("Seven people were shot dead outside the hall, police said.", "Seven", "killed"),
        ("Hospitals had to postpone 12,600 operations, the ministry said.", "12,600", "delayed"),
        ("Hospitals put off 260 operations, a spokeswoman said.", "260", "delayed"),
        ("The firm will shed 11,500 jobs, it said.", "11,500", "laid_off"),
        ("She expects 30,000 to walk out.", "30,000", "on strike"),
    ],
)
def test_what_happens_to_what_is_counted(text: str, figure: str, what: str) -> None:
    assert {c.figure.text: c.predicate for c in counts(made("Post", "mon", text))}[figure] == what


def test_who_is_counted_gives_no_number() -> None:
    found = {
        c.figure.text: c for c in counts(made("Post", "mon", "Four members of the gang pleaded guilty this week to shooting nine people."))
    }
    assert found["Four"].giver.stems == frozenset()


def test_an_aside_that_names_the_source_gives_the_number_before_it() -> None:
    text = "The strike, in which more than 20,000 people took part by the union's count, cost 3,400 cars, according to the company."
    found = {c.figure.text: c for c in counts(made("Post", "mon", text))}
    assert found["3,400"].giver.stems == {"compan"}


def test_a_number_of_some_of_those_counted_counts_them() -> None:
    text = "The ministry said nine tanks were destroyed. The firm Skylens, which has studied images, said 11 of them were burned out."
    assert {c.figure.text: c.noun for c in counts(made("Post", "mon", text))}["11"] == "tank"


def test_a_bare_number_after_a_span_of_time_is_one_too() -> None:
    text = "Emil Rorn was sent to prison for nine years. The prosecution had asked for 12."
    assert {c.figure.text: c.dimension for c in counts(made("Post", "mon", text))}["12"] == "age"


def test_a_sum_that_is_no_rate_takes_the_money_alone() -> None:
    text = "The plan saves 1.4 billion florins a year. The firm will take a charge of 2.1 billion."
    assert {c.figure.text: c.dimension for c in counts(made("Post", "mon", text))}["2.1 billion"] == "florin"
    again = "The plan would save 140 million florins a year, Ada Venn said. Roland supported savings of 60 million."
    assert {c.figure.text: c.dimension for c in counts(made("Post", "mon", again))}["60 million"] == "florin per year"


@pytest.mark.parametrize(
    ("text", "late", "early", "kind"),
    [
        ("The state will pay 500,000 marks to each family, or 4 million marks in all.", "4 million", "500,000", "derived"),
        ("Police have arrested 71 people over the riot. Of those arrested, 19 have been charged.", "19", "71", "part-of"),
        ("Eight people died in the blast. Five of the victims were from Merrow.", "Five", "Eight", "part-of"),
    ],
)
def test_what_one_figure_is_of_another(text: str, late: str, early: str, kind: str) -> None:
    points = {p.text: p for s in ledger(made("Post", "mon", text)).figures for p in s.points}
    assert [r.kind for r in points[late].relations if r.other == points[early].id] == [kind]


def test_a_number_updates_all_that_were_told_before_it() -> None:
    book = ledger(
        made("Post", "mon", "Officer Ragna Elst said 40 people were missing."),
        made("Herald", "tue", "Officer Ragna Elst said 25 people were missing."),
        made("Radio", "wed", "Officer Ragna Elst said nine people were missing."),
    )
    assert relation(book, "nine", "25") == relation(book, "nine", "40") == "update"


def test_a_year_in_which_something_began_is_not_that_of_its_counts() -> None:
    text = "The bridge, 800 metres long and opened in 1974, carries 46,000 vehicles a day, the agency said."
    assert {c.epoch for c in counts(made("Post", "mon", text))} == {""}


def test_a_number_cut_off_after_its_first_digits_disputes_nothing() -> None:
    rough, fine = number("They paid $43 million.", 43e6), number("They paid $43,885,310.", 43885310)
    assert nearly(rough, fine)
    assert nearly(fine, rough)
    assert not nearly(number("They paid $42 million.", 42e6), fine)
    assert not nearly(number("They saw 43 ships.", 43), number("They saw 44 ships.", 44))
