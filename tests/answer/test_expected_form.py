"""What shape of answer a question expects, and whether a sentence has it."""

from __future__ import annotations

import pytest

from qa.answer.expected_form import EXPECTED_KINDS, asked_noun, counted, kind, listed, number, units_asked
from qa.text.folding import fold


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("突击队有几支?", "组建12支突击队", 1),
        ("突击队有几支?", "组建突击队", -1),
        ("12支之外还有多少?", "共12支", -1),
        ("满意度是多少?", "达到99.3%", 1),
        ("路有多长?", "走了半年", 1),
        ("来了多少人?", "来了上百人", 1),
        ("how many teams?", "12支", 1),
        ("谁写的?", "记者2人", 0),
        ("几乎没有人?", "2人", 0),
    ],
)
def test_a_new_number_is_expected(question: str, sentence: str, value: float) -> None:
    """One that the question has not; nothing is expected where none is asked for."""
    assert number(question, sentence) == value


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("突击队有几支?", "组建12支突击队", 1),
        ("突击队有几支?", "走访12人", -1),
        ("有多少人?", "1400余名干部", 1),
        ("有多少人?", "3.5万人", 1),
        ("有几支队、多少人?", "12支480人", 1),
        ("有几支队、多少人?", "12支队", -1),
        ("多少钱?", "12元", 0),
        ("多久建成?", "7个月建成", 1),
        ("要好久?", "只要20几分钟", 1),
        ("多长时间?", "半年", 1),
        ("多久建成?", "100万吨项目投产", -1),
        ("多久以前?", "去年", 0),
        ("好久开一次会?", "每月1次", 0),
    ],
)
def test_what_is_counted_must_be_counted(question: str, sentence: str, value: float) -> None:
    """The same measure word, or one that may stand for it."""
    assert counted(question, sentence) == value


@pytest.mark.parametrize(
    ("name", "question", "has", "lacks"),
    [
        ("money", "票价是多少?", "票价2元", "票价不变"),
        ("money", "how much money did they lend?", "授信600余元", "授信"),
        ("date", "什么时候开的?", "2021年开放", "已经开放"),
        ("date", "哪年开的?", "去年开放", "已经开放"),
        ("percent", "增速是多少?", "增长7.2%", "增长很快"),
        ("percent", "百分之几的人满意?", "九成满意", "都满意"),
    ],
)
def test_each_kind_has_its_shape(name: str, question: str, has: str, lacks: str) -> None:
    """Money, dates and shares; nothing is expected of a question that asks for none."""
    assert kind(name, question, has) == 1
    assert kind(name, question, lacks) == -1
    assert kind(name, "谁写的?", has) == 0
    assert [other for other in EXPECTED_KINDS if kind(other, question, "") < 0] == [name]


@pytest.mark.parametrize(
    ("question", "sentence", "value"),
    [
        ("票价是多少?", "票价2元", 1),
        ("票价是多少?", "全程2元", -1),
        ("哪家银行授信?", "农商银行授信", 1),
        ("哪家银行授信?", "一家银行授信", -1),
        ("有几支突击队?", "12支突击队", 1),
        ("谁?", "突击队", 0),
    ],
)
def test_the_noun_asked_about_must_be_there(question: str, sentence: str, value: float) -> None:
    """And not only as «a» one."""
    assert asked_noun(question, sentence) == value


def test_a_list_is_counted_by_its_marks() -> None:
    """Up to five; nothing when no list is asked for."""
    assert listed("有哪些?", "甲、乙、丙;丁") == pytest.approx(3 / 5)
    assert listed("有哪些?", "、" * 9) == 1
    assert listed("谁?", "甲、乙、丙") == 0


def test_each_unit_is_one_pattern() -> None:
    """Units once each, then sums, then shares."""
    assert len(units_asked("有几支队、几支船、多少人?")) == 2
    assert len(units_asked("增速是多少?投资多少元?")) == 2
    assert units_asked("谁写的?") == []
    assert units_asked(fold("有幾支?").text) == units_asked("有几支?")
