"""Claims, origins and standing over short invented reports."""

from itertools import permutations

import pytest

from build import report
from writethru.extract import extract
from writethru.model import Claim, Judgement, Ledger, Report
from writethru.reconcile import reconcile
from writethru.relate.lineage import reuse
from writethru.tell.change import changes
from writethru.tell.phrase import Phrases

DAY = {"mon": "2026-03-02T09:00", "tue": "2026-03-03T09:00", "wed": "2026-03-04T09:00"}
BASE = "The old bridge over the Ost at Aldton fell into the river before dawn, and the road to Merrow is shut to all traffic until further notice."


def ledger(*reports: Report, judgements: tuple[Judgement, ...] = ()) -> Ledger:
    return reconcile(reports, [extract(r) for r in reports], reuse(reports), judgements)


def made(outlet: str, day: str, *sentences: str) -> Report:
    return report("\n".join([f"{BASE} {outlet} was there.", *sentences]), outlet, DAY[day])


def find(book: Ledger, words: str, speaker: str | None = None) -> Claim:
    hits = [c for c in book.claims if words in c.text and (speaker is None or c.speaker == speaker)]
    assert hits, [c.text for c in book.claims]
    return hits[0]


def test_one_speaker_quoted_by_three_outlets_is_one_origin() -> None:
    words = '"The bridge was inspected in May and was found to be safe," Mayor Ena Brack said.'
    book = ledger(made("Post", "mon", words), made("Herald", "mon", words.replace('"', "”", 2)), made("Radio", "mon", words))
    c = find(book, "inspected in May")
    assert (len(c.outlets), len(c.origins), c.standing) == (3, 1, "repeated")


def test_two_named_speakers_who_say_the_same_corroborate() -> None:
    book = ledger(
        made("Post", "mon", "Fire chief Tomas Quell said that four cars had gone into the river with the bridge."),
        made("Herald", "mon", "Engineer Ada Venn said that four cars had gone into the river with the bridge."),
    )
    c = find(book, "four cars")
    assert c.standing == "corroborated"
    assert len(c.origins) == 2


def test_unnamed_groups_never_corroborate_by_name() -> None:
    same = "Two officials said that four cars had gone into the river with the bridge."
    c = find(ledger(made("Post", "mon", same), made("Herald", "mon", same)), "four cars")
    assert c.speaker is None or all("as " in o for o in c.origins)


def test_a_denial_by_another_source_disputes() -> None:
    book = ledger(
        made("Post", "mon", "Engineer Ada Venn said that the company had known of the crack in the northern pier."),
        made(
            "Herald",
            "mon",
            "Petra Holm, a spokeswoman for Aldane Works, denied that the company had known of the crack in the northern pier.",
        ),
    )
    assert find(book, "crack", "Ada Venn").standing in ("denied", "disputed")


def test_a_denial_taken_back_disputes_no_more() -> None:
    book = ledger(
        made("Post", "mon", "Engineer Ada Venn said that the company had known of the crack in the northern pier."),
        made("Herald", "mon", "Petra Holm denied that the company had known of the crack in the northern pier."),
        made("Radio", "tue", "Petra Holm confirmed that the company had known of the crack in the northern pier."),
    )
    assert find(book, "crack", "Ada Venn").standing == "corroborated"
    denial = next(c for c in book.claims if c.stance == "denied")
    assert denial.standing == "revised"


def test_the_owner_of_a_works_is_the_one_business_that_the_report_names() -> None:
    text = (
        "The owner of a works at Aldham confirmed on Monday that a valve on the tank had been shut off. Orvane Nitrogen employs 300 people."
    )
    book = ledger(
        made("Post", "mon", text + " Shares in Orvane Nitrogen fell."),
        made("Herald", "mon", "Orvane Nitrogen said that the gauge on the tank had not been read. Shares in Orvane Nitrogen fell."),
    )
    assert find(book, "valve", "Orvane Nitrogen").stance == "confirmed"
    rival = "Orvane Nitrogen employs 300 people. Shares in Orvane Nitrogen fell. The owner of a rival works said that its own valves were sound."
    book = ledger(made("Post", "mon", rival), made("Herald", "mon", "Orvane Nitrogen said that the gauge on the tank had not been read."))
    assert not any(c.speaker == "Orvane Nitrogen" and "valves" in c.text for c in book.claims)


