"""A grid of cells -> blocks: each row below a row of column heads is a paragraph that says the head before each value.

``| 站：甲 | 水位：3.2 |`` can be found and quoted alone. What the cells are is decided by the formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from qa.documents.layout.blocks import Block, table_row, unmarked
from qa.text.characters import CHINESE

Cell = str | float | bool | date | datetime | time | timedelta | None
LONGEST_HEAD = 60
_MEASURED = re.compile(
    rf"[<>≤≥≈~约]?\s?\d[\d.,]*(?:\s?[-–~至]\s?\d[\d.,]*)?\s?(?:[A-Za-zμ℃°Ω%/²³]{{1,6}}|[{CHINESE}]{{1,2}})"
)
_FEW = 4
_YEAR = re.compile(r"(?:19|20)\d\d(?:年度?)?")


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row that is not blank. number: its place in the file, from 1. cells: by column, from 0, without empty ones."""

    number: int
    cells: Mapping[int, Cell]

    @property
    def texts(self) -> dict[int, str]:
        """Its cells as they are printed."""
        return {column: printed(cell) for column, cell in self.cells.items()}


def rows_of(grid: Sequence[Sequence[Cell]]) -> list[GridRow]:
    """The rows of a grid that begins with row 1, blank ones left out."""
    found = (
        GridRow(number, {column: cell for column, cell in enumerate(cells) if printed(cell)})
        for number, cells in enumerate(grid, 1)
    )
    return [row for row in found if row.cells]


def printed(cell: Cell) -> str:
    """A cell's value on one line: whole numbers without a point, a day as ``2021-06-17``."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return f"{cell:.15g}" if abs(cell) < 1e15 else f"{cell:.0f}"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    return " ".join(str(cell).split()) if cell is not None else ""


def row_blocks(rows: Sequence[GridRow], *, head_rows: int = 1) -> Iterator[Block]:
    """One block a row, in order; the heads that it says come from the nearest row above that can only be one.

    head_rows: over how many rows the first heads are spread.
    """
    heads: dict[int, str] = {}
    depth = head_rows
    for place, row in enumerate(rows):
        after_gap = place == 0 or row.number > rows[place - 1].number + 1 or len(rows[place - 1].cells) == 1
        if depth > 1 and heads and len(row.cells) > 1:
            heads = joined_heads(heads, row.texts)
            depth -= 1
            block = table_row(list(row.texts.values()))
        elif len(row.cells) == 1:
            block = unmarked(*row.texts.values())
        elif after_gap and _is_head(rows, place, first=not heads, spread=depth > 1):
            heads = row.texts
            block = table_row(list(heads.values()))
        else:
            block = table_row(with_heads(heads, row.texts))
        block.parts[0].line = row.number
        yield block


def with_heads(heads: Mapping[int, str], texts: Mapping[int, str]) -> list[str]:
    """The texts of a row, each behind its column's head where there is one."""
    return [f"{heads[column]}：{text}" if heads.get(column) else text for column, text in texts.items()]


def joined_heads(upper: Mapping[int, str], lower: Mapping[int, str]) -> dict[int, str]:
    """The heads of two rows, by column: ``排放 氮``."""
    return {column: _one_below(upper.get(column, ""), text) for column, text in {**upper, **lower}.items()}


def names_columns(rows: Sequence[GridRow]) -> bool:
    """Whether the first of the rows, of printed words, can only name its columns, three at least.

    Values stand below it in the first column, the last, or two, or four in one: a form has its labels beside its
    values.
    """
    if len(rows) < 2 or len(rows[0].cells) < 3 or any(text.endswith(("：", ":")) for text in rows[0].texts.values()):
        return False
    places = list(rows[0].cells)
    below = [row for row in rows[1:] if len(row.cells) > 1]
    columns = {c: [is_quantity(row.cells[c]) for row in below if c in row.cells] for c in places}
    valued = {c: len(values) for c, values in columns.items() if values and all(values)}
    sure = len(valued) > 1 or bool({places[0], places[-1]} & set(valued)) or max(valued.values(), default=0) >= _FEW
    return sure and _is_head(rows, 0, first=False, spread=False)


def _one_below(upper: str, lower: str) -> str:
    return lower if upper in ("", lower) else f"{upper} {lower}".rstrip()


def _is_head(rows: Sequence[GridRow], place: int, *, first: bool, spread: bool) -> bool:
    """Whether a row names its columns: short words, no two alike, above values that are of one sort in each column.

    A later row names them anew only if it stands above numbers or days. Heads that are spread over rows may be alike.
    A year heads what is no year.
    """
    texts = list(rows[place].texts.values())
    alike = len(set(texts)) < len(texts) and not spread
    years = [column for column, text in rows[place].texts.items() if _YEAR.fullmatch(text)]
    words = [cell for column, cell in rows[place].cells.items() if column not in years]
    below = [row for row in rows[place + 1 :] if len(row.cells) > 1]
    if alike or not below or not all(isinstance(cell, str) for cell in words):
        return False
    if any(len(text) > LONGEST_HEAD or _is_number(text) for text in map(printed, words)):
        return False
    if any(all(_YEAR.fullmatch(row.texts.get(column, "")) for row in below) for column in years):
        return False
    if first:
        last = max(rows[place].cells)
        return len(texts) > 2 or len({_is_value(row.cells[last]) for row in below if last in row.cells}) == 1
    columns = ({is_quantity(row.cells[c]) for row in below if c in row.cells} for c in rows[place].cells)
    return any(sort == {True} for sort in columns)


def _is_value(cell: Cell) -> bool:
    return not isinstance(cell, str) or _is_number(cell)


def is_quantity(cell: Cell) -> bool:
    """Whether it is a number, with its unit or without: ``256 MB``, ``3 天``."""
    return _is_value(cell) or bool(_MEASURED.fullmatch(printed(cell)))


def _is_number(text: str) -> bool:
    return any(char.isdigit() for char in text) and not text.strip("0123456789.,%+-—~/年月日: ￥¥$")
