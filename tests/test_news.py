"""What counts as news: no comment in an outlet's own voice, no act as something said, no state that has passed, no day of another scene."""

import pytest

from build import REST, TUE, WED, lines, report, section, told
from writethru.model import Claim, Relation
from writethru.render.plain import size, to_text
from writethru.tell.dispute import opponents
from writethru.tell.passing import passes
from writethru.tell.spoken import comments
from writethru.text import sentences

COMMENTS = [
    ("Closing the bridge at Aldham will pile more pressure on the mayor’s tired council.", True),
    ("Shutting a third crossing will leave the eastern bank without a way out.", True),
    ("A vote to tear the bridge down would send an unwelcome message to the farmers.", True),
    ("The mayor finds herself in a politically awkward position.", True),
    ("The closure could embolden those who want a tunnel.", True),
    ("The council did not immediately respond to requests for comment.", True),
    ("Anyone with information is asked to call the police.", True),
    ("The council will vote on Friday, 12 June.", False),
    ("The bridge will stay shut until the autumn.", False),
    ("Closing the bridge will cost 40,000 crowns a day.", False),
    ("Up to 12 houses could be flooded.", False),
    ("The mayor said that it would be awkward.", False),
    ("“It will pile more pressure on us,” the mayor said.", False),
]


@pytest.mark.parametrize(("sentence", "wanted"), COMMENTS)
def test_judgement_and_forecast_are_known_by_their_words(sentence: str, wanted: bool) -> None:
    assert comments(sentence) is wanted


def test_an_outlets_comment_is_neither_news_nor_a_change_but_what_somebody_says_of_it_is() -> None:
    comment = "Closing the bridge at Aldham will pile more pressure on the mayor’s tired council."
    t = told(
        ("The mayor, Jana Petrik, said the old bridge at Aldham had been shut for good because of its rusted cables.", "Echo", TUE),
        (f"Divers found a second crack in the bridge, the engineer, Emil Vane, said.\n{comment}", "Post", WED),
    )
    assert comment not in {x.text for x in lines(t)}
    assert comment not in {c.after.text for c in t.roundup.changes if c.after}
    said = "Closing the bridge at Aldham will pile more pressure on the council, the engineer, Emil Vane, said."
    t = told((said, "Post", WED))
    assert said in {x.text for x in lines(t)}


def test_what_a_thing_does_is_not_told_as_said() -> None:
    t = told(
        (
            "The mayor, Jana Petrik, said the bridge was lost.\nThe old bridge makes sure that carts can pass in any weather at all."
            "\nPetrik was asked about the harbour wall, which carries the road to Lower Wren over eleven stone arches.",
            "Echo",
            TUE,
        ),
        length="full",
    )
    assert all("makes sure" not in x for x in section(t, "Who said what"))
    assert any("makes sure" in x.text for x in lines(t))


PASSING = [
    ("Police are looking for a man of 30 in a grey coat.", True),
    ("Detectives want to talk with Ivo Lasker.", True),
    ("No arrests have been made.", True),
    ("Two men are in custody.", True),
    ("Police arrested two men at noon.", False),
    ("“They are looking for a man,” Petrik said.", False),
    ("The bridge is looking old.", False),
]


@pytest.mark.parametrize(("sentence", "wanted"), PASSING)
def test_states_that_pass_are_known_by_their_words(sentence: str, wanted: bool) -> None:
    assert passes(sentence) is wanted


def test_a_search_of_an_earlier_day_is_not_told_as_of_today() -> None:
    search = "Police in Aldham are looking for the driver of a lorry that hit the bridge, Sergeant Emil Vane said."
    found = "The driver of the lorry that hit the bridge at Aldham gave himself up at noon, Sergeant Emil Vane said."
    assert search in {x.text for x in lines(told((search, "Echo", TUE)))}
    both = {x.text for x in lines(told((search, "Echo", TUE), (found, "Post", WED)))}
    assert found in both
    assert search not in both


SCENES = {
    "a clock time in a scene of long before": (
        "The first crack was seen on 3 March 2026.\nAt 9:15 p.m., the engineer, Emil Vane, called the council and asked for the bridge to be shut.",
        "called the council",
    ),
    "a day inside a quotation": (
        "“We shut the bridge on Monday because of the cables,” Jana Petrik wrote to the council of Aldham.",
        "We shut the bridge",
    ),
    "a day that names a thing": (
        "The letter warned the 3 March Committee of Aldham that the cables of the bridge were rusted through.",
        "Committee of Aldham",
    ),
    "an office somebody is up for": ("Jana Petrik, the mayor of Aldham, is up for re-election in November.", "up for re-election"),
}


@pytest.mark.parametrize("name", SCENES)
def test_a_day_that_is_not_surely_meant_makes_no_entry(name: str) -> None:
    text, words = SCENES[name]
    assert not [x for x in section(told((text, "Echo", TUE), (text, "Post", WED)), "Timeline") if words in x]


