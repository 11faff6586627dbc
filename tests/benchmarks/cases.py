"""Questions with known evidence as answers meet them: what is gathered, and which sentences of it show the answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from embeddings import Reader
from qa import Retriever
from qa.answer import evidence, followups
from qa.evaluate import questions
from qa.search.query import understand


@dataclasses.dataclass
class Case:
    """A question as gathered: a feature row per sentence, and which sentences show the answer."""

    retriever: Retriever
    question: questions.Question
    gathered: evidence.Evidence
    features: NDArray[np.float64]
    shows: NDArray[np.bool_]
    count: float = 1.0


def cases(retriever: Retriever, asked: Sequence[questions.Question], reader: Reader | None) -> list[Case]:
    """Gather the evidence of every question that can be searched; of several things asked, of the surest."""
    found = []
    for question in tqdm(asked, "gathering"):
        query = followups.complete(question.question, question.turns[:-1], retriever.index.places)
        understood = understand(query, retriever.index)
        gathered = evidence.gather(retriever.index, retriever.encoder, understood, where={}, reader=reader)
        gathered = max(gathered.parts, key=lambda part: part.confidence, default=gathered)
        if not gathered.readings:
            continue  # refused without a look
        rows = np.stack([r.features for r in gathered.readings])
        shows = [question.shown_by(r.passage.document_id, r.sentence.text) for r in gathered.readings]
        found.append(Case(retriever, question, gathered, rows, np.array(shows)))
    return found
