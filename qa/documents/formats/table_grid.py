"""Tables of pages and of Word, as they are printed -> rows that say the head of each column before its value.

A cell that spans rows is said in each of them; one that heads several columns is said of each. It judges no layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qa.documents.formats.headed_rows import LONGEST_HEAD, GridRow, joined_heads, names_columns, with_heads
from qa.documents.layout.blocks import Block, table_row

# No file of a few bytes may grow to what no memory holds.
_MOST_SPANNED = 100
_WIDEST = 10_000
_MOST_SAID_AGAIN = 300_000
_FEWEST = 3


class SpanningCell(NamedTuple):
    """A cell's words on one line. is_head: whether it is marked as one. columns, rows: how many it spans."""

    text: str
    is_head: bool = False
    columns: int = 1
    rows: int = 1


class TableGrid:
    """Takes the rows of one table in their order. first_is_head: whether the first row heads the columns unmarked."""

    def __init__(self, *, first_is_head: bool = False) -> None:
        self._first_is_head = first_is_head
        self._above_values = True
        self._heads: dict[int, str] = {}
        self._held: dict[int, tuple[int, str]] = {}
        self._said_again = 0

    def row(self, cells: Sequence[SpanningCell]) -> Block | None:
        """The row as a block; None if it is blank."""
        texts, wide = self._placed(cells)
        marked = len(cells) > 1 and all(one.is_head or not one.text for one in cells)
        is_head = self._above_values and (marked or self._first_is_head)
        self._above_values = is_head or (self._above_values and len(cells) == 1)
        self._first_is_head = False
        if not any(texts.values()):
            return None
        if is_head:
            heads = joined_heads(self._heads, wide)
            self._heads = {column: head for column, head in heads.items() if head and len(head) <= LONGEST_HEAD}
        elif self._heads:
            return table_row(with_heads(self._heads, {column: text for column, text in texts.items() if text}))
        return table_row(list(texts.values()))

    def _placed(self, cells: Sequence[SpanningCell]) -> tuple[dict[int, str], dict[int, str]]:
        """The words of the row by column, with those of cells above that reach into it; and what heads each column."""
        self._said_again += sum(1 + len(text) for _, text in self._held.values())
        held = self._held if self._said_again <= _MOST_SAID_AGAIN else {}
        self._held = {column: (rows - 1, text) for column, (rows, text) in held.items() if rows > 1}
        texts = {column: text for column, (_, text) in held.items() if text}
        wide = dict(texts)
        column = 0
        for cell in cells:
            while column in held:
                column += 1
            columns = min(max(cell.columns, 1), _MOST_SPANNED) if column < _WIDEST else 1
            span = range(column, column + columns)
            texts[column] = cell.text
            wide |= dict.fromkeys(span, cell.text)
            if cell.rows > 1:
                self._held |= {one: (cell.rows - 1, cell.text if one == column else "") for one in span}
            column = span.stop
        return dict(sorted(texts.items())), wide


def heads_columns(rows: Sequence[Sequence[SpanningCell]]) -> bool:
    """Whether the first of three rows or more, of which no cell is marked, can only name the columns."""
    if len(rows) < _FEWEST or any(cell.rows > 1 for cell in rows[0]):
        return False
    grid = [
        GridRow(number, {column: cell.text for column, cell in enumerate(cells) if cell.text})
        for number, cells in enumerate(rows, 1)
    ]
    return names_columns([row for row in grid if row.cells])


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
        if heads_columns([cells[number] for number in alike]):
            grid = TableGrid(first_is_head=True)
            for number in alike:
                said = grid.row(cells[number])
                if said is not None:
                    blocks[place + number].parts[0].text = said.text
        place = end + 1
    return list(blocks)


def _printed_cells(row: Block) -> list[SpanningCell]:
    return [SpanningCell(text.strip()) for text in row.text[2:-2].split(" | ")]
