"""A draft that somebody wrote, from a file or a stream, as text to be checked. It is read and kept nowhere."""

from __future__ import annotations

import sys
from pathlib import Path

from qa.documents.corpus import read_file
from qa.documents.decoding import decode
from qa.documents.sources import RawFile
from qa.errors import ReadError

DRAFT_SUFFIXES = (".txt", ".md", ".docx", ".pdf")
_PLAIN = (".txt", ".md", "")


def read_draft(name: str) -> str:
    """The text of the draft in a file, or of standard input for ``-``.

    Raises FileNotFoundError, ValueError for another format than ``DRAFT_SUFFIXES`` or bytes that are no text, and
    ReadError for what is damaged.
    """
    if name == "-":
        return decode(sys.stdin.buffer.read())
    path = Path(name)
    if not path.is_file():
        raise FileNotFoundError(f"there is no file {name}: give a draft, or - for standard input")
    if path.suffix.lower() not in (*DRAFT_SUFFIXES, ""):
        raise ValueError(f"a draft is one of {' '.join(DRAFT_SUFFIXES)}, not {path.suffix}")
    if path.suffix.lower() in _PLAIN:
        return decode(path.read_bytes())
    (document,) = read_file(RawFile.read(path, name=path.name)).documents[:1] or [None]
    if document is None:
        raise ReadError(path.name, "it is empty")
    return document.text
