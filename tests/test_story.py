"""Which reports tell one story: developing stories, look-alike incidents, follow-ups, furniture, merges."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import SEEDS
from writethru.errors import NotFoundError
from writethru.model import Report, Stamp, new_id
from writethru.relate.features import Furniture, common, features, headline, term
from writethru.relate.memory import Memory
from writethru.relate.story import Grouper, group
from writethru.relate.story import settings as shipped

DAY = date(2031, 5, 1)


def report(id: str, title: str, text: str, day: int | None = 0, outlet: str = "Bugle") -> Report:
    at = Stamp(DAY + timedelta(days=day)) if day is not None else None
    return Report(id, text, (), headline=title, outlet=outlet, published=at)


def incident(id: str, town: str, street: str, victim: str, age: int, officer: str, day: int = 0, outlet: str = "Bugle") -> Report:
    """One of many look-alikes: the same words but for place, people and age."""
    text = (
        f"{town.upper()} - A {age}-year-old man was shot and killed early Saturday outside a bar on {street} Street in {town}, police said.\n"
        f"{victim} was taken to hospital, where he was pronounced dead, said {officer}, a police spokesman.\n"
        f"Witnesses told officers that an argument broke out before the gunman opened fire. No arrest has been made."
    )
    return report(id, f"Man, {age}, shot dead outside bar in {town}", text, day, outlet)


ARN = ("Arnholm", "Quarry", "Tobias Lindqvist", 23, "Lt. Ines Marwood")
VEL = ("Velbrook", "Tanner", "Desmond Achterberg", 41, "Sgt. Paul Okoro")
KES = ("Kesterly", "Mill", "Rufus Pengelly", 34, "Capt. Odile Brandt")


def ids(groups: list[list[Report]]) -> list[list[str]]:
    return sorted(sorted(r.id for r in g) for g in groups)


def test_look_alike_incidents_in_different_towns_stay_apart() -> None:
    rows = [incident(f"r{i}", *who, day=i % 2, outlet=f"Paper {i}") for i, who in enumerate([ARN, VEL, KES])]
    assert ids(group(rows)) == [["r0"], ["r1"], ["r2"]]


def test_reports_of_one_incident_come_together_among_look_alikes() -> None:
    rows = [incident(f"{who[0]}-{k}", *who, day=k, outlet=f"Paper {k}") for who in (ARN, VEL, KES) for k in range(2)]
    assert ids(group(rows)) == [["Arnholm-0", "Arnholm-1"], ["Kesterly-0", "Kesterly-1"], ["Velbrook-0", "Velbrook-1"]]


def test_a_follow_up_months_later_finds_its_story_by_the_names() -> None:
    later = report(
        "later",
        "Brothers charged over Tobias Lindqvist killing in Arnholm",
        "Two brothers were charged on Tuesday with the murder of Tobias Lindqvist, who was shot outside a bar on Quarry Street in Arnholm.\n"
        "Lt. Ines Marwood said the brothers had fled the country after the shooting.",
        120,
    )
    assert ids(group([incident("a", *ARN), incident("b", *VEL), incident("c", *KES), later])) == [["a", "later"], ["b"], ["c"]]


def test_a_developing_story_a_week_apart_is_one() -> None:
    first = report(
        "a",
        "Dovrin says Kessia may send engineers to the Halvard dam",
        "President Marit Solheim of Dovrin said Kessia was preparing to send 400 engineers to the Halvard dam.\n"
        "The Kessian foreign ministry called the claim baseless. The Northern Council asked both sides for calm.",
    )
    second = report(
        "b",
        "Northern Council confirms Kessian engineers at Halvard dam",
        "The Northern Council confirmed on Monday that Kessian engineers are working at the Halvard dam, as Marit Solheim had warned.\n"
        "The council's secretary, Anders Quill, said the deployment was a serious step. Dovrin says 400 engineers have arrived.",
        7,
        "Echo",
    )
    other = report(
        "c",
        "Storm closes schools in Velbrook",
        "Schools in Velbrook were closed on Monday after a storm tore off roofs, mayor Ilse Tamm said.",
        7,
    )
    assert ids(group([other, second, first])) == [["a", "b"], ["c"]]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the shared reports are not here")
def test_five_reports_of_four_outlets_are_one_story() -> None:
    days = {"002": date(2024, 10, 21)}
    rows = []
    for path in sorted(SEEDS.glob("*.txt")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        rows.append(Report(path.stem, text, (), headline=title, published=Stamp(days.get(path.stem[:3], date(2024, 10, 28)))))
    assert len(group(rows)) == 1


def test_a_report_told_in_other_words_joins_a_small_desk_by_its_names() -> None:
    mine = [
        report("a", "Two dead after blast at Dravick pit", "An explosion tore through the Dravick coal mine before dawn, its operator, Morvane, said. Rescuers led by Henk Vorra went down at noon."),
        report("b", "Rescuers race gas at Dravick", "Gas slowed the search for 23 men in the Dravick pit, said Henk Vorra, who leads it. Morvane said the fans were running.", outlet="Post"),
    ]  # fmt: skip
    late = report(
        "c",
        "Nine come home, five families still wait",
        "Lifted out one at a time in a steel capsule, the men of Dravick No. 2 drank tea in the hall on Wednesday. Mr Vorra would not raise "
        "hopes for the others. Morvane will pay for the burials, a letter to the parish says, and the mayor has asked for candles.",
        2,
        "Parish",
    )
    assert len(group([*mine, late])) == 1
    assert (
        len(group([*mine, replace(late, text=late.text.replace("Dravick", "Ostry").replace("Vorra", "Keld").replace("Morvane", "Arbex"))]))
        == 2
    )


def test_another_languages_small_words_do_not_make_a_story() -> None:
    rows = [
        report(
            "a",
            "Fähre vor Arnholm gesunken",
            "Die Fähre ist vor der Küste gesunken, und zwölf wurden aus dem Wasser gezogen, wie Reeder Tammo Ohlsen sagte.",
        ),
        report(
            "b",
            "Bäcker in Velbrook streiken",
            "Die Bäcker haben die Arbeit niedergelegt, und vor den Läden wurden aus dem Stand Brezeln verteilt, wie Zunftmeister Uwe Brandt sagte.",
        ),
        report(
            "c",
            "Reeder nach Untergang der Fähre vor Arnholm verhört",
            "Nach dem Untergang der Fähre vor Arnholm wurde Reeder Tammo Ohlsen verhört.",
            1,
        ),
    ]
    assert ids(group([replace(r, language="de") for r in rows])) == [["a", "c"], ["b"]]


def test_the_story_id_is_made_of_its_first_report_and_told_at_once() -> None:
    grouper = Grouper()
    first = grouper.add(incident("a", *ARN))
    assert first == new_id("s", "a")
    assert grouper.add(incident("a2", *ARN, day=1, outlet="Echo")) == first
    assert grouper.add(incident("a", *ARN)) == first
    assert grouper.revisions() == []


def test_a_merge_is_told_as_revisions_once() -> None:
    grouper = Grouper()
    left, right = grouper.add(incident("a", *ARN)), grouper.add(incident("b", *VEL))
    assert left != right
    assert grouper.merge(right, left) == left
    assert grouper.revisions() == [("b", left)]
    assert grouper.revisions() == []
    assert grouper.add(incident("b2", *VEL, day=1, outlet="Echo")) == left
    with pytest.raises(NotFoundError):
        grouper.merge(left, right)


def test_an_unsure_place_is_reported_and_a_sure_one_is_not() -> None:
    grouper = Grouper(replace(shipped(), unsure=(0.02, 0.98)))
    story = grouper.add(incident("a", *ARN))
    assert grouper.add(incident("a2", *ARN, outlet="Echo")) == story
    assert grouper.doubts == []
    other = grouper.add(incident("b", "Velbrook", "Tanner", "Desmond Achterberg", 23, "Sgt. Paul Okoro"))
    assert other != story
    assert [(d.left, d.right, d.verdict) for d in grouper.doubts] == [("a", "b", "unsure")]
    assert 0.02 <= grouper.doubts[0].score < 0.5
    assert grouper.doubts[0].reason.startswith("both have ")
    assert grouper.doubts[0].reason.endswith("; the same day")


def test_an_outlets_furniture_does_not_make_a_story() -> None:
    box = "We have sent you a verification letter. Please open the letter and follow the address given there to begin your account."
    titles = ["Ferry sinks off Arnholm", "Bakers strike in Velbrook", "Kesterly elects a mayor", "Comet seen over Halvard"]
    assert len(group([report(f"r{i}", t, f"{box}\n{t} on Sunday.", i) for i, t in enumerate(titles)])) == 4
    furniture = Furniture(Memory())
    features(report("a", titles[0], box), furniture, 300)
    assert "verification" not in features(report("b", titles[1], box), furniture, 300).terms
    assert any(t.startswith("verific") for t in features(report("c", titles[2], box, outlet="Echo"), furniture, 300).terms)


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("engineers", "engineer"),
        ("cities", "city"),
        ("charged", "charg"),
        ("charge", "charg"),
        ("running", "run"),
        ("boss", "boss"),
        ("the", ""),
        ("2024", ""),
        ("²", ""),
    ],
)
def test_stems(word: str, stem: str) -> None:
    assert term(word) == stem


def test_the_outlets_name_is_no_part_of_the_headline() -> None:
    assert (
        headline(report("a", "Ferry sinks off the coast of Arnholm, 12 rescued - The Arnholm Bugle", ""))
        == "Ferry sinks off the coast of Arnholm, 12 rescued"
    )
    assert term("police") in common()


NAMES = ["Arnholm", "Velbrook", "Kesterly", "Halvard", "Solheim", "Quill", "ferry", "dam", "strike", "comet", "said", "police", "400", "–"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.lists(st.sampled_from(NAMES), max_size=12), st.none() | st.integers(0, 90)), max_size=8),
    st.randoms(use_true_random=False),
)
def test_groups_do_not_depend_on_order_and_lose_nobody(rows: list[tuple[list[str], int | None]], rnd: random.Random) -> None:
    reports = [report(f"r{i}", " ".join(w[:5]), " ".join(w), day) for i, (w, day) in enumerate(rows)]
    found = group(reports)
    shuffled = reports[:]
    rnd.shuffle(shuffled)
    assert group(shuffled) == found
    assert sorted(r.id for g in found for r in g) == sorted(r.id for r in reports)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=4))
def test_odd_text_never_fails(texts: list[str]) -> None:
    assert sum(map(len, group([report(str(i), t[:20], t, None) for i, t in enumerate(texts)]))) == len(texts)
