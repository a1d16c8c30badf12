"""What a claim is worth to an editor, and whether its line is clear under the headlines alone."""

import re
from pathlib import Path

import pytest

from build import TUE, WED, sample, section, told
from writethru.tell.clear import Headlines
from writethru.tell.dated import astray
from writethru.tell.dispute import told_again

GRADED = Path(__file__).parents[1] / "train" / "tell" / "graded"
HEADS = ("Bridge at Aldham falls, three killed", "Aldham bridge: minister orders inquiry")


def weights(*reports: tuple[str, str, str]) -> dict[str, float]:
    return {c.text: c.weight for c in told(*reports).ledger.claims}


def weight(found: dict[str, float], words: str) -> float:
    (one,) = {w for text, w in found.items() if words in text}
    return one


NEWS = "Three people were killed when the bridge at Aldham fell into the river Lorne on Tuesday, the county said."


@pytest.mark.parametrize(
    ("less", "words"),
    [
        ("“It went down like a tray of plates, and I dropped my bag,” said Ena Brack, who lives nearby.", "tray of plates"),
        ("Ena Brack had two cats.", "two cats"),
        ("The county declined to say how old the bridge was.", "how old the bridge was"),
    ],
)
def test_news_that_an_authority_gives_is_worth_more(less: str, words: str) -> None:
    found = weights((f"{NEWS} {less}", "Echo", TUE), (NEWS, "Post", WED))
    assert weight(found, words) < weight(found, "Three people were killed")


def test_worth_is_a_grade_and_the_same_whatever_the_order() -> None:
    reports = [
        (f"{NEWS} Ena Brack had two cats.", "Echo", TUE),
        (f"{NEWS} The minister, Osman Reyd, ordered an inquiry into the fall of the bridge.", "Post", WED),
        ("Engineers had warned of cracks in the bridge at Aldham, the Herald has learned.", "Herald", WED),
    ]
    found = weights(*reports)
    assert len(found) >= 4
    assert all(0 <= w <= 3 for w in found.values())
    assert weights(*reversed(reports)) == found


@pytest.mark.parametrize(
    ("clear", "leans"),
    [
        ("The bridge at Aldham fell into the river Lorne on Tuesday, the county said.", "The second one was worse than that, he said."),
        ("Osman Reyd, the transport minister, ordered an inquiry into the fall of the bridge.", "The letter said so in the first line."),
        ("Three people were killed at Aldham, police said.", "The other two had been told by then, the desk said."),
    ],
)
def test_a_line_that_names_what_it_speaks_of_is_likelier_clear(clear: str, leans: str) -> None:
    heads = Headlines(HEADS)
    assert 0 < heads.clear(leans) < heads.clear(clear) < 1


def test_a_line_is_clearer_under_headlines_that_speak_of_it() -> None:
    text = "The minister ordered an inquiry after the bridge fell."
    assert Headlines(HEADS).clear(text) > Headlines(("Beet prices rise",)).clear(text)
    assert 0 < Headlines(()).clear("") < 1


def test_one_value_that_several_give_is_told_once() -> None:
    t = told(
        ("The county said 86 people had been treated after the bridge fell at Aldham.", "Echo", TUE),
        ("Police said 86 people had been treated after the bridge fell at Aldham.", "Post", TUE),
        ("The county said 112 people had been treated after the bridge fell at Aldham.", "Herald", WED),
    )
    assert section(t, "Figures") == ["People treated: 86 (county, Police); 112 (county)"]


BOTH = "Orr said this afternoon that the board “was given 4.2 million crowns for that bank in the spring and has spent 2.4”. The board says it asked for 4.2 million and got 2.4."


@pytest.mark.parametrize(
    ("line", "again"),
    [
        ("Orr said the board had been given 4.2 million crowns for the bank in the spring and spent 2.4 million.", True),
        ("Orr said the board had been given 4.2 million crowns for the bank in the spring and spent 3.1 million.", False),
        ("The ministry said the water had risen by 4.2 metres in the night and fallen by 2.4.", False),
    ],
)
def test_a_line_that_tells_both_sides_of_a_dispute_is_not_told_again(line: str, again: bool) -> None:
    assert told_again(BOTH, line) is again


