"""Figures over time: which count one thing, and how each stands to the one before. Short invented reports."""

import pytest

from build import report
from writethru.extract import extract
from writethru.extract.figure import figures
from writethru.model import Figure, Ledger, Report
from writethru.reconcile import reconcile
from writethru.reconcile.barred import barred
from writethru.reconcile.count import Count
from writethru.reconcile.counting import counts_of
from writethru.reconcile.evidence import rarity
from writethru.reconcile.gather import gather
from writethru.reconcile.group import BEST, Groups, odds, pieces, weighed, weights
from writethru.reconcile.scale import disjoint, rounded
from writethru.reconcile.turn import turns
from writethru.relate.lineage import reuse

DAY = {"mon": "2026-03-02T09:00", "tue": "2026-03-03T09:00", "wed": "2026-03-04T09:00"}
BASE = "The old bridge over the Ost at Aldton fell into the river before dawn, and the road to Merrow is shut to all traffic until further notice."


def made(outlet: str, day: str, *sentences: str) -> Report:
    return report("\n".join([f"{BASE} {outlet} was there.", *sentences]), outlet, DAY[day])


def ledger(*reports: Report) -> Ledger:
    return reconcile(reports, [extract(r) for r in reports], reuse(reports))


def counts(*reports: Report) -> list[Count]:
    units, _ = gather(reports, [extract(r) for r in reports], reuse(reports), ())
    return counts_of(units)


def relation(book: Ledger, late: str, early: str) -> str:
    """The relation told of two figures as printed, whichever comes first where both are of one day; "" for none."""
    points = {p.id: p for s in book.figures for p in s.points}
    assert {late, early} <= {p.text for p in points.values()}, [p.text for p in points.values()]
    found = {r.kind for p in points.values() for r in p.relations if {p.text, points[r.other].text} == {late, early}}
    return " ".join(sorted(found))


ONE = "President Adane Tilahu said 10,000 militiamen were massing on the frontier."


@pytest.mark.parametrize(
    ("day", "text", "late", "want"),
    [
        pytest.param("wed", "President Adane Tilahu said 16,000 militiamen were massing on the frontier.", "16,000", "update", id="same-source"),
        pytest.param("wed", "General Idris Omal said 16,000 militiamen were massing on the frontier.", "16,000", "compatible", id="other-later"),
        pytest.param("mon", "General Idris Omal said 16,000 militiamen were massing on the frontier.", "16,000", "conflict", id="other-same-day"),
        pytest.param(
            "wed",
            "The number of militiamen massing on the frontier has risen to 16,000, General Idris Omal said.",
            "16,000",
            "update",
            id="other-with-words",
        ),
        pytest.param(
            "mon", "General Idris Omal said as many as 16,000 militiamen could soon mass on the frontier.", "as many as 16,000", "different-claim",
            id="possible",
        ),
        pytest.param("mon", "General Idris Omal said about 10,500 militiamen were massing on the frontier.", "about 10,500", "compatible", id="near"),
        pytest.param("mon", "General Idris Omal said 10,000 bakers were massing on the square.", "10,000", "", id="other-noun"),
    ],
)  # fmt: skip
def test_how_a_figure_stands_to_the_one_before(day: str, text: str, late: str, want: str) -> None:
    book = ledger(made("Post", "mon", ONE), made("Herald", day, text))
    assert relation(book, late, "10,000") == want


def test_another_source_of_the_same_state_revises_nobody() -> None:
    book = ledger(
        made("Post", "mon", "Lomar's president, Adane Tilahu, says Kremnik is preparing to send 10,000 soldiers to the frontier."),
        made(
            "Herald",
            "wed",
            "Previously, Lomar's military intelligence said that Kremnik is preparing to send 12,000 soldiers to the frontier.",
        ),
    )
    assert relation(book, "12,000", "10,000") == "compatible"
    assert "revised" not in {c.standing for c in book.claims}


def test_figures_outside_the_quoted_words_are_kept() -> None:
    book = ledger(
        made("Post", "tue", "Donations to the appeal stand at $12 million, up from $7.5 million a day earlier, the Red Crescent said.")
    )
    assert relation(book, "$12 million", "$7.5 million") == "update"


def test_what_is_added_is_neither_the_sum_nor_a_rival_of_it() -> None:
    book = ledger(
        made("Post", "mon", "Spokeswoman Irma Kos said prosecutors had frozen 70 accounts."),
        made("Post", "wed", "Spokeswoman Irma Kos said prosecutors had frozen a further 45 accounts."),
    )
    assert relation(book, "45", "70") == ""


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("The plane was carrying 71 people, 12 of them children, the airline said.", {"12": "part"}),
        ("Police held 210 people, including at least 14 reporters, a lawyer said.", {"at least 14": "part"}),
        ("Divers found three more bodies, the coast guard said.", {"three": "more"}),
        ("The relief valve on tank 7 was shut after 12 people fell ill, engineer Ada Venn said.", {}),
    ],
)
def test_parts_and_steps(text: str, parts: dict[str, str]) -> None:
    found = {c.figure.text: c.part for c in counts(made("Post", "mon", text))}
    assert {k: v for k, v in found.items() if v} == parts
    assert "7" not in found


