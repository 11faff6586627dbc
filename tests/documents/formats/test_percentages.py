"""Cells of a spreadsheet that are printed as percentages are read as they are printed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.papers import read, shown

RATES = (("甲厂", 0.72), ("乙厂", 0.5))


def rates(form: str, *, sheets: int = 1) -> bytes:
    """A workbook of sheets that are alike, but for the rates: each has one more than that before it."""
    stream = io.BytesIO()
    file = xlsxwriter.Workbook(stream)
    style = file.add_format({"num_format": form})
    for number in range(sheets):
        sheet = file.add_worksheet(f"产能 & {number}")
        sheet.write_row("A1", ["单位", "产能利用率"])
        for row, (name, rate) in enumerate(RATES, 1):
            sheet.write(row, 0, name)
            sheet.write(row, 1, rate + number, style)
    file.close()
    return stream.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return stream.getvalue()


def rows(tmp_path: Path, data: bytes) -> list[str]:
    return [text for _, text in shown(read(tmp_path, "a.xlsx", data)) if text.startswith("|")]


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("0%", "72%"),
        ("0.0%", "72.0%"),
        ("0.00%", "72.00%"),
        ("0.0 %", "72.0%"),
        ('"约"0.0%;[Red]-0.0%', "72.0%"),
        ("0.00%_);(0.00%)", "72.00%"),
        ("[$-804]#,##0%", "72%"),
        ("General", "0.72"),
        ("0.00", "0.72"),
        ('0.00"%"', "0.72"),
        ("0.00\\%", "0.72"),
    ],
)
def test_a_percentage_is_read_as_it_is_printed(tmp_path: Path, form: str, printed: str) -> None:
    """By the number format of its cell; a sign in quotes or behind a backslash is only printed."""
    assert rows(tmp_path, rates(form))[:2] == ["| 单位 | 产能利用率 |", f"| 单位：甲厂 | 产能利用率：{printed} |"]


def test_what_a_percentage_is_and_what_it_is_not(tmp_path: Path) -> None:
    """Halves go up; words, truth values and days stay, as do cells of other formats; merged cells say it each."""
    stream = io.BytesIO()
    file = xlsxwriter.Workbook(stream, {"default_date_format": "yyyy-mm-dd"})
    whole, tenth = (file.add_format({"num_format": form}) for form in ("#,##0%", "0.0%"))
    sheet = file.add_worksheet()
    sheet.write_row("A1", ["项", "甲", "乙", "丙", "丁"])
    sheet.write_row("A2", ["数", 0.0725, -0.125, 12.5], tenth)
    sheet.write_datetime("E2", datetime(2021, 6, 17))
    sheet.write_row("A3", ["整", 0.125, -0.285, 12.5, True], whole)
    sheet.merge_range("B4:C4", 0.3, tenth)
    sheet.write("A4", "并")
    sheet.write_row("D4", [0.3, 7])
    sheet.write_row("A5", ["字", "无", "", 1], whole)
    file.close()
    assert rows(tmp_path, stream.getvalue()) == [
        "| 项 | 甲 | 乙 | 丙 | 丁 |",
        "| 项：数 | 甲：7.3% | 乙：-12.5% | 丙：1250.0% | 丁：2021-06-17 |",
        "| 项：整 | 甲：13% | 乙：-29% | 丙：1,250% | 丁：TRUE |",
        "| 项：并 | 甲：30.0% | 乙：30.0% | 丙：0.3 | 丁：7 |",
        "| 项：字 | 甲：无 | 丙：100% |",
    ]


def test_each_sheet_has_its_own(tmp_path: Path) -> None:
    """By its name, whatever its part is called; attributes stand in any order."""
    data = changed(
        rates("0%", sheets=2),
        "xl/_rels/workbook.xml.rels",
        lambda xml: xml.replace(b"sheet1.", b"sheet0.").replace(b"sheet2.", b"sheet1.").replace(b"sheet0.", b"sheet2."),
    )
    data = changed(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="B2" s="1"', b'<c s="1" r="B2"'))
    assert [row for row in rows(tmp_path, data) if "甲" in row] == [
        "| 单位：甲厂 | 产能利用率：172% |",
        "| 单位：甲厂 | 产能利用率：72% |",
    ]


def test_a_code_longer_than_any_office_writes_is_none(tmp_path: Path) -> None:
    code = ("[Red" * 100 + "0%").encode()
    data = changed(rates("0.0%"), "xl/styles.xml", lambda styles: styles.replace(b"0.0%", code))
    assert rows(tmp_path, data)[1:] == ["| 单位：甲厂 | 产能利用率：0.72 |", "| 单位：乙厂 | 产能利用率：0.5 |"]


def test_styles_that_cannot_be_read_leave_what_is_stored(tmp_path: Path) -> None:
    """As do those with a document type, which no office program writes: there is no entity to resolve."""
    data = rates("0.0%")
    entity = b'<!DOCTYPE x [<!ENTITY a "0">]><styleSheet '
    for change in (
        lambda xml: xml.replace(b"</styleSheet>", b"<none></styleSheet>"),
        lambda xml: xml.replace(b"<styleSheet ", entity, 1),
        lambda xml: xml.replace(b'encoding="UTF-8"', b'encoding="nonsense"'),
    ):
        assert rows(tmp_path, changed(data, "xl/styles.xml", change))[1] == "| 单位：甲厂 | 产能利用率：0.72 |"
