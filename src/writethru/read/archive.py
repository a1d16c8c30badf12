"""WARC and WARC.gz (ISO 28500), CC-NEWS files too: streamed, one record in memory at a time."""

from collections.abc import Iterator
from pathlib import Path

from writethru.model import Capture, Refusal

MAX_BYTES = 20_000_000


def warc(path: Path) -> Iterator[Capture | Refusal]:
    """Captures of the HTML and text responses; other records are passed over in silence, broken ones are refused."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    found = 0
    with path.open("rb") as stream:
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
                http = record.http_headers
                kind = (record.http_content_type or "").lower()
                if (
                    http is None
                    or (record.http_headers.status_code or 0) != 200
                    or kind not in ("text/html", "text/plain", "application/xhtml+xml")
                ):
                    continue
                uri = (record.headers.get("WARC-Target-URI") or "").strip("<>")
                body = record.reader.read(MAX_BYTES + 1)
                if len(body) > MAX_BYTES:
                    yield Refusal(str(path), f"record larger than {MAX_BYTES // 1_000_000} MB", uri)
                    continue
                found += 1
                captured = record.headers.get("WARC-Date") or ""
                media = "text/plain" if kind == "text/plain" else "text/html"
                yield Capture(body, media, str(path), uri, captured, record.http_charset or "")
        except (RuntimeError, OSError, EOFError, ValueError) as e:
            yield Refusal(str(path), f"is cut off or damaged after {found} pages ({e})")
            return
    if not found:
        yield Refusal(str(path), "holds no page")
