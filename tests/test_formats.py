"""Each format of exchange against its standard: by a reader that is not ours where one is installed, else by the standard's own rules."""

import csv
import io
import json
import re
import struct
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from build import EXAMPLE, report, sample
from writethru.cli import main
from writethru.desk import Desk
from writethru.model import Telling
from writethru.render import renderer
from writethru.render.parquet import table, to_parquet

ATOM = "{http://www.w3.org/2005/Atom}"


@cache
def undated() -> Telling:
    """One report of which nothing but the text is known."""
    desk = Desk()
    desk.keep(report("The mayor of Aldham, Jana Petrik, said on Monday that 12 people were hurt when the old bridge fell."))
    return desk.tellings()[0]


BOTH = pytest.mark.parametrize("told", [sample, undated], ids=["sample", "undated"])


def values(x: object) -> Iterator[object]:
    """Every value of a JSON text, however deep."""
    yield x
    for v in x.values() if isinstance(x, dict) else x if isinstance(x, list) else ():
        yield from values(v)


def is_time(text: object) -> bool:
    """RFC 3339 date-time: with seconds and a zone."""
    return isinstance(text, str) and bool(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)", text))


@BOTH
def test_atom_meets_rfc_4287(told: Any) -> None:
    feed = ET.fromstring(renderer("atom")([told()], []))
    for name in ("id", "title", "updated"):
        assert len(feed.findall(ATOM + name)) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    for e in feed.findall(ATOM + "entry"):
        assert [len(e.findall(ATOM + n)) for n in ("id", "title", "updated", "content")] == [1, 1, 1, 1]
        assert re.match(r"tag:|https?:", e.findtext(ATOM + "id") or "")
        assert is_time(e.findtext(ATOM + "updated"))
        content = e.find(ATOM + "content")
        assert content is not None
        assert content.get("type") == "text"
    assert is_time(feed.findtext(ATOM + "updated"))


def test_a_feed_reader_reads_the_atom_feed() -> None:
    feedparser = pytest.importorskip("feedparser", reason="feedparser is not installed: only the rules of RFC 4287 are tested")
    feed = feedparser.parse(renderer("atom")([sample()], []))
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) == len(sample().roundup.changes)


@pytest.mark.parametrize("form", ["atom", "jsonfeed"])
def test_our_own_reader_finds_every_entry(form: str, tmp_path: Path) -> None:
    path = tmp_path / {"atom": "feed.xml", "jsonfeed": "feed.json"}[form]
    path.write_text(renderer(form)([sample()], []), "utf-8")
    assert len(list(Desk().add(str(path)))) == len(sample().roundup.changes)


JSON_FEED = {"version", "title", "home_page_url", "feed_url", "description", "language", "items", "authors", "next_url", "icon"}
JSON_FEED_ITEM = {
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "date_published",
    "date_modified",
    "tags",
}


@BOTH
def test_json_feed_meets_version_1_1(told: Any) -> None:
    feed = json.loads(renderer("jsonfeed")([told()], []))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"]
    assert set(feed) <= JSON_FEED
    for item in feed["items"]:
        assert set(item) <= JSON_FEED_ITEM
        assert isinstance(item["id"], str)
        assert item["content_text"]
        assert is_time(item.get("date_modified")) or (told is undated and "date_modified" not in item)
        assert all(isinstance(t, str) for t in item["tags"])
    assert len({i["id"] for i in feed["items"]}) == len(feed["items"])


# Types that the pages of schema.org give, and properties each may have (LiveBlogPosting inherits those of Article and CreativeWork).
SCHEMA_ORG = {
    "LiveBlogPosting": {"headline", "coverageStartTime", "coverageEndTime", "dateModified", "liveBlogUpdate", "about"},
    "BlogPosting": {"headline", "datePublished", "articleBody", "citation"},
    "NewsArticle": {"headline", "publisher", "datePublished", "url"},
    "Claim": {"text", "firstAppearance", "appearance"},
    "Organization": {"name"},
}


