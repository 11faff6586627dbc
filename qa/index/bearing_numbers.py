"""Passages that bear a number asked for (第十二条, 3.4.1, §7), in a heading or a sentence, not those that cite it."""

from __future__ import annotations

from collections.abc import Sequence

from qa.index.passage_parts import passage_sentences
from qa.text.folding import folded_text
from qa.text.rule_numbers import bears
from qa.types import Passage


def bears_number(numbers: Sequence[str], passage: Passage, *sentences: str) -> bool:
    """Whether one of ``sentences``, or a heading above the passage, begins with one of ``numbers``."""
    heads = [folded_text(head) for head in (*sentences, *passage.heading)] if numbers else []
    return any(bears(number, head) for number in numbers for head in heads)


def holds_number(numbers: Sequence[str], passage: Passage) -> bool:
    """Whether any sentence of the passage, or a heading above it, begins with one of ``numbers``."""
    return bears_number(numbers, passage, *(sentence.text for sentence in passage_sentences(passage)))
