"""Pdf: headings by outline and size, paragraphs by place, code by its letters, rows of tables, notes, contents."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from qa.types import Document
from tests.papers import FONT, LEFT, PARAGRAPHS, WIDTH, outline, read, shown

SIZE, STEP = 12.0, 20.0
Line = tuple[float, float, str]
MONO = "Courier"


class Printer:
    """Prints lines from the top of a page downwards."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.stream = io.BytesIO()
        self.canvas = Canvas(self.stream, invariant=True)
        self.base = 780.0

    def line(self, text: str, *, left: float = LEFT, size: float = SIZE, font: str = "", step: float = STEP) -> None:
        self.base -= step
        self.canvas.setFont(font or FONT, size)
        self.canvas.drawString(left, self.base, text)

    def beside(self, text: str, left: float, *, size: float = SIZE, up: float = 0) -> None:
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(left, self.base + up, text)

    def paragraph(self, text: str, *, step: float = STEP) -> None:
        """Its lines begin alike; a wider space is above it."""
        for at in range(0, len(text), WIDTH):
            self.line(text[at : at + WIDTH], step=step if at else 1.8 * STEP)

    def heading(self, text: str, level: int, *, size: float = SIZE) -> None:
        self.line(text, size=size, step=2 * STEP)
        self.canvas.bookmarkPage(text)
        self.canvas.addOutlineEntry(text.rpartition(" ")[2], text, level=level)

    def page(self) -> None:
        self.canvas.showPage()
        self.base = 780.0

    def data(self) -> bytes:
        self.canvas.save()
        return self.stream.getvalue()


def kinds(document: Document, kind: str) -> list[str]:
    return [text for other, text in shown(document) if other == kind]


def test_the_outline_names_the_headings_and_their_levels(tmp_path: Path) -> None:
    """Without their numbers, printed as large as the text; a label above is part of the heading; page and level fit."""
    printer = Printer()
    printer.line("清水河手册", size=24)
    printer.line("第一章", size=18, step=60)
    printer.heading("水文", 0, size=18)
    printer.heading("1.1 水位", 1)
    printer.paragraph(PARAGRAPHS[0])
    printer.page()
    printer.heading("1.2 水渠", 1)
    printer.paragraph(PARAGRAPHS[3])
    document = read(tmp_path, "a.pdf", printer.data())
    assert document.title == "清水河手册"
    assert outline(document)[1:] == [
        (("第一章 水文", "1.1 水位"), [PARAGRAPHS[0]]),
        (("第一章 水文", "1.2 水渠"), [PARAGRAPHS[3]]),
    ]
    assert [(p.level, p.page) for p in document.paragraphs if p.kind == "heading"] == [(1, 1), (2, 1), (2, 2)]


def test_without_an_outline_sizes_tell_the_headings(tmp_path: Path) -> None:
    """The larger, the further out; a large sentence is none."""
    printer = Printer()
    printer.line("清水河手册", size=24)
    for name, size in (("水文", 18), ("水位", 15)):
        printer.line(name, size=size, step=40)
        printer.paragraph(PARAGRAPHS[0])
    printer.line("这是很大的一句话。", size=15, step=60)
    document = read(tmp_path, "a.pdf", printer.data())
    assert outline(document) == [
        ((), ["清水河手册"]),
        (("水文",), [PARAGRAPHS[0]]),
        (("水文", "水位"), [PARAGRAPHS[0], "这是很大的一句话。"]),
    ]


def test_the_label_of_a_note_in_a_box_is_no_heading(tmp_path: Path) -> None:
    """What stands below it belongs to the section around."""
    printer = Printer()
    printer.line("清水河手册", size=24)
    printer.line("水文", size=18, step=40)
    printer.paragraph(PARAGRAPHS[0])
    printer.line("注意", size=15, step=40)
    printer.paragraph(PARAGRAPHS[1])
    document = read(tmp_path, "a.pdf", printer.data())
    assert outline(document)[1:] == [(("水文",), [PARAGRAPHS[0], "注意", PARAGRAPHS[1]])]


def test_paragraphs_are_parted_by_space_and_run_over_pages(tmp_path: Path) -> None:
    """Also where the first ends at the edge, and where notes stand between the halves of the second."""
    first, second = "甲" * (2 * WIDTH - 1) + "。", PARAGRAPHS[1]
    printer = Printer()
    printer.paragraph(first)
    printer.paragraph(second[: 3 * WIDTH])
    printer.line("1", size=6, step=300)
    printer.beside("县志第三卷。", LEFT + 8, size=9)
    printer.page()
    printer.base -= 40
    for at in range(3 * WIDTH, len(second), WIDTH):
        printer.line(second[at : at + WIDTH])
    document = read(tmp_path, "a.pdf", printer.data())
    assert (kinds(document, "body"), kinds(document, "footnote")) == ([first, second], ["县志第三卷。"])
    assert [p.page for p in document.paragraphs] == [1, 1, 1]


