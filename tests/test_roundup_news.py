"""What a newsroom would not print: lines that lean on a number or a thing untold, stale plans, colour on top, changes that are none."""

import pytest

from build import TUE, WED, section, told
from writethru.tell.alone import leans
from writethru.tell.opening import whole
from writethru.tell.passing import scene

THU = "2026-06-11T09:00+02:00"
UNSAID = {
    "a number of nothing, after a verb that counts": "The firm counted 9,000.",
    "a number of nothing, after a county": "The county says it was 540.",
    "a range of nothing": "Police estimated between 3,500 and 4,500.",
    "a billion of nothing": "The opposition wants a full billion.",
    "a few hundred of nothing": "On Wednesday there were only a few hundred.",
    "half of what": "The ministry says it was fewer than half that.",
    "the true figure of what": "The guild said the true figure was 14,000, because the firm had left out 2,500 temporary workers.",
    "shorter than what": "Queues at Aldham station are shorter.",
    "others than whom": "Three others appear to be unhurt, the county said.",
    "a quotation that gives a figure of nothing": "“It is 98,000, and it is in our books,” Orr said.",
    "what was accepted": "The guild's executive accepted it by 17 votes to 12.",
    "what is put to a ballot": "The nurses' guild will put it to a ballot.",
    "freed with whom": "A bus driver freed with her was a contractor’s man and not on the payroll.",
    "what the police put at": "Cops put it at 560.",
    "the fifth of what": "The fifth was Emil Orr, a watchman of the mill.",
    "the eighth of what": "Chief inspector Emil Orr said the eighth had come to light on Wednesday.",
    "whose spokeswoman": "Danica Orr, his spokeswoman, would not say whether an answer would come before noon.",
    "which patient": "The patient, a man of 58 from Weir Street, died shortly after five, Emil Orr said.",
    "31 of what": "The claim of 31 is borne out by nobody.",
    "other numbers than which": "The rebels have given other numbers.",
    "a quotation of so many": "“It is close to nine hundred, because nobody counts those,” Orr said.",
    "what is not so": "Not so, two members of the board tell Lorne News.",
}
SAID = {
    "an ordinal with its noun": "The second bridge was shut on Monday.",
    "a person with her office": "Ann Orr, the mayor, would not say whether an answer would come before noon.",
    "a man charged with something": "A man charged with murder was led into the court at Aldham.",
    "a quotation that says it is so": "“It is a shame for the town,” said Orr.",
    "put at risk": "The mayor put the bridge at risk.",
    "a number with its noun": "The guild said the true number of jobs lost was nearer 2,650.",
    "money with its unit": "The ministry said the bridge had cost 2 million talers and the repair 3 million.",
    "what a town has": "The population was 3 million.",
    "a range that something is put at": "Geographers put the march in the capital at between 55,000 and 60,000.",
    "lower than a thing told": "The water was far lower than on Monday and the queues were shorter.",
    "made it clear": "The council made it clear on Monday.",
    "a thing named before": "The owner bought the tower and sold it in May.",
    "a body and its own it": "Orvane said it would pay.",
    "hours": "The fire burned from 2 to 6.",
}


@pytest.mark.parametrize("name", UNSAID)
def test_a_sentence_that_leaves_out_what_it_counts_or_means_leans(name: str) -> None:
    assert leans(UNSAID[name], {"Orr"})


@pytest.mark.parametrize("name", SAID)
def test_a_sentence_that_tells_what_it_counts_stands(name: str) -> None:
    assert not leans(SAID[name], {"Orr"})


def test_a_bare_count_is_told_with_the_sentence_it_leans_on() -> None:
    t = told(("The Dockers' Guild said 22,000 people took part in the march at Aldham. The firm counted 9,000.", "Echo", TUE))
    every = [x.text for x in t.roundup.need_to_know] + [x.text for s in t.roundup.sections for x in s.lines]
    assert any(x.endswith("march at Aldham. The firm counted 9,000.") for x in every)
    assert "The firm counted 9,000." not in every


def test_than_what_is_higher_no_sentence_before_surely_tells() -> None:
    t = told(("The tank at Aldham can hold 45 tonnes. The ministry said its own estimate was considerably higher.", "Echo", TUE))
    assert not any("considerably higher" in x.text for s in t.roundup.sections for x in s.lines)


