"""Answers that do not repeat what they answer, and denials that their source takes back."""

import pytest

from build import ROOT, report
from writethru.desk import Desk
from writethru.extract import extract
from writethru.model import Claim, Ledger, Report
from writethru.reconcile import reconcile
from writethru.relate.lineage import reuse

BASE = "The old bridge over the Ost at Aldton fell into the river before dawn, and the road to Merrow is shut to all traffic."


def made(outlet: str, day: int, *sentences: str) -> Report:
    return report("\n".join([f"{BASE} {outlet} was there.", " ".join(sentences)]), outlet, f"2026-03-0{day}T09:00")


def ledger(*reports: Report) -> Ledger:
    return reconcile(reports, [extract(r) for r in reports], reuse(reports))


def find(book: Ledger, words: str, stance: str = "") -> Claim:
    hits = [c for c in book.claims if words in c.text and stance in ("", c.stance)]
    assert hits, [c.text for c in book.claims]
    return hits[0]


ACCUSED = "Engineer Ada Venn said that the company had hidden the report on the northern pier."


@pytest.mark.parametrize(
    "answer",
    [
        "Aldane Works denied that.",
        "The county rejected the accusation.",
        "Manager Otto Lindgren dismissed the claim.",
    ],
)
def test_a_denial_by_pronoun_denies_what_stands_before_it(answer: str) -> None:
    book = ledger(made("Post", 2, ACCUSED, answer))
    claim = find(book, "hidden the report")
    assert claim.standing == "denied"
    assert [r.kind for r in claim.relations] == ["conflicts"]


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("A gang of 30 is going from shop to shop, said a grocer, Ben Harl.", "Police insist that there is no gang."),
        ("A former clerk said the mayor had taken a bonus in May.", "The county said she had received no bonus at all."),
        ("Ada Venn said she had sent the county a letter about the pier.", "A spokesman said: “We never received any such letter.”"),
        ("Ada Venn said that Aldane Works had known of the crack since May.", "Aldane Works said it had not known of any crack."),
        ("Ada Venn said the crack had been there since May.", "Aldane Works says this is untrue: “No crack was seen before Monday.”"),
    ],
)
def test_who_answers_right_behind_that_there_was_no_such_thing_denies_it(claim: str, answer: str) -> None:
    book = ledger(made("Post", 2, claim, answer))
    assert [c.standing for c in book.claims if c.text in claim] == ["denied"]


@pytest.mark.parametrize(
    ("claim", "answer"),
    [
        ("The minister said the firm would pay for the damage.", "The firm said it had not yet seen the damage."),
        ("Police said the driver had been drinking.", "Ada Venn said no tolls would be taken on Friday."),
        ("Ada Venn said the crack had been there since May.", "Mayor Ena Brack said nobody had told her of the strike."),
    ],
)
def test_who_speaks_of_something_else_or_has_not_done_it_yet_denies_nothing(claim: str, answer: str) -> None:
    book = ledger(made("Post", 2, claim, answer))
    assert [c.standing for c in book.claims if c.text in claim] == ["single origin"]


def test_to_own_up_to_one_thing_takes_back_no_denial_of_another() -> None:
    book = ledger(
        made("Post", 2, "Aldane Works denied that its chief had received 2 million crowns."),
        made("Herald", 3, "Aldane Works admitted that the loss of the year came to 17 million."),
    )
    assert find(book, "received 2 million", "denied").standing == "single origin"


def test_what_another_outlet_says_it_had_reported_is_its_claim_in_other_words() -> None:
    book = ledger(
        made("Post", 2, "The board settled on closing the bridge as early as June, an aide said, and spent the summer choosing the day."),
        made("Herald", 3, "The Post had reported that the board decided on closing the bridge in June.", "Ada Venn flatly denied it."),
    )
    claim = find(book, "as early as June")
    assert (claim.outlets, claim.origins, claim.standing) == (("Post", "Herald"), ("aide",), "denied")


def test_a_post_that_the_page_takes_back_is_withdrawn_and_no_other() -> None:
    posts = (
        "11:10 A second pier has gone, at Merrow.",
        "11:45 Scrap that. Merrow is holding, and we spoke too soon.",
        "12:00 Ferries run to Aldton again.",
    )
    book = ledger(report("\n".join([BASE, *posts]), "Post", "2026-03-02T09:00"))
    assert find(book, "second pier").standing == "withdrawn"
    assert find(book, "Ferries run").standing == "single origin"
    assert find(book, "fell into the river").standing == "single origin"


