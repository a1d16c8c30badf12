"""Rows as an Apache Parquet file: flat, one row group, plain encoding, not compressed. Written by hand, as no library of this size is
needed for so little: parquet-format 2.x (thrift compact protocol), one data page a column."""

import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from writethru.model import Refusal, Telling
from writethru.render.sheet import COLUMNS, rows

MAGIC = b"PAR1"
BOOLEAN, INT64, DOUBLE, BYTE_ARRAY = 0, 2, 5, 6  # parquet.thrift: Type
_I32, _I64, _BINARY, _LIST, _STRUCT = 5, 6, 8, 9, 12  # thrift compact types
Value = bool | int | float | str | None


def to_parquet(tellings: Sequence[Telling], refusals: Sequence[Refusal]) -> bytes:
    """The ledger, a row a claim, with the columns of the CSV. Counts and truth values keep their types."""
    return table(COLUMNS, rows(tellings))


def table(names: Sequence[str], found: Sequence[Mapping[str, Any]]) -> bytes:
    """Rows with these columns as the bytes of a Parquet file. A missing value is null; a tuple becomes "a; b"."""
    out, chunks, schema = bytearray(MAGIC), [], []
    for name in names:
        values = [_plain(row.get(name)) for row in found]
        kind = _kind(values)
        page = _levels(values) + _values(values, kind)
        header = _struct(
            (1, _I32, 0),  # DATA_PAGE
            (2, _I32, len(page)),
            (3, _I32, len(page)),
            (5, _STRUCT, _struct((1, _I32, len(values)), (2, _I32, 0), (3, _I32, 3), (4, _I32, 3))),  # PLAIN; levels RLE
        )
        at = len(out)
        out += header + page
        size = len(header) + len(page)
        meta = _struct(
            (1, _I32, kind),
            (2, _LIST, (_I32, [0, 3])),
            (3, _LIST, (_BINARY, [name])),
            (4, _I32, 0),  # UNCOMPRESSED
            (5, _I64, len(values)),
            (6, _I64, size),
            (7, _I64, size),
            (9, _I64, at),
        )
        chunks.append(_struct((2, _I64, at), (3, _STRUCT, meta)))
        text = [(6, _I32, 0)] if kind == BYTE_ARRAY else []  # UTF8
        schema.append(_struct((1, _I32, kind), (3, _I32, 1), (4, _BINARY, name), *text))  # OPTIONAL
    group = _struct((1, _LIST, (_STRUCT, chunks)), (2, _I64, len(out) - len(MAGIC)), (3, _I64, len(found)))
    root = _struct((4, _BINARY, "ledger"), (5, _I32, len(schema)))
    footer = _struct(
        (1, _I32, 1),
        (2, _LIST, (_STRUCT, [root, *schema])),
        (3, _I64, len(found)),
        (4, _LIST, (_STRUCT, [group])),
        (6, _BINARY, "writethru"),
    )
    return bytes(out + footer) + struct.pack("<I", len(footer)) + MAGIC


def _plain(value: Any) -> Value:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return "; ".join(map(str, value))


def _kind(values: Iterable[Value]) -> int:
    kinds = {type(v) for v in values if v is not None}
    if kinds == {bool}:
        return BOOLEAN
    if kinds == {int}:
        return INT64
    return DOUBLE if kinds and kinds <= {int, float} else BYTE_ARRAY


def _levels(values: Sequence[Value]) -> bytes:
    """Which values are there, as runs (RLE hybrid of bit width 1), with their length before them."""
    out, at = bytearray(), 0
    while at < len(values):
        there = values[at] is not None
        end = at
        while end < len(values) and (values[end] is not None) == there:
            end += 1
        out += _varint((end - at) << 1) + bytes([there])
        at = end
    return struct.pack("<I", len(out)) + bytes(out)


def _values(values: Sequence[Value], kind: int) -> bytes:
    held = [v for v in values if v is not None]
    if kind == BOOLEAN:
        bits = sum(bool(v) << n for n, v in enumerate(held))
        return bits.to_bytes((len(held) + 7) // 8, "little")
    if kind == INT64:
        return struct.pack(f"<{len(held)}q", *held)
    if kind == DOUBLE:
        return struct.pack(f"<{len(held)}d", *held)
    texts = [str(v).encode("utf-8", "replace") for v in held]
    return b"".join(struct.pack("<I", len(t)) + t for t in texts)


# ---- thrift compact protocol -----------------------------------------------------------------------------------------


def _varint(n: int) -> bytes:
    out = bytearray()
    while n > 0x7F:
        out.append(n & 0x7F | 0x80)
        n >>= 7
    return bytes([*out, n])


def _field(kind: int, value: Any) -> bytes:
    if kind in (_I32, _I64):
        return _varint(value << 1 if value >= 0 else (-value << 1) - 1)  # zigzag
    if kind == _BINARY:
        data = str(value).encode("utf-8", "replace")
        return _varint(len(data)) + data
    if kind == _LIST:
        inner, items = value
        head = bytes([len(items) << 4 | inner]) if len(items) < 15 else bytes([0xF0 | inner]) + _varint(len(items))
        return head + b"".join(_field(inner, x) for x in items)
    return bytes(value)  # a struct, written already


def _struct(*fields: tuple[int, int, Any]) -> bytes:
    out, last = bytearray(), 0
    for number, kind, value in fields:
        out += bytes([(number - last) << 4 | kind]) + _field(kind, value)
        last = number
    return bytes(out) + b"\x00"
