"""Of a row, the cell under the column asked for."""

from __future__ import annotations

import pytest

from qa import Retriever
from qa.answer.likeliest_words import likeliest_words
from qa.answer.table_cells import cell_asked_for, cells_of_row
from qa.search.query import understand
from qa.types import Span
from tests.conftest import HashingEncoder
from tests.small import document, reading

TABLES = """# 价目

| 票种：成人 | 平日价（元）：35 | 周末价（元）：45 | 时限（分钟）：120 | 发售地点：西门 | 保管人：赵甲 |

| 票种：包场 | 平日价（元）：260 | 周末价（元）：380 | 时限（分钟）：180 | 发售地点：东门 | 保管人：钱乙 |

| 票种：年票 | 平日价（元）：900 | 周末价（元）：900 | 时限（分钟）：60 | 发售地点：东门 | 保管人：孙丙 |

| 票种：年票 | 平日价（元）：990 | 周末价（元）：990 | 时限（分钟）：60 | 发售地点：西门 | 保管人：李丁 |

# 参数

| 项目 | T7 | T7 Pro |
| --- | :-: | --- |
| 连拍速度 | 8 张/秒 | 15 张/秒 |

# 客运

表一 客运量 单位：万人次

| 线路：1号线 | 2020年：42 | 2021年：53 | 同比增长（%）：6.0 | 起点：云门 | 终点：大学 |

# 分馆

| 柳溪分馆 | 电话 | 555 0100 |

# 产量

| 产品：水泥 | 单位：万吨 | 产量：126.3 |
"""


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    return Retriever.from_documents([document("a.md", TABLES)], encoder=HashingEncoder())


@pytest.mark.parametrize(
    ("question", "row", "words"),
    [
        ("成人票周末多少钱？", "票种：成人", "45"),
        ("成人票平日价是多少元？", "票种：成人", "35"),
        ("包场可以用多少分钟？", "票种：包场", "180"),
        ("包场在哪里买？", "票种：包场", "东门"),
        ("包场由谁保管？", "票种：包场", "钱乙"),
        ("包场什么时候开？", "票种：包场", None),
        ("哪种票最贵，包场吗？", "票种：包场", None),
        ("年票周末价是多少？", "平日价（元）：900", None),
        ("T7 Pro 连拍一秒几张？", "连拍速度", "15 张/秒"),
        ("T7 的连拍速度是多少？", "连拍速度", "8 张/秒"),
        ("1号线2021年的客运量是多少？", "1号线", "53"),
        ("1号线2021年同比增长多少？", "1号线", "6.0"),
        ("1号线的终点是哪里？", "1号线", "大学"),
        ("1号线的起点和终点是哪里？", "1号线", None),
        ("柳溪分馆的电话", "柳溪分馆", "555 0100"),
        ("水泥产量", "水泥", "126.3"),
        ("水泥", "水泥", None),
        ("水泥有多少？", "水泥", "126.3"),
    ],
)
def test_the_cell_under_the_column_asked_for(retriever: Retriever, question: str, row: str, words: str | None) -> None:
    """By its head's name, what is left of it, its unit, or the sort of thing; none of two rows alike or compared."""
    read = reading(retriever, row)
    found = likeliest_words(understand(question, retriever.index), read)
    assert (read.sentence.text[slice(*found[0])] if found else None) == words


def test_a_row_that_the_question_does_not_name_is_less_sure(retriever: Retriever) -> None:
    cells = cells_of_row(reading(retriever, "票种：包场"))
    named, unnamed = (cell_asked_for(understand(one, retriever.index), cells) for one in ("包场平日价？", "平日价？"))
    assert named and unnamed and named[0] == unnamed[0] and unnamed[1] < 0.5 < named[1]


@pytest.mark.parametrize(
    ("row", "units"),
    [
        ("票种：成人", [None, "元", "元", "分钟", None, None]),
        ("1号线", [None, "万人次", "万人次", "%", None, None]),
        ("水泥", [None, None, "万吨"]),
        ("连拍速度", [None, None, None]),
    ],
)
def test_the_unit_of_a_figure_stands_elsewhere(retriever: Retriever, row: str, units: list[str | None]) -> None:
    """Behind the head, above the table, or in a cell beside it."""
    assert [cell.unit for cell in cells_of_row(reading(retriever, row))] == units


def test_no_cells_but_in_rows(retriever: Retriever) -> None:
    """A sentence has none, nor what heads the columns."""
    assert cells_of_row(reading(retriever, "T7 Pro")) == []
    read = reading(retriever, "单位：万人次")
    assert isinstance(read.sentence, Span) and cells_of_row(read) == []