def test_sides_with_numbers_in_words_are_both_told() -> None:
    assert not told_again("The army said its teams had recovered five bodies.", "The army said its teams had recovered four bodies.")


def test_every_graded_line_has_its_grades() -> None:
    rows = [row.split("\t") for path in sorted(GRADED.glob("*.tsv")) for row in path.read_text("utf-8").splitlines()]
    assert len(rows) > 5000
    assert {len(r) for r in rows} == {4}
    assert {r[0] for r in rows} == {"0", "1"}
    assert {r[1] for r in rows} == {"0", "1", "2", "3"}
    assert all(r[2] == "-" for r in rows if r[0] == "1")


@pytest.mark.parametrize(
    ("text", "day", "said", "wrong"),
    [
        ("The firm yesterday raised the number to 34.", "2026-06-09", "2026-06-10", True),
        ("The mayor will speak tomorrow.", "2026-06-10", "2026-06-09", True),
        ("The student's mother wept today.", "2026-06-09", "2026-06-10", True),
        ("The student's mother wept today.", "2026-06-10", "2026-06-10", False),
        ("“I saw it yesterday,” Orr said on Tuesday.", "2026-06-09", "2026-06-10", False),
        ("The bridge fell on Tuesday.", "2026-06-09", "2026-06-10", False),
    ],
)
def test_a_line_that_a_reader_takes_for_another_day_is_no_entry_of_the_timeline(text: str, day: str, said: str, wrong: bool) -> None:
    assert astray(text, day, said) is wrong


def test_what_is_conceded_by_the_way_and_what_was_denied_long_before_are_no_changes() -> None:
    t = told(
        ("The bridge at Aldham was shut on Tuesday, the county said.", "Echo", TUE),
        (
            "The head of the ferry firm, Orla Vent, contested on Wednesday how many people had been stranded by the fall of the bridge at Aldham, while "
            "conceding that a crack had been seen. Police had first denied that anybody was hurt at the bridge.",
            "Post",
            WED,
        ),
    )
    assert {c.kind for c in t.roundup.changes if c.after and ("crack" in c.after.text or "first denied" in c.after.text)} <= {"new"}


def test_up_to_a_value_is_that_value_and_fewer_than_it_is_not() -> None:
    t = told(
        ("Up to 12 tonnes of chlorine escaped at Aldham, the firm said.", "Echo", TUE),
        ("The firm said 12 tonnes of chlorine had escaped at Aldham.", "Post", TUE),
        ("The inspectorate said 30 tonnes of chlorine had escaped at Aldham.", "Herald", WED),
    )
    (line,) = section(t, "Figures")
    assert line.count("12") == 1
    assert "30" in line


@pytest.mark.parametrize(
    ("became", "called"),
    [("escaped the flood", "Households"), ("had received aid", "Households"), ("had fled", "Households fled")],
)
def test_a_series_is_called_by_what_became_of_a_thing_not_by_what_it_did_to_another(became: str, called: str) -> None:
    t = told(
        (f"The county said 86 households {became} after the bridge fell at Aldham.", "Echo", TUE),
        (f"The county said 112 households {became} after the bridge fell at Aldham.", "Post", WED),
    )
    assert section(t, "Figures") == [f"{called}: 86 (county); 112 (county)"]


def test_the_figures_of_the_sample_are_called_by_what_they_count_and_end_on_the_newest() -> None:
    lines = dict(x.split(": ", 1) for x in section(sample(), "Figures"))
    assert re.search(r"2,400.*; 5,100", lines["People told to leave"])
    assert re.match(r"11 minutes .*; 19 minutes", next(v for k, v in lines.items() if k.startswith("Public siren")))


def test_nobody_is_introduced_by_an_office_of_something_untold() -> None:
    lines = [x.text for x in (*sample().roundup.need_to_know, *(y for s in sample().roundup.sections for y in s.lines))]
    assert not [x for x in lines if re.search(r"Lasker, its ", x)]
