"""How a line is worded: what is dropped, what makes a sentence unfit, what is told together, who is named in full, what counts as told."""

import pytest

from build import REST, ROOT, TUE, WED, lines, report, section, told
from writethru.desk import Desk
from writethru.model import Line, Passage
from writethru.render.plain import newly_told, to_text, told_apart
from writethru.tell.alone import leans, points, unnamed
from writethru.tell.authority import can_confirm
from writethru.tell.content import alike, same_news
from writethru.tell.dated import happens
from writethru.tell.introduce import Introductions
from writethru.tell.manner import of_itself
from writethru.tell.opening import begins, glued, opened, whole
from writethru.tell.pair import joins, known

PEOPLE = {"Orr", "Petrik", "Lasker", "Vane"}


OPENED = {
    "a dateline": ("ALDHAM -- The bridge is shut.", "The bridge is shut."),
    "a dateline with an agency": ("ALDHAM, Marenia (Tessera) — The bridge is shut.", "The bridge is shut."),
    "a station's dateline": ("ALDHAM (LFM/TS)- Police shut the bridge.", "Police shut the bridge."),
    "an update's mark": ("UPDATE: Jana Petrik shut the bridge.", "Jana Petrik shut the bridge."),
    "too": ("Petrik, too, said the bridge was old.", "Petrik said the bridge was old."),
    "however": ("The council, however, wants it open.", "The council wants it open."),
    "also": ("Petrik also said the bridge was old.", "Petrik said the bridge was old."),
    "also in a quotation": ("Petrik said: “We also want it open.”", "Petrik said: “We also want it open.”"),
    "not only but also": ("It is not only old but also weak.", "It is not only old but also weak."),
    "a dateline with two dashes": ("ALDHAM –- The bridge is shut.", "The bridge is shut."),
    "a time with am or pm": ("7:19 p.m. -- The bridge is shut.", "The bridge is shut."),
    "an update's time": ("Updated at 4:45 p.m. ET: The bridge is shut.", "The bridge is shut."),
    "an hour alone": ("9 p.m. -- The bridge is shut.", "The bridge is shut."),
    "an update's mark with a time": ("UPDATE: 7:19 p.m. -- The bridge is shut.", "The bridge is shut."),
    "an update's mark with a day": ("UPDATE 12/1/2026: The bridge is shut.", "The bridge is shut."),
    "for example": ("For example, the council of Aldham shut a bridge.", "The council of Aldham shut a bridge."),
    "no dateline": ("NATO's chief, Ann Lee, said no.", "NATO's chief, Ann Lee, said no."),
}


@pytest.mark.parametrize("name", OPENED)
def test_only_words_that_link_are_dropped(name: str) -> None:
    assert opened(OPENED[name][0]) == OPENED[name][1]


UNFIT = {
    "cut at an abbreviation": "The court heard the case of Orr v.",
    "cut at three dots": "Petrik said the bridge would ...",
    "a question of the outlet": "Will the bridge ever open?",
    "a transcript": "Petrik: I do not know when it opens.",
    "a moved number without the number": "Jana Petrik raised the council's estimate of the cost.",
    "two paragraphs run together": "The bridge was lost.The council met at noon.",
    "a quotation that is never closed": 'Jana Petrik said: "I was there. I saw it.',
    "a paragraph and a quotation run together": "Nobody was hurt.“I was lucky,” Emil Vane said.",
    "a caption": "Jana Petrik, pictured in May, shut the bridge.",
    "a caption that opens with its picture": "A file photo shows the old bridge at Aldham.",
    "a caption signed as agencies do": "Candles burn by the old bridge on May 3, 2026 in Aldham, Marenia.",
    "a caption whose day has no on": "Tape hangs on the old bridge May 3, 2026 in Aldham, Marenia.",
    "a reply to an account": ".@aldhamcouncil the bridge has NOT been opened.",
    "a pointer to another page": "See photos of the old bridge here.",
    "a broadcaster's sign-on": "Ann Orr and Emil Vane report from Aldham for the NCN News at 5 p.m. on May 3.",
    "cut at an ellipsis": "‘The bridge is old, but what about the road…",
    "cut at a.k.a.": "On Tuesday the council heard Emil Vane, a.k.a.",
    "what is left of a page": "VIDEO >More videos Jana Petrik shut the bridge.",
    "two names run together": "On Monday, UNW Secretary-General Ann Orr UNW confirmed the report.",
}


