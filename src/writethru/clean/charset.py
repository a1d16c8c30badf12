"""Bytes -> text: the encoding from byte order mark, declaration or likeness; never an exception but for what is no text."""

import codecs
import re
from unicodedata import category

from writethru.errors import InputError
from writethru.model import Capture

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF", b"Rar!", b"\xd0\xcf\x11\xe0", b"SQLite format")
# What the web takes a label to mean (WHATWG Encoding Standard), by Python's names. What is not listed is not believed: Python
# also knows codecs such as utf-7 and unicode_escape, which no page may choose.
_WHATWG = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "shift_jis": "cp932",
    "cp932": "cp932",
    "euc_jp": "euc_jp",
    "iso2022_jp": "iso2022_jp",
    "euc_kr": "cp949",
    "cp949": "cp949",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "mac-roman": "mac-roman",
    "mac-cyrillic": "mac-cyrillic",
    **{f"cp{n}": f"cp{n}" for n in (866, 874, *range(1250, 1259))},
    **{f"iso8859-{n}": f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
}
_JUNK = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_CONTROLS = bytes((*range(9), 11, 12, *range(14, 32), 127))
_INSIDE = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f]|[^\x00-\x7f](?=[^\W\d_])")
_COMMON = [f"cp{n}" for n in range(1250, 1259)] + ["iso8859_2", "koi8_r", "cp866", "gb18030", "big5", "cp932", "euc_jp", "cp949", "cp874"]
_SAMPLE = 20_000  # characters that tell text from binary data
FEW = 200  # one bad character in so many is damage, more is the wrong encoding


def decode(capture: Capture) -> tuple[str, str]:
    """Text of a capture, and a note when bytes were lost ("" if not); a page as it is, other text `tidy`.

    Raises InputError when the bytes are no text."""
    body = capture.body
    if body.startswith(_BINARY):
        raise InputError(capture.name, "is not text (binary data)")
    text, whole = _decode(body, capture.charset)
    head = body[:_SAMPLE]
    odd = len(head) != len(head.translate(None, _CONTROLS))  # what a text in UTF-8 lacks
    sample = text[:_SAMPLE] if odd or not whole else ""
    if sample and (len(_JUNK.findall(sample)) + sample.count("\ufffd")) / len(sample) > 0.1:
        raise InputError(capture.name, "is not text (binary data)")
    lost = 0 if whole else text.count("\ufffd") - body.count("\ufffd".encode())
    note = f"{lost} characters could not be decoded" if lost > 0 else ""
    return text if capture.media_type == "text/html" else tidy(text), note


def tidy(text: str) -> str:
    """Text without control characters, noncharacters and lone surrogates, its lines parted by line feeds."""
    text = _JUNK.sub("", text)
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def has_junk(text: str) -> bool:
    """Whether `tidy` would take characters out."""
    return _JUNK.search(text) is not None


def _decode(body: bytes, declared: str) -> tuple[str, bool]:
    """The text, and whether it surely lost nothing."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace"), False
    wide = _wide(body[:2000])
    if wide:
        return body.decode(wide, "replace"), False
    try:
        return body.decode("utf-8"), True  # valid UTF-8 is UTF-8 whatever the page declares
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    # A damaged or cut UTF-8 text still holds far more whole characters than broken ones.
    if text.count("\ufffd") * 10 < sum(c > "\x7f" for c in text[:200_000]):
        return text, False
    meta = _META.search(body[:4096])
    for label in (declared, meta.group(1).decode("ascii") if meta else ""):
        found = _try(body, _name(label))
        if found:
            return found, False
    return _try(body, _likely(body)) or body.decode("cp1252", "replace"), False


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of a Western text is zero."""
    half = len(head) // 2
    if half >= 8:
        if head[1::2].count(0) > 0.7 * half and head[::2].count(0) < 0.1 * half:
            return "utf-16-le"
        if head[::2].count(0) > 0.7 * half and head[1::2].count(0) < 0.1 * half:
            return "utf-16-be"
    return ""


def _name(label: str) -> str:
    try:
        return _WHATWG.get(codecs.lookup(label).name, "") if label else ""
    except (LookupError, ValueError):
        return ""


def _try(body: bytes, name: str) -> str:
    """The text, or "" when the encoding does not fit."""
    if not name:
        return ""
    text = body.decode(name, "replace")
    return text if text.count("\ufffd") * FEW <= len(text) else ""


def _likely(body: bytes) -> str:
    """The encoding by its look: of those that fit alike, the one whose characters inside words are letters."""
    from charset_normalizer import from_bytes

    found = list(from_bytes(body[:50_000], cp_isolation=_COMMON))
    least = min((m.chaos for m in found), default=0.0)
    fits = [m for m in found if m.chaos <= least + 0.02]
    best = min(fits, key=lambda m: (_odd(str(m)), m.encoding != "cp1252"), default=None)
    return _name(best.encoding) if best else ""


def _odd(text: str) -> int:
    """Characters that touch a letter and are neither ASCII nor letters nor punctuation: the wrong page's letters."""
    return sum(category(c)[0] in "NSC" for c in _INSIDE.findall(text[:20_000]))
