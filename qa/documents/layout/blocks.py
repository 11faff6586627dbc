"""Raw lines -> blocks: Markdown forms recognised, blank runs counted, white space trimmed.

A block keeps every character of its lines; it says nothing about the job a block has on the page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from qa.text.characters import CHINESE
from qa.types import Kind

Form = Literal["plain", "heading", "item", "row", "code", "loose"]

TAIL = 300

NEWLINE = re.compile(r"\r\n|\r|\n")
HASHES = re.compile(r"(#{1,6})[ \t\u3000]+(?=\S)")
HASHES_GLUED = re.compile(rf"(#{{2,6}})(?=[{CHINESE}])")
CLOSING_HASHES = re.compile(r"[ \t]+#+$")
BULLET = re.compile(r"(?:[-*+][ \t]+|[•●○■□◆◇▪▶►·][ \t\u3000]*|>+[ \t]*)(?=\S)")
ORDERED = re.compile(r"(?:\d{1,3}[.)、．]|[（(]\d{1,3}[）)]|[①-⑳])[ \t]*(?=[^\d\s])")
RULE = re.compile(r"(?:[-*_=~—－─━═＝＊][ \t]*){3,}$")
SETEXT = re.compile(r"(?:=+|-{2,})$")
FENCE = re.compile(r"(`{3,}|~{3,})")
TABLE_ROW = re.compile(r"\|.*\|$")
TABLE_RULE = re.compile(r"\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?$")


@dataclass(slots=True)
class MarkedPart:
    """A trimmed raw line; ``glue`` is the white space put before it, ``trail`` what the raw line ended with."""

    line: int
    text: str
    glue: str = ""
    trail: str = ""


@dataclass(slots=True)
class Block:
    """One or more parts that belong together.

    gap: blank lines before it. indent: white space it began with. prefix, suffix: markup outside the paragraph.
    form: what its markup says. kind: its job, None until known; a loose block never becomes a paragraph.
    split: offset in the text where a second paragraph begins, for a kicker and a title on one line.
    """

    parts: list[MarkedPart]
    gap: int = 0
    indent: str = ""
    prefix: str = ""
    suffix: str = ""
    form: Form = "plain"
    kind: Kind | None = None
    incomplete: Literal["start", "end"] | None = None
    split: int = 0

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
            if len(kept) >= TAIL:
                break
        return kept

    @property
    def has_hard_break(self) -> bool:
        """Whether its last line ends in two spaces, Markdown's sign for keeping the line."""
        return self.parts[-1].trail.endswith("  ")

    @property
    def last(self) -> str:
        """The words of its last line."""
        return self.parts[-1].text


def split_lines(text: str) -> list[str]:
    """The lines of ``text`` at LF, CR LF or CR, and at nothing else, so that numbers agree with an editor's."""
    return NEWLINE.split(text)


def scan(lines: Sequence[str], *, start: int = 0) -> list[Block]:
    """One block per non-blank line from index ``start`` on; a fenced code block is one block."""
    blocks: list[Block] = []
    closings = _closings(lines)
    gap, number, fence = 0, start, ""
    while number < len(lines):
        raw = lines[number]
        text = raw.strip()
        number += 1
        opened = FENCE.match(text)
        if not text:
            gap += 1
        elif fence:
            fence = "" if opened and text.startswith(fence[:3]) and text == text[0] * len(text) else fence
            _add_code(blocks, raw, number, gap, closing=not fence)
            gap = 0
        elif opened and closings.get(opened.group(1)[0], 0) > number:
            fence = opened.group(1)
            blocks.append(Block([MarkedPart(number, text)], gap, form="loose"))
            gap = 0
        else:
            blocks.append(_block(raw, number, gap))
            gap = 0
    _mark_setext(blocks)
    _restore_dots(blocks)
    return blocks


def _closings(lines: Sequence[str]) -> dict[str, int]:
    """The number of the last line of nothing but ``` or ~~~, by its character."""
    pure = ((number, line.strip()) for number, line in enumerate(lines, 1) if line.strip()[:3] in ("```", "~~~"))
    return {text[0]: number for number, text in pure if text == text[0] * len(text)}


def _add_code(blocks: list[Block], raw: str, number: int, gap: int, *, closing: bool) -> None:
    if closing:
        blocks.append(Block([MarkedPart(number, raw.strip())], gap, form="loose"))
    elif blocks[-1].form == "code":
        blocks[-1].parts.append(MarkedPart(number, raw.strip(), "\n" * (gap + 1) + raw[: len(raw) - len(raw.lstrip())]))
    else:
        blocks.append(Block([MarkedPart(number, raw.strip())], gap, form="code"))


def _block(raw: str, number: int, gap: int) -> Block:
    text = raw.strip()
    part = MarkedPart(number, text, trail=raw[len(raw.rstrip()) :])
    block = Block([part], gap, indent=raw[: len(raw) - len(raw.lstrip())])
    if RULE.match(text) or TABLE_RULE.match(text):
        block.form = "loose"
    elif found := HASHES.match(text) or HASHES_GLUED.match(text):
        block.form, block.prefix = "heading", found.group()
        closing = CLOSING_HASHES.search(text, found.end())
        end = closing.start() if closing else len(text)
        block.suffix, block.parts[0].text = text[end:], text[found.end() : end]
    elif TABLE_ROW.match(text):
        block.form = "row"
    elif found := BULLET.match(text):
        block.form, block.prefix, block.parts[0].text = "item", found.group(), text[found.end() :]
    elif ORDERED.match(text):
        block.form = "item"
    return block


def _mark_setext(blocks: list[Block]) -> None:
    """A short plain line right above a line of ``===`` or ``---`` is a heading."""
    for above, line in zip(blocks, blocks[1:], strict=False):
        underlined = line.form == "loose" and line.gap == 0 and SETEXT.match(line.last)
        if underlined and above.form == "plain" and len(above.first) <= 80 and above.kind is None:
            above.form = "heading"


def _restore_dots(blocks: list[Block]) -> None:
    """A dot in front of one line only is no list: it links a foreign name (``克里斯蒂安`` / ``·巴纳德``)."""
    dotted = [block.form == "item" and block.prefix == "·" for block in blocks]
    for index, block in enumerate(blocks):
        if dotted[index] and not any(dotted[max(index - 1, 0) : index]) and not any(dotted[index + 1 : index + 2]):
            block.form, block.prefix = "plain", ""
            block.parts[0].text = "·" + block.parts[0].text