def test_a_later_figure_of_the_same_source_revises() -> None:
    book = ledger(
        made("Post", "mon", "Fire chief Tomas Quell said 12 people had been injured in the fall."),
        made("Post", "tue", "Fire chief Tomas Quell said 19 people had been injured in the fall."),
    )
    assert find(book, "12 people").standing == "revised"
    late = find(book, "19 people")
    assert [r.kind for r in late.relations] == ["updates"]


def test_a_claim_that_gives_the_later_figure_itself_is_not_revised_by_it() -> None:
    book = ledger(
        made("Post", "tue", "The hospital has now treated 171 people for gas, up from 164 on Monday."),
        made("Echo", "wed", "The ministry said it had adopted the hospital's count of 171 people treated for gas."),
    )
    whole = find(book, "up from 164")
    assert whole.standing != "revised"
    assert not any(r.kind == "updates" and r.other == whole.id for c in book.claims for r in c.relations)


def test_two_sources_with_figures_that_cannot_both_be_true_conflict() -> None:
    book = ledger(
        made("Post", "mon", "Fire chief Tomas Quell said 12 people had been injured in the fall."),
        made("Herald", "mon", "Mira Castell of Aldton hospital said 40 people had been injured in the fall."),
    )
    kinds = {r.kind for s in book.figures for p in s.points for r in p.relations}
    assert "conflict" in kinds
    assert find(book, "12 people").standing == "disputed"


def test_a_projection_is_no_conflict() -> None:
    book = ledger(
        made("Post", "mon", "Fire chief Tomas Quell said 1,200 people had left their homes."),
        made("Herald", "mon", "Mayor Ena Brack said as many as 3,000 people could have to leave their homes."),
    )
    kinds = {r.kind for s in book.figures for p in s.points for r in p.relations}
    assert "conflict" not in kinds


def test_a_silent_edit_revises_the_older_words() -> None:
    long = [f"{BASE} Paragraph {n} tells more of the day on the river bank at Aldton." for n in range(4)]
    first = report(
        "\n".join([*long, "Holm said the siren had sounded 19 minutes after the alarm."]),
        "Echo",
        DAY["mon"],
        "Bridge falls",
        "https://echo.example/b",
    )
    later = report(
        "\n".join([*long, "Holm said the siren had sounded 11 minutes after the alarm."]),
        "Echo",
        DAY["mon"],
        "Bridge falls",
        "https://echo.example/b",
        updated="2026-03-02T12:00",
    )
    book = ledger(first, later)
    assert find(book, "19 minutes").standing == "revised"
    assert find(book, "11 minutes").standing != "withdrawn"


def test_a_body_named_in_short_in_one_report_is_no_second_witness() -> None:
    book = ledger(
        report(
            "The Operators' Federation reckons with 40 million crowns of damage to the mains.\n"
            "The Federation of Tarn Waterworks put the damage to the mains at 40 million crowns.",
            "Echo",
            DAY["mon"],
        )
    )
    assert not any(c.standing == "corroborated" for c in book.claims)


@pytest.mark.parametrize(("kept", "standing"), [(True, "withdrawn"), (False, "single origin")])
def test_what_a_version_written_anew_leaves_out_is_not_withdrawn(kept: bool, standing: str) -> None:
    old = [
        "The harbour office said the deck of the bridge had been closed on Monday morning.",
        "Mayor Ada Crane said two schools would open late.",
        "Engineers expect the repair to cost four million crowns.",
        "A ferry carried commuters over the river in the afternoon, its owner said.",
    ]
    new = [f"Divers found {n} anchors by the {w}, the coast guard said on Tuesday." for n, w in ((14, "weir"), (26, "quay"), (35, "ferry"))]
    later = [*old, *new] if kept else [old[0], *new]
    first = report("\n".join([*old, "Holm said a crane driver had cut the cable."]), "Echo", DAY["mon"], "Bridge", "https://echo.example/b")
    second = report("\n".join(later), "Echo", DAY["mon"], "Bridge", "https://echo.example/b", updated="2026-03-03T12:00")
    assert find(ledger(first, second), "cut the cable").standing == standing


