"""Word: headings by style, tables, tracked changes, facts, and what each bad file costs."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from qa.documents.formats import packed
from tests.papers import PARAGRAPHS, outline, read, reason, shown, word

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def test_a_word_file_gives_headings_paragraphs_lists_and_tables(tmp_path: Path) -> None:
    """Headings by their styles, also derived ones; each paragraph by itself; a row is a line."""
    file = docx.Document()
    file.add_heading("清水河调查", 0)
    file.add_heading("概况", 1)
    file.add_paragraph(PARAGRAPHS[0])
    file.add_paragraph("苹果", style="List Bullet")
    file.add_paragraph("香蕉", style="List Bullet")
    file.add_heading("水文", 2)
    style = file.styles.add_style("小标题", 1)
    style.base_style = file.styles["Heading 3"]
    file.add_paragraph("水位", style="小标题")
    file.add_paragraph("没有句号的一行")
    file.add_paragraph("另一行，也没有")
    table = file.add_table(2, 2)
    for cell, text in zip(
        [cell for row in table.rows for cell in row.cells], ("站", "水位", "甲", "三米"), strict=True
    ):
        cell.text = text
    document = read(tmp_path, "a.docx", word(file))
    assert document.title == "清水河调查"
    assert outline(document) == [
        ((), ["清水河调查"]),
        (("概况",), [PARAGRAPHS[0], "苹果", "香蕉"]),
        (("概况", "水文", "水位"), ["没有句号的一行", "另一行，也没有", "| 站 | 水位 |", "| 甲 | 三米 |"]),
    ]
    assert {(p.page, p.lines) for p in document.paragraphs} == {(None, ())}
    assert [p.level for p in document.paragraphs if p.kind == "heading"] == [1, 2, 3]
    assert not {"#", "-"} & set(document.text)


def test_inserted_text_of_a_word_file_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    """Tracked changes, content controls, line breaks and text boxes, as Word shows them."""
    file = docx.Document()
    body = (
        f'<w:p xmlns:w="{WORD_NAMESPACE}"><w:r><w:t>全长</w:t></w:r>'
        "<w:del><w:r><w:delText>七十</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>八十六</w:t></w:r></w:ins><w:sdt><w:sdtContent><w:r><w:t>公里。</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:br/><w:t>流经四个乡镇。</w:t></w:r>"
        "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    )
    file.element.body.insert(0, docx.oxml.parse_xml(body))
    document = read(tmp_path, "a.docx", word(file))
    assert [text for _, text in shown(document)] == ["全长八十六公里。", "流经四个乡镇。", "框里的话。"]


def test_facts_of_a_word_file(tmp_path: Path) -> None:
    """What the file's properties say, unless it is what the program filled in; the day it was made is no date of it."""
    file = docx.Document()
    file.add_paragraph("这条河很长，流过四个乡镇。")
    document = read(tmp_path, "a.docx", word(file))
    assert (document.title, document.authors, document.period) == ("a", (), None)
    file.core_properties.title, file.core_properties.author = "清水河", "张三；李四"
    file.core_properties.comments = ""
    document = read(tmp_path, "a.docx", word(file))
    assert (document.title, document.authors, document.period) == ("清水河", ("张三", "李四"), None)


