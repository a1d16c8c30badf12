"""Compressed bytes -> bytes, to a limit: a bomb costs no more than a document."""

import zlib
from collections.abc import Iterable

from writethru.errors import InputError, LimitError

MAX_BYTES = 20_000_000  # of one document, unpacked


def inflate(chunks: Iterable[bytes], encoding: str, name: str) -> bytes:
    """The whole of a body sent in pieces. `encoding` is "gzip", "deflate" or "" (HTTP content codings).

    Raises LimitError when it unpacks to more than MAX_BYTES, InputError when it is damaged, cut off or in another encoding."""
    if encoding in ("", "identity"):
        return _plain(chunks, name)
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise InputError(name, f"is compressed in a way not understood ({encoding})")
    engine, out, begun = zlib.decompressobj(wbits=47), bytearray(), False
    for piece in chunks:
        chunk = piece
        while chunk:
            if engine.eof:  # a file may hold several members; what else follows is padding
                if chunk[:1] != b"\x1f":
                    break
                engine = zlib.decompressobj(wbits=47)
            begun = True
            try:
                out += engine.decompress(chunk, MAX_BYTES + 1 - len(out))
            except zlib.error as e:
                raise InputError(name, f"is not valid {encoding}") from e
            if len(out) > MAX_BYTES:
                raise _too_large(name)
            chunk = engine.unused_data
    if begun and not engine.eof:
        raise InputError(name, f"is cut off ({encoding})")
    return bytes(out)


def _plain(chunks: Iterable[bytes], name: str) -> bytes:
    out = bytearray()
    for chunk in chunks:
        out += chunk
        if len(out) > MAX_BYTES:
            raise _too_large(name)
    return bytes(out)


def _too_large(name: str) -> LimitError:
    return LimitError(name, f"larger than the limit of {MAX_BYTES // 1_000_000} MB")
