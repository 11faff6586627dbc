"""Passages and sentences that say the same: the same words in the same order, however they are written and marked."""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text.characters import CHINESE
from qa.text.folding import folded_text
from qa.types import Passage

_WORD = re.compile(rf"[-+±<>≤≥=~≈]?\d+(?:[^\w\s]+\d+)*%?|[{CHINESE}〇]|[^\W\d_{CHINESE}〇]+")


def repeats(passage: Passage, other: Passage) -> bool:
    """Whether ``other``, elsewhere in the same document, already says what ``passage`` says."""
    if passage.document_id != other.document_id or (passage.start < other.end and other.start < passage.end):
        return False
    own, theirs = _said(passage.text), _said(other.text)
    return bool(own) and f" {' '.join(own)} " in f" {' '.join(theirs)} "


def says_the_same(text: str, other: str) -> bool:
    """Whether two texts have the same words in the same order; one that says more does not say the same.

    Folded, marks aside. Those of a figure belong to it: 1.5 is not 1、5, nor −5 % the same as 5 %.
    """
    return bool(_said(text)) and _said(text) == _said(other)


@lru_cache(maxsize=4096)
def _said(text: str) -> tuple[str, ...]:
    """The words of a text, folded: each Chinese character, each figure with its marks, each word in other letters."""
    return tuple(_WORD.findall(folded_text(text)))
