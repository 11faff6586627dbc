"""Hard-wrapped text (mail, e-books, pdftotext): lines that a fixed width broke become paragraphs again.

It judges by the file's own widths, and leaves lists, tables, code, verse and short lines as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

from qa.documents.layout.blocks import Block
from qa.documents.layout.joining import NOT_FIRST, glue, is_open

_MINIMUM = 44
_LONGEST = 400
_FULL_LINES = 3
_SHARE = 0.6
_TOKEN = re.compile(r"[!-~]+|.[，。、；：？！）》」』”’…—]*", re.DOTALL)


def unwrap(blocks: Sequence[Block]) -> list[Block]:
    """Join the lines of wrapped paragraphs; ``blocks`` come in file order and are taken over."""
    indented = _uses_indents(blocks)
    pairs = [
        (above, below)
        for above, below in zip(blocks, blocks[1:], strict=False)
        if _may_wrap(above, below) and not (indented and below.indent)
    ]
    if len(pairs) < _FULL_LINES:
        return list(blocks)
    best = max((_limit(pairs, measure) for measure in (_columns, len)), key=lambda found: found[0])
    share, limit, measure = best
    if share < _SHARE:
        return list(blocks)
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        if above is not None and _may_wrap(above, block) and _goes_on(above, block, limit, measure, indented=indented):
            first = block.parts[0]
            first.glue = glue(above.last, first.text, spaced=bool(above.parts[-1].trail))
            above.parts.append(first)
        else:
            joined.append(block)
    return joined


def _may_wrap(above: Block, below: Block) -> bool:
    numbered = below.form == "item" and not below.prefix and above.form == "plain" and is_open(above.last)
    return (
        below.gap == 0
        and (below.form == "plain" or numbered)
        and above.form in ("plain", "item")
        and not above.has_hard_break
        and len(above.last) <= _LONGEST
    )


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _reach(above: Block, below: Block, measure: Callable[[str], int]) -> int:
    """How wide the upper line would be with the next word on it."""
    word = _TOKEN.match(below.first)
    return measure(above.indent) * (len(above.parts) == 1) + measure(above.last) + measure(word.group() if word else "")


def _limit(
    pairs: Sequence[tuple[Block, Block]], measure: Callable[[str], int]
) -> tuple[float, int, Callable[[str], int]]:
    """The share of lines that are full in one measure, if most of those stop inside a sentence, and the width."""
    widths = sorted(measure(above.last.rstrip(NOT_FIRST)) + measure(above.indent) for above, _ in pairs)
    limit = widths[int(0.95 * (len(widths) - 1))]
    wide = _MINIMUM if measure is _columns else _MINIMUM // 2
    full = [above for above, below in pairs if _reach(above, below, measure) >= limit]
    cut = sum(is_open(above.last) for above in full)
    fits = limit >= wide and len(full) >= _FULL_LINES and cut * 2 > len(full)
    share = len(full) / len(pairs) if fits else 0.0
    return share, limit, measure


def _uses_indents(blocks: Sequence[Block]) -> bool:
    plain = [block for block in blocks if block.form == "plain"]
    return 0 < sum(bool(block.indent) for block in plain) * 10 < len(plain) * 9


def _goes_on(above: Block, below: Block, limit: int, measure: Callable[[str], int], *, indented: bool) -> bool:
    if indented and below.indent and not above.indent and above.form == "plain":
        return False
    if indented and below.indent and len(above.parts) > 1:
        return False
    if indented and below.indent == above.indent and below.indent and len(above.parts) == 1:
        return False
    return _reach(above, below, measure) >= limit