def test_a_bare_number_counts_what_the_one_before_does() -> None:
    first, second = counts(made("Post", "mon", "Organisers spoke of 30,000 marchers, police of 8,000."))
    assert (second.figure.text, second.noun) == ("8,000", first.noun)
    assert first.giver.stems != second.giver.stems


@pytest.mark.parametrize(
    ("sentence", "number", "want"),
    [
        ("The toll has risen to 19.", "19", ("strong", False)),
        ("The toll rose from 12 to 19.", "19", ("strong", False)),
        ("The toll rose from 12 to 19.", "12", ("", True)),
        ("The toll reached 19.", "19", ("weak", False)),
        ("The company initially spoke of 400 litres.", "400", ("", True)),
        ("It was 129, not 132.", "132", ("", True)),
        ("The drone flew at 19 metres.", "19", ("", False)),
    ],
)
def test_words_that_set_a_figure_against_another(sentence: str, number: str, want: tuple[str, bool]) -> None:
    every = list(figures(sentence))
    assert [turns(sentence, f, (0, len(sentence)), every) for f in every if number in f.text] == [want]


def _figure(low: float, unit: str, high: float | None = -1, approx: str = "=") -> Figure:
    return Figure(0, 1, "x", low, low if high == -1 else high, approx, unit, "")  # type: ignore[arg-type]


def test_units_of_one_dimension_compare() -> None:
    assert rounded(_figure(2000, "kilogram")) == rounded(_figure(2, "tonne"))
    assert rounded(_figure(0.25, "% vine")) == rounded(_figure(25, "percentage"))
    assert rounded(_figure(2, "tonne")) != rounded(_figure(2, "troop"))
    assert disjoint(_figure(100, "metre"), _figure(1, "kilometre"))
    assert not disjoint(_figure(10, "troop", approx="~"), _figure(11, "troop"))


def test_what_many_tell_in_one_way_is_one_series_each() -> None:
    people = ["Fire chief Tomas Quell", "Mayor Ena Brack", "Engineer Ada Venn"]
    said = [
        "{} people had been injured",
        "{} people had been killed",
        "{} homes were without power",
        "{} families had been moved to the hall",
    ]
    reports = [
        made("Post", day, *(f"{who} said {what.format(7 + 5 * n)} in the town." for n, who in enumerate(people) for what in said))
        for day in DAY
    ]
    found = counts(*reports)
    assert len(found) == 36
    told = [{found[i].unit.text.partition(" ")[2] for i in group} for group in Groups(found).rows]
    assert sorted(len(t) for t in told) == [1, 1, 1, 1], "each says one thing"
    assert len({t.pop() for t in told}) == 4


@pytest.mark.parametrize(
    ("early", "late", "want"),
    [
        pytest.param(
            "About 9 tonnes of acid escaped from the tank on Monday, Castor Mining said.",
            "At least 11 tonnes of acid escaped from the tank, Inspector Ruth Kade said.",
            "conflict",
            id="one-leak-that-is-over",
        ),
        pytest.param(
            "About 9 tonnes of acid escaped from the tank on Monday, Castor Mining said.",
            "At least 11 tonnes of acid had escaped from the tank, Castor Mining said.",
            "update",
            id="the-same-source-later",
        ),
        pytest.param(
            "About 9 tonnes of acid have escaped from the tank so far, Castor Mining said.",
            "At least 11 tonnes of acid have escaped from the tank, Inspector Ruth Kade said.",
            "compatible",
            id="a-leak-that-goes-on",
        ),
        pytest.param(
            "About 9 people had been injured in the fall of the stand, Castor Mining said.",
            "At least 11 people had been injured in the fall of the stand, Inspector Ruth Kade said.",
            "compatible",
            id="a-toll",
        ),
        pytest.param(
            "The plane was carrying about 9 pupils, Castor Mining said.",
            "At least 11 pupils were aboard the plane, Inspector Ruth Kade said.",
            "conflict",
            id="who-was-aboard",
        ),
    ],
)
def test_a_count_of_what_is_over_does_not_change_with_the_day(early: str, late: str, want: str) -> None:
    book = ledger(made("Post", "tue", early), made("Herald", "wed", late))
    unit = " tonnes" if "tonnes" in early else ""
    assert (
        relation(
            book,
            f"At least 11{unit}" if late.startswith("At") else "at least 11",
            f"{'About' if early.startswith('About') else 'about'} 9{unit}",
        )
        == want
    )


