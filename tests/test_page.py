"""A page becomes a draft: the report's blocks, its masthead, and everything else with a reason."""

import gc
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import ONE, PROSE, THREE, TWO, page
from writethru.clean import tree
from writethru.clean.draft import Draft
from writethru.clean.page import read_page


def texts(draft: Draft) -> list[str]:
    return [b.text for b in draft.blocks]


def reason(draft: Draft, words: str) -> str:
    return next((x.reason for x in draft.left_out if words in x.text), "")


@pytest.mark.parametrize(
    ("extra", "part"),
    [
        pytest.param("<h2>Trams first</h2><p>{}</p>", "crosshead", id="crosshead"),
        pytest.param("<blockquote><p>Trams first</p></blockquote>", "paragraph", id="block quote"),
        pytest.param("<ul><li>Trams first</li><li>Then cars</li></ul>", "list", id="list"),
        pytest.param("<p>Trams first</p>", "paragraph", id="short paragraph"),
        pytest.param("<div>Trams first</div>", "paragraph", id="paragraph as div"),
    ],
)
def test_kept_blocks(extra: str, part: str) -> None:
    draft = read_page(page(f"<p>{ONE}</p>{extra.format(THREE)}<p>{TWO}</p>"))
    assert [b.part for b in draft.blocks if b.text == "Trams first"] == [part]
    assert texts(draft)[0] == ONE
    assert texts(draft)[-1] == TWO


@pytest.mark.parametrize(
    ("piece", "why"),
    [
        pytest.param("<figure><img><figcaption>Divers at work</figcaption></figure>", "caption", id="figcaption"),
        pytest.param("<div><img src=a><p>Divers at work</p></div>", "caption", id="text beside a picture"),
        pytest.param('<div class="share-bar"><span>Divers at work</span></div>', "share buttons", id="class"),
        pytest.param("<aside><p>Divers at work</p></aside>", "side box", id="aside"),
        pytest.param('<form><label>Divers at work</label><input name="mail"></form>', "form", id="form"),
        pytest.param('<div style="display: none">Divers at work</div>', "not shown", id="hidden by style"),
        pytest.param("<p>Subscribe to Divers at work</p>", "newsletter or registration form", id="words of the line"),
        pytest.param("<p>Read more: <a href=/x>Divers at work</a></p>", "related stories", id="pointer to a story"),
        pytest.param("<p><a href=/x>Divers at work</a></p>", "link", id="bare link"),
        pytest.param("<div><h3><a href=/x>Divers at work</a></h3><p>A short teaser.</p></div>", "related stories", id="teaser card"),
        pytest.param("<ul><li><a href=/x>Divers at work</a></li><li><a href=/y>Other</a></li></ul>", "list of links", id="list of links"),
        pytest.param("<div><h3>Related stories</h3><p>Divers at work</p></div>", "related stories", id="under a closing heading"),
        pytest.param("<p>Photo: Divers at work</p>", "credit or sign-off", id="photo credit"),
        pytest.param(
            "<p>Got a story about Divers at work? Write to desk@courier.example.</p>", "newsletter or registration form", id="contact"
        ),
        pytest.param("<p>Thanks for following our live coverage of Divers at work.</p>", "word to the readers", id="thanks to readers"),
        pytest.param("<p>Listen again on Radio Lorne: Divers at work</p>", "word to the readers", id="pointer to a broadcast"),
        pytest.param("<p>This is a developing story on Divers at work.</p>", "word to the readers", id="word on the report itself"),
        pytest.param("<p>We may earn a commission on Divers at work.</p>", "advertisement or promotion", id="affiliate links"),
    ],
)
def test_left_out_with_a_reason(piece: str, why: str) -> None:
    draft = read_page(page(f"<p>{ONE}</p>{piece}<p>{TWO}</p><p>{THREE}</p>"))
    assert texts(draft) == [ONE, TWO, THREE]
    assert reason(draft, "Divers at work") == why


@pytest.mark.parametrize(
    "sentence",
    [
        "Become a ferryman, the old man told his sons in the hard winter of that year, and none of them ever listened to a word he said.",
        "Published in March, the survey found that nine bridges in ten along the river are older than the engineers who look after them.",
        "Follow the river north for two miles, the ferryman said, and the third bridge is the one with the cracked bearings.",
        "Support our claim with figures, the council was told, or the money for the second span would go to the harbour road instead.",
    ],
)
def test_sentences_that_open_like_chrome_stay(sentence: str) -> None:
    assert texts(read_page(page(f"<p>{ONE}</p><p>{sentence}</p><p>{TWO}</p>"))) == [ONE, sentence, TWO]


