"""Statements told again by another outlet: to be denied there, taken back, or given in other words with one figure or quotation."""

import pytest

from build import report
from writethru.extract import extract
from writethru.model import Claim, Ledger, Report
from writethru.reconcile import reconcile
from writethru.relate.lineage import reuse

BASE = "The harbour wall at Selby gave way before dawn, and the road to Merrow is shut to all traffic until further notice."
TOLD = "Councillor Dana Prell told the Post that the wall had been built with sand from the beach."


def made(outlet: str, day: int, *paragraphs: str) -> Report:
    return report("\n".join([f"{BASE} {outlet} was there.", *paragraphs]), outlet, f"2026-03-0{day}T09:00")


def ledger(*reports: Report) -> Ledger:
    return reconcile(reports, [extract(r) for r in reports], reuse(reports))


def find(book: Ledger, words: str, stance: str = "") -> Claim:
    hits = [c for c in book.claims if any(words in a.words for a in c.appearances) and stance in ("", c.stance)]
    assert hits, [c.text for c in book.claims]
    return hits[0]


def triple(claim: Claim) -> tuple[int, int, str]:
    return len(claim.outlets), len(claim.origins), claim.standing


@pytest.mark.parametrize(
    "answer",
    [
        "Corvan Works rejected the report in the Post that the wall had been built with sand from the beach.",
        "Ivo Lant also rejected the Post's report that the wall had been built with beach sand. “There is no sand in it,” Lant said.",
        "The Post reports that the wall was built with beach sand. “Not one bucket of it was sand,” says Corvan Works manager Ivo Lant.",
        "The Post said on Monday that the wall had been built with sand from the beach. That is untrue, Corvan Works said.",
        "Ivo Lant dismissed a claim in the Post that sand from the beach had gone into the wall.",
    ],
)
def test_who_denies_another_outlets_report_by_name_denies_its_claim_and_tells_it_again(answer: str) -> None:
    assert triple(find(ledger(made("Post", 2, TOLD), made("Herald", 3, answer)), "sand from the beach")) == (2, 1, "denied")


def test_a_denial_of_a_report_answers_the_statement_that_it_names_and_no_other() -> None:
    other = "Councillor Dana Prell told the Post that two divers had been hurt at the sluice."
    answer = "Corvan Works rejected the report in the Post that the wall had been built with sand from the beach."
    book = ledger(made("Post", 2, other, TOLD), made("Herald", 3, answer))
    assert find(book, "divers").standing == "single origin"


def test_who_denies_what_another_outlet_says_they_said_takes_no_word_back() -> None:
    told = "Mayor Ena Brack boasted that she would sell the old ferry to a scrapyard before Christmas, a guest told the Post."
    answer = "Mayor Ena Brack denied a report in the Post that she would sell the ferry to a scrapyard by Christmas."
    assert find(ledger(made("Post", 2, told), made("Herald", 3, answer)), "scrapyard before").standing == "denied"


def test_a_report_called_untrue_as_a_whole_denies_what_it_opens_with() -> None:
    post = report(f"Three divers drowned in the harbour of Selby, the Post can reveal.\n{BASE} Post was there.", "Post", "2026-03-02T09:00")
    book = ledger(post, made("Herald", 3, "Corvan Works spokesman Ivo Lant calls the Post's story “false from top to bottom”."))
    assert find(book, "Three divers").standing == "denied"
    assert find(book, "gave way").standing != "denied"


def test_a_confirmation_of_another_outlets_report_is_a_second_origin() -> None:
    book = ledger(
        made("Post", 2, TOLD),
        made(
            "Herald",
            3,
            "The Post reported that the wall had been built with sand from the beach. The harbour office confirmed this on Tuesday.",
        ),
    )
    assert triple(find(book, "sand from the beach")) == (2, 2, "corroborated")


