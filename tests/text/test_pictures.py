"""Pictures in a text: found in Markdown and HTML, blanked to the same length, their descriptions kept as words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.text.folding import fold, folded_text, in_simplified, simplify
from qa.text.pictures import without_addresses, without_pictures

PIECES = ["![", "](", ")", "[", "]", "<img ", "alt=", '"', "'", ">", "灯塔", "a/b-1.png", " ", "\n", "!"]


@pytest.mark.parametrize(
    ("text", "described", "left"),
    [
        ("灯塔![夜景](img/night-07.png)高九米", "灯塔 夜景 高九米", "灯塔 高九米"),
        ("![](img/night-07.png)", "", ""),
        ('![夜景](img/night(2).png "标题")亮', "夜景 亮", "亮"),
        ("如![海图][chart]所示", "如 海图 所示", "如 所示"),
        ('<IMG src="a/tower-3.svg" alt="塔身" width="9">塔', "塔身 塔", "塔"),
        ("<img src='a/tower-3.svg' alt='塔身'>塔", "塔身 塔", "塔"),
        ('<img src="a/tower-3.svg">塔', "塔", "塔"),
        (
            "见[海图](a/chart.html)，<b>亮</b>!",
            "见[海图](a/chart.html)，<b>亮</b>!",
            "见[海图](a/chart.html)，<b>亮</b>!",
        ),
    ],
)
def test_addresses_are_no_words(text: str, described: str, left: str) -> None:
    """What describes a picture stays, links and other tags too; the length is kept."""
    for blanked, words in ((without_addresses(text), described), (without_pictures(text), left)):
        assert len(blanked) == len(text)
        assert re.sub(r"\s+", " ", blanked).strip() == words


def test_nothing_is_matched_in_an_address() -> None:
    """Neither by words nor by figures, nor read by a model."""
    text = "灯塔![夜景](img/night-07.png)高九米"
    assert folded_text(text).split() == fold(text).text.split() == ["灯塔", "夜景", "高9米"]
    assert "night" not in simplify(text) + in_simplified(text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_no_offset_moves(text: str) -> None:
    """Whatever is broken: each character is kept or a blank."""
    for blanked in (without_addresses(text), without_pictures(text)):
        assert len(blanked) == len(text)
        assert all(new in (old, " ") for old, new in zip(text, blanked, strict=True))


@pytest.mark.parametrize("begun", ['alt="塔" ', "![", "![](()", "![a][", "<img alt='"])
def test_what_never_ends_is_left_as_it_is(begun: str) -> None:
    """However often it begins: a long text of nothing else is gone through once."""
    text = "<img " + begun * 20_000
    assert without_addresses(text) == without_pictures(text) == text
