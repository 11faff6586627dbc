"""Keyword scores of passages by number: Okapi BM25 over the tokens it is given.

It does not cut text; it knows rows and tokens.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import DTypeLike, NDArray

from qa.index.rows import offsets
from qa.index.vocabulary import Tokens

_K1 = 1.5
_B = 0.75
_ROW_BITS = 31

ARRAYS: Mapping[str, DTypeLike] = {"starts": np.int64, "rows": np.int32, "counts": np.uint16, "lengths": np.int32}

Int32s = NDArray[np.int32]


class KeywordIndex:
    """BM25 (Robertson and Zaragoza 2009; the idf that Lucene uses, never below zero) over rows 0 … n−1.

    Postings lie token after token: those of token ``t`` are ``rows[starts[t]:starts[t + 1]]``, ascending, and
    ``counts`` beside them says how often each row holds it. lengths: tokens of each row. Nothing stored depends on
    the other rows, so rows can come and go without counting the rest again. ``ARRAYS`` names what is stored.
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
        words, final = _united([words for words, *_ in moved])
        keys = [
            np.add(np.repeat(numbers << _ROW_BITS, postings), rows, dtype=np.int64)
            for numbers, (_, postings, rows, _) in zip(final, moved, strict=True)
        ]
        key, counts = _in_order(keys, [counts for *_, counts in moved])
        token, rows = key >> _ROW_BITS, (key & (1 << _ROW_BITS) - 1).astype(np.int32)
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


def _united(lists: Sequence[list[str]]) -> tuple[list[str], list[NDArray[np.int64]]]:
    """All words of some ascending lists, ascending, each once; and for each list its words' numbers among them."""
    if not lists:
        return [], []
    first = lists[0]
    rest = sorted(set().union(*lists[1:]))
    places = [bisect_left(first, word) for word in rest]
    new = [(place, word) for place, word in zip(places, rest, strict=True) if first[place : place + 1] != [word]]
    words, done = [], 0
    for place, word in new:
        words += [*first[done:place], word]
        done = place
    words += first[done:]
    inserted = np.array([place for place, _ in new], np.int64)
    numbers = [np.arange(len(first)) + np.searchsorted(inserted, np.arange(len(first)), side="right")]
    number = {word: bisect_left(words, word) for word in rest}
    numbers += [np.fromiter((number[word] for word in own), np.int64, len(own)) for own in lists[1:]]
    return words, numbers


def _in_order(
    keys: Sequence[NDArray[np.int64]], values: Sequence[NDArray[np.uint16]]
) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
    """All keys, ascending, and the value of each. Few are put into the many that are in order already."""
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.uint16)
    first, rest = keys[0], np.concatenate([np.zeros(0, np.int64), *keys[1:]])
    order = np.argsort(rest, kind="stable")
    rest, value = rest[order], np.concatenate([np.zeros(0, np.uint16), *values[1:]])[order]
    if bool((np.diff(first) >= 0).all()) and len(rest) * 8 < len(first):
        places = np.searchsorted(first, rest)
        return np.insert(first, places, rest), np.insert(values[0], places, value)
    key = np.concatenate([first, rest])
    order = np.argsort(key, kind="stable")
    return key[order], np.concatenate([values[0], value])[order]


def _moved(index: KeywordIndex, rows: Int32s) -> tuple[list[str], NDArray[np.int64], Int32s, NDArray[np.uint16]]:
    """Words that stay, how many postings each keeps, and those postings' new rows and counts."""
    new = rows[index.rows]
    stays = new >= 0
    before = np.concatenate([[0], np.cumsum(stays)])[index.starts]
    kept = np.diff(before)
    words = [word for word, count in zip(index.tokens, kept.tolist(), strict=True) if count]
    return words, kept[kept > 0], new[stays], index.counts[stays]
