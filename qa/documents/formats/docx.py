"""Word files -> blocks: paragraphs, headings with their levels, tables row by row, notes at the end.

Deleted text is left out and inserted text read, and lists have their numbers, as Word prints them. No link, macro or
picture is opened.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import accumulate
from typing import Any, NamedTuple

from qa.documents.formats.docx_headings import looks_like_heading, with_headings
from qa.documents.formats.docx_numbers import ListNumbers
from qa.documents.formats.extracted import Extracted, metadata_of, text_of
from qa.documents.formats.packed import unpackable
from qa.documents.formats.table_grid import SpanningCell, TableGrid
from qa.documents.formats.table_units import with_units_said
from qa.documents.formats.unmarked_heads import head_rows
from qa.documents.layout.blocks import BULLET, Block, heading, item, unmarked

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({_FALLBACK, *(_NAMESPACE + name for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "rt"))})
_BREAKS = {
    _NAMESPACE + "tab": "\t",
    _NAMESPACE + "noBreakHyphen": "-",
    _NAMESPACE + "cr": "\n",
    _NAMESPACE + "br": "\n",
}
_MOST_NESTED = 200
_TITLE_STYLES = ("title", "标题")


class _Styles(NamedTuple):
    """levels: of headings, by their styles. numbers: what is printed before the paragraphs, counted as they come.

    standing_out: ids of the blocks found so far that look like headings without being marked as such.
    """

    levels: dict[str, int]
    numbers: ListNumbers
    standing_out: set[int]


def extract(data: bytes, name: str) -> list[Extracted]:
    """The text of a Word file as one ``Extracted``. Raises ValueError if it is none, is locked or holds too much."""
    unpackable(data, ".docx")
    from docx import Document

    try:
        file = Document(io.BytesIO(data))
    except ValueError as error:
        raise ValueError("it is damaged or no .docx file") from error
    styles = _Styles(_levels(file.styles.element), ListNumbers(_numbering(file.part), file.styles.element), set())
    blocks = list(_blocks(file.element.body, styles, 0))
    if not any(block.form == "heading" for block in blocks):
        blocks = with_headings(blocks, lambda block: id(block) in styles.standing_out)
    notes = [block for part in _notes(file.part) for block in _blocks(part, _plain(), 0)]
    for block in notes:
        block.kind = "footnote"
    blocks += notes
    if not blocks:
        raise ValueError("it holds no text")
    facts = file.core_properties
    known, hints = metadata_of(text_of(blocks), title=facts.title or "", author=facts.author or "")
    return [Extracted(with_units_said(blocks), known=known, hints=hints)]


def _plain() -> _Styles:
    return _Styles({}, ListNumbers(), set())


def _numbering(part: Any) -> Any:
    """The root of the lists' definitions, None where there are none: the library would make them."""
    parts = (
        one.target_part for one in part.rels.values() if not one.is_external and one.reltype.endswith("/numbering")
    )
    return next((part.element for part in parts), None)


def _levels(styles: Any) -> dict[str, int]:
    """The heading level, 1–6, of each style that has one of its own or from the style it is based on."""
    own: dict[str, int] = {}
    based: dict[str, str] = {}
    for style in styles.iterchildren(_NAMESPACE + "style"):
        id = style.get(_NAMESPACE + "styleId") or ""
        name = _value(style, "name").lower()
        based[id] = _value(style, "basedOn")
        digits = name.removeprefix("heading ").removeprefix("标题 ")
        outline = _value(style, "pPr/" + _NAMESPACE + "outlineLvl")
        if name in _TITLE_STYLES:
            own[id] = 1
        elif digits != name and digits.isdecimal():
            own[id] = int(digits)
        elif outline.isdecimal() and int(outline) < 9:
            own[id] = int(outline) + 1
    levels: dict[str, int] = {}
    for id in based:
        ancestor, steps = id, 0
        while ancestor not in own and based.get(ancestor) and steps < len(based):
            ancestor, steps = based[ancestor], steps + 1
        if ancestor in own:
            levels[id] = min(max(own[ancestor], 1), 6)
    return levels


def _value(element: Any, path: str) -> str:
    found = element.find(_NAMESPACE + path)
    return (found.get(_NAMESPACE + "val") or "") if found is not None else ""


