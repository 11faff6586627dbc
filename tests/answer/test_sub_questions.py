"""Questions that ask several things at once, and what is left alone."""

from __future__ import annotations

import pytest

from qa import Assistant, Retriever
from qa.answer.sub_questions import of_each_place, sub_questions
from qa.search.query import understand
from tests.conftest import HashingEncoder
from tests.small import NarrowEncoder, document


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """Three places."""
    made = [document(f"{place}.txt", f"{place}修了步道。", place=place) for place in ("石埠镇", "云岭市", "恒川县")]
    return Retriever.from_documents(made, encoder=HashingEncoder())


def asked(retriever: Retriever, question: str) -> list[tuple[str, str]]:
    """Each sub-question and the words it is for."""
    return [tuple(one) for one in sub_questions(understand(question, retriever.index))]


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "石埠和云岭各有多少座桥？",
            [("石埠有多少座桥?", "石埠"), ("云岭有多少座桥?", "云岭")],
        ),
        (
            "修路这件事上，石埠镇、云岭市、恒川县三地分别花了多少钱？",
            [
                ("修路这件事上,石埠镇花了多少钱?", "石埠镇"),
                ("修路这件事上,云岭市花了多少钱?", "云岭市"),
                ("修路这件事上,恒川县花了多少钱?", "恒川县"),
            ],
        ),
        (
            "石埠的“一线通”和云岭的“最先办”，各靠什么办到？",
            [("石埠的“一线通”,靠什么办到?", "石埠"), ("云岭的“最先办”,靠什么办到?", "云岭")],
        ),
        ("2021年和2022年各修了几座桥？", [("2021年修了几座桥?", "2021年"), ("2022年修了几座桥?", "2022年")]),
        ("石埠有多少座桥，云岭呢？", [("石埠有多少座桥？", "石埠有多少座桥"), ("云岭有多少座桥?", "云岭")]),
        (
            "2021年底，石埠有多少座桥，云岭有多少条路？",
            [("2021年底,石埠有多少座桥？", "石埠有多少座桥"), ("2021年底,云岭有多少条路？", "云岭有多少条路")],
        ),
        (
            "石埠的步道是谁修的，长度多少公里？",
            [("石埠的步道是谁修的？", "石埠的步道是谁修的"), ("石埠的步道：长度多少公里？", "长度多少公里")],
        ),
    ],
)
def test_each_thing_alone(retriever: Retriever, question: str, parts: list[tuple[str, str]]) -> None:
    """By places, years or clauses; what is said of all stays with each."""
    assert asked(retriever, question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "石埠有多少座桥？",
        "石埠和云岭哪个桥多？",
        "石埠比云岭多几座桥？",
        "石埠到云岭有多少公里？",
        "石埠和云岭共同修了什么？",
        "从2021年到2022年修了几座桥？",
        "怎么回事，为什么石埠的桥塌了？",
        "谁知道，石埠有多少座桥？",
        "在什么情况下，石埠会关闭哪座桥？",
        "“谁来干，怎么干，干得怎么样”是什么意思？",
        "哪两个镇修了桥，各修了几座？",
        "除了石埠，云岭和恒川各有几座桥？",
        "石埠几座桥，云岭几座桥，恒川几座桥，石埠几条路，云岭几条路？",
        "How many bridges are there in Shibu, and how many in Yunling?",
        "石埠和云岭",
    ],
)
def test_one_thing_or_all_together(retriever: Retriever, question: str) -> None:
    """Comparisons, ranges, quoted words, what only leads to a question, and more than can be quoted."""
    assert asked(retriever, question) == []


@pytest.mark.parametrize(
    ("question", "each", "number"),
    [
        ("哪两个市县修了步道？", ("云岭", "恒川", "石埠"), 2),
        ("报道里哪两个地方修了步道？", ("云岭", "恒川", "石埠"), 2),
        ("有哪2个区县分别修了步道？", ("云岭", "恒川", "石埠"), 2),
        ("石埠和哪两个地方修了步道？", (), 0),
        ("哪三个地方修了步道？", (), 0),
        ("哪些地方修了步道？", (), 0),
        ("哪两条步道最长？", (), 0),
    ],
)
def test_so_many_places_are_looked_for_among_all(
    retriever: Retriever, question: str, each: tuple[str, ...], number: int
) -> None:
    """Where fewer are asked for than there are; each is asked about under its name."""
    found, wanted = of_each_place(understand(question, retriever.index), retriever.index.places)
    assert ([one.asked for one in found], wanted) == (list(each), number)
    assert all(
        one.text.replace(one.asked, "", 1).startswith(("修了步道", "报道里修了步道", "有修了步道")) for one in found
    )


def test_places_asked_for_without_their_names_are_named() -> None:
    """Each place is asked; the two surest are quoted, and the answer says of which they are."""
    told = {
        "石埠镇": "石埠镇修了一条滨江步道。",
        "云岭市": "云岭市修了一条森林步道。",
        "恒川县": "恒川县评出十位读书人。",
    }
    documents = [document(f"{place}.txt", text, place=place) for place, text in told.items()]
    assistant = Assistant(Retriever.from_documents(documents, encoder=NarrowEncoder()), reader=None)
    answer = assistant.ask("哪两个地方修了步道？")
    assert [one.quote for one in answer.citations] == [told["云岭市"], told["石埠镇"]]
    assert answer.remarks == ("所引分别来自云岭、石埠的文档。",)
