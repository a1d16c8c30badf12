"""`check`: each row plants one fault in a faithful sentence about an invented story, and names what must be found."""

import io
import json
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import EXAMPLE, REST, ROOT, TUE, report
from writethru.checking import Against
from writethru.cli import main
from writethru.desk import Desk
from writethru.tell.draft import strip
from writethru.tell.measure import Number, fit
from writethru.verdict import Checked

STORY = ROOT / "eval" / "probes" / "stories" / "tessel-ferry.jsonl"


@pytest.fixture(scope="module")
def ferry() -> Against:
    desk = Desk()
    assert [o.status for o in desk.add(str(STORY))] == ["added"] * 4
    return Against(desk, desk.tellings())


def one(against: Against, sentence: str) -> Checked:
    found = against.check(sentence, "text/plain").sentences
    assert len(found) == 1
    return found[0]


def kinds(s: Checked) -> set[str]:
    return {p.kind for p in s.problems if p.kind != "single-origin"}


FAITHFUL = {
    "word for word": "The search was over.",
    "passive": "The captain was questioned by police for five hours.",
    "title for the name": "The transport minister promised an inquiry.",
    "last name for the person": "Garrow said detectives had taken the recorder ashore.",
    "an old figure that somebody gave": "Dunlin said at least 31 people had been hurt.",
    "number in words": "Two hundred and fourteen passengers and 19 crew were aboard the Tessel Rose.",
    "rounded with about": "About 50 people have been treated at the infirmary.",
    "two claims merged": "Two people have died, and the infirmary has treated 52.",
    "two speakers merged": "Dunlin said the search was over, and Garrow said detectives had taken the voyage recorder ashore.",
    "an old figure told as old": "On Monday the infirmary had treated 46 people.",
    "both sides of a dispute": "The environment agency puts the oil lost at about 95 tonnes; Strand says it was no more than 70.",
    "a denial told as one": "Hebrane Lines denied that one of the engines was under repair.",
    "part of a quotation": "Strand said he would “not guess in front of the families”.",
}


@pytest.mark.parametrize("name", FAITHFUL)
def test_a_faithful_sentence_is_supported_by_a_passage(ferry: Against, name: str) -> None:
    s = one(ferry, FAITHFUL[name])
    assert (s.verdict, kinds(s)) == ("supported", set())
    texts = ferry.evidence.reports
    assert s.sources
    assert all(0 <= p.start < p.end <= len(texts[p.report].text) for p in s.sources)


