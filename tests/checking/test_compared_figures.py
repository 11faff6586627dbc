"""Figures of a statement against those of a source, with the words shown of both."""

from __future__ import annotations

import pytest

from qa.checking.compared_figures import compare_quantities
from qa.checking.comparison import Comparison


def compared(text: str, source: str) -> Comparison:
    found = Comparison()
    compare_quantities(text, source, [], lambda own, word: None, found)
    return found


@pytest.mark.parametrize(
    ("text", "source", "own", "printed"),
    [
        ("全区服务群众超过20万人。", "全区服务群众近20万人。", "超过20万人", "近20万人"),
        ("全区城市化率不到96%。", "全区城市化率达96%。", "不到96%", "达96%"),
        ("集体经济收入近3600万元。", "集体经济收入超3600万元。", "近3600万元", "超3600万元"),
        ("集体经济收入360万元。", "集体经济收入超3600万元。", "360万元", "3600万元"),
        ("有8个区级党建共同体。", "即1个区级党建共同体、8个街镇党建共同体。", "8个", "1个"),
    ],
)
def test_the_words_shown_are_those_that_differ(text: str, source: str, own: str, printed: str) -> None:
    """Those about a figure with it where the figures themselves are equal."""
    (one,) = compared(text, source).apart
    assert (text[slice(*one.own)], source[slice(*one.printed)]) == (own, printed)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("有1个区级党建共同体、8个街镇党建共同体。", "即1个区级党建共同体、8个街镇党建共同体。"),
        ("有20名党员。", "选派党员20名，干部5名。"),
        ("城市化率约96%。", "城市化率达96%。"),
    ],
)
def test_a_figure_of_the_same_thing_is_borne_out(text: str, source: str) -> None:
    """Whether the noun stands before or behind it."""
    found = compared(text, source)
    assert (found.borne, found.apart, found.missing) == (found.claimed, [], [])