def test_the_number_of_a_note_is_no_part_of_the_sentence(tmp_path: Path) -> None:
    """Raised digits that no note begins with stay, and so do all others."""
    printer = Printer()
    for text in PARAGRAPHS[:2]:
        printer.paragraph(text)
    printer.line("水位见县志", step=40)
    printer.beside("2", LEFT + 5 * SIZE, size=7, up=5)
    printer.beside("，面积为3", LEFT + 5 * SIZE + 5, size=SIZE)
    printer.beside("4", LEFT + 119, size=7, up=5)
    printer.beside("。", LEFT + 123, size=SIZE)
    printer.line("2", size=6, step=200)
    printer.beside("县志第二卷。", LEFT + 8, size=9)
    document = read(tmp_path, "a.pdf", printer.data())
    assert kinds(document, "body")[2:] == ["水位见县志，面积为34。"]
    assert kinds(document, "footnote") == ["县志第二卷。"]


def test_the_number_of_a_note_goes_that_is_printed_as_other_digits_are(tmp_path: Path) -> None:
    """With a blank behind it or none, if it stands behind one sentence of the page."""
    printer = Printer()
    printer.line("水位见县志。3 面积为4", step=40)
    printer.line("3", size=6, step=200)
    printer.beside("县志第二卷。", LEFT + 8, size=9)
    assert kinds(read(tmp_path, "a.pdf", printer.data()), "body") == ["水位见县志。 面积为4"]


def test_letters_of_a_typewriter_are_code(tmp_path: Path) -> None:
    """Set in as printed; a line of it inside a sentence is none."""
    printer = Printer()
    printer.paragraph(PARAGRAPHS[0])
    printer.line("# make", font=MONO, step=40)
    printer.line("all", font=MONO, left=LEFT + 4 * 0.5 * SIZE)
    printer.paragraph(PARAGRAPHS[3])
    document = read(tmp_path, "a.pdf", printer.data())
    assert shown(document)[-2:] == [("code", "# make\n    all"), ("body", PARAGRAPHS[3])]


def test_code_in_a_frame_that_is_wrapped_is_code(tmp_path: Path) -> None:
    """The frame's side runs through its first letters; the arrow at the wrap is of another font."""
    printer = Printer()
    printer.paragraph(PARAGRAPHS[1])
    printer.line("sudo make", font=MONO, step=2 * STEP)
    printer.beside("←", LEFT + 70)
    printer.line("install", font=MONO)
    printer.canvas.line(LEFT + 1, printer.base, LEFT + 1, printer.base + 2 * STEP)
    assert kinds(read(tmp_path, "a.pdf", printer.data()), "code") == ["sudo make ←\ninstall"]


def test_letters_that_are_scaled_are_as_large_as_printed(tmp_path: Path) -> None:
    """Some programs print with letters of one point, each made larger: sizes and spaces mean what they show."""
    printer = Printer()
    base = 700.0
    for size, text in ((20.0, "清水河手册"), *((SIZE, text) for text in PARAGRAPHS[0:2])):
        base -= STEP
        for at in range(0, len(text), WIDTH):
            base -= STEP
            words = printer.canvas.beginText()
            words.setFont(FONT, 1)
            words.setTextTransform(size, 0, 0, size, LEFT, base)
            words.textOut(text[at : at + WIDTH])
            printer.canvas.drawText(words)
    document = read(tmp_path, "a.pdf", printer.data())
    assert shown(document) == [("title", "清水河手册"), ("body", PARAGRAPHS[0]), ("body", PARAGRAPHS[1])]


def test_a_table_is_read_row_by_row(tmp_path: Path) -> None:
    """Cells that are far apart are parted; one below the other they join no sentence."""
    printer = Printer()
    printer.paragraph(PARAGRAPHS[0])
    for name, level in (("站", "水位"), ("石桥", "三米"), ("下渡", "五米二")):
        printer.line(name)
        printer.beside(level, LEFT + 150)
    printer.paragraph(PARAGRAPHS[3])
    assert kinds(read(tmp_path, "a.pdf", printer.data()), "body") == [
        PARAGRAPHS[0],
        "| 站 | 水位 |",
        "| 石桥 | 三米 |",
        "| 下渡 | 五米二 |",
        PARAGRAPHS[3],
    ]


