"""What a round-up tells and what it leaves: sentences that stand alone, open questions, both sides, no line twice."""

import itertools
import re
from functools import cache

import pytest

from build import EXAMPLE, ROOT, TUE, WED, lines, section, told
from writethru.cli import main
from writethru.desk import Desk
from writethru.extract import extract
from writethru.model import Telling
from writethru.tell.alone import leans
from writethru.tell.content import alike
from writethru.tell.opening import opened, whole
from writethru.tell.phrase import Phrases

STORIES = [EXAMPLE, *sorted((ROOT / "eval" / "probes" / "stories").iterdir())[::4]]  # every fourth: each takes a third of a second

LEANING = {
    "a pronoun first": "It was withdrawn on Monday.",
    "a pronoun after an adverb": "A day earlier he had confirmed the order.",
    "a plural that nothing stands for": "Orlov confirmed that Dorvan had asked for them.",
    "a thing where only a person stands": "Osman Reyd warned that it could send more soldiers.",
    "their after one person": "Helena Brandt said their number could rise to 200.",
    "of those": "Two of those are deputies.",
    "what was denied": "Orvane denied it last night.",
    "a clock alone": "The company stands by 4.20.",
    "there": "The deployment of foreign troops there represents a threat, the envoy said.",
    "a partitive": "Seven of the nine came from one machine.",
    "a bare quantifier": "Some may have been sold at markets, Hallam said.",
    "a bare number at the end": "Aldane says there were nine.",
    "this for a thought": "Rutte said this would be a violation of the rules.",
    "what was said": "The union that represents workers rejected the explanation.",
    "an auxiliary at the end": "Sabeth Oran, who teaches at the village school, will.",
    "somebody has": "The mayor has.",
    "both alone": "Orvane denies both and complains of a drone.",
    "a turn of the text": "Who was warned is another matter.",
    "that for a thing": "That Friday was the coldest day of the year.",
    "the outlet itself": "The mayor told us on Monday that the bridge was safe.",
}
STANDING = {
    "that before a clause": "That Orvane has dismissed Colonel Ilja Veld is denied by the ministry.",
    "both of two": "Orvane denies both the attack and the theft.",
    "a company and its own it": "Hallam Dairy said it was withdrawing about 38,000 packs.",
    "a person and her own she": "Kaldor said she had seen the records.",
    "two countries and their envoys": "Kareth and Dorvan sent their envoys to Talvik.",
    "people and their homes": "About 3,200 people are still out of their homes.",
    "words of a speaker": "“I told them that it was over,” Reyd said.",
    "there is": "There were no arrests outside the hall.",
    "it is known": "It is not known where the packs went.",
    "of the, with what it counts": "Two of the nine samples came from one machine.",
    "a number of a thing": "Police put the number of the tank at 7, the ministry at nine.",
    "a claim that is told": "The union rejected the claim that six people were on the shift.",
    "a date at the end": "The licence runs until 9 May 2027.",
}


@pytest.mark.parametrize("name", LEANING)
def test_a_sentence_that_points_back_cannot_stand_alone(name: str) -> None:
    assert leans(LEANING[name], {"Reyd", "Orlov", "Brandt", "Hallam", "Rutte"})


@pytest.mark.parametrize("name", STANDING)
def test_a_sentence_that_names_what_it_speaks_of_stands_alone(name: str) -> None:
    assert not leans(STANDING[name], {"Reyd", "Kaldor"})


def test_a_heading_and_half_a_quotation_are_no_sentence() -> None:
    assert whole("“It is over,” he said.")
    assert not whole("Three dead, two counts of the injured")
    assert not whole("“It is over. He said so.")
    assert opened("07:30 The bridge is shut.") == "The bridge is shut."
    assert opened("10:30 a.m. local time was set.") == "10:30 a.m. local time was set."
    assert opened("Meanwhile, the bridge was shut all day.") == "The bridge was shut all day."


UNKNOWN = "What we don't know"


@pytest.mark.parametrize(
    ("sentence", "stays"),
    [
        ("The mayor, Jana Petrik, did not say which bridge was shut.", True),
        ("The mayor, Jana Petrik, did not say which bridge was shut until Monday.", False),
        ("The mayor, Jana Petrik, did not say if the bridge would stay shut until 30 September.", True),
        ("It is not known who shut the bridge at Aldham.", True),
        ("The mayor, Jana Petrik, declined to comment.", False),
    ],
)
def test_until_ends_a_silence_only_when_the_time_had_come(sentence: str, stays: bool) -> None:
    assert bool(section(told((sentence, "Echo", TUE)), UNKNOWN)) is stays


@pytest.mark.parametrize(
    ("asked", "later", "stays"),
    [
        (
            "Asked whether an inquiry had been opened, the prosecutor, Emil Dahl, declined to answer.",
            "The prosecutor, Emil Dahl, said he had opened an inquiry on Wednesday.",
            False,
        ),
        (
            "Asked whether an inquiry had been opened, the prosecutor, Emil Dahl, declined to answer.",
            "The prosecutor, Emil Dahl, said the river was high on Wednesday.",
            True,
        ),
        (
            "The mayor, Jana Petrik, declined to say who had ordered the lower bridge shut.",
            "The lower bridge had been shut since dawn, police said on Wednesday.",
            True,
        ),
        (
            "Asked whether the bridge would be torn down, the mayor, Jana Petrik, declined to answer.",
            "The bridge could be torn down, a builder said on Wednesday.",
            True,
        ),
    ],
    ids=["answered by the same voice", "another matter", "who is not answered by that", "a guess is no answer"],
)
def test_a_question_answered_since_is_not_open(asked: str, later: str, stays: bool) -> None:
    assert bool(section(told((asked, "Echo", TUE), (later, "Post", WED)), UNKNOWN)) is stays


