"""Short record makers for tests, and where the shared data lie when they do."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path

from writethru.checking import Against
from writethru.clean import clean
from writethru.desk import Desk
from writethru.model import Capture, Hints, Line, Report, Stamp, Telling
from writethru.verdict import Checked

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "dovrin-ammonia"
SHARED = ROOT.parent / "shared"
SEEDS = SHARED / "seeds"
TUE, WED = "2026-06-09T09:00+02:00", "2026-06-10T09:00+02:00"
REST = "Traffic was sent over the old road, and buses ran late all day in the river town of Aldham on the Lorne."


def stamp(iso: str) -> Stamp:
    """A Stamp from ISO text: a day or a time."""
    return Stamp(date.fromisoformat(iso) if len(iso) == 10 else datetime.fromisoformat(iso))


def report(
    text: str, outlet: str = "", published: str = "", headline: str = "", uri: str = "", name: str = "", updated: str = ""
) -> Report:
    """A report as `clean` makes it of plain text with a masthead from elsewhere."""
    hints = Hints(headline=headline, outlet=outlet, published=published, updated=updated, language="en")
    return clean(Capture(text.encode(), "text/plain", name, uri, charset="utf-8", hints=hints))


@cache
def sample() -> Telling:
    """The bundled story, told."""
    desk = Desk()
    list(desk.add(str(EXAMPLE)))
    return desk.tellings()[0]


ONE = "The harbour bridge opened again on Tuesday after three months of repairs, the city engineer said at a briefing."
TWO = "Trams will cross it from Friday, and cyclists will have a lane of their own on the western side of the deck."
THREE = "Two of the older bearings had cracked in the frost, which nobody noticed until a diver looked at them in June."
PROSE = f"<p>{ONE}</p><p>{TWO}</p><p>{THREE}</p>"


def page(body: str, head: str = "", h1: str = "<h1>Harbour bridge reopens after repairs</h1>") -> str:
    return f"<!doctype html><html lang=en><head>{head}</head><body><main><article>{h1}{body}</article></main></body></html>"


def told(*texts: tuple[str, str, str], length: str = "default") -> Telling:
    """The telling of a story of reports (text, outlet, time), each with REST under it."""
    desk = Desk()
    for text, outlet, when in texts:
        desk.keep(report(f"{text}\n{REST}", outlet, when, "Aldham bridge shut"))
    (t,) = desk.tellings(length=length)
    return t


def lines(t: Telling) -> list[Line]:
    """The lines of a round-up, on top and in sections."""
    return [*t.roundup.need_to_know, *(x for s in t.roundup.sections for x in s.lines)]


def section(t: Telling, heading: str) -> list[str]:
    """The words of a section's lines."""
    return [x.text for s in t.roundup.sections if s.heading == heading for x in s.lines]


def checker(texts: Mapping[str, str]) -> Against:
    """What `check` holds a draft to, by its rules alone: a report an outlet, all of one day."""
    desk = Desk()
    for outlet, text in texts.items():
        desk.keep(report(text, outlet, TUE))
    return Against(desk, desk.tellings(), "rules")


def problem_kinds(s: Checked) -> set[str]:
    """The kinds of problem of a sentence, the remark on a single origin aside."""
    return {p.kind for p in s.problems if p.kind != "single-origin"}
