"""Heads over two rows that nothing marks as such are said as marked ones are."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from qa.documents.formats.table_grid import SpanningCell
from qa.documents.formats.unmarked_heads import head_rows
from tests.papers import PARAGRAPHS, read, word

SCHOOLS = (
    "<table><tr><td rowspan=2>学段</td><td colspan=2>学校数（所）</td></tr><tr><td>公办</td><td>民办</td></tr>"
    "<tr><td>小学</td><td>110</td><td>16</td></tr><tr><td>初中</td><td>50</td><td>8</td></tr></table>"
)
SAID = [
    "| 学段 | 学校数（所） |",
    "| 学段 | 公办 | 民办 |",
    "| 学段：小学 | 学校数（所） 公办：110 | 学校数（所） 民办：16 |",
    "| 学段：初中 | 学校数（所） 公办：50 | 学校数（所） 民办：8 |",
]


def told(tmp_path: Path, page: str) -> list[str]:
    return read(tmp_path, "a.html", f"<h1>表</h1>{page}").text.split("\n")[1:]


def test_heads_over_two_rows_of_a_page(tmp_path: Path) -> None:
    """Marked or not; also beside a cell that only stands above a blank."""
    first, second, below = SCHOOLS.partition("<tr><td>小学")
    marked = first.replace("td", "th") + second + below
    assert told(tmp_path, SCHOOLS) == told(tmp_path, marked) == SAID
    flat = SCHOOLS.replace(" rowspan=2", "").replace("<td>公办", "<td></td><td>公办")
    assert told(tmp_path, flat)[2:] == SAID[2:]


def test_heads_over_two_rows_of_a_word_table(tmp_path: Path) -> None:
    """Also where Word repeats the first of them alone on every page."""
    for is_repeated in (False, True):
        file = docx.Document()
        file.add_paragraph(PARAGRAPHS[0])
        table = file.add_table(4, 3)
        for row, texts in zip(
            table.rows,
            (("学段", "学校数（所）", ""), ("", "公办", "民办"), ("小学", "110", "16"), ("初中", "50", "8")),
            strict=True,
        ):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        table.cell(0, 0).merge(table.cell(1, 0))
        table.cell(0, 1).merge(table.cell(0, 2))
        if is_repeated:
            table.rows[0]._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:tblHeader"))
        assert read(tmp_path, "a.docx", word(file)).text.split("\n")[1:] == SAID


def test_years_under_a_head_and_groups_below(tmp_path: Path) -> None:
    """A corner over two columns; a name in the first column goes over rows of its own."""
    page = (
        "<table><tr><td rowspan=2 colspan=2>地区<td colspan=2>人口<tr><td>2021<td>2022"
        "<tr><td rowspan=2>东部<td>柳溪<td>3<td>4<tr><td>石桥<td>5<td>6<tr><td>西部<td>下渡<td>7<td>8</table>"
    )
    assert told(tmp_path, page) == [
        "| 地区 | 人口 |",
        "| 地区 | 2021 | 2022 |",
        "| 地区：东部 | 地区：柳溪 | 人口 2021：3 | 人口 2022：4 |",
        "| 地区：东部 | 地区：石桥 | 人口 2021：5 | 人口 2022：6 |",
        "| 地区：西部 | 地区：下渡 | 人口 2021：7 | 人口 2022：8 |",
    ]


def test_groups_of_rows_without_heads_stay_as_they_are(tmp_path: Path) -> None:
    """A first column that only merges the names of groups is none of heads."""
    page = (
        "<table><tr><td rowspan=2>柳溪镇<td>上村<td>95<tr><td>下村<td>88"
        "<tr><td rowspan=2>石桥镇<td>东村<td>70<tr><td>西村<td>66</table>"
    )
    rows = ["| 柳溪镇 | 上村 | 95 |", "| 柳溪镇 | 下村 | 88 |", "| 石桥镇 | 东村 | 70 |", "| 石桥镇 | 西村 | 66 |"]
    assert told(tmp_path, page) == rows
    file = docx.Document()
    file.add_paragraph(PARAGRAPHS[0])
    table = file.add_table(4, 3)
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, row[2:-2].split(" | "), strict=True):
            cell.text = text
    for first in (0, 2):
        table.cell(first + 1, 0).text = ""
        table.cell(first, 0).merge(table.cell(first + 1, 0))
    assert read(tmp_path, "a.docx", word(file)).text.split("\n")[1:] == rows


@pytest.mark.parametrize(
    ("rows", "heads"),
    [
        (("学段|学校数+", "类别|公办|民办", "小学|110|16", "初中|50|8"), 2),
        (("学段|学校数+", "|公办|民办", "小学|110|16"), 0),  # one row shows nothing
        (("学段|学校数+", "小学|110|16", "初中|50|8", "高中|5|3"), 0),  # figures in the second row
        (("学段|学校数+", "小学|3所|5所", "初中|50所|8所", "高中|5所|6所"), 0),  # with their unit
        (("柳溪镇|各村+", "柳溪镇|上村|下村", "柳溪镇|3|4", "石桥镇|5|6"), 0),  # a group of rows
        (("学段|学校数+", "小学|无|无", "初中|50|8", "高中|5|3"), 0),  # names that are alike
        (("学段|学校数+", "|公办|—", "初中|50|8", "高中|5|3"), 0),  # a dash names nothing
        (("姓名|经历+", "张三|教师|校长", "李四|教师|主任", "王五|校长|110"), 0),  # words below
        (("姓名|王小明+", "性别|男|汉", "电话|555|1234", "住址|滨河路|3号"), 0),  # a form
        (("学校情况++", "学段|公办|民办", "小学|110|16", "初中|50|8"), 0),  # a title
    ],
)
def test_what_tells_heads_over_two_rows(rows: tuple[str, ...], heads: int) -> None:
    """A cell with a + spans one column more for each."""
    cells = [[SpanningCell(text.rstrip("+"), columns=1 + text.count("+")) for text in row.split("|")] for row in rows]
    assert head_rows(cells) == heads
