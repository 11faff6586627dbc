"""Which first rows of a table name its columns though nothing marks them: by where words and figures stand.

Rows of a print, of Word and of pages are told by the same signs; where they leave doubt, no row does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.formats.headed_rows import LONGEST_HEAD, GridRow, is_quantity, joined_heads, names_columns
from qa.documents.formats.table_grid import MOST_SPANNED, SpanningCell, TableGrid
from qa.documents.layout.blocks import Block

_FEWEST = 3
_FIGURE_BUT_YEAR = re.compile(r"(?!(?:19|20)\d\d$)[-+]?\d[\d.,]*[%％]?")


def head_rows(rows: Sequence[Sequence[SpanningCell]]) -> int:
    """How many first rows of a table, of which no cell is marked, can only name its columns: 0, 1 or 2."""
    if len(rows) < _FEWEST:
        return 0
    if len(rows) > _FEWEST and any(cell.columns > 1 for cell in rows[0]) and _are_spread(rows):
        return 2
    grid = [_grid_row(number, dict(enumerate(cell.text for cell in cells))) for number, cells in enumerate(rows, 1)]
    return int(not any(cell.rows > 1 for cell in rows[0]) and names_columns([row for row in grid if row.cells]))


def _are_spread(rows: Sequence[Sequence[SpanningCell]]) -> bool:
    """Whether the second row names, one by one, the columns that cells of the first span.

    Either cells beside those reach into the second row, and no further; or there are only words in the second row, and
    only figures below them.
    """
    table = TableGrid()
    (starts, upper), (_, lower), (_, third), *_ = placed = [table.placed(row) for row in rows]
    reaching = {column for column, text in starts.items() if text and lower.get(column) == text}
    spanned = {
        column
        for start, cell in zip(starts, rows[0], strict=True)
        if cell.columns > 1 and start not in reaching
        for column in range(start, start + min(cell.columns, MOST_SPANNED))
    }
    further = any(third.get(column) == starts[column] for column in reaching)
    if further or not spanned or not all(_is_name(lower.get(column, "")) for column in spanned):
        return False
    values = [_grid_row(number, texts) for number, (texts, _) in enumerate(placed[2:], 3)]
    if not reaching and (
        re.search(r"\d", "".join(lower.values()))
        or not all(is_quantity(row.cells[column]) for row in values for column in spanned & row.cells.keys())
    ):
        return False
    heads = {column: text for column, text in joined_heads(upper, lower).items() if column in {*starts, *spanned}}
    return names_columns([_grid_row(2, heads), *(row for row in values if row.cells)])


def _grid_row(number: int, texts: dict[int, str]) -> GridRow:
    return GridRow(number, {column: text for column, text in texts.items() if text})


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_HEAD and any(map(str.isalnum, text)) and not _FIGURE_BUT_YEAR.fullmatch(text)


def with_heads_said(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a print, which marks no heads: rows of as many cells as those of the first row that heads them.

    Rows of fewer cells stay as they are: which ones are missing cannot be seen.
    """
    place = 0
    while place < len(blocks):
        end = place
        while end < len(blocks) and blocks[end].form == "row":
            end += 1
        cells = [_printed_cells(block) for block in blocks[place:end]]
        alike = [number for number, row in enumerate(cells) if len(row) == len(cells[0])]
        if head_rows([cells[number] for number in alike]):
            grid = TableGrid(head_rows=1)
            for number in alike:
                said = grid.row(cells[number])
                if said is not None:
                    blocks[place + number].parts[0].text = said.text
        place = end + 1
    return list(blocks)


def _printed_cells(row: Block) -> list[SpanningCell]:
    return [SpanningCell(text.strip()) for text in row.text[2:-2].split(" | ")]
