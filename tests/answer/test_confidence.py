"""What tells how sure an answer is."""

from __future__ import annotations

import pytest

from qa.answer.confidence import FEATURES, features
from tests import small


@pytest.mark.parametrize(
    ("question", "period", "words", "unstated"),
    [
        ("2022年食堂有几个？", None, "区里新建了30个社区食堂。", 1.0),
        ("2022年食堂有几个？", "2022-03-01", "区里新建了30个社区食堂。", 0.0),
        ("2022年食堂有几个？", None, "区里2022年新建了30个社区食堂。", 0.0),
        ("二〇二二年食堂有几个？", None, "区里2022年新建了30个社区食堂。", 0.0),
        ("食堂有几个？", None, "区里新建了30个社区食堂。", 0.0),
    ],
)
def test_a_year_asked_for_that_nothing_states(question: str, period: str | None, words: str, unstated: float) -> None:
    """Neither the document's own date nor the passage."""
    retriever = small.assistant(small.document("a.md", words, period=period)).retriever
    query, found = small.candidates_of(retriever, question)
    said = features(retriever.index, query, found, [small.reading(retriever, words)])
    assert dict(zip(FEATURES, said, strict=True))["year_unstated"] == unstated
