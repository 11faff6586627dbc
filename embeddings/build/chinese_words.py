"""The words of simplified Chinese text with their parts of speech, by jieba."""

from __future__ import annotations

from functools import lru_cache

from jieba import posseg

_LEAST_SIMPLIFIED = 0.9


@lru_cache(maxsize=50_000)
def tagged_words(text: str) -> tuple[tuple[str, str], ...]:
    """The words of ``text``, end to end, each with jieba's part of speech."""
    return tuple((pair.word, pair.flag) for pair in posseg.cut(text))


def mostly_simplified(text: str) -> bool:
    """Whether jieba's dictionary has the words of ``text``.

    GB 2312 holds the characters of everyday simplified text and few of those that are traditional alone.
    """
    return len(text.encode("gb2312", "ignore").decode("gb2312")) >= _LEAST_SIMPLIFIED * len(text)
