"""What an English question counts, as a Chinese text would."""

from __future__ import annotations

import re

import pytest

from qa.text.english_counts import units_in_chinese


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("how many families moved?", {"12户"}),
        ("how many new rescue squads are there?", {"4支"}),
        ("since how many months?", {"7月"}),
        ("how many kilometres of road?", {"8公里"}),
        ("how many?", set()),
        ("how many gizmos are there?", {"12户", "4支", "3家"}),
        ("how long?", set()),
    ],
)
def test_measure_words_by_the_first_noun_that_is_known(question: str, figures: set[str]) -> None:
    """Of figures in all sorts of units, those that answer."""
    units = units_in_chinese(question)
    assert set(re.findall(rf"\d+(?:{units})", "12户、4支、3家、8公里、7月、2022年") if units else ()) == figures
