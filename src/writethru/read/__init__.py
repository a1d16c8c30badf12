"""Source -> Captures: a file, a folder, a URL or "-" (standard input), each document as raw bytes with its media type.

What cannot be read comes as a Refusal with the reason, in its place; the rest goes on. Memory stays that of one document.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from writethru.errors import InputError
from writethru.model import Capture, Refusal

MAX_BYTES = 20_000_000  # one document; archives are streamed and have no limit of their own
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


def read(source: str) -> Iterator[Capture | Refusal]:
    """Captures of one source, in a stable order."""
    try:
        if source == "-":
            yield from _document(sys.stdin.buffer.read(MAX_BYTES + 1), "", "standard input")
        elif source.startswith(("http://", "https://")):
            from writethru.read.web import fetch

            for body, media_type, uri, charset in fetch(source):
                yield from _document(body, media_type, uri, uri, charset)
        else:
            yield from _path(Path(source))
    except InputError as e:
        yield Refusal(source, e.reason)
    except OSError as e:
        yield Refusal(source, _os_reason(e))


def _os_reason(e: OSError) -> str:
    known = {FileNotFoundError: "no such file", PermissionError: "no permission to read it", IsADirectoryError: "is a folder"}
    return known.get(type(e), f"cannot be read: {e.strerror or e}")


def _path(path: Path) -> Iterator[Capture | Refusal]:
    if path.is_dir():
        inner = [p for p in sorted(path.rglob("*")) if p.is_file() and not p.name.startswith(".")]
        wanted = [p for p in inner if p.suffix.lower() in SUFFIXES and p.name.lower() not in SKIP]
        if not wanted:
            yield Refusal(str(path), "holds no report (no HTML, text, feed, JSONL or WARC file)")
        for p in wanted:
            yield from read(str(p))
        return
    if path.name.lower().endswith((".warc", ".warc.gz")):
        from writethru.read.archive import warc

        yield from warc(path)
        return
    size = path.stat().st_size
    if size > MAX_BYTES:
        yield Refusal(str(path), f"larger than the limit of {MAX_BYTES // 1_000_000} MB ({size / 1e6:.0f} MB)")
        return
    body = path.read_bytes()
    if path.suffix.lower() == ".gz":
        body = _gunzip(body, str(path))
    yield from _document(body, "", str(path))


def _gunzip(body: bytes, name: str) -> bytes:
    """Decompresses to at most the limit: a bomb costs no more than a document."""
    import zlib

    engine = zlib.decompressobj(wbits=31)
    try:
        out = engine.decompress(body, MAX_BYTES + 1)
    except zlib.error as e:
        raise InputError(name, "is not valid gzip") from e
    if len(out) > MAX_BYTES:
        raise InputError(name, f"unpacks to more than {MAX_BYTES // 1_000_000} MB")
    return out


def _document(body: bytes, media_type: str, name: str, uri: str = "", charset: str = "") -> Iterator[Capture | Refusal]:
    """One document of unknown kind: a feed and a JSONL file hold several captures."""
    if len(body) > MAX_BYTES:
        yield Refusal(name, f"larger than the limit of {MAX_BYTES // 1_000_000} MB")
        return
    if not body.strip():
        yield Refusal(name, "is empty", uri)
        return
    kind = sniff(body, media_type, name)
    path = "" if uri else name
    if kind == "feed":
        from writethru.read.feed import items

        yield from items(body, name, path, uri)
    elif kind == "jsonl":
        from writethru.read.lines import records

        yield from records(body, name, path)
    else:
        yield Capture(body, "text/html" if kind == "html" else "text/plain", path, uri, charset=charset)


def sniff(body: bytes, media_type: str, name: str) -> str:
    """ "html", "feed", "jsonl" or "text": what the first bytes say, then the media type, then the name."""
    head = body[:3000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and any(t in head for t in (b"<rss", b"<feed", b"<rdf:rdf")):
        return "feed"
    if head.startswith(b"{"):
        return "jsonl"
    if (
        head.startswith((b"<!doctype html", b"<html", b"<?xml"))
        or b"<html" in head
        or b"<body" in head
        or b"<div" in head
        or b"<p>" in head
    ):
        return "html"
    if "html" in media_type or (head.startswith(b"<") and name.lower().endswith((".html", ".htm", ".xhtml"))):
        return "html"
    return "text"
