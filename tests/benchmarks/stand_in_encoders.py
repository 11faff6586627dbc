"""Encoders that cost nothing, for measuring everything else: vectors out of a pool, and questions encoded before."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings import Encoder

POOL = 16_384


class Stand:
    """The shipped model for questions; passages get vectors of a pool, by their checksum."""

    def __init__(self, model: Encoder, vectors: str) -> None:
        self._model = model
        self.name = f"random beside {model.name}"
        self.dim = model.dim
        self._pool = np.random.default_rng(0).standard_normal((POOL, self.dim)).astype(np.float32)
        self._real: NDArray[np.float32] | None = None
        if vectors != "random":
            self._real = np.load(vectors).astype(np.float32)
            self.name = f"{Path(vectors).name} beside {model.name}"

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._model.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        seeds = np.array([zlib.crc32(text.encode("utf-8", "surrogatepass")) for text in texts], np.int64)
        vectors = self._pool[seeds % POOL]
        vectors = vectors + self._pool[seeds // 7 % POOL] if self._real is None else 0.01 * vectors
        if self._real is not None:
            vectors = vectors + self._real[seeds // 7 % len(self._real)]
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> NDArray[np.float32]:
        return self.encode_passages([text[a:b] for text, own in zip(texts, spans, strict=True) for a, b in own])


class Remembering:
    """Questions are encoded once, before the clock runs."""

    def __init__(self, encoder: Encoder, questions: Sequence[str]) -> None:
        self._encoder = encoder
        self.name, self.dim = encoder.name, encoder.dim
        self._known: dict[str, NDArray[np.float32]] = {}
        self.encode_queries(questions)

    def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.encode_queries([text])[0]
        return np.stack([self._known[text] for text in texts])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._encoder, name)
