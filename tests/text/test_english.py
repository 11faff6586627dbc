"""English words are the same in number and tense, and stand only where they stand whole."""

from __future__ import annotations

import pytest

from qa.text.english import LITTLE_WORDS, stem, stem_places
from qa.text.figures import holds
from qa.text.words import Token, bigrams, words


@pytest.mark.parametrize(
    "forms",
    [
        ("policy", "policies"),
        ("apply", "applies", "applied", "applying"),
        ("run", "runs", "running"),
        ("close", "closes", "closed", "closing"),
        ("box", "boxes"),
        ("address", "addresses"),
        ("install", "installs", "installed", "installing"),
        ("agree", "agrees", "agreed"),
        ("need", "needs", "needed"),
        ("die", "dies"),
    ],
)
def test_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    """Number and tense say nothing of what a text is about."""
    assert len({stem(form) for form in forms}) == 1


@pytest.mark.parametrize("word", ["this", "string", "king", "status", "red", "bus", "u3600", "2021年", "江北", "x.509"])
def test_what_only_looks_like_an_ending_stays(word: str) -> None:
    """So does what is no English word."""
    assert stem(word) == word


def test_a_word_stands_where_it_stands_whole() -> None:
    """In any of its forms, beside Chinese and marks, and not inside of another word."""
    assert stem_places("voted,vote投votes devoted") == {"vot": ((0, 5), (6, 10), (11, 16)), "devot": ((17, 24),)}
    assert [holds(stem("bugs"), text) for text in ("a bug.", "debugging", "一个bug的报告")] == [True, False, True]


def test_keywords_are_stems_in_their_own_places() -> None:
    """As words and beside the character pairs."""
    assert words("closed bugs") == bigrams("closed bugs") == [Token("clos", 0, 6), Token("bug", 7, 11)]


def test_little_words_are_folded() -> None:
    """They are compared with folded text."""
    assert all(word == word.lower() and word.isalpha() for word in LITTLE_WORDS)
