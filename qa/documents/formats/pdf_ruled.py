"""Tables of a pdf whose cells are ruled: their printed lines -> one line for each row, its parts the cells.

Where a cell reaches over rows, each of them says its words; heads in heavy letters are said before each value. Rules
that make no table change nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from qa.documents.formats.headed_rows import with_heads
from qa.documents.formats.pdf_lines import PrintedLine
from qa.documents.layout.joining import glue

RuleBox = tuple[float, float, float, float]
_Place = tuple[int, int]
_NEAR = 2.0
_THIN = 3.0
_FEWEST_FILLED = 4
_LONGEST_CELL = 300
_MOST_EDGES = 200
_TILE = 40
_MOST_TILES, _MOST_NEAR = 20_000, 60


class _Part(NamedTuple):
    """A part of a printed line that a tab parts from the others. order: of the line on its page."""

    text: str
    left: float
    right: float
    order: int
    line: PrintedLine


class _Grid(NamedTuple):
    """columns: where they begin, and the last ends, ascending. rows: likewise, from the lowest. rules: of the table."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    rules: tuple[RuleBox, ...]

    def cell(self, part: _Part) -> _Place | None:
        """Row from the top and column of a part; None if it stands outside."""
        column = bisect_right(self.columns, part.left + 0.2 * part.line.size) - 1
        row = bisect_right(self.rows, part.line.base + 0.3 * part.line.size) - 1
        inside = 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1
        return (len(self.rows) - 2 - row, column) if inside else None

    def ruled_above(self, row: int) -> list[RuleBox]:
        """The level rules on top of a row, from the top."""
        edge = self.rows[-1 - row]
        return [one for one in self.rules if _is_level(one) and abs(one[1] - edge) <= _NEAR]


def with_ruled_rows(lines: Sequence[PrintedLine], rules: Sequence[RuleBox]) -> list[PrintedLine]:
    """The lines of a page, of which those in a ruled table are its rows, where its first line stood.

    rules: left, lower, right and upper edge of each straight line drawn there.
    """
    kept = list(lines)
    for grid in _grids(rules):
        kept = _with_rows(kept, grid)
    return kept


def _with_rows(lines: Sequence[PrintedLine], grid: _Grid) -> list[PrintedLine]:
    parts = [part for order, line in enumerate(lines) if not line.ruled for part in _parts(order, line)]
    inside = [(cell, part) for part in parts if (cell := grid.cell(part)) is not None]
    texts: dict[_Place, str] = {}
    for cell, part in inside:
        above = texts.get(cell, "")
        texts[cell] = above + glue(above, part.text, spaced=True) + part.text if above else part.text
    filled = sum(map(bool, texts.values()))
    columns = len({column for _, column in texts})
    if filled < _FEWEST_FILLED or columns < 2 or max(map(len, texts.values())) > _LONGEST_CELL:
        return list(lines)
    taken = {id(part) for _, part in inside}
    left_over: dict[int, list[_Part]] = defaultdict(list)
    for part in parts:
        if id(part) not in taken:
            left_over[part.order].append(part)
    first = min(part.order for _, part in inside)
    found: list[PrintedLine] = []
    for order, line in enumerate(lines):
        if order == first:
            found += _rows(grid, texts, _heavy_heads(inside, texts), line)
        left = left_over[order]
        if line.ruled or len(left) == len(line.cells or (1,)):
            found.append(line)
        elif left:
            text = "\t".join(part.text for part in left)
            cells = tuple((part.left, part.right) for part in left)
            found.append(line._replace(text=text, left=cells[0][0], right=cells[-1][1], cells=cells))
    return found


def _rows(
    grid: _Grid, texts: Mapping[_Place, str], heads: Mapping[int, str], line: PrintedLine
) -> Iterator[PrintedLine]:
    """The rows from the top that say anything, like ``line`` in all else. heads: what each says before its cells."""
    edges = tuple(zip(grid.columns, grid.columns[1:], strict=False))
    above = [""] * len(edges)
    first = True
    for row in range(len(grid.rows) - 1):
        own = [texts.get((row, column), "") for column in range(len(edges))]
        ruled = grid.ruled_above(row)
        above = [
            text or (before if not any(_crosses(one, edge) for one in ruled) else "")
            for text, before, edge in zip(own, above, edges, strict=True)
        ]
        if any(own):
            said = above if first else with_heads(heads, {c: text for c, text in enumerate(above) if text or not heads})
            first = False
            edge = grid.columns[0], grid.columns[-1]
            yield line._replace(
                text="\t".join(said), left=edge[0], right=edge[1], base=grid.rows[-2 - row], cells=edges, ruled=True
            )


