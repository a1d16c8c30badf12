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
