"""Headings of a Word file by their look: lines that are centred and heavy, as in offices that use no styles.

Lines of one look that follow each other are one heading, printed on several. It reads no styles and no numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from qa.documents.layout.blocks import Block, heading
from qa.documents.layout.joining import glue
from qa.documents.layout.numbering import numbering

_NAMESPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LONGEST = 50
_LARGE = 36
_NO_HEADING = re.compile(
    r"[。；，、：;,:.]$|^\W*$|^[（(].*[）)]$|^\d{4}\s?年[\d\s年月日]*$|^[表图附]\s?(?:\d|件?\s*$)|〔\d{4}〕"
)
_LETTERHEAD = re.compile(r"文件$")
_ALIGNED = ("center", "distribute")


def looks_like_heading(paragraph: Any, text: str) -> bool:
    """Whether a paragraph is centred, all of its words are heavy, and they are few and end in no mark."""
    if not text or len(text) > _LONGEST or _NO_HEADING.search(text) or _LETTERHEAD.search(text):
        return False
    aligned = paragraph.find(f"{_NAMESPACE}pPr/{_NAMESPACE}jc")
    if aligned is None or aligned.get(_NAMESPACE + "val") not in _ALIGNED:
        return False
    runs = [run for run in paragraph.iter(_NAMESPACE + "r") if "".join(run.itertext()).strip()]
    return bool(runs) and all(_is_heavy(run) for run in runs)


def with_headings(blocks: Iterable[Block], stands_out: Callable[[Block], bool]) -> list[Block]:
    """The blocks of a file that marks no heading, those that stand out as headings, neighbours among them as one.

    Numbered ones are left as they are: their number says that they are headings, and how deep.
    """
    found: list[Block] = []
    open_line = False
    for block in blocks:
        printed = stands_out(block) and numbering(block.text) is None
        if not printed:
            found.append(block)
        elif open_line:
            part = found[-1].parts[0]
            part.text += glue(part.text, block.text) + block.text
        else:
            found.append(heading(block.text, 1))
        open_line = printed
    return found


def _is_heavy(run: Any) -> bool:
    """Whether a run is bold, or as large as titles are."""
    bold, size = (run.find(f"{_NAMESPACE}rPr/{_NAMESPACE}{name}") for name in ("b", "sz"))
    if bold is not None and bold.get(_NAMESPACE + "val") not in ("0", "false", "off"):
        return True
    points = size.get(_NAMESPACE + "val") if size is not None else ""
    return bool(points) and points.isdecimal() and int(points) >= _LARGE
