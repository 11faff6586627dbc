"""Where two documents on one place differ, and where they only seem to."""

from __future__ import annotations

import pytest

from qa import Retriever
from qa.answer.conflicts import by_period, differences
from tests.conftest import HashingEncoder
from tests.small import document, reading


def differ(
    ours: str, theirs: str, *, places: tuple[str | None, str | None] = ("江北", "江北区"), question: str = ""
) -> list[tuple[str, str]]:
    """On which words a document that says ``ours`` and one that says ``theirs`` differ, asked ``question``."""
    made = [
        document(f"{n}.txt", text, place=place)
        for n, (text, place) in enumerate(zip((ours, theirs), places, strict=True))
    ]
    retriever = Retriever.from_documents(made, encoder=HashingEncoder())
    read = [reading(retriever, ours), reading(retriever, theirs)]
    return [(one.first_words, one.second_words) for one in differences(retriever.index, read[:1], read, question)]


@pytest.mark.parametrize(
    ("ours", "theirs", "words"),
    [
        ("全区组建12支铁山青年突击队。", "今年组建24支铁山青年突击队。", ("12支", "24支")),
        ("全区组建十二支铁山青年突击队。", "今年組建２４支鐵山青年突擊隊。", ("12支", "24支")),
        ("群众满意度达99.3%。", "去年群众满意度达96%，有待提高。", ("99.3%", "96%")),
        ("慰问1891名困难党员。", "走访慰问1900余名困难党员。", ("1891名", "1900余名")),
    ],
)
def test_figures_that_differ(ours: str, theirs: str, words: tuple[str, str]) -> None:
    """The same unit beside the same words."""
    assert differ(ours, theirs) == [words]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("全区组建12支铁山青年突击队。", "全区共有十二支铁山青年突击队。"),
        ("全区组建12支铁山青年突击队。", "全区开展24次集中学习。"),
        ("全区组建12支铁山青年突击队。", "全区组建24支文艺小分队。"),
        ("群众满意度达99.3%。", "森林覆盖率达96%。"),
        ("第二十九条 本条例自3月1日起施行。", "第二十三条 本条例自3月1日起施行。"),
        ("葛黄社区设有党群服务中心。", "黄葛社区设有党群服务中心。"),
        ("湖边修了步道。", "山上种了桂花。"),
    ],
)
def test_no_difference_where_the_thing_is_another(ours: str, theirs: str) -> None:
    """Equal figures, other units, other words beside them."""
    assert differ(ours, theirs) == []


@pytest.mark.parametrize("places", [("江北", "忠县"), ("江北", None), (None, None)])
def test_only_one_place_can_differ_from_itself(places: tuple[str | None, str | None]) -> None:
    """Another district's figure is no contradiction, nor one of nowhere."""
    assert differ("全区组建12支铁山青年突击队。", "今年组建24支铁山青年突击队。", places=places) == []


def test_a_document_does_not_contradict_itself() -> None:
    """Two figures of one document are its own matter, and each pair of documents is told once."""
    made = [
        document("a.txt", "全区组建12支铁山青年突击队。后来又有18支铁山青年突击队。", place="江北"),
        document("b.txt", "今年组建24支铁山青年突击队。", place="江北"),
    ]
    retriever = Retriever.from_documents(made, encoder=HashingEncoder())
    one, later, other = (reading(retriever, words) for words in ("12支", "18支", "24支"))
    assert differences(retriever.index, [one], [one, later]) == []
    found = differences(retriever.index, [one, later], [one, later, other])
    assert [(each.first, each.second, each.second_words) for each in found] == [(one, other, "24支")]


def test_a_year_is_no_figure() -> None:
    """Reports of two years do not contradict each other in their titles."""
    assert differ("江北2021年工作综述。", "江北2022年工作综述。") == []


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("铁山青年突击队有多少人?", [("480人", "960名")]),
        ("铁山青年突击队有多少支?", [("12支", "24支")]),
        ("铁山青年突击队有多少辆车?", []),
        ("全区有多少人?", []),
        ("铁山青年突击队怎么样?", [("12支", "24支")]),
    ],
)
def test_only_what_is_asked_for_is_compared(question: str, words: list[tuple[str, str]]) -> None:
    """The quantity asked for, of a thing that the question and both sentences name."""
    ours, theirs = "优选480人组建12支铁山青年突击队。", "抽调960名干部组建24支铁山青年突击队。"
    assert differ(ours, theirs, question=question) == words


@pytest.mark.parametrize(
    ("periods", "told"), [(("2021", "2022"), True), (("2021", "2021"), False), (("2021", None), False)]
)
def test_two_periods_may_both_be_right(periods: tuple[str | None, str | None], *, told: bool) -> None:
    """Only where each document shows its own period."""
    texts = ("全区组建12支铁山青年突击队。", "今年组建24支铁山青年突击队。")
    made = [
        document(f"{n}.txt", text, place="江北", period=period)
        for n, (text, period) in enumerate(zip(texts, periods, strict=True))
    ]
    retriever = Retriever.from_documents(made, encoder=HashingEncoder())
    read = [reading(retriever, text) for text in texts]
    assert by_period(retriever.index, differences(retriever.index, read[:1], read)) is told
