"""WARC and WARC.gz (ISO 28500), CC-NEWS and WET files too: streamed, one record in memory at a time."""

from collections.abc import Iterator
from typing import IO, Any

from writethru.model import Capture, Refusal

MAX_BYTES = 20_000_000  # of one record, decompressed
_KINDS = {"text/html": "text/html", "application/xhtml+xml": "text/html", "text/plain": "text/plain"}


def warc(stream: IO[bytes], name: str) -> Iterator[Capture | Refusal]:
    """Captures of the HTML and text documents; other records are passed over in silence, broken ones are refused."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    wanted = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
    found = 0
    try:
        for record in ArchiveIterator(stream, record_types=wanted, parse_http=True, auto_decode="all"):
            media = _media(record)
            if not media:
                continue
            uri = (record.headers.get("WARC-Target-URI") or "").strip("<>")
            try:
                body = record.reader.read(MAX_BYTES + 1)
            except (OSError, ValueError) as e:
                yield Refusal(name, f"holds a damaged record ({e})", uri)
                continue
            found += 1
            if len(body) > MAX_BYTES:
                yield Refusal(name, f"holds a record larger than the limit of {MAX_BYTES // 1_000_000} MB", uri)
                continue
            captured = record.headers.get("WARC-Date") or ""
            yield Capture(body, media, name, uri, captured, record.http_charset or "" if record.is_http else "utf-8")
    except (RuntimeError, OSError, EOFError, ValueError) as e:
        yield Refusal(name, f"is cut off or damaged after {found} pages ({e})")
        return
    if not found:
        yield Refusal(name, "holds no page")


def _media(record: Any) -> str:
    """The media type of a document worth reading; "" for the rest."""
    if record.is_http:
        http = record.http_headers
        return _KINDS.get((record.http_content_type or "").lower(), "") if http is not None and http.status_code == 200 else ""
    return _KINDS.get((record.headers.get("Content-Type") or "").partition(";")[0].strip().lower(), "")