@pytest.mark.parametrize(
    "reply",
    [
        "Corvan Works said that no such permit had been given.",
        "Corvan Works said it had never been sent such a permit.",
    ],
)
def test_what_such_stands_for_is_denied_whoever_told_of_it(reply: str) -> None:
    book = ledger(made("Post", 2, "A permit of the county, seen by the Post, gave Corvan Works leave to dig in the bay.", reply))
    assert find(book, "leave to dig").standing == "denied"


def test_what_its_outlet_has_withdrawn_backs_nobody() -> None:
    said = "Four people of a home for the aged in Lutra had drowned, mayor Hulda Serk said."
    back = "Post withdraws its report of Monday that four people of a home for the aged in Lutra had drowned."
    other = report(f"The tide fell in Lutra on Wednesday and the ferries ran again.\n{back}", "Post", "2026-03-04T09:00")
    claim = find(ledger(made("Herald", 2, said), made("Radio", 3, "The sea was calm, Ena Brack said."), other), "home for the aged")
    assert len(claim.origins) == 1


def test_who_says_no_to_what_is_put_to_them_denies_it() -> None:
    text = "The board settled on a sale of the ferry last night. “We have settled nothing,” chairwoman Mira Osk said when the Post put it to her."
    assert find(ledger(made("Post", 2, text)), "settled on a sale").standing == "denied"


@pytest.mark.parametrize(
    "back",
    [
        "12:30 We withdraw our 10:40 post. Nobody has left the room.",
        "12:30 We take back our 10:40 post: nobody has left, and the talks go on.",
        "12:30 We got the talks wrong. They have not collapsed and we take the report back.",
    ],
)
def test_an_outlet_takes_back_the_post_whose_time_or_words_it_names(back: str) -> None:
    posts = ("10:40 The talks on the wall have collapsed.", "11:15 Ferries run to Merrow again.", back)
    book = ledger(made("Post", 2, *posts))
    assert find(book, "have collapsed").standing == "withdrawn"
    assert find(book, "Ferries run").standing == "single origin"


def test_an_outlet_that_withdraws_its_report_withdraws_it_where_it_was_copied() -> None:
    said = "Four people of a home for the aged in Lutra had drowned, mayor Hulda Serk said."
    book = ledger(
        made("Post", 2, said),
        made("Herald", 3, said),
        report(
            "The tide fell in Lutra on Wednesday and the ferries ran again.\n"
            "Post withdraws its report of Monday that four people of a home for the aged in Lutra had drowned.",
            "Post",
            "2026-03-04T09:00",
        ),
    )
    assert triple(find(book, "home for the aged")) == (2, 1, "withdrawn")


@pytest.mark.parametrize(
    "back",
    [
        "Prell said on Tuesday that she had been wrong about the sand from the beach.",
        "Prell has since withdrawn the remark about sand from the beach.",
        "Prell apologised in the evening for saying that the wall was built with sand from the beach.",
    ],
)
def test_a_source_that_was_wrong_by_its_own_word_has_withdrawn_its_claim(back: str) -> None:
    book = ledger(made("Post", 2, TOLD, "The council paid for the wall, Prell said."), made("Herald", 3, back))
    assert find(book, "built with sand").standing == "withdrawn"
    assert find(book, "council paid").standing == "single origin"


@pytest.mark.parametrize(
    "said",
    [
        "“I have never taken it so seriously,” Prell said.",
        "“We were wrong about the tide,” Prell said.",
        "Prell said she was misled by her own records about the sand and the wall. "
        "“We were wrong because our records of the sand were wrong,” Prell said.",
    ],
)
def test_a_source_that_speaks_of_something_else_withdraws_nothing(said: str) -> None:
    book = ledger(made("Post", 2, TOLD, said))
    assert find(book, "built with sand").standing == "single origin"