def test_a_report_that_another_outlet_says_was_taken_down_is_withdrawn() -> None:
    gone = "The Post, which reported on Monday that nine divers had drowned at the bridge, took the article down and apologised, saying its source was ill."
    book = ledger(
        made("Post", 2, "Nine divers have drowned at the bridge in Aldton, the Post can reveal.", "The mayor shut the road."),
        made("Herald", 3, gone),
    )
    assert find(book, "Nine divers").standing == "withdrawn"
    assert find(book, "source was ill").standing == "single origin"
    assert find(book, "mayor shut").standing == "single origin"


def test_who_denies_something_else_in_between_is_not_taken_for_an_answer() -> None:
    book = ledger(made("Post", 2, ACCUSED, "Mayor Ena Brack said that the road would open in June.", "Mayor Ena Brack denied that."))
    assert find(book, "hidden the report").standing == "single origin"


def test_an_answer_weighs_less_than_what_it_answers() -> None:
    book = ledger(made("Post", 2, ACCUSED, "Aldane Works denied that."))
    assert find(book, "that", "denied").weight < find(book, "hidden the report").weight


def test_what_is_admitted_after_a_denial_takes_the_denial_back_in_other_words() -> None:
    book = ledger(
        made("Post", 2, "Aldane Works denied that any valve on tank 7 had been out of use."),
        made("Herald", 3, "Aldane Works admitted on Tuesday that a valve had been shut off since May, a day after denying it."),
    )
    assert find(book, "out of use", "denied").standing == "revised"


def test_irregular_verbs_meet() -> None:
    book = ledger(
        made("Post", 2, "Nurse Salma Reef said the oxygen had run out in the ward before midnight."),
        made("Herald", 2, "The oxygen ran out in the ward before midnight, porter Gus Pell said."),
    )
    assert find(book, "oxygen").standing == "corroborated"


def test_a_source_named_beside_its_office_goes_by_its_name() -> None:
    book = ledger(
        made("Post", 2, "The company, Castor Mining, said the dam had been looked at in May."),
        made("Herald", 2, "Castor Mining said the dam had been looked at in May."),
    )
    claim = find(book, "looked at in May")
    assert (claim.speaker, len(claim.outlets), len(claim.origins)) == ("Castor Mining", 2, 1)


def test_only_the_first_day_that_tells_a_figure_updates_the_one_before() -> None:
    book = ledger(
        made("Post", 2, "Fire chief Tomas Quell said 12 people had been injured in the fall."),
        made("Post", 3, "Fire chief Tomas Quell said 19 people had been injured in the fall."),
        made(
            "Herald", 4, "Tomas Quell, the fire chief, has spoken of 19 people injured, and the clinic in Merrow of many more than those."
        ),
    )
    told = [c for c in book.claims if "19" in c.text]
    assert {c.first_published[:10] for c in told if any(r.kind == "updates" for r in c.relations) and c.first_published} == {"2026-03-03"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("The ferry's owner, Hebrane Lines, said the pumps had been looked at in May.", "The company said the pumps had been looked at in May."),
        ("The coast guard said the pumps had been looked at in May.", "Ragna Elstad, the coast guard's duty officer, said the pumps had been looked at in May."),
        (
            "The mining inspectorate said the pumps had been looked at in May.",
            "The mining inspectorate said the fire had been put out. Its head, Rita Sand, said the pumps had been looked at in May.",
        ),
    ],
)  # fmt: skip
def test_a_body_under_its_sort_and_whoever_speaks_for_it_are_one_origin(first: str, second: str) -> None:
    later = "The ferry is run by its owner, Hebrane Lines. " + second if "Hebrane" in first else second
    book = ledger(made("Post", 2, first), made("Herald", 2, later))
    assert {c.standing for c in book.claims if "looked at in May" in c.text} <= {"repeated", "single origin"}


def test_a_name_or_two_in_common_and_a_not_are_no_dispute() -> None:
    book = ledger(
        made("Post", 2, "Ada Venn said she had not seen the magazine cover of the northern pier before the meeting of the board in May."),
        made("Herald", 2, "Otto Lindgren said that the magazine features a cover with two engineers, a dog and a steaming kettle."),
    )
    assert {c.standing for c in book.claims} <= {"single origin", "repeated"}


def test_a_demand_is_refused_and_not_disputed() -> None:
    book = ledger(
        made("Post", 2, "Ada Venn asked the county to close the northern pier to lorries."),
        made("Herald", 2, "Otto Lindgren said that the county would not close the northern pier to lorries."),
    )
    assert "disputed" not in {c.standing for c in book.claims}