@pytest.mark.parametrize(
    ("html", "head"),
    [
        pytest.param('<p class="standfirst">Trams cross from Friday, engineers say</p>', "", id="named by its class"),
        pytest.param(
            "<h2>Trams cross again from Friday on the western side, city engineers promise</h2>", "", id="long heading under the headline"
        ),
        pytest.param(
            "<div><span>Trams cross from Friday, engineers say</span></div>",
            '<meta name=description content="Trams cross from Friday, engineers say">',
            id="same as the description",
        ),
    ],
)
def test_lede(html: str, head: str) -> None:
    draft = read_page(page(html + PROSE, head))
    assert [b.part for b in draft.blocks] == ["lede", "paragraph", "paragraph", "paragraph"]


@pytest.mark.parametrize(
    "wrap",
    [
        pytest.param('<div class="has-sidebar related newsletter">{}</div>', id="class names of chrome"),
        pytest.param("<form>{}</form>", id="form round everything"),
        pytest.param("<aside>{}</aside>", id="aside"),
        pytest.param('<div style="visibility:hidden">{}</div>', id="shown by a script"),
        pytest.param("<table><tr><td>{}</td></tr></table>", id="layout table"),
    ],
)
def test_names_that_lie_do_not_lose_the_report(wrap: str) -> None:
    assert texts(read_page(page(wrap.format(PROSE)))) == [ONE, TWO, THREE]


def test_paragraphs_by_line_breaks() -> None:
    assert texts(read_page(page(f"<div>{ONE}<br><br>{TWO}<br/><br/>{THREE}</div>"))) == [ONE, TWO, THREE]


def test_of_two_articles_the_one_under_the_headline() -> None:
    other = "".join(f"<p>Another story number {i} goes on for a good while about a cup final and its many goals.</p>" for i in range(12))
    html = page(
        PROSE + f"</article><article><h2><a href=/cup>Cup final</a></h2>{other}",
        '<meta property="og:title" content="Harbour bridge reopens after repairs">',
    )
    assert texts(read_page(html)) == [ONE, TWO, THREE]


def test_json_ld_body_points_to_the_container() -> None:
    noise = "".join(f"<p>A reader comments at length on number {i} and on the price of tram tickets in this city.</p>" for i in range(6))
    data = f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{" ".join([ONE, TWO, THREE] * 5)}"}}</script>'
    html = f"<html><head>{data}</head><body><div class=x1>{noise}</div><div class=x2>{PROSE}</div></body></html>"
    assert texts(read_page(html)) == [ONE, TWO, THREE]


def test_page_without_prose_gives_no_blocks_and_says_what_it_left() -> None:
    draft = read_page("<html><body><nav><a href=/>Home</a></nav><p>Loading</p></body></html>")
    assert draft.blocks == []
    assert reason(draft, "Home") == "navigation"
    assert reason(draft, "Loading")


def test_agencies_are_read_from_the_line_behind_the_text() -> None:
    draft = read_page(page(PROSE + "<p>mit dpa</p>"))
    assert draft.credits == ["dpa"]
    assert texts(draft) == [ONE, TWO, THREE]


def test_text_that_only_the_data_has() -> None:
    body = "\\n".join([ONE, TWO, THREE])
    draft = read_page(
        f'<script type="application/ld+json">{{"@type":"NewsArticle","articleBody":"{body}"}}</script><div id=app>Loading</div>'
    )
    assert texts(draft) == [ONE, TWO, THREE]


LD = '<script type="application/ld+json">{{"@type":"NewsArticle",{}}}</script>'
POST = '<div class="post"><time datetime="2024-03-05T{0:02}:00:00Z">{0}:00</time><p>Update number {0}: the water rose by two more inches at the old mill gauge.</p></div>'


def test_live_blog_posts_carry_their_times() -> None:
    draft = read_page(page('<div class="live-posts">' + "".join(POST.format(h) for h in (12, 11, 10, 9)) + "</div>"))
    assert [b.at.iso for b in draft.blocks if b.at] == [f"2024-03-05T{h:02}:00+00:00" for h in (12, 11, 10, 9)]


def test_ticker_with_clocks_in_its_headings() -> None:
    posts = "".join(f"<h3>{clock}: Water rises</h3><p>At {clock} {THREE}</p>" for clock in ("01.10 Uhr", "00.20 Uhr", "23.40 Uhr"))
    draft = read_page(page(posts, LD.format('"datePublished":"2024-03-05T02:00:00Z"')))
    assert [b.at.iso for b in draft.blocks if b.at and b.part == "crosshead"] == [
        "2024-03-05T01:10",
        "2024-03-05T00:20",
        "2024-03-04T23:40",
    ]


