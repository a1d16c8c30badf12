"""Sources -> captures: every kind of input, and every refusal with its name and reason."""

import gzip
import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import EXAMPLE
from writethru import read as reading
from writethru.model import Capture, Refusal
from writethru.read import feed, lines, read, sniff, web
from writethru.read.inflate import inflate

WORDS = "The harbour of Aldton stayed closed on Monday after divers found a second mine near the western pier. " * 4
HTML = f"<!doctype html><html><body><article><p>{WORDS}</p></article></body></html>"


def captures(source: object) -> list[Capture]:
    return [x for x in read(str(source)) if isinstance(x, Capture)]


def refusals(source: object) -> list[Refusal]:
    return [x for x in read(str(source)) if isinstance(x, Refusal)]


def rss(*items: str, head: str = "", declaration: str = '<?xml version="1.0"?>') -> str:
    return f"{declaration}{head}<rss version='2.0'><channel><title>Aldton Post</title>{''.join(items)}</channel></rss>"


def item(title: str = "Mine", body: str = WORDS, extra: str = "") -> str:
    return f"<item><title>{title}</title><link>https://aldton.example/{len(title)}</link><description>{body}</description>{extra}</item>"


# ---- kinds -------------------------------------------------------------------------------------------------------------

KINDS = {
    "html": (b"<!DOCTYPE html><html>", "html"),
    "html behind a mark": (b"\xef\xbb\xbf\n <html lang=en>", "html"),
    "html in utf-16": ("\ufeff<html><p>".encode("utf-16-le"), "html"),
    "xhtml": (b'<?xml version="1.0"?><html xmlns="x">', "html"),
    "rss": (b'<?xml version="1.0"?>\n<rss version="2.0">', "feed"),
    "rss without declaration": (b"<rss><channel>", "feed"),
    "atom behind a comment": (b"<!-- made by hand --><feed xmlns='http://www.w3.org/2005/Atom'>", "feed"),
    "rdf": (b'<rdf:RDF xmlns:rdf="x">', "feed"),
    "opml": (b'<?xml version="1.0"?><opml version="2.0">', "opml"),
    "json line": (b'{"text": "x"}', "json"),
    "json list": (b' [ {"text": "x"}]', "json"),
    "text that opens with a bracket": (b"[Photo] The harbour", "text"),
    "text that opens with a brace": (b"{sic} The harbour", "text"),
    "text": (b"The harbour of Aldton", "text"),
}


@pytest.mark.parametrize("name", KINDS)
def test_what_a_document_is_shows_in_its_first_bytes(name: str) -> None:
    head, kind = KINDS[name]
    assert sniff(head, "", "x") == kind


@given(st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_bytes_are_some_kind(head: bytes) -> None:
    assert sniff(head, "", "x.txt") in ("html", "feed", "opml", "json", "text")


# ---- files, folders, standard input --------------------------------------------------------------------------------------


def test_a_folder_gives_its_files_in_order_and_passes_over_what_is_no_report(tmp_path: Path) -> None:
    for name in ("b.txt", "a.html", "README.md", "LICENSE", ".hidden.txt", "style.css", "deep/c.txt", ".git/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(HTML if name.endswith("html") else WORDS)
    found = list(read(str(tmp_path)))
    assert [Path(x.path).name for x in found if isinstance(x, Capture)] == ["a.html", "b.txt", "c.txt"]
    assert len(found) == 3


def test_a_file_and_standard_input_give_the_same_body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(WORDS)
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(WORDS.encode()))))
    (piped,), (filed,) = captures("-"), captures(tmp_path / "a.txt")
    assert piped.body == filed.body
    assert (piped.path, piped.name, filed.path) == ("", "pasted text", str(tmp_path / "a.txt"))


def test_json_lines_come_through_standard_input_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(json.dumps({"text": f"{n} {WORDS}"}) + "\n" for n in range(3))
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(text.encode()))))
    assert [c.body[:1] for c in captures("-")] == [b"0", b"1", b"2"]


