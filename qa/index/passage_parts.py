"""The parts of a passage: its sentences, and what stands above it. It knows no index."""

from __future__ import annotations

from qa.types import Passage, Span


def passage_sentences(passage: Passage) -> list[Span]:
    """The sentences of ``passage``, in order, with their offsets in the document."""
    return [
        Span(start, end, passage.text[start - passage.start : end - passage.start]) for start, end in passage.sentences
    ]


def context(passage: Passage) -> str:
    """What stands before the passage's own words when it is encoded and counted: title and headings."""
    return " ".join([passage.title, *passage.heading]) + "\n"