def test_a_number_that_its_own_source_has_replaced_is_nobodys_rival() -> None:
    book = ledger(
        made("Post", "mon", "Less than 2 tonnes of acid escaped from the tank, Castor Mining said."),
        made("Post", "tue", "About 9 tonnes of acid escaped from the tank, Castor Mining said."),
        made("Herald", "wed", "At least 11 tonnes of acid escaped from the tank, Inspector Ruth Kade said."),
    )
    assert relation(book, "At least 11 tonnes", "About 9 tonnes") == "conflict"
    assert relation(book, "At least 11 tonnes", "Less than 2 tonnes") == ""


@pytest.mark.parametrize(
    ("text", "late", "early", "want"),
    [
        ("Divers found 12 more bodies on Monday, bringing the total to 48, the coast guard said.", "48", "12", "derived"),
        ("Nine people were killed, four men and five women, the fire service said.", "Nine", "four", "derived"),
        ("The council approved 48 of the 120 requests, or 40 percent, the mayor said.", "40 percent", "120", "derived"),
        ("The council approved 48 of the 120 requests, or 45 percent, the mayor said.", "45 percent", "120", ""),
        ("Three people were killed, two were hurt and one was missing, the fire service said.", "Three", "two", ""),
        ("Three of the nine hostages were freed on Monday, police said.", "Three", "nine", "part-of"),
        ("Two of the ferry's three pumps had failed, the yard said.", "Two", "three", "part-of"),
        ("Police held 12 people and towed 48 cars, the commissioner said.", "48", "12", ""),
    ],
)
def test_what_is_worked_out_from_figures_beside_it(text: str, late: str, early: str, want: str) -> None:
    assert relation(ledger(made("Post", "mon", text)), late, early) == want


@pytest.mark.parametrize(
    ("early", "late", "marks", "want"),
    [
        (
            "The relief agency put the number of displaced in the valley at 18,000.",
            "The number of displaced in the valley has risen to 27,000, the relief agency said.",
            ("27,000", "18,000"),
            "update",
        ),
        (
            "Leonie Asker had 41,220 votes, the electoral commission said.",
            "Leonie Asker was ahead by 187 votes, the electoral commission said.",
            ("187", "41,220"),
            "",
        ),
        (
            "At least 34 hospitals could not open their files, the health ministry said.",
            "The number of hospitals that could not open their files rose to 41, the health ministry said.",
            ("41", "At least 34"),
            "update",
        ),
        (
            "About 60 tonnes of oil may have been lost, the sea agency estimated.",
            "The sea agency raised its estimate of the oil lost to about 95 tonnes.",
            ("about 95 tonnes", "About 60 tonnes"),
            "update",
        ),
        (
            "Kestrel said that 4,000 customers' records had been stolen.",
            "Researcher Priya Anand said the records of 9,000 customers had been stolen.",
            ("9,000", "4,000"),
            "conflict",
        ),
        (
            "The airport said 64 flights had been cancelled.",
            "The airport's director, Lucia Marin, said 118 flights had been cancelled.",
            ("118", "64"),
            "update",
        ),
    ],
)
def test_wordings_of_one_count(early: str, late: str, marks: tuple[str, str], want: str) -> None:
    assert relation(ledger(made("Post", "mon", early), made("Herald", "tue", late)), *marks) == want


def test_a_day_that_another_figure_was_given_on_is_not_this_ones() -> None:
    text = "About 9 tonnes of acid had escaped, Olle Brandt said, not the less than 2 tonnes it gave on Monday."
    assert {c.figure.text: c.day[:10] for c in counts(made("Post", "tue", text))}["About 9 tonnes"] == "2026-03-03"


def test_who_puts_a_figure_in_the_passive_is_its_giver() -> None:
    (found,) = counts(made("Post", "mon", "The damage was put at 31 million crowns by the insurers' association."))
    assert "insurer" in found.giver.stems


def test_a_noun_that_could_be_a_verb_of_giving_makes_nobody_a_giver() -> None:
    (found,) = counts(made("Post", "mon", "Brandt met other captains following the reports of acid in the two lakes."))
    assert not found.giver.stems


def test_who_takes_over_anothers_number_disputes_it_no_more() -> None:
    book = ledger(
        made("Post", "mon", "The siren sounded 11 minutes after the alarm, said Petra Holm, a spokeswoman for Castor Mining."),
        made(
            "Herald",
            "wed",
            "Petra Holm said the company did not dispute the inspectorate's log, which shows that it sounded 19 minutes after the alarm.",
        ),
    )
    assert relation(book, "19 minutes", "11 minutes") == "update"


def test_a_number_put_against_another_is_of_the_same_day() -> None:
    text = "The gas reading on Sunday had been 2.1 percent, the inspectorate said. Castor Mining had put it at 0.8 percent."
    assert relation(ledger(made("Post", "tue", text)), "0.8 percent", "2.1 percent") == "conflict"


