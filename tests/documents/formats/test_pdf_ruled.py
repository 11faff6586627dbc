"""Tables of a pdf whose cells are ruled: close cells are parted, broken lines of a cell joined, spanned rows said."""

from __future__ import annotations

from pathlib import Path

from qa.documents.formats.pdf_lines import PrintedLine
from qa.documents.formats.pdf_ruled import RuleBox, with_ruled_rows
from tests.documents.formats.test_pdf_structure import Printer
from tests.papers import LEFT, PARAGRAPHS, read, shown


def rules(columns: tuple[float, ...], rows: tuple[float, ...]) -> list[RuleBox]:
    """Each drawn from end to end, upright ones first."""
    upright = [(at, rows[0], at, rows[-1]) for at in columns]
    return [*upright, *((columns[0], at, columns[-1], at) for at in rows)]


def line(text: str, base: float, *cells: float) -> PrintedLine:
    """Its parts begin at ``cells`` and are ten points wide."""
    edges = tuple((left, left + 10) for left in cells)
    return PrintedLine(text, cells[0], base, 10, right=edges[-1][1], cells=edges, page=1)


def texts(lines: list[PrintedLine]) -> list[str]:
    return [one.text for one in lines]


def test_a_row_is_what_stands_between_two_rules() -> None:
    """A cell's lines are joined whatever their order; what stands outside stays, also beside a row."""
    page = [
        line("前文", 200, 0),
        line("县", 84, 2),
        line("区", 72, 2),
        line("人口\t后文", 78, 32, 90),
        line("东", 64, 2),
        line("湖", 52, 2),
        line("59", 58, 32),
    ]
    ruled = rules((0, 30, 60), (50, 70, 90))
    assert texts(with_ruled_rows(page, ruled)) == ["前文", "县区\t人口", "东湖\t59", "后文"]
    assert texts(with_ruled_rows(page, ruled[:3])) == texts(page)
    assert texts(with_ruled_rows(page, [])) == texts(page)


def test_a_cell_over_several_rows_is_said_in_each() -> None:
    page = [line("春\t麦\t3", 78, 2, 32, 62), line("稻\t4", 58, 32, 62)]
    ruled = [*rules((0, 30, 60, 90), (50, 90)), (30.0, 70.0, 90.0, 70.0)]
    assert texts(with_ruled_rows(page, ruled)) == ["春\t麦\t3", "春\t稻\t4"]
    assert texts(with_ruled_rows(page, rules((0, 30, 60, 90), (50, 70, 90))))[1] == "\t稻\t4"


def test_heads_in_heavy_letters_are_said() -> None:
    """Not where other rows are heavy too."""
    page = [line("职务\t姓名", 98, 2, 32), line("组长\t王小明", 78, 2, 32), line("组员\t李晓红", 58, 2, 32)]
    ruled = rules((0, 30, 60), (50, 70, 90, 110))
    page[0] = page[0]._replace(bold=True)
    said = ["职务\t姓名", "职务：组长\t姓名：王小明", "职务：组员\t姓名：李晓红"]
    assert texts(with_ruled_rows(page, ruled)) == said
    page[2] = page[2]._replace(bold=True)
    assert texts(with_ruled_rows(page, ruled)) == texts(page)


def test_boxes_around_paragraphs_are_no_table() -> None:
    page = [line(PARAGRAPHS[0] * 4, 78, 2), line("乙\t丙", 58, 2, 32), line("丁", 78, 32)]
    assert with_ruled_rows(page, rules((0, 30, 60), (50, 70, 90))) == page


def test_years_head_the_columns_of_a_ruled_table(tmp_path: Path) -> None:
    """Their figures stand closer than words do; a figure may look like a year."""
    printer = Printer()
    printer.paragraph(PARAGRAPHS[0])
    rows = [("", "2021年", "2022年", "增速"), ("客运", "2318", "1985", "-1.4"), ("货运", "12840", "12962", "0.9")]
    for row in rows:
        printer.line(row[0] or " ", step=20)
        for text, right in zip(row[1:], (LEFT + 80, LEFT + 120, LEFT + 160), strict=True):
            printer.canvas.drawRightString(right, printer.base, text)
    top = printer.base + 54
    printer.canvas.grid([LEFT - 2, LEFT + 44, LEFT + 82, LEFT + 122, LEFT + 162], [top, top - 20, top - 40, top - 60])
    body = [text for kind, text in shown(read(tmp_path, "a.pdf", printer.data())) if kind == "body"]
    assert body[1:] == [
        "|  | 2021年 | 2022年 | 增速 |",
        "| 客运 | 2021年：2318 | 2022年：1985 | 增速：-1.4 |",
        "| 货运 | 2021年：12840 | 2022年：12962 | 增速：0.9 |",
    ]


def test_a_page_full_of_rules_is_a_drawing() -> None:
    """What would take long to compare is no table: the lines stay as they are."""
    page = [line("前文", 200, 0), line("县", 84, 2)]
    across = [(0.0, at / 100, 14_000.0, at / 100) for at in range(2_000)]
    upright = [(at, 0.0, at, 200.0) for at in (0.0, 30.0, 60.0)]
    assert with_ruled_rows(page, [*across, *upright]) == page
