"""The masthead of a page: headline, bylines, times and outlet, from what it says for machines and what it shows."""

from datetime import UTC, datetime, timedelta

import pytest

from build import ONE, PROSE, THREE, TWO, page
from writethru.clean import clean
from writethru.clean.page import read_page
from writethru.dates import parse_stamp
from writethru.model import Capture

LD = '<script type="application/ld+json">{{"@type":"NewsArticle",{}}}</script>'


@pytest.mark.parametrize(
    ("h1", "head", "wanted"),
    [
        pytest.param("Bridge reopens", "<title>Bridge reopens | Courier</title>", "Bridge reopens", id="title less the outlet"),
        pytest.param(
            "", "<title>Bridge reopens - Courier</title><meta property=og:site_name content=Courier>", "Bridge reopens", id="no h1"
        ),
        pytest.param(
            "Courier",
            '<title>Bridge reopens after repairs</title><meta property="og:title" content="Bridge reopens after repairs">',
            "Bridge reopens after repairs",
            id="h1 is the site",
        ),
        pytest.param(
            "Bridge reopens after repairs",
            LD.format('"headline":"Courier Northport"') + "<title>Bridge reopens after repairs - Courier</title>",
            "Bridge reopens after repairs",
            id="JSON-LD is a site title",
        ),
        pytest.param(
            "Traffic Bridge reopens after repairs",
            LD.format('"headline":"Bridge reopens after repairs"') + '<meta property="og:title" content="Bridge reopens after repairs">',
            "Bridge reopens after repairs",
            id="kicker inside the h1",
        ),
    ],
)
def test_headline(h1: str, head: str, wanted: str) -> None:
    assert read_page(page(PROSE, head, f"<h1>{h1}</h1>" if h1 else "")).headline == wanted


@pytest.mark.parametrize(
    ("line", "head", "wanted"),
    [
        pytest.param(
            "",
            LD.format('"author":[{"name":"Ada Fenwick"},{"name":"Bo Lindqvist"}]'),
            ["Ada Fenwick", "Bo Lindqvist"],
            id="JSON-LD persons",
        ),
        pytest.param("", LD.format('"author":{"name":"Ada Fenwick The Associated Press"}'), ["Ada Fenwick"], id="JSON-LD, agency behind"),
        pytest.param("<p>Ada Fenwick</p>", "", ["Ada Fenwick"], id="alone above the text"),
        pytest.param("<div>Tue 5 March 2024 | 14:07 | By Ada Fenwick</div>", "", ["Ada Fenwick"], id="behind a bar"),
        pytest.param("<div>Ada Fenwick | 05.03.2024</div>", "", ["Ada Fenwick"], id="beside a date"),
        pytest.param(
            '<div class="byline">By Ada Fenwick</div>',
            LD.format('"author":{"@type":"Person","name":"Courier"}') + '<link rel=canonical href="https://www.courier.example/x">',
            ["Ada Fenwick"],
            id="JSON-LD names the site as a person",
        ),
        pytest.param("", LD.format('"author":"By Ada Fenwick and Bo Lindqvist"'), ["Ada Fenwick", "Bo Lindqvist"], id="JSON-LD string"),
        pytest.param(
            '<div class="byline">By Ada Fenwick</div>',
            LD.format('"author":{"@type":"Organization","name":"Courier"},"publisher":{"name":"Courier"}'),
            ["Ada Fenwick"],
            id="shown, JSON-LD names the outlet",
        ),
        pytest.param(
            '<p class="byline">By <a href="/author/ada">Ada Fenwick</a> and <a href="/author/bo">Bo Lindqvist</a></p>',
            "",
            ["Ada Fenwick", "Bo Lindqvist"],
            id="author links",
        ),
        pytest.param(
            '<div class="byline"><span>Ada Fenwick</span><span>Transport writer</span></div>',
            "",
            ["Ada Fenwick"],
            id="job glued to the name",
        ),
        pytest.param("<p>By Ada Fenwick</p>", "", ["Ada Fenwick"], id="no class at all"),
        pytest.param("", "<meta name=author content='Ada Fenwick'>", ["Ada Fenwick"], id="meta tag"),
        pytest.param("", "", [], id="none"),
    ],
)
def test_bylines(line: str, head: str, wanted: list[str]) -> None:
    draft = read_page(page(line + PROSE, head))
    assert draft.bylines == wanted
    assert [b.text for b in draft.blocks] == [ONE, TWO, THREE]


