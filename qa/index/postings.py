"""How often each token stands in each row: the postings of a run of rows, counted or read from disk, and merged.

It weighs nothing and does not cut text; it knows rows and tokens.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import DTypeLike, NDArray

from embeddings.on_disk import stretches_of
from qa.index.rows import offsets
from qa.index.vocabulary import Tokens

_ROW_BITS = 31
_IN_MEMORY = 1 << 20

ARRAYS: Mapping[str, DTypeLike] = {"starts": np.int64, "rows": np.int32, "counts": np.uint16, "lengths": np.int32}

Int32s = NDArray[np.int32]
Counts = NDArray[np.uint16]


class Postings:
    """Rows 0 … n−1 and the tokens in them.

    Postings lie token after token: those of token ``t`` are ``rows[starts[t]:starts[t + 1]]``, ascending, and
    ``counts`` beside them says how often each row holds it. lengths: tokens of each row. Nothing stored depends on
    the other rows, so rows can come and go without counting the rest again. ``ARRAYS`` names what is stored.
    """

    def __init__(
        self, tokens: Tokens, starts: NDArray[np.int64], rows: Int32s, counts: Counts, lengths: Int32s
    ) -> None:
        """Each an array, or ``FileRows`` of one."""
        self.tokens = tokens
        self.starts = starts
        self.rows = rows
        self.counts = counts
        self.lengths = lengths
        self.size = len(lengths)

    @classmethod
    def from_tokens(cls, texts: Iterable[Sequence[str]]) -> Postings:
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
    def merged(cls, parts: Sequence[tuple[Postings, Int32s]], size: int) -> Postings:
        """The rows of several indexes as one of ``size`` rows, the same as if all had been counted together.

        Beside each index stands the new number of each of its rows, ascending; −1 where the row goes.
        """
        lengths = np.zeros(size, np.int32)
        for index, rows in parts:
            lengths[rows[rows >= 0]] = np.asarray(index.lengths)[rows >= 0]
        moved = [_moved(index, rows) for index, rows in parts]
        words, final = _united([words for words, *_ in moved])
        keys = [
            np.add(np.repeat(numbers << _ROW_BITS, postings), rows, dtype=np.int64)
            for numbers, (_, postings, rows, _) in zip(final, moved, strict=True)
        ]
        key, counts = _in_order(keys, [counts for *_, counts in moved])
        token, rows = key >> _ROW_BITS, (key & (1 << _ROW_BITS) - 1).astype(np.int32)
        return cls(Tokens.of(words), offsets(np.bincount(token, minlength=len(words))), rows, counts, lengths)

    def holders(self, number: int) -> int:
        """How many rows hold token ``number``."""
        return int(self._starts[number + 1] - self._starts[number])

    def of(self, numbers: NDArray[np.int64]) -> tuple[NDArray[np.int64], Int32s, Counts]:
        """How many rows hold each token of ``numbers``; those rows, ascending, one token behind the other; and how
        often each of them does.
        """
        firsts, lasts = self._starts[numbers], self._starts[numbers + 1]
        owners = np.zeros(len(numbers), np.int64)
        rows, counts = (stretches_of([array], owners, firsts, lasts) for array in self._postings)
        return lasts - firsts, rows, counts

    @cached_property
    def _starts(self) -> NDArray[np.int64]:
        return np.asarray(self.starts)

    @cached_property
    def _postings(self) -> tuple[Int32s, Counts]:
        """In memory where they are few."""
        few = len(self.rows) < _IN_MEMORY
        return (np.asarray(self.rows), np.asarray(self.counts)) if few else (self.rows, self.counts)


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


def _moved(index: Postings, rows: Int32s) -> tuple[list[str], NDArray[np.int64], Int32s, NDArray[np.uint16]]:
    """Words that stay, how many postings each keeps, and those postings' new rows and counts."""
    new = rows[np.asarray(index.rows)]
    stays = new >= 0
    before = np.concatenate([[0], np.cumsum(stays)])[np.asarray(index.starts)]
    kept = np.diff(before)
    words = [word for word, count in zip(index.tokens, kept.tolist(), strict=True) if count]
    return words, kept[kept > 0], new[stays], np.asarray(index.counts)[stays]