def test_a_cell_of_several_lines_is_one(tmp_path: Path) -> None:
    """Also where a cell is printed whole before the next one; what begins at the left is another row."""
    printer = Printer()
    printer.paragraph(PARAGRAPHS[0])
    for rows in ((("石桥", "三米，", "见县志"), ("一天三次",)), (("下渡", "五米二"), ())):
        (name, first, *rest), beside = rows
        printer.line(name, step=30)
        printer.beside(first, LEFT + 150)
        top = printer.base
        for text in rest:
            printer.line(text, left=LEFT + 150, step=15)
        for text in beside:
            printer.beside(text, LEFT + 300, up=top - printer.base)
    assert kinds(read(tmp_path, "a.pdf", printer.data()), "body")[1:] == [
        "| 石桥 | 三米，见县志 | 一天三次 |",
        "| 下渡 | 五米二 |",
    ]


def test_dot_leaders_are_contents(tmp_path: Path) -> None:
    """Each line its own, none a heading, and none found."""
    printer = Printer()
    printer.line("目录", step=40)
    for number, name in enumerate(("水文", "水渠", "田地", "桥梁"), 1):
        printer.line(f"{number} {name} {'. ' * 30}{number}")
    for text in PARAGRAPHS:
        printer.paragraph(text)
    document = read(tmp_path, "a.pdf", printer.data())
    assert [text[:4] for text in kinds(document, "contents")] == ["目录", "1 水文", "2 水渠", "3 田地", "4 桥梁"]
    assert kinds(document, "heading") == []


def test_chapter_names_beside_page_numbers_are_dropped(tmp_path: Path) -> None:
    """They change from chapter to chapter, yet stand at the edge beside the number of the page."""
    printer = Printer()
    for number, name in enumerate(("水文", "水渠", "田地", "桥梁"), 1):
        printer.line(f"第 {number} 章 {name}")
        printer.beside(str(number), 480)
        printer.paragraph(PARAGRAPHS[number - 1])
        printer.page()
    document = read(tmp_path, "a.pdf", printer.data())
    assert [text for _, text in shown(document)] == list(PARAGRAPHS)


def test_running_heads_that_change_from_page_to_page_are_dropped(tmp_path: Path) -> None:
    """They stand at one height, apart from the text; the titles of slides, which are larger, stay."""
    for size, kept in ((SIZE, []), (2 * SIZE, ["水文", "水渠", "田地", "桥梁"])):
        printer = Printer()
        for place, name in enumerate(("水文", "水渠", "田地", "桥梁")):
            printer.line(name, size=size)
            printer.base -= STEP
            printer.paragraph(PARAGRAPHS[place])
            printer.page()
        shown_there = [text for _, text in shown(read(tmp_path, "a.pdf", printer.data()))]
        assert [text for text in shown_there if text not in PARAGRAPHS] == kept


def test_the_lines_of_a_box_that_is_set_in_from_both_sides_are_one_paragraph(tmp_path: Path) -> None:
    """Where many lines end that begin there counts beside where those of the page do."""
    printer = Printer()
    for text in PARAGRAPHS:
        printer.paragraph(text)
    text, narrow = "渠" * 199 + "。", WIDTH - 6
    for at in range(0, len(text), narrow):
        printer.line(text[at : at + narrow], left=LEFT + 24, step=STEP if at else 2 * STEP)
    assert kinds(read(tmp_path, "a.pdf", printer.data()), "body")[-1] == text


def test_a_paragraph_hangs_below_a_term_that_its_first_line_begins_with(tmp_path: Path) -> None:
    """Its first line is full and open; the further ones stand further right, as in the lists of terms of manuals."""
    first, second = PARAGRAPHS[0][: WIDTH - 2], PARAGRAPHS[0][WIDTH - 2 : 2 * WIDTH - 6]
    printer = Printer()
    printer.paragraph(PARAGRAPHS[1] + PARAGRAPHS[2])
    printer.line(f"甲、{first}", step=2 * STEP)
    printer.line(second, left=LEFT + 2 * SIZE)
    assert kinds(read(tmp_path, "a.pdf", printer.data()), "body")[-1] == f"甲、{first}{second}"


def test_a_line_that_is_set_in_begins_the_paragraph_below_it(tmp_path: Path) -> None:
    """The line above it, set in as well, is a paragraph of its own that fills its line."""
    whole = PARAGRAPHS[0][: WIDTH - 3] + "。"
    printer = Printer()
    printer.paragraph(PARAGRAPHS[1] + PARAGRAPHS[2])
    printer.line(whole, left=LEFT + 2 * SIZE, step=2 * STEP)
    printer.line(PARAGRAPHS[2][: WIDTH - 2], left=LEFT + 2 * SIZE)
    printer.line(PARAGRAPHS[2][WIDTH - 2 : 2 * WIDTH - 4])
    assert kinds(read(tmp_path, "a.pdf", printer.data()), "body")[-2:] == [whole, PARAGRAPHS[2][: 2 * WIDTH - 4]]