def test_posts_that_only_json_ld_has_are_appended() -> None:
    posts = f'[{{"headline":"Old post","articleBody":"Sandbags were handed out at the school gate all morning.","datePublished":"2024-03-05T07:00:00Z"}},{{"articleBody":"{ONE}","datePublished":"2024-03-05T09:00:00Z"}}]'
    draft = read_page(page(PROSE, f'<script type="application/ld+json">{{"@type":"LiveBlogPosting","liveBlogUpdate":{posts}}}</script>'))
    assert [(b.part, b.at.iso if b.at else None) for b in draft.blocks] == [
        ("paragraph", "2024-03-05T09:00+00:00"),
        ("paragraph", None),
        ("paragraph", None),
        ("crosshead", "2024-03-05T07:00+00:00"),
        ("paragraph", "2024-03-05T07:00+00:00"),
    ]


# ---- the parser and its fallback ----------------------------------------------------------------------------------------

ORDINARY = page(
    f'<p class="standfirst">Trams cross from Friday, engineers say<p>{ONE}<h2>Cracked &amp; mended</h2><ul><li>{TWO}<li>{THREE}</ul>'
)


def test_fallback_when_the_parser_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = read_page(ORDINARY)
    monkeypatch.setitem(sys.modules, "turbohtml", None)
    assert read_page(ORDINARY) == usual
    assert len(usual.blocks) == 5


def test_fallback_when_the_parser_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(html: str, builder: object) -> None:
        raise MemoryError

    monkeypatch.setattr(tree, "_turbo", broken)
    assert texts(read_page(ORDINARY))[1:3] == [ONE, "Cracked & mended"]


def test_a_page_that_was_read_is_freed_at_once() -> None:
    read_page(ORDINARY)
    gc.collect()
    gc.disable()
    try:
        read_page(ORDINARY)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_no_rule_reaches_from_one_attribute_into_the_next() -> None:
    assert texts(read_page(page(PROSE + f'<p class="paywall" id="body-7">{ONE[:-1]}, twice.</p>')))[-1] == ONE[:-1] + ", twice."


def test_a_list_before_any_paragraph_is_the_summary_in_points() -> None:
    points = "<ul><li>Trams go first on the bridge.</li><li>Cars follow in June.</li></ul>"
    parts = [b.part for b in read_page(page(points + PROSE + points.replace("June", "July"))).blocks]
    assert parts == ["keypoint", "keypoint", "paragraph", "paragraph", "paragraph", "list", "list"]


def test_text_past_the_limit_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("writethru.clean.page.MAX_CHARS", 500)
    monkeypatch.setattr(tree, "MAX_CHARS", 500)
    assert [x.reason for x in read_page(page(PROSE * 2)).left_out] == ["headline", "the page is longer than the limit"]


@pytest.mark.parametrize(
    "bad",
    [
        pytest.param("<p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">x</p>", id="50,000 attributes"),
        pytest.param("<div>" * 50_000, id="50,000 nested elements"),
        pytest.param("<p>x y z" * 60_000, id="60,000 unclosed paragraphs"),
        pytest.param("<span>x</span>" * 400_000, id="400,000 spans"),
        pytest.param("<p>" + "word " * 2_000_000 + "</p>", id="line of 10 MB"),
        pytest.param("<svg>" * 50_000, id="unclosed drawings"),
        pytest.param("<script>" * 50_000, id="unclosed scripts"),
        pytest.param("<!--" * 100_000, id="unclosed comments"),
        pytest.param("<h2><a href=x>Foo bar</a></h2>" * 10_000, id="10,000 linked headings"),
        pytest.param("<p>12 March 2024 10:00</p>" * 10_000, id="10,000 dates"),
        pytest.param("<title>" + " - ".join(["abc"] * 100_000) + "</title>", id="100,000 separators in the title"),
        pytest.param("<div itemprop=headline>" * 5_000 + "word " * 200_000 + "</div>" * 5_000, id="microdata 5,000 deep"),
        pytest.param("<div>" * 20_000 + "<h1>Foo</h1>" * 5_000, id="5,000 headings 20,000 deep"),
        pytest.param("<aside><p>Foo bar baz.</p></aside>" * 20_000, id="20,000 side boxes"),
        pytest.param("text<br><br>" * 30_000, id="30,000 line breaks"),
        pytest.param("<span class=byline>By Ada</span> " * 30_000, id="30,000 bylines in a line"),
        pytest.param("<ul>" + "<li>An item of the list" * 70_000 + "</ul>", id="list of 70,000"),
        pytest.param("".join(f"<div class='a{i} b-{i}'>word</div>" for i in range(30_000)), id="30,000 names"),
        pytest.param(
            '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"'
            + "word and " * 200_000
            + '"}</script>'
            + "<p>The engineer said so at noon, word and then went home again.</p>" * 2_000,
            id="2,000 paragraphs beside a body of 2 MB",
        ),
        pytest.param('<script type="application/ld+json">' + "[" * 100_000 + "</script>", id="deep JSON-LD"),
    ],
)
def test_no_page_takes_a_second(bad: str) -> None:
    began = time.process_time()
    read_page(page(bad + PROSE))
    assert time.process_time() - began < 1.0


@pytest.mark.parametrize(
    "odd", ["", "<", "plain text", "<p>\x00a\ud800b</p>", "<html><body><p>cut <a href='x", "\ufeff<p>x", "<p>&#xD800;&#0;</p>"]
)
def test_odd_text_raises_nothing_and_can_be_written(odd: str) -> None:
    draft = read_page(odd)
    "".join([*texts(draft), *(x.text for x in draft.left_out)]).encode()


def test_control_characters_come_out_nowhere() -> None:
    odd = page(
        PROSE.replace("bridge", "br\x01id\ufffege") + "<aside>Re\x0blated</aside>",
        "<title>Har\x7fbour</title>",
        "<h1>Har\x7fbour &#xFFFE;</h1>",
    )
    draft = read_page(odd)
    said = "".join([draft.headline, *texts(draft), *(x.text for x in draft.left_out)])
    assert "bridge" in said
    assert not any(c in said for c in "\x01\x0b\x7f\ufffe")


TAGS = st.sampled_from(
    ["p", "div", "h2", "aside", "figure", "blockquote", "li", "section", "form", 'div class="related"', 'p class="caption"']
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TAGS, st.integers(1, 30)), max_size=25))
def test_nothing_shown_is_lost_without_a_word(pieces: list[tuple[str, int]]) -> None:
    body = "".join(f"<{t}>mark{i}x {'word ' * n}</{t.split()[0]}>" for i, (t, n) in enumerate(pieces))
    draft = read_page(page(body))
    said = " ".join([*texts(draft), *(x.text for x in draft.left_out)])
    assert [i for i in range(len(pieces)) if f"mark{i}x" not in said] == []