def _blocks(parent: Any, styles: _Styles, depth: int) -> Iterator[Block]:
    """The paragraphs and tables in ``parent``, and of what wraps them."""
    for element in parent.iterchildren() if depth < _MOST_NESTED else ():
        if element.tag == _NAMESPACE + "p":
            yield from _paragraph(element, styles)
        elif element.tag == _NAMESPACE + "tbl":
            yield from _table(element, styles, depth + 1)
        elif element.tag not in _LEFT_OUT and isinstance(element.tag, str):
            yield from _blocks(element, styles, depth + 1)


def _paragraph(paragraph: Any, styles: _Styles) -> Iterator[Block]:
    pieces: list[str] = []
    boxes: list[Any] = []
    _collect(paragraph, pieces, boxes, 0)
    lines = [line.strip() for line in "".join(pieces).split("\n") if line.strip()]
    level, number = _level(paragraph, styles.levels), styles.numbers.next(paragraph)
    if lines and number:
        lines[0] = number + lines[0]
    if lines and level:
        yield heading(" ".join(lines), level)
    elif lines:
        first = item(lines[0], "" if number else BULLET) if number is not None else unmarked(lines[0])
        if len(lines) == 1 and looks_like_heading(paragraph, lines[0]):
            styles.standing_out.add(id(first))
        yield first
        yield from map(unmarked, lines[1:])
    for box in boxes:
        yield from _blocks(box, styles, _MOST_NESTED // 2)


def _level(paragraph: Any, levels: dict[str, int]) -> int:
    """1–6 for a heading, else 0: what the paragraph says of itself, else what its style says."""
    outline = _value(paragraph, f"pPr/{_NAMESPACE}outlineLvl")
    if outline.isdecimal():
        return min(int(outline) + 1, 6) if int(outline) < 9 else 0
    return levels.get(_value(paragraph, f"pPr/{_NAMESPACE}pStyle"), 0)


def _collect(element: Any, pieces: list[str], boxes: list[Any], depth: int) -> None:
    """The text in ``element``; text boxes are put by, since they stand in a paragraph without being of it."""
    for child in element.iterchildren() if depth < _MOST_NESTED else ():
        if child.tag == _NAMESPACE + "t":
            pieces.append(child.text or "")
        elif child.tag in _BREAKS:
            pieces.append(_BREAKS[child.tag])
        elif child.tag == _NAMESPACE + "txbxContent":
            boxes.append(child)
        elif child.tag not in _LEFT_OUT:
            _collect(child, pieces, boxes, depth + 1)


def _table(table: Any, styles: _Styles, depth: int) -> Iterator[Block]:
    """One block a row; a table that lays out the page, with tables or headings in it, gives its paragraphs."""
    nested = table.find(f".//{_NAMESPACE}tbl") is not None or any(
        _level(p, styles.levels) for p in table.iter(_NAMESPACE + "p")
    )
    if nested:
        yield from _blocks(table, styles, depth)
        return
    rows: list[list[SpanningCell]] = []
    for row in table.iter(_NAMESPACE + "tr"):
        rows.append(_cells(row, rows[-1] if rows else []))
    grid = TableGrid(head_rows=head_rows(rows))
    yield from (block for cells in rows if (block := grid.row(cells)) is not None)


def _cells(row: Any, above: list[SpanningCell]) -> list[SpanningCell]:
    """The cells of a row; one that goes on with the one above has its words. Rows may be marked to head every page."""
    is_head = row.find(f"{_NAMESPACE}trPr/{_NAMESPACE}tblHeader") is not None
    places = accumulate((cell.columns for cell in above), initial=0)
    texts = {place: cell.text for place, cell in zip(places, above, strict=False)}
    cells: list[SpanningCell] = []
    column = 0
    for cell in row.iter(_NAMESPACE + "tc"):
        text = " ".join(text_of(list(_blocks(cell, _plain(), 0))).split())
        columns = _value(cell, f"tcPr/{_NAMESPACE}gridSpan")
        merged = cell.find(f"{_NAMESPACE}tcPr/{_NAMESPACE}vMerge")
        if merged is not None and merged.get(_NAMESPACE + "val") != "restart":
            text = text or texts.get(column, "")
        cells.append(SpanningCell(text, is_head, int(columns) if columns.isdecimal() else 1))
        column += cells[-1].columns
    return cells


def _notes(part: Any) -> Iterator[Any]:
    """The footnotes and endnotes, by the library's own parser, which resolves no entities."""
    from docx.oxml import parse_xml

    for kind in ("footnotes", "endnotes"):
        for relation in part.rels.values():
            if not relation.is_external and relation.reltype.endswith("/" + kind):
                yield parse_xml(relation.target_part.blob)
