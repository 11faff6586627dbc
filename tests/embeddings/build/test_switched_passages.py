"""English passages put into Chinese word by word: every answer stays at its words."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from embeddings.build.reading_sets import ReadingSet, ReadPassage
from embeddings.build.switched_passages import chinese_words_for, passage_switched

LEXICON = {
    "the": "",
    "bridge": "大桥",
    "opened": "开放",
    "in": "在",
    "city": "城市",
    "by": "由",
    "a": "",
    "june": "6月",
}


class Sure(random.Random):
    """Always draws the same number: every word that can be exchanged is."""

    def random(self) -> float:
        return 0.5


def switched(text: str, *answers: str) -> tuple[str, list[str]]:
    spans = [(text.index(answer), text.index(answer) + len(answer)) for answer in answers]
    made, moved = passage_switched(text, spans, Sure(), lexicon=LEXICON)
    return made, [made[start:end] for start, end in moved]


@pytest.mark.parametrize(
    ("text", "answer", "made", "moved"),
    [
        ("The bridge opened in 1932.", "1932", "大桥开放在1932年。", "1932年"),
        ("The bridge opened on 3 June 1932, by Tom.", "3 June 1932", "大桥开放on 3 6月1932年，由Tom.", "3 6月1932年"),
        ("Tom Stone opened the bridge in the city.", "Tom Stone", "Tom Stone开放大桥在城市。", "Tom Stone"),
        ("It cost 3.5 million (the bridge).", "3.5 million", "It cost 3.5 million (大桥）。", "3.5 million"),
        ("Bridge\nThe city's own", "The city", "大桥\n城市's own", "城市"),
    ],
)
def test_words_are_exchanged_and_the_answer_goes_with_them(text: str, answer: str, made: str, moved: str) -> None:
    """Blanks go beside Chinese words, marks after one are wide, a year is said as one."""
    assert switched(text, answer) == (made, [moved])


def test_an_answer_of_which_nothing_is_left_is_left_out() -> None:
    assert switched("The bridge of city", "The", "bridge") == ("大桥of城市", ["大桥"])


@settings(deadline=None)
@given(
    words=st.lists(st.sampled_from(["the", "Bridge", "in", "x", "7", "1932", "(", ".", "\n", "é"]), min_size=1),
    chosen=st.tuples(st.integers(0, 30), st.integers(0, 30)),
    seed=st.integers(0, 99),
)
def test_an_answer_is_what_its_own_words_become(words: list[str], chosen: tuple[int, int], seed: int) -> None:
    """Whatever stands beside it, nothing of that comes into the answer and nothing of its own is lost."""
    first, last = sorted(place % len(words) for place in chosen)
    text = " ".join(words)
    start = len(" ".join(words[:first])) + bool(first)
    inside = " ".join(words[first : last + 1])
    made, moved = passage_switched(text, [(start, start + len(inside))], Sure(seed), lexicon=LEXICON)
    alone, _ = passage_switched(inside, [], Sure(seed), lexicon=LEXICON)
    plain = str.maketrans({"。": ".", "（": "(", " ": ""})
    assert [made[a:b].translate(plain) for a, b in moved] == ([alone.translate(plain)] if alone else [])


def test_a_word_goes_to_the_nearest_one_of_the_other_passages() -> None:
    vectors = {"bridge": (1.0, 0.1), "cats": (0.1, 1.0), "大桥": (1.0, 0.0), "小猫": (0.0, 1.0)}

    class TwoDirections:
        def encode_queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
            return np.array([vectors[text] for text in texts], np.float32)

    english = ReadingSet("en", {"p": ReadPassage("", "Cats on a bridge. Cats!")}, [])
    chinese = ReadingSet("zh", {"p": ReadPassage("", "大桥，小猫")}, [])
    found = chinese_words_for([english], [chinese], TwoDirections())  # type: ignore[arg-type]
    assert (found["bridge"], found["cats"], found["december"], found["the"]) == ("大桥", "小猫", "12月", "")