def test_a_day_of_the_week_of_publication_makes_one() -> None:
    text = "On Monday, the council of Aldham shut the bridge over the Lorne to all traffic and put up fences."
    (line,) = [x for x in lines(told((text, "Echo", TUE))) if "put up fences" in x.text]
    assert line.when in ("2026-06-08", "")


def test_the_news_stands_first_and_no_quotation_that_points_back_on_top() -> None:
    t = told(
        (
            "The bridge at Aldham was shut for good on Tuesday after divers found its cables rusted through.\n"
            "“This bridge at Aldham was rusted through, and so the bridge was shut,” Jana Petrik, the mayor of Aldham, said.\n"
            "“The bridge at Aldham is shut,” Emil Vane said.",
            "Echo",
            TUE,
        )
    )
    top = [x.text for x in t.roundup.need_to_know]
    assert top[0].startswith("The bridge at Aldham was shut for good")
    assert not any(x.startswith("“This bridge") for x in top)


def test_a_person_is_told_with_office_where_a_report_gives_it_and_no_line_does() -> None:
    t = told(
        (
            "Emil Vane warned in May that the cables would not hold.\n“I told them in May,” Emil Vane said on Tuesday.\n"
            "Emil Vane, the county’s engineer for bridges, had measured them himself.",
            "Echo",
            TUE,
        )
    )
    named = [x.text for x in lines(t) if "Emil Vane" in x.text]
    assert sum("engineer for bridges" in x for x in named) == 1
    assert "engineer for bridges" in named[0]


def test_a_company_of_the_same_name_is_no_person() -> None:
    t = told(
        (
            "Hallam Dairy has shut its plant at Aldham, the inspector, Emil Vane, said.\n"
            "“I was wrong,” its director, Gareth Hallam, told reporters in Aldham on Tuesday.",
            "Echo",
            TUE,
        )
    )
    assert not any("Gareth Hallam Dairy" in x.text for x in lines(t))


def test_a_change_is_told_once_and_marked_where_it_is_told() -> None:
    t = told(
        ("The council of Aldham said the bridge was safe.", "Echo", TUE),
        ("The mayor, Jana Petrik, confirmed on Wednesday that the cables of the bridge had rusted through in May.", "Post", WED),
    )
    text = to_text([t], [])
    assert text.count("had rusted through in May") == 1
    assert "  confirmed · single origin" in text or "  new · single origin" in text


def test_the_size_says_which_reports_name_no_outlet() -> None:
    named, bare = report(REST, "Echo", TUE), report(REST + " It rained.", "", TUE)
    assert size([named, bare]) == "2 reports · 2 outlets (1 unnamed)"
    assert size([named]) == "1 report · 1 outlet"


def test_one_sentence_that_confirms_and_denies_is_one_change() -> None:
    t = told(
        ("The council of Aldham denied that the cables of the bridge were rusted.", "Echo", TUE),
        ("The council of Aldham confirmed on Wednesday that the cables of the bridge were rusted, a day after denying it.", "Post", WED),
    )
    words = [c.after.text for c in t.roundup.changes if c.after]
    assert words
    assert len(words) == len(set(words))


def test_the_sources_say_what_was_taken_from_which_in_words() -> None:
    wire = (
        "The old bridge at Aldham was shut for good on Tuesday after divers found its cables rusted through, the mayor, Jana Petrik, said. "
        "Carts and buses are sent over the ford at Lower Wren until a new bridge stands, which may take two years and 12 million crowns."
    )
    t = told((wire, "Tessera", TUE), (wire, "Echo", WED))
    text = to_text([t], [])
    assert "copy as 1" in text or "copy of 1" in text
    assert "exact of" not in text
    assert "syndication of" not in text


def test_a_rank_before_a_name_ends_no_sentence() -> None:
    assert len(sentences("The film is looked at, said Det. Emil Vane, of the police. It rained.")) == 2


def claim(name: str, text: str, other: str) -> Claim:
    """A claim that the ledger sets against another."""
    against = (Relation("conflicts", other, "opposite polarity"),)
    return Claim(name, text, f"Speaker {name}", "said", (), False, "disputed", (), (), None, None, (), against)


def test_two_who_both_say_what_is_not_covered_do_not_deny_each_other() -> None:
    no, nor = "The tolls would not apply to carts and bicycles.", "The tolls do not apply to carts or bicycles of farmers."
    for text, found in ((nor, 0), ("The tolls do apply to carts and bicycles of farmers.", 1)):
        one, two = claim("a", no, "b"), claim("b", text, "a")
        assert len(opponents(one, {"a": one, "b": two})) == found


def test_a_case_put_is_not_told_as_said() -> None:
    case = "If Jana Petrik were to reject the plan of the county for the bridge, farmers would lose their only road to Velm."
    t = told((f"The mayor, Jana Petrik, said the bridge was lost.\n{case}", "Echo", TUE))
    assert case not in section(t, "Who said what")