@pytest.mark.parametrize("name", UNFIT)
def test_a_broken_or_empty_sentence_is_not_told(name: str) -> None:
    assert not whole(UNFIT[name])


def test_sound_sentences_are_told() -> None:
    assert whole("Jana Petrik raised the council's estimate of the cost to 12 million.")
    assert whole("“Who will pay?” Jana Petrik asked.")
    assert whole("Watch officers reported a crack in the pier on Sunday.")
    assert whole("Divers reported from the pier for the council on Sunday.")
    assert whole("Satellite pictures taken on Sunday show a crack in the bridge.")
    assert not glued("The fair at Walla Walla was shut.")
    assert not begins("which nobody had seen.")
    assert not begins("(3) placed where no child can reach it.")
    assert not begins("- Here are the facts: the bridge is shut.")
    assert begins("The bridge is shut.")


LEANING = {
    "he said after a quotation": "“The bridge is weak,” he said.",
    "a name inside the quotation alone": "“Mayor Ann Orr must go,” she said.",
    "he after a day": "On Wednesday, he took another road.",
    "her for nobody": "At her last visit on 3 March, her knee was sound.",
    "his with only a plural before it": "Farmers have since attacked his plan.",
    "they after one person": "Jana Petrik said they would come.",
    "it after a party's plural": "Reformers said it was late.",
    "those with a noun": "The council did not say what those options were.",
    "such with a noun": "Jana Petrik attacked such remarks.",
    "such a with a noun": "Emil Vane said such a ruling could hurt farmers.",
    "similar": "Aldham has faced similar protests.",
    "that after a preposition": "The paper ran a story about that cover.",
    "that with a shortened not": "Vane said that wasn't a fair comparison.",
    "the ones": "The new ones show a loss.",
    "your": "Your letter is an insult to the town.",
    "than when": "About 20 minutes earlier, a man of 24 was hurt in Aldham.",
    "the answer": "The answer is far from clear.",
    "of them": "Two of them are over 70.",
    "the figure": "The figure includes 21 children.",
    "in that case": "In that case, Emil Vane was cleared.",
    "since then": "Since then, many have asked why.",
    "the others": "The others were led away by the police.",
    "do so": "The council said the mayor would do so on Monday.",
    "nor": "Nor has the council named a day.",
    "told him": "Lasker told him the bridge was old.",
    "he after a body": "The Republican Growers Association announced that he would speak.",
    "that argument": "Farmers say that argument does not hold.",
    "wanted that line": "Lasker wanted that line removed from the letter.",
    "just that": "Emil Vane said just that.",
    "a bare answer": "“Yes, we can help,” Emil Vane added.",
}
STANDING = {
    "in her note, and who she is": "In her note, Mayor Jana Petrik said the bridge was old.",
    "a title and his": "The governor signed his own bill.",
    "those who": "Those who live by the river were told to leave.",
    "such as": "Animals such as cows were led away.",
    "similar to": "The bridge is similar to one in Velm.",
    "and similar": "The law follows the federal law and similar laws of other states.",
    "those named before": "Options were listed, and Orr chose those options.",
    "do so, and what": "Asked to resign, Emil Vane said the mayor would do so.",
    "told him, and whom": "The mayor asked Emil Vane, and Lasker told him the bridge was old.",
    "the company says it": "The company says it was misled by its own records.",
    "its, and who": "“No test found it,” said its chief engineer, Ann Lee.",
    "you in a quotation": "“You must leave,” Emil Vane told the crowd.",
}


@pytest.mark.parametrize("name", LEANING)
def test_a_sentence_that_points_back_leans(name: str) -> None:
    assert leans(LEANING[name], PEOPLE)


@pytest.mark.parametrize("name", STANDING)
def test_a_sentence_that_names_all_it_speaks_of_stands(name: str) -> None:
    assert not leans(STANDING[name], PEOPLE)


def test_a_role_brought_in_before_asks_for_the_sentence_that_did() -> None:
    before = "A spokeswoman for the mill spoke to a crowd. A new poll came out."
    assert known("The poll shows a loss.", "", before, ()) == "poll"
    assert known("In the poll, Orr leads.", "", before, ()) == "poll"
    assert known("“We wait,” the spokeswoman said.", "the spokeswoman", before, ()) == "spokeswoman"
    assert known("The poll shows a loss.", "", before, ("poll",)) == ""  # the headlines speak of it
    assert known("The vote of the council is due.", "", "A vote was called.", ()) == ""


