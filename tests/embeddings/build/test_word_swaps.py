"""A word of a question exchanged for another that the passage uses."""

from __future__ import annotations

import random

import pytest

from embeddings.build.word_swaps import with_word_swapped

TEXT = "长江大桥由李明设计，连接武汉和南昌。桥梁长三百米，隧道长五百米。一九三二年，北京的学校派学生参观。"


def swapped(question: str, answer: str = "", text: str = TEXT) -> set[str | None]:
    """Every outcome of many draws."""
    start = text.index(answer)
    return {
        with_word_swapped(question, text, [(start, start + len(answer))], random.Random(seed)) for seed in range(200)
    }


def test_a_word_is_exchanged_for_one_of_its_kind_that_the_passage_uses() -> None:
    """A place for a place that is not in the question already."""
    assert swapped("武汉在哪里？", "李明") == {"南昌在哪里？", "北京在哪里？", "长江大桥在哪里？"}


def test_no_word_of_the_answer_comes_into_the_question() -> None:
    assert swapped("武汉在哪里？", "南昌") == {"北京在哪里？", "长江大桥在哪里？"}


def test_what_is_asked_for_stays() -> None:
    """The word behind 什么 says what kind of thing is asked for."""
    assert swapped("什么学校？", "李明") == {None}


def test_some_are_turned_into_their_opposite() -> None:
    found = swapped("武汉最早属于什么？", "李明")
    assert {"武汉最晚属于什么？", "武汉最早不属于什么？", "南昌最早属于什么？"} < found


@pytest.mark.parametrize(
    ("question", "other"), [("他父亲怎么了？", "他母亲怎么了？"), ("谁参加了？", "谁没有参加了？"), ("为何？", None)]
)
def test_where_nothing_stands_in_an_opposite_is_tried(question: str, other: str | None) -> None:
    assert swapped(question, text="山高。") == {other}


def test_traditional_text_is_left_alone() -> None:
    """Half of its words would be cut wrong."""
    assert swapped("武漢在哪裡？", text="長江大橋連接武漢與南昌，橋樑長三百公尺，隧道長五百公尺。") == {None}