def _heavy_heads(inside: Sequence[tuple[_Place, _Part]], texts: Mapping[_Place, str]) -> dict[int, str]:
    """The words of the first row by column, if all of them are heavy and those of no other row are."""
    light = {row for (row, _), part in inside if not part.line.bold}
    rows = {row for row, _ in texts}
    if rows - light != {min(rows)}:
        return {}
    return {column: text for (row, column), text in texts.items() if row == min(rows)}


def _parts(order: int, line: PrintedLine) -> list[_Part]:
    texts = line.text.split("\t")
    edges = line.cells if len(line.cells) == len(texts) else ((line.left, line.right),)
    texts = texts if len(edges) == len(texts) else [line.text]
    return [_Part(text.strip(), left, right, order, line) for text, (left, right) in zip(texts, edges, strict=True)]


def _grids(rules: Sequence[RuleBox]) -> Iterator[_Grid]:
    """The tables that rules which touch each other make, two columns and two rows at least."""
    for group in _groups(rules):
        columns = _edges([(one[0] + one[2]) / 2 for one in group if not _is_level(one)])
        rows = _edges([(one[1] + one[3]) / 2 for one in group if _is_level(one)])
        if 2 < len(columns) <= _MOST_EDGES and 2 < len(rows) <= _MOST_EDGES:
            yield _Grid(columns, rows, tuple(group))


def _groups(rules: Sequence[RuleBox]) -> list[list[RuleBox]]:
    """The rules that touch each other, or one that does; only those near each other are compared.

    No table's rules cross so many squares of the page, or one so often, as to pass the limits.
    """
    if sum(_tile_count(rule) for rule in rules) > _MOST_TILES:
        return []
    group_of = list(range(len(rules)))
    near: dict[_Place, list[int]] = defaultdict(list)

    def leader(number: int) -> int:
        while group_of[number] != number:
            group_of[number] = number = group_of[group_of[number]]
        return number

    for number, rule in enumerate(rules):
        for tile in _tiles(rule):
            for other in near[tile][-_MOST_NEAR:]:
                if leader(other) != leader(number) and _touch(rule, rules[other]):
                    group_of[leader(number)] = leader(other)
            near[tile].append(number)
    groups: dict[int, list[RuleBox]] = defaultdict(list)
    for number, rule in enumerate(rules):
        groups[leader(number)].append(rule)
    return list(groups.values())


def _tile_count(rule: RuleBox) -> int:
    left, low, right, high = _tile_edges(rule)
    return (right - left + 1) * (high - low + 1)


def _tile_edges(rule: RuleBox) -> tuple[int, ...]:
    reach = (-_NEAR, -_NEAR, _NEAR, _NEAR)
    return tuple(int((edge + further) // _TILE) for edge, further in zip(rule, reach, strict=True))


def _tiles(rule: RuleBox) -> Iterator[_Place]:
    """The squares of the page that a rule reaches."""
    left, low, right, high = _tile_edges(rule)
    return ((across, up) for across in range(left, right + 1) for up in range(low, high + 1))


def _crosses(rule: RuleBox, edge: tuple[float, float]) -> bool:
    return rule[0] <= (edge[0] + edge[1]) / 2 <= rule[2]


def _touch(one: RuleBox, other: RuleBox) -> bool:
    across = one[0] <= other[2] + _NEAR and other[0] <= one[2] + _NEAR
    return across and one[1] <= other[3] + _NEAR and other[1] <= one[3] + _NEAR


def _is_level(rule: RuleBox) -> bool:
    return rule[3] - rule[1] <= _THIN


def _edges(places: Sequence[float]) -> tuple[float, ...]:
    """The places, ascending, of which those that lie close together are one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _THIN:
            found.append(place)
    return tuple(found)
