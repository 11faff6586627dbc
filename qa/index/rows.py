"""Rows of text that stay on disk: JSON lines with the offset of each, read one row at a time.

It does not know what a row means.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar, overload

import numpy as np
from numpy.typing import NDArray

from embeddings.on_disk import Bytes

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Lines:
    """Row ``i`` is ``data[starts[i]:starts[i + 1]]``, in UTF-8 and with its line end."""

    data: memoryview | Bytes
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Iterable[object]) -> Lines:
        """Each of ``rows`` as one line of JSON."""
        lines = [(json.dumps(row, ensure_ascii=False) + "\n").encode("utf-8", "surrogatepass") for row in rows]
        return cls(memoryview(b"".join(lines)), offsets(map(len, lines)))

    @classmethod
    def joined(cls, parts: Sequence[Lines]) -> Lines:
        """The rows of all ``parts``, one after the other."""
        counts = np.concatenate([np.diff(part.starts) for part in parts])
        return cls(memoryview(b"".join(part.data[:] for part in parts)), offsets(counts))

    def __len__(self) -> int:
        return len(self.starts) - 1

    def part(self, first: int, last: int) -> Lines:
        """Rows ``first`` up to ``last``, not copied."""
        begin, end = int(self.starts[first]), int(self.starts[last])
        return Lines(memoryview(self.data[begin:end]), self.starts[first : last + 1] - begin)

    def row(self, number: int) -> Any:
        """What row ``number`` holds."""
        line = bytes(self.data[int(self.starts[number]) : int(self.starts[number + 1])])
        return json.loads(line.decode("utf-8", "surrogatepass"))


def offsets(counts: Iterable[int] | NDArray[np.int64]) -> NDArray[np.int64]:
    """0, then the running sum of ``counts``."""
    numbers = counts if isinstance(counts, np.ndarray) else np.fromiter(counts, np.int64)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(numbers, dtype=np.int64)])


class LazyRows(Sequence[Row], Generic[Row]):
    """The rows of several ``Lines`` as one sequence, made when asked for; the last ``kept`` stay in memory."""

    def __init__(self, parts: Sequence[Lines], make: Callable[[int, int], Row], *, kept: int) -> None:
        """make: part and row within it to what is given out."""
        self._starts = offsets(map(len, parts))
        self._make = make
        self._at = lru_cache(maxsize=kept)(self._read)

    def __len__(self) -> int:
        return int(self._starts[-1])

    @overload
    def __getitem__(self, number: int) -> Row: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Row]: ...
    def __getitem__(self, number: int | slice) -> Row | Sequence[Row]:
        if isinstance(number, slice):
            return [self._at(row) for row in range(*number.indices(len(self)))]
        row = int(number)
        if not -len(self) <= row < len(self):
            raise IndexError(f"row {row} of {len(self)}")
        return self._at(row % len(self))

    def __iter__(self) -> Iterator[Row]:
        return (self._at(row) for row in range(len(self)))

    def _read(self, number: int) -> Row:
        part = int(np.searchsorted(self._starts, number, side="right")) - 1
        return self._make(part, number - int(self._starts[part]))
