"""A sorted table of tokens that stays on disk: token to number, number to token. It counts nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from embeddings.on_disk import Bytes
from qa.index.rows import offsets

_HEAD = 8


class Tokens(Container[str]):
    """Token ``i`` is line ``i`` of ``data``, in UTF-8, ascending by its bytes (which is by code points).

    starts: shape (tokens + 1,), where each line begins. heads: the first eight bytes of each token as a number, so
    that a look-up compares numbers first. What lies on disk is read when a token is first looked up.
    """

    def __init__(self, data: memoryview | Bytes, starts: NDArray[np.int64], heads: NDArray[np.uint64]) -> None:
        self.data = data
        self.starts = starts
        self.heads = heads
        self._range = range(len(heads))

    @classmethod
    def of(cls, tokens: Iterable[str]) -> Tokens:
        """A table of ``tokens``, which are distinct, ascending and without line ends."""
        words = [token.encode("utf-8", "surrogatepass") for token in tokens]
        heads = np.frombuffer(b"".join(word[:_HEAD].ljust(_HEAD, b"\0") for word in words), dtype=">u8")
        starts = offsets(len(word) + 1 for word in words)
        return cls(memoryview(b"".join(word + b"\n" for word in words)), starts, heads.astype(np.uint64))

    def __len__(self) -> int:
        return len(self._range)

    def __iter__(self) -> Iterator[str]:
        yield from self._text.decode("utf-8", "surrogatepass").split("\n")[:-1]

    def __contains__(self, token: object) -> bool:
        return isinstance(token, str) and self.get(token) is not None

    def get(self, token: str) -> int | None:
        """The number of ``token``; None when it is not in the table."""
        word = token.encode("utf-8", "surrogatepass")
        head = int.from_bytes(word[:_HEAD].ljust(_HEAD, b"\0"), "big")
        first = bisect_left(self._numbers, head)
        last = bisect_right(self._numbers, head, first)
        if last - first > 1:
            first = bisect_left(self._range, word, first, last, key=self._word)
        return first if first < last and self._word(first) == word else None

    def _word(self, number: int) -> bytes:
        return self._text[int(self._places[number]) : int(self._places[number + 1]) - 1]

    @cached_property
    def _text(self) -> bytes:
        return bytes(self.data[:])

    @cached_property
    def _places(self) -> NDArray[np.int64]:
        return np.asarray(self.starts)

    @cached_property
    def _numbers(self) -> Any:
        return np.ascontiguousarray(self.heads).data
