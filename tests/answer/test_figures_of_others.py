"""Figures of another owner, time, rank or rate beside the one asked for."""

from __future__ import annotations

import pytest

from qa import Retriever
from qa.answer.likeliest_words import likeliest_words
from qa.search.query import understand
from tests import small


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    return small.districts().retriever


@pytest.mark.parametrize(
    ("question", "sentence", "words"),
    [
        ("甲校有多少名教师？", "甲校30名教师，乙校40名教师。", None),
        ("一楼有多少间教室？", "一楼有5间教室、二楼有8间教室。", None),
        ("买了多少台设备？", "买了20台医疗设备和5台办公设备。", "20台医疗设备和5台办公设备"),
        ("软件有多少个漏洞？", "修复5个漏洞，新增2个漏洞。", None),
        ("几个按钮？", "界面有5个按钮，第1按钮为确定。", "5个"),
        ("几本教材？", "使用3本教材，第2教材为选用。", "3本"),
        ("目前有多少家分店？", "经过去年扩张，分店达到80家。", "80家"),
        ("现在支持多少个用户？", "修复了之前的错误，支持200个用户。", "200个"),
        ("现在有多少名学生？", "该校由原来的两校合并，有学生2000名。", "2000名"),
        ("目前多少名队员？", "以前由教练带队，队员50名。", "50名"),
        ("开会几次？", "召开会议5次，参会300人次。", "5次"),
        ("参会多少人次？", "召开会议5次，参会300人次。", "300人次"),
        ("他是第几任总统？", "他是第16任总统。", "第16任"),
        ("每人补助多少钱？", "共补助30万元，每人500元。", "500元"),
        ("税收是多少元？", "公司利润73亿元。", None),
        ("税收是多少元？", "上缴税收73亿元。", "73亿元"),
        ("一年办了多少场活动？", "每月举办1次大型活动。", None),
        ("每月办几次活动？", "每月举办1次大型活动。", "1次"),
        ("患者多少人治愈？", "收治患者300人，治愈280人。", None),
    ],
)
def test_a_figure_is_of_what_is_asked(retriever: Retriever, question: str, sentence: str, words: str | None) -> None:
    """Without a reader; none where two are as likely."""
    found = likeliest_words(understand(question, retriever.index), small.sentence_read(sentence))
    assert (sentence[slice(*found[0])] if found else None) == words
