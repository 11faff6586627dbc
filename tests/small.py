"""Small documents made in memory, what holds for every answer, an encoder as narrow as the real one, and readers."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from embeddings import AnswerSpan, PassageReading, Reader
from qa import Answer, Assistant, Document, Retriever
from qa.answer.phrases import language
from qa.answer.sentence_ranking import SENTENCE_FEATURES, Reading
from qa.documents.corpus import document_from_text
from qa.documents.metadata import Metadata
from qa.index.passage_parts import passage_sentences
from qa.search.candidates import Candidates, find_candidates, question_vector
from qa.search.query import Query, understand
from qa.search.weights import weights
from qa.types import Passage, Span
from tests.conftest import HashingEncoder

_ALIKE = 0.82
_FRONT = 7
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


class KnowingReader:
    """A reader that was told the answers: the words that answer, and how likely they do wherever they stand.

    batches: the texts it was given at each call. questions, heads: what it was given with them.
    """

    name = "knowing"

    def __init__(self, answers: Mapping[str, float]) -> None:
        self.answers = answers
        self.batches: list[list[str]] = []
        self.questions: set[str] = set()
        self.heads: list[str] = []

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageReading]:
        """Every place where the words stand, the likeliest first; one in a thousand where none do."""
        self.batches += [[text for _, text in passages]] * bool(passages)
        self.questions.add(question)
        self.heads += [head for head, _ in passages]
        return [passage_reading(_places(text, self.answers)) for _, text in passages]


class SharedWordsReader:
    """A reader without a model: what follows the longest stretch that a passage shares with the question answers.

    It is as likely as the stretch is long beside the question.
    """

    name = "shared-words"

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageReading]:
        """At most one span a passage: up to the next mark, behind the marks that follow the shared words."""
        return [self._one(question, text) for _, text in passages]

    def _one(self, question: str, text: str) -> PassageReading:
        shared = SequenceMatcher(None, question, text, autojunk=False).find_longest_match()
        after = re.compile(r"[\s，,、：:“”]*([^\s，,。；;！!？?]+)").match(text, shared.b + shared.size)
        if shared.size < 2 or after is None:
            return passage_reading([])
        return passage_reading([AnswerSpan(*after.span(1), min(0.95, shared.size / len(question)))])


def passage_reading(spans: Sequence[AnswerSpan]) -> PassageReading:
    """The reading of a passage in which ``spans``, likeliest first, are all that answers."""
    answers = min(sum(span.probability for span in spans), 0.9999) or 0.001
    return PassageReading(answers, math.log(answers / (1 - answers)), tuple(spans))


def _places(text: str, answers: Mapping[str, float]) -> list[AnswerSpan]:
    found = [
        AnswerSpan(*match.span(), probability)
        for words, probability in answers.items()
        for match in re.finditer(re.escape(words), text)
    ]
    return sorted(found, key=lambda span: (-span.probability, span.start))


def document(
    name: str, text: str, *, place: str | None = None, period: str | None = None, title: str | None = None
) -> Document:
    """A document of ``text`` whose facts are given, not read."""
    return document_from_text(text, id=name, metadata=Metadata(title=title, place=place, period=period))


def assistant(*documents: Document, reader: Reader | None = None) -> Assistant:
    """An assistant over ``documents``."""
    return Assistant(Retriever.from_documents(documents, encoder=NarrowEncoder()), reader=reader)


def reading(retriever: Retriever, words: str, probability: float = 0.5, spans: tuple[AnswerSpan, ...] = ()) -> Reading:
    """The first sentence of the corpus that holds ``words``, read with ``probability`` and ``spans``."""
    return next(
        Reading(sentence, passage, row, np.zeros(len(SENTENCE_FEATURES)), spans, probability)
        for row, passage in enumerate(retriever.passages)
        for sentence in passage_sentences(passage)
        if words in sentence.text
    )


def sentence_read(quote: str, *taken: tuple[str, float]) -> Reading:
    """``quote``, some characters into its document. taken: what a reader takes for the answer, and how likely."""
    end = _FRONT + len(quote)
    spans = tuple(
        AnswerSpan(_FRONT + quote.index(words), _FRONT + quote.index(words) + len(words), probability)
        for words, probability in taken
    )
    passage = Passage("a#7", "a.md", "题", _FRONT, end, quote, (), "body", (1,), ((_FRONT, end),))
    return Reading(Span(_FRONT, end, quote), passage, 0, np.zeros(len(SENTENCE_FEATURES)), spans, 0.5)


def candidates_of(retriever: Retriever, question: str) -> tuple[Query, Candidates]:
    """A question as understood, and what may answer it."""
    query = understand(question, retriever.index)
    vector = question_vector(query, retriever.encoder)
    return query, find_candidates(retriever.index, query, vector, where={}, mode="hybrid")


def districts(reader: Reader | None = None) -> Assistant:
    """江北 in two years and 忠县 in one."""
    return assistant(
        document("a.md", EARLIER, place="江北", period="2021"),
        document("b.md", LATER, place="江北", period="2022"),
        document("c.md", OTHER, place="忠县", period="2022"),
        reader=reader,
    )


def check_answer(made: Assistant, answer: Answer) -> None:
    """What holds for every answer."""
    documents = made.retriever.documents
    assert answer.answered == (answer.confidence >= made.threshold) == (answer.reason in ("answered", "overview"))
    stored = weights(reader=made.reader is not None)
    stated = answer.confidence >= (stored.stated_in_words if answer.shorts else stored.stated)
    only_near = made.reader is not None and answer.grade == "unsure" and language(answer.query) == "en"
    assert only_near or answer.grade == ("absent" if not answer.answered else "stated" if stated else "unsure")
    assert 0 <= answer.confidence <= 1
    assert [citation.number for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    for citation in answer.citations:
        assert documents[citation.document_id].text[citation.start : citation.end] == citation.quote != ""
        assert f"{citation.quote}" in answer.text
        for place in citation.also:
            assert 0 <= place.start < place.end <= len(documents[place.document_id].text)
    assert answer.short == (answer.shorts[0].text if answer.shorts else None)
    for short in answer.shorts:
        quoted = answer.citations[short.number - 1]
        assert quoted.start <= short.start < short.end <= quoted.end
        assert documents[quoted.document_id].text[short.start : short.end] == short.text
    assert len({short.label for short in answer.shorts}) == len(answer.shorts)
    scores = [hit.score for hit in answer.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert [hit.rank for hit in answer.hits] == list(range(1, len(scores) + 1))
    if answer.answered:
        assert answer.citations[0].document_id in {hit.passage.document_id for hit in answer.hits}
    else:
        assert answer.shorts == ()
