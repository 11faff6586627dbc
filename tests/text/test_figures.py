"""Numbers as whole figures."""

from __future__ import annotations

import pytest

from qa.text.figures import figures_alone, holds_all, whole
from qa.text.folding import fold


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("480", ("480",)),
        ("４８０人？", ("480",)),
        ("二百四十", ("240",)),
        ("7.2%、1+8+63", ("7.2%", "1+8+63")),
        ("3支", ("3支",)),
        ("2.1万", ("21000",)),
        ("480人的队伍", ()),
        ("有几支", ()),
        ("u3600", ()),
        ("？", ()),
        ("", ()),
    ],
)
def test_a_question_that_is_nothing_but_figures(question: str, figures: tuple[str, ...]) -> None:
    """In any writing, with a unit at most; a single digit keeps it."""
    assert figures_alone(fold(question).text) == figures


@pytest.mark.parametrize(
    ("figure", "text", "found"),
    [
        ("12", "12支,121名,1200,0.12,12.5,12", [0, 24]),
        ("12支", "12支,112支", [0]),
        ("7.2", "7.2%,17.2", [0]),
        ("第1", "第1,第12", [0]),
        ("支", "12支3支", [2, 4]),
    ],
)
def test_a_figure_is_found_whole(figure: str, text: str, found: list[int]) -> None:
    """Not in a longer one, nor beside its decimal point."""
    assert list(whole(figure, text)) == found


def test_all_figures_must_be_there() -> None:
    """One of two is not enough."""
    assert holds_all(("12", "480"), "480人12支")
    assert not holds_all(("12", "480"), "480人121支")
