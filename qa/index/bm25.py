"""Keyword scores of passages by number: Okapi BM25 over the tokens it is given.

It does not cut text; it knows rows and tokens.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from qa.index.postings import Postings
from qa.index.rows import offsets

_K1 = 1.5
_B = 0.75
_LOOKED_UP = 65_536


class KeywordIndex(Container[str]):
    """BM25 (Robertson and Zaragoza 2009; the idf that Lucene uses, never below zero) over the rows of some segments.

    The statistics are those of all rows together, however they are cut into segments. A token is ``in`` it when a row
    holds it.
    """

    def __init__(self, segments: Sequence[Postings]) -> None:
        """segments: the postings of the rows, one run behind the other."""
        self.segments = segments
        starts = offsets(segment.size for segment in segments).tolist()
        self._runs = [slice(first, last) for first, last in pairwise(starts)]
        self.size = starts[-1]
        length = np.concatenate([np.zeros(0, np.int32), *(one.lengths for one in segments)]).astype(np.float32)
        relative = length / (length.mean() if length.any() else np.float32(1.0))
        self._normal = _K1 * (1 - _B + _B * relative)
        self._places = lru_cache(maxsize=_LOOKED_UP)(self._look_up)

    @classmethod
    def from_tokens(cls, texts: Iterable[Sequence[str]]) -> KeywordIndex:
        """Count the tokens of each text; the first text is row 0."""
        return cls([Postings.from_tokens(texts)])

    def __contains__(self, token: object) -> bool:
        return isinstance(token, str) and bool(self._places(token)[0])

    def scores(self, tokens: Iterable[str]) -> NDArray[np.float32]:
        """Shape (n,): the sum of each row's weights for ``tokens``; 0 where none of them occurs."""
        found = np.zeros(self.size, dtype=np.float32)
        for token in tokens:
            holders, places = self._places(token)
            weight = _idf(holders, self.size)
            for segment, number in places:
                rows, counts = self.segments[segment].of(number)
                count, run = counts.astype(np.float32), self._runs[segment]
                saturated = count * (_K1 + 1) / (count + self._normal[run][rows])
                found[run][rows] += np.multiply(saturated, weight, dtype=np.float64).astype(np.float32)
        return found

    def rarity(self, token: str) -> float:
        """Inverse document frequency of ``token``, ≥ 0: the rarer, the higher; highest when it never occurs."""
        return float(_idf(self._places(token)[0], self.size))

    def _look_up(self, token: str) -> tuple[int, list[tuple[int, int]]]:
        """How many rows hold ``token``; and each segment in which one does, with the token's number there."""
        numbers = ((place, segment.tokens.get(token)) for place, segment in enumerate(self.segments))
        found = [(place, number) for place, number in numbers if number is not None]
        return sum(self.segments[place].holders(number) for place, number in found), found


def _idf(holders: int, size: int) -> np.float64:
    return np.float64(np.log1p((size - holders + 0.5) / (holders + 0.5)))
