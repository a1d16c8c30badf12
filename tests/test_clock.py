"""Times without a zone are ordered at the zone the story's other reports print, and shown as they were given."""

from build import report, stamp
from writethru.clock import zoned, zoned_pair

TEXT = "The old bridge over the Ost at Aldton fell into the river before dawn, and the road to Merrow is shut until further notice."


def test_a_time_without_a_zone_is_ordered_at_the_usual_zone() -> None:
    local = report(TEXT, "Post", "2026-06-09T11:40")
    later = report(TEXT + " Police said so.", "Herald", "2026-06-09T12:30+02:00")
    first, second = zoned([local, later])
    assert first.published is not None
    assert second.published is not None
    assert first.published.order < second.published.order
    assert first.published.iso == "2026-06-09T11:40"
    assert first == local


def test_without_any_zone_nothing_changes() -> None:
    given = [report(TEXT, "Post", "2026-06-09T11:40"), report(TEXT, "Herald", "2026-06-09")]
    assert [r.published for r in zoned(given)] == [r.published for r in given]


def test_a_pair_is_read_at_the_one_zone_known() -> None:
    a, b = zoned_pair(stamp("2026-06-09T11:40"), stamp("2026-06-09T12:30+02:00"))
    assert a.order < b.order
    c, d = zoned_pair(stamp("2026-06-09T11:40"), stamp("2026-06-09T12:30"))
    assert c.order < d.order
