"""`check` on one invented story told in other words: what a retelling may reckon, deny by a word or take from the next sentence, and what not."""

from functools import cache

import pytest

from build import checker, problem_kinds
from writethru.checking import Against
from writethru.tell.measure import Number, fit
from writethru.verdict import Checked

TEXTS = {
    "Marl Gazette": "The council of Fennimouth closed its swimming baths on Monday after cracks were found in the ceiling.\n"
    "About 2,100 of the town's 5,400 pupils have lessons there, the council said.\n"
    "Inspector Hedda Lorne had been able to visit only three of seven pools in the county.\n"
    "About 420 of the 500 evicted bathers got their clothes back on Tuesday. The rest must wait, the council said.\n"
    "The architect, Tomas Brill, said 40 million crowns had been spent on the roof. The guild's head, Ruta Senn, said at least 120 million would be needed.\n"
    "Residents who cannot pay the spring charge will not be fined, the town hall said.\n"
    "In the square several hundred people marched against the sale.\n"
    "Brill denied that staff would lose pay.\n"
    "No bather would be left without a locker, and 350 keys would be cut, said the caretaker, Otto Wend.\n"
    "Ivo Marsh, the pool's engineer, said the repairs would be made in three stages over 45 days.\n"
    "The ban on diving was announced on Tuesday. It took effect at 18:00.\n"
    "Sales of day tickets brought in 640,000 crowns last year, about 18 per cent of the town's income.\n"
    "Crews had driven to the wrong Elm Street twice on Sunday. There are four in the town.",
    "Fenn Herald": "The council must pass a new budget by 1 July or spending will be frozen at last year's level.\n"
    "The next inspection is planned for Tuesday, the county said, and it hopes all pools will be open by the end of the month.\n"
    "The council has shut its pools at Denholt and Westerley until the checks are over.\n"
    "The council received the disputed appendix in May, said the clerk, Anna Reuss.\n"
    "Castellan, the builder, said the mayor did not authorise any talks with the owners.",
}


@cache
def against() -> Against:
    return checker(TEXTS)


def one(sentence: str) -> Checked:
    (found,) = against().check(sentence, "text/plain").sentences
    return found


FAITHFUL = {
    "a part of a whole the passage gives": "More than a third of the pupils have lessons there.",
    "what is left of a whole": "Four of the seven pools in the county had not been visited by Inspector Hedda Lorne.",
    "a difference, roughly": "The roughly 80 bathers left must wait, according to the council.",
    "so many times as much": "Brill said 40 million crowns had been spent on the roof, but Ruta Senn says three times as much is needed.",
    "so many times a figure of the draft": "Ruta Senn said at least 120 million crowns would be needed, three times the 40 million spent on the roof.",
    "a denial inside a verb": "Residents unable to pay the spring charge will escape a fine, the town hall said.",
    "a denial inside a noun": "Opponents of the sale marched through the square.",
    "a denied loss": "Staff will still be paid, according to Brill.",
    "a not and a without": "Otto Wend said 350 keys would be cut for the bathers' lockers.",
    "over as long as": "The repairs would be made within 45 days, Ivo Marsh said.",
    "an hour told in the next sentence": "Diving has been banned since six o'clock on Tuesday evening.",
    "nearly a fifth": "Day tickets brought in 640,000 crowns last year, nearly a fifth of the town's income.",
    "how many, in the next sentence": "Four streets in the town are called Elm.",
    "a count of the names beside it": "Denholt and Westerley, two other pools, are shut until the checks are over.",
    "a word for the thing": "The council got the appendix in May, the clerk said.",
}


@pytest.mark.parametrize("name", FAITHFUL)
def test_a_faithful_retelling_is_not_accused(name: str) -> None:
    found = one(FAITHFUL[name])
    assert (found.verdict, problem_kinds(found)) == ("supported", set())


FAULTY = {
    "too many times a figure of the draft": (
        "Ruta Senn said at least 120 million crowns would be needed, five times the 40 million spent on the roof.",
        "unsupported-number",
    ),
    "another part of the whole": ("More than half of the pupils have lessons there.", "unsupported-number"),
    "what is not left": ("Six of the seven pools in the county had not been visited by Inspector Hedda Lorne.", "unsupported-number"),
    "fewer times as much": (
        "Brill said 40 million crowns had been spent on the roof, but Ruta Senn says five times as much is needed.",
        "unsupported-number",
    ),
    "the denial gone": ("Residents who cannot pay the spring charge will be fined, the town hall said.", "lost-negation"),
    "another day than the one of the hour": ("Diving has been banned since six o'clock on Monday evening.", "wrong-date"),
    "another hour": ("Diving has been banned since nine o'clock on Tuesday evening.", "wrong-date"),
    "another deadline, beside a year": (
        "The council must pass a new budget by 1 August or spending will be frozen at last year's level.",
        "wrong-date",
    ),
    "another day, beside the end of a month": ("The next inspection is planned for Monday, the county said.", "wrong-date"),
    "more names than it stands beside": (
        "Denholt and Westerley, four other pools, are shut until the checks are over.",
        "unsupported-number",
    ),
    "a stressed did": ("The mayor did approve the talks with the owners, said Castellan.", "lost-negation"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_is_found(name: str) -> None:
    sentence, kind = FAULTY[name]
    found = one(sentence)
    assert found.verdict not in ("supported", "not-a-claim")
    assert kind in problem_kinds(found)


def test_a_part_told_in_words_may_be_further_off_than_one_in_percent() -> None:
    percent = Number(0, 1, 18.0, 18.0, "=", "percentag", frozenset())
    assert fit(Number(0, 1, 0.2, 0.2, "~", "", frozenset()), percent) == "same"
    assert fit(Number(0, 1, 20.0, 20.0, "~", "percentag", frozenset()), percent) == ""
    assert fit(Number(0, 1, 0.25, 0.25, "~", "", frozenset()), percent) == ""
