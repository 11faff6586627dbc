"""Questions that ask several things are parted, each part with what it asks for."""

from __future__ import annotations

import pytest

from qa.answer.paired_asks import OneAsk, label_of, paired_asks


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("河湾村有多少户、多少人？", [("河湾村有多少户", "多少户"), ("河湾村有多少人", "多少人")]),
        ("音乐会什么时候、在哪里举行？", [("音乐会什么时候举行", "时间"), ("音乐会在哪里举行", "地点")]),
        ("作坊是谁在什么时候开办的？", [("作坊是谁开办的", "谁开办"), ("作坊是在什么时候开办的", "时间")]),
        ("有几名教师和多少学生？", [("有几名教师", "几名教师"), ("有多少学生", "多少学生")]),
        ("团里理事长和副理事长各是谁？", [("团里理事长是谁", "理事长"), ("团里副理事长是谁", "副理事长")]),
        ("Who founded it and when?", [("Who founded it", "who"), ("when founded it", "when")]),
        ("When and where was it held?", [("When was it held", "when"), ("where was it held", "where")]),
        (
            "Who built it and how many rooms has it?",
            [("Who built it", "who"), ("how many rooms has it", "how many rooms")],
        ),
    ],
)
def test_each_thing_is_asked_by_itself(question: str, asks: list[tuple[str, str]]) -> None:
    assert paired_asks(question) == tuple(OneAsk(*ask) for ask in asks)


@pytest.mark.parametrize(
    "question",
    [
        "有多少户？",
        "哪年哪月开始的？",
        "从哪里到哪里？",
        "哪个街道的哪个小区最大？",
        "谁写了什么？",
        "张三和李四的关系是什么？",
        "1号线的起点和终点是哪里？",
        "什么是什么？",
        "What is it?",
        "Where is what he wrote?",
        "",
    ],
)
def test_what_asks_one_thing_stays_whole(question: str) -> None:
    """So does what cannot be parted for sure."""
    assert paired_asks(question) == ()


def test_a_row_may_be_asked_for_two_cells() -> None:
    asks = (OneAsk("1号线的起点是哪里", "起点"), OneAsk("1号线的终点是哪里", "终点"))
    assert paired_asks("1号线的起点和终点是哪里？", of_a_row=True) == asks


@pytest.mark.parametrize(
    ("asked", "subject", "label"),
    [
        ("大桥是哪年建成的", True, "时间"),
        ("总投资多少", False, "总投资"),
        ("協會會長是誰", True, "協會會長"),
        ("有多少會員", False, "多少會員"),
        ("在哪里演出？", False, "地点"),
        ("万里是哪里人", True, "哪里人"),
        ("他的书叫什么", False, "书"),
        ("印了多少册", False, "多少册"),
        ("乐谱是谁捐资办的", True, "谁捐资办"),
        ("企业又挂上了哪个牌子", False, "哪个牌子"),
        ("三个部分各由谁来负责", False, "三个部分"),
        ("食堂有多少个", False, "食堂"),
        ("用什么样的方式盯住项目", True, "什么样的方式盯住"),
        ("总面积有多大", False, "总面积"),
        ("塔有多高", True, "多高"),
        ("有多高", False, "多高"),
        ("2021年", True, "2021年"),
    ],
)
def test_what_a_clause_asks_for(asked: str, subject: bool, label: str) -> None:
    assert label_of(asked, subject=subject) == label
