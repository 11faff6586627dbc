"""Of what was changed into what, the side that a question asks for."""

from __future__ import annotations

import pytest

from qa.answer.before_and_now import changes_told, meant_instead
from qa.text.folding import folded_text


@pytest.mark.parametrize(
    ("text", "former", "now"),
    [
        ("受理时间由9:30改为8:45，午间不休息。", "9:30", "8:45"),
        ("自由泳馆免费时长从60分钟调整为45分钟。", "60分钟", "45分钟"),
        ("漂流点由原来的14个增加到23个。", "14个", "23个"),
        ("會費由1,200元提高至1,500元。", "1,200元", "1,500元"),
        ("原定于5月18日举办的集市推迟至5月26日，地点不变。", "5月18日", "5月26日"),
        ("运动会由3月7日改为3月14日举行，为期两天。", "3月7日", "3月14日"),
        ("承办单位由甲公司变更为乙公司（合同期三年）。", "甲公司", "乙公司"),
        ("The rent was raised from 36 pounds to 42 pounds a year.", "36 pounds", "42 pounds a year"),
        ("The gate's hour was changed from 8 a.m. to 7 a.m. from April on.", "8 a.m.", "7 a.m."),
        ("The sale was moved from 27 April to 11 May because it rained.", "27 April", "11 May"),
    ],
)
def test_what_was_and_what_is(text: str, former: str, now: str) -> None:
    assert [(text[slice(*one.before)], text[slice(*one.now)]) for one in changes_told(text)] == [(former, now)]


@pytest.mark.parametrize(
    "text", ["从9月1日到10月31日开放。", "由张三主持，改天到会。", "It is open from 9 to 5.", "从小学到大学都在这里。"]
)
def test_from_and_to_are_no_change_by_themselves(text: str) -> None:
    assert changes_told(text) == []


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("现在几点受理？", "8:45"),
        ("几点受理？", "8:45"),
        ("原来几点受理？", "9:30"),
        ("改之前几点受理？", "9:30"),
        ("5月1日以前几点受理？", "8:45"),
        ("提前了多少？", "9:30改为8:45"),
        ("What was the hour before?", "9:30"),
        ("What is the former hour?", "9:30"),
        ("Before noon, what is the hour?", "8:45"),
    ],
)
def test_a_question_means_what_is_now(question: str, meant: str) -> None:
    """Unless it asks for what was; how far both lie apart is neither."""
    text = "受理时间由9:30改为8:45，午间不休息。"
    start = text.index("9:30改为8:45")
    stretch = meant_instead(folded_text(question), text, changes_told(text), start, start + len("9:30改为8:45"))
    assert text[slice(*stretch)] == meant


def test_a_year_asked_for_tells_the_side() -> None:
    text = "覆盖率从2019年的15%提高到2021年的20%。"
    sides = [meant_instead(f"{year}年是多少?", text, changes_told(text), 9, 12) for year in (2019, 2021)]
    assert [text[slice(*side)] for side in sides] == ["2019年的15%", "2021年的20%"]


def test_words_beside_a_change_stay() -> None:
    text = "受理时间由9:30改为8:45，午间不休息。"
    assert meant_instead("午间休息吗?", text, changes_told(text), 15, 20) == (15, 20)
