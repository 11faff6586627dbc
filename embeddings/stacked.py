"""Several arrays of rows, each perhaps on disk, read as one. It computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.on_disk import stretches_of


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
        """Rows ``firsts[i]`` up to ``lasts[i]``, copied, one stretch behind the other; each within one block."""
        if not len(firsts):
            return np.empty((0, self.dim), self.blocks[0].dtype if self.blocks else np.float32)
        owners = np.searchsorted(self.starts, firsts, side="right") - 1
        return stretches_of(self.blocks, owners, firsts - self.starts[owners], lasts - self.starts[owners])

    def take(self, rows: NDArray[np.int64]) -> NDArray[Any]:
        """The rows of these numbers, copied, in the order given; those that follow each other are read at once."""
        firsts = np.flatnonzero(np.isin(rows, self.starts) | (np.diff(rows, prepend=-2) != 1))
        lasts = np.append(firsts[1:], len(rows))[: len(firsts)] - 1
        return self.stretches(rows[firsts], rows[lasts] + 1)
