"""Wrong passages that look right: near, and without the answer's words."""

from __future__ import annotations

from embeddings.build.near_passages import wrong_passages
from embeddings.build.reading_sets import ReadingSet, ReadPassage, ReadQuestion
from tests.conftest import HashingEncoder

TEXTS = {
    "right": "南桥长三百米，一九三二年通车。",
    "again": "南桥又名老桥，长三百米。",
    "near": "南桥的设计者是一位工程师。",
    "far": "猫每天睡觉，喜欢吃鱼。",
    "none": "zzz",
}
QUESTIONS = [
    ReadQuestion("南桥长多少米？", "right", ((3, 6),)),
    ReadQuestion("谁设计了南桥？", "right", ()),
    ReadQuestion("zzz", "none", ((0, 3),)),
]
ONE = ReadingSet("bridges", {id: ReadPassage("", text) for id, text in TEXTS.items()}, QUESTIONS)


def test_nearest_first_without_its_own_passage_or_the_answer() -> None:
    """By shared words alone what shares none is left out; "again" holds the answer of the first question."""
    assert wrong_passages([ONE], None) == {"bridges": [["near"], ["near", "again"], []]}


def test_the_encoder_adds_what_is_near_by_it() -> None:
    """Behind what shares words, each once."""
    ((first, second, third),) = wrong_passages([ONE], HashingEncoder()).values()
    assert first[0] == second[0] == "near"
    assert set(first) <= {"near", "far", "none"}
    assert all(len(set(one)) == len(one) for one in (first, second, third))
    assert "none" not in third


def test_a_passage_printed_twice_is_not_wrong() -> None:
    twice = {"right": ReadPassage("", TEXTS["right"]), "copy": ReadPassage("别名", TEXTS["right"])}
    assert wrong_passages([ReadingSet("twice", twice, QUESTIONS[1:2])], None) == {"twice": [[]]}
