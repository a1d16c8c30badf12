"""Bytes -> text: the encoding from byte order mark, declaration or likeness; never an exception."""

import codecs
import re

from writethru.errors import InputError
from writethru.model import Capture

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"Rar!", b"\xd0\xcf\x11\xe0", b"SQLite format")
# The web's own reading of labels (WHATWG Encoding): these names mean the Windows page.
_WHATWG = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254"}
_JUNK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def decode(capture: Capture) -> tuple[str, str]:
    """Text of a capture without control characters and lone surrogates, and a note when bytes were lost ("" if not).

    Raises InputError when the bytes are no text."""
    body = capture.body
    if body.startswith(_BINARY):
        raise InputError(capture.name, "is not text (binary data)")
    text, lost = _decode(body, capture.charset)
    sample = text[:20_000]
    if sample and (len(_JUNK.findall(sample)) + sample.count("\ufffd")) / len(sample) > 0.1:
        raise InputError(capture.name, "is not text (binary data)")
    note = f"{lost} characters could not be decoded" if lost else ""
    return _JUNK.sub("", text).replace("\r\n", "\n").replace("\r", "\n"), note


def _decode(body: bytes, declared: str) -> tuple[str, int]:
    for bom, name in _BOMS:
        if body.startswith(bom):
            text = body.decode(name, "replace")
            return text, text.count("\ufffd")
    try:
        return body.decode("utf-8"), 0  # valid UTF-8 is UTF-8 whatever the page declares
    except UnicodeDecodeError:
        pass
    meta = _META.search(body[:4096])
    for name in (declared, meta.group(1).decode("ascii") if meta else "", _likely(body)):
        name = _WHATWG.get(name.lower(), name)
        try:
            if name and name.lower().replace("-", "") != "utf8":
                return body.decode(name), 0
        except (UnicodeDecodeError, LookupError):
            continue
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if bad > len(text) // 200:
        return body.decode("cp1252", "replace"), 0
    return text, bad


def _likely(body: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(body[:50_000]).best()
    return best.encoding if best else ""
