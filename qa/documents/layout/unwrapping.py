"""Hard-wrapped text (mail, e-books, manuals): lines that a fixed width broke become paragraphs again.

It judges by the file's own width and indents, and leaves lists, tables, code, verse and short lines as they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from qa.documents.layout.blocks import Block
from qa.documents.layout.joining import NOT_FIRST, glue, has_open_pair, is_open
from qa.documents.layout.numbering import ARTICLES, CLAUSES, numbering
from qa.text.characters import CHINESE, OPENING

_MINIMUM = 44
_LONGEST = 400
_FULL_LINES = 3
_LONG = 0.6
_SHARE = 0.35
_HANGING = 8
_WIDE = 1.5
_NEARLY = 0.85
_EDGE = 10
_SAYS = re.compile(r"[。！？!?：:；;，,]$|[。！？；]")
_AMID = re.compile(rf"[\w、][{CHINESE}（「『《“]|[{CHINESE}、]\w")
_HOLE = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_LABEL = re.compile(r"[^\W\d_][^\W_]{0,11}[：:](?!//)")
_OPENS = re.escape(OPENING)
_TOKEN = re.compile(rf"[{_OPENS}]*(?:[!-Z\\^-~]+|[^{_OPENS}])[，。、；：？！）》」』”’…—]*", re.DOTALL)

Pair = tuple[Block, Block]


class _Width(NamedTuple):
    """limit: how wide lines may be, as ``measure`` counts. indented: whether an indent begins each paragraph."""

    limit: int
    measure: Callable[[str], int]
    indented: bool


def unwrap(blocks: Sequence[Block]) -> list[Block]:
    """Join the lines of wrapped paragraphs; ``blocks`` come in file order and are taken over."""
    width = _width([pair for pair in zip(blocks, blocks[1:], strict=False) if _may_wrap(*pair)])
    if width is None:
        return list(blocks)
    terms = _terms(blocks, width)
    joined: list[Block] = []
    for block in blocks:
        above = joined[-1] if joined else None
        is_term = above is not None and len(above.parts) == 1 and id(above) in terms
        if above is not None and (is_term or (_may_wrap(above, block) and _goes_on(above, block, width))):
            first = block.parts[0]
            first.glue = " " if is_term else glue(above.last, first.text, spaced=_breaks_words_apart(above, width))
            above.parts.append(first)
        else:
            joined.append(block)
    for block in joined:
        block.ends = block.form == "plain" and _printed(block, width.measure, block.last) < _NEARLY * width.limit
    return joined


def _breaks_words_apart(above: Block, width: _Width) -> bool:
    """Whether white space was printed at the end of the line, or a letter more would have fitted on it."""
    return bool(above.parts[-1].trail) or _printed(above, width.measure, above.last) < width.limit


def columns(text: str) -> int:
    """How wide ``text`` is printed, in Latin letters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text.expandtabs())


def _may_wrap(above: Block, below: Block) -> bool:
    numbered = below.form == "item" and not below.prefix and above.form == "plain" and is_open(above.last)
    return (
        below.gap == 0
        and (below.form == "plain" or numbered)
        and above.form in ("plain", "item")
        and not above.has_hard_break
        and len(above.last) <= _LONGEST
    )


def _width(pairs: Sequence[Pair]) -> _Width | None:
    """The width that most lines of ``pairs`` stop short of by less than the next word, if that is no chance."""
    wide = sum(columns(above.last) > _WIDE * len(above.last) for above, _ in pairs) * 2 > len(pairs)
    edges = [_edge(pairs, columns), *([_edge(pairs, len)] if wide else [])]
    count, limit, measure = max(edges, key=lambda edge: edge[0])
    if count < _FULL_LINES:
        return None
    full = [pair for pair in pairs if _reach(*pair, measure) > limit]
    cut = sum(is_open(above.last) for above, _ in full)
    long = sum(_printed(above, measure, above.last) >= _LONG * limit for above, _ in pairs)
    if count < _SHARE * long or cut * 2 <= count:
        return None
    turned = [columns(below.indent) - columns(above.indent) for above, below in full if above.indent]
    return _Width(limit, measure, sum(turn < 0 for turn in turned) * 2 > len(turned))


