"""HTML tables and lists inside of Markdown or plain text: tags stand outside of paragraphs, a row is one paragraph.

It keeps every character, and looks at no tag that an author may have meant as words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from qa.documents.layout.blocks import Block, MarkedPart

_NAMES = (
    "table|thead|tbody|tfoot|caption|colgroup|col|tr|td|th|ul|ol|li|dl|dt|dd|div|p|center|details|summary|br|hr|figure"
)
_TAG = rf"</?(?:{_NAMES})(?:\s[^<>]*)?/?>"
_LEADING = re.compile(rf"(?:{_TAG}\s*)+", re.IGNORECASE)
_TRAILING = re.compile(rf"(?:\s*{_TAG})+$", re.IGNORECASE)
_OPENS = re.compile(r"<tr[\s>]", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:tr|tbody|table)>", re.IGNORECASE)
_LONGEST_ROW = 2000


def with_rows_whole(blocks: Iterable[Block]) -> list[Block]:
    """The lines of a file, those of a table's row in one block, and those of nothing but tags in none.

    A row that is written on one line stands as it is; its tags at both ends are outside.
    """
    found: list[Block] = []
    row: Block | None = None
    inside = False
    for block in blocks:
        text = block.text
        if block.form != "plain":
            row, inside = None, False
            found.append(block)
            continue
        if _OPENS.search(text):
            row, inside = None, True
        _part_tags(block)
        if row is not None and len(row.text) + len(text) <= _LONGEST_ROW:
            _add(row, block)
        else:
            found.append(block)
            row = block if inside and block.form == "plain" else None
            if row is not None:
                row.form, row.whole = "row", True
        if _CLOSES.search(text) and not _OPENS.search(text[_last_close(text) :]):
            row, inside = None, False
    return found


def _last_close(text: str) -> int:
    return max(match.end() for match in _CLOSES.finditer(text))


def _part_tags(block: Block) -> None:
    """Put the tags at both ends of a line outside; a line of nothing else is loose."""
    text = block.parts[0].text
    if not (opening := _LEADING.match(text)) and not _TRAILING.search(text):
        return
    start = opening.end() if opening else 0
    closing = _TRAILING.search(text, start)
    end = closing.start() if closing else len(text)
    if start >= end:
        block.form = "loose"
        return
    block.prefix, block.parts[0].text, block.suffix = text[:start], text[start:end], text[end:]


def _add(row: Block, block: Block) -> None:
    if block.form == "loose":
        row.suffix += block.text
        return
    last, part = row.parts[-1], block.parts[0]
    last.text += row.suffix
    row.parts.append(MarkedPart(block.prefix + part.text, part.indent, part.line, part.page, " ", part.trail))
    row.suffix = block.suffix
