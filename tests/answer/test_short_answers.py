"""The few words asked for, cut from the quote as printed, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from embeddings import AnswerSpan, PassageReading, Reader
from qa import Retriever
from qa.answer.evidence import Evidence
from qa.answer.sentence_ranking import Reading
from qa.answer.short_answers import answering_clause, short_answers
from qa.search.query import understand
from qa.search.weights import weights
from tests import small
from tests.small import BUSES, CANTEENS, MORE_TEAMS, ORDERS, TEAMS, document


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    """江北 in two years and 忠县 in one."""
    return small.districts().retriever


@pytest.mark.parametrize(
    ("question", "taken", "clause"),
    [
        ("建成的是什么？", "检验中心", "建成了检验中心"),
        ("覆盖率达到多少？", "96%", "覆盖率达96%"),
        ("覆盖率达到多少？", "小区500余个", None),
        ("建成了检验中心的是谁？", "检验中心", None),
    ],
)
def test_the_clause_holds_what_is_asked_for(
    retriever: Retriever, question: str, taken: str, clause: str | None
) -> None:
    """That in which a reader finds it, and no echo; of a figure, one with a figure of that unit, or none."""
    read = small.sentence_read("建成了检验中心，有小区500余个，覆盖率达96%。", (taken, 0.9))
    found = answering_clause(understand(question, retriever.index), read, 1.0)
    assert (found.text if found else None) == clause


def test_the_clause_of_another_sum_is_none(retriever: Retriever) -> None:
    read = small.sentence_read("全区GDP实现73.1亿元，同比增长7.2%。", ("73.1亿元", 0.9))
    asked = [answering_clause(understand(what, retriever.index), read, 1.0) for what in ("财政收入多少？", "GDP多少？")]
    assert [found and found.text for found in asked] == [None, "全区GDP实现73.1亿元"]


def test_a_clause_begins_behind_the_bracket_that_ends_what_stands_before(retriever: Retriever) -> None:
    """As words between marks have it: ``[:船:](渡轮)``."""
    read = small.sentence_read("名字是[:车:](客车)，[:船:](渡轮)。", ("渡轮", 0.9))
    found = answering_clause(understand("水上走的是什么？", retriever.index), read, 1.0)
    assert found is not None
    assert found.text == "(渡轮)"


def test_of_two_rows_alike_no_cell_is_in_bold(retriever: Retriever) -> None:
    """Of a row of which the question says more than of the next, the cell is, without the blank behind it."""
    table = "| 项目：船票 | 票价：600 | 备注：上层 |\n| 项目：船票 | 票价：400 | 备注：下层 |"
    reading = small.sentence_read(table, ("600", 0.9))
    row = replace(reading.sentence, text=table.partition("\n")[0], end=reading.sentence.start + table.index("\n"))
    passage = replace(reading.passage, sentences=((row.start, row.end), (row.end + 1, reading.sentence.end)))
    for question, clause in (("船票多少元？", None), ("上层的船票是什么？", "600")):
        found = answering_clause(
            understand(question, retriever.index), replace(reading, sentence=row, passage=passage), 1
        )
        assert (found.text if found else None) == clause


def shorts_of(retriever: Retriever, question: str, *quoted: tuple[str, dict[str, float]]) -> list[tuple[object, ...]]:
    """Text, number and label of each short answer. quoted: words of the sentences quoted and what was read in them."""
    readings = []
    for words, answers in quoted:
        read = small.reading(retriever, words)
        spans = [
            AnswerSpan(start := read.sentence.start + read.sentence.text.index(text), start + len(text), probability)
            for text, probability in answers.items()
        ]
        readings.append(small.reading(retriever, words, spans=tuple(spans)))
    found = short_answers(retriever.index, understand(question, retriever.index), readings, 1.0)
    for short in found:
        document = retriever.documents[readings[short.number - 1].passage.document_id]
        assert document.text[short.start : short.end] == short.text
    return [(short.text, short.number, short.label) for short in found]


def test_one_thing_asked_for_is_one_answer(retriever: Retriever) -> None:
    """Of the first quote alone, without a label; what the second says in addition is no second answer."""
    assert shorts_of(retriever, "江北的突击队有几支？", (TEAMS, {}), (MORE_TEAMS, {})) == [("12支", 1, None)]
    assert shorts_of(retriever, "谁惠及了？", (CANTEENS, {}), (TEAMS, {"江北区": 1.0})) == []


def test_each_place_has_its_answer(retriever: Retriever) -> None:
    """In the order of the quotes, under the name its document gives; the first quote of each place."""
    quoted = [(BUSES, {"三条": 1.0}), (TEAMS, {}), (MORE_TEAMS, {}), (ORDERS, {"四单": 1.0})]
    asked = "江北和忠县各有几支突击队？"
    assert shorts_of(retriever, asked, *quoted) == [("三条", 1, "忠县"), ("12支", 2, "江北")]


def test_each_year_has_its_answer(retriever: Retriever) -> None:
    """A quote of a year that is not asked for gives none."""
    asked = "2021年和2022年江北的突击队各有几支？"
    assert shorts_of(retriever, asked, (MORE_TEAMS, {}), (TEAMS, {})) == [("24支", 1, "2022"), ("12支", 2, "2021")]
    asked = "2020年和2021年江北的突击队各有几支？"
    assert shorts_of(retriever, asked, (MORE_TEAMS, {}), (TEAMS, {})) == [("12支", 2, "2021")]


class TakesNames:
    """Takes the first of its words that stands in a passage for whatever is asked with 谁, surely; else nothing."""

    name = "takes names"

    def read(self, question: str, passages: Sequence[tuple[str, str]]) -> list[PassageReading]:
        """One reading per passage."""
        return [self._one(question, text) for _, text in passages]

    def _one(self, question: str, text: str) -> PassageReading:
        start = text.find("香怡社区")
        found = (AnswerSpan(start, start + 4, 0.9),) if "谁" in question and start >= 0 else ()
        return PassageReading(0.9, 2.0, found)


def test_two_things_that_a_clause_asks_for_have_an_answer_each(retriever: Retriever) -> None:
    """Under what is asked; each is read by itself, and what is not likely enough is left out."""
    quoted = [small.reading(retriever, ORDERS)]

    def told(question: str, reader: Reader | None) -> list[tuple[object, ...]]:
        found = short_answers(retriever.index, understand(question, retriever.index), quoted, 1.0, reader=reader)
        return [(short.text, short.number, short.label) for short in found]

    assert told("是谁、在什么时候推行的？", TakesNames()) == [("香怡社区", 1, "谁推行")]
    assert told("是谁、在什么时候推行的？", None) == []
    assert told("机制和点单各是谁推行的？", TakesNames()) == [("香怡社区", 1, "机制")]
    assert told("什么单位的谁推行的？", TakesNames()) == []


def test_each_part_of_a_question_has_its_answer(retriever: Retriever) -> None:
    """Of the quote that shows it, under its place, or what it asks for where one label would stand twice."""
    index, read = retriever.index, [small.reading(retriever, words) for words in (TEAMS, CANTEENS, BUSES)]

    def told(question: str, *parts: tuple[str, Reading, float], quoted: int = 3) -> list[tuple[object, ...]]:
        each = [
            Evidence(understand(asked, index), readings=[one], confidence=sure, asked=asked)
            for asked, one, sure in parts
        ]
        found = short_answers(index, understand(question, index), read[:quoted], 1.0, parts=each)
        return [(short.text, short.number, short.label) for short in found]

    teams, served, buses = (
        ("突击队有几支", read[0], 1.0),
        ("志愿服务多少次", read[0], 1.0),
        ("公交有几条", read[2], 1.0),
    )
    both = "突击队有几支，公交有几条？"
    assert told(both, teams, buses) == [("12支", 1, "几支"), ("三条", 3, "公交")]
    assert told(both, teams, buses, quoted=1) == [("12支", 1, "几支")]
    assert told(both, teams, (*buses[:2], 0.1)) == [("12支", 1, "几支")]
    stated = weights(reader=False).stated_in_words
    assert told(both, teams, (*buses[:2], stated)) == [("12支", 1, "几支"), ("三条", 3, "公交")]
    assert told(both, teams, (*buses[:2], stated - 1e-6)) == [("12支", 1, "几支")]
    again = ("铁山青年突击队有几支", *teams[1:])
    assert told("突击队有几支，铁山青年突击队有几支？", teams, again) == [("12支", 1, "几支")]
    served = ("志愿服务多少次", *teams[1:])
    of_places = told("江北的突击队有几支，志愿服务多少次，忠县的公交有几条？", teams, served, buses)
    assert of_places == [("12支", 1, "江北"), ("1200余次", 1, "志愿服务"), ("三条", 3, "忠县")]


def test_rows_alike_are_told_apart() -> None:
    """By the only column in which they differ, where all are quoted; else nothing is given."""
    rows = ("| 项目：住宿费 | 标准（元）：600 | 备注：六人间 |", "| 项目：住宿费 | 标准（元）：850 | 备注：四人间 |")
    made = small.assistant(document("a.md", "# 收费\n\n" + "\n\n".join(rows) + "\n"))
    index, read = made.retriever.index, [small.reading(made.retriever, row) for row in rows]

    def told(question: str, *quoted: Reading) -> list[tuple[object, ...]]:
        found = short_answers(index, understand(question, index), quoted, 1.0)
        return [(short.text, short.number, short.label, short.unit) for short in found]

    assert told("住宿费多少钱？", *read) == [("600", 1, "六人间", "元"), ("850", 2, "四人间", "元")]
    assert told("住宿费多少钱？", read[0]) == []
    assert told("住宿费的备注是什么？", *read) == []
    assert told("四人间住宿费多少钱？", read[1], read[0]) == [("850", 1, None, "元")]


def test_how_likely_is_enough_is_fitted(retriever: Retriever) -> None:
    """From the least probability among the weights on, and not below it."""
    least = weights(reader=True).short
    for probability, found in ((least, [("香怡社区", 1, None)]), (least - 0.001, [])):
        assert shorts_of(retriever, "谁推行了运行机制？", (ORDERS, {"香怡社区": probability})) == found
