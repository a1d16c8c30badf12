"""The rules of `check` on sentences retold freely: each row has a faithful sentence in other words, the same with one fault, and the fault's kind."""

from functools import cache

import pytest

from build import ROOT, TUE, report
from writethru.checking import Against
from writethru.desk import Desk
from writethru.verdict import Checked


@cache
def against(story: str) -> Against:
    desk = Desk()
    list(desk.add(str(ROOT / "eval" / "probes" / "stories" / f"{story}.jsonl")))
    return Against(desk, desk.tellings(), "rules")


def one(story: str, sentence: str) -> Checked:
    (found,) = against(story).check(sentence, "text/plain").sentences
    return found


def kinds(s: Checked) -> set[str]:
    return {p.kind for p in s.problems if p.kind != "single-origin"}


ROWS = {
    "an office in short": (
        "birdflu",
        "Each day lost might carry the virus to six more farms, the chief vet said.",
        "Each day lost will carry the virus to six more farms, the chief vet said.",
        "lost-hedge",
    ),
    "another word for who leads a body": (
        "belmar-strike",
        "Members will be paid for one day out of three, said the union boss.",
        "Members will be paid for one day out of three, said the airport's boss.",
        "wrong-speaker",
    ),
    "a quotation told by he": (
        "governor",
        "Helmgard wrote to the president: “I have broken no rule.”",
        "Orlane wrote to the president: “I have broken no rule.”",
        "wrong-speaker",
    ),
    "a figure that leads to its passage": (
        "tarvia-rate",
        "As many as 20,000 people might be out of work because of the decision, the employers cautioned.",
        "As a result of the decision 20,000 people will be out of work, the employers cautioned.",
        "lost-hedge",
    ),
    "a modal verb where all other words are new": (
        "collapse",
        "The hunt for the missing will probably be over on Friday, the fire chief said.",
        "The hunt for the missing will be over on Friday, the fire chief said.",
        "lost-hedge",
    ),
    "an hour in words": (
        "collapse",
        "The scaffolder was brought out shortly before six in the morning.",
        "The scaffolder was brought out shortly before nine in the morning.",
        "wrong-date",
    ),
    "what two figures leave": (
        "collapse",
        "Ninety evacuees were allowed home on Thursday, which left 120 still waiting.",
        "Ninety evacuees were allowed home on Thursday, which left 150 still waiting.",
        "unsupported-number",
    ),
    "years in decades": (
        "belmar-strike",
        "Dries had been at the airport for two decades.",
        "Dries had been at the airport for three decades.",
        "unsupported-number",
    ),
    "a number that a report puts right": (
        "collapse",
        "Work has been stopped at 12 of the company's sites.",
        "Work has been stopped at 14 of the company's sites.",
        "stale-figure",
    ),
    "a number that another denies": (
        "governor",
        "Helmgard and Soren had 11 calls in April, Grieve says, and not 14.",
        "Helmgard and Soren talked 14 times in April.",
        "disputed-figure",
    ),
    "a count that the other side gives in the next sentence": (
        "governor",
        "Orrin says it spent 240 million talers on bonds.",
        "Orrin spent 310 million talers on bonds.",
        "disputed-figure",
    ),
    "a place after another preposition": (
        "governor",
        "Freya Helmgard taught at the grammar school in Skerrivoe until 2024.",
        "Freya Helmgard taught at the grammar school in Tarnhal until 2024.",
        "wrong-place",
    ),
    "a detail put in": (
        "birdflu",
        "The tractors were taken away on Wednesday afternoon because the police had asked for it.",
        "The tractors were taken away on Wednesday afternoon, after talks in the village hall, because the police had asked for it.",
        "no-source",
    ),
    "the whole of a part": (
        "northfield-fire",
        "About 200,000 of the 1.4 million records have been restored from paper.",
        "About 300,000 of the 1.4 million records have been restored from paper.",
        "unsupported-number",
    ),
    "not before a day": (
        "ostrel-storm",
        "Boats will not run to the islands before Tuesday at the earliest.",
        "Boats will not run to the islands before Thursday at the earliest.",
        "wrong-date",
    ),
    "a term that he was to serve": (
        "governor",
        "Helmgard's term would have run until February 2030.",
        "Helmgard's term would have run until February 2032.",
        "wrong-date",
    ),
}


@pytest.mark.parametrize("name", ROWS)
def test_a_free_retelling_passes_and_its_fault_does_not(name: str) -> None:
    story, faithful, faulty, kind = ROWS[name]
    passed, failed = one(story, faithful), one(story, faulty)
    assert (passed.verdict, kinds(passed)) == ("supported", set())
    assert failed.verdict not in ("supported", "not-a-claim")
    assert kind in kinds(failed)


FAITHFUL = {
    "a first word that is no name": ("governor", "Spirits at the bank are low, according to Hanne Pell, who heads the staff council."),
    "somebody described, not named": ("lusenberg-doping", "A skier who used to race beside her says coaches gave out pills with no label."),
    "who was just named, by he": ("collapse", "Benning says that no written complaint reached anyone at his firm."),
    "a name told in the next sentence": ("collapse", "Dray was brought out alive after 19 hours beneath the ruins."),
    "an event known by its month": ("governor", "The April cut passed by four votes to three."),
    "a verb of owning up beside a quotation": (
        "collapse",
        "“I gave the mayor the wrong date and I have apologised to her,” Harwick admitted.",
    ),
    "not here but there": ("collapse", "Four of the injured were taken not to St Brigid's but to the military hospital at Corran."),
    "not since for the first time since": ("birdflu", "The St Martin's market in Corby Cross has not been cancelled since 1951."),
    "more than the earlier figure": (
        "vess-trial",
        "The organisers spoke of 500 people at the protest, more than the 200 counted by others.",
    ),
}


@pytest.mark.parametrize("name", FAITHFUL)
def test_a_faithful_retelling_is_not_accused(name: str) -> None:
    found = one(*FAITHFUL[name])
    assert (found.verdict, kinds(found)) == ("supported", set())


def test_a_number_that_somebody_else_gives_is_not_the_speakers() -> None:
    texts = {
        "Post": "Alliance chief Mark Ruger has warned both countries about sending Vesterian troops to fight in the Lomar war.\n"
        "The deployment of Vesterian troops “would mark a significant step”, Ruger said after talks with the president.",
        "Echo": "Vesteria has sent some 10,000 troops to train in Lomar, the Defence Office says. It is three times its first estimate.\n"
        "Lomar's president, Ada Orr, says Vesteria is preparing to send 10,000 troops to help in the war.",
    }
    desk = Desk()
    for outlet, text in texts.items():
        desk.keep(report(text, outlet, TUE))
    (found,) = (
        Against(desk, desk.tellings(), "rules")
        .check("Ruger said the deployment of 10,000 Vesterian troops would be a significant step.", "text/plain")
        .sentences
    )
    assert kinds(found) == {"unsupported-number"}
