"""JSON-LD, OpenGraph, meta tags and microdata as pages write them, odd ones too."""

import json

import pytest

from writethru.clean import structured
from writethru.clean.tree import parse

ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Harbour bridge reopens",
    "datePublished": "2024-03-05T08:15:00+01:00",
    "dateModified": "2024-03-05T10:00:00+01:00",
    "author": {"@type": "Person", "name": "Ada Fenwick"},
    "publisher": {"@type": "Organization", "name": "Northport Courier"},
}


def read(*scripts: object, head: str = "", body: str = "") -> structured.Structured:
    texts = [s if isinstance(s, str) else json.dumps(s) for s in scripts]
    tags = "".join(f'<script type="application/ld+json">{t}</script>' for t in texts)
    return structured.read(parse(f"<html><head>{head}{tags}</head><body>{body}</body></html>"))


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(ARTICLE, id="object"),
        pytest.param([{"@type": "WebSite", "name": "Northport"}, ARTICLE], id="list"),
        pytest.param({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, ARTICLE]}, id="graph"),
        pytest.param({"@type": "WebPage", "mainEntity": ARTICLE}, id="main entity of a page"),
        pytest.param({**ARTICLE, "@type": ["Article", "ReportageNewsArticle"]}, id="several types"),
        pytest.param({**ARTICLE, "@type": "http://schema.org/NewsArticle"}, id="type as address"),
        pytest.param("<!--\n" + json.dumps(ARTICLE) + "\n-->", id="in an HTML comment"),
        pytest.param("//<![CDATA[\n" + json.dumps(ARTICLE) + "\n//]]>", id="in CDATA"),
        pytest.param(json.dumps(ARTICLE)[:-1] + ",}", id="trailing comma"),
        pytest.param(json.dumps(ARTICLE) + ";", id="semicolon"),
        pytest.param(json.dumps(ARTICLE) + json.dumps({"@type": "WebPage"}), id="two values glued"),
        pytest.param(json.dumps({**ARTICLE, "description": "a\nb"}).replace("\\n", "\n"), id="line break inside a string"),
        pytest.param(json.dumps(ARTICLE).replace('"', "&quot;"), id="entities for quotation marks"),
    ],
)
def test_article_is_found(script: object) -> None:
    said = read(script)
    assert ("jsonld", "Harbour bridge reopens") in said.headlines
    assert said.authors == ["Ada Fenwick"]
    assert said.outlet == "Northport Courier"
    assert said.published == ["2024-03-05T08:15:00+01:00"]
    assert said.updated == ["2024-03-05T10:00:00+01:00"]


@pytest.mark.parametrize(
    ("author", "people", "organisations"),
    [
        pytest.param("Ada Fenwick", ["Ada Fenwick"], [], id="string"),
        pytest.param(["Ada Fenwick", {"name": "Bo Lindqvist"}], ["Ada Fenwick", "Bo Lindqvist"], [], id="mixed list"),
        pytest.param({"@type": "Organization", "name": "Courier"}, [], ["Courier"], id="organisation"),
        pytest.param({"@type": "Person", "name": ["Ada Fenwick", "Bo Lindqvist"]}, ["Ada Fenwick", "Bo Lindqvist"], [], id="list of names"),
        pytest.param({"givenName": "Ada", "familyName": "Fenwick"}, ["Ada Fenwick"], [], id="given and family name"),
        pytest.param({"@type": "Person", "name": "Ada &amp;amp; Bo"}, ["Ada & Bo"], [], id="entities twice"),
        pytest.param({"@type": "Person", "name": "https://example.org/ada"}, [], [], id="address for a name"),
        pytest.param(None, [], [], id="null"),
        pytest.param(7, ["7"], [], id="number"),
    ],
)
def test_authors(author: object, people: list[str], organisations: list[str]) -> None:
    said = read({**ARTICLE, "author": author})
    assert (said.authors, said.organisations) == (people, organisations)


def test_a_related_article_lends_nothing() -> None:
    related = {**ARTICLE, "headline": "Ferries: nineteen crossings fewer", "datePublished": "2024-01-09T06:00:00+01:00"}
    same = {"@type": "Article", "headline": "Harbour bridge reopens at noon", "dateModified": "2024-03-06T08:15:00+01:00"}
    said = read({"@graph": [ARTICLE, related, same]})
    assert said.published == ["2024-03-05T08:15:00+01:00"]
    assert "2024-03-06T08:15:00+01:00" in said.updated


def test_author_by_reference() -> None:
    person = {"@type": "Person", "@id": "#ada", "name": "Ada Fenwick"}
    assert read({"@graph": [person, {**ARTICLE, "author": {"@id": "#ada"}}]}).authors == ["Ada Fenwick"]


@pytest.mark.parametrize(
    "script", ["", "{", "null", "[]", '"text"', "[" * 5000, '{"@type":"NewsArticle","headline":' + '{"a":' * 3000, "\ud800"]
)
def test_broken_script_costs_only_itself(script: str) -> None:
    assert read(script, ARTICLE).authors == ["Ada Fenwick"]


def test_live_blog_posts_keep_paragraphs_and_times() -> None:
    blog = {
        "@type": "LiveBlogPosting",
        "headline": "Storm: live",
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": "Trains stop",
                "articleBody": "<p>No trains.</p><p>Buses run.</p>",
                "datePublished": "2024-03-05T09:00:00Z",
            },
            {"@type": "BlogPosting", "articleBody": "&lt;p&gt;Schools close.&lt;/p&gt;"},
            {"@type": "BlogPosting"},
            "not a post",
        ],
    }
    posts = read(blog).posts
    assert [(p.headline, p.text, p.at) for p in posts] == [
        ("Trains stop", ["No trains.", "Buses run."], "2024-03-05T09:00:00Z"),
        ("", ["Schools close."], ""),
    ]


def test_meta_tags() -> None:
    said = read(
        head="""<meta property="og:title" content="Bridge reopens | Courier"><meta property="og:site_name" content="Courier">
        <meta property="article:published_time" content="2024-03-05T08:15:00+01:00"><meta name="last-modified" content="2024-03-06">
        <meta name="author" content="Ada Fenwick"><meta name="description" content="Trams cross again.">
        <meta property="article:author" content="https://example.org/ada"><link rel="canonical" href="https://example.org/bridge">"""
    )
    assert said.headlines == [("og", "Bridge reopens | Courier")]
    assert (said.outlet, said.canonical) == ("Courier", "https://example.org/bridge")
    assert (said.published, said.updated) == (["2024-03-05T08:15:00+01:00"], ["2024-03-06"])
    assert said.other_authors == ["Ada Fenwick"]
    assert said.descriptions == ["Trams cross again."]


def test_microdata() -> None:
    said = read(
        body="""<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Bridge reopens</h1>
        <span itemprop="author" itemscope><a itemprop="name">Ada Fenwick</a>, transport</span>
        <time itemprop="datePublished" datetime="2024-03-05">5 March</time></article>"""
    )
    assert said.headlines == [("microdata", "Bridge reopens")]
    assert said.other_authors == ["Ada Fenwick"]
    assert said.published == ["2024-03-05"]


def test_language_falls_back_to_locale() -> None:
    assert read(head='<meta property="og:locale" content="pt_BR">').language == "pt-BR"
