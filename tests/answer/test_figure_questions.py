"""What a figure of a sentence answers, asked in the sentence's own words."""

from __future__ import annotations

import pytest

from qa.answer.figure_questions import figure_questions


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("村里把全部田地划分为36个片区。", ["村里把全部田地划分为多少个片区"]),
        ("去年，茶厂招收学徒近40名外地青年，反响热烈。", ["茶厂招收学徒多少名外地青年"]),
        ("合作社全年实现收入73.1亿元，同比增长7.2%。", ["合作社全年实现收入多少元"]),
        ("合作社农户参加率达到96%，居全县第一。", ["合作社农户参加率达到百分之多少"]),
        ("镇上新开了3个食堂、5个书屋。", []),
        ("全县12个社区建成食堂，另有12个社区在建。", []),
        ("据统计，其中12个社区建成了食堂。", []),
        ("根据12个社区的实际情况，分类推进。", []),
        ("在全县12个社区中，", []),
        ("活动开展6年来成效显著。", []),
        ("理发、义诊等10项免费服务，很受欢迎。", []),
        ("这支队伍共有12名队员参加。", []),
        ("2021年，他们第3次到村里来。", []),
        ("没有数字的一句话也没有问题。", []),
        ("镇里正在推广“10分钟书屋圈”的经验。", []),
        ("是村里的3个书屋受到好评的重要原因。", []),
        ("展望2030年将是合作社丰收的一年。", []),
    ],
)
def test_a_figure_is_asked_for_where_the_clause_stands_alone(sentence: str, asked: list[str]) -> None:
    """One figure of its kind, in a clause that leans on no other and points at nothing."""
    assert list(figure_questions(sentence)) == asked
