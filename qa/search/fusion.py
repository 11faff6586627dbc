"""Scores to a ranking: candidates, normalisation, fusion. Pure arrays; no text, no index."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qa.index.top_rows import Scores


@dataclass(frozen=True, slots=True)
class FusionWeights:
    """What each signal counts."""

    vectors: float
    sentences: float
    keywords: float


HYBRID = FusionWeights(vectors=0.25, sentences=0.25, keywords=0.5)
VECTORS = FusionWeights(vectors=0.5, sentences=0.5, keywords=0.0)
# Across languages the words in common are names and figures: few, and of little weight beside what is meant.
ACROSS_LANGUAGES = FusionWeights(vectors=0.5, sentences=0.5, keywords=0.25)
KEYWORDS = FusionWeights(vectors=0.0, sentences=0.0, keywords=1.0)
_SHARE = 10.0


def normalise(scores: Scores) -> Scores:
    """Z-scores: mean 0, standard deviation 1 over the candidates; all 0 where they do not differ."""
    deviation = float(scores.std())
    if deviation < 1e-9:
        return np.zeros_like(scores)
    return np.asarray((scores - scores.mean()) / deviation)


def fuse(
    vectors: Scores, sentences: Scores, shares: Scores, weights: FusionWeights, corpus: tuple[float, float]
) -> Scores:
    """The candidates' scores added up by ``weights``; all arrays have shape (n,).

    vectors, sentences: cosines, counted in standard deviations over the whole corpus. corpus: mean and standard
    deviation of the question's cosine with every passage. shares: BM25 as a share of all the question's keywords weigh,
    so that a question whose words are hardly found anywhere leaves the choice to the vectors.

    Adding scores beats adding ranks (Bruch et al. 2023, An Analysis of Fusion Functions for Hybrid Retrieval); scales
    that do not move with the candidates beat z-scores over them.
    """
    mean, deviation = corpus
    near = (weights.vectors * (vectors - mean) + weights.sentences * (sentences - mean)) / deviation
    return near + weights.keywords * _SHARE * shares
