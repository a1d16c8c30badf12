"""Pages that leave their day open: no year, or month and day in numbers of either order."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from writethru.clean import clean
from writethru.clean.open_days import open_days
from writethru.clock import dated
from writethru.desk import Desk
from writethru.model import Capture, Report
from writethru.store.codec import report_from_text, report_to_text

READ = date(2026, 11, 23)
TEXT = """The dam at Orlen gave way at dawn and the water reached the lower town within the hour, the fire service said.
Some 400 people were taken to the school on the hill, where the mayor had camp beds set up before noon.
A bridge below the mill was carried off, and the road to Varn stays closed until engineers have looked at it.
"""
LIVE = f"""Orlen News
LIVE
Dam breaks above Orlen: 400 people taken to safety
Last updated Wednesday 9 December, 17.02
16.40
The school is full
{TEXT}
12.15
Road closed
The road to Varn is closed, the police say, and drivers are asked to go by way of the old quarry until further notice.
08.05
Dam breaks
Water is coming down the valley of the Orle, the fire service warns, and people in the lower town are asked to leave their houses.
"""


def page(text: str, captured: str = "") -> Report:
    return clean(Capture(text.encode(), "text/plain", path="page.txt", captured=captured))


def whole(day: str) -> Report:
    return page(f"Flood reaches the lower town of Orlen\nBy Anna Brandt\nPublished {day}, 10:00\n\n{TEXT}")


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("Last updated Wednesday 9 December, 17.02", ["2026-12-09", "2020-12-09", "2015-12-09"]),
        ("Wednesday 9 December", ["2026-12-09", "2020-12-09", "2015-12-09"]),
        ("Published 9 December at 17:02", ["2027-12-09", "2026-12-09", "2025-12-09"]),
        ("PUBLISHED: 09:10, 8/12/2026", ["2026-12-08", "2026-08-12"]),
        ("9 December", []),  # any list may hold that
        ("The court sits again on Wednesday 9 December, when two more witnesses are to be heard by its three judges.", []),
        ("Published 9 December 2026 at 17:02", []),  # leaves nothing open
        ("Mis à jour le 9/12 à 17:02", []),
    ],
)
def test_the_days_a_line_leaves_open(line: str, days: list[str]) -> None:
    assert [str(d) for d in open_days(f"{line}\n{TEXT}", READ)] == days


def test_an_open_page_is_undated_until_its_story_tells_the_year() -> None:
    live = page(LIVE, "2026-11-23T12:00:00+00:00")
    assert live.published is None
    assert live.updated is None
    assert not any(b.at for b in live.blocks)
    assert dated([live]) == [live]
    told, _ = dated([live, whole("10 December 2020")])
    assert told.stamp is not None
    assert told.stamp.iso == "2020-12-09T17:02"
    posts = [b.at.iso for b in told.blocks if b.at]
    assert posts[0] == "2020-12-09T16:40"
    assert posts[-1] == "2020-12-09T08:05"
    assert dated([live, whole("10 December 2018")])[0] == live  # a Sunday: none of the years near it fits


def test_an_open_page_alone_is_of_the_week_before_it_was_read() -> None:
    live = page(LIVE, "2026-12-10T08:00:00+00:00")
    (told,) = dated([live])
    assert told.stamp is not None
    assert told.stamp.iso == "2026-12-09T17:02"
    assert dated([page(LIVE, "2026-12-30T08:00:00+00:00")])[0].stamp is None


def test_month_and_day_in_either_order_are_told_by_the_story() -> None:
    either = page(f"THE ORLEN WHISTLE\nDam breaks above Orlen: 400 people taken to safety\nPUBLISHED: 09:10, 8/12/2026\n\n{TEXT}")
    assert either.published is None
    for other, day in (("9 December 2026", "2026-12-08T09:10"), ("13 August 2026", "2026-08-12T09:10")):
        told, _ = dated([either, whole(other)])
        assert told.published is not None
        assert told.published.iso == day


def test_what_is_open_is_kept_by_a_store(tmp_path: Path) -> None:
    live = page(LIVE)
    assert len(live.datings) > 1
    assert report_from_text(report_to_text(live)) == live
    (tmp_path / "live.txt").write_text(LIVE)
    (tmp_path / "other.txt").write_text(
        f"Flood reaches the lower town of Orlen\nBy Anna Brandt\nPublished 10 December 2026, 10:00\n\n{TEXT}"
    )
    desk = Desk()
    list(desk.add(str(tmp_path)))
    days = {r.path[-8:]: r.stamp.day for t in desk.tellings() for r in t.reports if r.stamp}
    assert days["live.txt"] == date(2026, 12, 9)


def test_a_dated_page_leaves_nothing_open() -> None:
    told = page(LIVE.replace("9 December,", "9 December 2026,"))
    assert told.datings == ()
    assert dated([replace(told, datings=())]) == [told]
