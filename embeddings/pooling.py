"""From one vector per token to one per text or span. It knows nothing of how tokens come about."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors


def unit(vector: Vectors) -> Vectors:
    """``vector`` at length 1; every row, for a matrix."""
    length = np.linalg.norm(vector, axis=-1, keepdims=True)
    return np.asarray(vector / np.maximum(length, 1e-12), np.float32)


def pool_spans(
    text: str,
    spans: Sequence[tuple[int, int]],
    tokens: Vectors,
    offsets: NDArray[np.int64],
    encode_alone: Callable[[Sequence[str]], Vectors],
) -> Vectors:
    """Unit vectors of ``spans``, shape (spans, dim): the mean of the tokens that a span touches.

    tokens: vectors of the tokens of ``text``, (tokens, dim).
    offsets: ``(start, end)`` of each in ``text``, (tokens, 2); empty or negative outside ``text``.
    encode_alone: encodes the texts of spans that the tokens do not cover.

    :raises ValueError: If a span is not within ``text``.
    """
    starts, ends = offsets[:, 0], offsets[:, 1]
    is_text = (ends > starts) & (ends > 0)
    covered = int(ends.max(initial=0))
    vectors = np.empty((len(spans), tokens.shape[1]), np.float32)
    for row, (start, end) in enumerate(spans):
        if not 0 <= start <= end <= len(text):
            raise ValueError(f"span ({start}, {end}) is not within a text of {len(text)} characters")
        touched = is_text & (starts < end) & (ends > start)
        whole = covered >= start + len(text[start:end].rstrip())
        if whole and touched.any():
            vectors[row] = unit(tokens[touched].mean(axis=0))
        else:
            vectors[row] = encode_alone([text[start:end]])[0]
    return vectors
