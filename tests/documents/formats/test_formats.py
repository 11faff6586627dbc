"""HTML and JSON lines: exact text and headings; a missing package and damage in any format."""

from __future__ import annotations

import importlib.util
import logging
from importlib import metadata
from pathlib import Path

import docx
import pytest

from qa.documents.corpus import read_documents
from qa.documents.formats import html, registry
from qa.errors import ReadError
from qa.index.updating import read_corpus
from tests.documents.formats.test_slides import saved, slides
from tests.documents.formats.test_spreadsheets import stations, workbook
from tests.papers import outline, read, reason, reports, word


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
        (("水文", "水位"), ["苹果", "香蕉", "| 站 | 水位 |", "| 站：甲 | 水位：三米 |"]),
        (("田地",), ["排版用的", "表格"]),
    ]


def test_marks_of_markdown_in_html_and_word_are_words(tmp_path: Path) -> None:
    """These formats say themselves what is a heading or code: ``# make`` between ``<pre>`` is a command."""
    words = ["## 这一行，不是标题。", "```这一行，不是代码。", "| 这一行，不是表格。 |"]
    page = "<h1>题</h1>" + "".join(f"<p>{one}</p>" for one in words) + "<h4>命令</h4><pre>\n# make\n\n  all\n</pre>"
    file = docx.Document()
    file.add_heading("题", 0)
    for one in words:
        file.add_paragraph(one)
    for document in (read(tmp_path, "a.html", page), read(tmp_path, "a.docx", word(file))):
        assert [document.text[p.start : p.end] for p in document.paragraphs if p.kind == "body"][:3] == words
        assert {p.level for p in document.paragraphs if p.kind == "body"} == {None}
    document = read(tmp_path, "a.html", page)
    kinds = [(p.kind, p.level, document.text[p.start : p.end]) for p in document.paragraphs[4:]]
    assert kinds == [("heading", 4, "命令"), ("code", None, "# make\n\n  all")]


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gbk", "big5", "utf-16"])
def test_html_declares_its_encoding(tmp_path: Path, encoding: str) -> None:
    """By meta or byte order mark; a declaration that does not fit counts for nothing."""
    page = f'<meta charset="{encoding}"><p>春天的河岸很美。</p>'.encode(encoding)
    assert read(tmp_path, "a.htm", page).text == "春天的河岸很美。"
    lying = '<meta http-equiv="Content-Type" content="text/html; charset=nonsense"><p>春天的河岸很美。</p>'
    assert read(tmp_path, "b.htm", lying).text == "春天的河岸很美。"
    hurt = '<meta charset="utf-8"><p>' + "春天的河岸很美。" * 20
    assert read(tmp_path, "c.htm", hurt.encode() + b"\xff").text == "春天的河岸很美。" * 20 + "\ufffd"


def test_a_control_character_here_and_there_does_not_make_a_text_binary(tmp_path: Path) -> None:
    """One in two hundred bytes at most; a zero byte does, wherever it stands."""
    text = "春天的河岸很美。" * 20
    assert read(tmp_path, "a.md", f"\b{text}".encode()).text == f"\b{text}"
    assert reason(tmp_path, "b.md", f"\b\b\b{text}".encode()) == "it is binary, not text"
    assert reason(tmp_path, "c.md", f"{text}\0".encode()) == "it is binary, not text"


def test_facts_of_html(tmp_path: Path) -> None:
    """Meta elements give what the text does not show, and when the page was published whatever year the text names."""
    page = (
        '<title>清水河</title><meta name="author" content="张三"><meta property="article:published_time"'
        ' content="2021-06-17T08:00:00+08:00"><p>这条河很长，2019年修过渠。</p>'
    )
    document = read(tmp_path, "a.html", page)
    assert (document.title, document.authors, document.period) == ("清水河", ("张三",), "2021-06-17")
    assert document.issued == "2021-06-17"


