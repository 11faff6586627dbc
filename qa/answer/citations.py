"""A stretch of a document to a citation: what is quoted and where it stands. It chooses nothing."""

from __future__ import annotations

from qa.types import Citation, Document, Place, Span


def cite(
    document: Document, span: Span, *, number: int, section: tuple[str, ...], also: tuple[Place, ...] = ()
) -> Citation:
    """The citation of ``document.text[span.start:span.end]`` as ``[number]``."""
    touched = touching(document, span)
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        place=document.place,
        period=document.period,
        section=section,
        paragraphs=tuple(index + 1 for index in touched),
        lines=tuple(line for index in touched for line in document.paragraphs[index].lines),
        page=next((document.paragraphs[index].page for index in touched), None),
        start=span.start,
        end=span.end,
        quote=document.text[span.start : span.end],
        also=also,
    )


def place_of(document: Document, span: Span, *, section: tuple[str, ...]) -> Place:
    """Where else a fact stands."""
    paragraphs = tuple(index + 1 for index in touching(document, span))
    return Place(document.id, document.title, section, paragraphs, span.start, span.end)


def touching(document: Document, span: Span) -> list[int]:
    """Numbers, from 0, of the paragraphs that ``span`` overlaps."""
    return [i for i, p in enumerate(document.paragraphs) if p.start < span.end and span.start < p.end]
