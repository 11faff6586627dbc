"""Bytes and arrays that stay in their files and are read where they are looked at, by plain reads.

A memory map would count whole neighbourhoods of what is read as this process's memory. What is open stays readable
when its file is removed.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

_HEAD = 4096


class Bytes(Protocol):
    """Bytes of a known length that are read in slices: of a file, or of a part of one."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> bytes:
        """The bytes of a slice without a step."""
        ...

    def read_into(self, first: int, buffer: memoryview) -> None:
        """Fill ``buffer`` with the bytes from ``first`` on."""
        ...


class FileBytes:
    """The bytes of a file. ``data[first:last]`` reads them."""

    def __init__(self, path: Path, file: Any = None) -> None:
        """file: the file at ``path`` where it is open already, unbuffered; it is closed with this."""
        self.path = path
        self._file = file or path.open("rb", buffering=0)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return self.status().st_size

    def status(self) -> os.stat_result:
        """What the system knows of the open file, also of one that was removed."""
        return os.fstat(self._file.fileno())

    def __getitem__(self, part: slice) -> bytes:
        first, last, _ = part.indices(len(self))
        return self.read(first, max(last - first, 0))

    def read(self, first: int, size: int) -> bytes:
        """``size`` bytes from ``first`` on; fewer where the file ends."""
        if hasattr(os, "pread"):
            data = os.pread(self._file.fileno(), size, first)
            while len(data) < size and (more := os.pread(self._file.fileno(), size - len(data), first + len(data))):
                data += more
            return data
        with self._lock:
            self._file.seek(first)
            return bytes(self._file.read(size))

    def read_into(self, first: int, buffer: memoryview) -> None:
        """Fill ``buffer`` with the bytes from ``first`` on."""
        if hasattr(os, "preadv"):
            os.preadv(self._file.fileno(), [buffer], first)
        else:
            buffer[:] = self.read(first, len(buffer))

    def append(self, data: Any) -> None:
        """Write ``data``, anything that has the bytes of a buffer, behind the rest, where the file is open for it."""
        with self._lock:
            self._file.seek(0, os.SEEK_END)
            left = memoryview(data).cast("B")
            while left:
                left = left[self._file.write(left) :]

    def __del__(self) -> None:
        if hasattr(self, "_file"):
            self._file.close()


class FileRows:
    """An array in the bytes of a ``.npy`` file: a row, a slice of rows or the whole is read when it is asked for."""

    def __init__(self, data: Bytes) -> None:
        """Raises ValueError when ``data`` is no such file, or not of the size it says."""
        self._data = data
        head = io.BytesIO(data[:_HEAD])
        version = np.lib.format.read_magic(head)
        header = np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0
        self.shape, columns_first, self.dtype = header(head)
        self._start = head.tell()
        self._row = self.dtype.itemsize * int(np.prod(self.shape[1:]))
        if columns_first or len(data) != self._start + self._row * self.shape[0]:
            raise ValueError("not an array in rows of the size it says")

    def __len__(self) -> int:
        return int(self.shape[0])

    def __getitem__(self, rows: int | slice) -> NDArray[Any]:
        if isinstance(rows, slice):
            first, last, _ = rows.indices(len(self))
            return self._read(first, max(last, first))
        if not 0 <= int(rows) < len(self):
            raise IndexError(f"row {rows} of {len(self)}")
        row: NDArray[Any] = self._read(int(rows), int(rows) + 1)[0]
        return row

    def read_into(self, first: int, last: int, buffer: memoryview) -> None:
        """Fill ``buffer`` with the bytes of rows ``first`` up to ``last``."""
        self._data.read_into(self._start + first * self._row, buffer)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        whole = self._read(0, len(self))
        return whole if dtype is None else whole.astype(dtype, copy=False)

    def _read(self, first: int, last: int) -> NDArray[Any]:
        data = self._data[self._start + first * self._row : self._start + last * self._row]
        return np.frombuffer(data, self.dtype).reshape(last - first, *self.shape[1:])


def stretches_of(
    blocks: Sequence[Any], owners: NDArray[np.int64], firsts: NDArray[np.int64], lasts: NDArray[np.int64]
) -> NDArray[Any]:
    """Rows ``firsts[i]`` up to ``lasts[i]`` of ``blocks[owners[i]]``, copied, one stretch behind the other.

    blocks: one or more arrays or ``FileRows`` of the same kind.
    """
    found = np.empty((int((lasts - firsts).sum()), *blocks[0].shape[1:]), blocks[0].dtype)
    whole, size, place = found.reshape(-1).view(np.uint8).data, found.itemsize * int(np.prod(found.shape[1:])), 0
    for owner, first, last in zip(owners.tolist(), firsts.tolist(), lasts.tolist(), strict=True):
        block, end = blocks[owner], place + last - first
        if isinstance(block, FileRows):
            block.read_into(first, last, whole[place * size : end * size])
        else:
            found[place:end] = block[first:last]
        place = end
    return found
