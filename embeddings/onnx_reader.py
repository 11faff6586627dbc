"""The reader that ships with the project: an int8 ONNX question-answering model, run by onnxruntime alone.

Extractive question answering after Devlin et al. (2019), with "no answer" at the first token (Rajpurkar et al. 2018).
A passage that is too long is read in windows; the window that answers best stands for it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.model_files import READER_MANIFEST, load_session, load_tokenizer, open_folder
from embeddings.onnx_encoder import side_by_side
from embeddings.reader import AnswerSpan, PassageReading

READER_REMEDY = (
    "Restore it with `git checkout -- embeddings/reader_model` in a clone, with `pip install --force-reinstall "
    "--no-deps chuchu-qa` otherwise, or build it again: embeddings/reader_model/README.md says how."
)
_TOKENS = 512
_QUESTION_TOKENS = 96
_HEAD_TOKENS = 64
_OVERLAP = 128
_LONGEST_ANSWER = 64
_SPANS = 20
_SURE = 700.0
_BEGIN, _END = 0, 2


class OnnxReader:
    """Reads with the model in a folder that ``embeddings.build.reader_model`` wrote. Threads may share one reader."""

    def __init__(self, folder: Path) -> None:
        """Load and check the model's files, some 0.3 s.

        :raises ModelError: If a file is missing or is not the one the manifest describes.
        """
        manifest = open_folder(folder, READER_MANIFEST, READER_REMEDY)
        self.name: str = manifest["name"]
        self._tokenizer = load_tokenizer(folder / manifest["tokenizer"])
        self._session = load_session(folder / manifest["model"])

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageReading]:
        """One reading per passage, in the order given; questions beyond 96 tokens are cut off."""
        asked = self._tokenizer.encode(question, add_special_tokens=False).ids[:_QUESTION_TOKENS]

        def read_one(passage: tuple[str, str]) -> PassageReading:
            return max((_reading(*window) for window in self._windows(asked, *passage)), key=lambda one: one.score)

        return side_by_side(read_one, passages)

    def _windows(self, asked: list[int], head: str, text: str) -> list[tuple[NDArray[Any], list[tuple[int, int]], int]]:
        """For each window its logits, the offsets in ``text`` of its tokens of the text, and where those begin."""
        above = self._tokenizer.encode(head, add_special_tokens=False).ids[:_HEAD_TOKENS] if head else []
        own = self._tokenizer.encode(text, add_special_tokens=False)
        front = [_BEGIN, *asked, _END, _END, *above]
        room = _TOKENS - len(front) - 1
        found = []
        for first in range(0, max(len(own.ids) - _OVERLAP, 1), room - _OVERLAP):
            ids = [*front, *own.ids[first : first + room], _END]
            (logits,) = self._session.run(None, {"input_ids": np.array([ids], np.int64)})
            found.append((logits[0], own.offsets[first : first + room], len(front)))
        return found


def _reading(logits: NDArray[np.float32], offsets: Sequence[tuple[int, int]], first: int) -> PassageReading:
    """Probabilities over every span of up to 64 tokens of the text and over token 0, which says there is none."""
    count = len(offsets)
    if not count:
        return PassageReading(0.0, -math.inf, ())
    starts, ends = logits[first : first + count].astype(np.float64).T
    scores = np.full((count, min(count, _LONGEST_ANSWER)), -np.inf)
    for width in range(scores.shape[1]):
        scores[: count - width, width] = starts[: count - width] + ends[width:]
    weights = np.exp(scores - scores.max())
    score = float(scores.max() + np.log(weights.sum()) - logits[0].sum(dtype=np.float64))
    answers = 1 / (1 + math.exp(-max(score, -_SURE)))
    probabilities = answers * weights / weights.sum()
    # A word behind a space begins with a token for the space, which stands where the word does.
    spans: dict[tuple[int, int], float] = {}
    for row in _largest(scores.ravel(), _SPANS):
        start, width = np.unravel_index(row, scores.shape)
        if probabilities[start, width] > 0:
            stretch = offsets[start][0], offsets[start + width][1]
            spans[stretch] = spans.get(stretch, 0.0) + float(probabilities[start, width])
    likeliest = sorted(spans.items(), key=lambda one: -one[1])
    return PassageReading(answers, score, tuple(AnswerSpan(*span, chance) for span, chance in likeliest))


def _largest(numbers: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Where the ``count`` largest stand, the largest first, of equals the first."""
    if len(numbers) > count:
        least = np.partition(numbers, -count)[-count]
        places = np.flatnonzero(numbers >= least)
    else:
        places = np.arange(len(numbers))
    return places[np.argsort(-numbers[places], kind="stable")][:count]
