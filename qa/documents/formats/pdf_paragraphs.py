"""Printed lines of a pdf -> blocks, by their places, sizes and letters: paragraphs, code, rows of tables, notes below.

Which lines are headings is given; running heads and page numbers are gone already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from qa.documents.formats.pdf_headings import is_label
from qa.documents.formats.pdf_lines import Measures, PrintedLine, is_close
from qa.documents.formats.pdf_tables import begins_row, is_of_row, row_block
from qa.documents.formats.table_units import with_units_said
from qa.documents.formats.unmarked_heads import with_heads_said
from qa.documents.layout.blocks import Block, MarkedPart, code, heading, unmarked
from qa.documents.layout.joining import glue, is_open, likely_continues, surely_continues
from qa.types import Box

Run = list[PrintedLine]
_LEADER = re.compile(r"(?<![.．·・…])(?<![.．·・…]\s)(?:[.．·・…]\s*){4,}\s*(?:\d{1,4}|[ivxlc]{1,7})?$")
_BULLET = re.compile(r"[•●○■□◆◇▪▶►◦‣∙❖➢✓*·–-]\s+\S|[•●○■□◆◇▪▶►◦‣❖➢✓]\S")
_NUMBERED = re.compile(r"\d{1,3}[.)、．](?![\da-z])|[（(]\d{1,3}[）)]|[①-⑳]|[a-zA-Z][.)]\s|第\d+[条步]")
_STOPS = "。！？!?；;：:."
_PARTED = 1.32
_EM = 0.8
_BESIDE = 4
_LEVEL = 0.35
_HANGING = 4.5


def blocks_of(
    pages: Sequence[Sequence[PrintedLine]],
    notes: Sequence[Sequence[Run]],
    headings: Mapping[PrintedLine, int],
    measures: Measures,
) -> list[Block]:
    """The blocks of a file in reading order; a paragraph that runs over a page's end has the page it begins on.

    notes: those at the foot of each page; they stand behind what is open at its end. headings: the level of each line
    that is one, or part of one.
    """
    found: list[Block] = []
    run: Run = []
    waiting: list[Block] = []
    for page, below in zip(pages, notes, strict=True):
        for line in page:
            if run and not _goes_on(run, line, headings, measures):
                whole, run = _before_indented(run, line, headings, measures)
                found += [*_finished(whole, headings), *waiting]
                waiting = []
            run.append(line)
        for note in below:
            waiting += _note(note, measures)
    return with_units_said(with_heads_said([*found, *(_finished(run, headings) if run else ()), *waiting]))


def _note(lines: Run, measures: Measures) -> list[Block]:
    """The paragraphs of a note; its mark stands outside of the first."""
    mark, _, text = lines[0].text.partition("\t")
    runs = [[lines[0]._replace(text=text)]]
    for line in lines[1:]:
        if _goes_on(runs[-1], line, {}, measures):
            runs[-1].append(line)
        else:
            runs.append([line])
    blocks = [_paragraph(run) for run in runs]
    for block in blocks:
        block.kind = "footnote"
    blocks[0].prefix = f"{mark} {blocks[0].prefix}"
    return blocks


def _goes_on(run: Run, line: PrintedLine, headings: Mapping[PrintedLine, int], measures: Measures) -> bool:
    """Whether a line belongs to what ``run`` began."""
    above = run[-1]
    if above in headings or line in headings:
        one = above in headings and headings.get(line) == headings[above] and above.page == line.page
        return one and (is_label(above) or not _is_far(above, line, measures))
    if run[0].mono:
        return line.mono and (above.page != line.page or not _is_far(above, line, measures, lines=2))
    if begins_row(run[0]):
        return is_of_row(run, line)
    if "\t" in above.text or "\t" in line.text or _LEADER.search(above.text) or _LEADER.search(line.text):
        return False
    if above.mono or line.mono:
        return _is_aligned(run, line) and measures.reaches(above, line) and not _is_far(above, line, measures)
    if _stand_side_by_side(above, line):
        return False
    if not is_close(above.size, line.size) or (above.bold != line.bold and len(run) == 1):
        return False
    if above.page == line.page and above.base > line.base and _is_far(above, line, measures):
        return False
    said = surely_continues(above.text, line.text) or (
        measures.is_wide(above) and likely_continues(above.text, line.text)
    )
    return _is_aligned(run, line) and (measures.reaches(above, line) or said)


def _before_indented(
    run: Run, line: PrintedLine, headings: Mapping[PrintedLine, int], measures: Measures
) -> tuple[Run, Run]:
    """The run that ends above ``line``, and its last line where that is set in and begins the paragraph of ``line``."""
    plain = len(run) > 1 and not (run[-1].mono or begins_row(run[0])) and run[-2].text[-1] in _STOPS
    if plain and line.left < run[-1].left and _goes_on(run[-1:], line, headings, measures):
        return run[:-1], run[-1:]
    return run, []


def _is_far(above: PrintedLine, line: PrintedLine, measures: Measures, *, lines: int = 1) -> bool:
    """Whether more than the usual space lies between two lines of one page."""
    usual = lines * max(measures.spacing / measures.size, 1.1) * max(above.size, line.size)
    return above.page != line.page or abs(above.base - line.base) > _PARTED * usual


def _stand_side_by_side(above: PrintedLine, line: PrintedLine) -> bool:
    """Whether one is a note in the margin beside the other, whose last line lies no higher than the first of the text.

    The next column begins far further up.
    """
    apart = above.right <= line.left or line.right <= above.left
    higher = line.base - above.base
    return above.page == line.page and apart and -_LEVEL * line.size <= higher <= _BESIDE * line.size


def _is_aligned(run: Run, line: PrintedLine) -> bool:
    """Whether a line begins where the next one of the paragraph would."""
    em, first, above = line.size, run[0], run[-1]
    listed = bool(_BULLET.match(first.text) or _NUMBERED.match(first.text))
    if _BULLET.match(line.text) or (_NUMBERED.match(line.text) and (listed or not is_open(above.text))):
        return False
    apart = above.page != line.page or line.base > above.base
    shift = line.left - above.left
    if len(run) > 1:
        return abs(shift) <= _EM * em or apart and abs(shift) <= 8 * _HANGING * em and above.text[-1] not in _STOPS
    if abs(shift) <= _EM * em:
        return True
    hangs = listed or is_open(above.text)
    return apart or abs(shift) <= _HANGING * em and (hangs if shift > 0 else not listed)


def _finished(run: Run, headings: Mapping[PrintedLine, int]) -> Iterator[Block]:
    first = run[0]
    if first in headings:
        block = heading(" ".join(" ".join(line.text.split()) for line in run), headings[first])
    elif first.mono:
        left = min(line.left for line in run)
        block = code([" " * round((line.left - left) / (0.5 * line.size)) + line.text for line in run])
    elif begins_row(first):
        block = row_block(run)
    else:
        yield _paragraph(run)
        return
    for part in block.parts:
        part.page = first.page
    block.parts[0].boxes = tuple(box for line in run for box in _boxes(line))
    yield block


def _paragraph(run: Run) -> Block:
    block = unmarked(run[0].text.strip())
    block.parts[0].page, block.parts[0].boxes = run[0].page, _boxes(run[0])
    for line in run[1:]:
        text = line.text.strip()
        spaced = block.parts[-1].text[-1] not in "/-"
        before = glue(block.parts[-1].text, text, spaced=spaced)
        block.parts.append(MarkedPart(text, page=line.page, glue=before, boxes=_boxes(line)))
    return block


def _boxes(line: PrintedLine) -> tuple[Box, ...]:
    return (line.box,) if line.box else ()
