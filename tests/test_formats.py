"""Pdf, Word, HTML and JSON lines: exact text, pages and headings; what is dropped; what each bad file costs."""

from __future__ import annotations

import importlib.util
import io
import logging
import zipfile
from pathlib import Path

import docx
import pytest

from qa import formats, formats_docx, formats_html, formats_pdf
from qa.errors import ReadError
from qa.read import read_document, read_documents, read_folder
from qa.sections import sections
from qa.types import Document
from tests.papers import PARAGRAPHS, pdf, reports

WORD_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(folder: Path, name: str, data: bytes | str) -> Document:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    document = read_document(folder / name, root=folder)
    for paragraph in document.paragraphs:
        assert document.text[paragraph.start : paragraph.end].strip()
    return document


def reason(folder: Path, name: str, data: bytes | str) -> str:
    with pytest.raises(ReadError) as caught:
        read(folder, name, data)
    assert caught.value.path == name
    return caught.value.reason


def shown(document: Document) -> list[tuple[str, str]]:
    return [(p.kind, document.text[p.start : p.end]) for p in document.paragraphs]


def outline(document: Document) -> list[tuple[tuple[str, ...], list[str]]]:
    texts = [text for _, text in shown(document)]
    return [(path, [texts[index] for index in indices]) for path, indices in sections(document)]


