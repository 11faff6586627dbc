"""Printed lines of a pdf: what the worker found of each, and what all of them together say of the page's measures."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qa.types import Box

_FIRST_WORD = re.compile(r"[!-~]+|.")
_SHARE = 0.12
_FEWEST = 3
_NARROWEST = 0.45
_NARROWEST_BOX = 0.45
_SHARE_IN_BOX = 0.25
_FEWEST_IN_BOX = 4
_MOST = 0.8


class PrintedLine(NamedTuple):
    """text: with a tab where the line leaves a wide space. left, base, size, right: in points, base from below.

    mono: of a typewriter's letters. bold: of heavy ones. cells: left and right of each part that a tab parts.
    page: its number, from 1. box: where it stands on it, if the page was scanned.
    ruled: whether it is a row of a table whose cells are ruled, one part for each of them.
    """

    text: str
    left: float
    base: float
    size: float
    right: float = 0.0
    mono: bool = False
    bold: bool = False
    cells: tuple[tuple[float, float], ...] = ()
    page: int = 0
    box: Box | None = None
    ruled: bool = False


class Measures(NamedTuple):
    """size: of most of the text. spacing: from line to line of it. rights: where its columns end, ascending.

    boxes: where else lines end that begin at a place, such as those of notes set in from both sides, ascending.
    """

    size: float
    spacing: float
    rights: tuple[float, ...]
    boxes: Mapping[int, tuple[float, ...]]

    def reaches(self, line: PrintedLine, below: PrintedLine) -> bool:
        """Whether the first word below would not have fitted on the line."""
        slack = 0.4 * line.size
        rights = sorted([*self.rights, *self.boxes.get(round(line.left), ())])
        edge = next((right for right in rights if right >= line.right - slack), line.right)
        word = _FIRST_WORD.match(below.text)
        width = printed_width(word.group(), line.size) if word else 0.0
        space = 0.25 * line.size if word and word.group().isascii() else 0.0
        return line.right + space + width > edge - slack

    def is_wide(self, line: PrintedLine) -> bool:
        """Whether the line is too long for one of a list: it takes most of its column."""
        edge = next((right for right in self.rights if right >= line.right), line.right)
        return line.right - line.left >= _MOST * (edge - line.left)


def printed_width(text: str, size: float) -> float:
    """About how wide ``text`` is, in points."""
    return size * sum(1.0 if unicodedata.east_asian_width(char) in "WF" else 0.48 for char in text)


def measured(lines: Sequence[PrintedLine]) -> Measures:
    """The measures of all the lines of a file."""
    sizes: Counter[float] = Counter()
    for line in [line for line in lines if not line.ruled] or lines:
        sizes[line.size] += len(line.text)
    size = max(sizes, key=lambda one: (sizes[one], one), default=1.0)
    body = [line for line in lines if is_close(line.size, size) and not line.mono and "\t" not in line.text]
    steps = Counter(
        round(above.base - below.base, 1)
        for above, below in zip(body, body[1:], strict=False)
        if above.page == below.page and 0.8 * size < above.base - below.base < 3 * size
    )
    spacing = min(steps, key=lambda step: (-steps[step], step), default=1.2 * size)
    return Measures(size, spacing, _rights(body, size), _boxes(body, size))


def is_close(one: float, other: float) -> bool:
    """Whether two sizes are printed as one."""
    return abs(one - other) <= 0.06 * max(one, other)


def _boxes(body: Sequence[PrintedLine], size: float) -> dict[int, tuple[float, ...]]:
    """By where lines begin, where many of those end."""
    beside: dict[int, list[float]] = {}
    for line in body:
        beside.setdefault(round(line.left), []).append(line.right)
    found = {}
    widest = max((line.right for line in body), default=0.0) - min((line.left for line in body), default=0.0)
    for left, ends in beside.items():
        needed = max(_FEWEST_IN_BOX, _SHARE_IN_BOX * len(ends))
        ends.sort()
        count = [bisect_right(ends, end + size / 2) - bisect_left(ends, end - size / 2) for end in ends]
        wide = [end for end, near in zip(ends, count, strict=True) if near >= needed]
        found[left] = tuple(dict.fromkeys(end for end in wide if end - left >= _NARROWEST_BOX * widest))
    return found


def _rights(body: Sequence[PrintedLine], size: float) -> tuple[float, ...]:
    """Where many lines end; of lines that are not even, where hardly any is longer."""
    ends = Counter(round(line.right) for line in body)
    near = {end: sum(ends[end + step] for step in range(-round(size / 2), round(size / 2) + 1)) for end in ends}
    needed = max(_FEWEST, _SHARE * len(body))
    found: list[float] = []
    for end in sorted(near, reverse=True):
        if found and end < _NARROWEST * found[0]:
            break
        if near[end] >= needed and (not found or found[-1] - end > 2 * size):
            found.append(float(end))
    uneven = sorted(line.right for line in body)[-1 - len(body) // 20 :][:1]
    return tuple(sorted(found)) or tuple(uneven)
