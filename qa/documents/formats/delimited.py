"""Tables as text, a line a row, with commas, tabs, semicolons or bars between the cells -> blocks."""

from __future__ import annotations

import csv
import io
from collections import Counter

from qa.documents.decoding import decode
from qa.documents.formats.extracted import Extracted
from qa.documents.formats.headed_rows import GridRow, row_blocks

_SEPARATORS = ",\t;|"
_LOOKED_AT = 20


def extract(data: bytes, name: str) -> list[Extracted]:
    """The rows as one ``Extracted``. Raises ValueError if it is no text or its quotation marks do not close."""
    text = decode(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    rows = []
    above = 0
    try:
        for cells in reader:
            kept = {column: cell.strip() for column, cell in enumerate(cells) if cell.strip()}
            if kept:
                rows.append(GridRow(above + 1, kept))
            above = reader.line_num
    except csv.Error as error:
        raise ValueError(f"it is damaged at line {reader.line_num}: {error}") from error
    return [Extracted(list(row_blocks(rows)))]


def _separator(text: str) -> str:
    """The mark that parts most of the first lines into equally many cells; a comma if none does."""

    def regularity(mark: str) -> tuple[int, int]:
        counts = Counter(line.count(mark) for line in lines if mark in line)
        return max(((lines_alike, marks) for marks, lines_alike in counts.items()), default=(0, 0))

    lines = [line for line in text.splitlines() if line.strip()][:_LOOKED_AT]
    return max(_SEPARATORS, key=regularity)
