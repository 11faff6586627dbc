"""Raw lines -> blocks: Markdown forms recognised, blank runs counted, white space trimmed.

A block keeps every character of its lines; it says nothing about the job a block has on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa.documents.layout.joining import is_open
from qa.documents.layout.numbering import numbering
from qa.text.characters import CHINESE
from qa.types import Box, Kind

Form = Literal["plain", "heading", "item", "row", "code", "loose"]

BULLET = "• "
_TAIL = 300

_NEWLINE = re.compile(r"\r\n|\r|\n")
_HASHES = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
_HASHES_GLUED = re.compile(rf"(#{{2,6}})(?=[{CHINESE}])")
_CLOSING_HASHES = re.compile(r"[ \t]+#+$")
_BULLET = re.compile(r"(?:[-–*+][ \t]+|[•●○■□◆◇▪▶►·][ \t\u3000]*|>+[ \t]*)(?=\S)")
_ORDERED = re.compile(r"(?:\d{1,3}[.)、．]|[（(]\d{1,3}[）)]|[①-⑳])[ \t]*(?=[^\d\s])")
_RULE = re.compile(r"(?:[-*_=~^+\"—－─━═＝＊][ \t]*){3,}$")
_SETEXT = re.compile(r"(?:=+|-{2,}|~{4,}|\+{4,}|\^{4,}|\"{4,}|\*{4,})$")
_SHORTER = 2
_SETEXT_LEVELS = {"=": 1, "-": 2}
_FENCE = re.compile(r"(`{3,}|~{3,7}(?!~))")
# Lines of other markups that say how the text around them is shown, and the ones that code is set in below.
_DIRECTIVE = re.compile(r"\.\. [\w-]+::(?:\s+[!-~]+)?$|\.\. _[^:]+:(?:\s+[!-~]+)?$|:{3,}\s*\w*$|\([\w-]+\)=$")
_CODE_BELOW = re.compile(r"\.\. (?:code-block|code|sourcecode)::")
_OPTION = re.compile(r":[\w-]+:")
_TABLE_ROW = re.compile(r"\|.*\|$|│.*│$|┃.*┃$")
_TABLE_RULE = re.compile(
    r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?$|[+|][-=+]{3,}[+|]$|[\u2500-\u257f]{3,}$"
)


@dataclass(slots=True)
class MarkedPart:
    """A trimmed line; ``glue`` is the white space put before it, ``trail`` what the raw line ended with.

    indent: white space the raw line began with.
    line: its number in the raw file, page: where it is printed, both from 1; None where the format has none.
    boxes: of the scanned lines it was recognised on.
    """

    text: str
    indent: str = ""
    line: int | None = None
    page: int | None = None
    glue: str = ""
    trail: str = ""
    boxes: tuple[Box, ...] = ()


@dataclass(slots=True)
class Block:
    """One or more parts that belong together.

    gap: blank lines before it. prefix, suffix: markup outside the paragraph.
    form: what its markup says. level: of a heading that is marked as one, from 1; later of every heading.
    whole: whether the format says that nothing is missing from it, so that no other line is part of it.
    ends: whether its last line stops well short of the width that the file's lines are broken at.
    kind: its job, None until known; a loose block never becomes a paragraph.
    """

    parts: list[MarkedPart]
    gap: int = 0
    prefix: str = ""
    suffix: str = ""
    form: Form = "plain"
    level: int | None = None
    whole: bool = False
    ends: bool = False
    kind: Kind | None = None
    incomplete: Literal["start", "end"] | None = None

    @property
    def text(self) -> str:
        """Its words as they will stand in the document, without markup."""
        if len(self.parts) == 1:
            return self.parts[0].text
        return self.parts[0].text + "".join(part.glue + part.text for part in self.parts[1:])

    @property
    def first(self) -> str:
        """The words of its first line."""
        return self.parts[0].text

    @property
    def tail(self) -> str:
        """Its last words, enough to judge how it ends; the whole of a block of one line."""
        kept = ""
        for part in reversed(self.parts):
            kept = part.text + kept
            if len(kept) >= _TAIL:
                break
        return kept

    @property
    def has_hard_break(self) -> bool:
        """Whether it is whole, or its last line ends in two spaces, Markdown's sign for keeping the line."""
        return self.whole or self.parts[-1].trail.endswith("  ")

    @property
    def indent(self) -> str:
        """The white space that its first line began with."""
        return self.parts[0].indent

    @property
    def last(self) -> str:
        """The words of its last line."""
        return self.parts[-1].text


