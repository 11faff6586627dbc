"""Raw lines -> paragraphs in reading order, and the text they stand in.

It keeps every character that is not white space exactly once and changes none. It knows nothing of files or encodings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qa.documents.layout.blocks import Block, restore_dots
from qa.documents.layout.code_lines import mark_code
from qa.documents.layout.headings import HEADING_LIMIT, SENTENCE, SLOT, SUBLABEL
from qa.documents.layout.joining import (
    CLAUSE,
    COMMAS,
    continues,
    glue,
    has_open_pair,
    is_cut,
    is_open,
    likely_continues,
    splits_word,
)
from qa.documents.layout.kinds import SHORT, assign
from qa.documents.layout.levels import set_levels
from qa.documents.layout.unwrapping import unwrap
from qa.text.characters import CLOSING
from qa.types import Paragraph, ScannedLine

_INTERRUPTING = ("caption", "byline", "sidebar")
_TOP = ("kicker", "title")
_RUN_ON = 16
_LABELLED = 40
_HABIT = 5
_HABIT_SAMPLE = 400
_HEADLESS_MARKS = "，。、；：）》”’"


@dataclass(frozen=True, slots=True)
class Layout:
    """The text of a document in reading order and its paragraphs, ascending and not overlapping."""

    text: str
    paragraphs: tuple[Paragraph, ...]


def lay_out(found: Sequence[Block], *, head: Sequence[str] = ()) -> Layout:
    """Find the paragraphs in the blocks of a file, which come in its order and are taken over.

    head: lines above them that are no paragraphs, such as front matter; they are kept above the rest.
    """
    restore_dots(found)
    blocks = unwrap(mark_code(found))
    if all(block.form == "loose" for block in blocks):
        for block in blocks:
            block.form = "plain"
    assign(blocks)
    blocks = join(blocks)
    _flag(blocks)
    blocks = order(blocks)
    set_levels(blocks)
    return _assemble([line.strip() for line in head if line.strip()], blocks)


def join(blocks: Sequence[Block]) -> list[Block]:
    """Put the halves of cut sentences together: an open body or lead paragraph and the very next block of its kind."""
    cautious = _keeps_lines_apart(blocks)
    joined: list[Block] = []
    for block in blocks:
        before = joined[-1] if joined else None
        if before is not None and _are_neighbours(before, block) and _goes_on(before, block, cautious=cautious):
            first, *rest = block.parts
            spaced = bool(before.parts[-1].trail)
            first.glue = glue(before.last, block.first, spaced=spaced)
            before.parts += [first, *rest]
        else:
            joined.append(block)
    return joined


def _are_neighbours(before: Block, block: Block) -> bool:
    same = before.kind == block.kind and block.kind in ("body", "lead")
    numbered = before.form == "item" and not before.prefix
    return same and (before.form == "plain" or numbered) and block.form == "plain" and block.gap < SLOT


def _goes_on(before: Block, block: Block, *, cautious: bool) -> bool:
    """Across blank lines an open sentence goes on; from line to line only with a sign: verse keeps its lines."""
    tail = before.tail
    if block.gap:
        labelled = _is_labelled_line(before.last) or _is_labelled_line(block.first)
        cautious = cautious or before.form == "item" or before.ends or labelled
        return (is_cut if cautious else continues)(tail, block.first)
    if before.has_hard_break or not is_open(tail):
        return False
    if tail[-1] == "、":
        return True
    if len(before.last) >= _RUN_ON:
        return splits_word(tail, block.first) or (tail[-1].isascii() and block.first[0].islower())
    return bool(CLAUSE.search(before.last)) and tail[-1] not in COMMAS and likely_continues(tail, block.first)


def _is_labelled(block: Block) -> bool:
    """Whether it is a line of a form or a record: ``主持：馆长``."""
    return len(block.parts) == 1 and _is_labelled_line(block.first)


def _is_labelled_line(line: str) -> bool:
    return len(line) <= _LABELLED and SUBLABEL.match(line) is not None


def _keeps_lines_apart(blocks: Sequence[Block]) -> bool:
    """Whether the file ends lines without a mark by habit (verse, chat, lists): hardly a word is cut there."""
    pairs = [
        (above, below)
        for above, below in zip(blocks, blocks[1:], strict=False)
        if _are_neighbours(above, below) and below.gap and is_open(above.last)
    ]
    pairs = pairs[:_HABIT_SAMPLE]
    if len(pairs) >= _HABIT:
        return sum(likely_continues(above.last, below.first) for above, below in pairs) * 5 < len(pairs)
    return all(_is_short(above) and _is_short(below) for above, below in pairs)


def _is_short(block: Block) -> bool:
    return len(block.first) <= SHORT and not CLAUSE.search(block.first)


def _flag(blocks: Sequence[Block]) -> None:
    """Say where text is lost: a paragraph that stops inside a sentence, or begins inside one, and was not joined."""
    prose = [block for block in blocks if _is_prose(block)]
    opened = [block for block in prose if is_open(block.last)]
    if len(opened) * 3 > len(prose):
        return
    for block in prose:
        if _is_cut_off(block):
            block.incomplete = "end"
        elif block.first[0] in _HEADLESS_MARKS:
            block.incomplete = "start"


def _is_prose(block: Block) -> bool:
    return block.kind in ("body", "lead") and block.form == "plain"


def _is_cut_off(block: Block) -> bool:
    if _is_labelled(block) and not SENTENCE.search(block.first):
        return False
    long = len("".join(block.text.split())) > HEADING_LIMIT or bool(CLAUSE.search(block.text))
    bracketed = block.last[-1] in CLOSING and not has_open_pair(block.tail)
    return long and is_open(block.tail) and not bracketed


def order(blocks: Sequence[Block]) -> list[Block]:
    """Title and lead first; within each section the text, then its captions, bylines and sidebars."""
    top = [block for block in blocks if block.kind in _TOP]
    leads: list[Block] = []
    flow: list[Block] = []
    asides: list[Block] = []
    for index, block in enumerate(blocks):
        if block.kind in _TOP:
            continue
        if block.kind == "lead" or (block.kind == "label" and _next_kind(blocks, index) == "lead"):
            leads.append(block)
        elif block.kind in _INTERRUPTING or (block.kind == "label" and _next_kind(blocks, index) == "sidebar"):
            asides.append(block)
        else:
            if block.kind == "heading":
                flow += asides
                asides = []
            flow.append(block)
    return [*top, *leads, *flow, *asides]


def _next_kind(blocks: Sequence[Block], index: int) -> str | None:
    return blocks[index + 1].kind if index + 1 < len(blocks) else None


def _assemble(head: Sequence[str], blocks: Sequence[Block]) -> Layout:
    pieces = [line + "\n" for line in head]
    position = sum(map(len, pieces))
    paragraphs: list[Paragraph] = []
    for block in blocks:
        text = block.text
        start = position + len(block.prefix)
        if block.form != "loose":
            paragraphs.append(_paragraph(block, text, start))
        piece = block.prefix + text + block.suffix + "\n"
        pieces.append(piece)
        position += len(piece)
    return Layout("".join(pieces).rstrip("\n"), tuple(paragraphs))


def _paragraph(block: Block, text: str, start: int) -> Paragraph:
    lines = tuple(dict.fromkeys(part.line for part in block.parts if part.line is not None))
    page = block.parts[0].page
    kind = block.kind or "body"
    level = block.level if kind == "heading" else None
    scanned = tuple(_scanned(block, start))
    return Paragraph(start, start + len(text), kind, lines, page, block.incomplete, level, scanned)


def _scanned(block: Block, start: int) -> Iterator[ScannedLine]:
    """The lines on scanned pages of a block whose words begin at ``start``."""
    for number, part in enumerate(block.parts):
        start += len(part.glue) if number else 0
        yield from (ScannedLine(start, start + len(part.text), box) for box in part.boxes)
        start += len(part.text)
