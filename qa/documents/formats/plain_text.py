"""Plain text and Markdown -> blocks: the bytes decoded, the front matter taken off, the lines looked at one by one."""

from __future__ import annotations

from qa.documents.decoding import decode
from qa.documents.formats.extracted import Extracted
from qa.documents.front_matter import front_matter
from qa.documents.layout.blocks import scan, split_lines
from qa.documents.layout.hash_lines import unmark_commands
from qa.documents.layout.tagged_rows import with_rows_whole
from qa.documents.markup import is_markdown, without_marks

_LEFT_OF_TAGS = " \t\u3000\xa0"


def extract(data: bytes, name: str) -> list[Extracted]:
    """The text as one ``Extracted``. Raises ValueError if the bytes are none."""
    return [extract_text(decode(data), name=name)]


def extract_text(text: str, *, name: str) -> Extracted:
    """The blocks of ``text``; name: what a warning calls it. A line of Markdown's pictures and tags is no paragraph."""
    lines = split_lines(text)
    known, skip = front_matter(lines, name=name)
    blocks = scan(lines, start=skip)
    unmark_commands(blocks, markdown=is_markdown(name))
    blocks = with_rows_whole(blocks) if is_markdown(name) else blocks
    for block in blocks if is_markdown(name) else ():
        if block.form in ("plain", "item") and not without_marks(block.text).strip(_LEFT_OF_TAGS):
            block.form = "loose"
    return Extracted(blocks, lines[:skip], known)
