"""The numbers that headings and items begin with: ``第二章``, ``一、``, ``（一）``, ``1.2``, ``①``."""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.text.characters import CHINESE, NUMERALS

_NUMBER = rf"第\s?[{NUMERALS}\d]{{1,6}}\s?"
_AFTER = rf"(?:[\s　：:.]+|(?=[{CHINESE}A-Z])|$)"
_LETTERED = r"\s?(?:\d{1,3}|[IVXLC]{1,6}|[A-Z])"
_CHINESE_NUMBER = f"[{NUMERALS}]{{1,3}}"
_DECIMAL = re.compile(
    rf"(?:\d{{1,2}}[.．、]\s*(?=[^\d\s])|(?:\d{{1,2}}|[A-Z])(?:\.\d{{1,2}}){{1,5}}[.．、]?\s*(?=[{CHINESE}A-Za-z])"
    rf"|\d{{1,2}}\s+(?=[{CHINESE}]))"
)
_STYLES = (
    (1, re.compile(rf"(?:{_NUMBER}(?:编|編|篇|部分|卷)|Part{_LETTERED}){_AFTER}")),
    (2, re.compile(rf"(?:{_NUMBER}(?:章|讲|講|回|单元|單元)|(?:章|附[录錄]|Chapter|Appendix){_LETTERED}){_AFTER}")),
    (3, re.compile(rf"(?:{_NUMBER}[节節]|Section{_LETTERED}){_AFTER}")),
    (4, re.compile(rf"(?:{_NUMBER}[条條]|Article{_LETTERED}){_AFTER}")),
    (5, re.compile(rf"{_CHINESE_NUMBER}、\s*(?=\S)")),
    (6, re.compile(rf"[（(]{_CHINESE_NUMBER}[）)]\s*(?=\S)")),
    (7, _DECIMAL),
    (11, re.compile(r"[（(]\d{1,3}[）)]\s*(?=\S)|[①-⑳]\s*(?=\S)")),
)
ARTICLES = 4
CLAUSES = 6
ITEMS = 11


class Numbering(NamedTuple):
    """rank: how deep headings with such numbers lie, from 1 to 11: up to ``CLAUSES`` in words, from ``ITEMS`` on items.

    end: behind it.
    """

    rank: int
    end: int


def numbering(text: str) -> Numbering | None:
    """The number at the start of ``text``."""
    for rank, pattern in _STYLES:
        if found := pattern.match(text):
            dots = found.group().rstrip().rstrip(".．、").count(".") if pattern is _DECIMAL else 0
            return Numbering(rank + min(dots, 3), found.end())
    return None
