"""Running heads, feet and page numbers of a pdf: what the edges of its pages repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeVar

_EDGE = 2
_REPEATING = 3
_BOTH = 2
_DIGITS = re.compile(r"\d+")
_EDGES = r"[\s\-–—－─·•|/~(（)）\[\]]*"
_PAGE_NUMBER = re.compile(
    rf"{_EDGES}(?:第|page |p\.)?\s?(\d{{1,4}})()\s?(?:页|(?:/|／|of|，共|共)\s?\d{{1,4}}\s?页?)?{_EDGES}", re.I
)
_PAGE_NUMBER_LIMIT = 24
_BESIDE = re.compile(r"^(\d{1,4})\t|\t(\d{1,4})$")
_ROMAN = re.compile(r"(?:.*\t)?[ivxlc]{1,7}")
AnyLine = TypeVar("AnyLine", bound=tuple[Any, ...])


def without_running_lines(pages: Sequence[Sequence[AnyLine]]) -> list[list[AnyLine]]:
    """The pages without the lines at their edges that most pages repeat, and without page numbers.

    Left and right pages may differ: a line counts as well if most pages of one side repeat it.
    """
    repeated: Counter[tuple[int, str]] = Counter()
    numbered: Counter[int] = Counter()
    for number, page in enumerate(pages):
        edge = _edges(page)
        keys = {_key(page[index][0]) for index in edge}
        repeated.update((side, key) for side in (number % 2, _BOTH) for key in keys)
        numbered.update({shift for index in edge if (shift := _shift(page[index][0], number)) is not None})
    pages_of = [len(pages[0::2]), len(pages[1::2]), len(pages)]
    shifts = {shift for shift, count in numbered.items() if count >= 2 and count * 2 > len(pages)}
    romans = sum(bool(_ROMAN.fullmatch(page[index][0].strip())) for page in pages for index in _edges(page))
    kept: list[list[AnyLine]] = []
    for number, page in enumerate(pages):
        dropped = {
            index
            for index in _edges(page)
            if _shift(page[index][0], number) in shifts
            or (_ROMAN.fullmatch(page[index][0].strip()) and romans > 1)
            or any(
                repeated[side, _key(page[index][0])] * 2 > pages_of[side] >= _REPEATING for side in (number % 2, _BOTH)
            )
        }
        kept.append([line for index, line in enumerate(page) if index not in dropped])
    return kept


def _edges(page: Sequence[AnyLine]) -> list[int]:
    """The indices of the lines that stand highest and lowest."""
    order = sorted(range(len(page)), key=lambda index: (-page[index][2], index))
    return sorted(set(order[:_EDGE] + order[-_EDGE:]))


def _key(text: str) -> str:
    """What stays the same in a running line: all but white space and numbers."""
    return _DIGITS.sub("#", "".join(text.split()))


def _shift(text: str, number: int) -> int | None:
    """How far a page number, alone or far off from other words, is from the place of its page; None without one."""
    found = (len(text) <= _PAGE_NUMBER_LIMIT and _PAGE_NUMBER.fullmatch(text.strip())) or _BESIDE.search(text)
    return int(found.group(1) or found.group(2)) - number if found else None