def test_a_sum_told_roundly_disputes_nobody() -> None:
    exact = "The harbour credit is worth 2.37 billion crowns, the investment bank said."
    book = ledger(
        made("Post", "mon", exact), made("Herald", "mon", "The harbour credit is worth 2.4 billion crowns, the port office said.")
    )
    assert "conflict" not in relation(book, "2.4 billion crowns", "2.37 billion crowns")
    book = ledger(
        made("Post", "mon", exact), made("Herald", "mon", "The harbour credit is worth 3.1 billion crowns, the port office said.")
    )
    assert "conflict" in relation(book, "3.1 billion crowns", "2.37 billion crowns")


def test_a_count_between_two_days_is_so_at_the_later() -> None:
    (c,) = counts(made("Post", "wed", "Customers withdrew 410 million crowns between Saturday evening and noon on Monday, the bank said."))
    assert c.day[:10] == DAY["mon"][:10]


def test_a_report_mended_on_the_next_day_is_of_that_day() -> None:
    told = report(f"{BASE} The toll is nine.", "Post", DAY["mon"], updated=DAY["tue"])
    late = report(f"{BASE} The toll is nine.", "Post", "2026-01-05", updated=DAY["tue"])
    assert [str(r.told.day) for r in (told, late) if r.told] == [DAY["tue"][:10], "2026-01-05"]


def test_only_people_are_evacuated() -> None:
    found = counts(
        made("Post", "mon", "The attack left 14 ships waiting at anchor, the port said. About 2,300 people left the quay, police said.")
    )
    assert {c.figure.text: c.predicate for c in found} == {"14": "", "About 2,300": "evacuated"}


@pytest.mark.parametrize(
    ("early", "late", "marks", "want"),
    [
        pytest.param(
            "Rescuers had pulled 51 people from the water, the coast guard said.",
            "The coast guard said that 64 people had been rescued.",
            ("64", "51"),
            "update",
            id="rescued",
        ),
        pytest.param(
            "The hospital in Merrow said it had taken in 34 survivors, six of them with serious injuries.",
            "The hospital in Merrow said 41 survivors had been admitted.",
            ("41", "34"),
            "update",
            id="a part tells of itself alone",
        ),
        pytest.param(
            "The maker Roland will shut its mill with the loss of 1,480 jobs, Roland said.",
            "Roland put the number of posts to be cut at 1,395.",
            ("1,395", "1,480"),
            "update",
            id="jobs lost and posts cut",
        ),
        pytest.param(
            "Some 6,500 people were ordered out of their homes, the county said.",
            "The number of people told to leave has grown to 11,000, the county said.",
            ("11,000", "Some 6,500"),
            "update",
            id="told to leave",
        ),
        pytest.param(
            "The health board has confirmed 112 cases of cholera.",
            "The tally of confirmed infections has climbed to 129, the health board said.",
            ("129", "112"),
            "update",
            id="cases and infections",
        ),
        pytest.param(
            "The dockers' union said that 900 of its members had been sent home without pay.",
            "Some 1,150 dockers are now at home without pay, the dockers' union said.",
            ("Some 1,150", "900"),
            "update",
            id="members and dockers",
        ),
        pytest.param(
            "About 2,300 lorries were standing on the approach road, police said.",
            "The queue of lorries had shrunk to about 600, police said.",
            ("about 600", "About 2,300"),
            "update",
            id="a queue of them",
        ),
        pytest.param(
            "The fire had burned 3,400 hectares, commander Rui Abrant said.",
            "Commander Rui Abrant said that 5,900 hectares had been blackened.",
            ("5,900 hectares", "3,400 hectares"),
            "update",
            id="burned and blackened",
        ),
        pytest.param(
            "Two ministry officials spoke to the Post, the ministry said.",
            "The ministry said that 171 people had been treated.",
            ("171", "Two"),
            "",
            id="officials are not the people of the story",
        ),
        pytest.param(
            "Police said that 14 people had been arrested at the rally.",
            "Police put the turnout at the rally at 70,000.",
            ("70,000", "14"),
            "",
            id="arrests and a crowd",
        ),
    ],
)
def test_one_thing_told_with_other_verbs_and_nouns(early: str, late: str, marks: tuple[str, str], want: str) -> None:
    assert relation(ledger(made("Post", "mon", early), made("Herald", "tue", late)), *marks) == want


