"""Candidates to hits: which are shown, in which order, with which words and sentences marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from qa.index.passage_source import PassageSource
from qa.search.best_sentences import best_sentences
from qa.search.candidates import Candidates
from qa.search.highlighting import matched_spans
from qa.search.query import Query
from qa.search.repeats import repeats
from qa.types import Hit

_SAME_DOCUMENT_WEIGHT = 0.5
_EVIDENCE_SENTENCES = 2


def hits(index: PassageSource, query: Query, found: Candidates, *, top_k: int, in_turn: bool) -> list[Hit]:
    """The first ``top_k`` candidates as hits; a passage printed again in the same document is passed over.

    A hit's score is the probability, 0–1, that it shows what was asked for: its own, or that of the likeliest passage
    that it was put before. in_turn: whether each further passage of the same document counts less.
    """
    chosen: list[Hit] = []
    left = np.ones(len(found.rows), dtype=bool)
    for position in _in_turn(index, found, top_k) if in_turn else range(len(found.rows)):
        row = int(found.rows[position])
        passage = index.passages[row]
        score = float(found.shown[left].max())
        left[position] = False
        if any(repeats(passage, hit.passage) for hit in chosen):
            continue
        matched = matched_spans(query.folded, query.tokens, passage)
        evidence = best_sentences(index, row, query, found.vector)[:_EVIDENCE_SENTENCES]
        chosen.append(Hit(len(chosen) + 1, score, passage, matched, evidence))
        if len(chosen) == top_k:
            break
    return chosen


def _in_turn(index: PassageSource, found: Candidates, top_k: int) -> Iterator[int]:
    """Positions of the candidates, best first, while the documents take turns."""
    waiting = list(range(min(len(found.rows), 10 * top_k)))
    documents = [index.document_of(int(found.rows[position])) for position in waiting]
    taken: Counter[int] = Counter()
    while waiting:
        best = max(waiting, key=lambda one: found.fused[one] - _SAME_DOCUMENT_WEIGHT * taken[documents[one]])
        taken[documents[best]] += 1
        waiting.remove(best)
        yield best
