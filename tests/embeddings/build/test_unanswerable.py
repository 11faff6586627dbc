"""Questions that a passage does not answer: the answer's sentence taken out, a name or figure exchanged."""

from __future__ import annotations

import random

import pytest

from embeddings.build.reading_sets import ReadPassage, ReadQuestion
from embeddings.build.unanswerable import exchanged, names_in, sentences_of, without_answer

TEXT = (
    "桥长300米，1932年通车。它连接城市的南岸和北岸，每天约有十六万辆汽车驶过！维修队每年检查两次钢拱；拱的跨度是503米。"
)
OTHER_YEARS = (1902, 1920, 1925, 1929, 1930, 1931, 1933, 1934, 1935, 1937, 1940, 1947)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("一。二！三", ["一。", "二！", "三"]),
        ("一？！二；\n\n三。 ", ["一？！", "二；\n\n", "三。"]),
        ("One. Two (2.5 m)? Three.", ["One. ", "Two (2.5 m)? ", "Three."]),
        ("He said no. Then yes. 猫。", ["He said no. ", "Then yes. ", "猫。"]),
        ("无标点", ["无标点"]),
        ("", []),
    ],
)
def test_sentences_lie_end_to_end(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in sentences_of(text)] == sentences


def test_the_sentence_with_the_answer_is_taken_out() -> None:
    """And any other that says the same words."""
    start = TEXT.index("1932年")
    assert without_answer(TEXT, [(start, start + 5)]) == TEXT[TEXT.index("它") :]
    again = TEXT + "人们记得1932年。"
    assert without_answer(again, [(start, start + 5)]) == TEXT[TEXT.index("它") :]


@pytest.mark.parametrize("answer", ["1932年通车。它连接城市的南岸和北岸，每天约有十六万辆汽车驶过！维修队", "米"])
def test_nothing_is_made_where_little_is_left(answer: str) -> None:
    start = TEXT.index(answer)
    assert without_answer(TEXT, [(start, start + len(answer))]) is None


PASSAGE = ReadPassage("铁桥", TEXT)
NAMES = ["《西游记》", "“老张”", "Sydney Harbour"]


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("桥在1932年通车吗？", {f"桥在{year}年通车吗？" for year in OTHER_YEARS}),
        ("桥有2.5米宽吗？", {f"桥有{n}米宽吗？" for n in ("1.3", "2.9", "4.0", "5.6", "300", "503")}),
        ("跨度300米的桥？", {f"跨度{n}米的桥？" for n in (297, 298, 299, 301, 302, 303, 305, 310, 601, 503)}),
        ("《红楼梦》的作者？", {"《西游记》的作者？"}),
        ("铁桥有多长？", {"西游记有多长？", "老张有多长？", "Sydney Harbour有多长？"}),
    ],
)  # fmt: skip
def test_a_figure_or_a_name_is_exchanged(question: str, others: set[str]) -> None:
    """Within what is listed, whatever the draw; a figure of the same length may come out of the passage."""
    made = {exchanged(question, PASSAGE, NAMES, random.Random(seed)) for seed in range(300)} - {None}
    assert made <= others
    assert len(made) >= 0.6 * len(others)


def test_a_question_with_nothing_to_exchange_makes_none() -> None:
    assert exchanged("谁修的？", PASSAGE, NAMES, random.Random(0)) is None
    assert exchanged("《红楼梦》的作者？", PASSAGE, [], random.Random(0)) is None


def test_names_of_questions_each_once_in_order() -> None:
    texts = ["《西游记》和“老张”", "Who built the Sydney Harbour Bridge?", "《西游记》是谁写的？", "Where?"]
    assert names_in([ReadQuestion(text, "a", ()) for text in texts]) == [
        "《西游记》",
        "“老张”",
        "Sydney Harbour Bridge",
    ]
