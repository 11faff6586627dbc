"""Stretches that end where words, figures and dates do."""

from __future__ import annotations

import pytest

from qa.answer.word_edges import (
    from_figure,
    to_whole_words,
    whole_date,
    whole_name,
    with_all_of_the_noun,
    with_its_limit,
)


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


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("租期不超过3年。", "超过3年", "不超过3年"),
        ("面积不得超过90平方米", "超过90平方米", "不得超过90平方米"),
        ("一般不高于二等座", "高于二等座", "不高于二等座"),
        ("每組不少於5人", "少於5人", "不少於5人"),
        ("年龄超过60岁", "超过60岁", "超过60岁"),
        ("不应当高于5度", "高于5度", "不应当高于5度"),
        ("for up to three days a week", "to three days", "up to three days"),
        ("a fee of no more than $20", "more than $20", "no more than $20"),
        ("from 3 to 5 days", "to 5 days", "to 5 days"),
    ],
)
def test_a_limit_is_not_turned_into_its_opposite(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    assert text[slice(*with_its_limit(text, start, start + len(part)))] == whole


@pytest.mark.parametrize(
    ("question", "part", "whole"),
    [
        ("多少工作队员?", "50名工作", "50名工作队员"),
        ("多少名医生?", "50名工作", "50名工作"),
        ("多少队员?", "50名", "50名"),
    ],
)
def test_a_counted_noun_is_as_whole_as_the_question_says_it(question: str, part: str, whole: str) -> None:
    text = "派出50名工作队员下乡"
    start = text.index(part)
    assert text[slice(*with_all_of_the_noun(text, start, start + len(part), question))] == whole


@pytest.mark.parametrize(
    ("text", "part", "whole"),
    [
        ("策展人许芳表示欢迎", "人许芳表示", "许芳"),
        ("由陈明负责安全", "陈明负责", "陈明"),
        ("策展人许芳表示欢迎", "许芳", "许芳"),
        ("老人许芳来了", "人许芳", "人许芳"),
    ],
)
def test_a_name_is_without_the_office_and_what_they_do(text: str, part: str, whole: str) -> None:
    start = text.index(part)
    assert text[slice(*whole_name(text, start, start + len(part), "策展人是谁,谁管安全?"))] == whole


@pytest.mark.parametrize(
    ("text", "name", "question"),
    [
        ("The director is Thomas Weber.", "Thomas Weber", "who is the director?"),
        ("馆长王明远", "王明远", "馆长王先生的全名是谁"),
        ("负责人李建国说", "李建国", "负责人李建国是谁吗"),
    ],
)
def test_a_whole_name_loses_nothing(text: str, name: str, question: str) -> None:
    start = text.index(name)
    assert text[slice(*whole_name(text, start, start + len(name), question))] == name