def test_a_refusal_told_beside_its_answer_is_none() -> None:
    t = told(
        (
            "“An inquiry was opened at dawn,” said Emil Dahl, a prosecutor, who on Tuesday had declined to comment on the matter.",
            "Post",
            WED,
        )
    )
    assert not section(t, UNKNOWN)


def test_a_sentence_that_leans_is_told_with_the_one_before() -> None:
    t = told(("The League will send 120 observers to Aldham. Nadia Orlov confirmed that Dorvan had asked for them.", "Echo", TUE))
    phrases = Phrases(t.reports, [extract(r) for r in t.reports], {r.id for r in t.reports})
    (claim,) = [c for c in t.ledger.claims if c.stance == "confirmed"]
    line = phrases.line(claim)
    assert line
    assert line.text == "The League will send 120 observers to Aldham. Nadia Orlov confirmed that Dorvan had asked for them."
    assert line.sources[0].start == 0


@cache
def stories() -> list[Telling]:
    out = []
    for path in STORIES:
        desk = Desk()
        list(desk.add(str(path)))
        out += [desk.tellings(length=length)[0] for length in ("brief", "default", "full")]
    return out


def test_no_line_says_what_another_says_in_any_section() -> None:
    for t in stories():
        every = [x.text for x in lines(t) if x.why[:12] != "figures that"]
        sides = set(section(t, "Disputed"))
        for a, b in itertools.combinations(every, 2):
            assert alike(a, b) < 0.7 or {a, b} & sides, (a, b)


def test_every_number_of_a_line_stands_in_its_passages() -> None:
    for t in stories():
        texts = {r.id: r.text for r in t.reports}
        for x in lines(t):
            held = " ".join(texts[p.report][p.start : p.end] for p in x.sources)
            assert all(n in held for n in re.findall(r"\d[\d,.]*\d|\d", x.text)), x.text


def test_a_dispute_is_told_with_both_sides_or_not_at_all() -> None:
    for t in stories():
        claims = {c.id: c for c in t.ledger.claims}
        every = {x.claim for x in lines(t)}
        for s in t.roundup.sections:
            for x in s.lines if s.heading == "Disputed" else ():
                rivals = {r.other for r in claims[str(x.claim)].relations if r.kind in ("conflicts", "denies")}
                rivals |= {c.id for c in t.ledger.claims if any(r.other == x.claim for r in c.relations)}
                texts = [claims[r].text for r in rivals]
                assert rivals & every or any(alike(a, y.text) >= 0.6 for a in texts for y in lines(t)), x.text


def test_the_timeline_keeps_no_plan_for_a_day_that_is_past() -> None:
    t = told(
        ("The talks in Aldham are to begin on 9 June, the mayor, Jana Petrik, said.", "Echo", "2026-06-08T09:00+02:00"),
        ("The mayor, Jana Petrik, opened a new bridge over the Lorne on 11 June.", "Post", "2026-06-11T09:00+02:00"),
    )
    assert not any("to begin" in x for x in section(t, "Timeline"))


OUTSIDE = {
    "a state since a day": "The town has been without a bridge since 3 March 2026.",
    "a condition": "The bridge will be torn down if the council agrees on 20 June.",
    "a day in a relative clause": "Jana Petrik, who opened the bridge on 3 March 2026, is in hospital.",
    "a paper of its day": "The Post has seen an engineer’s email of 28 February 2026 to the council about the old bridge.",
    "nothing of that day": "Vestline said that it had “no record” of a call about the old bridge on 28 February 2026.",
    "an event called by its day": "The council keeps to the March 2026 agreement about the old bridge.",
}


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_day_that_is_only_spoken_of_makes_no_entry_of_the_timeline(name: str) -> None:
    assert not section(told((OUTSIDE[name], "Echo", TUE)), "Timeline")


def test_a_ladder_says_what_is_counted_and_leaves_ages_out() -> None:
    t = told(
        ("The county said 86 people had been treated after the bridge fell at Aldham. One, a woman of 81, was badly hurt.", "Echo", TUE),
        ("The county said 112 people had been treated after the bridge fell at Aldham.", "Post", WED),
    )
    assert section(t, "Figures") == ["People treated: 86 (county); 112 (county)"]


def test_a_ladder_of_people_is_named_though_every_report_words_it_in_its_own_way() -> None:
    t = told(
        ("Thirty-one people have died of the heat in Aldham since Friday, the health ministry said on Tuesday.", "Lorne News", TUE),
        ("The Medical Association counted 58 heat deaths in Aldham over the same days.", "Aldham Herald", TUE),
        ("The heat in Aldham has now killed 61 people, the health ministry said on Wednesday.", "Radio Vell", WED),
    )
    (line,) = section(t, "Figures")
    assert line == "Heat deaths: thirty-one (health ministry); 58 (Medical Association); 61 (health ministry)"


def test_no_speaker_has_more_than_two_lines_on_top() -> None:
    for t in stories():
        claims = {c.id: c.speaker for c in t.ledger.claims}
        heard = [s for x in t.roundup.need_to_know if (s := claims[str(x.claim)])]
        assert all(heard.count(s) <= 2 for s in heard)


def test_why_tells_the_choice_the_weight_and_the_standing(capsys: pytest.CaptureFixture[str]) -> None:
    for argv, shown in ((["--md", "--why"], True), (["--md"], False)):
        assert main(["brief", str(STORIES[1]), *argv]) in (0, 1)
        out = capsys.readouterr().out
        assert bool(re.search(r"why: Among what the story turns on most \(weight \d+\.\d\)\. It rests on one origin", out)) is shown
