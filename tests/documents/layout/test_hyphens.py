"""Words that a hyphen broke at the end of a printed line."""

from __future__ import annotations

import pytest

from qa.documents.layout.hyphens import HYPHEN, without_hyphens


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        ((f"the whole dis{HYPHEN}", "trict of it"), ["the whole district", "of it"]),
        ((f"the most well{HYPHEN}", "known", "a well-known one"), ["the most well-known", "a well-known one"]),
        ((f"in the north{HYPHEN}", "East"), ["in the north-East"]),
        ((f"in 1998{HYPHEN}", "2004"), ["in 1998-2004"]),
        (("the end" + HYPHEN,), ["the end"]),
        (("no hyphen", "here"), ["no hyphen", "here"]),
    ],
)
def test_a_word_is_whole_on_the_upper_line(lines: tuple[str, ...], whole: list[str]) -> None:
    """A compound, a name and a range keep their hyphen; the page is that of the line."""
    assert without_hyphens(lines, range(1, len(lines) + 1))[0] == whole


def test_the_pages_stay_with_their_lines() -> None:
    """A line that is used up is gone with its page."""
    assert without_hyphens([f"dis{HYPHEN}", "trict", "next"], [1, 2, 2]) == (["district", "next"], [1, 2])
