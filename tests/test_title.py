"""What stories and reports are called: slugs, and headlines without what is left over from a page."""

from dataclasses import replace

import pytest

from build import report
from writethru.slug import slug
from writethru.title import titled

BODY = (
    "Gas drifted over Dovrin before dawn after a valve failed at the works of Aldane Nitrogen, and ammonia was smelt as far as Hask. "
    "People in Dovrin were told to keep their windows shut while firemen looked for the leak."
)
SLUGS = {
    "a place and what happened there": (
        ["Ammonia leak in Dovrin kills three", "Dovrin leak: mayor asks why siren came late"],
        "dovrin-ammonia-leak",
    ),
    "capitals of a headline make no name": (
        ["Ammonia Leak Kills Three in Dovrin", "Dovrin: Six Dead After Ammonia Leak"],
        "dovrin-ammonia-leak",
    ),
    "words of the day and of saying are none": (["Dovrin says new leak found on Monday", "Live updates: Dovrin leak"], "dovrin-leak"),
    "a name of two words": (["Aldane Nitrogen admits leak", "Aldane Nitrogen loses licence over leak"], "aldane-nitrogen-licence-leak"),
    "no headline": ([""], "dovrin-gas-valve"),
}


@pytest.mark.parametrize("name", SLUGS)
def test_a_slug_names_who_or_where_and_what(name: str) -> None:
    heads, wanted = SLUGS[name]
    assert slug([report(BODY, f"Outlet {n}", "2026-06-09", h) for n, h in enumerate(heads)]) == wanted


def test_a_slug_does_not_depend_on_how_a_name_ends() -> None:
    heads = ["Marenian minister wants licence suspended", "Marenia suspends licence"]
    text = "The government of Marenia took the licence of a works, a Marenian paper said in the capital on Tuesday evening after a long debate."
    assert slug([report(text, f"Outlet {n}", "2026-06-09", h) for n, h in enumerate(heads)]).startswith("marenia")


def test_a_slug_of_another_language_is_made_of_names() -> None:
    text = "Am Dienstag ist in Dovrin nach dem Unfall im Werk der Aldane Nitrogen viel Gas ausgetreten, und die Menschen in Dovrin mussten gehen."
    one = replace(report(text, "Echo", "2026-06-09", "Gas in Dovrin: drei Tote nach dem Unfall"), language="de")
    assert "dovrin" in slug([one])
    assert not {"nach", "dem", "drei", "und"} & set(slug([one]).split("-"))


TITLES = {
    "the outlet's own name": ("Bridge at Aldham shut for repairs - Lorne Mail", "lornemail.example", "Bridge at Aldham shut for repairs"),
    "what its sections are": ("Bridge at Aldham shut today - LFM 5 News, Weather and Sports", "Echo", "Bridge at Aldham shut today"),
    "several tails": ("Bridge at Aldham shut today - Lorne Now: News, Weather | WAL 12", "Echo", "Bridge at Aldham shut today"),
    "a mark left before it": ("× Bridge at Aldham shut", "Echo", "Bridge at Aldham shut"),
    "a dash of its own": (
        "Bridge at Aldham shut - mayor says repairs take months",
        "Echo",
        "Bridge at Aldham shut - mayor says repairs take months",
    ),
    "a short head keeps its tail": ("Aldham - Lorne Mail", "lornemail.example", "Aldham - Lorne Mail"),
}


@pytest.mark.parametrize("name", TITLES)
def test_a_headline_loses_what_names_its_site(name: str) -> None:
    head, outlet, wanted = TITLES[name]
    assert titled(report(BODY, outlet, "2026-06-09", head)) == wanted
