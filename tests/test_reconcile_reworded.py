"""One claim in several outlets' own words: told again, borne out, set against, changed, taken back."""

import pytest

from build import report
from writethru.extract import extract
from writethru.model import Claim, Ledger, Report
from writethru.reconcile import reconcile
from writethru.relate.lineage import reuse

PLACES = {
    "Post": "The harbour office keeps its books by hand.",
    "Herald": "Rain fell on the quay all week.",
    "Radio": "Bells rang at noon in Merrow.",
}


def made(outlet: str, day: int, *lines: str) -> Report:
    return report("\n".join([PLACES[outlet], *lines]), outlet, f"2026-03-0{day}T09:00")


def ledger(*reports: Report) -> Ledger:
    return reconcile(reports, [extract(r) for r in reports], reuse(reports))


def find(book: Ledger, words: str) -> Claim:
    hits = [c for c in book.claims if any(words in a.words for a in c.appearances)]
    assert hits, [c.text for c in book.claims]
    return max(hits, key=lambda c: len(c.appearances))


def brief(c: Claim) -> tuple[int, int, str]:
    return len(c.outlets), len(c.origins), c.standing


def test_the_time_of_a_live_post_is_no_part_of_a_name_or_a_claim() -> None:
    book = ledger(made("Radio", 2, "09:30 Ostmar Power says the lines to Aldton are down.", "10:15 The bridge at Merrow has been shut."))
    assert [c.speaker for c in book.claims if "lines to Aldton" in c.text] == ["Ostmar Power"]
    assert find(book, "bridge at Merrow").text == "The bridge at Merrow has been shut."


def test_people_polled_are_no_source() -> None:
    claim = find(ledger(made("Post", 2, "In a survey 58 per cent said the toll was too high.")), "58 per cent")
    assert claim.speaker is None


@pytest.mark.parametrize(
    ("lines", "gone"),
    [
        (["We said at noon that the mill at Aldton would close. That was wrong."], "mill at Aldton would close"),
        (
            [
                "08:10 The ward at Merrow hospital has been closed, a nurse tells us.",
                "11:40 Correction: we were wrong to say that the ward at Merrow hospital was closed.",
            ],
            "ward at Merrow hospital has been closed",
        ),
        (
            [
                "07:30 Four people died and 29 were injured, the county says.",
                "15:50 Correction: our opening post gave the wrong number of injured.",
            ],
            "29 were injured",
        ),
    ],
)
def test_what_an_outlet_says_it_got_wrong_is_withdrawn(lines: list[str], gone: str) -> None:
    assert find(ledger(made("Radio", 2, *lines)), gone).standing == "withdrawn"


def test_an_outlet_named_with_its_sort_is_that_outlet() -> None:
    first = made(
        "Post", 2, "An engineer, who asked for no name, told the Post that eight of the cranes were unsafe and had been since May."
    )
    later = made(
        "Herald",
        3,
        "The Post newspaper claimed on Monday that eight or more of the cranes were unsafe.",
        'The port denied it last night. "Every crane is safe," said its director, Ada Venn.',
    )
    assert brief(find(ledger(first, later), "eight of the cranes")) == (2, 1, "denied")


def test_who_says_it_never_happened_denies_it() -> None:
    first = made("Post", 2, "And looters hit three shops on Quay Street in Aldton, a police source told the Post.")
    later = made(
        "Herald", 3, "The Post reported that three shops on Quay Street had been looted. Police chief Otto Lind says it never happened."
    )
    assert brief(find(ledger(first, later), "hit three shops")) == (2, 1, "denied")


@pytest.mark.parametrize(
    ("claim", "answer", "standing"),
    [
        (
            "Taxpayers have given the line 340 million marks in ten years, the audit office said.",
            "Aldane Lines said it was 290 million.",
            "disputed",
        ),
        ("The unions said 25,000 people were on the square.", "The police said 8,000.", "disputed"),
        (
            "Minister Ada Venn said the deal would cost 2.2 billion marks a year.",
            "The opposition said the true cost was nearer 2.8 billion.",
            "disputed",
        ),
        ("The ministry said 300 people had been moved.", "The police now say it is 420.", "single origin"),
    ],
)
def test_a_bare_number_of_another_source_is_set_against_the_one_before(claim: str, answer: str, standing: str) -> None:
    first = claim.split(",")[0].removeprefix("The unions said ").removeprefix("The ministry said ").removesuffix(".")
    words = first.split(" said ")[-1]
    assert find(ledger(made("Post", 2, f"{claim} {answer}")), words).standing == standing


