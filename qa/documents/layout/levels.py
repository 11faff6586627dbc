"""How deep each heading lies: by its mark, else by its number, else by its place among the others."""

from __future__ import annotations

from collections.abc import Sequence

from qa.documents.layout.blocks import Block
from qa.documents.layout.numbering import CLAUSES, numbering
from qa.documents.layout.unwrapping import columns

_DEEPEST = 6
_BELOW_ALL = 99


def set_levels(blocks: Sequence[Block]) -> None:
    """Give every heading of ``blocks``, which are in reading order, its level, from 1.

    A numbered heading lies as deep as the first marked one that is numbered like it; without such a one, below the
    marked ones and those of a higher numbering, an indented ``1.`` below whatever is above. One with neither mark nor
    number is on top, or below the heading right above it.
    """
    headings = [block for block in blocks if block.kind == "heading"]
    marked = max((block.level or 0 for block in headings), default=0)
    numbered = {_rank(block): block.level for block in reversed(headings) if block.level and _rank(block)}
    for block in headings:
        block.level = block.level or numbered.get(_rank(block))
    above: list[tuple[int, int, int]] = []
    after_heading = False
    for block in blocks:
        if block.kind == "heading":
            rank = block.level or _rank(block)
            if rank > _DEEPEST + CLAUSES:
                rank = max([rank, *(one[0] + 1 for one in above if one[2] < columns(block.indent))])
            if not rank and after_heading:
                above, rank = above[: _DEEPEST - 1], _BELOW_ALL
            above = [one for one in above if one[0] < rank or rank == _BELOW_ALL]
            if block.level is None:
                outer = above[-1][1] if above else 0
                block.level = (max(outer, marked) if 0 < rank < _BELOW_ALL else outer) + 1
            above.append((rank, block.level, columns(block.indent)))
        if block.form != "loose":
            after_heading = block.kind == "heading"


def _rank(block: Block) -> int:
    """0 for a heading without a number; else below every mark."""
    found = numbering(block.text)
    return _DEEPEST + found.rank if found else 0