@pytest.mark.parametrize(
    ("line", "head", "uri", "wanted"),
    [
        pytest.param("", LD.format('"datePublished":"2024-03-05T08:15:00+01:00"'), "", "2024-03-05T08:15+01:00", id="JSON-LD"),
        pytest.param(
            "",
            LD.format('"datePublished":"2024-03-05T08:15:00"')
            + '<meta property="article:published_time" content="2024-03-05T08:15:00+01:00">',
            "",
            "2024-03-05T08:15+01:00",
            id="meta adds the zone",
        ),
        pytest.param('<time datetime="2024-03-05T08:15:00Z">today</time>', "", "", "2024-03-05T08:15+00:00", id="time element"),
        pytest.param(
            '<time class="updated" datetime="2024-03-07T08:15:00Z">x</time><time datetime="2024-03-05T08:15:00Z">y</time>',
            "",
            "",
            "2024-03-05T08:15+00:00",
            id="update told apart",
        ),
        pytest.param("", "", "https://example.org/2024/03/05/bridge", "2024-03-05", id="address"),
        pytest.param(
            "",
            LD.format('"datePublished":"0001-01-01T00:00:00Z"'),
            "https://example.org/2024/03/05/bridge",
            "2024-03-05",
            id="implausible refused",
        ),
    ],
)
def test_published(line: str, head: str, uri: str, wanted: str) -> None:
    draft = read_page(page(line + PROSE, head), uri)
    assert draft.published is not None
    assert draft.published.iso == wanted


@pytest.mark.parametrize(
    ("line", "captured", "wanted"),
    [
        pytest.param("<p>5 minutes ago</p>", "2024-03-05T08:20:00Z", "2024-03-05T08:15+00:00", id="told from the capture"),
        pytest.param("<p>5 minutes ago</p>", "", None, id="capture time unknown"),
        pytest.param("<p>3/4/2026</p>", "", None, id="either of two days in English"),
        pytest.param("<p>28/4/2024</p>", "", "2024-04-28", id="one day only"),
    ],
)
def test_printed_times(line: str, captured: str, wanted: str | None) -> None:
    published = read_page(page(line + PROSE), "", parse_stamp(captured)).published
    assert (published.iso if published else None) == wanted


ACCOUNT = LD.format('"author":{"@type":"Person","name":"Harbour D"},"publisher":{"name":"Harbour Post"}')


@pytest.mark.parametrize(
    ("head", "above", "behind", "wanted"),
    [
        pytest.param(ACCOUNT, "<p>ADA FENWICK</p>", "", ["Ada Fenwick"], id="account of the outlet in JSON-LD, a name above the text"),
        pytest.param(ACCOUNT, "", "", ["Harbour D"], id="account of the outlet and nobody else"),
        pytest.param(LD.format('"author":"AF2291"'), "<p class=byline>Ada Fenwick</p>", "", ["Ada Fenwick"], id="name of a user in JSON-LD"),
        pytest.param(LD.format('"author":"AF2291"'), "", "", ["AF2291"], id="name of a user alone"),
        pytest.param(LD.format('"author":{"name":"Admin"}') + "<meta name=author content=admin>", "", "", [], id="what software puts"),
        pytest.param("", "<p>Ada Fenwick</p><p>Updated 15.59</p>", "<p>Ms Ada Fenwick wrote this.</p>", ["Ada Fenwick"], id="beside a time"),
        pytest.param("", "<p>Ada Fenwick|Published 4 months ago</p>", "", ["Ada Fenwick"], id="in a line with a time told from now"),
        pytest.param("", "<p>Key Points</p><ul><li>Trams first</li></ul>", "", [], id="heading of points"),
        pytest.param(
            "", "<figcaption><address>By Ada Fenwick</address> 3 March 2026</figcaption>", "", ["Ada Fenwick"], id="address in a caption"
        ),
        pytest.param("", "<figcaption>By Ada Fenwick</figcaption>", "", [], id="caption that opens with By"),
        pytest.param("", "<h2 class=author-name>By Ada Fenwick</h2>", "", ["Ada Fenwick"], id="heading named a byline"),
        pytest.param("", "<h2>By Ada Fenwick</h2>", "", [], id="heading that opens with By"),
        pytest.param("", "<div class=byline>Ada Fenwick@AdaF</div>", "", ["Ada Fenwick"], id="handle glued behind"),
        pytest.param("", "<div class=byline>Ada (A.L.) Fenwick</div>", "", ["Ada (A.L.) Fenwick"], id="by-name in brackets"),
        pytest.param("", "<div class=byline>By Ada Fenwick, MA Northport</div>", "", ["Ada Fenwick"], id="degree behind"),
        pytest.param(
            "", "<div class=byline><i>Ada Fenwick</i> <i>Bo Lindqvist</i></div>", "", ["Ada Fenwick", "Bo Lindqvist"], id="an element each"
        ),
        pytest.param(
            "",
            '<p class=signature>Courier | 3.3.2026 | By <a href="/author/ada">Ada Fenwick</a> (with Bo Lindqvist)</p>',
            "",
            ["Ada Fenwick", "Bo Lindqvist"],
            id="more names than links",
        ),
        pytest.param("", "<div class=byline>By Ada Fenwick</div><div class=byline>Reuters</div>", "", ["Ada Fenwick"], id="agency beside"),
        pytest.param("", "", "<div class=authors>By Ada Fenwick</div><p>Last line.</p>", ["Ada Fenwick"], id="behind the text"),
        pytest.param("", "", '<div class=writer>Northport 김하늘 기자 sky@post.example</div>', ["김하늘"], id="behind the text, with an address"),
        pytest.param("<meta name=author content=0815><meta name=dc:creator content='Ada Fenwick'>", "", "", ["Ada Fenwick"], id="two tags"),
        pytest.param('<meta property="x:by dc:creator" content="Ada Fenwick">', "", "", ["Ada Fenwick"], id="two names of one tag"),
        pytest.param("<meta name=author content='harbour.example'>", "", "", [], id="address in a tag"),
    ],
)  # fmt: skip
def test_bylines_where_structured_data_mislead(head: str, above: str, behind: str, wanted: list[str]) -> None:
    assert read_page(page(above + PROSE + behind, head)).bylines == wanted


