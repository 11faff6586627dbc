"""Exact search among unit vectors. It knows rows, not what they stand for."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors


class VectorIndex:
    """Rows of vectors in a flat FAISS index, compared by inner product: the cosine, for unit vectors."""

    def __init__(self, index: Any) -> None:
        self._index = index

    @classmethod
    def from_vectors(cls, vectors: Vectors) -> VectorIndex:
        """An index whose row i is ``vectors[i]``; float32 of shape (rows, dim)."""
        import faiss

        if vectors.ndim != 2:
            raise ValueError(f"vectors have shape {vectors.shape}, expected (rows, dim)")
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(np.ascontiguousarray(vectors, np.float32))
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """The index that ``save`` wrote to ``path``.

        :raises ValueError: If the file is not a flat inner product index.
        """
        import faiss

        if not path.is_file():
            raise FileNotFoundError(f"{path}: no such index file")
        try:
            index = faiss.read_index(str(path))
        except RuntimeError as error:
            raise ValueError(f"{path} is not a FAISS index") from error
        if not isinstance(index, faiss.IndexFlat) or index.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise ValueError(f"{path} holds a {type(index).__name__}, expected a flat inner product index")
        return cls(index)

    def save(self, path: Path) -> None:
        """Write the index to one file, in FAISS's own format."""
        import faiss

        faiss.write_index(self._index, str(path))

    def __len__(self) -> int:
        return int(self._index.ntotal)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    @property
    def vectors(self) -> Vectors:
        """The rows themselves, a copy of shape (rows, dim)."""
        return np.asarray(self._index.reconstruct_n(0, len(self)), np.float32).reshape(len(self), self.dim)

    def search(self, query: Vectors, top_k: int) -> tuple[Vectors, NDArray[np.int64]]:
        """The nearest rows, best first, equal ones by row: their scores and their numbers, ``min(top_k, rows)`` each.

        query: one vector of shape (dim,).
        """
        if top_k < 1:
            raise ValueError(f"top_k is {top_k}, expected 1 or more")
        scores = self.scores(query)
        rows = np.arange(len(scores))
        if top_k < len(scores):
            rows = np.flatnonzero(scores >= np.partition(scores, -top_k)[-top_k])
        best = rows[np.argsort(-scores[rows], kind="stable")][:top_k]
        return scores[best], best

    def scores(self, query: Vectors, rows: NDArray[np.int64] | None = None) -> Vectors:
        """Inner product of ``query``, shape (dim,), with each of ``rows``, or with every row in order when None."""
        if query.shape != (self.dim,):
            raise ValueError(f"the query has shape {query.shape}, the index holds vectors of shape ({self.dim},)")
        scores = self._all_scores(np.ascontiguousarray(query, np.float32))
        return scores if rows is None else scores[rows]

    def _all_scores(self, query: Vectors) -> Vectors:
        """Row by row, so that equal rows score equal wherever they stand."""
        faiss: Any = import_module("faiss")

        scores = np.empty(len(self), np.float32)
        if len(self):
            faiss.fvec_inner_products_ny(
                faiss.swig_ptr(scores), faiss.swig_ptr(query), self._index.get_xb(), self.dim, len(self)
            )
        return scores