def test_a_bare_thing_or_person_that_nothing_tells_asks_for_the_sentence_before() -> None:
    assert known("The redactions were made by the police.", "", "", ()) == "redactions"
    assert known("Police said the boy heard a shot.", "Police", "", ()) == "boy"
    assert known("The redactions were made by the police.", "", "", ("redaction",)) == ""  # the headlines speak of it
    assert known("The government was told on Monday.", "", "", ()) == ""  # anybody knows which
    assert known("The relief valve was shut on Monday.", "", "", ()) == ""  # told by the word before it
    assert known("Police said a boy was hurt when the boy fell.", "Police", "", ()) == ""


def test_two_sentences_are_told_together_only_if_the_first_gives_what_the_second_lacks() -> None:
    assert joins("Jana Petrik shut the bridge.", "She said it was old.", ["Petrik"], PEOPLE)
    assert not joins("The council shut the bridge.", "She said it was old.", ["Petrik"], PEOPLE)
    assert not joins("“But no less a bridge.”", "On Sunday, Emil Vane left.", None, PEOPLE)
    assert not joins("A judge was asked for his view.", "Two were hurt at this house.", None, PEOPLE)
    assert not joins("Jana Petrik shut the bridge.", "We are closing this page.", None, PEOPLE)
    assert not joins("On Tuesday the firm had denied that a valve was shut.", "The union rejected the explanation.", None, PEOPLE)
    assert joins("On Tuesday the firm had denied that a valve was shut.", "It had also denied the leak.", None, PEOPLE)
    assert joins("The firm had shut 12 valves by noon, it said.", "The union counted nine.", None, PEOPLE)
    assert unnamed("The road is shut. She said so.", PEOPLE)


def test_one_news_in_other_words_is_one_unless_a_number_or_a_denial_parts_them() -> None:
    a = "The council appears ready to shut the old bridge at Aldham."
    assert same_news(a, "The old bridge at Aldham may soon be shut by the council.")
    assert not same_news(a, "The council will not shut the old bridge at Aldham.")
    assert not same_news("Vane counted 12 cracks in the old bridge.", "Petrik counted 19 cracks in the old bridge.")
    crash = "The victim, Ann Orr, died after the bus she rode in fell off the bridge last month."
    assert same_news(crash, "Ann Orr, 31, died on May 3 when the 12-year-old bus she rode in fell off the bridge two weeks ago.")
    assert not same_news("The flood of 2011 tore four piers off the bridge.", "The flood of 2019 tore four piers off the bridge.")
    assert not same_news(a, "Buses ran late all day on the other bank of the river.")


def test_a_pronoun_that_is_a_possessive_stays_one() -> None:
    t = told(("Jana Petrik wants the bridge shut. Her opposition to the toll was expected by the council.", "Echo", TUE))
    assert not any("Petrik opposition" in x.text for x in lines(t))


def test_persons_are_named_in_full_where_they_are_first_named_and_only_there() -> None:
    t = told(
        (
            "Jana Petrik, the mayor, said the old bridge at Aldham had been shut for good because of its rusted cables.\n"
            "Petrik warned that the ferry would be overcrowded by next week.\n"
            "Petrik promised new buses for pupils of the school at Velm.",
            "Echo",
            TUE,
        )
    )
    texts = [x.text for x in lines(t) if "Petrik" in x.text]
    assert "Jana Petrik" in texts[0]
    assert all("Jana" not in x for x in texts[1:])
    places = {r.id: r.text for r in t.reports}
    assert all("Jana" in " ".join(places[p.report][p.start : p.end] for p in x.sources) for x in lines(t) if "Jana" in x.text)


def test_what_somebody_would_be_is_no_trade_of_theirs() -> None:
    text = "Emil Vane did not rule himself out. The council had said that the engineer, Emil Vane, would be acting mayor, at his own wish."
    t = told((text, "Post", WED))
    (r,) = t.reports
    line = Line("Emil Vane did not rule himself out.", (Passage(r.id, 0, 35),))
    assert Introductions(t.ledger, {r.id: r}).told(line).text == line.text


def test_two_things_said_by_one_person_are_not_one() -> None:
    assert alike("Ann Orr said there was a suspicion against Emil Vane over the bridge.", "Emil Vane said he had no part.") < 0.7
    assert alike("Emil Vane shut the bridge on Monday.", "On Monday the bridge was shut by Emil Vane.") >= 0.7


