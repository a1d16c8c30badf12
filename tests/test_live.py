"""Live blogs in the shapes that outlets give them: every post's text is kept, with its own time."""

from datetime import datetime

import pytest

from writethru.clean.page import read_page

POSTS = (
    ("2024-03-05T14:05", "Divers went down to the third pier again this hour and found the lower bolts in good order, the office said."),
    ("2024-03-05T13:40", "The mayor told reporters that trams would cross the bridge by Friday if the last two girders hold overnight."),
    ("2024-03-05T12:10", "A second crane has arrived from the yard upstream and will lift the damaged span at low tide."),
    ("2024-03-05T09:55", "Ferry operators put on two extra boats."),
    ("2024-03-05T00:20", "Residents of the east bank spent the night in a school gym while engineers listened to the cables."),
    ("2024-03-04T23:30", "Police closed the quay shortly after the first alarm and asked people to stay away from the water."),
)
CHANGED = '<meta property="article:modified_time" content="2024-03-05T14:06:00Z">'
OPENED = '<meta property="article:published_time" content="2024-03-04T22:00:00Z">'

SHAPES = {
    "time elements": '<article class="block"><a href=x><time datetime="{iso}:00Z">2h ago</time></a><h2>Post {n}</h2><p>{text}</p></article>',
    "clock in the heading's time element": '<article data-testid="content-post"><h3><time>{clock} GMT</time> Post {n}</h3><p>{text}</p></article>',
    "clock and day": '<article class="post"><header><span>{clock} GMT, {day}</span><h2>Post {n}</h2></header><p>{text}</p></article>',
    "clock in brackets": '<div class="timeline__update"><div><span>2h ago</span><span>({clock} GMT)</span></div><h2>Post {n}</h2><p>{text}</p></div>',
    "clock with seconds": '<div class="liveblog-post"><p>{clock}:11</p><h3>Post {n}</h3><p>{text}</p></div>',
    "seconds since 1970": '<div class="feed-entry" data-timestamp="{epoch}"><span>2 hours ago</span><p>{text}</p></div>',
    "milliseconds since 1970": '<div class="LiveBlogPost"><i data-published="{epoch}000"></i><h2>Post {n}</h2><p>{text}</p></div>',
    "heading between pluses": "<h3>+++ {clock} Post {n} +++</h3><p>{text}</p>",
    "clock before the heading": "<h2>{clock} Uhr: Post {n}</h2><p>{text}</p>",
    "clock before the text": "<p><strong>{clock} Uhr:</strong> {text}</p>",
    "clock and dash": "<p>{clock} - {text}</p>",
    "clock in a line of its own": "<p><strong>{clock}</strong></p><p>{text}</p>",
    "items of a list": '<li class="timeline-item"><span class="time">{clock}</span><div><h3>Post {n}</h3><p>{text}</p></div></li>',
    "time in the foot of a post": '<section class="update"><h3>Post {n}</h3><p>{text}</p><footer><time datetime="{iso}:00Z"></time></footer></section>',
    "terms and what belongs to them": "<dl><dt>{clock}</dt><dd><p>{text}</p></dd></dl>",
    "rows of a table": "<table><tr><td>{clock}</td><td>{text}</td></tr></table>",
    "time of twelve hours": '<div class="live-entry"><div class="stamp">{twelve} GMT</div><h2>Post {n}</h2><p>{text}</p></div>',
    "French clock": '<article class="post"><p class="heure">{french}</p><h2>Post {n}</h2><p>{text}</p></article>',
    "element of its own": '<live-post data-created-at="{iso}:00Z"><div><div><p>{text}</p></div></div></live-post>',
    "label before the time": '<article class="post"><p>Published at {clock}</p><h2>Post {n}</h2><p>{text}</p></article>',
    "picture above a short post": '<div class="live-post"><img src=x><time datetime="{iso}:00Z"></time><h3>Post {n}</h3><p>{text}</p></div>',
}


def written(shape: str, posts: tuple[tuple[str, str], ...], head: str = CHANGED + OPENED) -> str:
    body = "".join(
        SHAPES[shape].format(
            iso=iso,
            n=n,
            text=text,
            clock=iso[11:],
            french=iso[11:].replace(":", "h"),
            twelve=f"{datetime.fromisoformat(iso):%I:%M %p}",
            day=f"{iso[8:10]} March 2024",
            epoch=int(datetime.fromisoformat(iso + "+00:00").timestamp()),
        )
        for n, (iso, text) in enumerate(posts)
    )
    head = "<title>Bridge repairs live: cranes arrive - Courier</title>" + head
    lede = "<p>Follow the works at the harbour bridge as they happen, with our reporters on both banks.</p>"
    return f"<html lang=en><head>{head}</head><body><main><h1>Bridge repairs live: cranes arrive</h1>{lede}<div>{body}</div></main></body></html>"


def told(html: str) -> list[tuple[str, str]]:
    """The posts found, as time without zone and text."""
    draft = read_page(html)
    posts = [text for _, text in POSTS]
    out = []
    for b in draft.blocks:
        text = next((t for t in posts if t in b.text), "")
        if text:
            out.append((b.at.at.replace(tzinfo=None).isoformat()[:16] if b.at and isinstance(b.at.at, datetime) else "", text))
    return out


@pytest.mark.parametrize("order", [1, -1], ids=["newest first", "oldest first"])
@pytest.mark.parametrize("shape", SHAPES)
def test_posts_with_their_times(shape: str, order: int) -> None:
    assert told(written(shape, POSTS[::order])) == list(POSTS[::order])


def test_times_are_no_text() -> None:
    text = " ".join(b.text for b in read_page(written("seconds since 1970", POSTS)).blocks)
    assert "hours ago" not in text
    assert "14:05" not in " ".join(b.text for b in read_page(written("clock in a line of its own", POSTS)).blocks)


def test_posts_follow_the_publication_where_no_update_is_told() -> None:
    morning = '<meta property="article:published_time" content="2024-03-05T09:00:00Z">'
    assert told(written("clock before the heading", POSTS[:4], morning)) == list(POSTS[:4])


@pytest.mark.parametrize(
    ("changed", "clocks", "days"),
    [
        pytest.param("2024-03-05T19:05:00Z", ("00:25", "00:10", "23:50"), (6, 6, 5), id="east of Greenwich, past midnight"),
        pytest.param("2024-03-05T02:10:00Z", ("21:05", "20:30", "20:10"), (4, 4, 4), id="west of Greenwich, before midnight"),
        pytest.param("2024-03-05T14:10:00+01:00", ("15:05", "13:30", "12:10"), (5, 5, 5), id="zones an hour apart"),
        pytest.param("2024-03-05T01:10:00+01:00", ("23:50", "23:30", "22:10"), (4, 4, 4), id="after midnight, in the outlet's zone"),
    ],
)
def test_the_day_of_a_clock(changed: str, clocks: tuple[str, ...], days: tuple[int, ...]) -> None:
    posts = tuple((f"2024-03-05T{c}", text) for c, (_, text) in zip(clocks, POSTS, strict=False))
    html = written("clock before the heading", posts, f'<meta property="article:modified_time" content="{changed}">')
    assert [t for t, _ in told(html)] == [f"2024-03-{d:02}T{c}" for d, c in zip(days, clocks, strict=True)]
