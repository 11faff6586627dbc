"""What a question is not about is not looked for."""

from __future__ import annotations

import pytest

from qa.search.exclusions import without_exclusions


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("南湖（不是北湖，也不是东湖）有多深？", "南湖有多深？"),
        ("二期工程（别和一期弄混）花了多少钱？", "二期工程花了多少钱？"),
        ("哪座桥最长？不要说老桥那座。", "哪座桥最长？"),
        ("产量涨了百分之几？注意不是产值。", "产量涨了百分之几？"),
        ("校长是谁，别说成副校长", "校长是谁"),
        ("How deep is the lake (not the northern one)?", "How deep is the lake?"),
        ("Who built the bridge, not the old one?", "Who built the bridge?"),
    ],
)
def test_what_it_is_not_about_is_left_out(question: str, kept: str) -> None:
    """In brackets or behind the question."""
    assert without_exclusions(question) == kept


@pytest.mark.parametrize(
    "question",
    [
        "大会每年一次，不是每月一次吗？", "为什么不是三年？", "非公企业有多少家？", "不要的旧书送到哪里？", "（不是）",
        "哪座桥最长？不是老桥吗？", "别墅区有几栋楼（2021年）？", "有哪些特别规定？", "Is it not the oldest?",
        "收费不要票的怎么办", "游客可以带宠物，不要钱吗？", "孩子在家，不要大人陪行不行？",
    ],
)  # fmt: skip
def test_a_question_that_denies_is_whole(question: str) -> None:
    """不 and 别 in what is asked exclude nothing."""
    assert without_exclusions(question) == question
