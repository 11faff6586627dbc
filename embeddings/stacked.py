"""Several arrays of rows, each perhaps on disk, read as one. It computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Stacked:
    """Rows of ``blocks``, arrays or ``FileRows``, one block behind the other; each block has shape (rows, dim)."""

    def __init__(self, blocks: Sequence[NDArray[Any]], dim: int) -> None:
        self.blocks = blocks
        self.dim = dim
        self.starts = np.cumsum([0, *map(len, blocks)], dtype=np.int64)

    def __len__(self) -> int:
        return int(self.starts[-1])

    def __getitem__(self, rows: slice) -> NDArray[Any]:
        first, last, _ = rows.indices(len(self))
        block = int(np.searchsorted(self.starts, first, side="right")) - 1
        start = int(self.starts[min(block, len(self.blocks) - 1)])
        if block < len(self.blocks) and last <= self.starts[block + 1]:
            return self.blocks[block][first - start : last - start]
        return self.take(np.arange(first, last))

    def stretches(self, firsts: NDArray[np.int64], lasts: NDArray[np.int64]) -> NDArray[Any]:
        """Rows ``firsts[i]`` up to ``lasts[i]``, copied, one stretch behind the other.

        Ascending, and each within one block.
        """
        owner = np.searchsorted(self.starts, firsts, side="right") - 1
        parts = [np.empty((0, self.dim), self.blocks[0].dtype if self.blocks else np.float32)]
        for block in np.unique(owner):
            own = owner == block
            begin, end = firsts[own] - self.starts[block], lasts[own] - self.starts[block]
            data = self.blocks[block]
            if isinstance(data, np.ndarray):
                parts += [data[first:last] for first, last in zip(begin.tolist(), end.tolist(), strict=True)]
            else:
                parts.append(data.stretches(begin, end))
        return np.concatenate(parts)

    def take(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """The rows of these numbers, copied, in the order given."""
        found = np.empty((len(rows), self.dim), self.blocks[0].dtype if self.blocks else np.float32)
        owner = np.searchsorted(self.starts, rows, side="right") - 1
        for block in np.unique(owner):
            places = np.flatnonzero(owner == block)
            own, data = rows[places] - self.starts[block], self.blocks[block]
            found[places] = data[own] if isinstance(data, np.ndarray) else data.take(own)
        return found