@pytest.mark.parametrize(
    ("early", "late", "marks", "want"),
    [
        pytest.param(
            "Rescuers had pulled 51 people from the water.",
            "Sixty-four people have been rescued, officer Ragna Elst said.",
            ("Sixty-four", "51"),
            "update",
            id="nobody stood for the first",
        ),
        pytest.param(
            "Officer Ragna Elst said that 64 people had been rescued.",
            "Mayor Ena Brack said that 70 people had been rescued.",
            ("70", "64"),
            "compatible",
            id="two sources",
        ),
        pytest.param(
            "Officer Ragna Elst said that seven people had died.",
            "Two people died overnight.",
            ("Two", "seven"),
            "different-claim",
            id="a toll does not shrink",
        ),
        pytest.param(
            "Shares in Roland rose 6 percent.", "Shares in Roland lost 8 percent.", ("8 percent", "6 percent"), "compatible", id="of its own day"
        ),
    ],
)  # fmt: skip
def test_who_stands_for_a_later_number(early: str, late: str, marks: tuple[str, str], want: str) -> None:
    assert relation(ledger(made("Post", "mon", early), made("Herald", "tue", late)), *marks) == want


def test_a_number_told_again_in_an_outlets_own_voice_updates_nobody() -> None:
    book = ledger(
        made("Post", "mon", "Officer Ragna Elst said that 64 people had been rescued."),
        made("Herald", "tue", "Officer Ragna Elst said that 70 people had been rescued."),
        made("Radio", "wed", "On the first night 64 people had been rescued."),
    )
    kinds = {(p.text, p.outlets[0]): {r.kind for r in p.relations} for s in book.figures for p in s.points}
    assert kinds["70", "Herald"] == {"update"}
    assert "update" not in kinds["64", "Radio"]


def test_a_number_set_against_another_replaces_it_wherever_it_stands() -> None:
    book = ledger(
        made("Post", "mon", "The mill lost 46 million marks last year, the owner, Roland, said."),
        made(
            "Herald", "wed", "The loss came to 39 million marks, Roland said, and not the 46 million that the company had given on Monday."
        ),
    )
    found = {(p.text, r.kind, r.other) for s in book.figures for p in s.points for r in p.relations}
    (first,) = [
        p.id for s in book.figures for p in s.points if p.text == "46 million marks" or (p.text == "46 million" and "Post" in p.outlets)
    ]
    assert ("39 million", "update", first) in found or ("39 million marks", "update", first) in found


def test_a_pronoun_that_gives_a_number_is_who_spoke_last() -> None:
    text = "The harbour master, Ines Calder, said nine ships were still waiting. She had counted 26 on Monday."
    book = ledger(made("Post", "mon", "Ines Calder, the harbour master, said 26 ships were waiting."), made("Post", "wed", text))
    assert {p.speaker for s in book.figures for p in s.points if p.text == "26"} == {"Ines Calder"}
    assert relation(book, "nine", "26") == "update"


def test_a_count_told_without_its_noun_is_what_its_source_counts() -> None:
    book = ledger(
        made("Post", "mon", "The number of infections has climbed to 129, the health board said."),
        made("Herald", "tue", "The health board, whose own count stood at 148 on Tuesday, said that schools would close."),
    )
    assert relation(book, "148", "129") == "update"


def test_a_bare_number_of_millions_is_money_after_a_sum() -> None:
    text = "The government will put 30 million marks into the works. The union says it would take 85 million to modernise the hall."
    assert {c.figure.text: c.dimension for c in counts(made("Post", "mon", text))} == {"30 million": "mark", "85 million": "mark"}


def test_the_whole_is_told_nothing_of_its_part() -> None:
    found = counts(made("Post", "mon", "At the school 140 of the 620 pupils stayed at home, head teacher Maret Kuus said."))
    assert {c.figure.text: c.predicate for c in found} == {"140": "absent", "620": ""}
    freed = counts(made("Post", "mon", "Police have released 11 of the 14 people arrested at the rally."))
    assert {c.figure.text: c.predicate for c in freed}["14"] == "held"


def test_the_other_side_of_a_vote_is_no_rival_count() -> None:
    book = ledger(
        made("Post", "mon", "The budget passed by 90 votes to 89."),
        made("Herald", "mon", "The budget passed with a majority of one, 90 to 89."),
    )
    assert relation(book, "90", "89") in ("", "different-claim")


def test_groups_of_which_nothing_says_what_happens_bridge_none() -> None:
    found = counts(
        made("Post", "mon", "Officer Ragna Elst said that 40 people had been injured in the hall at Merrow."),
        made("Herald", "mon", "Officer Ragna Elst said that 40 people were in the hall at Merrow."),
        made("Radio", "mon", "Officer Ragna Elst said that 90 people had been evacuated from the hall at Merrow."),
    )
    place = {found[i].figure.text + found[i].predicate: n for n, group in enumerate(Groups(found).rows) for i in group}
    assert place["40hurt"] != place["90evacuated"]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("The mayor said 14 schools were closed by the flood.", "The mayor said 14 bridges were closed by the flood."),
        ("The labour office said the collapse had killed 12 workers.", "The labour office said 12 workers had been hurt in the collapse."),
        ("In the earthquake of 1988, 25,000 people were killed, records show.", "The earthquake has killed 340 people, the mayor said."),
        ("The ministry said 5,000 Lomari soldiers had come.", "The ministry said 900 Vesterian soldiers had come."),
    ],
)
def test_what_can_be_no_one_thing_is_never_one_series(one: str, two: str) -> None:
    found = counts(made("Post", "mon", one), made("Herald", "mon", two))
    assert [len(group) for group in Groups(found).rows] == [1, 1]


