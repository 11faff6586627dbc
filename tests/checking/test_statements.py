"""A draft to statements, those that state nothing, and what they carry on."""

from __future__ import annotations

import pytest

from qa.checking.carried import settings
from qa.checking.statements import LONGEST_DRAFT, says_nothing, statements

DRAFT = "江北区2022年干部工作综述\n\n全区抽调960人。这些数字令人振奋！\n忠县呢？当年，该县有 41 名专家；\n"


def test_every_character_lies_in_one_statement() -> None:
    """In order, blanks aside."""
    found = statements(DRAFT)
    assert "".join("".join(DRAFT[one.start : one.end] for one in found).split()) == "".join(DRAFT.split())
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))


def test_titles_questions_and_opinions_state_nothing() -> None:
    """What can be checked is left."""
    assert [one.text for one in statements(DRAFT) if not one.empty] == ["全区抽调960人。", "当年，该县有 41 名专家；"]


@pytest.mark.parametrize("text", ["不仅如此。", "在我看来，这种做法值得推广。", "——", "变化从何而来？"])
def test_links_and_judgements_say_nothing(text: str) -> None:
    """Whatever the documents say."""
    assert says_nothing(text)


def test_a_figure_is_always_something() -> None:
    """An opinion with a figure is checked."""
    assert not says_nothing("我认为，全区960名干部值得点赞。")


def test_place_and_year_carry_over() -> None:
    """全区 is of the place named last, 当年 of the year; another place ends it."""
    found = settings(statements(DRAFT), ("江北", "忠县"))
    assert [one.places for one in found] == [("江北",), ("江北",), ("江北",), ("忠县",), ("忠县",)]
    assert (found[1].years, found[1].titled_year) == (("2022",), True)
    assert found[4].years == ("2022",)


@pytest.mark.parametrize(("draft", "said"), [(" \n", "empty"), ("字" * (LONGEST_DRAFT + 1), "50,000 at most")])
def test_what_cannot_be_checked_is_told_in_one_sentence(draft: str, said: str) -> None:
    """Nothing, or too much of it."""
    with pytest.raises(ValueError, match=said):
        statements(draft)
