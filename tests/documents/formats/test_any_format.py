"""Whatever a file of any format says: its words are kept, every sentence lies in a paragraph, and in a passage."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation

from qa.index.splitting import split
from qa.text.sentences import sentences
from tests.documents.formats.test_pdf_structure import Printer
from tests.documents.formats.test_slides import BOX, saved
from tests.documents.formats.test_spreadsheets import workbook
from tests.documents.layout.test_any_text import LONG, SHORT, characters
from tests.papers import read, word

LINES = [
    *(
        SHORT,
        LONG,
        LONG[:20],
        "一、水文",
        "第三章 田地",
        "1. 打开设置",
        "（二）",
        "## 标题",
        "- 项",
        "**粗**",
        "2021年",
    ),
    *(
        "核心提示",
        "文/记者 张三",
        "他说：“好。”",
        "……",
        "| 甲 | 乙 |",
        "word",
        "Two words. And More",
        "<b>&amp;",
        "目录",
    ),
    *("上一页", "# make", "3.85%"),
]


def web_page(lines: Sequence[str]) -> bytes:
    return "".join(f"<p>{html.escape(line)}</p>" for line in lines).encode()


def word_file(lines: Sequence[str]) -> bytes:
    file = docx.Document()
    for line in lines:
        file.add_paragraph(line)
    return word(file)


def slides(lines: Sequence[str]) -> bytes:
    file = Presentation()
    for line in lines:
        file.slides.add_slide(file.slide_layouts[6]).shapes.add_textbox(*BOX).text_frame.text = line
    return saved(file)


def spreadsheet(lines: Sequence[str]) -> bytes:
    return workbook(Sheet1=lambda sheet: [sheet.write_string(row, 0, line) for row, line in enumerate(lines)])


def rows(lines: Sequence[str]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([line] for line in lines)
    return stream.getvalue().encode()


def printed(lines: Sequence[str]) -> bytes:
    printer = Printer()
    for line in lines:
        printer.line(line, step=36)
    return printer.data()


FORMS: dict[str, Callable[[Sequence[str]], bytes]] = {
    ".html": web_page, ".docx": word_file, ".pptx": slides, ".xlsx": spreadsheet, ".csv": rows, ".pdf": printed,
    ".md": lambda lines: "\n\n".join(lines).encode(), ".txt": lambda lines: "\n".join(lines).encode(),
}  # fmt: skip


@pytest.mark.parametrize("suffix", FORMS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.sampled_from(LINES), min_size=1, max_size=8))
def test_every_sentence_of_a_file_can_be_found(tmp_path: Path, suffix: str, lines: list[str]) -> None:
    """No word is lost or changed; each sentence of each paragraph that is searched lies in one of its passages."""
    document = read(tmp_path, f"a{suffix}", FORMS[suffix](lines))
    assert characters(document.text) == characters("".join(lines))
    found = [(passage.start, passage.end) for passage in split(document)]
    for paragraph in document.paragraphs:
        if paragraph.kind in ("label", "contents"):
            continue
        words = document.text[paragraph.start : paragraph.end]
        for start, end in sentences(words, paragraph.start):
            assert any(first <= start and end <= last for first, last in found), document.text[start:end]
