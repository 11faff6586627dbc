"""Something else asked of the same subject, which its passage does not say."""

from __future__ import annotations

import random

from embeddings.build.asked_swaps import asked_in, asking_something_else
from embeddings.build.reading_sets import ReadingSet, ReadPassage, ReadQuestion

TEXT = "李明是工程师，出生于南昌。长江大桥由他设计，建成于一九三二年。"
TEXTS = {"a": TEXT, "b": "王芳是演员，获得百花奖。"}
ASKED = (
    ("a", "李明是哪一年出生的？"),
    ("a", "长江大桥是哪一年建成的？"),
    ("b", "王芳是哪一年获得百花奖的？"),
    ("b", "王芳是什么职业？"),
    ("b", "谁获得了百花奖？"),
)


def asking(question: str, text: str, *, answered: bool = True) -> set[str | None]:
    """Every outcome of many draws."""
    answers = ((0, 2),) if answered else ()
    questions = [ReadQuestion(asked, passage, answers) for passage, asked in ASKED]
    one = ReadingSet("zh", {id: ReadPassage("", words) for id, words in TEXTS.items()}, questions)
    asked = asked_in([one])
    return {asking_something_else(question, text, asked, random.Random(seed)) for seed in range(60)}


def test_what_is_asked_is_exchanged_for_what_the_passage_does_not_speak_of() -> None:
    """Behind the same word; 职业 does not tell, since the passage that answers it does without."""
    assert asking("李明是什么人？", TEXT) == {"李明是哪一年获得百花奖的？"}


def test_nothing_that_the_passage_speaks_of_is_asked() -> None:
    assert asking("王芳是什么人？", TEXT + TEXTS["b"]) == {None}


def test_a_question_that_begins_with_its_question_word_is_left_alone() -> None:
    assert asking("谁是李明？", TEXT) == {None}


def test_what_has_no_answer_itself_is_asked_of_nothing_else() -> None:
    assert asking("李明是什么人？", TEXT, answered=False) == {None}


def test_traditional_text_is_left_alone() -> None:
    assert asking("李明是什麼人？", "長江大橋連接武漢與南昌，橋樑長三百公尺，隧道長五百公尺。") == {None}
