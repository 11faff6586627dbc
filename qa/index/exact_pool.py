"""The few passages of an index that may answer a question, by its vectors and its keywords, scored by both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.vector_index import RowNumbers, inner_products
from qa.index.bearing_numbers import holds_number
from qa.index.filters import Where, documents_within
from qa.index.passage_source import POOL_HALF, Pool, Wanted
from qa.index.rows import offsets
from qa.index.top_rows import Scores, top_rows
from qa.text.rule_numbers import keywords_of
from qa.types import KINDS

if TYPE_CHECKING:
    from qa.index.contents import Index

HEADING = KINDS.index("heading")
NUMBERS_LOOKED_AT = 2000

_Allowed = NDArray[np.bool_] | None
_NO_ROWS = np.zeros(0, np.int64)


def exact_pool(index: Index, wanted: Wanted) -> Pool:
    """The pool of ``index``; exact."""
    allowed = _allowed(index, wanted.where)
    words, names = index.keywords.scores(wanted.words), index.keywords.scores(wanted.names)
    near = _nearest(index, wanted.vector, allowed) if wanted.by_vectors else _NO_ROWS
    rows = np.union1d(near, _best_of(words + names, allowed) if wanted.by_words else _NO_ROWS)
    numbered = _numbered(index, wanted.numbers, allowed)
    rows = np.union1d(_with_next(index, rows, allowed) if wanted.below else rows, numbered)
    if not wanted.by_vectors:
        rows = rows[(words[rows] > 0) | np.isin(rows, numbered)]
    return Pool(
        rows=rows,
        cosines=index.vectors.scores(wanted.vector, rows),
        sentences=_highest_cosines(index, rows, wanted.vector),
        words=words[rows],
        names=names[rows],
        kinds=index.kinds[rows],
        numbered=np.isin(rows, numbered),
        spread=index.vectors.spread(wanted.vector),
    )


def _allowed(index: Index, where: Where) -> _Allowed:
    if not where:
        return None
    chosen = np.zeros(len(index.facts), dtype=bool)
    chosen[documents_within(index, where)] = True
    return np.repeat(chosen, np.diff(index.passage_starts))


def _nearest(index: Index, vector: Vectors, allowed: _Allowed) -> RowNumbers:
    if allowed is None:
        return index.vectors.nearest(vector, POOL_HALF)
    rows = np.flatnonzero(allowed)
    return rows[top_rows(index.vectors.scores(vector, rows), POOL_HALF)]


def _best_of(scores: Scores, allowed: _Allowed) -> RowNumbers:
    rows = np.arange(len(scores)) if allowed is None else np.flatnonzero(allowed)
    return rows[top_rows(scores[rows], POOL_HALF)]


def _with_next(index: Index, rows: RowNumbers, allowed: _Allowed) -> RowNumbers:
    """``rows`` and what stands below each heading among them."""
    below = rows[index.kinds[rows] == HEADING] + 1
    below = below[below < len(index.kinds)]
    return np.union1d(rows, below if allowed is None else below[allowed[below]])


def _numbered(index: Index, numbers: Sequence[str], allowed: _Allowed) -> RowNumbers:
    """The rows of the passages that bear a number asked for, ascending."""
    found: set[int] = set()
    for number in numbers:
        scores = index.keywords.scores(keywords_of(number))
        rows = top_rows(scores, NUMBERS_LOOKED_AT)
        rows = rows[scores[rows] > 0]
        likely = rows if allowed is None else rows[allowed[rows]]
        found.update(row for row in likely.tolist() if holds_number(numbers, index.passages[row]))
    return np.array(sorted(found), dtype=np.int64)


def _highest_cosines(index: Index, rows: RowNumbers, vector: Vectors) -> Scores:
    """Of the question with the sentences of each of ``rows``, ascending, read in one go; shape as ``rows``."""
    if not len(rows):
        return np.zeros(0, np.float32)
    firsts, lasts = index.sentence_starts[rows], index.sentence_starts[rows + 1]
    cosines = inner_products(vector, index.sentence_vectors.stretches(firsts, lasts))
    return np.maximum.reduceat(cosines, offsets(lasts - firsts)[:-1])