def test_a_surname_that_two_bear_is_left_as_it_is() -> None:
    t = told(
        (
            "Jana Petrik, the mayor, said the old bridge at Aldham was shut.\nA clerk, Lena “Lee” Petrik, was hurt at the bridge.\n"
            "Petrik warned that the ferry would be overcrowded by next week.",
            "Echo",
            TUE,
        )
    )
    assert not any("“Lee” Jana" in x.text or "Lena “Lee” Jana Petrik" in x.text for x in lines(t))
    assert any(x.text.startswith("Petrik warned") for x in lines(t))


def test_a_line_is_carried_on_by_the_sentence_that_leans_on_it() -> None:
    t = told(
        (
            "The truce is to begin at midnight on Thursday, said the envoy, Helena Brandt. Both are to withdraw eight kilometres from the Lorne.",
            "Echo",
            TUE,
        )
    )
    assert any(x.text.endswith("Both are to withdraw eight kilometres from the Lorne.") for x in lines(t))


def test_two_who_agree_make_no_dispute() -> None:
    t = told(
        ("Osman Reyd said he had not seen the letter of the mill.", "Echo", TUE),
        ("A letter of the mill lies in the hall at Aldham, the clerk, Emil Vane, said.", "Post", TUE),
    )
    assert not section(t, "Disputed")


REFUSED = [
    ("Jana Petrik refused to resign over the bridge.", False),
    ("Jana Petrik would not go so far, but said the bridge must be mended.", False),
    ("Jana Petrik did not say the bridge was a bad idea.", False),
    ("Jana Petrik declined to comment on her brother’s position.", False),
    ("Jana Petrik declined to say why the bridge was shut.", True),
    ("Jana Petrik did not rule out a new bridge at Velm.", True),
    ("Jana Petrik gave no name, and refused to give details of the repair.", True),
]


@pytest.mark.parametrize(("sentence", "open_"), REFUSED)
def test_only_a_question_is_listed_as_unknown(sentence: str, open_: bool) -> None:
    assert bool(section(told((sentence, "Echo", TUE)), "What we don't know")) is open_


DATED = {
    "an event named by its day": "The council met near the site of the fire of 3 March 2026 in the mill.",
    "a show's name": "Emil Vane told “Lorne News Sunday” that the council was late.",
    "a month of so long ago": "Emil Vane was asked about the toll a month ago and was surprised.",
    "another's day in a denial": "About 9 tonnes of stone had fallen, Emil Vane said, not the less than two it gave on Monday.",
}


@pytest.mark.parametrize("name", DATED)
def test_a_day_that_is_not_the_sentence_s_own_makes_no_entry(name: str) -> None:
    assert not section(told((DATED[name], "Echo", TUE)), "Timeline")


def test_figures_the_ledger_tells_apart_make_no_ladder() -> None:
    t = told(
        ("The council named three aides who resigned over the bridge at Aldham.", "Echo", TUE),
        ("A clerk, Emil Vane, said two aides might be questioned over the bridge at Aldham next year.", "Post", TUE),
    )
    assert not section(t, "Figures")


def test_a_value_that_nobody_new_gives_is_no_second_rung() -> None:
    t = told(
        ("Three people were hurt at the bridge in Aldham on Tuesday.", "Echo", TUE),
        ("Five people were hurt at the bridge in Aldham, the council said.", "Post", WED),
        ("In all, 3 people were hurt at the bridge in Aldham on Tuesday, and 5 people by Wednesday.", "Herald", WED),
    )
    for line in section(t, "Figures"):
        rungs = line.partition(": ")[2].split("; ")
        assert not {"three", "3"} <= set(rungs)


def test_one_happening_is_timed_once() -> None:
    news = (
        "The mayor, Jana Petrik, has ordered the old bridge at Aldham torn down. The engineer, Emil Vane, called for a tunnel. "
        "Ferries will run from Friday. Nine boats have been hired. The council set aside 4 million crowns. Schools stay shut. "
        "The market moved to the square. Farmers blocked the road to Lorne. Two divers fell ill. The governor flew in from the capital. "
    )
    t = told(
        (news + "The crash happened Tuesday around 7 a.m. on the old bridge of Aldham.", "Echo", TUE),
        (news + "The crash happened on Tuesday at the end of a chase through the river town, the police said.", "Post", WED),
    )
    assert len([x for x in section(t, "Timeline") if "crash happened" in x]) == 1


def test_the_day_of_the_value_before_is_not_the_day_of_the_news() -> None:
    def on(text: str) -> list[bool]:
        desk = Desk()
        r = report(f"{text}\n{REST}", "Echo", WED)
        desk.keep(r)
        e = desk.extract(r)
        return [happens(s, "2026-06-09", r, e.times) for s in e.statements if "dead" in r.text[slice(*s.sentence)]]

    assert on("The number of dead is now five, up from three on Tuesday, the minister, Ada Orr, said.") == [False]
    assert on("The number of dead rose to five on Tuesday, the minister, Ada Orr, said.") == [True]


