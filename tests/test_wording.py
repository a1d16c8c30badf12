"""Wordings of a quotation: one utterance or two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from writethru.reconcile.wording import coverage, plain_words, same_words

SAME = [
    ("We are looking at a long night", "We're looking at a long night", "contraction"),
    ("The labour market is cooling", "The labor market is cooling", "spelling"),
    ("We had eleven beds for them", "We had 11 beds for them", "number"),
    ("answer for it before the law", "those responsible will answer for it before the law", "part"),
    (
        "We do not bargain with people who hold a town to ransom",
        "we don't bargain with those who hold a town to ransom",
        "a word for the same",
    ),
    ("This should not have happened and they will answer", "This should never have happened and they will answer", "not for never"),
]
TWO = [
    ("The water is safe to drink", "The water is not safe to drink", "negation gained"),
    ("We thank the people of Lomar", "We thank the people of Torvane", "another name"),
    ("We are ready to talk", "We are ready to fight", "another word"),
    ("We have never asked so much of these lines", "We will never again ask so much of these lines", "another tense"),
    ("There is evidence of foul play", "There is no evidence of foul play", "negation lost"),
]


@pytest.mark.parametrize(("a", "b"), [pytest.param(a, b, id=i) for a, b, i in SAME])
def test_one_utterance(a: str, b: str) -> None:
    assert same_words(plain_words(a), plain_words(b), strict=False)
    assert same_words(plain_words(b), plain_words(a), strict=False)


@pytest.mark.parametrize(("a", "b"), [pytest.param(a, b, id=i) for a, b, i in TWO])
def test_two_utterances(a: str, b: str) -> None:
    assert not same_words(plain_words(a), plain_words(b), strict=False)


def test_on_another_day_nothing_may_be_exchanged() -> None:
    a, b = plain_words("Our aim is to bring every hostage home"), plain_words("Our aim was to bring every hostage home")
    assert same_words(a, b, strict=False)
    assert not same_words(a, b, strict=True)


@given(st.lists(st.sampled_from(["the", "bridge", "was", "not", "safe", "in", "may", "said", "nobody", "knew"]), min_size=2, max_size=20))
def test_a_quotation_is_itself(words: list[str]) -> None:
    said = tuple(words)
    assert coverage(said, said) == 1
    assert same_words(said, said, strict=True)
