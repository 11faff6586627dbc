"""Document to passages: whole sentences, never across a heading.

It does not read files and does not know what a question is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qa.documents.markup import is_markdown, words_alone
from qa.documents.scanned_lines import lines_fit
from qa.documents.sections import sections
from qa.text.characters import LATIN_SCALE, is_latin
from qa.text.sentences import sentences
from qa.types import Document, Extent, Paragraph, Passage

MAX_LENGTH = 400
TARGET_LENGTH = 250
_CLAUSE_END = re.compile(r"[，,、：:—\s]+")
_CELL_END = re.compile("</t[dh]>", re.IGNORECASE)
_LINE_END = re.compile(r"\n\s*")
_NO_PASSAGE = ("label", "contents")
_CODE_READS_ON = {"body", "lead", "code"}
_READS_ON = ("body", "lead", "heading", "kicker", "byline")


class _Packing(NamedTuple):
    target: int
    longest: int
    overlap: bool


def split(document: Document, *, target: int = TARGET_LENGTH, overlap: bool = True) -> list[Passage]:
    """The passages of ``document`` in order: sentences packed to about ``target`` characters.

    None is longer than ``MAX_LENGTH``, or that times ``LATIN_SCALE`` where it is in Latin letters, which say less
    each; neighbours within a section share one sentence if they
    ``overlap``. Captions, bylines, sidebar
    items, titles and headings are passages of their own; labels are none.
    """
    passages: list[Passage] = []
    above: dict[int, tuple[str, ...]] = {n: path for path, numbers in sections(document) for n in numbers}
    for run in _runs(document, above):
        first, last = document.paragraphs[run[0]], document.paragraphs[run[-1]]
        scale = LATIN_SCALE if is_latin(document.text[first.start : last.end]) else 1
        packing = _Packing(target * scale, MAX_LENGTH * scale, overlap)
        passages += _passages(document, above.get(run[0], ()), run, packing)
    return passages


def paragraphs_fit(document: Document) -> bool:
    """Whether its paragraphs lie inside its text, one behind the other and none empty, as ``split`` expects.

    Their scanned lines lie inside them.
    """
    spans = [(paragraph.start, paragraph.end) for paragraph in document.paragraphs]
    flat = [0, *(offset for span in spans for offset in span), len(document.text)]
    return (
        flat == sorted(flat) and all(start < end for start, end in spans) and all(map(lines_fit, document.paragraphs))
    )


def _runs(document: Document, above: Mapping[int, tuple[str, ...]]) -> list[list[int]]:
    """Paragraph numbers (from 0) grouped: what reads on in one section is one run, anything else stands alone.

    Code reads on from the text above it, and text from code.
    """
    runs: list[list[int]] = []
    for number, paragraph in enumerate(document.paragraphs):
        before = document.paragraphs[number - 1].kind
        reads_on = before == paragraph.kind and paragraph.kind in _READS_ON
        reads_on = reads_on or ("code" in (before, paragraph.kind) and {before, paragraph.kind} <= _CODE_READS_ON)
        follows = bool(runs) and runs[-1][-1] == number - 1
        if follows and reads_on and above.get(number) == above.get(number - 1):
            runs[-1].append(number)
        elif paragraph.kind not in _NO_PASSAGE:
            runs.append([number])
    return runs


def _passages(document: Document, heading: tuple[str, ...], run: Sequence[int], packing: _Packing) -> list[Passage]:
    paragraphs = [document.paragraphs[number] for number in run]
    placed = [(piece, at) for at, p in enumerate(paragraphs) for piece in _pieces(document, p, packing.longest)]
    pieces = [piece for piece, _ in placed]
    last_of_paragraph = {p.end for p in paragraphs}
    found = []
    for first, last in _pack(pieces, last_of_paragraph, packing):
        start, end = pieces[first][0], pieces[last][1]
        touched = tuple(number + 1 for number in run[placed[first][1] : placed[last][1] + 1])
        found.append(
            Passage(
                id=f"{document.id}#{start}-{end}",
                document_id=document.id,
                title=document.title,
                start=start,
                end=end,
                text=document.text[start:end],
                heading=heading,
                role=paragraphs[0].kind,
                paragraphs=touched,
                sentences=tuple(pieces[first : last + 1]),
            )
        )
    return found


def _pieces(document: Document, paragraph: Paragraph, longest: int) -> list[Extent]:
    """Sentences, and code as it stands; what is too long for a passage is cut at its clauses or lines, or anywhere."""
    text, extents, breaks = document.text, [(paragraph.start, paragraph.end)], _LINE_END
    if paragraph.kind != "code" and not _is_row(text[paragraph.start : paragraph.end]):
        words = words_alone(text[paragraph.start : paragraph.end], markdown=is_markdown(document.id))
        extents, breaks = sentences(words, paragraph.start), _CLAUSE_END
    pieces = []
    for start, end in extents:
        while end - start > longest:
            found = list(breaks.finditer(text, start + longest // 2, start + longest))
            cut = found[-1].end() if found else start + longest
            pieces.append((start, cut))
            start = cut
        if start < end:
            pieces.append((start, end))
    return [piece for piece in pieces if not text[slice(*piece)].isspace()]


def _is_row(text: str) -> bool:
    """Whether a paragraph is the row of a table, which says what it says as a whole."""
    return (text.startswith("|") and text.endswith("|") and text.count("|") > 2) or _CELL_END.search(text) is not None


def _pack(pieces: Sequence[Extent], paragraph_ends: set[int], packing: _Packing) -> list[tuple[int, int]]:
    """First and last piece of each passage, chosen together so that the lengths are even.

    Dynamic programming over the ends: the cost of a passage is the square of its distance from the target,
    more when it ends inside a paragraph. A passage begins with the sentence before it where that fits.
    """
    best: list[tuple[float, int, int]] = [(0.0, 0, 0)]
    for last, (_, end) in enumerate(pieces):
        options = []
        for first in range(last, -1, -1):
            shared = _with_sentence_before(pieces, first, end, packing.longest) if packing.overlap else first
            length = end - pieces[shared][0]
            if end - pieces[first][0] > packing.longest:
                break
            inside = 0.0 if end in paragraph_ends else 0.05
            cost = (min(length / packing.target, 2) - 1) ** 2 + inside
            options.append((best[first][0] + cost, first, shared))
        best.append(min(options))
    chosen = []
    last = len(pieces)
    while last:
        _, first, shared = best[last]
        chosen.append((shared, last - 1))
        last = first
    return chosen[::-1]


def _with_sentence_before(pieces: Sequence[Extent], first: int, end: int, longest: int) -> int:
    before = first - 1
    if before >= 0 and end - pieces[before][0] <= longest:
        return before
    return first