FAULTS = {
    "unsupported-number": ("Hebrane Lines runs seven ships.", {"contradicted"}),
    "stale-figure": ("Ansel Infirmary has now treated 46 people.", {"contradicted", "partly"}),
    "disputed-figure": ("About 95 tonnes of oil were lost.", {"partly"}),
    "wrong-speaker": ("Maddox said the search was over.", {"contradicted"}),
    "lost-hedge": ("The ship lost power before it hit the reef, Strand said.", {"unsupported"}),
    "lost-negation": ("The captain has been named.", {"contradicted"}),
    "added-certainty": ("Rona Keith confirmed that a second officer had complained about the radar in August.", {"unsupported"}),
    "altered-quote": ("“The advice was given and it was ignored,” Petrie said.", {"contradicted"}),
    "unsupported-name": ("The inquiry will be led by a retired judge, Anna Menzies.", {"unsupported"}),
    "wrong-date": ("Fishing off Cull Sands has been banned until 30 October.", {"contradicted"}),
    "wrong-place": ("The Tessel Rose ran aground on rocks off Mallaig.", {"contradicted"}),
    "merged-claims": ("Dunlin said the search was over and that detectives had taken the voyage recorder ashore.", {"unsupported"}),
    "no-source": ("Laird opened a museum of lighthouses in the capital.", {"unsupported"}),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_planted_fault_is_found_and_named(ferry: Against, kind: str) -> None:
    sentence, verdicts = FAULTS[kind]
    s = one(ferry, sentence)
    assert kind in kinds(s)
    assert s.verdict in verdicts
    assert all(s.start <= p.start < p.end <= s.end and p.detail for p in s.problems)


NO_CLAIM = ["What happens next?", "Here is what we know so far.", "We will update this page.", "Thank you for reading."]


@pytest.mark.parametrize("sentence", NO_CLAIM)
def test_what_claims_nothing_is_not_judged(ferry: Against, sentence: str) -> None:
    assert one(ferry, sentence).verdict == "not-a-claim"


def test_one_origin_is_a_remark_and_no_failure(ferry: Against) -> None:
    result = ferry.check("Garrow said detectives had taken the ship’s voyage recorder ashore.")
    assert [p.kind for p in result.sentences[0].problems] == ["single-origin"]
    assert not result.failed


def test_a_draft_about_something_else_says_so_and_accuses_nobody(ferry: Against) -> None:
    draft = "The orchestra played two symphonies. The bakery in the square sold out by nine. Its owner thanked the pupils who helped. Rain is expected."
    result = ferry.check(draft)
    assert any("another story" in n for n in result.notes)
    assert all(kinds(s) <= {"no-source"} for s in result.sentences)


def test_a_draft_in_another_language_is_not_judged(ferry: Against) -> None:
    result = ferry.check("Le ministre a promis une enquête et la compagnie n’a pas répondu aux questions des journalistes dans la ville.")
    assert result.sentences == ()
    assert result.failed
    assert "not in English" in result.notes[0]


@pytest.mark.parametrize("draft", ["", " \n\t", "<p></p>", "<!-- a -->"])
def test_an_empty_draft_says_so(ferry: Against, draft: str) -> None:
    assert ferry.check(draft).notes == ("the draft is empty",)


MARKED = {
    "markdown": ("# Ferry\n\n**The captain** has been [named](https://x.example/a).\n", "The captain has been named."),
    "html": ("<h1>Ferry</h1><p>The <b>captain</b> has&nbsp;been named.</p><script>var x = 1;</script>", "The captain has\xa0been named."),
    "a list": ("- The captain has been named.\n- What next?\n", "The captain has been named."),
    "hard wrapped": (
        "The captain has been named by Laird, who leads the inquiry\ninto it.",
        "The captain has been named by Laird, who leads the inquiry into it.",
    ),
}


@pytest.mark.parametrize("name", MARKED)
def test_marks_are_read_through_and_spans_lie_in_the_draft(ferry: Against, name: str) -> None:
    draft, words = MARKED[name]
    s = next(s for s in ferry.check(draft).sentences if "captain" in s.text)
    assert s.text == words
    assert kinds(s)
    assert draft[s.start] == "T"
    assert draft[s.end - 1] == "."
    for p in s.problems:
        assert s.start <= p.start < p.end <= s.end
        assert 0 <= p.within[0] < p.within[1] <= len(s.text)


@settings(max_examples=40, deadline=None)
@given(
    st.text(alphabet=st.sampled_from('ab A.“”"<>&;*_[]()#-\n\r\t1,’é'), max_size=120),
    st.sampled_from(["", "text/html", "text/markdown", "text/plain"]),
)
def test_every_character_of_a_draft_keeps_its_place(draft: str, kind: str) -> None:
    seen = strip(draft, kind)
    assert len(seen.text) == len(seen.at)
    assert all(a <= b for a, b in zip(seen.at, seen.at[1:], strict=False))
    assert all(draft[i] == c for i, c in zip(seen.at, seen.text, strict=True) if c.isalnum())


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_no_text_is_too_odd(ferry: Against, draft: str) -> None:
    for s in ferry.check(draft).sentences:
        assert 0 <= s.start < s.end <= len(draft)


def number(value: float, approx: str = "=") -> Number:
    low, high = None if approx in ("<", "<=") else value, None if approx in (">", ">=") else value
    return Number(0, 1, low, high, approx, "", frozenset())  # type: ignore[arg-type]


FITS = {
    "the same": ((164, "="), (164, "="), "same"),
    "rounded": ((160, "~"), (164, "="), "same"),
    "rounded too far": ((200, "~"), (164, "="), ""),
    "no rounder than the source": ((163, "~"), (164, "="), ""),
    "more than a round number": ((160, ">"), (164, "="), "same"),
    "more than the number itself": ((164, ">"), (164, "="), ""),
    "about dropped": ((2400, "="), (2400, "~"), "loose"),
    "at least dropped": ((11, "="), (11, ">="), "loose"),
    "at least turned into at most": ((11, "<="), (11, ">="), ""),
    "another": ((131, "="), (164, "="), ""),
}


@pytest.mark.parametrize("name", FITS)
def test_when_a_number_may_stand_for_another(name: str) -> None:
    mine, theirs, how = FITS[name]
    assert fit(number(*mine), number(*theirs)) == how


def test_ten_times_the_draft_takes_no_more_than_ten_times_as_long(ferry: Against) -> None:
    text = " ".join(sentence for sentence, _ in FAULTS.values())

    def seconds(times: int) -> float:
        start = time.process_time()
        ferry.check(" ".join([text] * times), "text/plain")
        return time.process_time() - start

    seconds(1)
    assert seconds(10) < 20 * max(seconds(1), 0.01)


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], draft: str, *options: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(draft.encode())))
    status = main(["check", "-", *options])
    out = capsys.readouterr()
    return status, out.out, out.err


