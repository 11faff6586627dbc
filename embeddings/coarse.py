"""Vectors in half precision, to find quickly the few rows that are worth an exact look.

It keeps how far the rounding can be off, so that the exact look knows when it has seen enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors

Codes = NDArray[np.float16]

_SUMMING = 2e-5
_THREADS = 2


def codes_of(vectors: Vectors) -> Codes:
    """Each number rounded to half precision."""
    return vectors.astype(np.float16)


def error_of(vectors: Vectors, codes: Codes) -> float:
    """The most that a cosine from ``codes`` can differ from the exact one, for a question of length 1."""
    if not len(vectors):
        return 0.0
    rounded_away = np.asarray(vectors) - np.asarray(codes).astype(np.float32)
    return float(np.linalg.norm(rounded_away, axis=1).max()) + _SUMMING


class Coarse:
    """Scalar quantisers of FAISS over blocks of codes, each with a thread. error: the largest of the blocks."""

    def __init__(self, blocks: Sequence[Codes], dim: int, error: float) -> None:
        import faiss

        self.error = error
        self._parts: list[Any] = []
        self._starts: list[int] = []
        rows, found = sum(map(len, blocks)), 0
        for block in blocks:
            if found >= rows * len(self._parts) / _THREADS:
                kind = faiss.ScalarQuantizer.QT_fp16
                self._parts.append(faiss.IndexScalarQuantizer(dim, kind, faiss.METRIC_INNER_PRODUCT))
                self._starts.append(found)
            self._parts[-1].add_sa_codes(np.ascontiguousarray(block).view(np.uint8))
            found += len(block)
        # subtle: for one question the second thread of FAISS itself costs four times what it saves.
        self._pool = ThreadPoolExecutor(_THREADS, initializer=faiss.omp_set_num_threads, initargs=(1,))

    def search(self, query: Vectors, count: int) -> tuple[Vectors, NDArray[np.int64]]:
        """The ``count`` best rows by their codes, best first: about their scores, and their numbers."""
        found = list(self._pool.map(lambda part: part.search(query[np.newaxis], min(count, part.ntotal)), self._parts))
        scores = np.concatenate([part[0] for part, _ in found])
        rows = np.concatenate([own[0] + start for (_, own), start in zip(found, self._starts, strict=True)])
        order = np.lexsort((rows, -scores))[:count]
        return scores[order], rows[order]
