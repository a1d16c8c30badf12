"""Forms as browsers send them (application/x-www-form-urlencoded, multipart/form-data of RFC 7578), read within a limit."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

MAX_BODY = 20_000_000  # bytes of a whole form, files included
MAX_PARTS = 200
_BOUNDARY = re.compile(r'boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))', re.I)
_PARAM = re.compile(r';\s*(name|filename)="([^"]*)"', re.I)


class TooLargeError(ValueError):
    """The body is over the limit."""


@dataclass(frozen=True, slots=True)
class Form:
    """Text fields by name (the last of each counts, `all` has every one), and files as (name, bytes)."""

    all: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, bytes], ...] = ()
    fields: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fields.update(self.all)

    def get(self, name: str) -> str:
        return self.fields.get(name, "")


async def body(stream: AsyncIterator[bytes], declared: str, limit: int = MAX_BODY) -> bytes:
    """The whole body; TooLargeError as soon as it is clear that it is over the limit."""
    if declared.isdecimal() and int(declared[:20]) > limit:
        raise TooLargeError
    out = bytearray()
    async for chunk in stream:
        out += chunk
        if len(out) > limit:
            raise TooLargeError
    return bytes(out)


def parse(content: bytes, media_type: str) -> Form:
    """A form of either kind. Raises ValueError when it is neither, or damaged."""
    kind = media_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        pairs = parse_qsl(content.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MAX_PARTS, errors="replace")
        return Form(tuple(pairs))
    mark = _BOUNDARY.search(media_type)
    if kind != "multipart/form-data" or not mark:
        raise ValueError("is no form")
    return _multipart(content, (mark[1] or mark[2]).encode())


def _multipart(content: bytes, boundary: bytes) -> Form:
    parts = (b"\r\n" + content).split(b"\r\n--" + boundary)
    if len(parts) < 2 or not parts[-1].startswith(b"--") or len(parts) > MAX_PARTS:
        raise ValueError("is a damaged form")
    texts, files = [], []
    for part in parts[1:-1]:
        head, blank, value = part.partition(b"\r\n\r\n")
        if not blank:
            raise ValueError("is a damaged form")
        names = dict(_PARAM.findall(head.decode("utf-8", "replace")))
        if "filename" in names:
            if names["filename"]:
                files.append((_base(names["filename"]), value))
        elif "name" in names:
            texts.append((names["name"], value.decode("utf-8", "replace")))
    return Form(tuple(texts), tuple(files))


def _base(name: str) -> str:
    """A file's name without folders; browsers write quotation marks in it as %22."""
    return unquote(re.split(r"[/\\]", name)[-1]).replace("\x00", "")[:200] or "file"
