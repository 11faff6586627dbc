"""Exact search among unit vectors, which may lie on disk. It knows rows, not what they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.cells import CelledIndex
from embeddings.coarse import Coarse
from embeddings.encoder import Vectors
from embeddings.stacked import Stacked

RowNumbers = NDArray[np.int64]

_LOOKED_AT = (256, 2_048)
_IN_CELLS = 2


class VectorIndex:
    """Rows of vectors in one or more blocks, compared by inner product: the cosine, for unit vectors."""

    def __init__(
        self,
        blocks: Sequence[Vectors],
        dim: int,
        *,
        coarse: Coarse | CelledIndex | None = None,
        moments: NDArray[np.float64] | None = None,
    ) -> None:
        """blocks: float32 of shape (rows, ``dim``), one behind the other.

        coarse: the same rows in half precision, as they are or in cells, to look at fewer of them. moments:
        ``moments_of`` all rows.
        """
        self._stacked = Stacked(blocks, dim)
        self._coarse = coarse
        self._moments = moments
        self.dim = dim

    def __len__(self) -> int:
        return len(self._stacked)

    @property
    def vectors(self) -> Vectors:
        """The rows themselves, a copy of shape (rows, dim)."""
        return self._stacked.take(np.arange(len(self)))

    def search(self, query: Vectors, top_k: int) -> tuple[Vectors, RowNumbers]:
        """The nearest rows, best first, equal ones by row: their scores and their numbers, ``min(top_k, rows)`` each.

        query: one vector of shape (dim,).
        """
        if top_k < 1:
            raise ValueError(f"top_k is {top_k}, expected 1 or more")
        return _best(self.scores(query), np.arange(len(self)), top_k)

    def nearest(self, query: Vectors, top_k: int) -> tuple[Vectors, RowNumbers]:
        """What ``search`` finds, sooner where there are many rows: most are only looked at in half precision.

        Exact: every row that the rounding leaves in doubt is compared exactly. In cells, the best of those found there.
        """
        wanted = np.ascontiguousarray(query, np.float32)
        if isinstance(self._coarse, CelledIndex):
            rows = np.sort(self._coarse.search(wanted, _IN_CELLS * top_k))
            return _best(self.scores(query, rows), rows, top_k)
        for looked_at in _LOOKED_AT:
            if self._coarse is None or not top_k < looked_at < len(self):
                break
            about, rows = self._coarse.search(wanted, looked_at)
            doubtful = float(np.sort(about)[-top_k]) - 2 * self._coarse.error
            if about[-1] < doubtful:
                rows = np.sort(rows[about >= doubtful])
                return _best(self.scores(query, rows), rows, top_k)
        return self.search(query, top_k)

    def spread(self, query: Vectors) -> tuple[float, float]:
        """Mean and standard deviation of the scores of all rows, without looking at the rows."""
        if self._moments is None:
            self._moments = sum(map(moments_of, self._stacked.blocks), np.zeros((self.dim + 1, self.dim)))
        return spread_of(self._moments, len(self), query)

    def scores(self, query: Vectors, rows: RowNumbers | None = None) -> Vectors:
        """Inner product of ``query``, shape (dim,), with each of ``rows``, or with every row in order when None."""
        if query.shape != (self.dim,):
            raise ValueError(f"the query has shape {query.shape}, the index holds vectors of shape ({self.dim},)")
        wanted = np.ascontiguousarray(query, np.float32)
        blocks = self._stacked.blocks if rows is None else [self._stacked.take(rows)]
        return np.concatenate([np.zeros(0, np.float32), *(inner_products(wanted, block) for block in blocks)])


def spread_of(moments: NDArray[np.float64], rows: int, query: Vectors) -> tuple[float, float]:
    """Mean and standard deviation of the scores of ``rows`` rows, of which ``moments_of`` made ``moments``."""
    wanted = query.astype(np.float64)
    mean = float(moments[0] @ wanted) / max(rows, 1)
    square = float(wanted @ moments[1:] @ wanted) / max(rows, 1)
    return mean, float(np.sqrt(max(square - mean * mean, 0.0)))


def moments_of(vectors: Vectors) -> NDArray[np.float64]:
    """Shape (dim + 1, dim): the sum of all rows, then of their products with themselves; those of blocks add up."""
    exact = vectors.astype(np.float64)
    return np.concatenate([exact.sum(axis=0)[np.newaxis], exact.T @ exact])


def _best(scores: Vectors, rows: RowNumbers, top_k: int) -> tuple[Vectors, RowNumbers]:
    """The ``top_k`` highest scores and their rows, of rows in ascending order."""
    if top_k < len(scores):
        kept = np.flatnonzero(scores >= np.partition(scores, -top_k)[-top_k])
        scores, rows = scores[kept], rows[kept]
    order = np.argsort(-scores, kind="stable")[:top_k]
    return scores[order], rows[order]


def inner_products(query: Vectors, block: Vectors) -> Vectors:
    """Of ``query``, shape (dim,), with each row of ``block``: row by row, so that equal rows score equal anywhere."""
    faiss: Any = import_module("faiss")

    scores = np.empty(len(block), np.float32)
    if len(block):
        block = np.ascontiguousarray(block, np.float32)
        faiss.fvec_inner_products_ny(
            faiss.swig_ptr(scores), faiss.swig_ptr(query), faiss.swig_ptr(block), block.shape[1], len(block)
        )
    return scores
