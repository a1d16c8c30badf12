"""A report's sentences with who speaks in them by name."""

from build import TUE, report
from writethru.desk import Desk
from writethru.tell.who import Who

TEXT = (
    "The mayor, Jana Petrik, said the bridge would stay closed. She added that the work would take two weeks.\n"
    "“We have no choice,” she said. “The piers are cracked. Nobody wants another accident.”\n"
    "The bridge was built in 1931."
)


def named(sentence: str) -> str:
    desk = Desk()
    r = report(TEXT, "North Press", TUE)
    at = r.text.index(sentence)
    return Who(r, desk.extract(r)).named(at, at + len(sentence))


def test_a_pronoun_that_speaks_is_told_by_its_name() -> None:
    assert named("She added that the work would take two weeks.") == "Jana Petrik added that the work would take two weeks."


def test_words_whose_speaker_stands_in_another_sentence_are_told_with_the_name() -> None:
    assert named("Nobody wants another accident.”") == "Nobody wants another accident.” (Jana Petrik)"


def test_a_sentence_with_its_own_speaker_or_none_stays_as_it_is() -> None:
    assert named("The bridge was built in 1931.") == "The bridge was built in 1931."
    assert named("The mayor, Jana Petrik, said the bridge would stay closed.").startswith("The mayor, Jana Petrik, said")