def test_a_scene_of_a_few_words_is_no_news() -> None:
    assert scene("Stones are flying on Court Square.")
    assert scene("Orvane breaks its silence.")
    assert not scene("The first of the trapped miners is out.")
    assert not scene("Jana Petrik, the mayor, is holding talks with 14 unions and the owners of the Aldham bridge.")
    assert not whole("Good news from the coast guard.")
    assert not whole("Download the Lorne News app.")


PLAN = "Fire chiefs hope to let 6,000 people of Aldham go home tomorrow, the fire service said."


def test_a_plan_for_a_day_that_has_passed_is_not_told() -> None:
    newer = ("The mayor, Jana Petrik, thanked the crews of the Lorne valley at a service in the old church on Thursday.", "Post", THU)
    every = {x for t in (told((PLAN, "Echo", TUE), newer),) for s in t.roundup.sections for x in section(t, s.heading)}
    top = {x.text for x in told((PLAN, "Echo", TUE), newer).roundup.need_to_know}
    assert not any("go home tomorrow" in x for x in every | top)
    alone = told((PLAN, "Echo", TUE))
    assert any("go home tomorrow" in x.text for x in [*alone.roundup.need_to_know, *(x for s in alone.roundup.sections for x in s.lines)])


def test_a_visit_that_has_passed_and_what_was_asked_of_it_are_not_told() -> None:
    visit = (
        "The minister, Tomas Orr, was expected in Aldham on Tuesday afternoon. His office did not say whether he would walk on the bridge."
    )
    newer = ("The mayor, Jana Petrik, thanked the crews of the Lorne valley at a service in the old church on Thursday.", "Post", THU)
    early, late = told((visit, "Echo", TUE)), told((visit, "Echo", TUE), newer)
    assert any("did not say" in x.text for x in early.roundup.need_to_know)
    assert not any("did not say" in x.text for x in [*late.roundup.need_to_know, *(x for s in late.roundup.sections for x in s.lines)])


def test_a_toll_that_a_later_day_has_raised_is_told_nowhere_but_in_full() -> None:
    early = (
        "The owner of a works at Aldham where a leak has killed five people said on Wednesday that a valve had been shut off.",
        "Echo",
        WED,
    )
    late = ("The number of people killed by the leak at Aldham has risen to six from five, the clinic said on Thursday.", "Post", THU)
    assert any("killed five people" in x.text for x in told(early).roundup.need_to_know)
    t, full = told(early, late), told(early, late, length="full")
    assert not any("killed five people" in x.text for x in [*t.roundup.need_to_know, *(x for s in t.roundup.sections for x in s.lines)])
    assert not any("killed five people" in x.text for x in full.roundup.need_to_know)
    assert any("killed five people" in x.text for s in full.roundup.sections for x in s.lines)


WORDS = "“We are tired and angry, and the whole valley knows who let the old bridge rot for years,” said Ann Lee, a baker."


def test_a_quotation_is_not_on_top_where_there_is_other_news_nor_in_the_timeline() -> None:
    t = told(
        (
            "The bridge at Aldham fell into the Lorne on Tuesday morning, and 14 people were hurt, police said.\n"
            "Divers found two cars under the eastern arch, the fire service said.\n"
            f"{WORDS}\n"
            "The county closed three other bridges of the same age on Tuesday evening.\n"
            "“This was a crime against the valley,” said Ann Lee on Tuesday.",
            "Echo",
            TUE,
        )
    )
    assert len(t.roundup.need_to_know) > 2
    assert not any(x.text.startswith("“") for x in t.roundup.need_to_know)
    assert not any(x.startswith("“") for x in section(t, "Timeline"))
    assert WORDS in section(t, "Who said what")


def test_a_line_on_top_tells_no_day_by_a_yesterday_that_is_two_days_ago() -> None:
    old = "The bridge at Aldham fell into the Lorne yesterday, and 14 people of the valley were hurt, police said."
    new = "The owners of the Aldham bridge offered the valley 3 million crowns for a new one, the mayor, Jana Petrik, said on Thursday."
    assert not any("yesterday" in x.text for x in told((old, "Echo", WED), (new, "Post", THU)).roundup.need_to_know)
    assert any("yesterday" in x.text for x in told((old, "Echo", WED)).roundup.need_to_know)


def test_a_ladder_of_things_is_not_called_by_what_became_of_them() -> None:
    t = told(
        ("The county said 14 tanks were destroyed in the fire at Aldham harbour.", "Echo", TUE),
        ("The county said nine tanks were destroyed in the fire at Aldham harbour.", "Post", WED),
    )
    assert not any(x.startswith(("Destroyed", "Talers", "Crowns")) for x in section(t, "Figures"))


