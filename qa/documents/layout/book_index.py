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
    for place, title in enumerate(blocks):
        if not _TITLE.fullmatch(title.text.strip()):
            continue
        end = next((n for n in range(place + 1, len(blocks)) if blocks[n].form == "heading"), len(blocks))
        listed = [block for block in blocks[place + 1 : end] if block.form in ("plain", "item") and block.kind is None]
        entries = sum(_PAGES.fullmatch(block.text.strip()) is not None for block in listed)
        if entries >= max(_FEWEST, _SHARE * len(listed)):
            for block in listed:
                block.kind = "contents"
