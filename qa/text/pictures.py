"""Pictures that a text names in Markdown or HTML: where they are, and that their addresses are no words.

What is blanked is as long as it was, so no offset moves. It opens no file.
"""

from __future__ import annotations

import re

# subtle: no part of a pattern can give back what another took, so a hostile text takes no longer than a plain one.
_PICTURE = re.compile(
    r"!\[(?P<alt>[^\[\]\n]{0,500})\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\[\]\n]*\])"
    r"|<img\b[^<>]*>",
    re.IGNORECASE,
)
_ALT = re.compile(r"\balt\s*=\s*([\"'])(?P<alt>.*?)\1", re.IGNORECASE | re.DOTALL)


def without_pictures(text: str) -> str:
    """``text`` with blanks for its pictures.

    >>> without_pictures("见![图](a.png)下。")
    '见           下。'
    """
    return _PICTURE.sub(lambda found: " " * len(found[0]), text) if _may_hold_one(text) else text


def without_addresses(text: str) -> str:
    """``text`` with blanks for its pictures, but for the words that describe them.

    >>> without_addresses("见![图](a.png)下。")
    '见  图        下。'
    """
    return _PICTURE.sub(_described, text) if _may_hold_one(text) else text


def _may_hold_one(text: str) -> bool:
    return "![" in text or "<" in text


def _described(found: re.Match[str]) -> str:
    described = found if found["alt"] is not None else _ALT.search(found.string, found.start(), found.end())
    start, end = described.span("alt") if described else (found.end(), found.end())
    return " " * (start - found.start()) + found.string[start:end] + " " * (found.end() - end)
