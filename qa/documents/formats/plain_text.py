"""Plain text and Markdown -> blocks: the bytes decoded, the front matter taken off, the lines looked at one by one."""

from __future__ import annotations

from qa.documents.decoding import decode
from qa.documents.formats.extracted import Extracted
from qa.documents.front_matter import front_matter
from qa.documents.layout.blocks import scan, split_lines


def extract(data: bytes, name: str) -> list[Extracted]:
    """The text as one ``Extracted``. Raises ValueError if the bytes are none."""
    return [extract_text(decode(data), name=name)]


def extract_text(text: str, *, name: str) -> Extracted:
    """The blocks of ``text``; name: what a warning calls it."""
    lines = split_lines(text)
    known, skip = front_matter(lines, name=name)
    return Extracted(scan(lines, start=skip), lines[:skip], known)
