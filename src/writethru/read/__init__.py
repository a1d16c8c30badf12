"""Source -> Captures: a file, a folder, a URL or "-" (standard input), each document as raw bytes with its media type.

What cannot be read comes as a Refusal with the reason, in its place; the rest goes on. Memory stays that of one document:
archives (WARC, JSONL) are streamed.
"""

import codecs
import io
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from writethru.errors import InputError
from writethru.model import Capture, Refusal
from writethru.read.inflate import MAX_BYTES, inflate

SKIP = {"readme.md", "license", "license.txt"}  # what lies beside reports in a folder and is none
SUFFIXES = {
    ".html",
    ".htm",
    ".xhtml",
    ".txt",
    ".text",
    ".md",
    ".xml",
    ".rss",
    ".atom",
    ".json",
    ".jsonl",
    ".ndjson",
    ".warc",
    ".gz",
    ".opml",
}
_URL = re.compile(r"https?://", re.I)
_JSON = re.compile(rb'\[?\s*\{\s*["}]')
_TAG = (b"<html", b"<body", b"<div", b"<p>", b"<article", b"<head")


def read(source: str, listed: bool = False) -> Iterator[Capture | Refusal]:
    """Captures of one source, in a stable order; of a list of feeds (OPML) those of every feed. `listed`: named by such a list."""
    try:
        if source == "-":
            yield from _stream(cast(io.BufferedReader, sys.stdin.buffer), "standard input")
        elif _URL.match(source):
            from writethru.read.web import fetch

            page = fetch(source)
            now = datetime.now(UTC).isoformat(timespec="seconds")
            for found in _document(page.body, page.media_type, page.uri, page.uri, page.charset, listed):
                yield replace(found, captured=found.captured or now) if isinstance(found, Capture) else found
        elif os.path.isdir(source):
            yield from _folder(source)
        else:
            with open(source, "rb") as stream:
                yield from _stream(stream, source)
    except InputError as e:
        yield Refusal(source, e.reason, source if _URL.match(source) else "")
    except OSError as e:
        yield Refusal(source, _os_reason(e))


def _os_reason(e: OSError) -> str:
    known = {FileNotFoundError: "no such file", PermissionError: "no permission to read it", IsADirectoryError: "is a folder"}
    return known.get(type(e), f"cannot be read: {e.strerror or e}")


def _folder(top: str) -> Iterator[Capture | Refusal]:
    """All files below that look like reports or archives; hidden ones are passed over."""
    shut: list[OSError] = []
    files = []
    for folder, inner, names in os.walk(top, onerror=shut.append):
        inner[:] = [d for d in inner if not d.startswith(".")]
        files += [Path(folder, n) for n in names if not n.startswith(".") and n.lower() not in SKIP]
    yield from (Refusal(str(e.filename), _os_reason(e)) for e in shut)
    wanted = sorted(p for p in files if p.suffix.lower() in SUFFIXES and p.is_file())
    if not wanted and not shut:
        yield Refusal(top, "holds no report (no HTML, text, feed, JSONL or WARC file)")
    for p in wanted:
        yield from read(str(p))


def _stream(stream: io.BufferedReader, name: str) -> Iterator[Capture | Refusal]:
    """A file or pipe: what it is shows in its first bytes."""
    head = stream.peek(3000)[:3000]
    zipped = head.startswith(b"\x1f\x8b")
    lower = name.lower()
    if head.startswith(b"WARC/") or lower.endswith((".warc", ".warc.gz")):
        from writethru.read.archive import warc

        yield from warc(stream, name)
    elif _JSON.match(head.lstrip()) and lower.endswith((".jsonl", ".ndjson", "standard input")):
        from writethru.read.lines import lines

        yield from lines(stream, name, _path(name))
    elif zipped and lower.endswith((".jsonl.gz", ".ndjson.gz")):
        import gzip

        from writethru.read.lines import lines

        yield from lines(gzip.GzipFile(fileobj=stream), name, name)
    else:
        body = stream.read(MAX_BYTES + 1)
        yield from _document(inflate([body], "gzip", name) if zipped and len(body) <= MAX_BYTES else body, "", name)


def _path(name: str) -> str:
    return "" if name == "standard input" else name


def _document(
    body: bytes, media_type: str, name: str, uri: str = "", charset: str = "", listed: bool = False
) -> Iterator[Capture | Refusal]:
    """One document of unknown kind: a feed and a JSON file hold several captures."""
    if len(body) > MAX_BYTES:
        yield Refusal(name, f"larger than the limit of {MAX_BYTES // 1_000_000} MB", uri)
        return
    if not body.strip():
        yield Refusal(name, "is empty", uri)
        return
    kind = sniff(body[:3000], media_type, name)
    path = "" if uri else _path(name)
    if kind == "feed":
        from writethru.read.feed import items

        yield from items(body, name, path, uri, charset)
    elif kind == "opml":
        if listed:
            raise InputError(name, "is a list of feeds inside a list of feeds")
        from writethru.read.feed import subscriptions

        for url in subscriptions(body, name):
            yield from read(url, listed=True)
    elif kind == "json":
        from writethru.read.lines import records

        yield from records(body, name, path)
    else:
        yield Capture(body, "text/html" if kind == "html" else "text/plain", path, uri, charset=charset)


def sniff(head: bytes, media_type: str, name: str) -> str:
    """ "html", "feed", "opml", "json" or "text": what the first bytes say, then the media type, then the name."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head[: len(head) // 2 * 2].decode("utf-16", "replace").encode("utf-8", "replace")
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"<opml", b"<!--", b"<!doctype rss")):
        if any(t in head for t in (b"<rss", b"<feed", b"<rdf:rdf")):
            return "feed"
        if b"<opml" in head:
            return "opml"
    if _JSON.match(head):
        return "json"
    if head.startswith((b"<!doctype html", b"<?xml")) or any(t in head for t in _TAG):
        return "html"
    if "html" in media_type or (head.startswith(b"<") and name.lower().endswith((".html", ".htm", ".xhtml"))):
        return "html"
    return "text"
