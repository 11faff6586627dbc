"""The rows of the highest scores, without sorting them all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from embeddings.vector_index import RowNumbers

Scores = NDArray[np.floating]

_SORTED = 32


def top_rows(scores: Scores, count: int) -> RowNumbers:
    """Rows of the ``count`` highest scores, highest first; equal scores in the order of their rows."""
    if count < len(scores):
        # subtle: the same threshold from some of the scores is no higher, and leaves few scores to sort.
        some = scores[:: max(len(scores) // (_SORTED * count), 1)]
        likely = scores[scores >= np.partition(some, len(some) - count)[len(some) - count]]
        threshold = np.partition(likely, len(likely) - count)[len(likely) - count]
        rows = np.flatnonzero(scores >= threshold)
    else:
        rows = np.arange(len(scores))
    order = np.argsort(-scores[rows], kind="stable")[:count]
    return np.asarray(rows[order], dtype=np.int64)
