"""The few passages of an index that may answer a question, by its vectors and its keywords, scored by both."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from embeddings.encoder import Vectors
from embeddings.vector_index import RowNumbers, inner_products
from qa.index.bearing_numbers import holds_number
from qa.index.filters import Where, documents_within
from qa.index.held_words import HeldWords
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
_BESIDE_FROM = 100_000
_BESIDE = ThreadPoolExecutor(os.cpu_count(), thread_name_prefix="nearest")


def exact_pool(index: Index, wanted: Wanted) -> Pool:
    """The pool of ``index``; exact. In a large one the nearest are looked for while the words are."""
    allowed = _allowed(index, wanted.where)
    large = len(index.kinds) >= _BESIDE_FROM
    searching = _BESIDE.submit(_nearest, index, wanted, allowed) if large else None
    held = HeldWords(index.keywords, (*wanted.words, *wanted.names), allowed)
    best = _best_by_words(index, held, wanted, allowed)
    numbered = _numbered(index, wanted.numbers, allowed)
    cosines, near = searching.result() if searching else _nearest(index, wanted, allowed)
    rows = _united(near, best)
    rows = _united(_with_next(index, rows, allowed) if wanted.below else rows, numbered)
    words = held.scores(rows, wanted.words)
    if not wanted.by_vectors:
        kept = (words > 0) | np.isin(rows, numbered)
        rows, words = rows[kept], words[kept]
    return Pool(
        rows=rows,
        cosines=_cosines(index, wanted.vector, rows, dict(zip(near.tolist(), cosines.tolist(), strict=True))),
        sentences=_highest_cosines(index, rows, wanted.vector),
        words=words,
        names=held.scores(rows, wanted.names),
        kinds=index.kinds[rows],
        numbered=np.isin(rows, numbered),
        spread=index.vectors.spread(wanted.vector),
    )


def _united(rows: RowNumbers, others: RowNumbers) -> RowNumbers:
    """Both, ascending, each once. NumPy's own would import its masked arrays, at the first question."""
    return np.array(sorted({*rows.tolist(), *others.tolist()}), np.int64)


def _allowed(index: Index, where: Where) -> _Allowed:
    if not where:
        return None
    chosen = np.zeros(len(index.facts), dtype=bool)
    chosen[documents_within(index, where)] = True
    return np.repeat(chosen, np.diff(index.passage_starts))


def _nearest(index: Index, wanted: Wanted, allowed: _Allowed) -> tuple[Scores, RowNumbers]:
    """Cosines and rows, best first; none where vectors are not to decide."""
    if not wanted.by_vectors:
        return np.zeros(0, np.float32), _NO_ROWS
    if allowed is None:
        return index.vectors.nearest(wanted.vector, POOL_HALF)
    rows = np.flatnonzero(allowed)
    cosines = index.vectors.scores(wanted.vector, rows)
    best = top_rows(cosines, POOL_HALF)
    return cosines[best], rows[best]


def _best_by_words(index: Index, held: HeldWords, wanted: Wanted, allowed: _Allowed) -> RowNumbers:
    """Filled up with the first rows where fewer hold a keyword; none where words are not to decide."""
    if not wanted.by_words:
        return _NO_ROWS
    best = held.best((wanted.words, wanted.names), POOL_HALF)
    if len(best) == POOL_HALF:
        return best
    others = np.arange(len(index.kinds)) if allowed is None else np.flatnonzero(allowed)
    others = others[: 2 * POOL_HALF]
    return np.append(best, others[~np.isin(others, best)][: POOL_HALF - len(best)])


def _cosines(index: Index, vector: Vectors, rows: RowNumbers, known: Mapping[int, float]) -> Scores:
    """Of the question with each of ``rows``; those that are ``known`` are not read again."""
    found = np.array([known.get(row, np.nan) for row in rows.tolist()], np.float32)
    left = np.isnan(found)
    found[left] = index.vectors.scores(vector, rows[left])
    return found


def _with_next(index: Index, rows: RowNumbers, allowed: _Allowed) -> RowNumbers:
    """``rows`` and what stands below each heading among them."""
    below = rows[index.kinds[rows] == HEADING] + 1
    below = below[below < len(index.kinds)]
    return _united(rows, below if allowed is None else below[allowed[below]])


def _numbered(index: Index, numbers: Sequence[str], allowed: _Allowed) -> RowNumbers:
    """The rows of the passages that bear a number asked for, ascending."""
    found: set[int] = set()
    for number in numbers:
        words = keywords_of(number)
        rows = HeldWords(index.keywords, words).best([words], NUMBERS_LOOKED_AT)
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
