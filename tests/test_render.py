"""Every format of one telling: valid for its own readers, complete, and safe with hostile text."""

import csv
import io
import json
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest

from build import report, sample
from writethru.desk import Desk
from writethru.model import Refusal, Telling
from writethru.render import FORMATS, renderer
from writethru.render.plain import escape
from writethru.render.sheet import safe
from writethru.render.view import StoryView
from writethru.store import MemoryStore

ATOM = "{http://www.w3.org/2005/Atom}"
EVIL = "\"'><script>alert(1)</script>\u202e=HYPERLINK(1) &amp; \x0b"


@cache
def hostile() -> Telling:
    desk = Desk()
    assert isinstance(desk.store, MemoryStore)
    text = f"Mayor Ena Brack said on Monday {EVIL} that 12 people were hurt in the fall of the bridge at Aldton. " * 3
    desk.store.add_report(report(text, f"Post {EVIL}", "2026-03-02T09:00", f"Bridge {EVIL}", "javascript:alert(1)"))
    return desk.tellings()[0]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("story", [sample, hostile], ids=["sample", "hostile"])
def test_every_format_renders_and_says_the_same_twice(name: str, story: type) -> None:
    first = renderer(name)([story()], [Refusal("x", "is empty")])
    assert first.strip()
    assert first == renderer(name)([story()], [Refusal("x", "is empty")])
    first.encode("utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_tell_is_no_error(name: str) -> None:
    assert isinstance(renderer(name)([], []), str)


@pytest.mark.parametrize("story", [sample, hostile], ids=["sample", "hostile"])
def test_atom_has_what_the_standard_asks_for(story: type) -> None:
    feed = ET.fromstring(renderer("atom")([story()], []))
    assert feed.tag == ATOM + "feed"
    ids = [e.findtext(ATOM + "id") for e in feed.iter(ATOM + "entry")]
    assert ids
    assert len(ids) == len(set(ids))
    for e in feed.iter(ATOM + "entry"):
        assert e.findtext(ATOM + "title")
        assert "T" in (e.findtext(ATOM + "updated") or "")


def test_annotations_quote_what_stands_at_their_position() -> None:
    texts = {r.uri or f"tag:writethru.example,2026:{r.id}": [x.text for x in sample().reports if x.uri == r.uri] for r in sample().reports}
    found = json.loads(renderer("annotations")([sample()], []))
    assert found
    for a in found:
        position, quote = a["target"]["selector"]
        assert any(t[position["start"] : position["end"]] == quote["exact"] for t in texts[a["target"]["source"]])


def test_linked_data_never_reviews_a_claim() -> None:
    text = renderer("jsonld")([sample()], [])
    assert "ClaimReview" not in text
    blog = json.loads(text)[0]
    assert blog["@type"] == "LiveBlogPosting"
    assert all(p["headline"] and p["datePublished"] for p in blog["liveBlogUpdate"])
    assert all(c["firstAppearance"] in c["appearance"] for c in blog["about"])


def test_csv_has_a_row_a_claim_and_runs_nothing() -> None:
    rows = list(csv.DictReader(io.StringIO(renderer("csv")([sample()], []))))
    assert [r["claim"] for r in rows] == [c.id for c in sample().ledger.claims]
    assert [safe(x) for x in ("=1+1", "+1", "@x", "-2", "plain")] == ["'=1+1", "'+1", "'@x", "'-2", "plain"]


class Page(HTMLParser):
    """Collects what a test asks of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.scripts = 0
        self.handlers: list[str] = []
        self.loads: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key == "id":
                self.ids.append(value or "")
            elif key == "href" and tag == "a":
                self.links.append(value or "")
            elif key.startswith("on") or key == "style":
                self.handlers.append(key)
            elif key in ("src", "srcset", "action", "poster"):
                self.loads.append(value or "")
        self.scripts += tag == "script"


@pytest.mark.parametrize("story", [sample, hostile], ids=["sample", "hostile"])
def test_the_page_is_self_contained_and_its_links_lead_somewhere(story: type) -> None:
    page = Page(renderer("html")([story()], []))
    assert len(page.ids) == len(set(page.ids))
    assert page.scripts == 1
    assert not page.handlers
    assert not page.loads
    for link in page.links:
        assert link.startswith(("#", "http://", "https://")), link
        if link.startswith("#"):
            assert link[1:] in page.ids, link


def test_every_line_of_the_page_shows_its_passages() -> None:
    view = StoryView(sample())
    for section in (view.need, *view.sections):
        for line in section.lines:
            assert line.rests >= 1
            assert all(p.mark for g in line.groups for p in g.passages)


def test_markdown_shows_markup_as_text() -> None:
    assert escape("[a](b) *c* <d> `e`") == r"\[a\](b) \*c\* \<d\> \`e\`"