def word(file: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    file.save(stream)
    return stream.getvalue()


# Pdf


def test_a_pdf_gives_its_paragraphs_with_their_pages(tmp_path: Path) -> None:
    """Printed lines become paragraphs again; one that runs over the border has the page it begins on."""
    document = read(tmp_path, "河.pdf", reports())
    assert shown(document) == [
        ("title", "清水河调查报告"),
        ("body", PARAGRAPHS[0]),
        ("heading", "一、水文"),
        ("body", PARAGRAPHS[1]),
        ("body", PARAGRAPHS[2]),
        ("heading", "二、田地"),
        ("body", PARAGRAPHS[3]),
    ]
    assert [p.page for p in document.paragraphs] == [1, 1, 1, 1, 1, 3, 3]
    assert {p.lines for p in document.paragraphs} == {()}
    assert outline(document)[-1] == (("二、田地",), [PARAGRAPHS[3]])


def test_running_lines_and_page_numbers_of_a_pdf_are_dropped(tmp_path: Path) -> None:
    """The header of every page and the number below are no text of the report."""
    text = read(tmp_path, "a.pdf", reports()).text
    assert "清水河水利局" not in text
    assert "- 2 -" not in text
    page = [("附表", 72.0, 700.0, 12.0), ("7", 72.0, 680.0, 12.0)]
    assert formats_pdf.without_furniture([page]) == [page]


def test_left_and_right_pages_may_have_headers_of_their_own() -> None:
    """What most pages of one side repeat is dropped, whatever number it holds; what stands once stays."""
    headers = ["清水河 第 {} 页", "第{}页 年度报告"]
    pages = [
        [
            (headers[number % 2].format(number), 72.0, 800.0, 9.0),
            *((f"{chr(0x4E00 + 10 * number + row)}行的文字", 72.0, 700.0 - row, 12.0) for row in range(6)),
        ]
        for number in range(1, 7)
    ]
    assert formats_pdf.without_furniture(pages) == [page[1:] for page in pages]


def test_a_hyphen_at_the_end_of_a_line_of_a_pdf(tmp_path: Path) -> None:
    """A broken word is whole again; a compound that is printed elsewhere keeps its hyphen."""
    lines = [
        "The river rises in the northern hills and crosses the whole dis-",
        "trict. A well-known bridge stands in the middle of it, the most well-",
        "known one of all the bridges that were built in those years of pros-",
        "perity, when trade along the water made every town on it rich.",
    ]
    document = read(tmp_path, "a.pdf", pdf([[(72, 700 - 16 * i, 12, line) for i, line in enumerate(lines)]]))
    assert [text for _, text in shown(document)] == [
        "The river rises in the northern hills and crosses the whole district. A well-known bridge stands in the "
        "middle of it, the most well-known one of all the bridges that were built in those years of prosperity, when "
        "trade along the water made every town on it rich."
    ]


def test_facts_of_a_pdf(tmp_path: Path) -> None:
    """A title that is printed counts; one left over from a template only where the text shows none; dates likewise."""
    line = [[(72, 700, 12, "这条河很长，流过四个乡镇。")]]
    document = read(tmp_path, "a.pdf", pdf(line, title="清水河", author="张三", created="D:20210617"))
    assert (document.title, document.authors, document.period) == ("清水河", ("张三",), "2021-06-17")
    document = read(tmp_path, "a.pdf", pdf(line, title="Microsoft Word - 1.doc", author="Administrator"))
    assert (document.title, document.authors) == ("a", ())
    document = read(tmp_path, "a.pdf", pdf([[(72, 700, 12, "2019年这条河很长，2020年也是。")]], created="D:20210617"))
    assert document.period != "2021-06-17"


def test_bad_pdfs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs one message that says what is wrong with it."""
    good = reports()
    assert reason(tmp_path, "a.pdf", b"%PDF-1.7\n" + b"x" * 1000) == "it is damaged or no .pdf file"
    assert reason(tmp_path, "a.pdf", pdf([[(72, 700, 12, "字")]], password="秘密")) == (
        "it is encrypted; save it without a password"
    )
    assert reason(tmp_path, "a.pdf", pdf([[]])) == (
        "its pages are pictures without a text layer; recognise the text (OCR) first"
    )
    assert reason(tmp_path, "a.pdf", b"") == "it is empty"
    monkeypatch.setattr(formats_pdf, "PAGE_LIMIT", 2)
    assert reason(tmp_path, "a.pdf", good) == "it has 3 pages; the limit is 2"
    monkeypatch.setattr(formats_pdf, "PAGE_LIMIT", 3)
    monkeypatch.setattr(formats_pdf, "TEXT_LIMIT", 10)
    assert reason(tmp_path, "a.pdf", good) == "it holds more than 10 characters"
    monkeypatch.setattr(formats_pdf, "SECONDS", 0.001)
    assert reason(tmp_path, "a.pdf", good) == "reading it takes more than 0.001 seconds"


def test_a_crash_of_the_pdf_library_costs_that_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser has a process of its own; when that dies, this one goes on."""
    (tmp_path / "worker.py").write_text("import os; os.abort()", encoding="utf-8")
    monkeypatch.setattr(formats_pdf, "WORKER", tmp_path / "worker.py")
    assert reason(tmp_path, "a.pdf", reports()) == "it is damaged: the pdf library broke off on it"


# Word


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
    """What the file's properties say, unless it is what the program filled in."""
    file = docx.Document()
    file.add_paragraph("这条河很长，流过四个乡镇。")
    document = read(tmp_path, "a.docx", word(file))
    assert (document.title, document.authors, document.period) == ("a", (), None)
    file.core_properties.title, file.core_properties.author = "清水河", "张三；李四"
    file.core_properties.comments = ""
    document = read(tmp_path, "a.docx", word(file))
    assert (document.title, document.authors, document.period) == ("清水河", ("张三", "李四"), "2013-12-23")


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
        archive.writestr("word/document.xml", b" " * (formats_docx.XML_LIMIT + 1))
    assert reason(tmp_path, "a.docx", stream.getvalue()) == "it unpacks to 52,428,801 bytes; the limit is 52,428,800"
    monkeypatch.setattr(formats_docx, "PARTS_LIMIT", 3)
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


# HTML


def test_html_gives_headings_paragraphs_lists_and_tables(tmp_path: Path) -> None:
    """Blocks are paragraphs; what is not shown or leads elsewhere is dropped; entities are decoded."""
    document = read(
        tmp_path,
        "a.html",
        """<!doctype html><html><head><title>清水河调查_新闻频道</title><style>p{}</style></head><body>
        <nav><a href="/">首页</a></nav><script>document.write("x")</script>
        <h1>清水河调查</h1><p>清水河发源于北部山区，
        全长&#x516b;十六公里&mdash;&mdash;<b>流经</b>四个乡镇。</p>
        <h2>水文</h2><div>没有句号的一行<br>第二行<p>里面的一段。</div>
        <p hidden>藏起</p><p style="display: none">藏起</p>
        <h3>水位</h3><ul><li>苹果<li>香蕉</ul><table><tr><th>站<th>水位<tr><td>甲<td>三米</table>
        <h2>田地</h2><table><tr><td><p>排版用的</p><p>表格</p></td></tr></table>
        <footer>版权所有</footer></body></html>""",
    )
    assert document.title == "清水河调查"
    assert outline(document) == [
        ((), ["清水河调查", "清水河发源于北部山区，全长八十六公里——流经四个乡镇。"]),
        (("水文",), ["没有句号的一行", "第二行", "里面的一段。"]),
        (("水文", "水位"), ["苹果", "香蕉", "| 站 | 水位 |", "| 甲 | 三米 |"]),
        (("田地",), ["排版用的", "表格"]),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "big5", "utf-16"])
