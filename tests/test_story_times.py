"""The order of what a story's pages tell: posts by their hour, rewritten pages as of their update, the newest count on top."""

from dataclasses import replace
from itertools import pairwise

import pytest

from build import REST, TUE, WED, report, stamp, told
from writethru.clock import zoned
from writethru.desk import Desk
from writethru.model import Block, Line, Passage, Report, Telling
from writethru.reconcile import version_chains
from writethru.render.data import to_json
from writethru.render.page import to_html
from writethru.render.plain import to_text
from writethru.tell.dated import told_on

LIVE = (
    "The coastguard says that four people have died in the fire on the ferry Orla.",
    "The prime minister says that five people have died in the fire on the ferry Orla.",
    "The coastguard says that two people have died in the fire on the ferry Orla.",
)
HOURS = ("2026-06-09T16:40", "2026-06-09T09:35", "2026-06-09T07:10")


def live() -> Report:
    page = report("\n".join((*LIVE, REST)), "Echo", "2026-06-09", "Ferry fire live")
    blocks = []
    for text, hour in zip(LIVE, HOURS, strict=True):
        start = page.text.index(text)
        blocks.append(Block("paragraph", start, start + len(text), stamp(hour)))
    return replace(page, blocks=tuple(blocks))


def telling(*reports: Report) -> Telling:
    desk = Desk()
    for r in reports:
        desk.keep(r)
    (t,) = desk.tellings()
    return t


def test_what_posts_count_stands_in_the_order_of_the_posts() -> None:
    t = telling(live(), report(f"The coastguard says that 11 people have died in the fire on the ferry Orla.\n{REST}", "Lark", WED))
    (series,) = [s for s in t.ledger.figures if len(s.points) > 2]
    assert [p.low for p in series.points] == [2, 5, 4, 11]


def test_words_over_the_posts_are_of_the_page_s_last_update() -> None:
    page = live()
    assert page.moment(page.text.index("five")) == stamp(HOURS[1])
    over = replace(page, updated=stamp("2026-06-09T17:02"))
    assert over.moment(len(over.text) - 1) == stamp("2026-06-09T17:02")
    assert zoned([page, report(REST, "Lark", WED)])[0].blocks[0].at == stamp(HOURS[0])
    assert zoned([page, report(REST, "Lark", WED)])[0].blocks[0].at.assumed == 120  # type: ignore[union-attr]


def versions(signed: tuple[str, ...] = ("Ann Poe",), outlet: str = "Echo") -> tuple[Report, Report]:
    first = report(f"Nine wagons left the track at Lorne, the fire chief said.\n{REST}", "Echo", TUE, "Train off the rails at Lorne")
    late = report(
        f"The barrier at Lorne, where nine wagons had left the track, went up at noon, the fire chief said.\n{REST}",
        outlet,
        TUE,
        "Train off the rails at Lorne: people go home",
    )
    return replace(first, bylines=("Ann Poe",)), replace(late, bylines=signed, updated=stamp("2026-06-13T17:50+02:00"))


def test_a_page_published_at_one_minute_and_updated_later_is_one_page_rewritten() -> None:
    first, late = versions()
    assert version_chains([first, late], []) == {first.id: [first.id, late.id]}
    t = telling(first, late)
    (rewritten,) = [r for r in t.reports if r.updated]
    assert rewritten.told == rewritten.updated  # four days on: told as of then, since it is no mere mending
    assert late.told == late.published
    assert "updated 2026-06-13 17:50" in to_text([t], [])
    assert "updated 13 Jun 2026, 17:50" in to_html([t], [])


@pytest.mark.parametrize(("signed", "outlet"), [(("Bo Ek",), "Echo"), (("Ann Poe",), "Lark"), ((), "Echo")])
def test_two_pages_of_one_minute_are_two_where_nothing_else_ties_them(signed: tuple[str, ...], outlet: str) -> None:
    assert version_chains(list(versions(signed, outlet)), []) == {}


def test_a_count_that_a_later_day_has_replaced_is_not_on_top() -> None:
    days = ["2026-06-09T09:00+02:00", "2026-06-10T09:00+02:00", "2026-06-11T09:00+02:00"]
    texts = [
        (f"{n} people have died in the fire on the ferry Orla, the coastguard said.", o, d)
        for n, o, d in zip((3, 11, 19), ("Echo", "Lark", "Post"), days, strict=True)
    ]
    t = told(*texts)
    top = " ".join(x.text for x in t.roundup.need_to_know)
    assert "19 people" in top
    assert "11 people" not in top
    assert all(a.said <= b.said for s in t.ledger.figures for a, b in pairwise(s.points) if a.said and b.said)


def test_a_series_is_called_by_the_noun_told_oftenest() -> None:
    t = told(
        ("The firm said 27 tonnes of chlorine had escaped from the two wagons at Aldham.", "Echo", TUE),
        ("The water office said 38 tonnes of chlorine had escaped from the two wagons at Aldham. The two sides agree on nothing.", "Lark", TUE),
        ("Some 38 tonnes of chlorine escaped from the two wagons at Aldham, the water office said.", "Post", WED),
    )  # fmt: skip
    (series,) = [s for s in t.ledger.figures if s.unit == "tonne"]
    assert series.of == "chlorine"


def test_a_party_named_after_a_country_is_no_person_of_that_surname() -> None:
    t = told(
        ("Forward Lorvane said that it would go on. Forward Lorvane has 22 seats in the Assembly.", "Echo", TUE),
        ("Lorvane's two biggest parties were tied on 100 seats each on Tuesday after a recount, the commission said.", "Lark", TUE),
    )  # fmt: skip
    assert not any(
        "Forward Lorvane's two biggest" in x.text for x in (*t.roundup.need_to_know, *(x for s in t.roundup.sections for x in s.lines))
    )


def test_a_line_that_says_yesterday_tells_on_which_day_it_was_told() -> None:
    r = report(f"The coastguard said yesterday that 612 were on board.\n{REST}", "Echo", TUE)
    line = Line("The coastguard said yesterday that 612 were on board.", (Passage(r.id, 0, 50),))
    assert told_on(line, {r.id: r}, "2026-06-10").told == "2026-06-09"
    assert told_on(line, {r.id: r}, "2026-06-09").told == ""  # the story's last day
    assert told_on(replace(line, when="2026-06-08"), {r.id: r}, "2026-06-10").told == ""  # in a timeline
    assert told_on(replace(line, text="The coastguard said that 612 were on board."), {r.id: r}, "2026-06-10").told == ""
    t = told(("The coastguard said that 612 were on board the ferry Orla.", "Echo", TUE))
    top = replace(t.roundup.need_to_know[0], told="2026-06-09")
    marked = replace(t, roundup=replace(t.roundup, need_to_know=(top,)))
    assert "told on 2026-06-09" in to_text([marked], [])
    assert '"told": "2026-06-09"' in to_json([marked], [])
    assert "told on 9 Jun 2026" in to_html([marked], [])