@BOTH
def test_linked_data_uses_schema_org_words_and_dates(told: Any) -> None:
    found = json.loads(renderer("jsonld")([told()], []))
    assert found[0]["@context"] == "https://schema.org"
    for x in values(found):
        assert x is not None
        assert x != ""
        if isinstance(x, dict):
            assert {k for k in x if not k.startswith("@")} <= SCHEMA_ORG[x["@type"]]
            for key in ("datePublished", "dateModified", "coverageStartTime"):
                assert key not in x or datetime.fromisoformat(x[key])
            assert len(x.get("headline", "")) <= 200
    assert all(len(p["headline"]) <= 110 and p["citation"] for p in found[0]["liveBlogUpdate"])


# Property names of ninjs 3.1 (IPTC, schema of 2025) at the level of an item, and of the objects used here.
NINJS = {"uri", "type", "version", "versionCreated", "firstCreated", "contentCreated", "pubStatus", "language", "headlines", "descriptions"}
NINJS |= {"bodies", "slugline", "associations", "standard", "by", "located", "subjects", "edNote", "digitalSourceType", "infoSources"}
NINJS_OBJECTS = {"headlines": {"role", "value", "contentType"}, "bodies": {"role", "value", "contentType", "charCount", "wordCount"}}


@BOTH
def test_ninjs_has_the_names_and_types_of_version_3_1(told: Any) -> None:
    item = json.loads(renderer("ninjs")([told()], []))
    assert set(item) <= NINJS
    assert item["standard"] == {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"}
    assert item["type"] == "text"
    assert item["pubStatus"] in ("usable", "withheld", "canceled")
    assert "versionCreated" not in item or is_time(item["versionCreated"])
    for key, names in NINJS_OBJECTS.items():
        assert all(set(x) <= names and isinstance(x["value"], str) for x in item[key])
    for x in item["associations"]:
        assert set(x) <= NINJS | {"name", "rel"}
        assert x["name"]
        assert x["uri"]
    assert None not in list(values(item))


@BOTH
def test_annotations_meet_the_web_annotation_model(told: Any) -> None:
    found = json.loads(renderer("annotations")([told()], []))
    assert found
    for a in found:
        assert a["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert a["type"] == "Annotation"
        assert re.match(r"tag:|https?:", a["id"])
        assert a["motivation"] in ("describing", "commenting", "identifying", "linking")
        assert a["body"]["type"] == "TextualBody"
        assert isinstance(a["target"]["source"], str)
        position, quote = a["target"]["selector"]
        assert position["type"] == "TextPositionSelector"
        assert 0 <= position["start"] < position["end"]
        assert quote["type"] == "TextQuoteSelector"
        assert set(quote) == {"type", "exact", "prefix", "suffix"}
        assert len(quote["exact"]) == position["end"] - position["start"]
    assert len({a["id"] for a in found}) == len(found)


def test_csv_meets_rfc_4180_and_gives_the_ledger_back() -> None:
    text = renderer("csv")([sample()], [])
    assert text.endswith("\r\n")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert {len(r) for r in rows} == {len(rows[0])}
    first, claim = dict(zip(rows[0], rows[1], strict=True)), sample().ledger.claims[0]
    assert first["claim"] == claim.id
    assert first["text"].lstrip("'") == claim.text
    assert first["outlets"].split("; ") == list(claim.outlets)


# ---- Parquet ---------------------------------------------------------------------------------------------------------


class Thrift:
    """A reader of the thrift compact protocol, written from its specification and apart from the writer."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1]

    def varint(self) -> int:
        n = shift = 0
        while True:
            b = self.byte()
            n |= (b & 0x7F) << shift
            shift += 7
            if b < 0x80:
                return n

    def value(self, kind: int) -> Any:
        if kind in (1, 2):
            return kind == 1
        if kind in (4, 5, 6):
            n = self.varint()
            return n >> 1 ^ -(n & 1)
        if kind == 8:
            size = self.varint()
            self.at += size
            return self.data[self.at - size : self.at]
        if kind == 9:
            head = self.byte()
            size = head >> 4 if head >> 4 < 15 else self.varint()
            return [self.value(head & 15) for _ in range(size)]
        assert kind == 12
        out, last = {}, 0
        while head := self.byte():
            last += head >> 4
            out[last] = self.value(head & 15)
        return out


def read(data: bytes) -> dict[str, list[Any]]:
    """The columns of a flat Parquet file of optional, plain, uncompressed values."""
    assert data[:4] == data[-4:] == b"PAR1"
    size = struct.unpack("<I", data[-8:-4])[0]
    footer = Thrift(data[-8 - size : -8]).value(12)
    assert footer[2][0][5] == len(footer[2]) - 1
    out = {}
    for element, chunk in zip(footer[2][1:], footer[4][0][1], strict=True):
        meta = chunk[3]
        assert (element[4], element[1]) == (meta[3][0], meta[1])
        page = Thrift(data[meta[9] :])
        header = page.value(12)
        assert page.at + header[3] == meta[7]
        body = page.data[page.at : page.at + header[3]]
        levels = Thrift(body[4 : 4 + struct.unpack("<I", body[:4])[0]])
        there: list[bool] = []
        while len(there) < header[5][1]:
            run = levels.varint()
            assert run & 1 == 0
            there += [bool(levels.byte())] * (run >> 1)
        rest = iter(_plain(body[4 + len(levels.data) :], element[1], sum(there)))
        out[element[4].decode()] = [next(rest) if t else None for t in there]
    assert all(len(v) == footer[3] for v in out.values())
    return out


def _plain(data: bytes, kind: int, count: int) -> list[Any]:
    if kind == 0:
        return [bool(data[n // 8] >> n % 8 & 1) for n in range(count)]
    if kind in (2, 5):
        return list(struct.unpack(f"<{count}{'q' if kind == 2 else 'd'}", data))
    out, at = [], 0
    for _ in range(count):
        size = struct.unpack_from("<I", data, at)[0]
        out.append(data[at + 4 : at + 4 + size].decode())
        at += 4 + size
    assert at == len(data)
    return out


ROWS: list[dict[str, Any]] = [
    {"n": 1, "b": True, "x": 1.5, "t": "ü", "l": ("a", "b"), "none": None},
    {"n": -5, "b": None, "x": 2, "t": None, "l": (), "none": None},
    {"n": 2**40, "b": False, "x": None, "t": "", "l": ("c",), "none": None},
] * 30
WANTED = {
    "n": [1, -5, 2**40] * 30,
    "b": [True, None, False] * 30,
    "x": [1.5, 2.0, None] * 30,
    "t": ["ü", None, ""] * 30,
    "l": ["a; b", "", "c"] * 30,
    "none": [None] * 90,
}


def test_parquet_gives_its_rows_back_with_their_types() -> None:
    assert read(table(list(WANTED), ROWS)) == WANTED
    assert read(table(["a"], [])) == {"a": []}


def test_the_ledger_as_parquet_has_the_rows_of_the_csv() -> None:
    columns = read(to_parquet([sample()], []))
    claims = sample().ledger.claims
    assert columns["claim"] == [c.id for c in claims]
    assert columns["speaker"] == [c.speaker for c in claims]
    assert columns["negated"] == [c.negated for c in claims]
    header = next(csv.reader(io.StringIO(renderer("csv")([sample()], []))))
    assert list(columns) == header


def test_pyarrow_reads_the_parquet_file(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: the file is read back by the test's own reader only")
    (tmp_path / "x.parquet").write_bytes(table(list(WANTED), ROWS))
    assert pq.read_table(tmp_path / "x.parquet").to_pydict() == WANTED


def test_the_commands_write_parquet(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    desk = str(tmp_path / "desk.db")
    assert main(["add", str(EXAMPLE), "--desk", desk]) == 0
    story = sample().roundup.story.slug
    capsysbinary.readouterr()
    assert main(["export", story, "--desk", desk, "--format", "parquet", "--out", str(tmp_path / "l.parquet")]) == 0
    assert capsysbinary.readouterr().out.decode().strip() == str(tmp_path / "l.parquet")
    assert len(read((tmp_path / "l.parquet").read_bytes())["claim"]) == len(sample().ledger.claims)
    assert main(["export", story, "--desk", desk, "--format", "parquet"]) == 0
    assert capsysbinary.readouterr().out == (tmp_path / "l.parquet").read_bytes()
    assert main(["figures", story, "--desk", desk, "--parquet", str(tmp_path / "f.parquet"), "--speaker", "Castell"]) == 0
    found = read((tmp_path / "f.parquet").read_bytes())
    assert set(found["speaker"]) == {"Mira Castell", "Mira Castell's hospital"} & set(found["speaker"])
    assert all(isinstance(x, float | None) for x in found["low"])
