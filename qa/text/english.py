"""English words: the stems they are compared by, and those that say nothing by themselves. It knows no documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from qa.types import Extent

_LITTLE = """
a an the of to in on at by for from with into onto upon about as and or nor but if then than that this these those there
here it its i me my we our us you your he him his she her they them their be been being am is are was were do does did
done has have had having can could may might must shall should will would not so such just also very too what which who
whom whose where when why how whether please
"""
LITTLE_WORDS = frozenset(_LITTLE.split())
_WORD = re.compile(r"[a-z]+")
_SHORTEST = 4
_ENDINGS = (
    (re.compile("([a-z]{2,})(?:ies|ied)"), r"\1y"),
    (re.compile("([a-z]*(?:ss|sh|ch|[xz]))es|([a-z]+[^sui])s"), r"\1\2"),
    (re.compile("(?=[a-z]*[aeiouy][a-z]*(?:ed|ing))([a-z]{2,}[^e])(?:ed|ing)|([a-z]{3,}ee)d|([a-z]+e)ing"), r"\1\2\3"),
    (re.compile("([a-z]*[aeiouy])([bgkmnprtv])\\2"), r"\1\2"),
    (re.compile("([a-z]{2,}[^e])e"), r"\1"),
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A folded English word without the endings of number and tense; any other word as it is.

    >>> [stem(word) for word in ("policies", "running", "closed", "closes", "votes", "address", "2021年")]
    ['policy', 'run', 'clos', 'clos', 'vot', 'address', '2021年']
    """
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return word
    for ending, instead in _ENDINGS:
        match = ending.fullmatch(word)
        word = match.expand(instead) if match else word
    return word


@lru_cache(maxsize=4096)
def stem_places(text: str) -> Mapping[str, tuple[Extent, ...]]:
    """Where the English words of a folded text stand, by their stems."""
    found: dict[str, list[Extent]] = {}
    for match in _WORD.finditer(text):
        found.setdefault(stem(match.group()), []).append(match.span())
    return {word: tuple(extents) for word, extents in found.items()}
