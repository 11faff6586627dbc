"""Candidates, normalisation and fusion, worked by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.index.top_rows import top_rows
from qa.search.fusion import HYBRID, KEYWORDS, VECTORS, FusionWeights, fuse, normalise

SCORES = st.lists(st.sampled_from([-np.inf, -1.0, 0.0, 0.5, 0.5000001, 2.0]), max_size=30)


@settings(deadline=None)
@given(SCORES, st.integers(1, 40))
def test_the_top_rows_are_those_of_a_full_sort(scores: list[float], count: int) -> None:
    """Highest first, equal scores by row, no more than there are."""
    expected = sorted(range(len(scores)), key=lambda row: (-scores[row], row))[:count]
    assert top_rows(np.array(scores, dtype=np.float64), count).tolist() == expected


def test_normalised_scores_are_standard_deviations() -> None:
    """1, 2, 3 have mean 2 and standard deviation √(2/3)."""
    assert normalise(np.array([1.0, 2.0, 3.0])) == pytest.approx([-(1.5**0.5), 0, 1.5**0.5])
    assert normalise(np.array([0.1, 0.1, 0.1])).tolist() == [0, 0, 0]
    assert normalise(np.array([4.0])).tolist() == [0]


@pytest.mark.parametrize("weights", [HYBRID, VECTORS, KEYWORDS])
def test_the_weights_add_up_to_one(weights: FusionWeights) -> None:
    """No mode counts more than another."""
    assert weights.vectors + weights.sentences + weights.keywords == 1


def test_fusion_by_hand() -> None:
    """Cosines in standard deviations over the corpus, keyword shares tenfold.

    First: 0.25·(0.9−0.7)/0.1 + 0.25·(0.8−0.7)/0.1 + 0.5·10·0.5 = 0.5 + 0.25 + 2.5.
    Second: 0.25·(0.7−0.7)/0.1 + 0.25·(0.9−0.7)/0.1 + 0.5·10·0.1 = 0 + 0.5 + 0.5.
    """
    vectors, sentences, shares = np.array([0.9, 0.7]), np.array([0.8, 0.9]), np.array([0.5, 0.1])
    assert fuse(vectors, sentences, shares, HYBRID, (0.7, 0.1)) == pytest.approx([3.25, 1.0])
    assert fuse(vectors, sentences, shares, VECTORS, (0.7, 0.1)) == pytest.approx([1.5, 1.0])
    assert fuse(vectors, sentences, shares, KEYWORDS, (0.7, 0.1)) == pytest.approx([5.0, 1.0])


def test_a_score_does_not_move_with_the_other_candidates() -> None:
    """One candidate alone is scored as it is among others."""
    both = fuse(np.array([0.9, 0.1]), np.array([0.8, 0.2]), np.array([0.5, 0.0]), HYBRID, (0.5, 0.2))
    alone = fuse(np.array([0.9]), np.array([0.8]), np.array([0.5]), HYBRID, (0.5, 0.2))
    assert alone[0] == both[0]
