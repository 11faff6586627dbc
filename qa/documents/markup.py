"""Marks of Markdown inside a text: which characters stand there for the looks and are not read.

Offsets stay those of the source: the marks are kept in the text of a document and left out where people read it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from qa.text.pictures import without_pictures
from qa.types import Extent

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SUFFIXES = (".md",)
_ANY = re.compile(r"[*_`\[\]<>\\&~!]")
_IMAGE = re.compile(r"!\[[^\]]*\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])?")
_DEFINITION = re.compile(r" {0,3}\[[^\]^][^\]]*\]:\s*\S+(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*")
_LINK_END = re.compile(r"\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\]]*\])?|>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_MASK = "x"
_LONGEST = 20_000


def is_markdown(name: str) -> bool:
    """Whether a file or document of this name is written in Markdown."""
    return name.lower().endswith(_SUFFIXES)


@lru_cache(maxsize=8192)
def marks(text: str) -> tuple[Extent, ...]:
    """Where the marks of ``text`` are: emphasis, links' addresses, pictures, tags, escapes; ascending offsets.

    All of a line that defines an address is one. A text of more than ``_LONGEST`` characters, which no author wrote as
    one paragraph, is taken as it stands.
    """
    if len(text) > _LONGEST or not _ANY.search(text):
        return ()
    if _DEFINITION.fullmatch(text):
        return ((0, len(text)),)
    (inline,) = _parser().parseInline(text)
    found: list[Extent] = []
    position = 0
    for token in inline.children or ():
        place = _place(token, text, position)
        if place is None:
            continue
        start, end, is_read = place
        found.append((position, start if is_read else end))
        position = end
    found.append((position, len(text)))
    return tuple((start, end) for start, end in found if start < end)


def without_marks(text: str) -> str:
    """``text`` as it is read."""
    return outside(text, marks(text))


def outside(text: str, hidden: Sequence[Extent], *, start: int = 0) -> str:
    """``text``, which begins at offset ``start``, without what lies in the ``hidden`` extents, which are ascending.

    A break of the line within them is a space.
    """
    parts, position = [], 0
    for first, last in hidden:
        begin = min(max(first - start, position), len(text))
        parts.append(text[position:begin])
        position = min(max(last - start, begin), len(text))
        parts.append(" " if _BREAK.search(text, begin, position) else "")
    return "".join([*parts, text[position:]])


def words_alone(text: str, *, markdown: bool) -> str:
    """``text``, equally long, with blanks for its pictures and, in Markdown, letters for its marks.

    >>> words_alone("**见**![图](a.png)下。", markdown=True)
    'xx见xx           下。'
    """
    words = without_pictures(text)
    return masked(words) if markdown else words


def masked(text: str) -> str:
    """``text``, equally long, with letters for the marks, so that no mark is taken for the end of a sentence."""
    parts, position = [], 0
    for start, end in marks(text):
        parts += [text[position:start], _MASK * (end - start)]
        position = end
    return "".join([*parts, text[position:]])


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("strikethrough").disable("text_join")


def _place(token: Token, text: str, position: int) -> tuple[int, int, bool] | None:
    """Where a token stands from ``position`` on, and whether it is read; None if it adds nothing to the text."""
    if token.type == "image":
        found = _IMAGE.search(text, position)
        return (*found.span(), False) if found else None
    if token.type == "link_close":
        found = _LINK_END.match(text, position)
        return (*found.span(), False) if found else None
    if token.type == "text_special" and not token.markup.startswith("\\"):
        words = token.markup
    else:
        words = "\n" if token.type.endswith("break") else token.content or token.markup
    start = text.find(words, position) if words else -1
    is_read = token.type in ("text", "text_special", "code_inline", "softbreak", "hardbreak")
    return (start, start + len(words), is_read) if start >= 0 else None
