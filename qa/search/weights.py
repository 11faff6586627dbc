"""The few fitted numbers: what each signal counts. ``python -m tests.benchmarks.fit`` makes them again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """The numbers by name.

    sentence: one per feature of a sentence. confidence, bias: the logistic of an answer. threshold: answered from it.
    hit: the logistic of a passage, of its fused score, how far it is behind the best, what a reader says, and the bias.
    short: the least probability, 0–1, with which a reader's few words are given as the answer; none without one.
    stated, stated_in_words: the least confidence, 0–1, from which the documents are said to state an answer: a
    sentence alone, and one whose few words are given too.
    """

    sentence: Mapping[str, float]
    confidence: Mapping[str, float]
    bias: float
    threshold: float
    hit: Mapping[str, float]
    short: float
    stated: float
    stated_in_words: float


@lru_cache(maxsize=2)
def weights(*, reader: bool) -> Weights:
    """The stored numbers, fitted with or without a reader.

    Raises FileNotFoundError or ValueError when the file is missing or damaged.
    """
    stored = json.loads(FILE.read_text(encoding="utf-8"))["with a reader" if reader else "without"]
    return Weights(
        sentence=stored["sentence"],
        confidence=stored["confidence"],
        bias=float(stored["bias"]),
        threshold=float(stored["threshold"]),
        hit=stored["hit"],
        short=float(stored["short"]),
        stated=float(stored["stated"]),
        stated_in_words=float(stored["stated_in_words"]),
    )
