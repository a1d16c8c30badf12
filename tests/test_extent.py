"""Rules on how far a content goes, on which side of its cue it stands and who holds it: each on a tagging as the taggers give it."""

import pytest

from writethru.extract import curtail, ends, extend, holder, patterns, sides
from writethru.extract.attribution import attributions
from writethru.extract.pos import tags
from writethru.extract.reading import Reading, read
from writethru.extract.tagger import Found


def _span(reading: Reading, part: str) -> tuple[int, int]:
    start = reading.text.index(part)
    return reading.at(start, start + len(part))


def _found(text: str, source: str, cue: str, *contents: str) -> tuple[Reading, Found]:
    reading = read(text)
    tags(reading)
    return reading, Found(
        list(range(*_span(reading, cue))), _span(reading, source) if source else None, [_span(reading, c) for c in contents]
    )


def _told(reading: Reading, f: Found) -> list[str]:
    return [reading.text[slice(*reading.span(*c))] for c in f.content]


@pytest.mark.parametrize(
    ("text", "source", "cue", "contents", "told"),
    [
        ("Ruiz promised that if voters backed him, he would fight the closure.", "Ruiz", "promised", ["that if voters backed him"],
         ["that if voters backed him, he would fight the closure"]),
        ("The port says that the crane is safe and that it was tested in May.", "The port", "says", ["that the crane is safe"],
         ["that the crane is safe and that it was tested in May"]),
        ("Many members see Lund as the best choice for the job.", "Many members", "see", ["Lund"], ["Lund as the best choice for the job"]),
        ("Lund noted that the club, if asked, would pay for the roof.", "Lund", "noted", ["that the club"],
         ["that the club, if asked, would pay for the roof"]),
        ("The speech made no mention of jobs, rents or the new bridge.", "The speech", "made no mention of", ["jobs"],
         ["jobs, rents or the new bridge"]),
        ("His office complained that the letter was \"unfair\" because it left out the costs.", "His office", "complained",
         ["that the letter was \"unfair\""], ["that the letter was \"unfair\" because it left out the costs"]),
        ("Three unions voiced their support for Ruiz.", "Three unions", "voiced", ["Ruiz"], ["their support for Ruiz"]),
        ("The letter appeared to be a copy of the first.", "", "appeared", ["The letter"], ["The letter", "to be a copy of the first"]),
    ],
)  # fmt: skip
def test_a_content_cut_short_goes_on(text: str, source: str, cue: str, contents: list[str], told: list[str]) -> None:
    reading, f = _found(text, source, cue, *contents)
    extend.complete(reading, f)
    assert _told(reading, f) == told


@pytest.mark.parametrize(
    ("text", "source", "cue", "contents", "told"),
    [
        ("Those who want to close the mine are losing patience with her.", "who", "want", ["to close the mine are losing patience with her"],
         ["to close the mine"]),
        ("When they urged the mayor to resign, she left the hall.", "they", "urged", ["the mayor to resign, she left the hall"],
         ["the mayor to resign"]),
        ("Aides discussed how to win: Should she visit the islands first?", "Aides", "discussed",
         ["how to win: Should she visit the islands first"], ["how to win"]),
        ("Brandt called the plan a disgrace in a tweet on Sunday.", "Brandt", "called", ["the plan a disgrace in a tweet on Sunday"],
         ["the plan a disgrace"]),
        ("Brandt praised the crews, visited the wounded and went home.", "Brandt", "praised", ["the crews, visited the wounded and went home"],
         ["the crews"]),
        ("The vote, which Brandt has said was a mistake, was close.", "Brandt", "has said", ["was a mistake, was close"],
         ["which", "was a mistake"]),
    ],
)  # fmt: skip
def test_a_content_that_runs_over_is_cut(text: str, source: str, cue: str, contents: list[str], told: list[str]) -> None:
    reading, f = _found(text, source, cue, *contents)
    curtail.cut(reading, f, [f])
    assert _told(reading, f) == told


