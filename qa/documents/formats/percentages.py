"""Cells of an ``.xlsx`` that are printed as percentages: 0.153 with the number format ``0.0%`` is ``15.3%``.

The file's styles say which they are. Other number formats are not looked at.
"""

from __future__ import annotations

import math
import posixpath
import re
import zipfile
from decimal import ROUND_HALF_UP, Decimal, localcontext
from xml.etree import ElementTree

from qa.documents.formats.headed_rows import Cell

_LONGEST_CODE = 255
_BUILT_IN = {"9": "0%", "10": "0.00%"}
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
_DECIMALS = re.compile(r"\.([0#?]{1,30})")
_CELL = re.compile(rb'<(?:\w+:)?c\s(?=[^<>]*\br="([A-Z]{1,3})(\d{1,7})")(?=[^<>]*\bs="(\d{1,7})")')


class Percentages:
    """The percentages of a workbook. archive: its parts; None where it has none, as in ``.xls``."""

    def __init__(self, archive: zipfile.ZipFile | None = None) -> None:
        self._archive = archive
        self._forms = _forms(archive) if archive else {}
        self._parts = _parts(archive) if archive and self._forms else {}

    def print_in(self, grid: list[list[Cell]], sheet: str) -> None:
        """Put the percentages of a sheet into ``grid``, of its stored values from cell A1 on, as they are printed."""
        part = self._parts.get(sheet, "")
        if self._archive is None or part not in self._archive.NameToInfo:
            return
        for letters, number, style in _CELL.findall(self._archive.read(part)):
            form = self._forms.get(int(style))
            row, column = int(number) - 1, column_number(letters) - 1
            if form and 0 <= row < len(grid) and column < len(grid[row]):
                grid[row][column] = _printed(grid[row][column], form)


def column_number(letters: bytes) -> int:
    """The number of a column, from 1: 28 for AB."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _printed(cell: Cell, form: str) -> Cell:
    """Halves are rounded away from zero, by the fifteen digits that spreadsheets count with."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not math.isfinite(cell):
        return cell
    with localcontext() as context:
        context.rounding = ROUND_HALF_UP
        return format(Decimal(f"{cell:.15g}"), form)


def _forms(archive: zipfile.ZipFile) -> dict[int, str]:
    """How the styles of cells that are percentages print them, by their number, in Python's words: ``.1%``."""
    styles = _root(archive, "xl/styles.xml")
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iterfind("{*}numFmts/{*}numFmt")}
    codes = {**_BUILT_IN, **own}
    forms = {id: _form(code) for id, code in codes.items()}
    cells = enumerate(style.get("numFmtId", "") for style in styles.iterfind("{*}cellXfs/{*}xf"))
    return {number: forms[id] for number, id in cells if forms.get(id)}


def _form(code: str) -> str:
    """Empty for a number format that is no percentage; of several, the first is for what is not negative."""
    code = _LITERAL.sub("", code).partition(";")[0] if len(code) <= _LONGEST_CODE else ""
    decimals = _DECIMALS.search(code)
    return f"{',' * (',' in code)}.{len(decimals[1]) if decimals else 0}%" if "%" in code else ""


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The names of the parts that sheets are kept in, by the names of the sheets."""
    relations = _root(archive, "xl/_rels/workbook.xml.rels")
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations.iterfind("{*}Relationship")}
    parts = {}
    for sheet in _root(archive, "xl/workbook.xml").iterfind("{*}sheets/{*}sheet"):
        id = next((value for name, value in sheet.items() if name.endswith("}id")), "")
        parts[sheet.get("name", "")] = posixpath.join("/xl", targets.get(id, "")).lstrip("/")
    return parts


class _WithoutEntities(ElementTree.TreeBuilder):
    """Refuses a document type, which no office file has, and with it what could swell or be fetched."""

    def doctype(self, *_: str | None) -> None:
        raise ElementTree.ParseError


def _root(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    """An empty element for a part that is missing or that cannot be read."""
    try:
        return ElementTree.fromstring(archive.read(part), ElementTree.XMLParser(target=_WithoutEntities()))
    except (LookupError, ValueError, ElementTree.ParseError):
        return ElementTree.Element("none")