# ---- text that a script draws, and boxes that hold the report after all ----------------------------------------------------


def shown_by_script(script: str) -> list[str]:
    return texts(read_page(f"<html><head><title>Harbour bridge reopens</title></head><body><div id=app></div>{script}</body></html>"))


@pytest.mark.parametrize(
    "script",
    [
        pytest.param('<script id="data" type="application/json">{{"body":"{}"}}</script>', id="JSON"),
        pytest.param('<script>self.next.push([1,"2:[\\"div\\",{{}}] {}"])</script>', id="pushed rows"),
    ],
)
def test_text_that_a_script_draws(script: str) -> None:
    body = "<h2>Trams first</h2>".join(f'<p class="x">{t}</p>' for t in (ONE, TWO, THREE, ONE[:-1] + ", twice."))
    escaped = body.replace("<", "\\u003c").replace('"', '\\"')
    shown = shown_by_script(script.format(escaped))
    assert shown == [ONE, "Trams first", TWO, "Trams first", THREE, "Trams first", ONE[:-1] + ", twice."]


def test_scripts_without_paragraphs_draw_nothing() -> None:
    assert shown_by_script('<script>var x = "<p>Loading the page for you</p>"</script>') == []


def test_many_unclosed_scripts_are_read_in_time() -> None:
    began = time.process_time()
    read_page("<script><p>" * 60_000)
    assert time.process_time() - began < 1.0


LONG = "".join(f"<p>{t}</p>" for t in (ONE, TWO, THREE, ONE + " " + TWO, THREE + " " + ONE))


def test_the_rest_behind_read_more_is_the_report() -> None:
    shown = texts(read_page(page(PROSE.replace("bridge", "bascule") + f'<div class="read-more">{LONG}</div>')))
    assert len(shown) == 8


def test_another_story_with_its_own_heading_stays_out() -> None:
    assert len(texts(read_page(page(PROSE.replace("bridge", "bascule") + f'<div class="read-more"><h2>Ferry sinks</h2>{LONG}</div>')))) == 3


def test_report_in_a_window_over_the_page() -> None:
    cards = "".join(f"<div><h3><a href=x{i}>Ferry runs aground off cape</a></h3><p>{TWO}</p></div>" for i in range(9))
    html = f'<html><body><aside>{cards}</aside><div class="modal">{LONG}</div></body></html>'
    assert texts(read_page(html))[:3] == [ONE, TWO, THREE]


def test_three_sentences_beside_a_picture_are_no_caption() -> None:
    step = "<div><img src=x><p>Lay out the tools. Then measure the girder twice. Only then cut it to size with the saw.</p></div>"
    draft = read_page(page(PROSE * 2 + LONG + step))
    assert "girder" in texts(draft)[-1]
