"""Name variants: what is joined, what stays apart."""

from collections import Counter

import pytest

from build import report
from writethru.extract import extract
from writethru.model import Judgement
from writethru.reconcile.entity import Names, alike, channel, key
from writethru.reconcile.gather import gather

JOINED = [
    pytest.param("Andrei Koritsky", "Koritsky", id="surname alone"),
    pytest.param("Andrei Koritsky", "Andrey Koritskiy", id="transliteration"),
    pytest.param("Volodymyr Zelensky", "Volodymyr Zelenskyy", id="doubled letter"),
    pytest.param("Yoon Suk Yeol", "Yoon", id="family name first"),
    pytest.param("the Aldane Nitrogen", "Aldane", id="first word of a body"),
    pytest.param("NATO", "Nato", id="case"),
    pytest.param("Ana Brezar’s", "Ana Brezar", id="possessive"),
    pytest.param("General Staff", "Orvane's General Staff", id="no general"),
    pytest.param("Orvane's own", "Orvane", id="own"),
    pytest.param("Orvane Motors", "Orvane", id="a firm whose last word looks like a trade"),
    pytest.param("Prime minister Edo Thale's office", "prime minister's office", id="an office with its holder's name"),
]
APART = [
    pytest.param("Ena Brack", "Tomas Brack", id="two people of one surname"),
    pytest.param("Foreign Ministry", "Defence Ministry", id="two bodies"),
    pytest.param("North Korea", "South Korea", id="two countries"),
    pytest.param("Moscow", "Monaco", id="two cities"),
    pytest.param("Two advisers to Ostbury", "Ostbury", id="what hangs on a name"),
    pytest.param("Orvane Hauliers", "Orvane", id="a state and those who ply a trade in it"),
    pytest.param("Ferris Antral for Tirrevia", "Tirrevia", id="who acts for a state"),
]


@pytest.mark.parametrize(("a", "b"), JOINED)
def test_variants_get_one_canonical_name(a: str, b: str) -> None:
    names = Names(Counter([a, b]))
    assert names.of(a) == names.of(b)
    assert alike(key(a), key(b)) == alike(key(b), key(a)) != ""


@pytest.mark.parametrize(("a", "b"), APART)
def test_two_names_stay_apart(a: str, b: str) -> None:
    names = Names(Counter([a, b]))
    assert names.of(a) != names.of(b)


def test_a_surname_that_fits_two_people_joins_neither() -> None:
    names = Names(Counter(["Ena Brack", "Tomas Brack", "Brack"]))
    assert len({names.of("Ena Brack"), names.of("Tomas Brack"), names.of("Brack")}) == 3


def test_the_order_of_names_changes_nothing() -> None:
    given = ["Brack", "Ena Brack", "Koritskiy", "Andrei Koritsky", "Mira Castell", "Castell"]
    assert Names(Counter(given)).groups == Names(Counter(reversed(given))).groups


def test_a_person_outweighs_the_machine() -> None:
    def ruled(left: str, right: str, verdict: str) -> Judgement:
        return Judgement(left, right, verdict, 1.0, "ed", "2026-06-09", "")  # type: ignore[arg-type]

    apart = Names(Counter(["Ena Brack", "Brack"]), [ruled("Ena Brack", "Brack", "not")])
    assert apart.of("Brack") != apart.of("Ena Brack")
    joined = Names(Counter(["Merrow Wire", "the Wire"]), [ruled("Merrow Wire", "Wire", "same")])
    assert joined.of("the Wire") == joined.of("Merrow Wire")


@pytest.mark.parametrize(
    ("words", "body"),
    [
        ("Pentagon spokeswoman Sabrina Singh", "United States"),
        ("South Korea's spy agency", "South Korea"),
        ("North Korean state media", "North Korea"),
        ("the mayor of Aldton", ""),
    ],
)
def test_a_source_is_placed_in_its_body(words: str, body: str) -> None:
    assert channel(words) == body


@pytest.mark.parametrize(
    ("text", "name", "body"),
    [
        (
            "The owner, Vestline, said the ferry was sound. It had passed a test in May, spokesman Gunnar Moe said.",
            "Gunnar Moe",
            "Vestline",
        ),
        ("The maker Roland said it would close. A spokeswoman for the company, Iris Tonn, said that it was sorry.", "Iris Tonn", "Roland"),
        (
            "Kestrel Terminals said it was shut. Kestrel's chief executive, Marta Odu, said that it would open.",
            "Marta Odu",
            "Kestrel Terminals",
        ),
        (
            "The Public Health Institute said it was late. Hanna Brod of the Public Health Institute said that it was not.",
            "Hanna Brod",
            "Public Health Institute",
        ),
        (
            "Orvane's General Staff said it was late. Brenn Stav, spokesman for the Orvanian General Staff, said that it was not.",
            "Brenn Stav",
            "Orvane's General Staff",
        ),
        ("The ministry said it was late. Prime minister Jorun Vale said that she would stay.", "Jorun Vale", ""),
    ],
)
def test_the_body_somebody_speaks_for(text: str, name: str, body: str) -> None:
    r = report(f"The road to Merrow is shut to all traffic until further notice.\n{text}", "Post", "2026-03-02T09:00")
    units, _ = gather([r], [extract(r)], [], ())
    assert {u.channel for u in units if u.speaker == name} == {body}
