"""Spreadsheets -> blocks: a heading for each sheet, a row a paragraph with its column heads. Nothing is calculated.

Hidden sheets are left out. Values are given as they are stored; percentages as they are printed, but for ``.xls``.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from qa.documents.formats.extracted import Extracted
from qa.documents.formats.headed_rows import Cell, GridRow, printed, row_blocks, rows_of
from qa.documents.formats.packed import unpackable
from qa.documents.formats.percentages import Percentages, column_number
from qa.documents.formats.table_units import with_units_said
from qa.documents.layout.blocks import Block, heading, section_name
from qa.documents.metadata import Metadata

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

CELLS_LIMIT = 5_000_000
_UNNAMED = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')


def extract(data: bytes, name: str) -> list[Extracted]:
    """The sheets that are shown, as one ``Extracted``.

    Raises ValueError if there is no spreadsheet, if it is locked, or if it is too wide and long.
    """
    suffix = Path(name).suffix.lower()
    archive = unpackable(data, suffix) if suffix != ".xls" else None
    if archive:
        _check_extent(archive)
    try:
        workbook = _opened(data, suffix)
        percentages = Percentages(archive)
        sheets = [(sheet.name, *_contents(sheet, percentages)) for sheet in _shown(workbook)]
    except BaseException as error:  # the library's own kind of crash is no Exception
        if type(error).__name__ != "PanicException":
            raise
        raise ValueError(f"it is damaged or no {suffix} file") from None
    blocks = [block for sheet in sheets for block in _blocks(*sheet, alone=len(sheets) == 1)]
    if not blocks:
        raise ValueError("it holds no text")
    titled = blocks[0].form == "heading" and not blocks[0].whole
    return [Extracted(with_units_said(blocks), known=Metadata() if titled else Metadata(title=Path(name).stem))]


def _opened(data: bytes, suffix: str) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise ValueError("it is encrypted; save it without a password") from error
    except CalamineError as error:
        raise ValueError(f"it is damaged or no {suffix} file") from error


def _shown(workbook: CalamineWorkbook) -> Iterator[CalamineSheet]:
    for sheet in workbook.sheets_metadata:
        if str(sheet.visible).endswith(".Visible") and str(sheet.typ).endswith(".WorkSheet"):
            yield workbook.get_sheet_by_name(sheet.name)


def _check_extent(archive: zipfile.ZipFile) -> None:
    """Raise ValueError for a sheet with one cell far off: the library makes room for all that lies between."""
    for part in archive.namelist():
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            places = [(column_number(letters), int(row)) for letters, row in _CELL.findall(archive.read(part))]
            columns, rows = (max(side, default=0) for side in (zip(*places, strict=True) if places else ((), ())))
            if columns * rows > CELLS_LIMIT:
                raise ValueError(f"it has {columns:,} columns and {rows:,} rows; the limit is {CELLS_LIMIT:,} cells")


def _contents(sheet: CalamineSheet, percentages: Percentages) -> tuple[list[GridRow], int]:
    """Its rows, each with the value of the merged cells that it takes part in, and how many rows its heads take."""
    grid: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    percentages.print_in(grid, sheet.name)
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = sheet.merged_cell_ranges or ()
    for (top, left), (bottom, right) in merged:
        alone = sum(bool(printed(cell)) for cell in grid[top]) == 1 if top < len(grid) else True
        for row in range(top, min(bottom + 1, len(grid))):
            for column in range(left, left + 1 if alone else min(right + 1, len(grid[row]))):
                grid[row][column] = grid[top][left]
    rows = rows_of(grid)
    first = next((row.number - 1 for row in rows if len(row.cells) > 1), 0)
    spread = [(bottom, right > left) for (top, left), (bottom, right) in merged if top == first]
    depth = max((bottom - first + 1 for bottom, _ in spread), default=1)
    wide = any(is_wide for _, is_wide in spread)
    return rows, max(depth, 2 if wide else 1)


def _blocks(name: str, rows: Sequence[GridRow], head_rows: int, *, alone: bool) -> Iterator[Block]:
    """A sheet alone in its file is headed by its own title line, if it has one, else by its name."""
    titled = alone and len(rows) > 1 and len(rows[0].cells) == 1 < len(rows[1].cells)
    if titled:
        title = heading("".join(rows[0].texts.values()), 1)
        title.parts[0].line = rows[0].number
        yield title
    elif rows and not (alone and _UNNAMED.fullmatch(name)):
        yield section_name(name)
    yield from row_blocks(rows[1:] if titled else rows, head_rows=head_rows)