def test_a_time_of_day_that_somebody_gives_days_later_is_no_day_and_before_midnight_is_the_day_before() -> None:
    def days(text: str, when: str) -> list[str]:
        desk = Desk()
        desk.keep(report(f"A fire broke out at the old mill of Aldham, the fire brigade said.\n{REST}", "Echo", TUE))
        desk.keep(report(f"{text}\n{REST}", "Post", when))
        return [h.date for h in desk.tellings()[0].ledger.timeline if h.text == text]

    seen = "The flames were first seen at about 05:10 by the watchman of the mill, the fire chief, Emil Vane, told reporters in the town."
    assert days(seen, WED) == []
    assert days(seen.replace("05:10", "05:10 on Tuesday"), WED) == ["2026-06-09"]
    arrest = "The owner of the mill, Ada Orr, was led out of the town hall of Aldham in handcuffs shortly before midnight."
    assert days(arrest, "2026-06-10T05:48+02:00") == ["2026-06-09"]


def test_the_end_of_a_paragraph_that_speaks_of_something_else_is_not_told_before_a_sentence_that_leans() -> None:
    text = "The engineer, Emil Vane, said he had nothing to add.{}The three ferries carried 870 cars on Tuesday, the harbour office said, against a planned 1,150."
    apart = told((text.format("\n"), "Echo", TUE))
    every = [*apart.roundup.need_to_know, *(x for s in apart.roundup.sections for x in s.lines)]
    assert not any("nothing to add. The three ferries" in x.text for x in every)
    assert points("Emil Vane of Orvane rejected the accusation.")  # which may stand in the paragraph before


def test_who_says_that_they_did_not_do_it_confirms_nothing() -> None:
    t = told(
        ("The company, Orvane Nitrogen, said that no ammonia had escaped from its tanks into the river at Aldham.", "Echo", TUE),
        (
            "The union of the chemical workers said on Tuesday that no ammonia had escaped from the tanks into the river at Aldham.",
            "Post",
            TUE,
        ),
    )
    assert {c.speaker: of_itself(c) for c in t.ledger.claims if c.standing == "corroborated"} == {
        "Orvane Nitrogen": True,
        "union of the chemical workers": False,
    }


def test_who_holds_an_office_or_is_a_body_can_confirm_and_a_passer_by_cannot() -> None:
    texts = ["The police chief, Jana Petrik, and the foreign ministers, Ada Orr and Ben Loft, met.", "Emil Vane, who walked by, saw it."]
    persons = {"Petrik", "Orr", "Loft", "Vane"}
    for speaker in ("Jana Petrik", "Ben Loft", "the ministry", "police", "Lorne Council", "Kremlin"):
        assert can_confirm(speaker, texts, persons), speaker
    for speaker in ("Emil Vane", "the facts", "a passer-by", None):
        assert not can_confirm(speaker, texts, persons), speaker


def test_what_is_merely_new_and_told_below_is_marked_there_and_not_told_twice() -> None:
    t = told(
        ("The mayor, Jana Petrik, said the old bridge at Aldham had been shut for good because of its rusted cables.", "Echo", TUE),
        ("Divers found a second crack in the northern pier of the bridge, the engineer, Emil Vane, said.", "Post", WED),
    )
    new = [c for c in t.roundup.changes if c.kind == "new"]
    assert new
    below = {x.claim for x in lines(t)}
    assert {c.claim for c in new if c.claim in below} <= newly_told(t).keys()
    assert set(newly_told(t).values()) == {"new"}
    apart = {c.claim for c, _ in told_apart(t)}
    assert not apart & below
    text = to_text([t], [])
    assert text.count("Divers found a second crack") == 1
    assert "  new · single origin" in text


def test_what_is_not_told_above_is_reported_besides_the_weightiest_first_and_all_at_full_length() -> None:
    desk = Desk()
    list(desk.add(str(ROOT / "eval" / "probes" / "stories" / "oakmere-dam.jsonl")))
    short, full = (desk.tellings(length=length)[0] for length in ("default", "full"))
    besides = [x.text for x in next(s.lines for s in short.roundup.sections if s.heading == "Also reported")]
    weight = {c.id: c.weight for c in short.ledger.claims}
    worth = [weight[str(x.claim)] for s in short.roundup.sections if s.heading == "Also reported" for x in s.lines]
    assert any("sent 200 soldiers" in x for x in besides)
    assert worth == sorted(worth, reverse=True)
    assert len(section(full, "Also reported")) > len(besides)


