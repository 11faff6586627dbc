"""Words of ours in the characters of Taiwan, between the marks that go with them (OpenCC's s2tw table)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

_MARKS = str.maketrans("“”", "「」")


@lru_cache(maxsize=1024)
def in_traditional(words: str) -> str:
    """``words`` in traditional characters, “” as 「」."""
    return _converter()(words).translate(_MARKS)


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    """Its tables take 0.1 s to read and are read once, by whoever asks for traditional characters first."""
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("s2tw").convert
    return convert
