"""What growth and ranks are told by: a share, not the sum that grew; a place in a row, not a share."""

from __future__ import annotations

import re

import pytest

from qa.answer.asked_units import units_expected
from qa.text.folding import folded_text

SAID = "产值73.1亿元，增长7.2%，增速居全市第一位"


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("产值增长了多少？", ["7.2%"]),
        ("产值涨了好多嘛", ["7.2%"]),
        ("What is the growth?", ["7.2%"]),
        ("产值增速在全市排第几？", ["第一位"]),
        ("产值增速是多少？", ["7.2%"]),
    ],
)
def test_growth_is_a_share_and_a_rank_a_rank(question: str, figures: list[str]) -> None:
    text = folded_text(SAID)
    patterns = units_expected(folded_text(question), text)
    assert [one.group() for pattern in patterns for one in re.finditer(pattern, text)] == [*map(folded_text, figures)]


def test_what_grew_by_no_share_is_told_as_it_stands() -> None:
    assert units_expected("人口增加了多少?", "人口增加30000人") == []