@pytest.mark.parametrize(
    ("one", "two", "late", "early", "want"),
    [
        (
            "Of those hurt, 41 were still in hospital last night, the ambulance service said.",
            "Thirty-six were in hospital on Wednesday, the ambulance service said.",
            "Thirty-six", "41", "update",
        ),
        (
            "The clinic said 74 people had been brought to four hospitals, nine of whom remain in a critical condition.",
            "The clinic said six patients were still critical.",
            "six", "nine", "update",
        ),
        (
            "The jail was built for 640 men and holds 871, the prison service said.",
            "The jail holds 912, the warders' union said.",
            "912", "871", "compatible",
        ),
        (
            "The bank's customers withdrew 1.9 billion florins in three days, the regulator said.",
            "Withdrawals by the bank's customers in those days amounted to 2.2 billion florins, the regulator said.",
            "2.2 billion", "1.9 billion", "update",
        ),
    ],
)  # fmt: skip
def test_a_number_without_its_noun_goes_with_the_one_that_has_it(one: str, two: str, late: str, early: str, want: str) -> None:
    book = ledger(made("Post", "mon", one), made("Herald", "wed", two))
    assert want in relation(book, late, early)


def test_a_bare_number_alone_is_no_series() -> None:
    book = ledger(made("Post", "mon", "Trainer Ada Venn, 54, was in a good mood.", "The committee met, and 31 had come, said Otto Reth."))
    assert not [p.text for s in book.figures for p in s.points]


def test_a_part_is_of_the_whole_told_elsewhere_and_of_all_who_tell_it() -> None:
    book = ledger(
        made("Post", "mon", "Power was cut to 18,000 homes, the grid company said."),
        made("Radio", "mon", "The storm cut power to 18,000 homes, mayor Ena Brack said."),
        made("Herald", "tue", "The lights are on again for 7,000 of the homes cut off, the grid company said."),
    )
    points = {p.id: p for s in book.figures for p in s.points}
    wholes = [points[r.other] for p in points.values() if p.text == "7,000" for r in p.relations if r.kind == "part-of"]
    assert {p.text for p in wholes} == {"18,000"}
    assert len({o for p in wholes for o in p.outlets}) == 2


def test_what_is_left_is_worked_out_from_a_whole_told_elsewhere() -> None:
    book = ledger(
        made("Post", "mon", "The jail holds 871 men, the prison service said."),
        made("Herald", "tue", "The prison service sent 160 men to other jails, leaving some 710 at Kettle Moor."),
    )
    assert relation(book, "some 710", "160") == "derived"


def test_every_weight_is_of_some_evidence() -> None:
    things = counts(made("Post", "mon", "The mayor said 14 schools and 12 shops were shut."))
    measures = counts(made("Post", "mon", "The river rose 3 metres and the lake 2 metres, the mayor said."))
    known = {name for found in (things, measures) for name in pieces(found, rarity(found))[0]}
    for name in ("first", "second"):
        assert set(weights()[name]) - {"bias"} <= known
        assert len(weights()[name]) > 30


def counted(text: str, figure: str) -> Count:
    """The count of one figure of a report of our own."""
    return next(c for c in counts(made("Post", "mon", text)) if c.figure.text == figure)


@pytest.mark.parametrize(
    ("text", "figure", "what"),
    [
        pytest.param("The line ran 300 trains on Sunday and 420 on Monday, it said.", "420", "trains", id="with-a-day-alone"),
        pytest.param(
            "Four of the moored barges sank by noon. The mayor said that 15 were towed off.", "15", "moored barges", id="after-a-part"
        ),
        pytest.param("The drivers' league put Sunday's cancellations at 480.", "480", "cancellations", id="put-at"),
        pytest.param("City hall put the number moved on Monday at 850.", "850", "people", id="number-moved"),
        pytest.param("The smelter gives work to about 1,200.", "about 1,200", "people", id="gives-work"),
        pytest.param("Of the ferry's lifeboats, 26 are leased.", "26", "lifeboats", id="of-the"),
        pytest.param("The fever has put 6,000 in hospital.", "6,000", "people", id="in-hospital"),
        pytest.param("Enrolment has reached 31,900, the ministry said.", "31,900", "Enrolment", id="level-of-a-noun"),
        pytest.param(
            "The ministry spoke of 80 attackers and said more than 20 had been killed.",
            "more than 20",
            "attacker",
            id="befell-those-counted",
        ),
        pytest.param("Guards stopped 40 lorries. Two officers said that 12 were turned back.", "12", "lorries", id="not-who-said-it"),
    ],
)
def test_what_a_bare_number_counts(text: str, figure: str, what: str) -> None:
    assert counted(text, figure).phrase == what


