"""Exact search among vectors."""

import numpy as np
import pytest

from embeddings import VectorIndex

VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0, 1], [-1, 0]], np.float32)


def test_best_first_and_equal_ones_by_row():
    scores, rows = VectorIndex.from_vectors(VECTORS).search(np.array([0, 1], np.float32), 4)
    assert rows.tolist() == [1, 3, 2, 0]
    np.testing.assert_allclose(scores, [1, 1, 0.8, 0])


def test_a_tie_at_the_cut_goes_to_the_lower_row():
    _, rows = VectorIndex.from_vectors(VECTORS).search(np.array([0, 1], np.float32), 1)
    assert rows.tolist() == [1]


def test_equal_vectors_score_equal_wherever_they_stand():
    vectors = np.random.default_rng(0).standard_normal((1000, 384)).astype(np.float32)
    vectors[[3, 500, 999]] = vectors[7]
    scores = VectorIndex.from_vectors(vectors).scores(vectors[7])
    assert len(set(scores[[3, 7, 500, 999]].tolist())) == 1
    np.testing.assert_allclose(scores, vectors @ vectors[7], rtol=1e-4, atol=1e-3)


def test_top_k_beyond_the_size_gives_every_row():
    scores, rows = VectorIndex.from_vectors(VECTORS).search(np.array([1, 0], np.float32), 99)
    assert sorted(rows.tolist()) == [0, 1, 2, 3, 4]
    assert (np.diff(scores) <= 0).all()


def test_scores_of_some_rows():
    index = VectorIndex.from_vectors(VECTORS)
    assert index.scores(np.array([1, 0], np.float32), np.array([4, 0])).tolist() == [-1, 1]


def test_save_and_load(tmp_path):
    index = VectorIndex.from_vectors(VECTORS)
    index.save(tmp_path / "向量.faiss")
    loaded = VectorIndex.load(tmp_path / "向量.faiss")
    assert (len(loaded), loaded.dim) == (5, 2)
    assert loaded.vectors.tobytes() == VECTORS.tobytes()


def test_an_index_without_rows(tmp_path):
    VectorIndex.from_vectors(np.empty((0, 3), np.float32)).save(tmp_path / "empty")
    scores, rows = VectorIndex.load(tmp_path / "empty").search(np.ones(3, np.float32), 5)
    assert len(scores) == len(rows) == 0


def test_misuse_is_told_with_both_numbers():
    index = VectorIndex.from_vectors(VECTORS)
    with pytest.raises(ValueError, match=r"shape \(3,\).*shape \(2,\)"):
        index.search(np.ones(3, np.float32), 1)
    with pytest.raises(ValueError, match="top_k is 0"):
        index.search(np.ones(2, np.float32), 0)
    with pytest.raises(ValueError, match=r"shape \(2,\), expected \(rows, dim\)"):
        VectorIndex.from_vectors(np.ones(2, np.float32))


def test_a_file_that_is_no_index(tmp_path):
    (tmp_path / "broken").write_bytes(b"not an index")
    with pytest.raises(ValueError, match="broken is not a FAISS index"):
        VectorIndex.load(tmp_path / "broken")
    with pytest.raises(FileNotFoundError, match="absent: no such index file"):
        VectorIndex.load(tmp_path / "absent")
