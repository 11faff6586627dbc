"""Keyword scores of passages by number: Okapi BM25 over the tokens it is given.

It does not cut text; it knows rows and tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from qa.lines import offsets
from qa.tokens import Tokens

_K1 = 1.5
_B = 0.75

Int32s = NDArray[np.int32]


class KeywordIndex:
    """BM25 (Robertson and Zaragoza 2009; the idf that Lucene uses, never below zero) over rows 0 … n−1.

    Postings lie token after token: those of token ``t`` are ``rows[starts[t]:starts[t + 1]]``, ascending, and
    ``counts`` beside them says how often each row holds it. lengths: tokens of each row. Nothing stored depends on
    the other rows, so rows can come and go without counting the rest again.
    """

    def __init__(
        self,
        tokens: Tokens,
        starts: NDArray[np.int64],
        rows: Int32s,
        counts: NDArray[np.uint16],
        lengths: Int32s,
    ) -> None:
        self.tokens = tokens
        self.starts = starts
        self.rows = rows
        self.counts = counts
        self.lengths = lengths
        self.size = len(lengths)
        length = lengths.astype(np.float32)
        relative = length / (length.mean() if length.any() else np.float32(1.0))
        self._normal = _K1 * (1 - _B + _B * relative)

    @classmethod
    def from_tokens(cls, texts: Iterable[Sequence[str]]) -> KeywordIndex:
        """Count the tokens of each text; the first text is row 0."""
        numbers: dict[str, int] = {}
        ids: list[int] = []
        counts: list[int] = []
        distinct: list[int] = []
        lengths: list[int] = []
        for text in texts:
            counted = Counter(text)
            ids += [numbers.setdefault(token, len(numbers)) for token in counted]
            counts += counted.values()
            distinct.append(len(counted))
            lengths.append(len(text))
        tokens = sorted(numbers)
        place = np.empty(len(tokens), np.int64)
        place[np.fromiter((numbers[token] for token in tokens), np.int64, len(tokens))] = np.arange(len(tokens))
        token = place[np.asarray(ids, np.int64)]
        row = np.repeat(np.arange(len(lengths), dtype=np.int32), distinct)
        order = np.argsort(token, kind="stable")
        starts = offsets(np.bincount(token, minlength=len(tokens)))
        count = np.minimum(counts, np.iinfo(np.uint16).max).astype(np.uint16)
        return cls(Tokens.of(tokens), starts, row[order], count[order], np.asarray(lengths, np.int32))

    @classmethod
    def merged(cls, parts: Sequence[tuple[KeywordIndex, Int32s]], size: int) -> KeywordIndex:
        """The rows of several indexes as one of ``size`` rows, the same as if all had been counted together.

        Beside each index stands the new number of each of its rows, ascending; −1 where the row goes.
        """
        lengths = np.zeros(size, np.int32)
        for index, rows in parts:
            lengths[rows[rows >= 0]] = index.lengths[rows >= 0]
        moved = [_moved(index, rows) for index, rows in parts]
        words = sorted({word for words, *_ in moved for word in words})
        number = {word: n for n, word in enumerate(words)}
        keys = []
        for own, postings, rows, _ in moved:
            final = np.fromiter((number[word] for word in own), np.int64, len(own))
            keys.append(np.repeat(final, postings) * size + rows)
        key = np.concatenate(keys) if keys else np.zeros(0, np.int64)
        order = np.argsort(key, kind="stable")
        key = key[order]
        counts = np.concatenate([counts for *_, counts in moved])[order] if keys else np.zeros(0, np.uint16)
        token = key // max(size, 1)
        rows = (key - token * size).astype(np.int32)
        return cls(Tokens.of(words), offsets(np.bincount(token, minlength=len(words))), rows, counts, lengths)

    def scores(self, tokens: Iterable[str]) -> NDArray[np.float32]:
        """Shape (n,): the sum of each row's weights for ``tokens``; 0 where none of them occurs."""
        found = np.zeros(self.size, dtype=np.float32)
        for token in tokens:
            number = self.tokens.get(token)
            if number is not None:
                postings = slice(self.starts[number], self.starts[number + 1])
                rows, count = self.rows[postings], self.counts[postings].astype(np.float32)
                saturated = count * (_K1 + 1) / (count + self._normal[rows])
                found[rows] += np.multiply(saturated, _idf(len(rows), self.size), dtype=np.float64).astype(np.float32)
        return found

    def rarity(self, token: str) -> float:
        """Inverse document frequency of ``token``, ≥ 0: the rarer, the higher; highest when it never occurs."""
        number = self.tokens.get(token)
        holders = 0 if number is None else int(self.starts[number + 1] - self.starts[number])
        return float(_idf(holders, self.size))


def _idf(holders: int, size: int) -> np.float64:
    return np.float64(np.log1p((size - holders + 0.5) / (holders + 0.5)))


def _moved(index: KeywordIndex, rows: Int32s) -> tuple[list[str], NDArray[np.int64], Int32s, NDArray[np.uint16]]:
    """Words that stay, how many postings each keeps, and those postings' new rows and counts."""
    new = rows[index.rows]
    stays = new >= 0
    before = np.concatenate([[0], np.cumsum(stays)])[index.starts]
    kept = np.diff(before)
    words = [word for word, count in zip(index.tokens, kept.tolist(), strict=True) if count]
    return words, kept[kept > 0], new[stays], index.counts[stays]
