"""The headline among a page's titles: the one printed, without the names of outlet and section."""

import pytest

from writethru.clean.page import read_page

LINE = "Harbour bridge reopens after repairs"
TEXT = "<p>" + "The harbour bridge opened again on Tuesday after three months of repairs, the city engineer said. " * 3 + "</p>"
BREADCRUMB = "<nav><h1>{}</h1></nav>"


def og(title: str) -> str:
    return f'<meta property="og:title" content="{title}">'


def ld(title: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{title}"}}</script>'


@pytest.mark.parametrize(
    ("head", "body", "wanted"),
    [
        pytest.param(f"<title>COURIER :: Local :: {LINE}</title>", f"<div><b>{LINE}</b></div>", LINE, id="outlet and section before it"),
        pytest.param(f"<title>Courier | {LINE} | Local</title>", f"<div>{LINE}</div>", LINE, id="between outlet and section"),
        pytest.param(f"<title>{LINE}-politics|Courier</title>" + ld(LINE), "", LINE, id="section set without blanks"),
        pytest.param(
            f"<title>{LINE} [The Courier Online]</title>", "<h1>The Courier Online</h1>", LINE, id="h1 is the site named at the title's end"
        ),
        pytest.param(f"<title>{LINE}</title>", "<h1>Our terms and conditions</h1>", LINE, id="h1 shares nothing with the title"),
        pytest.param(
            f"<title>Bridge: {LINE}</title>" + ld(f"Bridge: {LINE}") + og(LINE),
            BREADCRUMB.format(f"Bridge: {LINE}") + f"<h2><span>Northport</span> <span>{LINE}</span></h2>",
            LINE,
            id="h1 in the breadcrumb, kicker and headline in the h2",
        ),
        pytest.param(
            og(f"City: {LINE}") + f'<meta itemprop="headline" content="Works - {LINE}">',
            f"<h1><div>Works</div><div>{LINE}</div></h1>",
            LINE,
            id="each title sets its own kicker before the printed line",
        ),
        pytest.param('<meta name="headline" content="Bridge reopens today">' + "<title>Bridge reopens today_Local_Courier</title>", "", "Bridge reopens today", id="named by a meta tag"),
        pytest.param(f"<title>Trams back on the bridge</title>{og('Trams back on the bridge')}", f"<h2>{LINE}</h2>", "Trams back on the bridge", id="an h2 unlike every title is a crosshead"),
        pytest.param("<title>Bridge is open again | Northport Today</title>", "", "Bridge is open again", id="short title less the site's name"),
        pytest.param("", f"<h1>{LINE} <a href=#x>¶</a></h1>", LINE, id="sign that links to the heading"),
    ],
)  # fmt: skip
def test_headline(head: str, body: str, wanted: str) -> None:
    draft = read_page(f"<html lang=en><head>{head}</head><body><main>{body}{TEXT}</main></body></html>")
    assert draft.headline == wanted


def test_kicker_and_headline_in_one_heading_are_no_text() -> None:
    html = f"<html><head><title>{LINE}</title></head><body><main><h2>Northport {LINE}</h2>{TEXT}</main></body></html>"
    assert [b.text[:20] for b in read_page(html).blocks] == ["The harbour bridge o"]
