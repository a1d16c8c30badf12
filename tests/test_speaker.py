"""Who a source is: two of one surname, couples, days beside names, whose thing it is, pronouns, and phrases that name nobody."""

import pytest

from writethru.extract.attribution import attributions


def speakers(text: str) -> list[tuple[str | None, str]]:
    """(speaker, first words of the content) of a text's attributions, in order."""
    return [(a.speaker, text[a.content[0][0] : a.content[0][1]]) for a in attributions(text)]


def who(text: str, content: str) -> str | None:
    """The speaker of the attribution whose content begins so."""
    return next(s for s, c in speakers(text) if c.strip('“”" ').startswith(content))


LOFT = "Ada Loft met Ben Loft, the former mayor, at the mill on Monday. "


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        pytest.param(LOFT + "Mrs. Loft said that the mill would close.", "that the mill", "Ada Loft", id="a title tells which of two"),
        pytest.param(LOFT + "Mr. Loft said that the mill would close.", "that the mill", "Ben Loft", id="and the other"),
        pytest.param(
            "Ann and Ben Loft own the mill. In May, Ann Loft bought a boat. Loft said that the mill would close.",
            "that the mill",
            "Ann Loft",
            id="of a couple the one named oftener",
        ),
        pytest.param(
            "Farmers met Mayor Ben Loft Sunday to talk. Loft said that the mill would close.",
            "that the mill",
            "Ben Loft",
            id="a day is no name",
        ),
        pytest.param(
            "Ben Loft runs for mayor. The Loft campaign press officer, Eva Dorn, said that he was ill.",
            "that he was ill",
            "Eva Dorn",
            id="a name that says whose",
        ),
        pytest.param(
            "Herald editor Ben Crane, who led the critics of Emil Orr, said on Lorne Radio that Orr must go, though he said Orr had called him.\n"
            "“It would be better if he went,” he said.",
            "It would be better",
            "Ben Crane",
            id="he who says it, not whom it is about",
        ),
        pytest.param(
            "Eva Dorn, the mayor, spoke first. Ben Crane, a farmer, said that it was late. He said Dorn was taking sides.\n“Everyone knows it,” he said.",
            "Everyone knows",
            "Ben Crane",
            id="a name behind he said is no subject",
        ),
        pytest.param(
            "Ada van der Loft met Eva de la Dorn of the council. She was tired. “The mill is old,” Dorn said.",
            "The mill is old",
            "Eva de la Dorn",
            id="two small words in a name",
        ),
        pytest.param(
            "FURIOUS truckers told the Echo how they were left to freeze.",
            "how they were left",
            "truckers",
            id="an adjective set in capitals",
        ),
        pytest.param("NATO officials said that it was late.", "that it was late", "NATO officials", id="a name in capitals"),
        pytest.param(
            "The owner of a mill where a fire has killed five men confirmed that a valve had been shut off.",
            "that a valve",
            "owner of a mill",
            id="a name without the clause of where",
        ),
        pytest.param("It is not known where about 400 of the packs went, police said.", "It is not known", "police", id="it for nobody"),
    ],
)
def test_speaker(text: str, content: str, speaker: str) -> None:
    assert who(text, content) == speaker


def test_a_possessive_without_its_owner_is_no_name() -> None:
    names = [s for s, _ in speakers("The public attacked his on-camera claim that the war was lost.")]
    assert not any("his" in (s or "").split("'")[0] for s in names)


def test_days_seasons_and_phrases_of_no_noun_speak_for_nobody() -> None:
    text = (
        "By Saturday, the mayor clarified that he was not ill. Last summer was said to be dry. Citing a letter that said the mill would close, "
        "Ben Crane asked for help. The firm has faced pressure from many, including the grocer Vane, which complained that the toll was unfair."
    )
    names = {s for s, _ in speakers(text)}
    assert not names & {"Saturday", "last summer", "Last summer", "Citing a letter", "including the grocer Vane"}


def test_a_quotation_belongs_to_the_cue_beside_it_alone() -> None:
    text = "“The mill is safe. Nobody will lose a day of work,” Ben Crane said, adding that he wonders what Dorn was told to say."
    assert {s for s, c in speakers(text) if c.startswith("“The mill")} == {"Ben Crane"}


