"""Which sentences are quoted: one, several, or one of each place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from qa import Retriever
from qa.answer.confidence import confidence
from qa.answer.evidence import Evidence
from qa.answer.quotes import MOST, choose
from qa.answer.sentence_ranking import Reading
from qa.search.candidates import NO_CANDIDATES
from qa.search.query import understand
from tests.conftest import HashingEncoder
from tests.small import document, reading

FACTS = ["湖边修了步道。", "山上种了桂花。", "村里开了食堂。", "校门口设了站牌。", "河上架了木桥。"]
LONG = "合作社引进了新的灌溉设备，" * 20 + "旱地变成了水浇地。"
SAME = "湖邊修了步道！"


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """Two places and a document without one."""
    made = [
        document("a.txt", "".join(FACTS), place="江北"),
        document("b.txt", "綦江修了公路。綦江种了柑橘。", place="綦江"),
        document("c.txt", f"{SAME}\n\n{LONG}\n"),
    ]
    return Retriever.from_documents(made, encoder=HashingEncoder())


def chosen(retriever: Retriever, question: str, readings: Sequence[Reading], *, sure: float = 0.9) -> list[str]:
    """The sentences quoted when ``readings`` are what was read, and how sure the first of them answers."""
    query = understand(question, retriever.index)
    assert confidence(retriever.index, query, NO_CANDIDATES, []) == 0
    evidence = Evidence(query, readings=readings, confidence=sure)
    return [one.sentence.text for one in choose(retriever.index, evidence)]


def test_nothing_read_is_nothing_quoted(retriever: Retriever) -> None:
    """No sentence, no quote."""
    assert chosen(retriever, "步道在哪里？", []) == []


def test_one_that_stands_out_is_quoted_alone(retriever: Retriever) -> None:
    """A second follows only when it is nearly as likely."""
    first = reading(retriever, "步道", 0.5)
    assert chosen(retriever, "步道在哪里？", [first, reading(retriever, "桂花", 0.05)]) == FACTS[:2]
    assert chosen(retriever, "步道在哪里？", [first, reading(retriever, "桂花", 0.03)]) == FACTS[:1]


def test_an_unsure_answer_quotes_more(retriever: Retriever) -> None:
    """Of the less likely ones, and where they are long."""
    far = [reading(retriever, "步道", 0.5), reading(retriever, "桂花", 0.02), reading(retriever, "食堂", 0.01)]
    assert chosen(retriever, "步道在哪里？", far, sure=0.7) == FACTS[:2]
    long = [reading(retriever, "灌溉", 0.5), reading(retriever, "桂花", 0.4)]
    assert chosen(retriever, "步道在哪里？", long, sure=0.7) == [LONG, FACTS[1]]
    assert chosen(retriever, "步道在哪里？", long) == [LONG]


def test_latin_letters_take_half_the_room(retriever: Retriever) -> None:
    made = Retriever.from_documents(
        [document("a.txt", f"{'The old mill is by the river ' * 8}now.\n\n{FACTS[0]}\n")], encoder=HashingEncoder()
    )
    read = [reading(made, "mill", 0.5), reading(made, "步道", 0.4)]
    assert len(chosen(made, "步道在哪里？", read)) == 2


def test_a_list_reaches_further(retriever: Retriever) -> None:
    """What is too far behind for one fact is not for several, up to a point."""
    read = [reading(retriever, "步道", 0.9), reading(retriever, "桂花", 0.001), reading(retriever, "食堂", 0.0001)]
    assert chosen(retriever, "修了哪些东西？", read) == FACTS[:2]


def test_four_are_the_most(retriever: Retriever) -> None:
    """However likely the fifth is."""
    read = [reading(retriever, fact, 0.2) for fact in FACTS]
    assert chosen(retriever, "步道在哪里？", read) == FACTS[:MOST]


def test_what_is_said_already_is_left_out(retriever: Retriever) -> None:
    """The same words in traditional characters are the same."""
    read = [reading(retriever, FACTS[0], 0.4), reading(retriever, SAME, 0.3), reading(retriever, FACTS[1], 0.2)]
    assert chosen(retriever, "步道在哪里？", read) == FACTS[:2]


def test_quotes_stay_short_together(retriever: Retriever) -> None:
    """A long sentence is quoted alone if it is first, and not at all behind a short one; a list has more room."""
    short, long = reading(retriever, FACTS[0], 0.5), reading(retriever, LONG, 0.4)
    assert chosen(retriever, "步道在哪里？", [short, long]) == [FACTS[0]]
    assert chosen(retriever, "修了哪些东西？", [short, long]) == [FACTS[0], LONG]
    assert chosen(retriever, "步道在哪里？", [reading(retriever, LONG, 0.5), short]) == [LONG]


def test_each_place_asked_about_is_quoted(retriever: Retriever) -> None:
    """The best sentence of the other place comes, however far behind; the better one leads."""
    read = [reading(retriever, "步道", 0.9), reading(retriever, "桂花", 1e-8), reading(retriever, "公路", 1e-12)]
    assert chosen(retriever, "江北和綦江分别修了什么？", read) == ["湖边修了步道。", "綦江修了公路。"]
    assert chosen(retriever, "江北修了什么？", read) == ["湖边修了步道。"]


def test_no_place_takes_the_room_of_another(retriever: Retriever) -> None:
    """Two places share the four quotes evenly, however near the third of one is."""
    read = [reading(retriever, fact, 0.2) for fact in FACTS]
    assert chosen(retriever, "江北和綦江分别修了什么？", [*read, reading(retriever, "公路", 0.1)]) == [
        *FACTS[:2],
        "綦江修了公路。",
    ]


def test_several_documents_without_a_place(retriever: Retriever) -> None:
    """With no places named, the best two documents speak."""
    read = [reading(retriever, "步道", 0.9), reading(retriever, "公路", 1e-8), reading(retriever, LONG, 1e-9)]
    assert chosen(retriever, "两地分别修了什么？", read) == ["湖边修了步道。", "綦江修了公路。"]


def test_places_asked_for_have_two_quotes_each_at_most(retriever: Retriever) -> None:
    """The best of each place first, however many of one are likelier."""
    read = [*(reading(retriever, fact, 0.2) for fact in FACTS[:3]), reading(retriever, "綦江修了公路。", 0.01)]
    assert chosen(retriever, "哪两个区修了路？", read) == [*FACTS[:2], "綦江修了公路。"]
