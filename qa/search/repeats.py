"""Passages and sentences that say the same."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text.folding import folded_text
from qa.text.words import bigrams
from qa.types import Passage

_REPEATED = 0.9

_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def repeats(passage: Passage, other: Passage) -> bool:
    """Whether ``other``, elsewhere in the same document, already says what ``passage`` says."""
    if passage.document_id != other.document_id or (passage.start < other.end and other.start < passage.end):
        return False
    own, theirs = _pairs(passage.text), _pairs(other.text)
    return bool(own) and len(own & theirs) >= _REPEATED * len(own)


def says_the_same(text: str, other: str) -> bool:
    """Whether nearly every pair of characters, and every figure, of the shorter text stands in the longer one."""
    shorter, longer = sorted((folded_text(text), folded_text(other)), key=len)
    pairs, more = _pairs(shorter), _pairs(longer)
    same = bool(pairs) and len(pairs & more) >= _REPEATED * len(pairs)
    return same and set(_FIGURE.findall(shorter)) <= set(_FIGURE.findall(longer))


@lru_cache(maxsize=4096)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(token.word for token in bigrams(folded_text(text)))
