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

    reading: one per feature of a sentence. confidence, bias: the logistic of an answer. threshold: answered from it.
    hit: the logistic of a passage, of its fused score, how far it is behind the best, and the bias.
    """

    reading: Mapping[str, float]
    confidence: Mapping[str, float]
    bias: float
    threshold: float
    hit: Mapping[str, float]


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The stored numbers. Raises FileNotFoundError or ValueError when the file is missing or damaged."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights(
        reading=stored["reading"],
        confidence=stored["confidence"],
        bias=float(stored["bias"]),
        threshold=float(stored["threshold"]),
        hit=stored["hit"],
    )
