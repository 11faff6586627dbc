"""Small pdf and Word files for tests, and what a test looks at in a document that was read.

The pdf files are printed with a Chinese font that every reader has and no file needs to hold.
"""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from qa.documents.corpus import read_documents
from qa.documents.sections import sections
from qa.errors import ReadError
from qa.types import Document

FONT = "STSong-Light"
WIDTH = 36
LINES = 12
LEFT, INDENT = 72, 96
PARAGRAPHS = (
    "清水河发源于北部山区，全长八十六公里，流经四个乡镇，沿岸有耕地两万余亩，养活了十一万人，也留下了许多故事。"
    "县志里说，最早的水渠是明代开的，后来几经淤塞，直到上世纪五十年代才重新疏通。",
    "每年春季融雪时，河水会漫过低处的田埂，农户要提前清理沟渠，把秧苗移到高处。水文站设在上游的石桥边，"
    "一天测三次水位，遇到大雨则每小时测一次，数据随即报到县里。近十年里最高的水位是五米二，最低的只有一米一。" * 2,
    "站里的老人说，从前靠一根木尺看水，现在有了浮标和雷达，坐在屋里就能看见整条河。但是他仍然每天走到桥上去，"
    "因为仪器也有失灵的时候，而水不会等人。去年夏天的那场雨，就是他先看见河水变浑的。" * 6,
    "沿河的田地大多种水稻，也有人种莲藕和菱角。收成好的年份，一亩地能有一千二百斤，差的年份只有一半，"
    "所以水渠修得好不好，是全村人都关心的事，每年冬天都要一起出工。",
)


def pdf(
    pages: list[list[tuple[float, float, float, str]]],
    *,
    title: str = "",
    author: str = "",
    created: str = "",
    password: str = "",
) -> bytes:
    """A pdf whose pages hold lines of left edge, base line, size and text."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=True, encrypt=StandardEncryption(password) if password else None)
    canvas.setTitle(title)
    canvas.setAuthor(author)
    for page in pages:
        for left, base, size, text in page:
            canvas.setFont(FONT if not text.isascii() else "Helvetica", size)
            canvas.drawString(left, base, text)
        canvas.showPage()
    canvas.save()
    data = stream.getvalue()
    return data.replace(b"D:20000101", created.encode()) if created else data


def wrapped(text: str) -> list[tuple[float, str]]:
    """A paragraph as printed: lines of ``WIDTH`` characters with their left edges, the first one indented."""
    head, rest = text[: WIDTH - 2], text[WIDTH - 2 :]
    return [(INDENT, head), *((LEFT, rest[at : at + WIDTH]) for at in range(0, len(rest), WIDTH))]


def reports() -> bytes:
    """A report of three pages with a title, two headings, a running header and page numbers."""
    lines: list[tuple[float, str]] = []
    for heading, paragraphs in (("", PARAGRAPHS[:1]), ("一、水文", PARAGRAPHS[1:3]), ("二、田地", PARAGRAPHS[3:])):
        lines += [(LEFT, heading)] if heading else []
        lines += [line for paragraph in paragraphs for line in wrapped(paragraph)]
    pages = []
    for number, at in enumerate(range(0, len(lines), LINES), 1):
        page: list[tuple[float, float, float, str]] = [(LEFT, 800, 9, "清水河水利局 内部资料")]
        page += [(220, 770, 20, "清水河调查报告")] if number == 1 else []
        page += [(left, 730 - 20 * row, 12, text) for row, (left, text) in enumerate(lines[at : at + LINES])]
        pages.append([*page, (290, 40, 9, f"- {number} -")])
    return pdf(pages)


def read(folder: Path, name: str, data: bytes | str) -> Document:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    (document,) = read_documents(folder / name, root=folder)
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