def test_a_number_given_up_by_its_source_disputes_nobody() -> None:
    first = made("Post", 2, "The siren sounded 11 minutes after the alarm, said Petra Holm of Aldane Works.")
    second = made("Herald", 3, "The siren sounded 19 minutes after the alarm, said Ada Venn of the county inspectorate.")
    given_up = made("Radio", 4, "The siren sounded 19 minutes after the alarm, said Petra Holm of Aldane Works.")
    assert find(ledger(first, second), "19 minutes").standing == "disputed"
    assert "disputed" not in {c.standing for c in ledger(first, second, given_up).claims if "19 minutes" in c.text}


def test_what_was_found_in_samples_is_not_that_they_were_taken() -> None:
    book = ledger(
        made("Post", 2, "Inspectors took 60 samples from the works on Tuesday morning, engineer Ada Venn said."),
        made("Herald", 3, "Of the 60 samples taken on Tuesday, nine held lead, Ada Venn said."),
    )
    assert find(book, "nine held lead") is not find(book, "took 60 samples")


def test_who_owns_up_takes_an_earlier_denial_back_and_what_was_said_beside_it() -> None:
    book = ledger(
        made(
            "Post",
            2,
            "Deputy Pavel Orst denied that doctors had written a letter in April.",
            '"No such letter ever came to this house," Orst said.',
        ),
        made("Herald", 4, "Pavel Orst acknowledged that doctors had written a letter to him in April."),
    )
    assert find(book, "doctors had written", "denied").standing == "revised"
    assert find(book, "No such letter").standing == "revised"


def test_an_apology_for_having_said_it_takes_it_back() -> None:
    book = ledger(
        made("Post", 2, "Marta Odu denied that the company had been warned about the booking system."),
        made("Herald", 4, "Marta Odu apologised for having said that there had been no warning."),
    )
    assert find(book, "booking system").standing == "revised"


@pytest.mark.parametrize(
    ("answer", "want"), [("Vestline said all three had.", "disputed"), ("Vestline said they had not.", "single origin")]
)
def test_an_answer_without_its_verb_is_of_what_stands_before_it(answer: str, want: str) -> None:
    book = ledger(made("Post", 2, "The Maritime Board said that two of the pumps on the ferry had not worked.", answer))
    assert find(book, "pumps on the ferry").standing == want


def test_a_denial_in_other_words_answers_the_complaint_before_it() -> None:
    book = ledger(
        made(
            "Post",
            2,
            "Mayor Zita Moll complained that no aircraft had reached the village for hours.",
            "Commander Rui Abrant denied that help had been slow.",
        )
    )
    assert find(book, "no aircraft").standing == "denied"


def test_no_sign_that_something_is_so_agrees_with_its_not_being_so() -> None:
    book = ledger(
        made("Post", 2, "Director Henrik Sale said there was no sign that the safety systems of the port had been touched."),
        made("Herald", 3, "Director Henrik Sale said that the safety systems of the port had not been touched."),
    )
    assert find(book, "safety systems").standing == "repeated"


def test_who_confirms_a_report_in_words_of_his_own_bears_it_out() -> None:
    book = ledger(
        made("Post", 2, "A batch of 9,000 doses stood in a lorry without cooling on Monday night, nurse Oona Prit said."),
        made("Herald", 3, "County officer Edvin Laur confirmed that a lorry had stood without cooling on Monday night."),
    )
    assert find(book, "9,000 doses").standing == "corroborated"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("A gang of 30 is robbing the shops of Aldton, grocer Benno Harl said.", "Police insist that there is no gang."),
        ("The man has a pistol, an officer of the jail told the paper.", "The prison service said there was no gun."),
        ("The mayor took a bonus of two million, clerk Isla Fenn said.", "Mayor Zita Moll said that she had received no bonus at all."),
        (
            "Clerk Isla Fenn said that the council wrote a letter to the company.",
            '"We never received any such letter," said Otto Reth, its manager.',
        ),
    ],
)
def test_who_says_that_there_is_none_denies_what_was_just_said_of_it(said: str, answer: str) -> None:
    book = ledger(made("Post", 2, said, answer))
    assert min(book.claims, key=lambda c: c.appearances[0].passages[0].start if c.speaker else 9**9).standing == "denied"


def test_that_there_is_none_of_something_else_denies_nothing() -> None:
    book = ledger(
        made("Post", 2, "A gang of 30 is robbing the shops of Aldton, grocer Benno Harl said.", "Police said that there was no fire.")
    )
    assert find(book, "gang").standing == "single origin"


@pytest.mark.parametrize(
    "back",
    ["11:45 Scrap that. The dyke at Ottermead is holding, and we spoke too soon.", "11:45 Correction: the dyke at Ottermead has not gone."],
)
def test_what_a_report_takes_back_further_on_is_withdrawn(back: str) -> None:
    text = f"{BASE}\n11:10 A second dyke has gone, at Ottermead, fire officer Jon Pell tells us.\n{back}"
    book = ledger(report(text, "Post", "2026-03-02T09:00"))
    assert find(book, "second dyke").standing == "withdrawn"


