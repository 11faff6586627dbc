"""Where words of a scanned document stand on its pages. It draws no page and recognises nothing."""

from __future__ import annotations

from itertools import chain

from qa.types import Box, Document, Paragraph


def boxes_of(document: Document, start: int, end: int) -> tuple[Box, ...]:
    """The lines that ``document.text[start:end]`` covers, in the order of the text; none unless it was scanned."""
    lines = chain.from_iterable(
        paragraph.scanned for paragraph in document.paragraphs if paragraph.start < end and start < paragraph.end
    )
    return tuple(dict.fromkeys(line.box for line in lines if line.start < end and start < line.end))


def scanned_pages(document: Document) -> frozenset[int]:
    """The numbers, from 1, of the pages on which its words were recognised."""
    return frozenset(line.box.page for paragraph in document.paragraphs for line in paragraph.scanned)


def lines_fit(paragraph: Paragraph) -> bool:
    """Whether the scanned lines of a paragraph lie inside it in their order, and inside their pages."""
    starts = [line.start for line in paragraph.scanned]
    return starts == sorted(starts) and all(
        paragraph.start <= line.start < line.end <= paragraph.end and is_on_page(line.box) for line in paragraph.scanned
    )


def is_on_page(box: Box) -> bool:
    """Whether a box lies inside a page and is not empty."""
    return box.page >= 1 and 0 <= box.x0 < box.x1 <= 1 and 0 <= box.y0 < box.y1 <= 1
