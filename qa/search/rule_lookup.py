"""Passages that bear a number asked for (第十二条, 3.4.1, §7), in a heading or a sentence, not those that cite it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from qa.index.contents import Index, passage_sentences
from qa.search.fusion import top_rows
from qa.search.query import Query
from qa.text.folding import folded_text
from qa.text.rule_numbers import bears, keywords_of
from qa.types import Passage

_LOOKED_AT = 2000


def bears_number(query: Query, passage: Passage, *sentences: str) -> bool:
    """Whether one of ``sentences``, or a heading above the passage, begins with a number that the question names."""
    heads = [folded_text(head) for head in (*sentences, *passage.heading)] if query.numbers else []
    return any(bears(number, head) for number in query.numbers for head in heads)


def numbered_rows(index: Index, query: Query, allowed: NDArray[np.bool_] | None) -> NDArray[np.int64]:
    """The rows of the passages that bear a number asked for, ascending. allowed: which may be found, None for all."""
    found: set[int] = set()
    for number in query.numbers:
        scores = index.keywords.scores(keywords_of(number))
        rows = top_rows(scores, _LOOKED_AT)
        for row in rows[scores[rows] > 0].tolist():
            passage = index.passages[row]
            if (allowed is None or allowed[row]) and bears_number(
                query, passage, *(sentence.text for sentence in passage_sentences(passage))
            ):
                found.add(row)
    return np.array(sorted(found), dtype=np.int64)
