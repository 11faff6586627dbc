"""Printed pages -> blocks: running lines out, notes apart, headings and paragraphs by the places of the lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qa.documents.formats.pdf_headings import headings_of
from qa.documents.formats.pdf_lines import PrintedLine, measured
from qa.documents.formats.pdf_notes import part_notes
from qa.documents.formats.pdf_paragraphs import blocks_of
from qa.documents.formats.pdf_running_lines import without_running_lines
from qa.documents.layout.blocks import Block
from qa.documents.layout.hyphens import HYPHEN, without_hyphens

_BEYOND = 1e6


def blocks_of_pages(pages: Sequence[Sequence[PrintedLine]], outline: Sequence[Any] = ()) -> list[Block]:
    """The blocks of a file, each with its page. outline: its list of contents, as ``pdf_process`` finds it."""
    printed = without_running_lines(pages)
    measures = measured([line for page in printed for line in page])
    parted = [part_notes(page, measures.size) for page in _whole_words(printed)]
    lines, notes = [page for page, _ in parted], [below for _, below in parted]
    return blocks_of(lines, notes, headings_of(lines, outline, measures), measures)


def _whole_words(pages: Sequence[Sequence[PrintedLine]]) -> list[list[PrintedLine]]:
    """The pages with words that a hyphen broke whole on the upper line, which then reaches any edge."""
    lines = [line for page in pages for line in page]
    texts, places = without_hyphens([line.text for line in lines], range(len(lines)))
    kept: list[list[PrintedLine]] = [[] for _ in pages]
    for text, place in zip(texts, places, strict=True):
        if text.strip():
            line = lines[place]
            broken = line.text.endswith(HYPHEN)
            kept[line.page - 1].append(line._replace(text=text, right=_BEYOND if broken else line.right))
    return kept
