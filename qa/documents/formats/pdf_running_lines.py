"""Running heads, feet and page numbers of a pdf: what the edges of its pages repeat."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, TypeVar

_EDGE = 2
_REPEATING = 3
_BOTH = 2
_PAIR = 2
_DIGITS = re.compile(r"\d+")
_EDGES = r"[\s\-–—－─·•|/~(（)）\[\]]*"
_PAGE_NUMBER = re.compile(
    rf"{_EDGES}(?:第|page |p\.)?\s?(\d{{1,4}})()\s?(?:页|(?:/|／|of|，共|共)\s?\d{{1,4}}\s?页?)?{_EDGES}", re.I
)
_PAGE_NUMBER_LIMIT = 24
_BESIDE = re.compile(r"^(\d{1,4})\t|\t(\d{1,4})$")
_ROMAN = re.compile(r"(?:.*\t)?[ivxlc]{1,7}")
_SHARE = 0.2
_LARGEST_HEAD = 1.05
_HEAD_APART = 2.0
AnyLine = TypeVar("AnyLine", bound=tuple[Any, ...])


def without_running_lines(pages: Sequence[Sequence[AnyLine]]) -> list[list[AnyLine]]:
    """The pages without the lines at their edges that most pages repeat, running heads and page numbers.

    Left and right pages may differ: a line counts as well if most pages of one side repeat it. Two pages repeat what
    stands at one height on both.
    """
    standing = Counter((_key(page[at][0]), round(page[at][2])) for page in pages for at in _edges(page))
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
    heads = _heads(pages)
    for number, page in enumerate(pages):
        dropped = heads[number] | {
            index
            for index in _edges(page)
            if _shift(page[index][0], number) in shifts
            or (_ROMAN.fullmatch(page[index][0].strip()) and romans > 1)
            or (len(pages) == _PAIR == standing[_key(page[index][0]), round(page[index][2])])
            or any(
                repeated[side, _key(page[index][0])] * 2 > pages_of[side] >= _REPEATING for side in (number % 2, _BOTH)
            )
        }
        kept.append([line for index, line in enumerate(page) if index not in dropped])
    return kept


def _heads(pages: Sequence[Sequence[AnyLine]]) -> list[set[int]]:
    """The highest lines of each page, where on most pages they stand at one height, apart from and no larger than the
    text: chapters and sections that change from page to page.
    """
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line[3]] += len(line[0])
    size = max((one for one in sizes if sizes[one] >= _SHARE * sizes.total()), default=0.0)
    found: list[set[int]] = []
    heights: Counter[int] = Counter()
    for page in pages:
        top = max((line[2] for line in page), default=0.0)
        head = {index for index, line in enumerate(page) if top - line[2] < 0.5 * size}
        below = max((line[2] for index, line in enumerate(page) if index not in head), default=top)
        small = all(page[index][3] <= _LARGEST_HEAD * size and _is_name(page[index][0]) for index in head)
        found.append(head if small and top - below > _HEAD_APART * size else set())
        heights.update([round(top)] if found[-1] else [])
    usual, count = heights.most_common(1)[0] if heights else (0, 0)
    if count < _REPEATING or count * 2 <= len(pages):
        return [set() for _ in pages]
    return [
        head if head and abs(max(page[index][2] for index in head) - usual) <= 1 else set()
        for head, page in zip(found, pages, strict=True)
    ]


def _is_name(text: str) -> bool:
    """Whether a line could name a chapter: it ends as no sentence does."""
    return text.rstrip()[-1:] not in tuple("。；;，,：:、")


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
