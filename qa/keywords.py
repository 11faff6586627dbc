"""Keyword scores of passages by number: Okapi BM25 over the tokens it is given.

It does not cut text; it knows rows and tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

_K1 = 1.5
_B = 0.75


class KeywordIndex:
    """BM25 (Robertson and Zaragoza 2009; the idf that Lucene uses, never below zero) over rows 0 … n−1.

    Postings lie token after token: those of token ``t`` are ``rows[starts[t]:starts[t + 1]]``, ascending,
    and ``weights`` beside them holds the finished BM25 weight of each, so a question only adds them up.
    """

    def __init__(
        self,
        tokens: dict[str, int],
        starts: NDArray[np.int64],
        rows: NDArray[np.int32],
        weights: NDArray[np.float32],
        size: int,
    ) -> None:
        self.tokens = tokens
        self.starts = starts
        self.rows = rows
        self.weights = weights
        self.size = size

    @classmethod
    def from_tokens(cls, texts: Iterable[Sequence[str]]) -> KeywordIndex:
        """Count the tokens of each text; the first text is row 0."""
        tokens: dict[str, int] = {}
        ids: list[int] = []
        counts: list[int] = []
        distinct: list[int] = []
        lengths: list[int] = []
        for text in texts:
            counted = Counter(text)
            ids += [tokens.setdefault(token, len(tokens)) for token in counted]
            counts += counted.values()
            distinct.append(len(counted))
            lengths.append(len(text))
        return cls(tokens, *_postings(ids, counts, distinct, lengths, len(tokens)), len(lengths))

    def scores(self, tokens: Iterable[str]) -> NDArray[np.float32]:
        """Shape (n,): the sum of each row's weights for ``tokens``; 0 where none of them occurs."""
        found = np.zeros(self.size, dtype=np.float32)
        for token in tokens:
            number = self.tokens.get(token)
            if number is not None:
                postings = slice(self.starts[number], self.starts[number + 1])
                found[self.rows[postings]] += self.weights[postings]
        return found

    def rarity(self, token: str) -> float:
        """Inverse document frequency of ``token``, ≥ 0: the rarer, the higher; highest when it never occurs."""
        number = self.tokens.get(token)
        holders = 0 if number is None else int(self.starts[number + 1] - self.starts[number])
        return float(_idf(np.array(holders), self.size))


def _idf(holders: NDArray[np.int64], size: int) -> NDArray[np.float64]:
    return np.log1p((size - holders + 0.5) / (holders + 0.5))


def _postings(
    ids: list[int], counts: list[int], distinct: list[int], lengths: list[int], vocabulary: int
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    token = np.asarray(ids, dtype=np.int64)
    row = np.repeat(np.arange(len(lengths), dtype=np.int32), distinct)
    order = np.argsort(token, kind="stable")
    token, row = token[order], row[order]
    count = np.asarray(counts, dtype=np.float32)[order]
    holders = np.bincount(token, minlength=vocabulary)
    length = np.asarray(lengths, dtype=np.float32)
    relative = length / (length.mean() if length.any() else 1.0)
    saturated = count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * relative[row]))
    weight = saturated * _idf(holders, len(lengths))[token]
    return np.concatenate([[0], np.cumsum(holders)]), row, weight.astype(np.float32)
