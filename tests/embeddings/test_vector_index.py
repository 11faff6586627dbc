"""Exact search among vectors."""

import numpy as np
import pytest

from embeddings import VectorIndex
from embeddings.coarse import Coarse, codes_of, error_of
from embeddings.vector_index import moments_of

VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0, 1], [-1, 0]], np.float32)


def test_best_first_and_equal_ones_by_row():
    scores, rows = VectorIndex([VECTORS], 2).search(np.array([0, 1], np.float32), 4)
    assert rows.tolist() == [1, 3, 2, 0]
    np.testing.assert_allclose(scores, [1, 1, 0.8, 0])


def test_a_tie_at_the_cut_goes_to_the_lower_row():
    _, rows = VectorIndex([VECTORS], 2).search(np.array([0, 1], np.float32), 1)
    assert rows.tolist() == [1]


def test_equal_vectors_score_equal_wherever_they_stand():
    vectors = np.random.default_rng(0).standard_normal((1000, 384)).astype(np.float32)
    vectors[[3, 500, 999]] = vectors[7]
    scores = VectorIndex([vectors], 384).scores(vectors[7])
    assert len(set(scores[[3, 7, 500, 999]].tolist())) == 1
    np.testing.assert_allclose(scores, vectors @ vectors[7], rtol=1e-4, atol=1e-3)


def test_top_k_beyond_the_size_gives_every_row():
    scores, rows = VectorIndex([VECTORS], 2).search(np.array([1, 0], np.float32), 99)
    assert sorted(rows.tolist()) == [0, 1, 2, 3, 4]
    assert (np.diff(scores) <= 0).all()


def test_scores_of_some_rows():
    index = VectorIndex([VECTORS], 2)
    assert index.scores(np.array([1, 0], np.float32), np.array([4, 0])).tolist() == [-1, 1]


def test_several_blocks_are_one_index():
    query = np.array([0.6, 0.8], np.float32)
    whole, parts = VectorIndex([VECTORS], 2), VectorIndex([VECTORS[:2], VECTORS[2:2], VECTORS[2:]], 2)
    assert (len(parts), parts.dim) == (5, 2)
    assert parts.vectors.tobytes() == VECTORS.tobytes()
    assert parts.scores(query).tobytes() == whole.scores(query).tobytes()
    assert parts.scores(query, np.array([4, 0, 2])).tolist() == whole.scores(query)[[4, 0, 2]].tolist()


def unit_rows(count, dim=64, spread=1.0, seed=0):
    """Unit vectors around a common direction: the larger ``spread``, the wider apart."""
    rows = np.ones(dim) + spread * np.random.default_rng(seed).standard_normal((count, dim))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


def both(rows):
    """An index that looks at every row, and one that looks at half precision first."""
    codes = codes_of(rows)
    coarse = Coarse([codes[:5], codes[5:]], rows.shape[1], error_of(rows, codes))
    return VectorIndex([rows], rows.shape[1]), VectorIndex([rows[:7], rows[7:]], rows.shape[1], coarse=coarse)


@pytest.mark.parametrize("spread", [0.01, 0.1, 1.0])
def test_half_precision_first_finds_the_same_rows(spread):
    """Wide apart, near, and so near that half precision cannot tell and every row is looked at."""
    rows = unit_rows(20_000, spread=spread)
    rows[[100, 15_000]] = rows[7]
    whole, quick = both(rows)
    for query in unit_rows(10, spread=spread, seed=1):
        assert [found.tolist() for found in quick.nearest(query, 100)] == [
            best.tolist() for best in whole.search(query, 100)
        ]


def test_the_error_of_half_precision_is_never_exceeded():
    """Also for the largest numbers there are."""
    rows = np.concatenate([unit_rows(500), np.eye(64, dtype=np.float32)])
    codes = codes_of(rows)
    index = Coarse([codes], 64, 0.0)
    for query in np.concatenate([unit_rows(5, seed=2), np.eye(64, dtype=np.float32)[:5]]):
        about, found = index.search(query, len(rows))
        assert np.abs(about - rows[found] @ query).max() <= error_of(rows, codes)


def test_the_spread_is_that_of_all_scores():
    """In blocks or in one, with moments given or not."""
    rows = unit_rows(300, spread=0.2)
    query = unit_rows(1, seed=3)[0]
    scores = rows.astype(np.float64) @ query
    for moments in (None, moments_of(rows[:100]) + moments_of(rows[100:])):
        index = VectorIndex([rows[:100], rows[100:]], 64, moments=moments)
        np.testing.assert_allclose(index.spread(query), (scores.mean(), scores.std()), atol=1e-7)


def test_an_index_without_rows():
    scores, rows = VectorIndex([], 3).search(np.ones(3, np.float32), 5)
    assert len(scores) == len(rows) == 0


def test_misuse_is_told_with_both_numbers():
    index = VectorIndex([VECTORS], 2)
    with pytest.raises(ValueError, match=r"shape \(3,\).*shape \(2,\)"):
        index.search(np.ones(3, np.float32), 1)
    with pytest.raises(ValueError, match="top_k is 0"):
        index.search(np.ones(2, np.float32), 0)