def split_lines(text: str) -> list[str]:
    """The lines of ``text`` at LF, CR LF or CR, and at nothing else, so that numbers agree with an editor's."""
    return _NEWLINE.split(text)


def scan(lines: Sequence[str], *, start: int = 0) -> list[Block]:
    """One block per non-blank line from index ``start`` on; a fenced code block is one block."""
    blocks: list[Block] = []
    closings = _closings(lines)
    gap, number, fence = 0, start, ""
    while number < len(lines):
        raw = lines[number]
        text = raw.strip()
        number += 1
        opened = _FENCE.match(text)
        if not text:
            gap += 1
        elif fence:
            fence = "" if opened and text.startswith(fence[:3]) and text == text[0] * len(text) else fence
            _add_code(blocks, raw, number, gap, closing=not fence)
            gap = 0
        elif _DIRECTIVE.match(text):
            blocks.append(Block([MarkedPart(text, line=number)], gap, form="loose"))
            number, gap = _code_below(blocks, lines, number), 0
        elif opened and closings.get(opened.group(1)[0], 0) > number:
            fence = opened.group(1)
            blocks.append(Block([MarkedPart(text, line=number)], gap, form="loose"))
            gap = 0
        else:
            blocks.append(_marked(raw, number, gap))
            gap = 0
    _mark_setext(blocks)
    return blocks


def unmarked(text: str) -> Block:
    """A whole paragraph of a format that marks headings itself: only bullets, numbers and rules are looked at."""
    block = Block([MarkedPart(text)], whole=True)
    if _RULE.match(text):
        block.form = "loose"
    elif found := _BULLET.match(text):
        block.form, block.prefix, block.parts[0].text = "item", found.group(), text[found.end() :]
    elif _ORDERED.match(text):
        block.form = "item"
    return block


def heading(text: str, level: int) -> Block:
    """A heading that a format gives, at ``level`` from 1."""
    return Block([MarkedPart(text)], gap=1, form="heading", level=level)


def section_name(text: str) -> Block:
    """A heading on top that a format gives, such as a sheet's name, which is no title of the document."""
    named = heading(text, 1)
    named.whole = True
    return named


def item(text: str, mark: str = "") -> Block:
    """An item of a list. mark: what the format prints before it: ``BULLET``, or a number if it has none of its own."""
    if mark == BULLET:
        return Block([MarkedPart(text)], prefix=mark, form="item", whole=True)
    own = _ORDERED.match(text) or numbering(text)
    return Block([MarkedPart(text if own else mark + text)], form="item", whole=True)


def table_row(cells: Sequence[str]) -> Block:
    """The cells of a table's row on one line; a row of one cell is plain text."""
    if len(cells) == 1:
        return unmarked(cells[0])
    return Block([MarkedPart(f"| {' | '.join(cells)} |")], form="row", whole=True)


def code(lines: Sequence[str]) -> Block:
    """``lines``, of which one at least is not blank, as they stand."""
    numbers = [number for number, line in enumerate(lines) if line.strip()]
    parts = [MarkedPart(lines[number].strip()) for number in numbers]
    for part, before, number in zip(parts[1:], numbers, numbers[1:], strict=False):
        part.glue = "\n" * (number - before) + lines[number][: len(lines[number]) - len(lines[number].lstrip())]
    return Block(parts, form="code", whole=True)


