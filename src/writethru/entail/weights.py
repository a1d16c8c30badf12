"""The arrays of our own file of weights, and those of an ONNX file, with nothing of ONNX installed: the protobuf fields that hold
initializers, and no more.

Formats: ONNX IR 1.x (ModelProto.graph = 7, GraphProto.initializer = 5, TensorProto), protocol buffers' wire encoding."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_GRAPH, _INITIALIZER = 7, 5
_DIMS, _TYPE, _NAME, _RAW = 1, 2, 8, 9
_DTYPES = {1: "<f4", 3: "i1"}
_VARINT, _EIGHT, _BYTES, _FOUR = 0, 1, 2, 5


@cache
def trained(name: str) -> dict[str, NDArray[np.float32]]:
    """The weights of a file of ours, data/en/NAME.npz, read once: matrices are 8-bit there, with a scale for each row."""
    with as_file(files("writethru.data") / "en" / f"{name}.npz") as path, np.load(path) as z:
        scales = {k: z[k + ".scale"] for k in z.files if k + ".scale" in z.files}
        return {k: z[k].astype(np.float32) * scales.get(k, np.float32(1)) for k in z.files if not k.endswith(".scale")}


def arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Every float and 8-bit integer initializer of a file, by name; views of the file's bytes. ValueError when it is no such file."""
    data = memoryview(path.read_bytes())
    found: dict[str, NDArray[Any]] = {}
    for number, graph in _fields(data):
        if number == _GRAPH and not isinstance(graph, int):
            for part, value in _fields(graph):
                if part == _INITIALIZER and not isinstance(value, int):
                    found.update(_tensor(value))
    return found


def _tensor(data: memoryview) -> dict[str, NDArray[Any]]:
    dims: list[int] = []
    name, kind = "", 0
    raw: memoryview | None = None
    for number, value in _fields(data):
        if number == _DIMS:
            dims += [value] if isinstance(value, int) else _packed(value)
        elif number == _TYPE and isinstance(value, int):
            kind = value
        elif number == _NAME and not isinstance(value, int):
            name = bytes(value).decode()
        elif number == _RAW and not isinstance(value, int):
            raw = value
    return {name: np.frombuffer(raw, _DTYPES[kind]).reshape(dims)} if raw is not None and kind in _DTYPES else {}


def _packed(data: memoryview) -> list[int]:
    out, at = [], 0
    while at < len(data):
        value, at = _varint(data, at)
        out.append(value)
    return out


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """The fields of a message: number, and the value (fixed-width ones as their bytes)."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        kind = key & 7
        if kind == _VARINT:
            value, at = _varint(data, at)
            yield key >> 3, value
            continue
        if kind == _BYTES:
            size, at = _varint(data, at)
        elif kind in (_EIGHT, _FOUR):
            size = 8 if kind == _EIGHT else 4
        else:
            raise ValueError(f"not a protocol buffer: wire type {kind}")
        yield key >> 3, data[at : at + size]
        at += size


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at
