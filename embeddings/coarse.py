"""Vectors in half precision, to find quickly the few rows that are worth an exact look.

It keeps how far the rounding can be off, so that the exact look knows when it has seen enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors

Codes = NDArray[np.float16]

_SUMMING = 2e-5


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
    """A scalar quantiser of FAISS over blocks of codes. error: the largest of the blocks."""

    def __init__(self, blocks: Sequence[Codes], dim: int, error: float) -> None:
        import faiss

        self.error = error
        kind = faiss.ScalarQuantizer.QT_fp16
        self._index: Any = faiss.IndexScalarQuantizer(dim, kind, faiss.METRIC_INNER_PRODUCT)
        for block in blocks:
            self._index.add_sa_codes(np.ascontiguousarray(block).view(np.uint8))

    def search(self, query: Vectors, count: int) -> tuple[Vectors, NDArray[np.int64]]:
        """The ``count`` best rows by their codes, best first: about their scores, and their numbers."""
        with one_thread():
            scores, rows = self._index.search(query[np.newaxis], count)
        return scores[0], rows[0]


@contextmanager
def one_thread() -> Iterator[None]:
    """FAISS on one thread: for one question the second costs four times what it saves."""
    import faiss

    threads = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(threads)
