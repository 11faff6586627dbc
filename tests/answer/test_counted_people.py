"""A count of people counts those that a question names."""

from __future__ import annotations

import pytest

from qa.answer.asked_units import counted
from qa.text.folding import fold


@pytest.mark.parametrize(
    ("question", "text", "told"),
    [
        ("换届后有多少名志愿者？", "2950名领头人进入班子。", -1),
        ("换届后有多少志愿者？", "2950名领头人进入班子。", -1),
        ("換屆後有幾名幹部？", "2950名领头人进入班子。", -1),
        ("换届后有多少名带头人？", "2950名领头人进入班子。", 1),
        ("换届后有多少干部？", "干部2950名。", 1),
        ("换届后有多少名？", "2950名领头人进入班子。", 1),
        ("排行榜列出前多少名单曲？", "列出前200名。", 1),
    ],
)
def test_people_of_another_kind_are_not_those_asked_for(question: str, text: str, told: float) -> None:
    """A text without a single character of them counts others."""
    assert counted(fold(question).text, fold(text).text) == told
