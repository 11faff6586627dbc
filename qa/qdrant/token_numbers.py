"""Keywords as numbers: 48 bits to know a word by, of which an engine's sparse vectors hold the lower 32."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

BYTES = 6
_DIMENSIONS = np.uint64(0xFFFF_FFFF)


def numbers_of(tokens: Iterable[str]) -> NDArray[np.uint64]:
    """The number of each token, shape (n,)."""
    digests = (hashlib.blake2b(one.encode("utf-8", "surrogatepass"), digest_size=BYTES).digest() for one in tokens)
    return np.fromiter((int.from_bytes(digest, "big") for digest in digests), np.uint64)


def dimensions(numbers: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Where each number stands in a sparse vector."""
    return (numbers & _DIMENSIONS).astype(np.int64)
