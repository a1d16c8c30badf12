"""Quotation marks: what is opened, closed, continued, and what is only an apostrophe."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writethru.extract.quote import quotations

CASES = {
    "straight": ('"Go on," she said. "Quick."', ['"Go on,"', '"Quick."']),
    "curly": ("“Go on,” she said.", ["“Go on,”"]),
    "single British with apostrophes": ("‘We’ve been had,’ he said. The sailors’ hall", ["‘We’ve been had,’"]),
    "straight single with a plural possessive": ("'It is the boys' club,' she said.", ["'It is the boys' club,'"]),
    "clipped words open nothing": ("In the '90s 'tis said he's 5'10 tall", []),
    "two single marks as a double": ("''Oh yes,'' he said", ["''Oh yes,''"]),
    "guillemets": ("«Nein», sagte er", ["«Nein»"]),
    "curly opened, straight closed": ('“It is late," she said, and left.', ['“It is late,"']),
    "a term": ('the "remain" camp', ['"remain"']),
    "bracketed insertion": ('"[The board] knew," he said', ['"[The board] knew,"']),
    "lost closing mark at a paragraph's start": ("“It went on and on.\nHe left.", ["“It went on and on."]),
    "lost mark in mid-sentence is ignored": ('He called it "fine. And so it went on', []),
    "nested single inside double": ("“He said ‘no’ twice,” she said", ["“He said ‘no’ twice,”"]),
    "single inches": ("a 6' wall and a 5' gate", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_finds(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text)] == expected


def test_a_quotation_over_paragraphs_goes_on() -> None:
    found = quotations("“One part.\n“Second part,” she said. “Third.”")
    assert [(q.closed, q.goes_on) for q in found] == [(False, False), (True, True), (True, False)]


@pytest.mark.parametrize(
    ("text", "uttered"),
    [
        ('He said: "Go home."', True),
        ('the "remain" camp', False),
        ('It was "a very long and quite unnecessary night out" for all', True),
        ('"No," he said', True),
    ],
)
def test_an_utterance_is_told_from_a_term(text: str, uttered: bool) -> None:
    assert [q.uttered for q in quotations(text)] == [uttered]


@given(st.text(alphabet="ab s.,\n\"'“”‘’«»„`", max_size=120))
def test_quotations_lie_in_order_inside_the_text(text: str) -> None:
    end = 0
    for q in quotations(text):
        assert end <= q.start < q.inner_start <= q.inner_end <= q.end <= len(text)
        assert "\n" not in text[q.start : q.end]
        end = q.end