def test_a_figure_of_one_source_in_other_words_is_its_claim_told_again() -> None:
    book = ledger(
        made("Post", 2, "Transport chief Ruth Calder said the closure was costing the port 14 million crowns a day."),
        made("Herald", 3, "Calder says her port is bleeding 14 million crowns a day, so the week will be dear."),
    )
    assert triple(find(book, "14 million crowns a day")) == (2, 1, "repeated")


@pytest.mark.parametrize(
    "again",
    [
        "Fetching everybody home will come to 40 million crowns at the very most, Ruth Calder swears.",
        "Calder's answer is 40 million crowns for a rescue.",
    ],
)
def test_a_telling_number_of_one_source_is_its_claim_told_again(again: str) -> None:
    book = ledger(
        made("Post", 2, "Minister Ruth Calder said the rescue would cost no more than 40 million crowns."),
        made("Herald", 3, again),
    )
    assert triple(find(book, "no more than 40 million")) == (2, 1, "repeated")


def test_a_number_that_stands_for_a_whole_or_for_an_earlier_one_joins_nothing() -> None:
    book = ledger(
        made("Post", 2, "Harbour chief Ruth Calder said 23 welds of the sluice had cracked."),
        made("Herald", 3, "Nine of the 23 cracked welds had been made good by Tuesday, site foreman Colm Deery said."),
    )
    assert find(book, "23 welds").outlets == ("Post",)


def test_one_quotation_under_two_names_of_its_source_is_one_claim_of_one_origin() -> None:
    book = ledger(
        made("Post", 2, "The Coastal Charter said its divers had seen “isolated irregularities” in the wall."),
        made("Herald", 3, "Charter observers spoke of “isolated irregularities”, nothing more, observers of the Charter said."),
        made("Radio", 3, "“It was the sea,” said Ena Brack."),
    )
    claim = find(book, "its divers had seen")
    assert len(claim.origins) == 1
    assert claim.standing in ("repeated", "single origin")


def test_two_sources_that_say_one_thing_in_other_words_corroborate() -> None:
    book = ledger(
        made(
            "Post",
            2,
            "The regional prosecutor has seized the ventilation logs of the mine and opened a criminal case, lawyer Emil Dask said.",
        ),
        made(
            "Herald",
            3,
            "Prosecutors had opened a criminal inquiry and seized the ventilation records of the mine, inspector Pavla Renn said.",
        ),
    )
    assert triple(find(book, "ventilation logs")) == (2, 2, "corroborated")


@pytest.mark.parametrize(
    "other",
    [
        "Prosecutors had opened a criminal inquiry and closed the road past the mine, inspector Pavla Renn said.",
        "Prosecutors had opened a criminal inquiry and seized the ventilation records of the mine, Emil Dask's lawyer said.",
    ],
)
def test_who_says_another_thing_of_it_or_is_the_same_source_is_no_second_witness(other: str) -> None:
    said = "The regional prosecutor has seized the ventilation logs of the mine and opened a criminal case, lawyer Emil Dask said."
    assert len(find(ledger(made("Post", 2, said), made("Herald", 3, other)), "ventilation logs").origins) == 1


def test_a_source_that_names_its_earlier_word_has_put_another_in_its_place() -> None:
    book = ledger(
        made("Post", 2, "Trains would be back to normal within 48 hours of a deal, rail chief Yvette Laine said."),
        made("Herald", 4, "Normal service would not return before Sunday, rather than the 48 hours she gave on Monday, Yvette Laine said."),
    )
    early = find(book, "back to normal")
    assert early.standing == "revised"
    assert early.why.endswith("put another word in its place.")
    assert find(book, "before Sunday").standing == "single origin"


def test_another_number_of_the_same_source_stays_where_only_one_is_replaced() -> None:
    book = ledger(
        made("Post", 2, "The strike has cost 14 million crowns, rail chief Yvette Laine said."),
        made("Herald", 4, "Normal service would not return before Sunday, rather than the 48 hours she gave on Monday, Yvette Laine said."),
    )
    assert find(book, "14 million").standing == "single origin"
