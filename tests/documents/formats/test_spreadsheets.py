"""Spreadsheets and delimited text: a row is a paragraph that says its column heads, with its number in the file."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from xlsxwriter.worksheet import Worksheet

from qa.documents.formats import spreadsheets
from qa.types import Document
from tests.papers import outline, read, reason, shown


def workbook(**sheets: Callable[[Worksheet], object]) -> bytes:
    stream = io.BytesIO()
    file = xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"})
    for name, write in sheets.items():
        write(file.add_worksheet(name))
    file.close()
    return stream.getvalue()


def lines(document: Document) -> list[tuple[str, tuple[int, ...]]]:
    return [(document.text[p.start : p.end], p.lines) for p in document.paragraphs if p.kind == "body"]


def stations(sheet: Worksheet) -> None:
    sheet.merge_range("A1:C1", "清水河水位表")
    sheet.write_row("A2", ["站", "水位（米）", "日期"])
    sheet.merge_range("A3:A4", "石桥")
    sheet.write("B3", 3.0)
    sheet.write_datetime("C3", datetime(2021, 6, 17))
    sheet.write("B4", 0.1 + 0.2)
    sheet.write_datetime("C4", datetime(2021, 6, 17, 8, 30))
    sheet.write_row("A6", ["下渡", 1234567, True])
    sheet.write("A8", "注：每日一测。")


def test_a_row_says_the_heads_of_its_columns(tmp_path: Path) -> None:
    """Merged cells count for each row, across a blank row too; the title line is the title; lines are row numbers."""
    document = read(tmp_path, "a.xlsx", workbook(Sheet1=stations))
    assert document.title == "清水河水位表"
    assert lines(document) == [
        ("| 站 | 水位（米） | 日期 |", (2,)),
        ("| 站：石桥 | 水位（米）：3 | 日期：2021-06-17 |", (3,)),
        ("| 站：石桥 | 水位（米）：0.3 | 日期：2021-06-17 08:30 |", (4,)),
        ("| 站：下渡 | 水位（米）：1234567 | 日期：TRUE |", (6,)),
        ("注：每日一测。", (8,)),
    ]


def test_each_sheet_is_a_section(tmp_path: Path) -> None:
    """Under its name; hidden sheets are not shown, and empty ones have no section."""

    def people(sheet: Worksheet) -> None:
        sheet.write_column("A1", ["姓名", "张三"])
        sheet.write_column("B1", ["职务", "站长"])

    data = workbook(水位=stations, 人员=people, 空=lambda sheet: None, 草稿=Worksheet.very_hidden)
    document = read(tmp_path, "清水河.xlsx", data)
    assert document.title == "清水河"
    assert [path for path, _ in outline(document)] == [("水位",), ("人员",)]
    assert outline(document)[1] == (("人员",), ["| 姓名 | 职务 |", "| 姓名：张三 | 职务：站长 |"])


def test_heads_over_two_rows(tmp_path: Path) -> None:
    """A head that spans columns stands before each of theirs."""

    def spread(sheet: Worksheet) -> None:
        sheet.merge_range("A1:A2", "站")
        sheet.merge_range("B1:C1", "水位")
        sheet.write_row("B2", ["春", "夏"])
        sheet.write_row("A3", ["石桥", 3, 5.2])

    document = read(tmp_path, "a.xlsx", workbook(水位=spread))
    assert outline(document) == [
        (("水位",), ["| 站 | 水位 | 水位 |", "| 站 | 春 | 夏 |", "| 站：石桥 | 水位 春：3 | 水位 夏：5.2 |"])
    ]


def test_no_heads_are_made_up(tmp_path: Path) -> None:
    """A form of labels and values of every sort, and a table that begins with numbers, have none."""

    def form(sheet: Worksheet) -> None:
        sheet.write_column("A1", ["站", "电话", "负责人"])
        sheet.write_column("B1", ["石桥", 12345, "张三"])

    assert [text for _, text in shown(read(tmp_path, "a.xlsx", workbook(Sheet1=form)))] == [
        "| 站 | 石桥 |",
        "| 电话 | 12345 |",
        "| 负责人 | 张三 |",
    ]
    document = read(tmp_path, "a.csv", "2021,3.5\n2022,4.1\n")
    assert [text for _, text in shown(document)] == ["| 2021 | 3.5 |", "| 2022 | 4.1 |"]


def test_an_old_spreadsheet(tmp_path: Path) -> None:
    file = xlwt.Workbook()
    sheet = file.add_sheet("水位")
    for row, cells in enumerate([["站", "水位"], ["石桥", 3.5]]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    stream = io.BytesIO()
    file.save(stream)
    assert outline(read(tmp_path, "a.xls", stream.getvalue())) == [
        (("水位",), ["| 站 | 水位 |", "| 站：石桥 | 水位：3.5 |"])
    ]


@pytest.mark.parametrize(("mark", "encoding"), [(",", "utf-8-sig"), (";", "gb18030"), ("\t", "utf-16")])
def test_delimited_text(tmp_path: Path, mark: str, encoding: str) -> None:
    """In any separator and encoding; a cell of several lines is one line, and lines are those of the file."""
    rows = [["站", "水位", "说明"], ["石桥", "3.5", f'"桥下{mark}\n有浮标。"'], [], ["下渡", "", "无"]]
    document = read(tmp_path, "a.csv", "\r\n".join(mark.join(row) for row in rows).encode(encoding))
    told = " ".join(f"桥下{mark}\n有浮标。".split())
    assert lines(document) == [
        ("| 站 | 水位 | 说明 |", (1,)),
        (f"| 站：石桥 | 水位：3.5 | 说明：{told} |", (2,)),
        ("| 站：下渡 | 说明：无 |", (5,)),
    ]


def test_bad_spreadsheets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs one message, and a stray cell does not cost the memory for all cells before it."""
    assert reason(tmp_path, "a.xlsx", b"x") == "it is damaged or no .xlsx file"
    assert reason(tmp_path, "a.xls", b"\xd0\xcf\x11\xe0" + b"x" * 600) == "it is damaged or no .xls file"
    assert reason(tmp_path, "a.xlsx", b"\xd0\xcf\x11\xe0") == (
        "it is encrypted or an old .xls; save it as .xlsx without a password"
    )
    assert reason(tmp_path, "a.xlsx", workbook(Sheet1=lambda sheet: None)) == "it holds no text"
    far = workbook(Sheet1=lambda sheet: (sheet.write("A1", "站"), sheet.write("XFD1048576", "远")))
    assert reason(tmp_path, "a.xlsx", far) == "it has 16,384 columns and 1,048,576 rows; the limit is 5,000,000 cells"
    assert reason(tmp_path, "a.csv", b"\0\1") == "it is binary, not text"
    monkeypatch.setattr(spreadsheets, "CELLS_LIMIT", 1)
    assert reason(tmp_path, "a.xlsx", workbook(Sheet1=stations)).endswith("the limit is 1 cells")
