"""What a question finds on a public set, read: the first passages and the orders that reading gives them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from embeddings import PassageReading, Reader
from qa import Retriever
from qa.index.passage_parts import context
from qa.search.candidates import across_languages, find_candidates, question_vector
from qa.search.query import understand

READ = 8
CLIP = 8.0


@dataclass(frozen=True)
class Found:
    """The first passages of one question: documents, texts, the scores they were found with, and their readings.

    ordered: whether those count in the order, as they do not for a question that no few words answer.
    """

    documents: tuple[str, ...]
    texts: tuple[str, ...]
    fused: NDArray[np.float64]
    readings: tuple[PassageReading, ...]
    ordered: bool = True

    @property
    def best(self) -> float:
        """The highest log odds that one of them answers."""
        return max((one.score for one in self.readings), default=-np.inf)

    def order(self, blend: float) -> list[int]:
        """Their numbers, best first, by ``fused + blend × log odds``; by the odds alone if ``blend`` is infinite."""
        odds = np.array([one.score for one in self.readings])
        scores = odds if np.isinf(blend) else self.fused + self.ordered * blend * np.clip(odds, -CLIP, CLIP)
        return [int(row) for row in np.argsort(-scores, kind="stable")]

    def rank_of(self, relevant: Iterable[str], blend: float) -> float:
        """Of the first relevant document, from 1; infinite if there is none."""
        wanted = set(relevant)
        ranked = list(dict.fromkeys(self.documents[row] for row in self.order(blend)))
        return next((rank for rank, one in enumerate(ranked, 1) if one in wanted), np.inf)

    def answer(self, blend: float) -> str:
        """The likeliest words of the first."""
        return next((words(self.readings[row], self.texts[row]) for row in self.order(blend)), "")


def find(retriever: Retriever, reader: Reader, question: str) -> Found:
    query = understand(question, retriever.index)
    vector = question_vector(query, retriever.encoder)
    found = find_candidates(retriever.index, query, vector, where={}, mode="hybrid")
    passages = [retriever.passages[int(row)] for row in found.rows[:READ]]
    readings = reader.read(question, [(context(one).rstrip("\n"), one.text) for one in passages])
    documents, texts = (tuple(getattr(one, name) for one in passages) for name in ("document_id", "text"))
    ordered = not query.open_ended or across_languages(retriever.index, query)
    return Found(documents, texts, found.fused[:READ].astype(np.float64), tuple(readings), ordered)


def words(reading: PassageReading, text: str) -> str:
    """The likeliest words, whether or not they are an answer."""
    return text[reading.spans[0].start : reading.spans[0].end] if reading.spans else ""
