"""Vectors in eight bits a number, to find quickly the few rows that are worth an exact look.

It keeps how far the rounding can be off, so that the exact look knows when it has seen enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors

Codes = NDArray[np.uint8]

RANGE = 0.25
_LEVELS = 255
_ROUNDING = 1e-4


def codes_of(vectors: Vectors) -> Codes:
    """Each number between −``RANGE`` and ``RANGE`` as one of 256 levels; those beyond are cut off."""
    levels: Vectors = np.floor((vectors + np.float32(RANGE)) * np.float32(_LEVELS / (2 * RANGE)))
    return np.clip(levels, 0, _LEVELS).astype(np.uint8)


def error_of(vectors: Vectors, codes: Codes) -> float:
    """The most that a cosine from ``codes`` can differ from the exact one, for a question of length 1."""
    if not len(vectors):
        return 0.0
    decoded = (codes.astype(np.float32) + np.float32(0.5)) * np.float32(2 * RANGE / _LEVELS) - np.float32(RANGE)
    return float(np.linalg.norm(vectors - decoded, axis=1).max()) + _ROUNDING


class Coarse:
    """A scalar quantiser of FAISS over blocks of codes. error: the largest of the blocks."""

    def __init__(self, blocks: Sequence[Codes], dim: int, error: float) -> None:
        import faiss

        self.error = error
        self._index: Any = faiss.IndexScalarQuantizer(
            dim, faiss.ScalarQuantizer.QT_8bit_uniform, faiss.METRIC_INNER_PRODUCT
        )
        faiss.copy_array_to_vector(np.array([-RANGE, 2 * RANGE], np.float32), self._index.sq.trained)
        self._index.is_trained = True
        for block in blocks:
            self._index.add_sa_codes(np.ascontiguousarray(block))

    def search(self, query: Vectors, count: int) -> tuple[Vectors, NDArray[np.int64]]:
        """The ``count`` best rows by their codes, best first: about their scores, and their numbers."""
        import faiss

        # subtle: for one question the second thread of FAISS costs four times what it saves.
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)
        scores, rows = self._index.search(query[np.newaxis], count)
        faiss.omp_set_num_threads(threads)
        return scores[0], rows[0]
