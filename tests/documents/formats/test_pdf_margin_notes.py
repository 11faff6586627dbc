"""Notes in the margin of a pdf: blocks of their own, whether they stand left or right of the text."""

from __future__ import annotations

import pytest

from qa.documents.formats.pdf_lines import PrintedLine, measured
from qa.documents.formats.pdf_paragraphs import blocks_of

TEXT = "清水河发源于北部山区流经四个乡镇沿岸有耕地两万余亩养活了十一万人也留下了许多故事县志里都有"


def printed(text: str, left: float, base: float) -> PrintedLine:
    return PrintedLine(text, left, base, 10.0, left + 10 * len(text), page=1)


@pytest.mark.parametrize(("left", "base"), [(20.0, 680.0), (20.0, 697.0), (460.0, 680.0)])
def test_a_note_beside_the_text_is_a_block_of_its_own(left: float, base: float) -> None:
    """The text begins no lower than the note ends."""
    note = printed("水从何处来", left, base)
    lines = [printed(TEXT[at : at + 20], 120.0, 700.0 - 15 * number) for number, at in enumerate(range(0, 40, 20))]
    far = [printed(TEXT[:20], 120.0, 500.0 - 15 * number) for number in range(9)]
    wide = [printed(TEXT[:5], left, 300.0 - 40 * number) for number in range(4)]
    page = [note, *lines, *far, *wide]
    assert [block.text for block in blocks_of([page], [[]], {}, measured(page))][:2] == [note.text, TEXT[:40]]


def test_a_last_line_below_the_indent_of_the_first_goes_on() -> None:
    """Though it stands wholly left of it."""
    page = [printed(TEXT[:18], 140.0, 700.0), printed("也", 120.0, 685.0)]
    page += [printed(TEXT[:20], 120.0, 600.0 - 15 * number) for number in range(9)]
    assert blocks_of([page], [[]], {}, measured(page))[0].text == TEXT[:18] + "也"
