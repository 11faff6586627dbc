"""Slides -> blocks: each slide's title a heading, its text, tables, charts and drawings, then the speaker's notes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from qa.documents.formats.extracted import Extracted, metadata_of, text_of
from qa.documents.formats.headed_rows import with_heads
from qa.documents.formats.packed import unpackable
from qa.documents.layout.blocks import Block, heading, table_row, unmarked

_MOST_NESTED = 50
_TITLE_LIMIT = 40
_RUNNING_TYPES = ("SLIDE_NUMBER", "DATE", "FOOTER", "HEADER")
_TITLE_TYPES = ("TITLE", "CENTER_TITLE", "VERTICAL_TITLE")
_SENTENCE = re.compile("[，,。；;：:！!]")
_DIAGRAM = "/diagramData"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWN_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_DRAWN_PARAGRAPH = "{http://schemas.openxmlformats.org/drawingml/2006/main}p"


def extract(data: bytes, name: str) -> list[Extracted]:
    """The text of a presentation as one ``Extracted``; a slide is a page. Raises ValueError if it is none or locked."""
    unpackable(data, ".pptx")
    from pptx import Presentation

    try:
        file = Presentation(io.BytesIO(data))
    except (ValueError, KeyError) as error:
        raise ValueError("it is damaged or no .pptx file") from error
    parted = any(_begins_section(slide) for slide in file.slides)
    blocks: list[Block] = []
    for number, slide in enumerate(file.slides, 1):
        for block in _slide(slide, 2 if parted and number > 1 and not _begins_section(slide) else 1):
            for part in block.parts:
                part.page = number
            blocks.append(block)
    if not blocks:
        raise ValueError("it holds no text")
    facts = file.core_properties
    known, hints = metadata_of(text_of(blocks), title=facts.title or "", author=facts.author or "")
    return [Extracted(blocks, known=known, hints=hints)]


def _begins_section(slide: Any) -> bool:
    return bool(slide.slide_layout.element.get("type") == "secHead")


def _slide(slide: Any, level: int) -> Iterator[Block]:
    """The blocks of one slide. One without a title is headed by its first line, if that is short."""
    shapes = [shape for shape in slide.shapes if _placeholder(shape) not in _RUNNING_TYPES]
    titles = [shape for shape in shapes if _placeholder(shape) in _TITLE_TYPES and shape.text_frame.text.strip()]
    for shape in titles:
        yield heading(" ".join(shape.text_frame.text.split()), level)
    blocks = [block for shape in shapes if shape not in titles for block in _blocks(shape, 0)]
    if blocks and not titles and blocks[0].form == "plain" and _may_be_title(blocks[0].text):
        blocks[0] = heading(blocks[0].text, level)
    yield from blocks
    if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame) is not None:
        yield from map(unmarked, _lines(notes.text))


def _may_be_title(text: str) -> bool:
    return len(text) <= _TITLE_LIMIT and not _SENTENCE.search(text)


def _placeholder(shape: Any) -> str:
    """The name of its placeholder's type, empty for what is none."""
    kind = shape.placeholder_format.type if shape.is_placeholder else None
    return kind.name if kind is not None else ""


def _blocks(shape: Any, depth: int) -> Iterator[Block]:
    if depth < _MOST_NESTED and hasattr(shape, "shapes"):
        for inner in shape.shapes:
            yield from _blocks(inner, depth + 1)
    elif getattr(shape, "has_table", False):
        yield from _table(shape.table)
    elif getattr(shape, "has_chart", False):
        yield from _chart(shape.chart)
    elif getattr(shape, "has_text_frame", False):
        yield from map(unmarked, _lines(shape.text_frame.text))
    else:
        yield from _diagram(shape)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in re.split(r"[\n\v]", text) if line.strip()]


def _table(table: Any) -> Iterator[Block]:
    """One block a row, which says the heads of its columns where the first row is marked as such."""
    heads: dict[int, str] = {}
    for row in table.rows:
        texts = {column: " ".join(cell.text.split()) for column, cell in enumerate(row.cells) if cell.text.strip()}
        if texts:
            yield table_row(with_heads(heads, texts))
        if table.first_row and not heads:
            heads = texts


def _chart(chart: Any) -> Iterator[Block]:
    """Its title, then a row for each series with the category before each value."""
    if chart.has_title and chart.chart_title.has_text_frame:
        yield from map(unmarked, _lines(chart.chart_title.text_frame.text))
    for plot in chart.plots:
        names = [str(name) for name in plot.categories]
        for series in plot.series:
            values = {n: f"{value:.15g}" for n, value in enumerate(series.values) if value is not None}
            heads = dict(enumerate(name for name, _ in zip_longest(names, series.values, fillvalue="")))
            yield table_row([series.name, *with_heads(heads, values)])


def _diagram(shape: Any) -> Iterator[Block]:
    """The words of a drawing that is kept as data beside the slide."""
    from pptx.oxml import parse_xml

    for id in shape.element.xpath(".//@r:dm", namespaces={"r": _RELATIONS}):
        relation = shape.part.rels.get(id)
        if relation is not None and relation.reltype.endswith(_DIAGRAM):
            for paragraph in parse_xml(relation.target_part.blob).iter(_DRAWN_PARAGRAPH):
                yield from map(unmarked, _lines("".join(text.text or "" for text in paragraph.iter(_DRAWN_TEXT))))
