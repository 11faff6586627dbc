"""The row of so many things that a question asks to be named."""

from __future__ import annotations

import pytest

from qa.answer.enumerations import enumeration_of, number_asked
from qa.text.folding import folded_text


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("可以认领哪四样活儿？", 4),
        ("是哪3个镇？", 3),
        ("有哪两家公司？", 2),
        ("“三网融合”指什么？", 3),
        ("四步是什么？", 4),
        ("有哪些公司？", None),
        ("2021年有哪些公司？", None),
        ("有四个镇吗？", None),
    ],
)
def test_how_many_are_asked_for(question: str, number: int | None) -> None:
    assert number_asked(folded_text(question)) == number


@pytest.mark.parametrize(
    ("number", "sentence", "row"),
    [
        (4, "认领“办实事、解矛盾、讲政策、做志愿者”4项任务", "办实事、解矛盾、讲政策、做志愿者"),
        (4, "构建政治认同、理想认同、价值认同、情感认同“四个认同”体系", "政治认同、理想认同、价值认同、情感认同"),
        (3, "由埤城镇、后巷镇、新桥镇合并而成", "埤城镇、后巷镇、新桥镇"),
        (3, "开通区委组织部、区级部门、镇街三级热线", None),
        (2, "甲公司、乙公司都去了", None),
        (2, "“甲公司、乙公司”都去了", "甲公司、乙公司"),
        (3, "“甲、乙、丙”和“丁、戊、己”", None),
        (3, "成员是（主唱）、小蓝（贝斯）、鸟人（鼓手）三人", None),
        (3, "没有", None),
    ],
)
def test_the_only_row_of_so_many(number: int, sentence: str, row: str | None) -> None:
    """Its ends are marks, or known by things of one length; else it is none rather than half of one."""
    found = enumeration_of(number, sentence)
    assert (None if found is None else sentence[slice(*found)]) == row
