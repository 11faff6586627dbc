"""The numbers that headings and items begin with: ``第二章``, ``一、``, ``（一）``, ``1.2``, ``①``."""

from __future__ import annotations

import re
from typing import NamedTuple

from qa.text.characters import CHINESE, NUMERALS

_NUMBER = rf"第[{NUMERALS}\d]{{1,6}}"
_AFTER = rf"(?=[\s　：:{CHINESE}]|$)"
_CHINESE_NUMBER = f"[{NUMERALS}]{{1,3}}"
_DECIMAL = re.compile(
    rf"(?:\d{{1,2}}[.．、][ \t　]*(?=[^\d\s])|\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}[.．、]?[ \t　]*(?=[{CHINESE}A-Z])"
    rf"|\d{{1,2}}[ \t　]+(?=[{CHINESE}]))"
)
_STYLES = (
    (1, re.compile(f"{_NUMBER}(?:编|篇|部分|卷){_AFTER}")),
    (2, re.compile(f"{_NUMBER}(?:章|讲|回|单元){_AFTER}")),
    (3, re.compile(f"{_NUMBER}节{_AFTER}")),
    (4, re.compile(f"{_NUMBER}条{_AFTER}")),
    (5, re.compile(rf"{_CHINESE_NUMBER}、\s*(?=\S)")),
    (6, re.compile(rf"[（(]{_CHINESE_NUMBER}[）)]\s*(?=\S)")),
    (7, _DECIMAL),
    (10, re.compile(r"[（(]\d{1,3}[）)]\s*(?=\S)|[①-⑳]\s*(?=\S)")),
)
ITEMS = 10


class Numbering(NamedTuple):
    """rank: how deep headings with such numbers lie, from 1 to 10; from ``ITEMS`` on they are items. end: behind it."""

    rank: int
    end: int


def numbering(text: str) -> Numbering | None:
    """The number at the start of ``text``."""
    for rank, pattern in _STYLES:
        if found := pattern.match(text):
            dots = found.group().rstrip(".．、 \t　").count(".") if pattern is _DECIMAL else 0
            return Numbering(rank + min(dots, 2), found.end())
    return None