def test_a_few_words_are_not_what_one_needs_to_know() -> None:
    t = told(
        ("The mayor, Jana Petrik, has ordered the old bridge at Aldham torn down. Petrik spoke on Lorne Radio.", "Echo", TUE),
        ("Call it Petrik versus Petrik. The mayor's brother, Emil Petrik, wants the old bridge at Aldham kept.", "Post", TUE),
    )
    top = [x.text for x in t.roundup.need_to_know]
    assert any("torn down" in x for x in top)
    assert not any("Lorne Radio" in x or "Call it" in x for x in top)


def test_the_lede_of_the_newest_report_is_told_on_top() -> None:
    t = told(
        ("The mayor, Jana Petrik, said the old bridge at Aldham had been shut for good because of its rusted cables.", "Echo", TUE),
        ("Jana Petrik signed the order to tear the bridge down on Wednesday, a day after refusing to talk to farmers.", "Post", WED),
    )
    assert any(x.text.startswith("Jana Petrik signed the order") for x in t.roundup.need_to_know)


def test_a_series_is_not_called_by_what_happened_to_others() -> None:
    t = told(
        ("Two people have died and 14 have been infected, Health Minister Clara Vane said on Tuesday.", "Post", TUE),
        ("Two people have died and 19 have been infected, Health Minister Clara Vane said on Wednesday.", "Herald", WED),
    )
    assert not [x for x in section(t, "Figures") if x.startswith("People died") and "14" in x]


@pytest.mark.parametrize(
    "text",
    [
        "Neither appears on any list of those who were on the ferry, the coastguard said.",
        "Confirmation comes two days after the returning officer denied it.",
        "The agency could not verify that number, which no other person has confirmed.",
    ],
)
def test_a_sentence_that_asks_what_stood_before_it_leans(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text", ["Neither the police nor the mayor would comment on the fire.", "Confirmation of the toll came from the mayor."]
)
def test_a_sentence_that_names_what_it_speaks_of_does_not(text: str) -> None:
    assert not leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ms Lenk would not say whether his identity was known.",
        "Mina Dorrin says he has her confidence.",
        "Gerrit Vane said: “Not to my knowledge.”",
        "Whether any of the rest was used at the works the prosecutor declined to say on Thursday.",
        "The remaining two were expected by tonight, the commission said.",
    ],
)
def test_a_person_of_the_other_sex_and_a_bare_answer_stood_before(text: str) -> None:
    assert leans(text, {"Lenk", "Dorrin", "Vane"})


@pytest.mark.parametrize(
    "text", ["Ms Lenk said that Mr Vane had told her of his plan.", "Mira Lenk said the man had lost his wife, who was her friend."]
)
def test_two_of_two_sexes_are_named(text: str) -> None:
    assert not leans(text, {"Lenk", "Vane"})


@pytest.mark.parametrize(
    "text",
    [
        "“I stood on it,” Renzo Vane said.",
        "‘The rest have sore throats and will go home,’ Tomas Orr said.",
        "Probably at a lorry that was connected to the ship's power, Dr Lasker said.",
        "A smoke detector responded 23 minutes earlier, according to alarm records.",
        "Superintendent Lena Petrik said they could expect to be back next week.",
        "For 812 others, nearly all from Creamery Row, the waiting goes on.",
        "It remained unclear how many people had been inside.",
        "The register did show that many voters, Vera Orr said.",
        "The find bears out in part what a driver told the broadcaster.",
    ],
)
def test_words_that_lean_without_a_pronoun_first(text: str) -> None:
    assert leans(text, {"Vane", "Orr", "Lasker", "Petrik"})


@pytest.mark.parametrize(
    "text",
    [
        "The police and Lena Petrik said they would go on.",
        "Residents of the town and Superintendent Lena Petrik said they could go.",
        "A detector responded at 11:29 p.m., 23 minutes earlier than the mayday.",
        "The siren sounded 19 minutes later, at 06:31.",
        "“It is a hole you could put your fist into,” Osric Vane said.",
        "The rest of the crew was brought home by coach.",
    ],
)
def test_words_like_them_that_tell_what_they_mean(text: str) -> None:
    assert not leans(text, {"Vane", "Orr", "Lasker", "Petrik"})
