"""How plainly an answer is stated, where its words share none with the question's."""

from __future__ import annotations

import pytest

from qa.answer.evidence import gather
from qa.answer.refusals import Verdict, grade_of
from qa.search.query import understand
from tests import small
from tests.small import KnowingReader


@pytest.mark.parametrize(
    ("question", "read", "words", "grade"),
    [
        ("How many buses were opened?", 0.001, False, "unsure"),
        ("How many buses were opened?", 0.001, True, "stated"),
        ("How many buses were opened?", 0.99, False, "stated"),
        ("How many buses did Zhongxian open?", 0.001, False, "stated"),
        ("开通了几条专班公交？", 0.001, False, "stated"),
    ],
)
def test_what_is_only_near_is_not_stated(question: str, read: float, words: bool, grade: str) -> None:
    """A question in other letters must name a place, or be answered by what the reader reads."""
    made = small.districts(KnowingReader({"三条专班公交": read}))
    index, encoder = made.retriever.index, made.retriever.encoder
    found = gather(index, encoder, understand(question, index), where={}, reader=made.reader)
    assert grade_of(Verdict("answered", 0.99), found, words=words, reader=True) == grade