def revised(*texts: tuple[str, str, str]) -> list[tuple[str, str]]:
    return [
        (x.before.text if x.before else "", x.after.text if x.after else "") for x in told(*texts).roundup.changes if x.kind == "revised"
    ]


def test_a_value_revises_the_last_one_of_the_same_thing() -> None:
    found = revised(
        ("The flood at Aldham has killed six people, the county said.", "Echo", TUE),
        ("The flood at Aldham has killed nine people, the county said.", "Post", WED),
        ("The flood at Aldham has killed 12 people, the county said.", "Echo", THU),
    )
    assert [("nine" in a, "12" in b) for a, b in found] == [(True, True)]


def test_a_demand_and_an_age_revise_nothing() -> None:
    assert not revised(
        ("The nurses' guild wants a pay rise of 9% this year.", "Echo", TUE),
        ("The government raised its offer to the nurses' guild to a pay rise of 6% this year, the ministry said.", "Post", WED),
    )
    assert not revised(
        ("Emil Vane, 23, and Olav Brun, 21, face two counts of arson over the fire at Aldham bridge.", "Echo", TUE),
        ("Emil Vane, 24, and Olav Brun, 20, face two counts of arson over the fire at Aldham bridge.", "Post", WED),
    )


def test_a_ladder_of_money_is_called_by_what_the_money_is_for() -> None:
    t = told(
        ("The traders' association put the damage at Aldham at 400,000 crowns.", "Echo", TUE),
        ("The traders' association corrected its estimate of the damage at Aldham to 550,000 crowns.", "Post", WED),
    )
    (line,) = section(t, "Figures")
    assert line.startswith("Damage: 400,000")


def test_a_ladder_tells_no_value_twice_of_one_voice() -> None:
    t = told(
        ("The county said 19 people were injured at Aldham bridge.", "Echo", "2026-06-09T09:00+02:00"),
        ("The county said 29 people were injured at Aldham bridge.", "Post", WED),
        ("The county said 19 people were injured at Aldham bridge, not 29.", "Echo", THU),
    )
    for line in section(t, "Figures"):
        assert line.count("19") < 2


def test_a_value_that_its_own_report_calls_the_first_is_told_as_revised() -> None:
    t = told(
        ("The harbour at Aldham was shut, the ministry said.", "Gazette", TUE),
        (
            "The ministry says Norland has sent some 10,000 soldiers to Aldham. Initially, the ministry had estimated the number of soldiers "
            "sent to Aldham at 3,000.",
            "Echo",
            WED,
        ),
    )
    (change,) = (c for c in t.roundup.changes if c.kind == "revised")
    assert change.before is not None
    assert "3,000" in change.before.text


def test_a_quotation_that_others_bear_out_may_stand_on_top() -> None:
    quoted = "“Today I can confirm that Norland soldiers have been sent to the port of Aldham,” Osman Reyd told reporters."
    t = told(
        (f"{quoted} The harbour was shut on Tuesday.", "Gazette", TUE),
        (f"{quoted} Norland soldiers have been sent to the port of Aldham, the army said.", "Echo", WED),
        (f"{quoted} The ministry said Norland soldiers had been sent to the port of Aldham.", "Herald", WED),
    )
    assert any(x.text.startswith("“Today I can confirm") for x in t.roundup.need_to_know)


def test_what_was_long_ago_is_neither_on_top_nor_confirmed() -> None:
    old = (
        "In 2024 Orvane was fined 180,000 talers over a spill at its works in Aldham. The works opened in 2021 and employ about 310 people."
    )
    t = told(
        (f"The dam of Orvane's works at Aldham burst on Monday and two people died, the police said. {old}", "Echo", TUE),
        (
            f"The ministry said on Tuesday that the dam at Aldham had been inspected in May, and ordered the works shut. {old}",
            "Herald",
            TUE,
        ),
        (f"Divers found a third body below the dam at Aldham on Tuesday evening, the fire service said. {old}", "Lorne News", WED),
    )
    first = [x.text for x in (*t.roundup.need_to_know, *section(t, "Confirmed"))]
    assert first
    assert not any("2024" in x or "2021" in x for x in first)
    assert any("Divers found" in x for x in first)
