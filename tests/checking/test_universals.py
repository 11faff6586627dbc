"""All of something, where the source prints a share or nothing of the kind."""

from __future__ import annotations

import pytest

from qa.checking.comparison import Comparison
from qa.checking.universals import compare_universals


def compared(text: str, source: str) -> Comparison:
    found = Comparison()
    compare_universals(text, source, [], found)
    return found


@pytest.mark.parametrize(
    ("text", "source", "own"),
    [
        ("360名在职党员全部参与。", "小区360名在职党员中,80%参与管理。", "全部"),
        ("所有在职党员都参与。", "80%的在职党员参与管理。", "所有"),
        ("全体党员均参与。", "党员中有80%参与管理。", "全体"),
    ],
)
def test_all_of_what_a_share_is_printed_of_differs(text: str, source: str, own: str) -> None:
    """On whichever side the noun stands."""
    (one,) = compared(text, source).apart
    assert (text[slice(*one.own)], source[slice(*one.printed)]) == (own, "80%")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("所有在职干部都参与。", "80%的在职党员参与。"),
        ("所有党员都参与。", "居民中80%参与，所有党员都参与。"),
        ("全部小区都换了门，居住率80%。", "小区居住率80%，各小区换了门。"),
        ("资金全部到位。", "资金均已到位。"),
    ],
)
def test_another_noun_or_the_same_said_otherwise_does_not(text: str, source: str) -> None:
    """A share of something else is no share of this."""
    found = compared(text, source)
    assert (found.apart, found.missing) == ([], [])


def test_all_that_is_added_is_missing() -> None:
    """Where the source says nothing of how many of them."""
    text = "兑现资金3000万元，全部发放到位。"
    (one,) = compared(text, "累计兑现人才资金3000余万元。").missing
    assert text[slice(*one)] == "全部"
