"""Of a table, the rows that the question names are meant."""

from __future__ import annotations

import pytest

from qa import Retriever
from qa.answer.table_rows import rows_asked_for
from qa.search.query import understand
from tests.conftest import HashingEncoder
from tests.small import document, reading

BUSES = """# 夜班车

末班车很晚。

| 线路：夜1路 | 起点：车站 | 里程：12.6 |

| 线路：夜2路 | 起点：医院 | 里程：9.8 |

| 线路：夜3路 | 起点：汽车站 | 里程：14.3 |

# 分馆

| 柳溪分馆 | 地址 | 中山街 |

| 柳溪分馆 | 电话 | 555 |

| 桃源分馆 | 电话 | 777 |
"""


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    return Retriever.from_documents([document("a.md", BUSES)], encoder=HashingEncoder())


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("夜3路里程多少？", ["末班车", "夜3路", "柳溪分馆 | 地址", "柳溪分馆 | 电话", "桃源分馆"]),
        ("夜1路和夜2路哪个长？", ["末班车", "夜1路", "夜2路", "柳溪分馆 | 地址", "柳溪分馆 | 电话", "桃源分馆"]),
        (
            "夜3路和末班车的里程",
            ["末班车", "夜1路", "夜2路", "夜3路", "柳溪分馆 | 地址", "柳溪分馆 | 电话", "桃源分馆"],
        ),
        ("柳溪分馆的电话", ["末班车", "夜1路", "夜2路", "夜3路", "柳溪分馆 | 电话"]),
        ("哪条线最长？", ["末班车", "夜1路", "夜2路", "夜3路", "柳溪分馆 | 地址", "柳溪分馆 | 电话", "桃源分馆"]),
    ],
)
def test_rows_of_which_the_question_names_others_are_left_out(
    retriever: Retriever, question: str, left: list[str]
) -> None:
    words = ["末班车", "夜1路", "夜2路", "夜3路", "柳溪分馆 | 地址", "柳溪分馆 | 电话", "桃源分馆"]
    readings = [reading(retriever, one, 0.5) for one in words]
    found = rows_asked_for(understand(question, retriever.index), readings)
    assert [next(one for one in words if one in each.sentence.text) for each in found] == left


def test_rows_of_markdown_have_cells_without_blanks_around_their_bars() -> None:
    """A bar that is escaped parts none."""
    text = "# 闸\n\n|开闸时间|六时\\|七时|-|\n\n|关闸时间|二十时|-|\n"
    made = Retriever.from_documents([document("a.md", text)], encoder=HashingEncoder())
    readings = [reading(made, "六时", 0.5), reading(made, "二十时", 0.3)]
    found = rows_asked_for(understand("船闸的关闸时间是什么？", made.index), readings)
    assert [one.sentence.text for one in found] == ["|关闸时间|二十时|-|"]


def test_the_row_named_is_as_likely_as_its_table_was(retriever: Retriever) -> None:
    readings = [reading(retriever, "夜2路", 0.6), reading(retriever, "末班车", 0.3), reading(retriever, "夜3路", 0.1)]
    found = rows_asked_for(understand("夜3路里程多少？", retriever.index), readings)
    assert [(one.sentence.text[:8], one.probability) for one in found] == [
        ("| 线路：夜3路", 0.6),
        ("末班车很晚。", 0.3),
    ]


def test_a_row_named_three_times_comes_first_and_lesser_rows_of_other_tables_are_out() -> None:
    """The heads that are named count with the cells."""
    text = "# 一\n\n下午第二节后休息。\n\n| 星期：周三 | 节次：下午 | 初一班：生物 |\n\n| 站：甲 | 水位：3 |\n\n"
    made = Retriever.from_documents(
        [document("a.md", text + "# 二\n\n| 星期：周四 | 节次：下午 | 初三班：化学 |")], encoder=HashingEncoder()
    )
    readings = [reading(made, words, 0.5 - n / 10) for n, words in enumerate(("休息", "周四", "周三", "甲"))]
    found = rows_asked_for(understand("周三下午初一班上什么课？", made.index), readings)
    assert [(one.sentence.text[:7], one.probability) for one in found] == [
        ("| 星期：周三", 0.5),
        ("下午第二节后休", 0.5),
        ("| 站：甲 |", 0.2),
    ]


def test_heads_alone_name_no_row(retriever: Retriever) -> None:
    readings = [reading(retriever, "末班车", 0.5), reading(retriever, "夜1路", 0.1)]
    assert rows_asked_for(understand("末班车的线路、起点、里程", retriever.index), readings) == readings


def test_rows_stay_where_one_of_several_things_is_named(retriever: Retriever) -> None:
    readings = [reading(retriever, words, 0.5) for words in ("夜1路", "夜2路")]
    assert rows_asked_for(understand("夜2路和别的各多长？", retriever.index), readings) == readings


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("全市水库有多少座？", "全市有水库"),
        ("东县水库有多少座？", "东县"),
        ("哪个县水库有多少座？", "西县"),
        ("全市水库什么时候建的？", "西县"),
    ],
)
def test_of_rows_that_nothing_tells_apart_none_is_meant_before_the_whole(question: str, first: str) -> None:
    """A sentence that says as much of the question, with a figure, comes before rows of parts of it."""
    text = "# 水库\n\n全市有水库9座。\n\n| 县名：东县 | 水库：4座 |\n\n| 县名：西县 | 水库：5座 |\n"
    made = Retriever.from_documents([document("a.md", text)], encoder=HashingEncoder())
    readings = [reading(made, words, p) for words, p in (("西县", 0.6), ("东县", 0.3), ("全市有水库", 0.1))]
    found = rows_asked_for(understand(question, made.index), readings)
    assert first in found[0].sentence.text
    assert found[0].probability == 0.6