def _closings(lines: Sequence[str]) -> dict[str, int]:
    """The number of the last line of nothing but ``` or ~~~, by its character."""
    pure = ((number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()[:3] in ("```", "~~~"))
    return {text[0]: number for number, text in pure if text == text[0] * len(text)}


def _code_below(blocks: list[Block], lines: Sequence[str], number: int) -> int:
    """Add what is set in below a directive of code, which is line ``number``; gives the last line of it."""
    above = lines[number - 1]
    gap, last = 0, number
    margin = len(above) - len(above.lstrip())
    for place in range(number, len(lines) if _CODE_BELOW.match(above.strip()) else number):
        raw = lines[place]
        if not raw.strip():
            gap += 1
            continue
        if len(raw) - len(raw.lstrip()) <= margin:
            break
        _add_code(blocks, raw, place + 1, gap, closing=bool(_OPTION.match(raw.strip())) and last == place)
        gap, last = 0, place + 1
    return last


def _add_code(blocks: list[Block], raw: str, number: int, gap: int, *, closing: bool) -> None:
    part = MarkedPart(raw.strip(), line=number)
    if not closing and blocks[-1].form == "code":
        part.glue = "\n" * (gap + 1) + raw[: len(raw) - len(raw.lstrip())]
        blocks[-1].parts.append(part)
    else:
        blocks.append(Block([part], gap, form="loose" if closing else "code"))


def _marked(raw: str, number: int, gap: int) -> Block:
    text = raw.strip()
    block = unmarked(text)
    block.whole = False
    block.gap = gap
    part = block.parts[0]
    part.line, part.indent, part.trail = number, raw[: len(raw) - len(raw.lstrip())], raw[len(raw.rstrip()) :]
    if _TABLE_RULE.match(text):
        block.form = "loose"
    elif found := _HASHES.match(text) or _HASHES_GLUED.match(text):
        block.form, block.prefix, block.level = "heading", found.group(), len(found.group(1))
        closing = _CLOSING_HASHES.search(text, found.end())
        end = closing.start() if closing else len(text)
        block.suffix, part.text = text[end:], text[found.end() : end]
    elif _TABLE_ROW.match(text):
        block.form = "row"
    return block


def _mark_setext(blocks: list[Block]) -> None:
    """A short plain line right above a line of ``===`` or ``---`` is a heading; in other markups ``~~~~`` or ``++++``.

    The last line of a wrapped paragraph is none, nor an item above a rule that is not as long. Those markups give
    levels to the marks in the order of their use.
    """
    found: list[tuple[Block, str]] = []
    for place, (above, line) in enumerate(zip(blocks, blocks[1:], strict=False)):
        underlined = line.form == "loose" and line.gap == 0 and _SETEXT.match(line.last)
        before = blocks[place - 1] if place and not above.gap else None
        wrapped = before is not None and before.form == "plain" and is_open(before.last)
        sure = above.form == "plain" and line.last[:1] != "*"
        fits = above.form in ("plain", "item") and not above.prefix and _is_as_long(line.last, above.first)
        if underlined and not wrapped and (sure or fits) and len(above.first) <= 80 and above.kind is None:
            found.append((above, line.last[0]))
    used = list(dict.fromkeys(mark for _, mark in found))
    levels = _SETEXT_LEVELS if set(used) <= set(_SETEXT_LEVELS) else {mark: n for n, mark in enumerate(used, 1)}
    for block, mark in found:
        block.form, block.level = "heading", levels[mark]


def _is_as_long(rule: str, text: str) -> bool:
    """Whether a rule is drawn for the line above it: as wide as that, whose letters may be wide."""
    return len(text) - _SHORTER <= len(rule) <= 2 * len(text) + _SHORTER


def restore_dots(blocks: Sequence[Block]) -> None:
    """A dot in front of one line only is no list: it links a foreign name (``克里斯蒂安`` / ``·巴纳德``)."""
    dotted = [block.form == "item" and block.prefix == "·" for block in blocks]
    for index, block in enumerate(blocks):
        if dotted[index] and not any(dotted[max(index - 1, 0) : index]) and not any(dotted[index + 1 : index + 2]):
            block.form, block.prefix = "plain", ""
            block.parts[0].text = "·" + block.parts[0].text
