"""Vectors in cells around centres, so that a question is compared with those in the nearest cells alone.

Which are left out is a guess, a good one; ``coarse`` leaves nothing out. It knows rows, not what they stand for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.coarse import Codes, one_thread
from embeddings.encoder import Vectors

LOOKED_INTO = 1 / 6
_ROWS_IN_CELL = 64
_PASSES = 6
_TRAINED_ON = 32
_SEED = 1234


@dataclass(frozen=True, slots=True)
class Cells:
    """centres: float32 of shape (cells, dim). places: shape (rows,), the cell of each row."""

    centres: Vectors
    places: NDArray[np.int32]


def cells_of(codes: Codes) -> Cells:
    """Cells for one row in half precision or more: k-means with a fixed seed, then again within each of its cells."""
    rows = codes.astype(np.float32)
    _, large = _means(rows, round((len(rows) / _ROWS_IN_CELL) ** 0.5) or 1)
    centres: list[Vectors] = []
    places = np.zeros(len(rows), np.int32)
    for cell in np.unique(large):
        own = np.flatnonzero(large == cell)
        inside, place = _means(rows[own], -(-len(own) // _ROWS_IN_CELL))
        places[own] = place + sum(map(len, centres))
        centres.append(inside)
    return Cells(np.concatenate(centres), places)


def _means(rows: Vectors, count: int) -> tuple[Vectors, NDArray[np.int64]]:
    """``count`` centres of length 1, and which of them each row is nearest to."""
    import faiss

    with one_thread():
        means = faiss.Kmeans(
            rows.shape[1],
            count,
            niter=_PASSES,
            seed=_SEED,
            spherical=True,
            min_points_per_centroid=1,
            max_points_per_centroid=_TRAINED_ON,
        )
        means.train(rows)
        return np.array(means.centroids), means.index.search(rows, 1)[1][:, 0]


class CelledIndex:
    """FAISS's inverted lists over blocks of codes, each with cells of its own; the nearest of all are looked into."""

    def __init__(self, cells: Sequence[Cells], blocks: Iterable[Codes], dim: int) -> None:
        """blocks: the codes that each of ``cells`` is of, in that order."""
        import faiss

        centres = np.concatenate([one.centres for one in cells])
        self._centres: Any = faiss.IndexFlatIP(dim)
        self._centres.add(centres)
        kind, metric = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        self._index: Any = faiss.IndexIVFScalarQuantizer(self._centres, dim, len(centres), kind, metric, False)
        self._index.is_trained = True
        self._index.nprobe = max(1, round(len(centres) * LOOKED_INTO))
        first_row = first_cell = 0
        for one, codes in zip(cells, blocks, strict=True):
            _fill(self._index.invlists, one, codes, first_cell, first_row)
            first_row, first_cell = first_row + len(codes), first_cell + len(one.centres)
        self._index.ntotal = first_row

    def search(self, query: Vectors, count: int) -> NDArray[np.int64]:
        """About the ``count`` best rows, best first; fewer where the cells hold no more."""
        with one_thread():
            _, rows = self._index.search(query[np.newaxis], count)
        return np.asarray(rows[0][rows[0] >= 0])


def _fill(lists: Any, cells: Cells, codes: Codes, first_cell: int, first_row: int) -> None:
    import faiss

    order = np.argsort(cells.places, kind="stable")
    ordered, rows = np.ascontiguousarray(codes[order]).view(np.uint8), order + first_row
    ends = np.cumsum(np.bincount(cells.places, minlength=len(cells.centres))).tolist()
    begin = 0
    for cell, end in enumerate(ends):
        if end > begin:
            numbers, bytes_ = rows[begin:end], ordered[begin:end]
            lists.add_entries(first_cell + cell, end - begin, faiss.swig_ptr(numbers), faiss.swig_ptr(bytes_))
        begin = end