def test_bylines_of_other_stories_farther_down_are_not_ours() -> None:
    filler = "".join(f"<p>Short line {i} here.</p>" for i in range(8))
    assert read_page(page(f"<p class=byline>By Ada Fenwick</p>{filler}<p class=byline>By Bo Lindqvist</p>{PROSE}")).bylines == [
        "Ada Fenwick"
    ]


def test_a_lower_heading_within_the_headline_is_not_where_it_stands() -> None:
    head = LD.format('"headline":"Is the harbour bridge an illusion? The hard trade"')
    html = page(f"<p class=author>by Ada Fenwick</p>{PROSE}<h3>Is the harbour bridge</h3>{PROSE}", head, "<h1>Hard trade with bridges</h1>")
    assert read_page(html).bylines == ["Ada Fenwick"]


def test_names_that_sign_the_text() -> None:
    draft = read_page(page(PROSE + "<p>Ada Fenwick</p>"))
    assert (draft.bylines, [b.text for b in draft.blocks], [x.reason for x in draft.left_out if "Ada" in x.text]) == (
        ["Ada Fenwick"],
        [ONE, TWO, THREE],
        ["byline"],
    )


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        pytest.param("", "CNN", id="by its address"),
        pytest.param("<meta property=og:site_name content=Courier>", "Courier", id="by the page"),
    ],
)
def test_outlet(head: str, outlet: str) -> None:
    assert clean(Capture(page(PROSE, head).encode(), "text/html", uri="https://edition.cnn.com/bridge")).outlet == outlet


def test_a_date_to_come_is_refused_with_a_reason() -> None:
    ahead = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    draft = read_page(page(PROSE, LD.format(f'"datePublished":"{ahead}"')))
    assert draft.published is None
    assert [x.reason for x in draft.left_out if x.text == ahead] == ["implausible publication date"]


def test_byline_and_time_in_a_side_box_of_the_report() -> None:
    aside = "<aside><div>By Ada Fenwick in Northport</div><div>Sat 24 Feb 2024 12.42</div></aside>"
    draft = read_page(page(f"{aside}{PROSE}"))
    assert draft.bylines == ["Ada Fenwick"]
    assert draft.published is not None
    assert draft.published.iso[:16] == "2024-02-24T12:42"


@pytest.mark.parametrize(
    ("above", "behind"),
    [
        pytest.param("<div>Wednesday, April 16, 2025</div>", "<div>February 11, 2025</div>", id="today's date in the site's head"),
        pytest.param(
            "<div>Wednesday, April 16, 2025</div>",
            '<div><time class="entry-date updated" datetime="2025-02-11T12:28:25-06:00">Feb 11</time></div>',
            id="time element of a blog system",
        ),
        pytest.param(
            '<div><time datetime="2025-02-11T14:36:00Z">11.02.2025, 14:36</time></div>',
            '<p>Our radio told this on <time datetime="2025-02-10T17:50:00Z">10 February at 17:50</time> in the evening news.</p>',
            id="another day in a sentence",
        ),
    ],
)
def test_the_day_that_stands_closest_to_the_headline(above: str, behind: str) -> None:
    html = page(f"{behind}{PROSE}", h1=f"{above}<h1>Harbour bridge reopens after repairs</h1>")
    published = read_page(html).published
    assert published is not None
    assert published.day.isoformat() == "2025-02-11"
