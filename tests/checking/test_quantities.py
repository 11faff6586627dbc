"""Figures with their units: what is read out of a text, and which bears out which."""

from __future__ import annotations

import pytest

from qa.checking.quantities import agreement, likeness, quantities


@pytest.mark.parametrize(
    ("claimed", "printed", "expected"),
    [
        ("走访二百六十户居民", "走访260户居民", "equal"),
        ("处理2.6万件", "处理26000件", "equal"),
        ("产值18.4亿元", "产值十八亿四千万元", "equal"),
        ("八成以上党员", "80%以上党员", "equal"),
        ("来了24位专家", "来了24名专家", "equal"),
        ("来了近300人", "来了287人", "rounded"),
        ("来了500多人", "来了523人", "rounded"),
        ("来了约100人", "来了97人", "rounded"),
        ("产值73.1万元", "产值73.1亿元", "unit"),
        ("办理4992次", "办理4992件", "unit"),
        ("奖励20万美元", "奖励20万元", "unit"),
        ("服务3500人", "服务3500人次", "unit"),
        ("来了近80人", "来了80余人", "no"),
        ("来了近80人", "来了80人", "equal"),
        ("来了80多人", "来了80余人", "equal"),
        ("覆盖率不到96%", "覆盖率达96%", "no"),
        ("覆盖率不足96%", "覆盖率96%", "no"),
        ("覆盖率低于96%", "覆盖率超过96%", "no"),
        ("覆盖率96%", "覆盖率不到96%", "no"),
        ("覆盖率达到96%", "覆盖率96%", "equal"),
        ("不超过96人", "超过96人", "no"),
        ("不超过96人", "96人", "equal"),
        ("不少于96人", "96人以上", "equal"),
        ("来了300人", "来了287人", "no"),
        ("来了500多人", "来了623人", "no"),
    ],
)
def test_a_figure_bears_another_out_after_folding_and_with_its_unit(claimed: str, printed: str, expected: str) -> None:
    """Numerals, scales and measure words of one kind are the same; another unit or another figure is not."""
    (one,), (other,) = quantities(claimed), quantities(printed)
    assert agreement(one, other) == expected


def test_dates_and_ordinals_count_nothing() -> None:
    """Years, days and 第三届 are no quantities."""
    assert [one.value for one in quantities("2021年6月15日，第三届大会选出12名委员")] == [12]


def test_a_figure_is_where_it_stands() -> None:
    """Offsets are those of the text as written, the unit among them."""
    text = "全区共有一百二十三支队伍"
    (one,) = quantities(text)
    assert (text[one.start : one.end], one.value, one.unit) == ("一百二十三支", 123, "支")


def test_figures_alike_count_the_same_thing() -> None:
    """The words beside it say what a figure counts, on whichever side they stand."""
    (claimed,) = quantities("全区有500多个小区")
    right, wrong = quantities("有小区500余个，街道12个")
    assert likeness(claimed, right) > likeness(claimed, wrong) + 0.3