FAULTS = {
    "empty": ("a.txt", b"", "is empty"),
    "only white space": ("a.txt", b" \n\t ", "is empty"),
    "empty gzip": ("a.txt.gz", gzip.compress(b""), "is empty"),
    "damaged gzip": ("a.txt.gz", b"\x1f\x8b" + b"nonsense" * 9, "gzip"),
    "half a gzip": ("a.html.gz", gzip.compress(HTML.encode() * 40)[:-30], "cut off"),
    "gzip bomb": ("a.html.gz", gzip.compress(bytes(30_000_000)), "limit"),
    "over the limit": ("a.txt", b"x" * 20_000_001, "limit"),
    "a list of feeds": ("a.opml", b'<?xml version="1.0"?><opml version="2.0"><body/></opml>', "names none"),
    "half a list of feeds": ("a.opml", b'<?xml version="1.0"?><opml version="2.0"><body><outline', "cut off"),
    "a list of feeds with entities": ("a.opml", b'<?xml version="1.0"?><!DOCTYPE o [<!ENTITY a "b">]><opml version="2.0"/>', "entities"),
    "damaged archive": ("a.warc", b"WARC/1.0\r\nnonsense", "no page"),
    "no object": ("a.jsonl", b'{"text": 1}\n[1]\n', "JSON object"),
    "no text in it": ("a.json", b'{"title": "x"}', '"text"'),
    "not JSON": ("a.jsonl", b'{"text": \n', "valid JSON"),
    "deep JSON": ("a.json", b'[{"text":' + b"[" * 100_000, "valid JSON"),
    "a list of nothing": ("a.json", b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "no item"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_cannot_be_read_is_named_with_its_reason(name: str, tmp_path: Path) -> None:
    file, body, reason = FAULTS[name]
    (tmp_path / file).write_bytes(body)
    found = refusals(tmp_path / file)
    assert any(reason in x.reason for x in found), found
    assert all(str(tmp_path / file) in x.name for x in found)


def test_a_missing_file_an_empty_folder_and_no_address(tmp_path: Path) -> None:
    assert refusals(tmp_path / "none.txt")[0].reason == "no such file"
    assert "holds no report" in refusals(tmp_path)[0].reason
    assert refusals("ftp://aldton.example/x")[0].reason == "no such file"


def test_what_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(WORDS)

    def shut(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reading, "open", shut, raising=False)
    assert refusals(tmp_path / "a.txt")[0].reason == "no permission to read it"


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_inflate_joins_members_however_they_are_cut(size: int) -> None:
    body = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0"
    assert inflate([body[i : i + size] for i in range(0, len(body), size)], "gzip", "x") == b"one two"


# ---- JSON ----------------------------------------------------------------------------------------------------------------


def test_json_fields_become_hints_under_any_of_their_usual_names() -> None:
    rows = [
        {
            "text": WORDS,
            "outlet": "Post",
            "headline": "H",
            "published": "2026-03-02",
            "url": "https://p.example/1",
            "authors": ["Ena Brack"],
        },
        {
            "maintext": WORDS,
            "publisher": {"name": "Post"},
            "title": "H",
            "date_publish": "2026-03-02",
            "url": "https://p.example/1",
            "author": "Ena Brack",
        },
    ]
    body = "\n".join(map(json.dumps, rows)).encode()
    one, two = lines.records(body, "x", "x")
    assert isinstance(one, Capture)
    assert one == two
    assert one.hints.bylines == ("Ena Brack",)


def test_json_feed_names_its_outlet() -> None:
    body = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Post",
        "items": [{"content_html": f"<p>{WORDS}", "date_published": "2026-03-02T10:00:00Z"}],
    }
    (found,) = lines.records(json.dumps(body).encode(), "x", "x")
    assert isinstance(found, Capture)
    assert (found.hints.outlet, found.media_type, found.hints.published) == ("Post", "text/html", "2026-03-02T10:00:00Z")


def test_a_line_separator_inside_a_string_ends_no_line(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": f"{WORDS}\u2028{WORDS}\x85"}, ensure_ascii=False) + "\n", "utf-8")
    assert len(captures(tmp_path / "a.jsonl")) == 1
    assert not refusals(tmp_path / "a.jsonl")


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    (found,) = lines.records(b'{"text": "a\\ud800b", "headline": "\\udc00"}', "x", "")
    assert isinstance(found, Capture)
    assert (found.body, found.hints.headline) == (b"a?b", "?")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_lines_in_what_windows_writes(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(
        "".join(json.dumps({"text": f"{n} {WORDS} é"}, ensure_ascii=False) + "\r\n" for n in range(3)).encode(encoding)
    )
    assert [c.body.decode()[:1] + c.body.decode()[-1] for c in captures(tmp_path / "a.jsonl")] == ["0é", "1é", "2é"]


def test_a_line_over_the_limit_is_refused_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MAX_BYTES", 2000)
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "x" * 9000}) + "\n" + json.dumps({"text": WORDS}) + "\n")
    assert "limit" in refusals(tmp_path / "a.jsonl")[0].reason
    assert len(captures(tmp_path / "a.jsonl")) == 1


