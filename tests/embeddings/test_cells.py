"""Vectors in cells: most rows are never looked at, and hardly a near one is among them."""

from __future__ import annotations

import numpy as np
import pytest

from embeddings import VectorIndex
from embeddings.cells import CelledIndex, cells_of
from embeddings.coarse import codes_of
from tests.embeddings.test_vector_index import unit_rows

DIM = 64
CENTRES = unit_rows(400, DIM)
ROWS = np.concatenate([CENTRES[n % 400] + 0.05 * unit_rows(1, DIM, seed=n) for n in range(8_000)]).astype(np.float32)
ROWS /= np.linalg.norm(ROWS, axis=1, keepdims=True)
CODES = codes_of(ROWS)
PARTS = [CODES[:5_000], CODES[5_000:5_001], CODES[5_001:]]
CELLS = [cells_of(part) for part in PARTS]


def test_every_row_is_in_the_cell_of_a_centre_near_it() -> None:
    """About as many cells as there should be, of centres of length 1; the same each time."""
    for part, cells in zip(PARTS, CELLS, strict=True):
        assert len(part) / 64 <= len(cells.centres) <= len(part) / 64 * 1.5 + 1
        assert cells.places.shape == (len(part),)
        np.testing.assert_allclose(np.linalg.norm(cells.centres, axis=1), 1, atol=1e-3)
        own = (part.astype(np.float32) * cells.centres[cells.places]).sum(axis=1)
        assert own.min() > 0.3
    again = cells_of(PARTS[0])
    assert again.centres.tobytes() == CELLS[0].centres.tobytes()
    assert again.places.tobytes() == CELLS[0].places.tobytes()


def test_the_best_of_the_nearest_cells_are_found_and_ordered_exactly() -> None:
    """The ten best rows are those of the exact search in all but a few of a hundred, whatever block they are in."""
    quick = VectorIndex([ROWS[:7], ROWS[7:]], DIM, coarse=CelledIndex(CELLS, PARTS, DIM))
    whole = VectorIndex([ROWS], DIM)
    shared = 0
    for query in CENTRES[:50]:
        scores, found = quick.nearest(query, 10)
        shared += len(np.intersect1d(found, whole.search(query, 10)[1]))
        assert scores.tolist() == sorted(whole.scores(query, found).tolist(), reverse=True)
    assert shared >= 490


@pytest.mark.parametrize("size", [1, 3, 70])
def test_few_rows(size: int) -> None:
    """Fewer than are asked for: those that there are, each once."""
    rows = unit_rows(size, DIM)
    index = CelledIndex([cells_of(codes_of(rows))], [codes_of(rows)], DIM)
    found = index.search(rows[0], 400).tolist()
    assert found[0] == 0
    assert len(set(found)) == len(found) <= size
