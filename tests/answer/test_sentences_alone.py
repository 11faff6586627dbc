"""The likeliest sentences read once more without their passages: their order, and the words both readings take."""

from __future__ import annotations

import dataclasses

import pytest

from embeddings import AnswerSpan
from qa import Retriever
from qa.answer.sentence_ranking import SENTENCE_FEATURES
from qa.answer.sentences_alone import read_alone
from qa.search.query import understand
from tests import small
from tests.conftest import HashingEncoder

QUESTION = "食堂惠及多少老人？"
ALONE = SENTENCE_FEATURES.index("read_alone")


@pytest.fixture
def retriever() -> Retriever:
    return Retriever.from_documents([small.document("a.md", small.EARLIER)], encoder=HashingEncoder())


def test_the_sentence_that_answers_by_itself_comes_first(retriever: Retriever) -> None:
    """Those not read count as the one that says least; the probabilities are of one choice again."""
    near = small.reading(retriever, small.TEAMS, 0.41)
    right = small.reading(retriever, small.CANTEENS, 0.39)
    rest = small.reading(retriever, "青年", 0.2)
    reader = small.KnowingReader({"2万余名": 0.99})
    query = understand(QUESTION, retriever.index)
    made = read_alone(query, [near, right, rest], [near, right], reader)
    assert [one.sentence.text for one in made] == [small.CANTEENS, small.TEAMS, rest.sentence.text]
    assert reader.batches == [[small.TEAMS, small.CANTEENS]] and set(reader.heads) == {""}
    assert [round(one.features[ALONE], 1) for one in made] == [4.6, -6.9, -6.9]
    assert sum(one.probability for one in made) == pytest.approx(1)


def test_what_both_readings_take_is_averaged(retriever: Retriever) -> None:
    """By places in the document; what one of them takes is half as likely."""
    alone = small.reading(retriever, small.CANTEENS)
    start = alone.sentence.start + small.CANTEENS.index("2万余名")
    other = AnswerSpan(alone.sentence.start, alone.sentence.start + 2, 0.4)
    read = dataclasses.replace(alone, spans=(other, AnswerSpan(start, start + 4, 0.3)))
    reader = small.KnowingReader({"2万余名": 0.9})
    (made,) = read_alone(understand(QUESTION, retriever.index), [read], [read], reader)
    assert [(one.start, one.end) for one in made.spans] == [(start, start + 4), (other.start, other.end)]
    assert [one.probability for one in made.spans] == pytest.approx([(0.3 + 0.9**0.25) / 2, 0.2])