def test_a_negation_of_another_verb_is_not_the_cue_s() -> None:
    text = "Eva Dorn would not go that far but said the mayor must apologize to the town."
    stances = {a.stance for a in attributions(text) if any("apologize" in text[s:e] for s, e in a.content)}
    assert stances
    assert "declined" not in stances


TULL = "Tomas Tull said the pumps worked.\n"


@pytest.mark.parametrize(
    ("text", "content", "speaker"),
    [
        pytest.param(
            TULL + "I've been speaking to Bram Orrel, a driver from Upper Lorne, who has a blanket round him. He says he heard knocking.",
            "he heard",
            "Bram Orrel",
            id="a place before who is nobody",
        ),
        pytest.param(
            "The ship had 612 on board when she sailed, her operator Lorne Ferries said.\nShe said nothing of the fire until 11.52pm.",
            "the fire",
            "She",
            id="a firm is no she",
        ),
        pytest.param(
            "The Post has seen a report on the dam by the water board. It lists nine faults, two of them grave.",
            "nine faults",
            "report",
            id="the paper that an outlet has seen",
        ),
        pytest.param(
            "Lorne Freight denied that. The Post has seen a copy of the entry for June. It has not seen records of the other nine.",
            "records of the other nine",
            "Post",
            id="who has not seen more",
        ),
        pytest.param(
            "The Electoral Commission put turnout at 68%, up from the 67% announced on Monday.\nForeign observers said the vote had been orderly."
            "\nThe commission has received 213 complaints, it said.",
            "The commission has received",
            "Electoral Commission",
            id="observers are no it",
        ),
        pytest.param(
            "Ines Karo says she heard nothing.\nIn Upper Lorne lives Roza Taskar. Both sons are dead. “They told me of a floor in Varn,” she says.",
            "They told me",
            "Roza Taskar",
            id="the one person of the paragraph",
        ),
        pytest.param(
            "Davit Orl said he was innocent.\nWe reached the police chief on Thursday. “I passed on what the observers reported,” he said.",
            "I passed on",
            "police chief",
            id="whom the reporter reached",
        ),
        pytest.param(
            "Gwen Tarr, the mayor, said the ring would grow.\nDr Tomas Quill of Lorne Valley Hospital says 41 have been treated. "
            "A further 68 have been advised; he says they should not be added.",
            "they should not",
            "Tomas Quill",
            id="a doctor is not the hospital",
        ),
        pytest.param(
            "In Lorne North, Bo Ek was declared the winner by 26 votes. The League's Dorte Lanning had led by 58. She told the Post she accepted it.",
            "she accepted",
            "Dorte Lanning",
            id="a name that only she shows to be a person",
        ),
        pytest.param(
            "The driver spoke to us in the hall. He said that the lights were out.", "that the lights", "driver", id="an office alone"
        ),
        pytest.param(
            "Lorne Freight owns the line.\nLorne calls the claim false.", "the claim", "Lorne Freight", id="a firm by its first word"
        ),
    ],
)
def test_speakers_of_live_pages_and_long_reports(text: str, content: str, speaker: str) -> None:
    assert who(text, content) == speaker


def test_crossheads_in_capitals_and_numbers_of_things_say_nothing() -> None:
    text = "Bo Ek was declared the winner by 26 votes.\nOBSERVERS SEE ORDERLY VOTE\nForeign observers said the vote had been orderly."
    assert {s for s, _ in speakers(text)} <= {"Foreign observers", None}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The Environment Office, which on Wednesday had said at least 30, now puts it at 38.",
            [("Environment Office", "at least 30"), ("Environment Office", "it at 38")],
        ),
        ("The ministry, which had said 40, now says 52 people died.", [("ministry", "40"), ("ministry", "52 people died")]),
        ("Company ups leak figure to 27.5 tonnes, environment office says 38", [("environment office", "38")]),
        ("The toll rose to 12, the hospital says.", [("hospital", "The toll rose to 12")]),
    ],
)
def test_who_goes_on_behind_a_clause_and_who_gives_a_number_alone(text: str, told: list[tuple[str, str]]) -> None:
    assert speakers(text) == told
