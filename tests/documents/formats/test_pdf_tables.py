"""Tables of a pdf that are printed without lines: rows that say the heads of their columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.documents.formats.pdf_lines import PrintedLine
from qa.documents.formats.pdf_tables import begins_row
from tests.papers import pdf, read


def test_a_row_of_a_printed_table_says_the_heads_of_its_columns(tmp_path: Path) -> None:
    """One with a cell less says none."""
    rows = [
        ("产品", "单位", "产量"),
        ("水泥", "万吨", "126.3"),
        ("服装", "万件", "918"),
        ("电力", "2.86"),
        ("砖", "块", "77"),
    ]
    page = [(72.0, 700.0, 12.0, "主要产品的产量见下表，这是全县的数字。")]
    for number, row in enumerate(rows):
        page += [(72.0 + 150 * at, 660.0 - 20 * number, 12.0, text) for at, text in enumerate(row)]
    assert read(tmp_path, "a.pdf", pdf([page])).text.split("\n")[1:] == [
        "| 产品 | 单位 | 产量 |",
        "| 产品：水泥 | 单位：万吨 | 产量：126.3 |",
        "| 产品：服装 | 单位：万件 | 产量：918 |",
        "| 电力 | 2.86 |",
        "| 产品：砖 | 单位：块 | 产量：77 |",
    ]


@pytest.mark.parametrize(
    ("text", "row"), [("1\t水文 . . . . . . . . 5", False), ("1\t水文\t5.5", True), ("水文\t等等 ……", True)]
)
def test_an_entry_of_a_list_of_contents_with_its_leader_is_no_row(text: str, row: bool) -> None:
    """Though its number stands far from its words."""
    cells = tuple((50.0 * at, 50.0 * at + 20.0) for at in range(text.count("\t") + 1))
    assert begins_row(PrintedLine(text, 0.0, 700.0, 10.0, cells=cells)) == row


def test_a_long_leader_takes_no_longer_than_words() -> None:
    line = PrintedLine(f"1\t{'. ' * 30_000}y", 0.0, 700.0, 10.0, cells=((0.0, 20.0), (50.0, 70.0)))
    assert begins_row(line)


def test_a_row_of_quantities_says_the_heads_of_its_columns(tmp_path: Path) -> None:
    """A number with its unit is a value as a bare one is."""
    rows = [("类别", "最少", "最好", "水箱"), ("无泵", "256 L", "512 L", "4 m³"), ("有泵", "1 m³", "2 m³", "10 m³")]
    page = [(72.0, 700.0, 12.0, "推荐的最少容量见下表，这是全县的数字。")]
    for number, row in enumerate(rows):
        page += [(72.0 + 110 * at, 660.0 - 20 * number, 12.0, text) for at, text in enumerate(row)]
    assert read(tmp_path, "a.pdf", pdf([page])).text.endswith("| 类别：有泵 | 最少：1 m³ | 最好：2 m³ | 水箱：10 m³ |")
