"""Rules on how far a content goes, on which side of its cue it stands and who holds it: each on a tagging as the taggers give it."""

import pytest

from writethru.extract import holder, sides
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
    ("text", "source", "told"),
    [
        ("Ruiz promised that if voters backed him, he would fight the closure.", "Ruiz",
         ["that if voters backed him, he would fight the closure"]),
        ("The port says that the crane is safe and that it was tested in May.", "The port",
         ["that the crane is safe and that it was tested in May"]),
        ("Many members see Lund as the best choice for the job.", "Many members", ["Lund as the best choice for the job"]),
        ("Lund noted that the club, if asked, would pay for the roof.", "Lund", ["that the club, if asked, would pay for the roof"]),
        ("The speech made no mention of jobs, rents or the new bridge.", "The speech", ["jobs, rents or the new bridge"]),
        ("His office complained that the letter was \"unfair\" because it left out the costs.", "His office",
         ["that the letter was \"unfair\" because it left out the costs"]),
        ("Three unions voiced their support for Ruiz.", "Three unions", ["their support for Ruiz"]),
        ("The letter appears to have been forged.", None, ["The letter", "to have been forged"]),
        ("Brandt praised the crews, visited the wounded and went home.", "Brandt", ["the crews"]),
        ("The owner pledged money for the roof.", "The owner", ["money for the roof"]),
        ("CareLink put the number of displaced in the valley at 18,000.", "CareLink", ["the number of displaced in the valley at 18,000"]),
        ("According to Mayor Lund, the bridge will stay shut until May.", "Mayor Lund", ["the bridge will stay shut until May"]),
    ],
)  # fmt: skip
def test_a_content_is_all_that_is_told_and_no_more(text: str, source: str | None, told: list[str]) -> None:
    (a,) = attributions(text)
    assert (a.source and text[slice(*a.source)], [text[s:e] for s, e in a.content]) == (source, told)


@pytest.mark.parametrize(
    "text",
    [
        "She leads by 300 pledged delegates.",
        "He put the cup on the table at home.",
        "That Orvane has dismissed the sector commander, Col Ilja Veld, has been repeated all week.",
        "The club has dismissed its coach.",
    ],
)
def test_what_looks_like_a_cue_may_be_none(text: str) -> None:
    assert not attributions(text)


@pytest.mark.parametrize("text", ["The minister dismissed the claims as nonsense.", "Brandt dismissed the commander as a liar."])
def test_what_is_dismissed_is_denied(text: str) -> None:
    assert [a.stance for a in attributions(text)] == ["denied"]


def test_what_a_paper_says_is_not_who_kept_it_back() -> None:
    text = "Engineers had found four cracks in May, a report that the council never published says."
    (said,) = [a for a in attributions(text) if a.cue and text[slice(*a.cue)] == "says"]
    assert said.source
    assert text[slice(*said.source)] == "a report that the council never published"
    assert [text[s:e] for s, e in said.content] == ["Engineers had found four cracks in May"]


def test_each_of_two_cues_tells_its_own() -> None:
    text = "He denounced the strike, telling reporters he had no part in it."
    assert [text[slice(*a.content[0])] for a in attributions(text)] == ["the strike", "he had no part in it"]


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


def test_who_was_told_of_something_does_not_say_it() -> None:
    told = attributions("Ines Kaldor said her agency had been told of the first case on 8 April.")
    assert [a.speaker for a in told] == ["Ines Kaldor"]


def test_a_name_after_its_office_is_part_of_the_source() -> None:
    text = "The truce is to begin at midnight on Thursday, said the envoy, Helena Brandt. Both are to withdraw eight kilometres from the Lorne."
    (a,) = attributions(text)
    assert (a.speaker, [text[s:e] for s, e in a.content]) == ("Helena Brandt", ["The truce is to begin at midnight on Thursday"])


def test_what_some_suggest_is_what_another_does_not_confirm() -> None:
    text = "Orsik stopped short of confirming that the gas had escaped at a valve, as some workers have suggested."
    told = {a.speaker: (a.stance, text[slice(*a.content[0])], a.via) for a in attributions(text)}
    assert told["Orsik"] == ("declined", "that the gas had escaped at a valve", ())
    assert told["some workers"][1] == "that the gas had escaped at a valve"


@pytest.mark.parametrize(
    ("text", "speaker", "told"),
    [
        ("12:20 - Fio Brandt, the harbour master, says two ships have left.", "Fio Brandt", "two ships have left"),
        ("10:40 - Hotels in the old town say they are full until Sunday.", "Hotels in the old town", "they are full until Sunday"),
        ("A researcher who has seen the files, Lucan Adeyemi, said 950 records were stolen.", "Lucan Adeyemi", "950 records were stolen"),
        ("The embassy said Premier Okoro had told the envoy that the talks were over.", "embassy",
         "Premier Okoro had told the envoy that the talks were over"),
    ],
)  # fmt: skip
def test_who_says_it(text: str, speaker: str, told: str) -> None:
    a = attributions(text)[0]
    assert (a.speaker, text[slice(*a.content[0])]) == (speaker, told)


def test_it_is_not_what_it_tells_of() -> None:
    text = "The council met on Monday. Spending on roads would fall by a tenth, it said."
    assert attributions(text)[-1].speaker == "council"


def test_there_says_nothing() -> None:
    assert "There" not in {a.speaker for a in attributions("There are fears that the river could burst its banks, the agency warned.")}


def test_what_is_cited_may_say_nothing() -> None:
    text = '"It is bad," Lund said, citing low growth and unemployment.'
    assert [(a.speaker, text[slice(*a.content[0])], a.via) for a in attributions(text)] == [
        ("Lund", '"It is bad,"', ()),
        ("Lund", "low growth and unemployment", ()),
    ]


def test_a_quotation_with_a_cue_of_its_own_is_not_another_cues() -> None:
    text = '"We are ready," Lund said. "We leave at dawn," she added.'
    assert [[text[s:e] for s, e in a.content] for a in attributions(text)] == [['"We are ready,"'], ['"We leave at dawn,"']]


def test_a_source_does_not_hold_anothers_cue() -> None:
    text = "Earlier Monday, Secretary-General Mark Rudd NATO confirmed recent Velmian intelligence reports that some units had crossed the river."
    told = {text[slice(*a.cue)]: a.speaker for a in attributions(text)}
    assert told["confirmed"] == "Mark Rudd"
    assert told["reports"] == "recent Velmian intelligence"
