"""Documents to passages and their keywords, by as many processes as the work is worth. It encodes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from qa.fold import fold
from qa.indexing import context
from qa.keywords import KeywordIndex
from qa.split import split
from qa.types import Document, Passage
from qa.words import keywords


def prepared(
    documents: Sequence[Document], *, progress: bool = False
) -> tuple[list[list[Passage]], list[KeywordIndex]]:
    """The passages of each document, and indexes of their keywords, one behind the other."""
    passages = [split(document) for document in documents]
    return passages, [KeywordIndex.from_tokens(_tokens(passage) for own in passages for passage in own)]


def _tokens(passage: Passage) -> list[str]:
    return [token.word for token in keywords(fold(context(passage) + passage.text).text)]
