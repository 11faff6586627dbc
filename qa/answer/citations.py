"""A sentence to a citation: what is quoted, where it stands, where the same is printed again. It chooses nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from qa.answer.sentence_ranking import Reading
from qa.documents.scanned_lines import boxes_of
from qa.search.repeats import says_the_same
from qa.types import Citation, Document, Place, Span

_REPEAT_LENGTH = 10


def cite(documents: Mapping[str, Document], reading: Reading, readings: Sequence[Reading], *, number: int) -> Citation:
    """The citation of a sentence as ``[number]``. readings: sentences that may say the same elsewhere."""
    document, span = documents[reading.passage.document_id], reading.sentence
    touched = _touching(document, span)
    boxes = boxes_of(document, span.start, span.end)
    again = [other for other in readings if _elsewhere(other, reading) and _repeats(other, reading)]
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        place=document.place,
        period=document.period,
        section=reading.passage.heading,
        paragraphs=tuple(index + 1 for index in touched),
        lines=tuple(line for index in touched for line in document.paragraphs[index].lines),
        page=boxes[0].page if boxes else next((document.paragraphs[index].page for index in touched), None),
        start=span.start,
        end=span.end,
        quote=document.text[span.start : span.end],
        also=tuple(_place_of(documents[other.passage.document_id], other) for other in again),
        boxes=boxes,
        incomplete=_broken(document, touched, span),
    )


def _broken(document: Document, touched: Sequence[int], span: Span) -> Literal["start", "end"] | None:
    """The side on which ``span`` reaches to where its paragraph breaks off in the source."""
    for index in touched:
        paragraph = document.paragraphs[index]
        at_end = paragraph.incomplete == "end" and span.end >= paragraph.end
        if at_end or (paragraph.incomplete == "start" and span.start <= paragraph.start):
            return paragraph.incomplete
    return None


def _elsewhere(other: Reading, reading: Reading) -> bool:
    """Whether ``other`` stands at another place: in another document, or without a character in common."""
    apart = other.sentence.end <= reading.sentence.start or reading.sentence.end <= other.sentence.start
    return apart or other.passage.document_id != reading.passage.document_id


def _repeats(other: Reading, reading: Reading) -> bool:
    """Whether ``other`` says the same again: a sentence of the text, not a title, with the same words."""
    ours, theirs = reading.sentence.text, other.sentence.text
    if min(len(ours), len(theirs)) < _REPEAT_LENGTH or other.passage.role in ("title", "kicker", "heading"):
        return False
    return says_the_same(theirs, ours)


def _place_of(document: Document, reading: Reading) -> Place:
    span = reading.sentence
    paragraphs = tuple(index + 1 for index in _touching(document, span))
    return Place(document.id, document.title, reading.passage.heading, paragraphs, span.start, span.end)


def _touching(document: Document, span: Span) -> list[int]:
    """Numbers, from 0, of the paragraphs that ``span`` overlaps."""
    return [i for i, p in enumerate(document.paragraphs) if p.start < span.end and span.start < p.end]
