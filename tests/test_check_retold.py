"""`check` on one invented story retold: what a retelling may say in other figures, over two sentences or with another verb, and what not."""

from functools import cache

import pytest

from build import checker, problem_kinds
from writethru.checking import Against
from writethru.verdict import Checked

TEXTS = {
    "Port Courier": "The Harlow ferry company will shut its Belfield depot, it said on Monday.\n"
    "Of the 410 people who work at the depot, 365 will lose their jobs, said the site manager, Tilda Rehn.\n"
    "The company, founded in 1994, operates 34 boats to 62 harbours. It owes its creditors $85 million.\n"
    "Ticket prices had come down from $50 to $22 in the spring. The boats carry 38 per cent of the county's freight.\n"
    "A survey of the hulls was 19 days old when the first leak was found, the harbour office said.\n"
    "The crossing takes an hour and a quarter in good weather, said the pilot, Orla Fenn.\n"
    "The night boat did not run again until noon on Sunday.\n"
    "A request for a loan had been turned down by the county, the treasurer, Piet Lomas, said.\n"
    "Marge Dunne, who speaks for the union, said pumping out the wreck may take 14 days, because the oil has thickened in the cold.\n"
    "Mayor Hanne Voss said she was bitterly disappointed by the closure.",
    "Belfield Echo": "About a third of travellers come from abroad, said the tourist office. Some 320,000 people are thought to hold tickets for the autumn.\n"
    "The firm's lawyer, Jonas Tveit, blamed the missing page on a clerical slip.\n"
    "Nils Aberg of the traders' guild said the town had been let down twice.\n"
    "The ban on night sailing may be extended to Corrie Sound. A decision is due on Thursday.\n"
    "Twelve boats were let out of the basin on Tuesday after their hulls had been washed.",
}


@cache
def against() -> Against:
    return checker(TEXTS)


def one(sentence: str) -> Checked:
    (found,) = against().check(sentence, "text/plain").sentences
    return found


FAITHFUL = {
    "what two figures leave": "Only 45 workers keep their posts at the depot, by its manager's account.",
    "a figure that leads to a passage in other words": "The failing firm dates back to 1994 and calls at more than 60 ports.",
    "a part for percent": "More than a third of the county's freight goes by the boats.",
    "weeks for days": "The survey of the hulls was nearly three weeks old when a leak was first found.",
    "minutes for an hour and a part": "In good weather the crossing lasts 75 minutes, the pilot Orla Fenn said.",
    "one in so many": "One traveller in three comes from abroad, the tourist office said.",
    "a fall from one to another": "Ticket prices fell from $50 to $22 in spring.",
    "before for not until": "It was noon on Sunday before the night boat ran again.",
    "a denial in the passive": "The treasurer, Piet Lomas, said that a request for a loan was rejected by the county.",
    "a date in the next sentence": "The ban on night sailing might be extended to Corrie Sound, and a decision is due on Thursday.",
    "a speaker named by a verb that is no cue": "Jonas Tveit put the missing page down to a clerical slip.",
}


@pytest.mark.parametrize("name", FAITHFUL)
def test_a_retelling_is_not_accused(name: str) -> None:
    found = one(FAITHFUL[name])
    assert (found.verdict, problem_kinds(found)) == ("supported", set())


FAULTY = {
    "another remainder": ("Only 75 workers keep their posts at the depot, by its manager's account.", "unsupported-number"),
    "another part": ("More than half of the county's freight goes by the boats.", "unsupported-number"),
    "weeks too many": ("The survey of the hulls was nearly six weeks old when a leak was first found.", "unsupported-number"),
    "another hour": ("In good weather the crossing lasts 95 minutes, the pilot Orla Fenn said.", "unsupported-number"),
    "one in too few": ("One traveller in five comes from abroad, the tourist office said.", "unsupported-number"),
    "a claim given to two": (
        "Jonas Tveit and Nils Aberg both blamed the missing page on a clerical slip.",
        "merged-claims",
    ),
    "a hedge on the clause with the figure": ("Pumping out the wreck will last a fortnight, Marge Dunne said.", "lost-hedge"),
    "people thought to": ("Roughly 320,000 customers have autumn tickets.", "lost-hedge"),
    "it was she who said": (
        "It was Orla Fenn who said that she was bitterly disappointed by the closure.",
        "wrong-speaker",
    ),
    "a part of the whole put in": (
        "Twelve boats, most of them trawlers, were let out of the basin on Tuesday after their hulls had been washed.",
        "no-source",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_fault_in_a_retelling_is_found(name: str) -> None:
    sentence, kind = FAULTY[name]
    found = one(sentence)
    assert found.verdict not in ("supported", "not-a-claim")
    assert kind in problem_kinds(found)


def test_who_says_it_himself_in_another_passage_is_held_to_how_firmly_he_does() -> None:
    texts = {
        "Post": "Vesteria is preparing to send 12,000 soldiers to Lomar, Lomar's military intelligence said.",
        "Echo": "Lomar's president, Ada Orr, warned that Vesteria could soon have as many as 12,000 soldiers in Lomar.",
    }
    (found,) = checker(texts).check("Orr warned that 12,000 soldiers will be in Lomar.", "text/plain").sentences
    assert "lost-hedge" in problem_kinds(found)