def test_a_denial_told_as_a_thing_of_the_past_is_held_against_no_wording_of_the_claim() -> None:
    book = ledger(
        made("Post", 2, "Vesteria has sent soldiers to Lomar, alliance chief Mark Ruger said on Monday after a briefing."),
        made("Herald", 2, "Vesteria and Lomar initially dismissed the report that Vesteria has sent soldiers to Lomar."),
    )
    assert find(book, "Vesteria has sent soldiers", "said").standing == "single origin"
    now = ledger(
        made("Post", 2, "Vesteria has sent soldiers to Lomar, alliance chief Mark Ruger said on Monday after a briefing."),
        made("Herald", 2, "Vesteria and Lomar dismissed the report that Vesteria has sent soldiers to Lomar."),
    )
    assert find(now, "Vesteria has sent soldiers", "said").standing in ("denied", "disputed")


def standing(words: str, *reports: Report) -> str:
    return find(ledger(*reports), words).standing


SACKS = "Prosecutor Ada Strovel said her office had opened an inquiry into a report about three unsealed ballot sacks."


@pytest.mark.parametrize(
    ("claim", "answer", "words"),
    [
        (SACKS, "Chairman Osvin Marlek said that no sack was missing from the inventory.", "opened an inquiry"),
        (
            "Prime Minister Elsa Dorrin said interior minister Jon Malvik had her confidence.",
            "The opposition party said it had collected 58 signatures for a motion of no confidence against Malvik.",
            "had her confidence",
        ),
        (
            "Garrick Unsted said his officers had worked through 31 names of people collected by the charity.",
            "Odile Farran, who runs the charity, said her list had 31 names of people whose families could not reach them.",
            "worked through 31 names",
        ),
        (
            "A deputy said party leader Rudo Kass had met the prime minister at Linmere on Monday night.",
            "The prime minister's party said it does not comment on where the prime minister met whom on Monday night at Linmere.",
            "had met the prime minister",
        ),
    ],
)
def test_what_is_only_spoken_of_is_not_denied(claim: str, answer: str, words: str) -> None:
    assert standing(words, made("Echo", 1, claim, answer), made("Post", 2, claim, answer)) not in ("denied", "disputed")


STORIES = ROOT / "train" / "tell" / "stories"


def pages(*paths: str) -> Ledger:
    desk = Desk()
    for path in paths:
        list(desk.add(str(STORIES / path)))
    (t,) = desk.tellings()
    return t.ledger


def test_what_a_dash_sets_behind_its_own_clause_denies_no_other() -> None:
    """ "Interior ministry: six foam rounds fired – police had denied it" stands under "Court orders recount"."""
    assert find(pages("n/2.txt"), "recount of 176").standing not in ("denied", "disputed")


def test_what_one_outlet_has_from_another_is_no_second_origin() -> None:
    """Octant: "It demanded 18 million crowns, according to a person briefed"; RTO: "Octant is reporting that the gang asked for 18m"."""
    c = find(pages("m/4.txt", "m/7.txt"), "demanded 18 million crowns")
    assert (c.standing, set(c.outlets), len(c.origins)) == ("repeated", {"Octant", "RTO"}, 1)


@pytest.mark.parametrize(
    "late",
    [
        "Ada Venn, who chairs the company, acknowledged that an alarm was ignored at the bridge.",
        "“We were wrong,” said Ada Venn, the chairwoman. “An alarm was ignored at the bridge.” On Monday the company said that no alarm was ignored at the bridge.",
    ],
)
def test_who_owns_to_what_was_denied_takes_the_denial_back(late: str) -> None:
    denial = "Gareth Pim, a spokesman for the company, said on Monday that no alarm was ignored at the bridge."
    book = ledger(made("Post", 2, denial), made("Herald", 4, late))
    assert [c.standing for c in book.claims if c.speaker == "Gareth Pim"] == ["revised"]
    assert [c.standing for c in book.claims if c.speaker == "Ada Venn"] == ["single origin"]


def test_another_party_s_word_takes_no_denial_back() -> None:
    denial = "Gareth Pim, a spokesman for the company, said on Monday that no alarm was ignored at the bridge."
    book = ledger(made("Post", 2, denial), made("Herald", 4, "Engineer Ada Venn said that an alarm was ignored at the bridge."))
    assert {c.standing for c in book.claims if c.speaker} == {"disputed", "denied"}
