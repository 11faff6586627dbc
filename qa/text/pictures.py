"""Pictures that a text names in Markdown or HTML: where they are, and that their addresses are no words.

What is blanked is as long as it was, so no offset moves. It opens no file.
"""

from __future__ import annotations

import re

_PICTURE = re.compile(
    r"!\[(?P<alt>[^\]\n]{0,500})\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])"
    r"|<img\b(?:[^<>]*?\balt\s*=\s*(?:\"(?P<double>[^\"<>]*)\"|'(?P<single>[^'<>]*)'))?[^<>]*>",
    re.IGNORECASE,
)


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
    start, end = next((found.span(name) for name in ("alt", "double", "single") if found[name]), (found.end(),) * 2)
    return " " * (start - found.start()) + found.string[start:end] + " " * (found.end() - end)
