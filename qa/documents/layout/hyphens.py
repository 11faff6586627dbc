"""A hyphen at the end of a printed line: whether the word is whole without it. It knows no paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

HYPHEN = "\ufffe"
"""What the pdf library puts where a word is broken at the end of a line."""

_LETTERS_LAST = re.compile(r"[^\W\d_]+$")
_LETTERS_FIRST = re.compile(r"[^\W\d_]+")
_COMPOUND = re.compile(r"[A-Za-z]+-[A-Za-z]+")


def without_hyphens(lines: Sequence[str], pages: Sequence[int]) -> tuple[list[str], list[int]]:
    """``lines`` with words that a hyphen broke whole on the upper line, and the page of each line that is left.

    A compound keeps its hyphen: a word that is printed as ``well-known`` elsewhere.
    """
    printed = {word.lower() for line in lines for word in _COMPOUND.findall(line)}
    kept: list[str] = []
    kept_pages: list[int] = []
    for line, page in zip(lines, pages, strict=True):
        broken = bool(kept) and kept[-1].endswith(HYPHEN)
        if broken and line.strip():
            word, _, line = line.strip().partition(" ")
            kept[-1] = _whole(kept[-1].rstrip(HYPHEN), word, printed)
        if line or not broken:
            kept.append(line)
            kept_pages.append(page)
    return [line.replace(HYPHEN, "") for line in kept], kept_pages


def _whole(left: str, right: str, printed: set[str]) -> str:
    before, after = _LETTERS_LAST.search(left), _LETTERS_FIRST.match(right)
    if left.endswith("/"):
        return left + right
    in_address = "/" in left.rpartition(" ")[2]
    if before is None or after is None or not after.group()[0].islower() or in_address:
        return f"{left}-{right}"
    compound = f"{before.group()}-{after.group()}".lower() in printed
    return left + ("-" if compound else "") + right
