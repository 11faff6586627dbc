"""The best candidates in the order that a reader gives them: which are read, and how the two orders are joined."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np

from embeddings import PassageReading, Reader
from qa.index.passage_parts import context
from qa.index.passage_source import PassageSource
from qa.index.top_rows import Scores
from qa.search.candidates import HEADINGS, Candidates, across_languages, shown
from qa.search.query import Query
from qa.text.folding import in_simplified
from qa.types import Passage

MOST_READ = 8
_AT_A_TIME = 2
_CLEAR = 3.0
_WEIGHT = 0.2
_WEIGHT_ACROSS_LANGUAGES = 0.5
_CLIP = 8.0


def rerank(index: PassageSource, query: Query, found: Candidates, reader: Reader) -> Candidates:
    """The candidates with the first ``MOST_READ`` read and put in order by what was read and found together.

    Fewer are read once one is clear or no other would come first if it were, unless several sources are asked for; what
    ``found`` holds of readings serves again. A passage that was not read counts as the one of those that says least.
    """
    count = min(len(found.rows), MOST_READ)
    if not count:
        return found
    found = dataclasses.replace(found, read=_read(index, query, found, reader, dict(found.read)))
    odds = scores_of(found)
    odds = np.where(np.isnan(odds), np.nanmin(odds), odds)
    asked = [row in found.read and index.passages[row].role in query.roles for row in found.rows.tolist()]
    odds = np.where(asked, np.maximum(odds, 0.0), odds)  # Names alone, as in a byline, are nothing that can be read.
    fused = found.fused + _order_weight(index, query) * odds
    order = np.lexsort((np.arange(len(fused)), -fused))
    taken = found.taken(order.tolist())
    return dataclasses.replace(taken, fused=fused[order], shown=shown(fused[order], odds[order]))


def _weight(index: PassageSource, query: Query) -> float:
    """What a reader's log odds count beside the fused score, which across languages has few words to go by."""
    return _WEIGHT_ACROSS_LANGUAGES if across_languages(index, query) else _WEIGHT


def _order_weight(index: PassageSource, query: Query) -> float:
    """The same, and nothing in the order where a reader of few words would look for words that no passage has."""
    return 0.0 if query.open_ended and not across_languages(index, query) else _weight(index, query)


def log_odds(reading: PassageReading | None) -> float:
    """That the passage answers, within ±8; not a number where it was not read."""
    return float("nan") if reading is None else max(-_CLIP, min(reading.score, _CLIP))


def _read(
    index: PassageSource, query: Query, found: Candidates, reader: Reader, read: dict[int, PassageReading]
) -> dict[int, PassageReading]:
    question = in_simplified(query.text)
    rows, fused = found.rows[:MOST_READ].tolist(), found.fused[:MOST_READ].tolist()
    weight = _weight(index, query)
    for first in range(0, len(rows), _AT_A_TIME):
        done = [
            (score, log_odds(read[row]))
            for row, score in zip(rows[:first], fused, strict=False)
            if _may_answer(index.passages[row], query)
        ]
        if not query.several and _decided(done, max(fused[first:]), weight):
            break
        new = [row for row in rows[first : first + _AT_A_TIME] if row not in read]
        passages = [index.passages[row] for row in new]
        texts = [(in_simplified(context(one)).rstrip("\n"), in_simplified(one.text)) for one in passages]
        read.update(zip(new, reader.read(question, texts), strict=True))
    return read


def _may_answer(passage: Passage, query: Query) -> bool:
    """Whether it is more than a heading, of which nothing is quoted unless headings are asked for."""
    return passage.role not in HEADINGS or "heading" in query.roles


def _decided(read: Sequence[tuple[float, float]], ahead: float, weight: float) -> bool:
    """Whether one of the passages read is clear, or none that follows, were it clear, would come before the best.

    read: fused score and log odds of each. ahead: the best fused score of those to come. weight: what the odds count.
    """
    best = max((fused + weight * odds for fused, odds in read), default=float("-inf"))
    return any(odds > _CLEAR for _, odds in read) or ahead + weight * _CLEAR < best


def scores_of(found: Candidates) -> Scores:
    """Log odds of each candidate, not a number where it was not read; shape as ``found.rows``."""
    return np.array([log_odds(found.read.get(int(row))) for row in found.rows], np.float32)
