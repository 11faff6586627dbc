"""Small documents made in memory, what holds for every answer, and an encoder as narrow as the real one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qa import Answer, Assistant, Document, Retriever
from qa.answer.sentence_ranking import SENTENCE_FEATURES, Reading
from qa.documents.corpus import document_from_text
from qa.documents.metadata import Metadata
from qa.index.contents import passage_sentences
from qa.search.candidates import Candidates, find_candidates, question_vector
from qa.search.query import Query, understand
from qa.search.weights import weights
from tests.conftest import HashingEncoder

_ALIKE = 0.82
TEAMS = "江北区优选480人组建12支铁山青年突击队，开展志愿服务1200余次。"
MORE_TEAMS = "江北区优选960人组建24支铁山青年突击队，开展志愿服务2300余次。"
CANTEENS = "区里还新建了30个社区食堂，惠及老人2万余名。"
ORDERS = "忠县香怡社区推行“四单”运行机制，居民点单、社区接单、街道派单、居民评单。"
BUSES = "忠县开通了三条专班公交，送孩子去忠县中学上学。"
EARLIER = f"# 江北工作综述\n\n## 青年\n\n{TEAMS}\n\n{CANTEENS}\n"
LATER = f"# 江北工作综述\n\n## 青年\n\n{MORE_TEAMS}\n"
OTHER = f"# 忠县工作综述\n\n## 社区\n\n{ORDERS}\n\n## 教育\n\n{BUSES}\n"


class NarrowEncoder(HashingEncoder):
    """The hashing encoder with a direction that all texts share: cosines from 0.82 to 1, as the fitted weights expect.

    Bag-of-bigrams cosines spread over 0–1; the model that ships keeps even unrelated texts near 0.8.
    """

    def __init__(self) -> None:
        super().__init__("hashing-bigrams-narrow", 257)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One vector per text, of length 1, whose last element is the same for all."""
        self.dim = 256
        own = super().encode_passages(texts)
        self.dim = 257
        shared = np.full((len(texts), 1), _ALIKE**0.5, np.float32)
        return np.hstack([own * np.float32((1 - _ALIKE) ** 0.5), shared])


def document(
    name: str, text: str, *, place: str | None = None, period: str | None = None, title: str | None = None
) -> Document:
    """A document of ``text`` whose facts are given, not read."""
    return document_from_text(text, id=name, metadata=Metadata(title=title, place=place, period=period))


def assistant(*documents: Document) -> Assistant:
    """An assistant over ``documents``."""
    return Assistant(Retriever.from_documents(documents, encoder=NarrowEncoder()), reader=None)


def reading(retriever: Retriever, words: str, probability: float = 0.5) -> Reading:
    """The first sentence of the corpus that holds ``words``, read with ``probability``."""
    return next(
        Reading(sentence, passage, row, np.zeros(len(SENTENCE_FEATURES)), (), probability)
        for row, passage in enumerate(retriever.passages)
        for sentence in passage_sentences(passage)
        if words in sentence.text
    )


def candidates_of(retriever: Retriever, question: str) -> tuple[Query, Candidates]:
    """A question as understood, and what may answer it."""
    query = understand(question, retriever.index)
    vector = question_vector(query, retriever.encoder)
    return query, find_candidates(retriever.index, query, vector, where={}, mode="hybrid")


def districts() -> Assistant:
    """江北 in two years and 忠县 in one."""
    return assistant(
        document("a.md", EARLIER, place="江北", period="2021"),
        document("b.md", LATER, place="江北", period="2022"),
        document("c.md", OTHER, place="忠县", period="2022"),
    )


def check_answer(made: Assistant, answer: Answer) -> None:
    """What holds for every answer."""
    documents = made.retriever.documents
    assert answer.answered == (answer.confidence >= made.threshold) == (answer.reason == "answered")
    assert answer.grade == ("absent" if not answer.answered else "stated" if answer.confidence >= 0.5 else "unsure")
    assert 0 <= answer.confidence <= 1
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert documents[citation.document_id].text[citation.start : citation.end] == citation.quote != ""
        assert f"{citation.quote}" in answer.text
        for place in citation.also:
            assert 0 <= place.start < place.end <= len(documents[place.document_id].text)
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert [hit.rank for hit in answer.hits] == list(range(1, len(scores) + 1))
    if answer.answered:
        assert answer.citations[0].document_id in {hit.passage.document_id for hit in answer.hits}
    else:
        assert answer.short is None