def test_bad_html(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each costs one message; no nesting makes the parser slow."""
    assert reason(tmp_path, "a.html", b"\0\1\2") == "it is binary, not text"
    assert reason(tmp_path, "a.html", "<div id=app></div><script>render()</script>") == (
        "it shows no text without running its scripts"
    )
    assert reason(tmp_path, "a.html", "<div>" * 100_000 + "水") == "its elements nest too deeply"
    assert read(tmp_path, "a.html", "<div><b>" * 1000 + "水很深。").text == "水很深。"
    monkeypatch.setattr(html, "ELEMENTS_LIMIT", 2)
    assert reason(tmp_path, "a.html", "<p>一<p>二<p>三") == "it has more than 2 elements"
    monkeypatch.setattr(registry, "TEXT_LIMIT", 3)
    assert reason(tmp_path, "a.html", "<p>一二三四") == "it holds more than 3 characters"


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
    ids = [document.id for document in read_corpus(tmp_path)[0]]
    assert ids == ["x", "a.jsonl#2", "b.jsonl#1", "b.jsonl#2", "c.txt"]
    assert len(caplog.messages) == 3


@pytest.mark.parametrize(
    ("name", "package"),
    [
        ("a.pdf", "pypdfium2"),
        ("a.docx", "python-docx"),
        ("a.htm", "selectolax"),
        ("a.xls", "python-calamine"),
        ("a.pptx", "python-pptx"),
    ],
)
def test_without_the_extra_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, name: str, package: str
) -> None:
    """And the other files are read."""
    monkeypatch.setattr(registry, "find_spec", lambda library: importlib.util.find_spec(library + "_missing"))
    (tmp_path / name).write_bytes(b"x")
    (tmp_path / "b.txt").write_text("正文。", encoding="utf-8")
    assert [document.id for document in read_corpus(tmp_path)[0]] == ["b.txt"]
    assert caplog.messages == [
        f"Skipped {name}: reading {Path(name).suffix} needs {package}, which is not installed:"
        " pip install 'chuchu-qa[formats]'"
    ]
    assert caplog.records[0].levelno == logging.WARNING


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".html", ".xlsx", ".pptx", ".csv"])
def test_damage_costs_at_most_a_message(tmp_path: Path, suffix: str) -> None:
    """Cut or overwritten anywhere, a file is read or is a ReadError; nothing else happens."""
    file = docx.Document()
    file.add_paragraph("正文。")
    good = {
        ".pdf": reports,
        ".docx": lambda: word(file),
        ".html": "<h1>题</h1><p>正文。</p>".encode,
        ".xlsx": lambda: workbook(Sheet1=stations),
        ".pptx": lambda: saved(slides()),
        ".csv": '站,"水位"\n石桥,"3.5"\n'.encode,
    }[suffix]()
    for step in range(1, 6):
        place = len(good) * step // 6
        for data in (good[:place], good[:place] + b"\xff\0<" * 5 + good[place + 15 :]):
            (tmp_path / f"a{suffix}").write_bytes(data)
            try:
                assert read_documents(tmp_path / f"a{suffix}", root=tmp_path)[0].text.strip()
            except ReadError as error:
                assert error.path == f"a{suffix}"


def test_the_versions_of_the_packages_are_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """By suffix: an index can be told from one made when a package was missing or another."""
    packages = {".pdf": "pypdfium2", ".docx": "python-docx", ".html": "selectolax", ".htm": "selectolax"}
    packages |= {".xlsx": "python-calamine", ".xls": "python-calamine", ".pptx": "python-pptx"}
    for suffix, package in packages.items():
        assert registry.library_of(suffix) == f"{package} {metadata.version(package)}"
    assert registry.library_of(".txt") == ""
    monkeypatch.setattr(registry, "version", lambda package: metadata.version("nothing"))
    assert registry.library_of(".html") == ""


def test_html_says_what_its_layout_says(tmp_path: Path) -> None:
    """Numbers of items, the heads of columns before values, cells that span rows in each, terms before definitions."""
    page = (
        "<h1>馆</h1><ol start=3><li>登记<li><p>领证</p><li>5、借书</ol>"
        "<dl><dt>少儿证</dt><dd><p>可借十册。</p></dd><dt>怎么还？</dt><dd>到柜台。</dd></dl>"
        "<table><tr><th rowspan=2>站<th colspan=2>排放<tr><th>氮<th>磷"
        "<tr><td rowspan=2>甲<td>1<td>2<tr><td>3<td>4</table>"
        "<table><tr><td>线<td>起点<td>里程<tr><td>一路<td>车站<td>9.8<tr><td>二路<td>码头<td>7.5</table>"
        "<table><tr><td rowspan=2>总馆<td>地址<td>滨河路<tr><td>电话<td>5551234</table>"
    )
    assert read(tmp_path, "a.html", page).text.split("\n") == [
        "馆",
        "3. 登记",
        "4. 领证",
        "5、借书",
        "少儿证：可借十册。",
        "怎么还？",
        "到柜台。",
        "| 站 | 排放 |",
        "| 站 | 氮 | 磷 |",
        "| 站：甲 | 排放 氮：1 | 排放 磷：2 |",
        "| 站：甲 | 排放 氮：3 | 排放 磷：4 |",
        "| 线 | 起点 | 里程 |",
        "| 线：一路 | 起点：车站 | 里程：9.8 |",
        "| 线：二路 | 起点：码头 | 里程：7.5 |",
        "| 总馆 | 地址 | 滨河路 |",
        "| 总馆 | 电话 | 5551234 |",
    ]


def test_a_short_row_with_paragraphs_in_a_cell_is_a_row(tmp_path: Path) -> None:
    """Two names of one key; a long one lays out the page."""
    row = "<tr><td><p>Ctrl+Q 或</p><p>Alt+F4</p></td><td><p>{}</p></td></tr>"
    page = f"<h1>键盘</h1><table>{row.format('关闭窗口。')}</table>"
    assert read(tmp_path, "a.html", page).text.split("\n")[1:] == ["| Ctrl+Q 或 Alt+F4 | 关闭窗口。 |"]
    page = f"<h1>键盘</h1><table>{row.format('关闭窗口。' * 50)}</table>"
    assert read(tmp_path, "b.html", page).text.split("\n")[1:] == ["Ctrl+Q 或", "Alt+F4", "关闭窗口。" * 50]


def test_a_table_of_a_few_bytes_stays_small(tmp_path: Path) -> None:
    """Cells that span rows are said again for so long, tables in tables take no longer than others."""
    page = f"<table><tr><td rowspan=99999>{'长' * 5000}<td>a{'<tr><td>b' * 1000}</table>{'<table><tr><td>x' * 300}"
    assert len(read(tmp_path, "a.html", page).text) < 400_000


def test_heads_are_said_in_a_table_inside_one_that_only_lays_the_page_out(tmp_path: Path) -> None:
    """Marked heads, with a blank below one, and a first row that is not marked."""
    for rows, last in (
        (
            "<tr><th colspan=2>排放<th>年<tr><th>氮<th>磷<th><tr><td>1<td>2<td>2020",
            "| 排放 氮：1 | 排放 磷：2 | 年：2020 |",
        ),
        (
            "<tr><td>线<td>起点<td>里程<tr><td>一路<td>车站<td>9.8<tr><td>二路<td>码头<td>7.5",
            "| 线：二路 | 起点：码头 | 里程：7.5 |",
        ),
    ):
        page = f"<h1>馆</h1><table><tr><td><table>{rows}</table></td></tr></table>"
        assert read(tmp_path, "a.html", page).text.split("\n")[-1] == last


def test_a_part_of_a_pages_title_is_the_title_where_a_line_is_that(tmp_path: Path) -> None:
    page = "<title>常见问题 - 净澜 N3</title><h1>净澜 N3 常见问题</h1><p>滤芯每半年更换一次。</p>"
    assert read(tmp_path, "a.html", page).title == "净澜 N3 常见问题"


def test_the_labels_of_a_form_are_no_heads(tmp_path: Path) -> None:
    rows = (
        "<tr><td>索引号：<td>QH-88<td>机关：<td>水利局<tr><td>成文：<td>2023年1月2日<td>发布：<td>2023年2月3日<tr><td>页：<td>3<td>份：<td>2",
        "<tr><td>姓名<td>王小明<td>性别<td>男<tr><td>出生<td>1980年<td>民族<td>汉<tr><td>电话<td>5551234<td>籍贯<td>青禾",
    )
    for form in rows:
        text = read(tmp_path, "a.html", f"<h1>表</h1><table>{form}</table>").text
        assert not any(f"：{cell}" in text for cell in ("成文", "出生", "王小明"))
