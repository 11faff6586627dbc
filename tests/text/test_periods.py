"""Which years and parts of a year a text states, and whether a sentence speaks of the ones asked for."""

from __future__ import annotations

import pytest

from qa.text.folding import fold
from qa.text.periods import asked_years, other_part, other_year, parts, stated_years, states_part, without_bounds


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("一季度", [(1, 3)]),
        ("第二季度和四季度", [(4, 6), (10, 12)]),
        ("Q3", [(7, 9)]),
        ("今年 Q3 增长，第 2 季度和 5 月不变", [(7, 9), (4, 6), (5, 5)]),
        ("前三季度、前两个季度", [(1, 9), (1, 6)]),
        ("一二季度，第二、三季度", [(1, 6), (4, 9)]),
        ("四五六月份，七、八、九月", [(4, 6), (7, 9)]),
        ("全年，不分全年龄", [(1, 12)]),
        ("上半年、下半年", [(1, 6), (7, 12)]),
        ("十一月", [(11, 11)]),
        ("1—5月", [(1, 5)]),
        ("3月5日至6月", [(3, 3), (6, 6)]),
        ("the second quarter, in May", [(4, 6), (5, 5)]),
        ("it may be first", []),
        ("7个月、每季度1次、半年、11.5月", []),
    ],
)
def test_parts_of_a_year(text: str, stated: list[tuple[int, int]]) -> None:
    """In figures, characters and English, as first and last month; lengths of time are none."""
    assert parts(fold(text).text) == stated


@pytest.mark.parametrize(
    ("text", "period", "years"),
    [
        ("2020年11月", None, ["2020"]),
        ("2019—2021年", None, ["2019", "2020", "2021"]),
        ("2000名、2022人", None, []),
        ("去年，2020年", "2022-05", ["2021", "2020"]),
        ("去年", None, []),
    ],
)
def test_years_that_a_text_states(text: str, period: str | None, years: list[str]) -> None:
    """All of a range; 去年 counts from the document's own year."""
    assert stated_years(fold(text).text, period) == years


def test_a_number_of_things_is_no_year() -> None:
    """Nor is a year asked for that only says since when."""
    assert asked_years("2000余名,2022人,2021年") == ("2021",)
    assert asked_years(without_bounds("自2017年以来,2019年11月入户走访之后,2021年有几支")) == ("2021",)


@pytest.mark.parametrize(
    ("asked", "before", "sentence", "other"),
    [
        ("二季度", "", "一季度增长7.2%", True),
        ("二季度", "", "二季度增长7.2%", False),
        ("四五六月份", "今年一季度开局良好。", "增长24.6%", True),
        ("全年", "", "一季度增长7.2%", True),
        ("全年", "3月启动。", "走访120户", False),
        ("全年", "", "全年走访120户", False),
        ("二季度", "二季度开局良好。", "增长7.2%", False),
        ("二季度", "二季度开局良好。一季度也好。", "增长7.2%", True),
        ("二季度", "", "5月开了会", False),
        ("5月", "", "二季度开了会", False),
        ("5月", "", "6月开了会", True),
        ("上半年", "", "一季度增长7.2%", True),
        ("一季度", "", "1—3月增长7.2%", False),
        ("二季度", "", "增长7.2%", False),
        ("今年", "", "一季度增长7.2%", False),
    ],
)
def test_another_part_of_the_year(asked: str, before: str, sentence: str, *, other: bool) -> None:
    """A sum over a quarter is that quarter's; a month answers for the quarter it lies in."""
    wanted = parts(fold(asked).text)
    assert other_part(wanted, fold(before).text, fold(sentence).text) is other
    assert states_part(wanted, fold(sentence).text) is (bool(wanted and parts(fold(sentence).text)) and not other)


@pytest.mark.parametrize(
    ("before", "sentence", "period", "other"),
    [
        ("", "组建12支突击队", "2021", True),
        ("", "组建12支突击队", "2020-11", False),
        ("", "组建12支突击队", None, False),
        ("", "2020年组建12支突击队", "2021", False),
        ("", "去年组建12支突击队", "2021", False),
        ("2020年启动。", "组建12支突击队", "2021", False),
        ("2020年启动。2021年建成。", "组建12支突击队", None, True),
        ("", "2021年组建12支突击队", None, True),
    ],
)
def test_another_year(before: str, sentence: str, period: str | None, *, other: bool) -> None:
    """The sentence's own year, else the last one before it, else that of the document."""
    assert other_year(["2020"], before, sentence, period) is other
    assert not other_year([], before, sentence, period)
