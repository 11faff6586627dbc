"""What an encoder is. It says nothing of models, documents or languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Encoder(Protocol):
    """Texts in, unit vectors out: float32 arrays of shape (number of texts, ``dim``), in the order given.

    name: identity of the model, the same for the same weights; an index made with one name refuses another.
    dim: length of a vector.
    """

    @property
    def name(self) -> str: ...

    @property
    def dim(self) -> int: ...

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One vector per question, with the model's own query prompt in front."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector per passage, with the model's own passage prompt in front."""
        ...

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> Vectors:
        """One vector per span, pooled from its text's own token vectors (late chunking, Günther et al. 2024).

        texts: n passages. spans: for each of them, offsets ``(start, end)`` in code points.
        Returns shape (sum of the numbers of spans, ``dim``): the first text's spans, then the second's.
        """
        ...
