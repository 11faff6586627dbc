"""Names in Latin letters: which Chinese words of the corpus they spell, and which they spell in vain."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.text.pinyin import named_words, sounds_like, unheard_names

KNOWN = frozenset({"上格", "格林", "观音", "音桥", "綦江", "江北", "南方", "柳溪", "溪社"})


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What is Shanggelin?", ["上格", "格林"]),
        ("Where is Guanyinqiao?", ["观音", "音桥"]),
        ("the line in Jiangbei", ["江北"]),
        ("kids in Liuxi community", ["柳溪"]),
        ("What about Chongqing and Jiangbei?", ["江北"]),
        ("Qijiang, Jiangbei, Qijiang", ["綦江", "江北"]),
        ("jiangbei guanyinqiao", ["江北", "观音", "音桥"]),
        ("where is jiangbei?", []),
        ("How many volunteers were there?", []),
        ("", []),
        ("江北有几支？", []),
    ],
)
def test_a_name_finds_the_pairs_that_sound_so(question: str, found: list[str]) -> None:
    """Capitalised names, or a question typed in pinyin throughout; each pair once, in the order of the question."""
    assert named_words(question, KNOWN) == found


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("How many teams in Wuhan?", ["Wuhan"]),
        ("How many teams in Jiangbei?", []),
        ("Teams in Wuhan and Jiangbei", []),
        ("How many people in China?", []),
        ("How many people in Liuxi?", []),
        ("Wuhan teams", []),
        ("Is Harvard there?", []),
    ],
)
def test_a_name_that_nothing_sounds_like_is_unheard(question: str, found: list[str]) -> None:
    """Not the first word, not the country, no foreign name, and none when another name is known."""
    assert unheard_names(question, KNOWN) == found


@pytest.mark.parametrize(
    ("name", "question", "sounds"),
    [
        ("江北", "teams in Jiangbei?", True),
        ("忠县", "zhongxian", True),
        ("大渡口", "Dadukou's GDP", True),
        ("江北", "Jiangbeiqu", False),
        ("江北", "江北", False),
        ("江北", "", False),
    ],
)
def test_a_place_is_spelled_as_one_word(name: str, question: str, *, sounds: bool) -> None:
    """Whole words only, case aside."""
    assert sounds_like(name, question) is sounds


@settings(deadline=None)
@given(st.text(st.sampled_from("aeginhuzxlüAN '2江"), max_size=60))
def test_any_letters_are_taken(question: str) -> None:
    """Nothing fails, and what is found is known."""
    assert set(named_words(question, KNOWN)) <= KNOWN
    unheard_names(question, KNOWN)


def test_a_long_word_costs_no_time() -> None:
    """10,000 letters that could be syllables are no name."""
    start = time.perf_counter()
    assert named_words("Xi" * 5000, KNOWN) == []
    assert time.perf_counter() - start < 2