def test_what_a_later_cue_tells_is_not_an_earlier_ones() -> None:
    text = "He denounced the strike, telling reporters he had no part in it."
    reading, f = _found(text, "He", "denounced", "the strike", "he had no part in it")
    _, g = _found(text, "He", "telling", "he had no part in it")
    curtail.cut(reading, f, [f, g])
    assert _told(reading, f) == ["the strike"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "contents", "told"),
    [
        ("As for the mast, Ruiz said it had been rotten for years.", "Ruiz", "said", ["As for the mast"], ["it had been rotten for years"]),
        ("Even if it rains, Ruiz said, the boats will leave.", "Ruiz", "said", ["Even if it rains"], ["Even if it rains", "the boats will leave"]),
        ("One poll is a snapshot, and two others show Lund ahead.", "two others", "show", ["One poll is a snapshot"], ["Lund ahead"]),
        ("He flew home, where he died on Friday, according to his sister.", "his sister", "according to", ["where he died on Friday"],
         ["He flew home, where he died on Friday"]),
        ("\"It is over,\" he said, citing the falling prices.", "he", "citing", ["\"It is over,\""], ["the falling prices"]),
        ("After the talks, Lund has not called for him to go.", "Lund", "has not called for", ["After the talks"], ["him to go"]),
    ],
)  # fmt: skip
def test_a_content_stands_on_the_side_of_its_cue(text: str, source: str, cue: str, contents: list[str], told: list[str]) -> None:
    reading, f = _found(text, source, cue, *contents)
    sides.turn(reading, f)
    assert _told(reading, f) == told


def test_the_agent_of_a_passive_is_its_source() -> None:
    reading, f = _found("Ruiz was endorsed the day before by her old rival.", "Ruiz", "was endorsed", "the day before by her old rival")
    sides.turn(reading, f)
    assert (f.source and reading.text[slice(*reading.span(*f.source))], _told(reading, f)) == ("her old rival", ["Ruiz"])


def test_a_participle_before_its_noun_is_no_cue() -> None:
    assert sides.prenominal(*_found("She leads by 300 pledged delegates.", "", "pledged", "delegates"))
    assert not sides.prenominal(*_found("The owner pledged money for the roof.", "The owner", "pledged", "money for the roof"))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "holder_"),
    [
        ("In explaining why the dam failed, Ruiz described a rusted gate.", "In", "explaining", "why the dam failed", "Ruiz"),
        ("Worried that rents will rise, the city council froze them.", "", "Worried", "that rents will rise", "the city council"),
        ("After her March comment that the pit would close, sales fell.", "March", "comment", "that the pit would close", None),
    ],
)
def test_a_source_names_somebody(text: str, source: str, cue: str, content: str, holder_: str | None) -> None:
    reading, f = _found(text, source, cue, content)
    holder.settle(reading, [f])
    assert (f.source and reading.text[slice(*reading.span(*f.source))]) == holder_


def test_a_participle_shares_the_source_of_the_cue_before_it() -> None:
    text = '"We are ready," he said, adding that Jan Friis, the club\'s vice chair, had joined the board.'
    reading, said = _found(text, "he", "said", '"We are ready,"')
    _, added = _found(text, "Jan Friis", "adding", "that Jan Friis, the club's vice chair, had joined the board")
    holder.settle(reading, [said, added])
    assert added.source == said.source


def test_ends_are_chosen_among_places_where_a_phrase_can_end() -> None:
    reading, f = _found("Ruiz said the dam had held, but the road was gone.", "Ruiz", "said", "the dam had held")
    first, end = f.content[0]
    case = ends.Case(first, f.cue, len(reading.words) - 1, dict.fromkeys(range(first, len(reading.words)), 0.5), end, frozenset())
    places = ends.candidates(reading, case)
    assert end in places
    assert case.stop in places
    assert reading.lower.index("road") not in places
    weights = {f"end=1,{n}": 9.0 for n in range(4)}
    assert ends.best(reading, case, weights) == case.stop


def test_who_puts_a_number_gives_it_whatever_the_taggers_think() -> None:
    reading = read("CareLink put the number of displaced in the valley at 18,000.")
    tags(reading)
    (f,) = patterns.counted(reading, [])
    assert (_told(reading, f), f.source) == (["the number of displaced in the valley at 18,000"], (0, 1))
    reading = read("He put the cup on the table at home.")
    tags(reading)
    assert not patterns.counted(reading, [])


def test_a_document_shows_what_its_relative_clause_says() -> None:
    reading = read("She pointed to the inspectorate's log, which shows that the siren rang 19 minutes late.")
    tags(reading)
    (f,) = patterns.shown(reading, [])
    assert f.source
    assert reading.text[slice(*reading.span(*f.source))] == "the inspectorate's log"
    assert _told(reading, f) == ["that the siren rang 19 minutes late"]


def test_who_was_told_of_something_does_not_say_it() -> None:
    told = attributions("Ines Kaldor said her agency had been told of the first case on 8 April.")
    assert [a.speaker for a in told] == ["Ines Kaldor"]