def _edge(pairs: Sequence[Pair], measure: Callable[[str], int]) -> tuple[int, int, Callable[[str], int]]:
    """How many lines are full at the width where most are, and that width."""
    steps: Counter[int] = Counter()
    for above, below in pairs:
        steps[_printed(above, measure, above.last.rstrip(NOT_FIRST))] += 1
        steps[_reach(above, below, measure)] -= 1
    best = full = limit = 0
    for width in sorted(steps):
        full += steps[width]
        if full > best and width >= (_MINIMUM if measure is columns else _MINIMUM // 2):
            best, limit = full, width
    return best, limit, measure


def _printed(block: Block, measure: Callable[[str], int], last: str) -> int:
    """How wide the last line of ``block`` is, with its indent, if that line is ``last``."""
    before = block.indent + block.prefix if len(block.parts) == 1 else block.parts[-1].indent
    return measure(before) + measure(last)


def _reach(above: Block, below: Block, measure: Callable[[str], int]) -> int:
    """How wide the upper line would be with the next word on it."""
    word = _TOKEN.match(below.first)
    space = above.last[-1].isascii() or below.first[0].isascii()
    return _printed(above, measure, above.last) + space + measure(word.group() if word else "")


def _terms(blocks: Sequence[Block], width: _Width) -> set[int]:
    """The ids of the lines that a text set in right below them explains, as manuals list options, where many do.

    Lines left of where paragraphs begin are headings rather.
    """
    pairs = [pair for pair in zip(blocks, blocks[1:], strict=False) if _may_wrap(*pair)]
    running = sorted(columns(above.indent) for above, below in pairs if _goes_on(above, below, width))
    margin = running[len(running) // _EDGE] if running else 0
    heads = {id(above) for above, below in pairs if columns(above.indent) < margin <= columns(below.indent)}
    found = {
        id(term)
        for above, (term, below) in zip([None, *blocks], zip(blocks, blocks[1:], strict=False), strict=False)
        if margin
        and _may_wrap(term, below)
        and (term.gap or id(above) in heads)
        and _is_term(term, below, margin, width)
    }
    return found if len(found) >= _FULL_LINES else set()


def _is_term(above: Block, below: Block, margin: int, width: _Width) -> bool:
    short = _printed(above, width.measure, above.first) <= _LONG * width.limit
    deeper = columns(above.indent) + 1 < columns(below.indent)
    return short and deeper and columns(above.indent) >= margin and not _SAYS.search(above.first)


def _goes_on(above: Block, below: Block, width: _Width) -> bool:
    if _begins_anew(above.last, below.first):
        return False
    return _is_aligned(above, below, width) and _is_full(above, below, width)


def _is_full(above: Block, below: Block, width: _Width) -> bool:
    """Whether no word more fits on the upper line; one that stops amid Chinese words may lack a few letters of that.

    What opens a bracket is not whole, however short the line.
    """
    if _reach(above, below, width.measure) > width.limit or has_open_pair(above.tail):
        return True
    chinese = _AMID.fullmatch(above.last[-1] + below.first[0])
    return bool(chinese) and _printed(above, width.measure, above.last) >= _NEARLY * width.limit


def _begins_anew(above: str, below: str) -> bool:
    """Whether the lower line has the number of a heading or, as the upper one, a label."""
    found = numbering(below)
    if found is not None and found.rank <= CLAUSES and not (is_open(above) and found.rank == ARTICLES):
        return True
    return _LABEL.match(below) is not None and (_LABEL.match(above) is not None or not is_open(above))


def _is_aligned(above: Block, below: Block, width: _Width) -> bool:
    """Whether the lower line begins where the paragraph's next line would."""
    own, first = columns(below.indent), columns(above.indent)
    if len(above.parts) > 1:
        return abs(own - columns(above.parts[-1].indent)) <= 1
    if above.form == "item":
        return first <= own <= first + _HANGING
    if own > first and own in _columns_of_holes(above):
        return True
    if width.indented and first:
        return own < first
    return abs(own - first) <= 1


def _columns_of_holes(block: Block) -> list[int]:
    """The columns at which words begin behind a hole in a line: the text of ``-a    text`` goes on below itself."""
    return [columns(block.indent + block.first[: hole.end()]) for hole in _HOLE.finditer(block.first[: 2 * _MINIMUM])]