def test_what_befell_others_in_another_clause_befell_nobody_here() -> None:
    c = counted("The group said 11 soldiers had been killed, and that it had led 12 others away.", "12")
    assert (c.predicate, c.phrase) == ("", "people")


def test_a_figure_within_the_source_is_read_with_its_words() -> None:
    text = "The owner of a works where a leak has killed five people confirmed on Wednesday that a valve on the tank had been shut off."
    assert counted(text, "five").predicate == "killed"


def test_a_small_bare_number_does_not_mean_what_another_report_counts_with_it() -> None:
    found = counts(
        made("Post", "mon", "The bridge was built with a wide margin, the engineer Emil Vane said. By his reckoning it is now below two."),
        made("Herald", "mon", "Lorries wait on below two shores, the hauliers' guild said."),
    )
    assert {c.noun for c in found if c.figure.text == "below two"} == {"", "shor"}


def test_a_number_of_a_paper_counts_nothing_named_before() -> None:
    c = next((c for c in counts(made("Post", "mon", "The fine was 900 crowns. Permit 4471 was found.")) if c.figure.text == "4471"), None)
    assert c is None


def test_what_something_costs_is_in_the_money_named_before() -> None:
    assert counted("The bank lost 310,000 crowns. Two closed days have cost 180,000, the shops said.", "180,000").dimension == "crown"


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        pytest.param("The court put the bill at 147 million drupels.", "drupel", id="unknown-in-millions"),
        pytest.param("The court heard of 147 million voters.", "", id="known-noun"),
        pytest.param("The census counted 3 million Vandalians.", "", id="a-people"),
    ],
)
def test_a_unit_no_list_knows_is_a_currency_where_it_comes_in_millions(text: str, dimension: str) -> None:
    assert counted(text, next(t for t in ("147 million", "3 million") if t in text)).dimension == dimension


@pytest.mark.parametrize(
    ("late", "want"),
    [
        pytest.param("More than 31,000 people were evacuated.", "same", id="more-than"),
        pytest.param("Some 31,000 people were evacuated.", "same", id="some"),
        pytest.param("More than 25,000 people were evacuated.", "compatible", id="not-the-same-number-rounded"),
        pytest.param("Mayor Ilse Tarn said more than 31,000 people were evacuated.", "compatible", id="a-source-of-its-own"),
    ],
)
def test_a_number_told_again_roundly_is_the_same(late: str, want: str) -> None:
    book = ledger(made("Post", "mon", "Police chief Arno Veit said 31,400 people were evacuated."), made("Herald", "mon", late))
    text = next(p.text for s in book.figures for p in s.points if p.text != "31,400")
    assert relation(book, text, "31,400") == want


@pytest.mark.parametrize(
    ("text", "figure", "plan"),
    [
        pytest.param("The council will send its report on the 26 stations in May.", "26", "", id="named-before"),
        pytest.param("The league said it would stand by its figure of 58,000 lorries.", "58,000", "", id="its-figure-of"),
        pytest.param("A yearly ticket, 3,860 crowns today, will cost 4,088.", "3,860 crowns", "", id="today"),
        pytest.param("The operator means to open 40 stations.", "40", "plan", id="means-to"),
        pytest.param("Twenty-six of the wounded needed treatment.", "Twenty-six", "", id="needed-something"),
        pytest.param(
            "Above 40 per cent the law requires an in-depth review.", "Above 40 per cent", "asked", id="above-what-the-law-requires"
        ),
        pytest.param("The legal limit for the river is 40 tonnes.", "40 tonnes", "asked", id="a-limit"),
        pytest.param("The laboratory found 31 tonnes, more than the law allows.", "31 tonnes", "", id="beside-the-law"),
        pytest.param("Some 40 doctors are needed in the valley.", "Some 40", "asked", id="are-needed"),
    ],
)
def test_what_is_planned(text: str, figure: str, plan: str) -> None:
    assert counted(text, figure).projected == plan


def test_a_plan_that_is_changed_is_updated() -> None:
    book = ledger(
        made("Post", "mon", "Prime minister Oda Marl promised 25 million crowns in aid."),
        made("Herald", "wed", "Prime minister Oda Marl has raised the aid to 60 million crowns."),
    )
    assert relation(book, "60 million crowns", "25 million crowns") == "update"


