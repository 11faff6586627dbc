"""The few words asked for, cut from the quote as printed, or nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from embeddings import AnswerSpan
from qa.answer.asked_units import units_asked
from qa.answer.sentence_ranking import SENTENCE_FEATURES, Reading
from qa.answer.short_answers import few_words
from qa.search.query import understand
from qa.text.folding import fold
from qa.types import Passage, Span
from tests.small import assistant_over


@pytest.mark.parametrize(
    ("question", "quote", "words"),
    [
        ("突击队有几支？", "优选480人组建12支铁山青年突击队;", "12支"),
        ("突击队有几支？", "优选480人组建１２支铁山青年突击队;", "１２支"),
        ("有多少人？", "抽調四百八十人參加", "四百八十人"),
        ("有多少人？", "优选480余名干部", "480余名"),
        ("授信多少元？", "授信600万元", "600万元"),
        ("满意度是百分之几？", "达到９９．３％", "９９．３％"),
        ("滿意度是百分之幾？", "達百分之九十六", "百分之九十六"),
        ("票价是多少？", "票价两元", "两元"),
        ("12支之外有几支？", "先有12支，后有24支", "24支"),
    ],
)
def test_the_words_asked_for(question: str, quote: str, words: str) -> None:
    """One unit asked for, one such figure in the quote that the question has not."""
    assert short_answer(fold(question).text, quote) == words


@pytest.mark.parametrize(
    ("question", "quote"),
    [
        ("有几支？", "江北12支，綦江24支"),
        ("有几支？", "有480人"),
        ("有几支队、多少人？", "12支480人"),
        ("12支之外有几支？", "共12支"),
        ("谁写的？", "记者2人"),
        ("", "12支"),
    ],
)
def test_no_words_where_several_could_be_meant(question: str, quote: str) -> None:
    """Two figures, none, two units, no unit."""
    assert short_answer(fold(question).text, quote) is None


@settings(deadline=None)
@given(
    st.sampled_from(["有几支？", "多少元？", "增速是多少？"]),
    st.text(st.sampled_from("12１支二百元%％百分之十.万余 a"), max_size=20),
)
def test_the_words_are_the_quotes_own(question: str, quote: str) -> None:
    """Whatever is quoted, a stretch of it comes back as printed."""
    words = short_answer(fold(question).text, quote)
    assert words is None or (words and words in quote)
