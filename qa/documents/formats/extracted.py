"""What a format finds in a file: blocks with what it knows of their structure, and what the file says of itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qa.documents.layout.blocks import Block
from qa.documents.metadata import Metadata

_SITE = re.compile(r"\s*[_|｜—–]+\s*|\s+-+\s+")
_TEMPLATE_TITLE = re.compile(
    r"untitled|无标题|word document|document\d*|文档\s?\d*|未命名.*|(?:microsoft )?(?:word|powerpoint|excel)\b.*"
    r"|.*\.(?:docx?|wps|pdf|rtf|html?|indd|pptx?)",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"python-docx|apache poi|\(?anonymous\)?|unknown|unspecified|author|作者|admin(?:istrator)?|users?|用户"
    r"|(?:windows|微软|microsoft|office|wps)[ _]?\S*|lenovo\S*|dell|hp|asus|acer|pc\S*",
    re.IGNORECASE,
)

PagesTold = Callable[[int, int], None]
"""Is told how many pages are done, and of how many; it may raise ``NoLongerWanted``."""


class NoLongerWanted(Exception):
    """Whoever is told how far the pages are does not want the rest."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """The blocks of one document in the order of its file, and what the file says of it besides.

    head: lines above the blocks that are no paragraphs.
    known: values given for this document; hints: values that count only where the text shows none.
    id: its own name, if it has one; part: its number, from 1, in a file that holds several.
    """

    blocks: Sequence[Block]
    head: Sequence[str] = ()
    known: Metadata = Metadata()
    hints: Metadata = Metadata()
    id: str | None = None
    part: int | None = None


def tell_nobody(done: int, count: int) -> None:
    """For who need not know how far the pages are."""


def text_of(blocks: Sequence[Block]) -> str:
    """The words of ``blocks``, one below the other."""
    return "\n".join(block.text for block in blocks)


def metadata_of(text: str, *, title: str, author: str, published: str | None = None) -> tuple[Metadata, Metadata]:
    """The values that a file carries beside ``text``, as known and as hints.

    Files carry the title of their template and the owner of the computer. So a title is known if it is printed in the
    text, or a line of the text is a part of it, else it is a hint, as the author is. published: ISO 8601, known; the
    day a file was made is no such date.
    """
    squeezed = _squeeze(text)
    lines = {_squeeze(line) for line in text.split("\n")}
    title, author = (" ".join(_whole(value).split()) for value in (title, author))
    if _TEMPLATE_TITLE.fullmatch(title):
        title = ""
    whole = title if title and _squeeze(title) in squeezed else None
    printed = whole or next((part for part in _SITE.split(title) if part and _squeeze(part) in lines), None)
    names = [name.strip() for name in re.split(r"[;；,，、]", author)]
    authors = tuple(name for name in names if name and not _NO_AUTHOR.fullmatch(name))
    return Metadata(title=printed, period=published, issued=published), Metadata(title or None, None, None, authors)


def _squeeze(text: str) -> str:
    return "".join(text.split())


def _whole(text: str) -> str:
    """``text`` without halves of characters, which no file could be saved with."""
    return text.encode("utf-8", "ignore").decode("utf-8")
