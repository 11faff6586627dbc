"""How likely the documents bear a statement out: a logistic over what comparing and reading say of its best source.

``weights.json`` holds its few numbers; ``python -m tests.benchmarks.fit_checking --write`` makes them again.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from embeddings import PassageReading
from qa.checking.comparing import content
from qa.checking.comparison import Comparison
from qa.checking.quantities import shared
from qa.checking.stretches import Found, SourceStretch
from qa.search.reranking import log_odds

FILE = Path(__file__).with_name("weights.json")
FEATURES = (
    "covered",
    "pairs",
    "cosine",
    "cosine_z",
    "borne",
    "missing",
    "apart",
    "claimless",
    "answers",
    "other",
)


@dataclass(frozen=True, slots=True)
class SupportWeights:
    """weights: one for each feature that counts. threshold: supported from it on. aligned: the least share of a
    statement's words that a source must cover for a difference to be one, not something else altogether.
    """

    weights: Mapping[str, float]
    bias: float
    threshold: float
    aligned: float


@lru_cache(maxsize=1)
def support_weights() -> SupportWeights:
    """The numbers that were fitted."""
    stored = json.loads(FILE.read_text(encoding="utf-8"))
    return SupportWeights(stored["support"], stored["bias"], stored["threshold"], stored["aligned"])


def support_features(
    text: str, found: Found, source: SourceStretch, compared: Comparison, reading: PassageReading | None
) -> list[float]:
    """One number for each of ``FEATURES``."""
    mean, deviation = found.spread
    return [
        source.covered,
        shared(content(text), content(source.above[-80:] + source.text)),
        source.cosine,
        (source.cosine - mean) / deviation,
        compared.borne / compared.claimed if compared.claimed else 1.0,
        float(len(compared.missing)),
        float(len(compared.apart)),
        float(not compared.claimed),
        log_odds(reading) if reading else 0.0,
        float(not source.fits),
    ]


def support(values: list[float], weights: SupportWeights | None = None) -> float:
    """Probability, 0–1, that the documents bear the statement out."""
    stored = weights or support_weights()
    logit = stored.bias + sum(
        stored.weights.get(name, 0.0) * value for name, value in zip(FEATURES, values, strict=True)
    )
    return 1 / (1 + math.exp(-max(min(logit, 50.0), -50.0)))