def test_the_order_of_reports_changes_nothing() -> None:
    reports = [
        made("Post", "mon", "Engineer Ada Venn said that the company had known of the crack in the northern pier."),
        made("Herald", "mon", "Petra Holm denied that the company had known of the crack in the northern pier."),
        made("Radio", "tue", "Fire chief Tomas Quell said 12 people had been injured in the fall."),
    ]
    first = ledger(*reports)
    for order in permutations(reports):
        assert ledger(*order) == first


def test_a_persons_not_same_separates_and_same_joins() -> None:
    a = made("Post", "mon", "Engineer Ada Venn said that four cars had gone into the river with the bridge.")
    b = made("Herald", "mon", "Engineer Ada Venn said that four cars had gone into the river with the bridge.")
    one = find(ledger(a, b), "four cars")
    assert len(one.appearances) == 2
    left, right = (x.statement for x in one.appearances)
    ruling = Judgement(left, right, "not", 1.0, "editor", "2026-03-02T10:00", "two accidents")
    assert all(len(c.appearances) == 1 for c in ledger(a, b, judgements=(ruling,)).claims if "four cars" in c.text)


@pytest.mark.parametrize(
    "quote", ["the bridge was safe in May and it was inspected twice since", "we were told nothing at all about any crack"]
)
def test_quotation_variants_show_the_difference(quote: str) -> None:
    altered = quote.replace("was safe", "has been safe").replace("any crack", "the crack")
    book = ledger(made("Post", "mon", f'"{quote}," Mayor Ena Brack said.'), made("Herald", "mon", f"“{altered},” Mayor Ena Brack said."))
    group = next(q for q in book.quotes if len(q.appearances) == 2)
    assert len(group.origins) == 1
    assert "for “" in group.variants[0].difference


def test_whom_an_outlet_cites_is_the_origin() -> None:
    book = ledger(
        made("Post", "mon", "The Herald reported that the queen would give up the throne in May, citing a palace aide."),
        made("Herald", "mon", "The queen will give up the throne in May, a palace aide told the Herald."),
    )
    c = find(book, "give up the throne")
    assert (len(c.outlets), len(c.origins), c.standing) == (2, 1, "repeated")


def test_a_denial_in_the_first_person_meets_the_name_it_answers() -> None:
    book = ledger(
        made("Post", "mon", "Accuser Vera Stanton told the court that Rex Dannon had threatened her with a knife in his office."),
        made("Herald", "mon", "Rex Dannon told the court he had never threatened Vera Stanton with a knife."),
    )
    assert find(book, "in his office").standing == "denied"


def test_who_passes_on_anothers_words_is_no_second_witness() -> None:
    book = ledger(
        made("Post", "mon", "Aide Petra Holm said the minister had told her that he would resign over the bridge in spring."),
        made("Herald", "mon", "The minister said that he would resign over the bridge in spring."),
    )
    assert "corroborated" not in {c.standing for c in book.claims if "resign" in c.text}


def test_what_a_later_figure_of_another_source_changes() -> None:
    reports = (
        made("Post", "mon", "Mayor Ena Brack said that 60 houses in the lower town were under water."),
        made("Herald", "wed", "Governor Selim Aras said on Wednesday that 210 houses in the lower town were under water."),
    )
    book = ledger(*reports)
    told = changes(book, Phrases(reports, [extract(r) for r in reports], {r.id for r in reports}), "2026-03-04")
    assert {x.kind for x in told if x.after and "210" in x.after.text} == {"new"}