def test_html_declares_its_encoding(tmp_path: Path, encoding: str) -> None:
    """By meta or byte order mark; a declaration that does not fit counts for nothing."""
    page = f'<meta charset="{encoding}"><p>春天的河岸很美。</p>'.encode(encoding)
    assert read(tmp_path, "a.htm", page).text == "春天的河岸很美。"
    lying = '<meta http-equiv="Content-Type" content="text/html; charset=nonsense"><p>春天的河岸很美。</p>'
    assert read(tmp_path, "b.htm", lying).text == "春天的河岸很美。"


def test_facts_of_html(tmp_path: Path) -> None:
    """Meta elements give what the text does not show."""
    page = (
        '<title>清水河</title><meta name="author" content="张三"><meta property="article:published_time"'
        ' content="2021-06-17T08:00:00+08:00"><p>这条河很长，流过四个乡镇。</p>'
    )
    document = read(tmp_path, "a.html", page)
    assert (document.title, document.authors, document.period) == ("清水河", ("张三",), "2021-06-17")


def test_bad_html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs one message; no nesting makes the parser slow."""
    assert reason(tmp_path, "a.html", b"\0\1\2") == "it is binary, not text"
    assert reason(tmp_path, "a.html", "<div id=app></div><script>render()</script>") == (
        "it shows no text without running its scripts"
    )
    assert reason(tmp_path, "a.html", "<div>" * 100_000 + "水") == "its elements nest too deeply"
    assert read(tmp_path, "a.html", "<div><b>" * 1000 + "水很深。").text == "水很深。"
    monkeypatch.setattr(formats_html, "ELEMENTS_LIMIT", 2)
    assert reason(tmp_path, "a.html", "<p>一<p>二<p>三") == "it has more than 2 elements"
    monkeypatch.setattr(formats, "TEXT_LIMIT", 3)
    assert reason(tmp_path, "a.html", "<p>一二三四") == "it holds more than 3 characters"


# JSON lines


def test_each_json_line_is_a_document(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """With its own id or ``FILE#LINE``; a damaged line costs one warning that names file and line."""
    lines = [
        '{"id": "河", "title": "清水河", "text": "清水河很长。\\n\\n流过四个乡镇。",'
        ' "date": "2021年6月", "place": "江北"}',
        "",
        '{"text": "第三行的文字。", "author": ["张三"]}',
        "{broken",
        '{"title": "没有文字"}',
        '{"id": "河", "text": "同一个名字。", "date": "无"}',
        '["no object"]',
        '{"text": "\\ud800"}',
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    documents = read_documents(tmp_path / "a.jsonl", root=tmp_path)
    assert [(d.id, d.title, d.period, d.place, d.authors) for d in documents] == [
        ("河", "清水河", "2021-06", "江北", ()),
        ("a.jsonl#3", "a.jsonl#3", None, None, ("张三",)),
        ("a.jsonl#6", "a.jsonl#6", None, None, ()),
    ]
    assert [[p.lines for p in d.paragraphs] for d in documents] == [[(1,), (1,)], [(3,)], [(6,)]]
    assert [message.partition(":")[0] for message in caplog.messages] == [
        "a.jsonl, line 4 is damaged and left out",
        "a.jsonl, line 5 is damaged and left out",
        "a.jsonl, line 6",
        "a.jsonl, line 7 is damaged and left out",
        "a.jsonl, line 8 is damaged and left out",
    ]
    with pytest.raises(ReadError, match=r"a\.jsonl: it holds 3 documents, where one was expected"):
        read_document(tmp_path / "a.jsonl", root=tmp_path)


def test_bad_json_lines(tmp_path: Path) -> None:
    """A file without a usable line is said so; nesting without end is a damaged line."""
    assert reason(tmp_path, "a.jsonl", "{}\n") == "no line of it holds a JSON object with a text"
    assert reason(tmp_path, "a.jsonl", "[" * 1_000_000) == "no line of it holds a JSON object with a text"


def test_no_two_documents_of_a_folder_share_an_id(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """An own id that another file's document or another file has gives way to ``FILE#LINE``."""
    (tmp_path / "a.jsonl").write_text('{"id": "x", "text": "甲。"}\n{"id": "c.txt", "text": "乙。"}', encoding="utf-8")
    (tmp_path / "b.jsonl").write_text(
        '{"id": "x", "text": "丙。"}\n{"id": "a.jsonl#1", "text": "丁。"}', encoding="utf-8"
    )
    (tmp_path / "c.txt").write_text("戊。", encoding="utf-8")
    ids = [document.id for document in read_folder(tmp_path)]
    assert ids == ["x", "a.jsonl#2", "b.jsonl#1", "b.jsonl#2", "c.txt"]
    assert len(caplog.messages) == 3


# All


@pytest.mark.parametrize(
    ("name", "package"), [("a.pdf", "pypdfium2"), ("a.docx", "python-docx"), ("a.htm", "selectolax")]
)
def test_without_the_extra_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str, package: str
) -> None:
    """And the other files are read."""
    monkeypatch.setattr(formats, "find_spec", lambda library: importlib.util.find_spec(library + "_missing"))
    (tmp_path / name).write_bytes(b"x")
    (tmp_path / "b.txt").write_text("正文。", encoding="utf-8")
    assert [document.id for document in read_folder(tmp_path)] == ["b.txt"]
    assert caplog.messages == [
        f"Skipped {name}: reading {Path(name).suffix} needs {package}, which is not installed:"
        " pip install 'chuchu-qa[formats]'"
    ]
    assert caplog.records[0].levelno == logging.WARNING


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html"])
def test_damage_costs_at_most_a_message(tmp_path: Path, suffix: str) -> None:
    """Cut or overwritten anywhere, a file is read or is a ReadError; nothing else happens."""
    file = docx.Document()
    file.add_paragraph("正文。")
    good = {".pdf": reports(), ".docx": word(file), ".html": "<h1>题</h1><p>正文。</p>".encode()}[suffix]
    for step in range(1, 6):
        place = len(good) * step // 6
        for data in (good[:place], good[:place] + b"\xff\0<" * 5 + good[place + 15 :]):
            (tmp_path / f"a{suffix}").write_bytes(data)
            try:
                assert read_document(tmp_path / f"a{suffix}", root=tmp_path).text.strip()
            except ReadError as error:
                assert error.path == f"a{suffix}"


def test_the_versions_of_the_packages_are_known() -> None:
    """An index can be told from one made when a package was missing or another."""
    assert sorted(formats.versions()) == ["pypdfium2", "python-docx", "selectolax"]