@pytest.mark.parametrize(
    ("first", "later", "words"),
    [
        (
            "The town will pay 500 marks to every household, mayor Ada Venn said.",
            "The town has raised its payment to 800 marks a household.",
            "pay 500 marks",
        ),
        (
            "The storm came ashore at Aldton with winds of 65 mph, the weather service said.",
            "The weather service said a review of buoy data showed that the storm had winds of 70 mph at Aldton, more than it had first reported.",
            "65 mph",
        ),
        (
            "Lawyer Otto Lind said he would appeal on seven counts.",
            "Lawyer Otto Lind said his client would now appeal on five counts only.",
            "seven counts",
        ),
    ],
)
def test_words_that_tell_of_a_change_revise_what_the_source_gave_before(first: str, later: str, words: str) -> None:
    assert find(ledger(made("Post", 2, first), made("Herald", 4, later)), words).standing == "revised"


def test_a_confirmation_in_words_for_the_same_bears_a_claim_out() -> None:
    first = made(
        "Post",
        2,
        "A person close to the talks told the Post that Aldane was discussing a sale of the Wexholm plant to the battery maker Quorane.",
    )
    later = made("Herald", 3, "Quorane confirmed that it was talking to Aldane about buying the Wexholm plant.")
    assert brief(find(ledger(first, later), "sale of the Wexholm plant")) == (2, 2, "corroborated")


def test_one_source_in_other_words_is_one_claim() -> None:
    first = made("Post", 2, "The dead were a couple in their seventies whose car was swept off a bridge, fire chief Bruno Astel said.")
    later = made("Herald", 2, "Fire chief Bruno Astel said a pensioner couple had died when their car was swept off a bridge.")
    assert brief(find(ledger(first, later), "couple in their seventies")) == (2, 1, "repeated")


def test_an_outlet_that_tells_a_sources_word_in_its_own_voice_repeats_it() -> None:
    first = made("Post", 2, "Guards in the hall broke up the fight, which is when the groups moved to the kiosk, Sheriff Larry Venn said.")
    later = made("Herald", 2, "The fight in the hall was broken up by guards, and the groups moved on to the kiosk.")
    assert brief(find(ledger(first, later), "which is when the groups")) == (2, 1, "repeated")


def test_two_states_of_numbers_in_words_are_not_one_claim() -> None:
    first = made("Post", 2, "Doctor Ada Venn said all seven of the people shot were in stable condition.")
    later = made("Herald", 2, "The six men shot are all in stable condition.")
    assert brief(find(ledger(first, later), "all seven"))[:2] == (1, 1)


def test_what_failed_did_not_work() -> None:
    first = made("Post", 2, "A fire service report said the automatic shut-off on the tank had failed.")
    later = made("Herald", 3, "A technician at the plant told the Herald that the automatic shut-off on the tank did not work on Monday.")
    assert brief(find(ledger(first, later), "shut-off on the tank had failed")) == (2, 2, "corroborated")


def test_opposite_words_make_no_claim_of_two() -> None:
    first = made("Post", 2, "Stefan Molk, the brother-in-law of the minister, has been acquitted of taking bribes.")
    later = made("Herald", 2, "Stefan Molk, the brother-in-law of the minister, was convicted of taking bribes.")
    assert len(find(ledger(first, later), "acquitted").outlets) == 1


def test_the_company_is_the_business_of_the_story() -> None:
    book = ledger(
        made(
            "Post",
            2,
            "Aldane Motors said it would close the plant at Tolburg. Shares in Aldane Motors fell.",
            "The carmaker said the plant lost 20 million marks last year.",
        )
    )
    assert find(book, "lost 20 million").speaker == "Aldane Motors"


def test_a_claim_that_is_no_clause_is_shown_with_who_says_it() -> None:
    book = ledger(made("Post", 2, "Prosecutors have asked for 12 years in prison for the captain."))
    assert any("Prosecutors have asked for 12 years" in a.words for c in book.claims for a in c.appearances)


QUOTE = '"We will be back out next week, and the week after that, until they make an offer,"'


@pytest.mark.parametrize(
    ("other", "groups"),
    [
        (f"Dana Corrick is on stage in Aldton. {QUOTE} the union leader says.", 1),
        (f"{QUOTE} said Otto Lind, a driver.", 2),
    ],
)
def test_a_long_quotation_not_given_to_somebody_by_name_is_known_by_its_words(other: str, groups: int) -> None:
    book = ledger(made("Post", 2, f"{QUOTE} Dana Corrick told the crowd in Aldton."), made("Herald", 2, other))
    assert len([q for q in book.quotes if any("back out next week" in a.words for a in q.appearances)]) == groups