def test_zipped_json_lines_are_streamed_and_a_cut_one_gives_what_is_whole(tmp_path: Path) -> None:
    body = gzip.compress("".join(json.dumps({"text": f"{n * 7919} {WORDS}"}) + "\n" for n in range(2000)).encode())
    (tmp_path / "a.jsonl.gz").write_bytes(body)
    assert len(captures(tmp_path / "a.jsonl.gz")) == 2000
    (tmp_path / "b.jsonl.gz").write_bytes(body[: len(body) // 2])
    assert 0 < len(captures(tmp_path / "b.jsonl.gz")) < 2000
    assert "cut off" in refusals(tmp_path / "b.jsonl.gz")[0].reason


# ---- feeds ---------------------------------------------------------------------------------------------------------------


def feed_of(text: str | bytes, charset: str = "") -> list[Capture | Refusal]:
    return list(feed.items(text if isinstance(text, bytes) else text.encode(), "f", "f", "", charset))


def test_an_item_keeps_its_time_outlet_author_and_address() -> None:
    when = "Thu, 11 Jun 2026 12:15:00 +0200"
    (found,) = feed_of(rss(item(extra=f"<pubDate>{when}</pubDate><author>Ena Brack</author>")))
    assert isinstance(found, Capture)
    assert found.hints.published == when
    assert (found.hints.outlet, found.hints.headline, found.hints.bylines, found.uri) == (
        "Aldton Post",
        "Mine",
        ("Ena Brack",),
        "https://aldton.example/4",
    )


def test_the_sample_feed_gives_times_to_the_minute_with_zone() -> None:
    from writethru.dates import parse_stamp

    found = captures(EXAMPLE / "quayside-courier.xml")
    stamps = [parse_stamp(c.hints.published) for c in found]
    assert [s.iso for s in stamps if s] == ["2026-06-11T12:15+02:00", "2026-06-09T12:30+02:00"]


def test_atom_with_xhtml_content() -> None:
    text = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title><entry><title type="html">A &amp;amp; B</title>
    <link rel="self" href="https://p.example/self"/><link href="https://p.example/1"/><author><name>Ena</name></author>
    <updated>2026-03-02T10:00:00Z</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{WORDS}</p></div></content></entry></feed>"""
    (found,) = feed_of(text)
    assert isinstance(found, Capture)
    assert found.body.startswith(b"<div><p>The harbour")
    assert (found.uri, found.hints.headline, found.hints.bylines, found.hints.updated) == (
        "https://p.example/1",
        "A & B",
        ("Ena",),
        "2026-03-02T10:00:00Z",
    )


def test_rdf_items_beside_their_channel() -> None:
    text = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>Post</title></channel><item><title>Mine</title><description>{WORDS}</description><dc:date>2026-03-02T10:00Z</dc:date></item></rdf:RDF>"""
    (found,) = feed_of(text)
    assert isinstance(found, Capture)
    assert (found.hints.outlet, found.hints.published) == ("Post", "2026-03-02T10:00Z")


def test_a_teaser_is_refused_with_its_title_and_address() -> None:
    (found,) = feed_of(rss(item(body="Read more")))
    assert isinstance(found, Refusal)
    assert "teaser" in found.reason
    assert (found.text, found.uri) == ("Mine", "https://aldton.example/4")


def test_a_media_description_is_not_the_text() -> None:
    extra = "<media:content xmlns:media='http://search.yahoo.com/mrss/'><media:title>A picture</media:title></media:content>"
    (found,) = feed_of(rss(item(body="Read more", extra=extra)))
    assert isinstance(found, Refusal)


def test_a_truncated_feed_gives_its_whole_items() -> None:
    found = feed_of(rss(item("One"), item("Two"))[:-150])
    assert [x.hints.headline for x in found if isinstance(x, Capture)] == ["One"]
    assert "cut off" in next(x.reason for x in found if isinstance(x, Refusal))


BOMB = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)
EVIL = {
    "billion laughs": rss(item(body="&i;" + WORDS), head=BOMB),
    "external entity": rss(item(body="&x;" + WORDS), head="<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>"),
    "parameter entity": rss(item(), head="<!DOCTYPE x [<!ENTITY % p SYSTEM 'http://127.0.0.1/'> %p;]>"),
    "behind a long comment": rss(item(), head="<!--" + " <rss> " * 30_000 + "-->" + BOMB),
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", EVIL)
def test_declared_entities_are_refused(name: str, encoding: str) -> None:
    declaration = f'<?xml version="1.0" encoding="{encoding}"?>'
    (found,) = feed_of(EVIL[name].replace('<?xml version="1.0"?>', declaration).encode(encoding))
    assert isinstance(found, Refusal)
    assert "entities" in found.reason


def test_words_about_entities_inside_an_item_are_harmless() -> None:
    (found,) = feed_of(rss(item(body=f"<![CDATA[<p>{WORDS} <!DOCTYPE x [ <!ENTITY a 'b'> ]></p>]]>")))
    assert isinstance(found, Capture)


MENDED = {
    "html entities": (rss(item(body=f"caf&eacute;&nbsp;{WORDS}")).encode(), "", "café"),
    "control characters": (rss(item(body=f"café\x0b\x00 {WORDS}")).encode(), "", "café"),
    "declared windows page": (
        rss(item(body=f"café “x” {WORDS}"), declaration='<?xml version="1.0" encoding="windows-1252"?>').encode("cp1252"),
        "",
        "café “x”",
    ),
    "declared Chinese": (
        rss(item(body=f"港口 {WORDS}"), declaration='<?xml version="1.0" encoding="gb2312"?>').encode("gb2312"),
        "",
        "港口",
    ),
    "declared by the server": (rss(item(body=f"café {WORDS}")).encode("latin-1"), "iso-8859-1", "café"),
    "declared wrongly": (rss(item(body=f"café {WORDS}"), declaration='<?xml version="1.0" encoding="us-ascii"?>').encode(), "", "café"),
    "an unknown encoding": (rss(item(body=f"cafe {WORDS}"), declaration='<?xml version="1.0" encoding="x-none"?>').encode(), "", "cafe"),
}


@pytest.mark.parametrize("name", MENDED)
def test_malformed_feeds_are_mended(name: str) -> None:
    body, charset, word = MENDED[name]
    (found,) = feed_of(body, charset)
    assert isinstance(found, Capture), found
    assert word in found.body.decode()


def test_a_deep_feed_is_no_fault() -> None:
    deep = "<div>" * 20_000 + WORDS + "</div>" * 20_000
    text = f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Mine</title><content type="xhtml">{deep}</content></entry></feed>'
    (found,) = feed_of(text)
    assert isinstance(found, Refusal)
    assert "deep" in found.reason


def test_a_list_of_feeds_gives_every_feed_and_nothing_but_addresses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    nested = b'<opml version="2.0"><body><outline xmlUrl="https://d.example/f"/></body></opml>'

    def fetch(url: str) -> web.Page:
        asked.append(url)
        return web.Page(nested if "nested" in url else rss(item(url[8:9])).encode(), "application/rss+xml", url)

    monkeypatch.setattr(web, "fetch", fetch)
    urls = (
        "https://a.example/f",
        "file:///etc/hostname",
        "/etc/hostname",
        "https://a.example/f",
        "https://nested.example/",
        "https://b.example/f",
    )
    body = "".join(f'<outline text="x" xmlUrl="{u}"/>' for u in urls)
    (tmp_path / "a.opml").write_text(f'<opml version="2.0"><body><outline text="folder">{body}</outline></body></opml>')
    assert [c.hints.headline for c in captures(tmp_path / "a.opml")] == ["a", "b"]
    assert asked == ["https://a.example/f", "https://nested.example/", "https://b.example/f"]
    assert [(x.name, x.reason) for x in refusals(tmp_path / "a.opml")] == [
        ("https://nested.example/", "is a list of feeds inside a list of feeds")
    ]


# ---- WARC ----------------------------------------------------------------------------------------------------------------


def record(uri: str, body: bytes, status: int = 200, kind: str = "text/html; charset=utf-8", encoding: str = "") -> bytes:
    head = (
        f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\n"
        + (f"Content-Encoding: {encoding}\r\n" if encoding else "")
        + f"Content-Length: {len(body)}\r\n\r\n"
    )
    whole = head.encode() + body
    return warc_record("response", "application/http; msgtype=response", uri, whole)


def warc_record(kind: str, media: str, uri: str, whole: bytes) -> bytes:
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:12345678-1234-1234-1234-{abs(hash(uri)) % 10**12:012d}>",
        "WARC-Date": "2026-03-02T10:00:00Z",
        "WARC-Target-URI": uri,
        "Content-Type": media,
        "Content-Length": str(len(whole)),
    }
    return b"WARC/1.0\r\n" + "".join(f"{k}: {v}\r\n" for k, v in fields.items()).encode() + b"\r\n" + whole + b"\r\n\r\n"


PAGES = [
    record("https://p.example/1", HTML.encode()),
    record("https://p.example/missing", b"no", 404),
    record("https://p.example/picture", b"\x89PNG", kind="image/png"),
    record("https://p.example/2", gzip.compress(HTML.encode()), encoding="gzip"),
    warc_record("conversion", "text/plain", "https://p.example/3", WORDS.encode()),
]


@pytest.mark.parametrize("zipped", [False, True])
def test_an_archive_gives_its_pages_with_address_and_time(zipped: bool, tmp_path: Path) -> None:
    path = tmp_path / ("a.warc.gz" if zipped else "a.warc")
    path.write_bytes(b"".join(gzip.compress(r) if zipped else r for r in PAGES))
    found = captures(path)
    assert [c.uri[-1] for c in found] == ["1", "2", "3"]
    assert all(c.captured == "2026-03-02T10:00:00Z" and c.path == str(path) for c in found)
    assert [c.body.decode() for c in found] == [HTML, HTML, WORDS]
    assert not refusals(path)


def test_a_cut_archive_gives_what_is_whole_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(PAGES[0]) + gzip.compress(PAGES[3])[:-100])
    assert [c.body.decode() for c in captures(path)] == [HTML]
    assert [(x.reason, x.uri) for x in refusals(path)] == [("holds a record that is cut off", "https://p.example/2")]


def test_a_bomb_in_an_archive_costs_no_more_than_a_document(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    bomb = record("https://p.example/bomb", gzip.compress(bytes(200_000_000), 1), encoding="gzip")
    path.write_bytes(gzip.compress(bomb) + gzip.compress(PAGES[0]))
    found = list(read(str(path)))
    assert isinstance(found[0], Refusal)
    assert "limit" in found[0].reason
    assert isinstance(found[1], Capture)


def test_an_archive_comes_through_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BufferedReader(io.BytesIO(b"".join(PAGES)))))
    assert len(captures("-")) == 3
