"""What stays in its file reads as if it were in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from embeddings.on_disk import FileBytes, FileRows
from embeddings.stacked import Stacked
from qa.index.top_rows import top_rows


@pytest.mark.parametrize("shape", [(5, 3), (7,), (0, 4)])
def test_an_array_in_a_file_reads_as_itself(tmp_path: Path, shape: tuple[int, ...]) -> None:
    """Whole, in slices and row by row; also when the file is removed meanwhile."""
    array = np.random.default_rng(0).standard_normal(shape).astype(np.float32)
    np.save(tmp_path / "a.npy", array)
    rows = FileRows(FileBytes(tmp_path / "a.npy"))
    (tmp_path / "a.npy").unlink()
    assert (len(rows), rows.shape, rows.dtype) == (len(array), shape, np.float32)
    np.testing.assert_array_equal(np.asarray(rows), array)
    np.testing.assert_array_equal(rows[1:4], array[1:4])
    for number in range(len(array)):
        np.testing.assert_array_equal(rows[number], array[number])
    with pytest.raises(IndexError):
        rows[len(array)]


def test_a_file_of_another_size_is_refused(tmp_path: Path) -> None:
    """A part cut short is no array."""
    np.save(tmp_path / "a.npy", np.zeros((5, 3)))
    (tmp_path / "a.npy").write_bytes((tmp_path / "a.npy").read_bytes()[:-8])
    with pytest.raises(ValueError, match="not an array in rows of the size it says"):
        FileRows(FileBytes(tmp_path / "a.npy"))


def test_bytes_of_a_file(tmp_path: Path) -> None:
    """Any slice, as of bytes."""
    (tmp_path / "b").write_bytes(b"0123456789")
    data = FileBytes(tmp_path / "b")
    assert (len(data), data[2:5], data[8:], data[:], data[5:2]) == (10, b"234", b"89", b"0123456789", b"")


def test_stacked_blocks_give_rows_from_memory_and_from_files(tmp_path: Path) -> None:
    """In the order asked for, within a block and across."""
    array = np.arange(30, dtype=np.float32).reshape(10, 3)
    np.save(tmp_path / "a.npy", array[4:])
    stacked = Stacked([array[:4], array[4:4], FileRows(FileBytes(tmp_path / "a.npy"))], 3)  # type: ignore[list-item]
    np.testing.assert_array_equal(stacked.take(np.array([9, 0, 5, 3, 9])), array[[9, 0, 5, 3, 9]])
    firsts, lasts = np.array([0, 3, 4, 8]), np.array([2, 4, 4, 10])
    np.testing.assert_array_equal(stacked.stretches(firsts, lasts), array[[0, 1, 3, 8, 9]])
    for first, last in ((0, 4), (4, 10), (2, 7), (10, 10), (3, 3)):
        np.testing.assert_array_equal(stacked[first:last], array[first:last])


@pytest.mark.parametrize("size", [5, 1_000, 50_000])
def test_the_top_rows_are_those_of_a_full_sort(size: int) -> None:
    """With many equal scores, ties by row, however the scores are sampled on the way."""
    scores = np.round(np.random.default_rng(size).standard_normal(size), 1).astype(np.float32)
    scores[: size // 2] = 0
    for count in (1, 7, 100):
        expected = np.argsort(-scores, kind="stable")[:count]
        assert top_rows(scores, count).tolist() == expected.tolist()