def test_bad_word_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs one message; a bomb is told by the sizes it declares, before anything is unpacked."""
    file = docx.Document()
    empty = word(file)
    file.add_paragraph("正文。")
    good = word(file)
    assert reason(tmp_path, "a.docx", b"PK\x03\x04" + b"x" * 100) == "it is damaged or no .docx file"
    assert reason(tmp_path, "a.docx", b"plain") == "it is damaged or no .docx file"
    assert reason(tmp_path, "a.docx", good[: len(good) // 2]) == "it is damaged or no .docx file"
    assert reason(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0" + b"\0" * 600) == (
        "it is encrypted or an old .doc; save it as .docx without a password"
    )
    assert reason(tmp_path, "a.docx", empty) == "it holds no text"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("hello.txt", "x")
    assert reason(tmp_path, "a.docx", stream.getvalue()).startswith("it is damaged or no .docx file")
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (packed.XML_LIMIT + 1))
    assert reason(tmp_path, "a.docx", stream.getvalue()) == "it unpacks to 52,428,801 bytes; the limit is 52,428,800"
    monkeypatch.setattr(packed, "PARTS_LIMIT", 3)
    assert reason(tmp_path, "a.docx", good).endswith("parts; the limit is 3")


def test_a_word_file_reads_no_entity(tmp_path: Path) -> None:
    """An entity that names a file of this machine, or that swells, gives nothing."""
    (tmp_path / "secret").write_text("秘密", encoding="utf-8")
    file = docx.Document()
    file.add_paragraph("正文ENTITY。")
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word(file))) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                head = f'<!DOCTYPE x [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]>'.encode()
                data = data.replace(b"<w:document", head + b"<w:document", 1).replace(b"ENTITY\xe3", b"&a;\xe3")
            new.writestr(name, data)
    assert "秘密" not in read(tmp_path, "a.docx", stream.getvalue()).text


def test_a_row_of_a_word_table_says_the_heads_of_its_columns(tmp_path: Path) -> None:
    """Of a first row above numbers; a cell merged with the one above is said again."""
    file = docx.Document()
    file.add_paragraph(PARAGRAPHS[0])
    table = file.add_table(3, 3)
    texts = ("乡镇", "村", "户数", "柳溪镇", "上村", "95", "", "下村", "88")
    for cell, text in zip([cell for row in table.rows for cell in row.cells], texts, strict=True):
        cell.text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    assert read(tmp_path, "a.docx", word(file)).text.split("\n")[1:] == [
        "| 乡镇 | 村 | 户数 |",
        "| 乡镇：柳溪镇 | 村：上村 | 户数：95 |",
        "| 乡镇：柳溪镇 | 村：下村 | 户数：88 |",
    ]


@pytest.mark.parametrize(("rows", "said"), [(4, "| 时长：三天 | 比例：10% | 备注：甲 |"), (3, "| 三天 | 10% | 甲 |")])
def test_a_column_of_four_figures_shows_that_the_row_above_heads_it(tmp_path: Path, rows: int, said: str) -> None:
    """Wherever it stands; a form may have as many labels beside three."""
    file = docx.Document()
    file.add_paragraph(PARAGRAPHS[0])
    table = file.add_table(rows + 1, 3)
    for number, row in enumerate(table.rows):
        for cell, text in zip(row.cells, ("三天", "10%", "甲") if number else ("时长", "比例", "备注"), strict=True):
            cell.text = text
    assert read(tmp_path, "a.docx", word(file)).text.split("\n")[2:] == [said] * rows


def test_a_merged_cell_goes_on_with_the_one_of_its_column(tmp_path: Path) -> None:
    """Also where a cell beside it spans columns."""
    file = docx.Document()
    file.add_paragraph(PARAGRAPHS[0])
    table = file.add_table(2, 4)
    for cell, text in zip([cell for row in table.rows for cell in row.cells], "甲乙丙丁戊己庚辛", strict=True):
        cell.text = text
    table.cell(0, 1).text = table.cell(1, 2).text = ""
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(0, 2).merge(table.cell(1, 2))
    assert read(tmp_path, "a.docx", word(file)).text.split("\n")[1:] == ["| 甲 | 丙 | 丁 |", "| 戊 | 己 | 丙 | 辛 |"]


def test_lines_that_are_centred_and_heavy_are_headings_where_no_style_marks_any(tmp_path: Path) -> None:
    """Those that follow each other are one; the letterhead is none, nor what is only centred or only bold."""
    file = docx.Document()
    for words, centred, bold in (
        ("河源县人民政府办公室文件", True, True),
        ("河政办发〔2023〕17号", True, False),
        ("河源县人民政府办公室", True, True),
        ("关于印发《河道清淤实施方案》的通知", True, True),
        (PARAGRAPHS[0], False, False),
        ("河道清淤实施方案", True, True),
        ("第一章　总则", True, True),
        (PARAGRAPHS[3], False, True),
    ):
        paragraph = file.add_paragraph()
        paragraph.add_run(words).bold = bold
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
    document = read(tmp_path, "a.docx", word(file))
    assert document.title == "河源县人民政府办公室关于印发《河道清淤实施方案》的通知"
    assert outline(document)[-1] == (("河道清淤实施方案", "第一章　总则"), [PARAGRAPHS[3]])


def test_an_english_heading_on_two_lines_keeps_its_words_apart(tmp_path: Path) -> None:
    file = docx.Document()
    for words in ("Report on the", "River"):
        paragraph = file.add_paragraph()
        paragraph.add_run(words).bold = True
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    file.add_paragraph(PARAGRAPHS[0])
    assert read(tmp_path, "a.docx", word(file)).title == "Report on the River"