def test_an_estimate_stands_against_what_is_expected() -> None:
    book = ledger(
        made("Post", "mon", "Minister Ruth Calla said the detour would cost hauliers 20 million crowns."),
        made("Herald", "mon", "The chamber of trade estimated that the detour cost hauliers 26 million crowns."),
    )
    assert relation(book, "26 million crowns", "20 million crowns") == "conflict"


def test_now_tells_of_the_first_figure_after_it_alone() -> None:
    text = "The hospital has now treated 171 people, up from 164 on Sunday, and 29 are still in its wards."
    found = {c.figure.text: (c.turn, c.first) for c in counts(made("Post", "mon", text))}
    assert found == {"171": ("strong", False), "164": ("", True), "29": ("", False)}


def bonus(found: list[Count], a: str, b: str) -> float:
    """By how much two measures are likelier one than their evidence tells."""
    x, y = (next(i for i, c in enumerate(found) if c.figure.text == t) for t in (a, b))
    rare = rarity(found)
    held, asked = pieces(found, rare)
    told = weighed(held, len(found), "second" if asked[x, y] else "first")[x, y]
    return float(odds(found, rare)[x, y]) - float(told)


def test_two_figures_that_are_each_others_likest_are_likelier_one() -> None:
    post = made("Post", "mon", "The detour by Senn is 61 kilometres long.", "The fence round the mine measures 9 kilometres.")
    herald = made("Herald", "mon", "The detour by Senn takes some 60 kilometres.", "The ditch at Harl stretches over 4 kilometres.")
    found = counts(post, herald)
    assert bonus(found, "61 kilometres", "some 60 kilometres") == pytest.approx(BEST, abs=1e-3)
    assert bonus(found, "61 kilometres", "over 4 kilometres") == pytest.approx(0.0, abs=1e-3)
    lone = [c for c in found if c.figure.text in ("61 kilometres", "some 60 kilometres")]
    assert bonus(lone, "61 kilometres", "some 60 kilometres") == pytest.approx(0.0, abs=1e-3)  # nothing else to choose from


def test_two_scales_of_temperature_are_one() -> None:
    book = ledger(
        made("Post", "mon", "The temperature at Aldton airport reached 44.7 degrees Celsius."),
        made("Herald", "mon", "The temperature at Aldton airport reached 112 degrees Fahrenheit."),
    )
    assert relation(book, "112 degrees Fahrenheit", "44.7 degrees Celsius") == "same"


def test_those_of_a_trade_are_no_other_number_of_people() -> None:
    book = ledger(
        made("Post", "mon", "The ministry, which has sent seven inspectors to the site, declined to comment."),
        made("Herald", "mon", "The union said six people were on the night shift at the site."),
    )
    assert relation(book, "six", "seven") == ""


def test_a_toll_is_of_the_day_it_is_told_on() -> None:
    book = ledger(
        made("Post", "tue", "Officer Ragna Elst said that seven people had been killed in the raid."),
        made("Post", "wed", "The ministry spoke after the raid on Monday in which eight people were killed."),
    )
    points = {p.text: p for s in book.figures for p in s.points}
    assert "seven" not in {q.text for r in points["eight"].relations if r.kind == "conflict" for q in points.values() if q.id == r.other}
    assert not any(r.other == points["eight"].id for r in points["seven"].relations)


def test_a_part_of_the_injured_is_told_by_its_own_fate() -> None:
    book = ledger(
        made("Post", "mon", "Officer Ragna Elst said six of the injured were in a serious condition."),
        made("Herald", "tue", "Officer Ragna Elst said three of the injured had died."),
    )
    assert not any(r.kind in ("update", "conflict") for s in book.figures for p in s.points for r in p.relations)


def test_sums_for_unlike_purposes_are_two_things() -> None:
    taken, more, debts = "310,000 crowns", "340,000 crowns", "400,000 crowns"
    found = counts(
        made("Post", "mon", f"The bank said {taken} had been taken from the tills."),
        made("Herald", "wed", f"The bank said {more} had been stolen from the tills."),
        made("Radio", "wed", f"The dead man was named as Marek Stoll, 34, a roofer with debts of {debts}."),
    )
    apart = barred(found)
    at = {c.figure.text: n for n, c in enumerate(found)}
    assert apart[at[taken], at[debts]]
    assert not apart[at[taken], at[more]]


def test_a_first_estimate_goes_before_the_value_of_its_source_whenever_it_is_told() -> None:
    book = ledger(
        made("Quayside Courier", "tue", "The works now puts the leak at 900 litres, spokeswoman Ann Poe said."),
        made(
            "Dovrin Echo",
            "wed",
            "Ann Poe, spokeswoman for the works, put the leak at 900 litres.",
            "Initially Poe had put the leak at 400 litres.",
        ),
    )
    (series,) = [s for s in book.figures if "litres" in s.points[0].text]
    assert [p.text for p in series.points] == ["400 litres", "900 litres"]
    assert relation(book, "900 litres", "400 litres") == "update"
