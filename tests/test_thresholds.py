"""From where on an answer is called stated: most such answers are right, and the least sure of them still likely."""

from __future__ import annotations

import numpy as np

from tests.benchmarks.thresholds import refusing, stated_threshold


def test_a_doubtful_answer_is_not_stated_because_most_are_sure() -> None:
    """92 of 100 are right, but of the ten at .3 only two: those are left out."""
    probability = np.array([0.3] * 10 + [0.95] * 90)
    right = np.array([True] * 2 + [False] * 8 + [True] * 90)
    assert 0.3 < stated_threshold("stated", probability, right) <= 0.95


def test_where_all_are_right_all_are_stated() -> None:
    probability = np.array([0.4, 0.6, 0.9])
    assert stated_threshold("stated", probability, np.array([True] * 3)) == 0.4


def test_one_answer_hardly_moves_what_refuses() -> None:
    """A plain quantile jumps from one of two neighbours to the other."""
    ladder = np.linspace(0.0, 1.0, 101)
    assert abs(refusing(ladder, 0.05) - 0.05) < 0.01
    gap = np.concatenate([[0.1] * 5, [0.3] * 95])
    assert 0.1 < refusing(gap, 0.05) < 0.3
