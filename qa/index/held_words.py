"""The words of one question in the rows that hold them: which rows score highest by BM25, and what any row scores.

Rows that hold none of the words are never looked at, so the time goes by how often the words stand in the corpus.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from embeddings.vector_index import RowNumbers
from qa.index.bm25 import HeldRun, KeywordIndex, saturated, weighed
from qa.index.top_rows import Scores, top_rows

_ROUNDING = 2.0**-22


class HeldWords:
    """Where each of some words stands, read once."""

    def __init__(self, keywords: KeywordIndex, words: Iterable[str], within: NDArray[np.bool_] | None = None) -> None:
        """within: shape (rows,), the rows that will be asked for; None for all of them."""
        self._within = within
        self._numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
        self._rarity = np.array([keywords.rarity(word) for word in self._numbers], np.float64)
        self._runs = list(keywords.held(list(self._numbers), within))

    def scores(self, rows: RowNumbers, words: Sequence[str]) -> Scores:
        """BM25 of ``words``, a repeated one counting again: float32 of shape (n,). rows: ascending."""
        weights = np.zeros((len(self._numbers), len(rows)), np.float32)
        for run in self._runs if words else ():
            begin, end = np.searchsorted(rows, [run.first, run.first + len(run.normals)])
            asked = np.zeros(len(run.normals), dtype=bool)
            asked[rows[begin:end] - run.first] = True
            found = np.flatnonzero(asked[run.rows])
            token = np.searchsorted(np.cumsum(run.holders), found, side="right")
            held = run.rows[found]
            weight = saturated(run.counts[found], run.normals[held])
            number = run.tokens[token]
            weights[number, np.searchsorted(rows, held + run.first)] = weighed(weight, self._rarity[number])
        # subtle: one word after the other in single precision, so that a row scores the same beside any others.
        return sum((weights[self._numbers[word]] for word in words), np.zeros(len(rows), np.float32))

    def best(self, lists: Sequence[Sequence[str]], count: int) -> RowNumbers:
        """The ``count`` rows where the scores of all ``lists`` together are highest, highest first, equal ones by row.

        Fewer where fewer hold any of the words.
        """
        factors = self._rarity * self._times(lists)
        doubt = 1 - _ROUNDING * sum(map(len, lists))
        rows, about, least = np.zeros(0, np.int64), np.zeros(0), np.nextafter(0, 1)
        for run in self._runs:
            sums = self._sums(run, factors)
            likely = np.flatnonzero(sums >= least)
            rows, about = np.append(rows, likely + run.first), np.append(about, sums[likely])
            if len(about) > count:
                least = np.partition(about, -count)[-count] * doubt
                rows, about = rows[about >= least], about[about >= least]
        scores = sum((self.scores(rows, words) for words in lists), np.zeros(len(rows), np.float32))
        return rows[top_rows(scores, count)]

    def _times(self, lists: Sequence[Sequence[str]]) -> NDArray[np.int64]:
        counted = Counter(word for words in lists for word in words)
        return np.array([counted[word] for word in self._numbers], np.int64)

    def _sums(self, run: HeldRun, factors: NDArray[np.float64]) -> NDArray[np.float64]:
        """About what each row of a segment scores."""
        weights = saturated(run.counts, run.normals[run.rows]) * np.repeat(factors[run.tokens], run.holders)
        sums: NDArray[np.float64] = np.bincount(run.rows, weights, len(run.normals)).astype(np.float64, copy=False)
        if self._within is not None:
            sums[~self._within[run.first : run.first + len(sums)]] = 0
        return sums
