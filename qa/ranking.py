"""Scores to a ranking: candidates, normalisation, fusion. Pure arrays; no text, no index."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Rows = NDArray[np.int64]

CANDIDATES = 100


@dataclass(frozen=True, slots=True)
class Weights:
    """What each signal counts, in standard deviations over the candidates."""

    vectors: float
    sentences: float
    keywords: float


HYBRID = Weights(vectors=0.35, sentences=0.35, keywords=0.3)
VECTORS = Weights(vectors=0.5, sentences=0.5, keywords=0.0)
KEYWORDS = Weights(vectors=0.0, sentences=0.0, keywords=1.0)


def top_rows(scores: Scores, count: int) -> Rows:
    """Rows of the ``count`` highest scores, highest first; equal scores in the order of their rows."""
    if count < len(scores):
        threshold = np.partition(scores, len(scores) - count)[len(scores) - count]
        rows = np.flatnonzero(scores >= threshold)
    else:
        rows = np.arange(len(scores))
    return rows[np.argsort(-scores[rows], kind="stable")][:count]


def normalise(scores: Scores) -> Scores:
    """Z-scores: mean 0, standard deviation 1 over the candidates; all 0 where they do not differ."""
    deviation = float(scores.std())
    if deviation < 1e-9:
        return np.zeros_like(scores)
    return (scores - scores.mean()) / deviation


def fuse(vectors: Scores, sentences: Scores, keywords: Scores, weights: Weights) -> Scores:
    """Sum of the normalised scores of the candidates, each of shape (n,), by ``weights``.

    Adding scores beats adding ranks (Bruch et al. 2023, An Analysis of Fusion Functions for Hybrid Retrieval).
    """
    return (
        weights.vectors * normalise(vectors)
        + weights.sentences * normalise(sentences)
        + weights.keywords * normalise(keywords)
    )
