"""Tables of pages and of Word, as they are printed -> rows that say the head of each column before its value.

A cell that spans rows is said in each of them; one that heads several columns is said of each. It judges no layout.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from qa.documents.formats.headed_rows import LONGEST_HEAD, joined_heads, with_heads
from qa.documents.layout.blocks import Block, table_row

# No file of a few bytes may grow to what no memory holds.
MOST_SPANNED = 100
_WIDEST = 10_000
_MOST_SAID_AGAIN = 300_000


class SpanningCell(NamedTuple):
    """A cell's words on one line. is_head: whether it is marked as one. columns, rows: how many it spans."""

    text: str
    is_head: bool = False
    columns: int = 1
    rows: int = 1


class TableGrid:
    """Takes the rows of one table in their order. head_rows: how many first rows head the columns unmarked."""

    def __init__(self, *, head_rows: int = 0) -> None:
        self._head_rows = head_rows
        self._above_values = True
        self._heads: dict[int, str] = {}
        self._held: dict[int, tuple[int, str]] = {}
        self._said_again = 0

    def row(self, cells: Sequence[SpanningCell]) -> Block | None:
        """The row as a block; None if it is blank."""
        texts, wide = self.placed(cells)
        marked = len(cells) > 1 and all(one.is_head or not one.text for one in cells)
        is_head = self._above_values and (marked or self._head_rows > 0)
        self._above_values = is_head or (self._above_values and len(cells) == 1)
        self._head_rows -= 1
        if not any(texts.values()):
            return None
        if is_head:
            heads = joined_heads(self._heads, wide)
            self._heads = {column: head for column, head in heads.items() if head and len(head) <= LONGEST_HEAD}
        elif self._heads:
            return table_row(with_heads(self._heads, {column: text for column, text in texts.items() if text}))
        return table_row(list(texts.values()))

    def placed(self, cells: Sequence[SpanningCell]) -> tuple[dict[int, str], dict[int, str]]:
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
            columns = min(max(cell.columns, 1), MOST_SPANNED) if column < _WIDEST else 1
            span = range(column, column + columns)
            texts[column] = cell.text
            wide |= dict.fromkeys(span, cell.text)
            if cell.rows > 1:
                self._held |= {one: (cell.rows - 1, cell.text if one == column else "") for one in span}
            column = span.stop
        return dict(sorted(texts.items())), wide
