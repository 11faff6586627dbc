"""Keyword scores of passages by number: Okapi BM25 over the tokens it is given.

It does not cut text; it knows rows and tokens. ``qa.index.held_words`` finds the rows that score highest.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qa.index.postings import Counts, Int32s, Postings
from qa.index.rows import offsets
from qa.index.top_rows import Scores

# Passages are short: a word that comes again says little. Chosen on CMRC 2018 trial and DRCD dev.
_K1 = 0.5
_B = 0.4
_LOOKED_UP = 65_536


class HeldRun(NamedTuple):
    """Where some tokens stand in the rows of a segment, one token behind the other.

    first: the row that is its row 0. normals: ``normal`` of each of its rows. tokens: numbers of those that it holds;
    holders: how many rows hold each. rows, counts: those rows, and how often each holds the token.
    """

    first: int
    normals: Scores
    tokens: NDArray[np.int64]
    holders: NDArray[np.int64]
    rows: Int32s
    counts: Counts


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
        self.average = np.float32(length.mean() if length.any() else 1.0)
        self._normal = normal(length, self.average)
        self._places = lru_cache(maxsize=_LOOKED_UP)(self._look_up)

    @classmethod
    def from_tokens(cls, texts: Iterable[Sequence[str]]) -> KeywordIndex:
        """Count the tokens of each text; the first text is row 0."""
        return cls([Postings.from_tokens(texts)])

    def __contains__(self, token: object) -> bool:
        return isinstance(token, str) and bool(self._places(token)[0])

    def held(self, tokens: Sequence[str], within: NDArray[np.bool_] | None) -> Iterator[HeldRun]:
        """Where ``tokens``, by their place there, stand in each segment that has rows ``within``; None for all rows."""
        found: list[list[tuple[int, int]]] = [[] for _ in self.segments]
        for place, token in enumerate(tokens):
            for segment, number in self._places(token)[1]:
                found[segment].append((place, number))
        for postings, run, own in zip(self.segments, self._runs, found, strict=True):
            if own and (within is None or within[run].any()):
                places, numbers = np.array(own, np.int64).T
                yield HeldRun(run.start, self._normal[run], places, *postings.of(numbers))

    def rarity(self, token: str) -> float:
        """Inverse document frequency of ``token``, ≥ 0: the rarer, the higher; highest when it never occurs."""
        return float(idf(self._places(token)[0], self.size))

    def _look_up(self, token: str) -> tuple[int, list[tuple[int, int]]]:
        """How many rows hold ``token``; and each segment in which one does, with the token's number there."""
        numbers = ((place, segment.tokens.get(token)) for place, segment in enumerate(self.segments))
        found = [(place, number) for place, number in numbers if number is not None]
        return sum(self.segments[place].holders(number) for place, number in found), found


def normal(lengths: Scores, average: np.float32) -> Scores:
    """What a row's length makes of its counts; lengths: tokens of each row, float32, and their average over all."""
    return np.asarray(_K1 * (1 - _B + _B * (lengths / average)))


def saturated(counts: Counts, normals: Scores) -> Scores:
    """What a token weighs in rows that hold it ``counts`` times, before its rarity; below ``_K1 + 1``."""
    count = counts.astype(np.float32)
    return np.asarray(count * (_K1 + 1) / (count + normals))


def unsaturated(weights: Scores, normals: Scores) -> Counts:
    """The counts that ``saturated`` made ``weights`` of."""
    return np.asarray(np.rint(weights * normals / (_K1 + 1 - weights)), np.uint16)


def weighed(weights: Scores, rarity: np.float64 | NDArray[np.float64]) -> Scores:
    """``weights`` times the rarity of their token, or of the token of each, in float32."""
    return np.multiply(weights, rarity, dtype=np.float64).astype(np.float32)


def idf(holders: int, size: int) -> np.float64:
    """Inverse document frequency, ≥ 0, of a token that ``holders`` of ``size`` rows hold."""
    return np.float64(np.log1p((size - holders + 0.5) / (holders + 0.5)))
