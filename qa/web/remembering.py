"""An encoder that keeps the vectors of passages, so that a document is encoded once however often it is indexed.

A visitor who searches the articles beside their own files would otherwise wait for all of them each time.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder

Vectors = NDArray[np.float32]
_TEXTS_KEPT = 20_000


class Remembering:
    """``encoder``, with a memory for ``encode_spans``."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[tuple[str, tuple[tuple[int, int], ...]], Vectors] = {}
        self._lock = threading.Lock()
        self.name = encoder.name
        self.dim = encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One vector per question."""
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector per text."""
        return self._encoder.encode_passages(texts)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> Vectors:
        """One vector per span of each text, in order."""
        keys = [(text, tuple(own)) for text, own in zip(texts, spans, strict=True)]
        with self._lock:
            known = dict(zip(keys, map(self._known.get, keys), strict=True))
        new = [key for key, vectors in known.items() if vectors is None]
        if new:
            rows = self._encoder.encode_spans([text for text, _ in new], [own for _, own in new])
            ends = np.cumsum([len(own) for _, own in new])
            found = dict(zip(new, np.split(rows, ends[:-1]), strict=True))
            known.update(found)
            with self._lock:
                if len(self._known) + len(found) > _TEXTS_KEPT:
                    self._known.clear()
                self._known.update(found)
        parts = [vectors for key in keys if (vectors := known[key]) is not None]
        return np.concatenate(parts) if parts else np.zeros((0, self.dim), np.float32)
