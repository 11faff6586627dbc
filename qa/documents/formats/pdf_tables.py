"""Rows of a table in a pdf: lines with wide spaces, and the further lines of their cells. It sees no ruled lines."""

from __future__ import annotations

import re

from qa.documents.formats.pdf_lines import PrintedLine
from qa.documents.layout.blocks import Block, table_row
from qa.documents.layout.joining import glue

_PAGE = re.compile(r"\t\s*(?:\d{1,4}|[ivxlc]{1,7})$")
_LEADER = re.compile(r"(?<![.．·・…])(?<![.．·・…] )(?:[.．·・…] ?){6,}\s*(?:\d{1,4}|[ivxlc]{1,7})$")
_NUMBER = re.compile(r"[\d.]+\s*\t|第[^\t]{1,4}[章节篇部]")
_DOT = re.compile("^[•●○■◦‣∙]\\s+(?=\\S)")
_PITCH = 1.4
_SAME_LINE = 0.35

RowLines = list[PrintedLine]


def begins_row(line: PrintedLine) -> bool:
    """Whether a line is in several parts, and no entry of a list of contents: a name, maybe numbered, and a page."""
    if line.ruled:
        return True
    if len(line.cells) < 2 or "\t" not in line.text or line.mono or _LEADER.search(line.text):
        return False
    return not _PAGE.search(line.text) or (len(line.cells) > 2 and _NUMBER.match(line.text) is None)


def is_of_row(row: RowLines, line: PrintedLine) -> bool:
    """Whether a line goes on in one of the row's cells: right below the last one of it, or beside an earlier one."""
    if row[0].ruled or line.ruled or line.page != row[0].page or line.mono or len(line.cells) != 1:
        return False
    column = _column(row[0], line)
    if any(abs(line.base - other.base) <= _SAME_LINE * line.size for other in row):
        return line.left > row[0].left
    in_column = [other for other in row[1:] if _column(row[0], other) == column] or row[:1]
    step = in_column[-1].base - line.base
    return column > 0 and 0 < step <= _PITCH * line.size


def row_block(row: RowLines) -> Block:
    """The row as a block, a cell's lines joined."""
    texts = [_DOT.sub("", part.strip()) for part in row[0].text.split("\t")]
    for line in row[1:]:
        column, text = _column(row[0], line), line.text.strip()
        if column < 0:
            texts.append(text)
        else:
            texts[column] += glue(texts[column], text, spaced=True) + text if texts[column] else text
    return table_row(texts)


def _column(first: PrintedLine, line: PrintedLine) -> int:
    """The cell of the row's first line that a line stands below; -1 for none, or more than one."""
    below = [number for number, (left, right) in enumerate(first.cells) if line.left < right and left < line.right]
    return below[0] if len(below) == 1 else -1
