"""The encoder that ships with the project: an int8 ONNX model, run by onnxruntime alone.

It pads nothing and batches nothing: activations are rounded with one scale for a whole tensor, so a text's vector
would otherwise depend on the texts beside it. One text keeps one processor busy, and several texts run side by side.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.model_files import ENCODER_MANIFEST, load_session, load_tokenizer, open_folder
from embeddings.pooling import pool_spans, unit

Result = TypeVar("Result")

ENCODER_REMEDY = (
    "Restore it with `git checkout -- embeddings/model` in a clone, with `pip install --force-reinstall --no-deps "
    "chuchu-qa` otherwise, or build it again with `python -m embeddings.build.model --out embeddings/model`."
)
_TOKENS = 512
_BEGIN, _END = 0, 2


class OnnxEncoder:
    """Encodes with the model in a folder that ``embeddings.build.model`` wrote. Threads may share one encoder."""

    def __init__(self, folder: Path) -> None:
        """Load and check the model's files, some 0.2 s.

        :raises ModelError: If a file is missing or is not the one the manifest describes.
        """
        manifest = open_folder(folder, ENCODER_MANIFEST, ENCODER_REMEDY)
        self.name: str = manifest["name"]
        self.dim: int = manifest["dim"]
        self._prompts: dict[str, str] = manifest["prompts"]
        self._tokenizer = load_tokenizer(folder / manifest["tokenizer"])
        self._session = load_session(folder / manifest["model"])

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """One vector per question; beyond 512 tokens a text is cut off."""
        return self._encode(self._prompts["query"], texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """One vector per passage; beyond 512 tokens a text is cut off."""
        return self._encode(self._prompts["passage"], texts)

    def encode_spans(self, texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]) -> Vectors:
        """One vector per span, pooled from one pass over its text.

        A span that ends beyond the 512 tokens the model reads, or holds no token, is encoded as a passage of its own.

        :raises ValueError: If a span is not within its text, or there are not as many lists of spans as texts.
        """
        prompt = self._prompts["passage"]

        def pooled(text: str, own_spans: Sequence[tuple[int, int]]) -> Vectors:
            tokens, offsets = self._tokens(prompt + text)
            return pool_spans(text, own_spans, tokens, offsets - len(prompt), self.encode_passages)

        return np.concatenate([np.empty((0, self.dim), np.float32), *side_by_side(pooled, texts, spans)])

    def _encode(self, prompt: str, texts: Sequence[str]) -> Vectors:
        def pooled(text: str) -> Vectors:
            return unit(self._tokens(prompt + text)[0].mean(axis=0))[None, :]

        return np.concatenate([np.empty((0, self.dim), np.float32), *side_by_side(pooled, texts)])

    def _tokens(self, text: str) -> tuple[Vectors, NDArray[np.int64]]:
        """Token vectors (tokens, dim) and where each stands in ``text``, (tokens, 2); special ones at ``(0, 0)``."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        encoding.truncate(_TOKENS - 2)
        (tokens,) = self._session.run(None, {"input_ids": np.array([[_BEGIN, *encoding.ids, _END]], np.int64)})
        return tokens[0], np.array([(0, 0), *encoding.offsets, (0, 0)], np.int64)


def side_by_side(work: Callable[..., Result], *rows: Sequence[Any]) -> list[Result]:
    """``work`` on each row, one row to a processor, results in the order of the rows."""
    if len(rows[0]) < 2:
        return [work(*row) for row in zip(*rows, strict=True)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [task.result() for task in [pool.submit(work, *row) for row in zip(*rows, strict=True)]]
