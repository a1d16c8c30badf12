"""What an outlet says in its own voice: beside the words of others, and never lines of its page."""

import pytest

from build import report
from writethru.extract import extract

LEAD = "The road to Merrow is shut to all traffic until further notice."


def told(text: str) -> list[tuple[str | None, str]]:
    r = report(f"{LEAD}\n{text}", "Post", "2026-03-02T09:00")
    made = [(s.attribution.speaker if s.attribution else None, " ".join(r.text[a:b] for a, b in s.content)) for s in extract(r).statements]
    return [row for row in made if row[1] != LEAD]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (
            "The head of the Ostby works resigned on Thursday after the minister said he had lost his trust in him.",
            "The head of the Ostby works resigned on Thursday",
        ),
        ("Fourteen people were arrested in Merrow and police said that more would be held.", "Fourteen people were arrested in Merrow"),
        ("The railway suspended 46 trains and said it would not run any before Friday.", "The railway suspended 46 trains"),
        ("The firm cut 300 jobs at its plant in Merrow, blaming the strike.", "The firm cut 300 jobs at its plant in Merrow"),
        ("The minister toured the works at Ostby, where she told reporters that it would stay.", "The minister toured the works at Ostby"),
        ("The council, after a long and bitter debate, and by a narrow vote, said it would close the road.", None),
        ("Ann Orr, who runs the mill, and her deputy said that it would close.", None),
        ("On Thursday the minister said he had lost his trust in the head of the works.", None),
        ("After the vote the minister said he had lost his trust in the head of the works.", None),
    ],
)
def test_what_an_outlet_tells_before_somebody_is_quoted_is_its_own_word(text: str, own: str | None) -> None:
    found = told(text)
    assert [words for who, words in found if who is None] == ([own] if own else [])
    assert [who for who, _ in found if who] != []


@pytest.mark.parametrize(
    "line",
    [
        "Thank you for reading our report tonight.",
        "Listen again to the whole debate on our pages.",
        "Sign up to our letter for more like this.",
    ],
)
def test_a_line_of_the_page_tells_nothing(line: str) -> None:
    assert told(line) == []


def test_a_day_beyond_another_clause_is_not_when_it_was_said() -> None:
    r = report(
        f"{LEAD}\nThe loss came to 39 million marks, Ada Venn said, and not the sum that the company had given on Monday.",
        "Post",
        "2026-03-05T09:00",
    )
    (said,) = [s.said for s in extract(r).statements if s.attribution]
    assert said == "2026-03-05"
