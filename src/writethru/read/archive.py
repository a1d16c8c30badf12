"""WARC and WARC.gz (ISO 28500), CC-NEWS and WET files too: streamed, one record in memory at a time."""

from collections.abc import Iterator
from typing import IO, Any

from writethru.errors import InputError
from writethru.model import Capture, Refusal
from writethru.read.inflate import MAX_BYTES, inflate

_KINDS = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}


def warc(stream: IO[bytes], name: str) -> Iterator[Capture | Refusal]:
    """Captures of the HTML and text documents; other records are passed over in silence, broken ones are refused."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    found = 0
    try:
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=False):
            uri = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            try:
                capture = _capture(record, name, uri)
            except InputError as e:
                yield Refusal(name, f"holds a record that {e.reason}", uri)
                continue
            if capture:
                found += 1
                yield capture
    except (RuntimeError, OSError, EOFError, ValueError) as e:
        yield Refusal(name, f"is cut off or damaged after {found} pages ({e})")
        return
    if not found:
        yield Refusal(name, "holds no page")


def _capture(record: Any, name: str, uri: str) -> Capture | None:
    """The document a record holds; None when it holds none worth reading. Raises InputError when it is damaged or too large."""
    said = record.content_length
    if said > MAX_BYTES:
        raise InputError(name, f"is larger than the limit of {MAX_BYTES // 1_000_000} MB")
    record.freeze()  # into memory: only so can a short record be told from a whole one
    if record.content_length < said:
        raise InputError(name, "is cut off")
    encoding, charset = "", "utf-8"
    if record.is_http:
        record.parse_http(auto_decode="transfer")
        if record.http_headers is None or record.http_headers.status_code != 200:
            return None
        encoding, charset = (record.http_headers.get("Content-Encoding") or "").strip().lower(), record.http_charset or ""
    kind = record.http_content_type if record.is_http else (record.headers.get("Content-Type") or "").partition(";")[0]
    media = _KINDS.get((kind or "").strip().lower())
    if not media:
        return None
    body = inflate([record.reader.read()], encoding, name)
    return Capture(body, media, name, uri, record.headers.get("WARC-Date") or "", charset)