def test_the_command_marks_the_draft_and_fails_the_pipeline(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    draft = "The search was over. Hebrane Lines runs seven ships."
    status, out, _ = run(monkeypatch, capsys, draft, "--against", str(STORY))
    assert status == 1
    assert "x Hebrane Lines runs ⟦seven⟧ ships." in out
    assert "unsupported-number: the report has “nine”" in out
    assert run(monkeypatch, capsys, "The search was over.", "--against", str(STORY))[0] == 0


def test_the_json_has_the_promised_shape(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    draft = "Hebrane Lines runs seven ships."
    _, out, _ = run(monkeypatch, capsys, draft, "--against", str(STORY), "--json")
    (s,) = json.loads(out)["sentences"]
    assert (s["text"], s["start"], s["end"], s["verdict"]) == (draft, 0, len(draft), "contradicted")
    assert {k: s["problems"][0][k] for k in ("kind", "start", "end")} == {"kind": "unsupported-number", "start": 19, "end": 24}
    assert all(set(p) == {"report", "start", "end"} for p in s["sources"])


@pytest.mark.parametrize("options", [[], ["--against", str(STORY), "--desk", "x.db"]], ids=["nothing to hold it to", "both"])
def test_a_draft_is_held_to_one_thing(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str]) -> None:
    assert run(monkeypatch, capsys, "A draft.", *options)[0] == 2


def test_a_story_of_the_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    db = str(tmp_path / "desk.db")
    desk = Desk(db, create=True)
    list(desk.add(str(STORY)))
    story = desk.tellings()[0].roundup.story.id
    desk.close()
    assert run(monkeypatch, capsys, "The search was over.", "--desk", db, "--story", story)[0] == 0
    assert run(monkeypatch, capsys, "The search was over.", "--desk", db, "--story", "nothing")[0] == 1


def test_planted_faults_in_a_draft_of_the_sample_story_are_found() -> None:
    desk = Desk()
    for path in sorted(EXAMPLE.iterdir()):
        if path.name != "README.md":
            list(desk.add(str(path)))
    draft = (
        "Six people have died, Dovrin General Hospital says. The hospital has now treated 164 people. "
        "Koritsky confirmed that the gas had escaped at a relief valve. “That is a fact and we will never hide from it,” Ruzek said. "
        "The minister has asked the cabinet to suspend the licence."
    )
    found = [kinds(s) for s in Against(desk, desk.tellings()).check(draft).sentences]
    assert found[0] == set()
    assert "stale-figure" in found[1]
    assert "added-certainty" in found[2]
    assert "altered-quote" in found[3]
    assert found[4] == set()


@cache
def against(story: str) -> Against:
    desk = Desk()
    path = ROOT / "eval" / "probes" / "stories" / story
    for p in sorted(path.iterdir()) if path.is_dir() else [path.with_suffix(".jsonl")]:
        list(desk.add(str(p)))
    return Against(desk, desk.tellings(), "rules")


# Each row is a class of what `check` once got wrong: (story, faithful sentence, the same with a fault, kind that must be among those named).
CLASSES = {
    "a name met only with its mark of possession": (
        "grennow-cheese",
        "Oxley's removed all Hallam products from its 210 shops.",
        "Dunmore's removed all Hallam products from its 210 shops.",
        "unsupported-name",
    ),
    "a surname of two parts": (
        "sarn-ceasefire",
        "The number of observers could rise to 200, Brandt-Moro said.",
        "The number of observers could rise to 200, Sevar said.",
        "wrong-speaker",
    ),
    "a verb left out": (
        "grennow-cheese",
        "The minister said she would not resign.",
        "The minister said she would resign.",
        "lost-negation",
    ),
    "a modal beside would": (
        "sarn-ceasefire",
        "A diplomat said the distance might still change.",
        "A diplomat said the distance would still change.",
        "lost-hedge",
    ),
    "a hedge after what it bears on": (
        "oakmere-dam",
        "Lund said the worst was probably over.",
        "Lund said the worst was over.",
        "lost-hedge",
    ),
    "could not is no hedge": (
        "northfield-fire",
        "At least 34 hospitals were unable to open patient records on Monday.",
        "At least 43 hospitals were unable to open patient records on Monday.",
        "unsupported-number",
    ),
    "a plan told as done": (
        "sarn-ceasefire",
        "Kareth's parliament is to vote on Monday.",
        "Kareth's parliament has voted.",
        "added-certainty",
    ),
    "a wish told as done": (
        "oakmere-dam",
        "State inspectors asked Wren Water in 2024 to repair the spillway.",
        "Wren Water repaired the spillway in 2024.",
        "added-certainty",
    ),
    "an agent at the end": (
        "sarn-ceasefire",
        "Both sides were urged to hold their fire by Helena Brandt-Moro.",
        "Both sides were urged to hold their fire by Viktor Lann.",
        "wrong-speaker",
    ),
    "an irregular verb": ("sarn-ceasefire", "Sevar and Orlov did not shake hands.", "Sevar and Orlov shook hands.", "lost-negation"),
    "a denial in the sentence beside": (
        "sarn-ceasefire",
        "Shells hit a school, Reyd said.",
        "People were hurt when shells hit the school, Reyd said.",
        "lost-negation",
    ),
    "who she is": (
        "oakmere-dam",
        "The governor accused Wren Water of playing with lives.",
        "The emergency chief accused Wren Water of playing with lives.",
        "wrong-speaker",
    ),
    "who called it so": (
        "belmar-strike",
        "The transport secretary called the strike “reckless”.",
        "The judge called the strike “reckless”.",
        "wrong-speaker",
    ),
    "a month of another year": (
        "haldenmark-recount",
        "Two former employees said the company had been warned in November.",
        "Two former employees said the company had been warned in October.",
        "wrong-date",
    ),
    "a clause without its verb": (
        "sarn-ceasefire",
        "CareLink put the displaced at 18,000 and Kareth's government at 25,000.",
        "CareLink put the displaced at 18,000 and Kareth's government at 35,000.",
        "unsupported-number",
    ),
    "a figure overtaken in other words": (
        "sarn-ceasefire",
        "On Tuesday CareLink said 18,000 people in Kareth were displaced.",
        "18,000 people in Kareth are now displaced.",
        "stale-figure",
    ),
    "a figure as first given": (
        "lusenberg-doping",
        "The sample contained 0.6 nanograms of the hormone per millilitre.",
        "The sample contained 0.9 nanograms of the hormone per millilitre.",
        "stale-figure",
    ),
    "an opposite turned back by a not": (
        "hartsea-outbreak",
        "The market will not reopen before 1 September at the earliest.",
        "The market will reopen on 1 September.",
        "lost-negation",
    ),
    "a word that is the other's opposite": (
        "ostrel-storm",
        "The boy, Tom Averill, was not hurt.",
        "The boy, Tom Averill, was hurt.",
        "lost-negation",
    ),
    "a verb with a small word": (
        "tolland-exam",
        "Hollander would not step down.",
        "Hollander has stepped down.",
        "added-certainty",
    ),
    "an office told by whose it is": (
        "lusenberg-doping",
        "Eritrol was found in two out of five unopened jars, according to Dravenna's lawyer.",
        "Eritrol was found in two out of five unopened jars, according to Dravenna's doctor.",
        "wrong-speaker",
    ),
    "an office at the end of a passive": (
        "ostrel-storm",
        "People were urged to stay indoors by the interior minister.",
        "People were urged to stay indoors by the prime minister.",
        "wrong-speaker",
    ),
    "taken into a hospital": (
        "hartsea-outbreak",
        "The first patient was admitted to St Brannoc's.",
        "The first patient was admitted to St Olave's.",
        "wrong-place",
    ),
    "an age told elsewhere": (
        "lusenberg-doping",
        "At 27, Dravenna has won two gold medals at the world championships.",
        "At 27, Dravenna has won three gold medals at the world championships.",
        "unsupported-number",
    ),
    "a kind of place": (
        "carrow-theft",
        "The burnt-out van was discovered near the river.",
        "The burnt-out van was discovered near the airport.",
        "wrong-place",
    ),
    "a year since": (
        "tolland-exam",
        "Kordell Print has been printing the exams since 2019.",
        "Kordell Print has been printing the exams since 2009.",
        "wrong-date",
    ),
    "a rival figure in one sentence": (
        "vess-trial",
        "There were about 200 demonstrators outside the court, or 500 according to the organisers.",
        "About 500 people demonstrated outside the courthouse.",
        "disputed-figure",
    ),
    "a denial that makes a hedge idle": (
        "tolland-exam",
        "Swift Post rejected the claim that one of its drivers had opened a box.",
        "Swift Post confirmed that one of its drivers had opened a box.",
        "added-certainty",
    ),
    "a length in other units": (
        "oakmere-dam",
        "Inhabitants of Lower Wren may have to stay away for a fortnight.",
        "Inhabitants of Lower Wren may have to stay away for three weeks.",
        "unsupported-number",
    ),
    "a share as a part": (
        "halden-takeover",
        "Nearly a third of the shares belong to the Halden family.",
        "Nearly half of the shares belong to the Halden family.",
        "unsupported-number",
    ),
    "a change from one figure to another": (
        "tarvia-rate",
        "Delmar will charge 5.5 percent on new home loans, up from 5.1.",
        "Delmar will charge 5.9 percent on new home loans, up from 5.1.",
        "unsupported-number",
    ),
    "a verb parted from its small word": (
        "halden-takeover",
        "Halden turned the first offer down as too low.",
        "Halden accepted the first offer.",
        "lost-negation",
    ),
    "a wish under a not": (
        "tarvia-rate",
        "Irk is said to have told friends that she is not interested in the post.",
        "Irk confirmed that she is not interested in the post.",
        "added-certainty",
    ),
    "a figure and the one told as the earlier": (
        "tarvia-rate",
        "The central bank's growth forecast for this year now stands at 0.9 percent.",
        "The central bank's growth forecast for this year stands at 1.4 percent.",
        "stale-figure",
    ),
    "a count set against another in the next sentence": (
        "aldermoor-hospital",
        "Forty nurses were brought back from leave by the union's count, 25 by the trust's.",
        "Forty nurses were brought back from leave.",
        "disputed-figure",
    ),
    "what is to come told as done, the subject first": (
        "aldermoor-hospital",
        "In Aldermoor the heart unit is expected to take patients again from Thursday.",
        "In Aldermoor the heart unit has already taken patients again.",
        "added-certainty",
    ),
    "a name that starts like another word": (
        "aldermoor-hospital",
        "Police removed two laptops from the offices of Lumacore.",
        "Police removed two laptops from the offices of Datawell.",
        "unsupported-name",
    ),
    "a doubled l": (
        "aldermoor-hospital",
        "Some 520 operations have had to be called off so far.",
        "Some 410 operations have had to be called off so far.",
        "stale-figure",
    ),
    "several words that mean one thing": (
        "oakmere-dam",
        "Lund said the spillway might give way.",
        "Lund said the spillway would give way.",
        "lost-hedge",
    ),
}


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_of_wording_passes_and_its_fault_does_not(name: str) -> None:
    story, faithful, faulty, kind = CLASSES[name]
    passed, failed = one(against(story), faithful), one(against(story), faulty)
    assert (passed.verdict, kinds(passed)) == ("supported", set())
    assert failed.verdict not in ("supported", "not-a-claim")
    assert kind in kinds(failed)


QUOTED = {
    "a quotation that began in the sentence before": 'I would rather not guess," said Strand.',
    "one that goes on in the next": "“The advice was given.",
}


@pytest.mark.parametrize("name", QUOTED)
def test_a_mark_without_its_pair_quotes_no_words_of_the_teller(ferry: Against, name: str) -> None:
    found = one(ferry, QUOTED[name])
    assert all("said Strand" not in QUOTED[name][p.start : p.end] for p in found.problems if p.kind == "altered-quote")


def test_a_name_inside_a_quotation_is_no_speaker_of_it(ferry: Against) -> None:
    text = "“I believe Captain Hale warned that the radar was old.”"
    assert "wrong-speaker" not in kinds(one(ferry, text))


def test_a_fault_is_told_once() -> None:
    desk = Desk()
    desk.keep(report("The council will purchase up to 50 buses from Germany, the mayor, Jana Petrik, said.\n" + REST, "Echo", TUE))
    (s,) = Against(desk, desk.tellings()).check("The council will buy up to 50 buses from France.").sentences
    places = [p for p in s.problems if p.kind in ("wrong-place", "unsupported-name")]
    assert len({(p.start, p.end) for p in places}) == len(places) == 1
