"""Exact match and F1 worked by hand after the official script of CMRC 2018."""

from __future__ import annotations

import pytest

from embeddings.build.span_scores import exact_match_and_f1


@pytest.mark.parametrize(
    ("words", "answer", "exact", "f1"),
    [
        ("光荣和ω-force", "光荣和ω-force", 1, 1),
        # Marks of the script's list do not count, nor outer space, nor case.
        ("《战国无双3》。", " 战国无双3", 1, 1),
        ("OMEGA-force", "omegaforce", 1, 1),
        # Those that are not in the list do: ‘ ( ) ! and space inside.
        ("战国(无双)", "战国无双", 0, 2 * (2 / 6) * (2 / 4) / (2 / 6 + 2 / 4)),
        ("New York", "NewYork", 0, 0),
        # The longest common run alone counts: 甲乙 of 甲丙乙甲乙.
        ("甲丙乙甲乙", "甲乙", 0, 2 * (2 / 5) * 1 / (2 / 5 + 1)),
        ("十二支突击队", "十二支", 0, 2 / 3),
        ("支", "十二支", 0, 0.5),
        # Other text is cut into words and figures, whole.
        ("1932年3月", "1932年", 0, 2 / 3),
        ("193", "1932", 0, 0),
        ("Zhang San", "San", 0, 2 / 3),
        ("12,000人", "12,000", 0, 2 / 3),
        ("2.5%", "2.5", 0, 2 / 3),
        ("Detroit's", "detroit", 0, 2 / 3),
        ("猫", "狗", 0, 0),
        ("", "狗", 0, 0),
    ],
)
def test_against_one_answer(words: str, answer: str, exact: float, f1: float) -> None:
    assert exact_match_and_f1(words, [answer]) == (exact, pytest.approx(f1))


def test_the_best_answer_counts_for_each_alone() -> None:
    """Of three annotators the nearest."""
    assert exact_match_and_f1("十二支", ["猫", "十二", "十二支"]) == (1, 1)
    assert exact_match_and_f1("十二", ["十", "十二支"]) == (0, pytest.approx(0.8))
