"""The index at the end of a book: words with the numbers of their pages, below a heading that says so. It marks it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.layout.blocks import Block

_TITLE = re.compile(
    r"(?:(?:第.{1,4}章|chapter\s?\w+|附[录錄]\s?\w|appendix\s?\w|\d+(?:\.\d+)*)[.．:：]?\s*)?"
    r"(?:.{0,4}索引|(?:general )?index)",
    re.IGNORECASE,
)
_PAGES = re.compile(r"[^。！？!?；;]{1,90}?[,，、…\s]\s*\d{1,4}(?:\s*[,，、–~-]\s*\d{1,4})*")
_FEWEST = 6
_SHARE = 0.6


def mark_index(blocks: Sequence[Block]) -> None:
    """Set the kind of the lines of an index, down to the next heading; they are kept, as a list of contents is."""
    heads = [place for place, block in enumerate(blocks) if block.form == "heading"]
    for begin, end in zip([0, *heads], [*heads, len(blocks)], strict=True):
        _mark_section(blocks[begin:end])


def _mark_section(section: Sequence[Block]) -> None:
    """The first line that says so, above enough entries, begins the index; counted from below, each line once."""
    begins, listed, entries = len(section), 0, 0
    for place, block in reversed([*enumerate(section)]):
        if entries >= max(_FEWEST, _SHARE * listed) and _TITLE.fullmatch(block.text.strip()):
            begins = place
        if _may_be_listed(block):
            listed += 1
            entries += _PAGES.fullmatch(block.text.strip()) is not None
    for block in section[begins + 1 :]:
        if _may_be_listed(block):
            block.kind = "contents"


def _may_be_listed(block: Block) -> bool:
    return block.form in ("plain", "item") and block.kind is None
