"""Vectors of builds that are under way, written down as they are made, so that a break costs nothing encoded before.

It encodes nothing and does not know what an index is.
"""

from __future__ import annotations

import logging
import struct
import time
import zlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.on_disk import FileBytes

logger = logging.getLogger(__name__)

KEY_BYTES = 16
_HEAD = struct.Struct(f"<{KEY_BYTES}sII")
_SUM = struct.Struct("<I")
_ABANDONED = 30 * 24 * 3600.0

TextVectors = tuple[Vectors, NDArray[np.float16]]


class Journal:
    """Vectors made so far, one record behind the other in a file of its own, read back after a break.

    A record is a key, two numbers (sentences, dim), the vectors and a CRC-32; a torn one at the end is not read.
    Other builds, also some that run now, have their files beside it. One that nobody came back to is removed.
    """

    def __init__(self, folder: Path) -> None:
        """folder: where the journals of one encoder lie."""
        self.folder = folder
        self._path = folder / f"{uuid4().hex}.journal"
        self._file: Any = None
        self._found: dict[bytes, tuple[FileBytes, int]] | None = None
        self._unused: dict[Path, set[bytes]] = {}

    def find(self, keys: Sequence[bytes]) -> Mapping[bytes, TextVectors]:
        """What another build encoded under these keys."""
        if self._found is None:
            self._found = self._read()
        for unused in self._unused.values():
            unused.difference_update(keys)
        places = [(key, self._found[key]) for key in keys if key in self._found]
        return {key: own for key, place in places if (own := _vectors_at(*place)) is not None}

    def _read(self) -> dict[bytes, tuple[FileBytes, int]]:
        found: dict[bytes, tuple[FileBytes, int]] = {}
        for path in sorted(self.folder.glob("*.journal")):
            if _age(path) > _ABANDONED:
                _remove(path)
            elif records := _records(path):
                self._unused[path] = set(records)
                found |= records
        return found

    def add(self, records: Iterable[tuple[bytes, TextVectors]]) -> None:
        """Write down what was encoded. A journal that cannot be written costs time, not the answer."""
        try:
            if self._file is None:
                self.folder.mkdir(parents=True, exist_ok=True)
                self._file = self._path.open("ab")
            for key, (vector, sentences) in records:
                body = _HEAD.pack(key, len(sentences), len(vector)) + vector.tobytes() + sentences.tobytes()
                self._file.write(body + _SUM.pack(zlib.crc32(body)))
            self._file.flush()
        except OSError as error:
            logger.info("what is encoded is not kept for a restart: %s", error)

    def close(self) -> None:
        """Leave what is written for the next start."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def clear(self) -> None:
        """Remove what is now in a saved index: its own file, and those of which nothing was left over."""
        self.close()
        self._found = None
        for path in [self._path, *(path for path, unused in self._unused.items() if not unused)]:
            _remove(path)


def _age(path: Path) -> float:
    """Seconds since the file was written; 0 when another process has removed it."""
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _records(path: Path) -> dict[bytes, tuple[FileBytes, int]]:
    """Where each record begins, by its key, up to the first that is torn."""
    found: dict[bytes, tuple[FileBytes, int]] = {}
    with suppress(OSError):
        file, at = FileBytes(path), 0
        while record := _record(file, at):
            key, body = record
            found[key] = file, at
            at += len(body) + _SUM.size
    return found


def _record(file: FileBytes, at: int) -> tuple[bytes, bytes] | None:
    """The key and all the bytes of the record that begins at ``at``; None where it is torn."""
    head = file.read(at, _HEAD.size)
    if len(head) < _HEAD.size:
        return None
    key, sentences, dim = _HEAD.unpack(head)
    size = _HEAD.size + dim * 4 + sentences * dim * 2
    data = file.read(at, size + _SUM.size)
    whole = len(data) == size + _SUM.size and _SUM.unpack_from(data, size)[0] == zlib.crc32(data[:size])
    return (key, data[:size]) if whole else None


def _vectors_at(file: FileBytes, at: int) -> TextVectors | None:
    record = _record(file, at)
    if record is None:
        return None
    _, body = record
    _, sentences, dim = _HEAD.unpack_from(body)
    whole = np.frombuffer(body, np.float32, dim, _HEAD.size)
    return whole, np.frombuffer(body, np.float16, sentences * dim, _HEAD.size + dim * 4).reshape(sentences, dim)
