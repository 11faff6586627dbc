"""Stretches that end where words, figures and dates do."""

from __future__ import annotations

import pytest

from qa.answer.word_edges import from_figure, to_whole_words, whole_date


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("1968年3月，挖出古井", "1968年", "1968年3月"),
        ("定于12月30日晚上七点半开演", "12月30日", "12月30日晚上七点半"),
        ("1979年冬，开办作坊", "1979年", "1979年冬"),
        ("二〇一九年三月五日通车", "三月", "二〇一九年三月五日"),
        ("9月3日，中心开放", "中心", "中心"),
        ("图书馆12:20—13:30开放", "图书馆12:20—13:30", "12:20—13:30"),
        ("音乐会定于12月30日晚上举行", "音乐会定于12月30日晚上举行", "12月30日晚上"),
        ("2012年3月至2018年9月任镇长，次年卸任", "2012年3月", "2012年3月至2018年9月"),
        ("补库当天下午开放", "补库当天下午", "补库当天下午"),
        ("3月和5月开放", "3月和5月", "3月和5月"),
    ],
)
def test_a_date_is_whole(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    assert text[slice(*whole_date(text, start, start + len(part)))] == whole


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("共印350册", "350册"),
        ("招收约1,200名学生", "约1,200名学生"),
        ("时速不得超过60公里", "不得超过60公里"),
        ("有3人和5人", "有3人和5人"),
        ("共印350册（其中样书12册）", "350册"),
        ("at least 58 members", "at least 58 members"),
        ("六十人", "六十人"),
    ],
)
def test_what_stands_before_the_only_figure_goes(words: str, told: str) -> None:
    """So does a remark in brackets behind it; what makes it a round one stays; of several figures all."""
    assert words[slice(*from_figure(words, 0, len(words)))] == told


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("设为`open`时开放", "open`", "`open`"),
        ("设为`open`时开放", "`open", "`open`"),
        ("设为`open`时开放", "open", "open"),
        ("甲`open`乙", "甲`open`乙", "甲`open`乙"),
    ],
)
def test_code_has_both_its_marks_or_none(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    assert text[slice(*to_whole_words(text, start, start + len(part)))] == whole
