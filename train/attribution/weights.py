"""Weights as they ship: matrices as 8-bit integers with a scale for each row or column, the rest as 16-bit floats. NumPy alone."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np


def quantised(x: np.ndarray, axis: int) -> tuple[np.ndarray, np.ndarray]:
    """A matrix as integers of -127 to 127, and the scales: of its columns for axis 0, of its rows for axis 1."""
    scale = np.abs(x).max(axis, keepdims=True) / 127 + 1e-12
    return np.round(x / scale).astype(np.int8), scale.astype(np.float32)


def write_encoder(path: Path, weights: Mapping[str, np.ndarray]) -> None:
    """The weights of writethru.extract.context: matrices are (in, out), with a scale for each column."""
    out: dict[str, np.ndarray] = {}
    for name, value in weights.items():
        x = np.asarray(value, np.float32)
        if x.ndim == 1:
            out[name] = x.astype(np.float16)
        else:
            out[name], out[name + ".scale"] = quantised(x, 0)
    np.savez(path, **out)


def floats(path: Path) -> dict[str, np.ndarray]:
    """All weights of a file as 32-bit floats."""
    with np.load(path) as z:
        names = [k for k in z.files if not k.endswith(".scale") and z[k].dtype != np.uint8]
        return {k: z[k].astype(np.float32) * (z[k + ".scale"] if k + ".scale" in z.files else np.float32(1)) for k in names}
