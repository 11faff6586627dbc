"""Commands and code in plain text: lines set in deeper than the text above, or behind a prompt, that are no prose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from operator import add, sub
from typing import NamedTuple

from qa.documents.layout.blocks import Block, MarkedPart
from qa.documents.layout.joining import is_open
from qa.documents.layout.unwrapping import columns
from qa.text.characters import CHINESE, has_chinese

_PROMPT = re.compile(r"(?:\$(?!\d)|>>>|[%#>](?=\s)|\w[\w.-]*@[\w.-]+\S*[$#]|[A-Z]:\\\S*>)\s*\S")
_COMMAND = (
    "sudo|apt(?:-get)?|aptitude|dpkg|yum|dnf|pip3?|conda|npm|git|svn|docker|kubectl|curl|wget|ssh|scp|rsync|tar|unzip|cd|ls|"
    "cp|mv|rm|mkdir|chmod|chown|cat|echo|export|source|make|cmake|gcc|python3?|java|systemctl|service|mount|grep|sed|awk|find"
)
_SIGNS = re.compile(
    rf"^(?:{_COMMAND})\s+[\w./~$<\"'-]|(?:^|\s)--?[a-zA-Z][\w-]*|(?:^|[\s=:\"'])(?:~|\.{{1,2}})?/[\w.-]+"
    r"|^[\w.\-\[\]\"']+\s*[:+?]?=|[{};\\]$|^[})\]]|\s(?:\||\|\||&&|>>?|<<|->|=>)\s|\$[({\w]|\w\([^)]*\)\s*[{:]?$|^</?\w[^>]*>"
    r"|^(?:def|class|import|from|return|if|elif|else|then|fi|for|done|while|esac|function|#include|#!)\b|^[\w.-]+:$|^[.\w-]+/$|^#[a-z]"
)
_RUN = re.compile(rf"(?:{_COMMAND})\s+[\w./~$<\"'-]")
_COMMENT = re.compile(r"#|//|/\*|\*|;|--|<!--")
_PROSE = re.compile(
    rf"[。！？；，、]|[{CHINESE}].*[：:]$|(?:[A-Za-z]+[,;]? ){{7}}|[a-z]{{2}}\. [A-Z][a-z]+ \w|[a-z ]{{2}}[a-z]{{2}}\.$"
)
_WORD = re.compile(r"[a-z./~$#<-]")
_CHINESE_LETTER = re.compile(f"[{CHINESE}]")
_LONGEST = 300
_SHARE = 0.3
_CHINESE = 0.3


class _Line(NamedTuple):
    """What a line shows, each as 0 or 1, or as a number of characters; lines are summed, so that time stays linear."""

    prose: int
    chinese: int
    printed: int
    signed: int
    prompted: int
    dollar: int


def mark_code(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, of which come lines of code that stand together are one block of form ``code``."""
    found: list[Block] = []
    ends = _ends(blocks)
    sums = list(accumulate(map(_shown, blocks), _added, initial=_Line(0, 0, 0, 0, 0, 0)))
    above: Block | None = None
    place = 0
    while place < len(blocks):
        last = place
        while above is not None and last < len(blocks):
            after_code = last > place or (bool(found) and found[-1].form == "code")
            if not _is_code(blocks, last, ends[last], sums, above, after_code=after_code):
                break
            last = ends[last]
        if last > place:
            found.append(_joined(blocks[place:last]))
            place = last
        else:
            above = blocks[place]
            found.append(above)
            place += 1
    return found


def is_command(text: str) -> bool:
    """Whether ``text`` begins with a well-known command and what it is given."""
    return _RUN.match(text) is not None


def shows_code(block: Block) -> bool:
    """Whether a line has a sign of code, no sentence and no Chinese."""
    line = _printed(block)
    return bool(_SIGNS.search(line)) and not (has_chinese(line) or _PROSE.search(line))


def _ends(blocks: Sequence[Block]) -> list[int]:
    """For each block, behind the last one that follows it without a blank line and is set in as deep.

    A first line may be set in by one blank more than the others.
    """
    widths = [columns(block.indent) for block in blocks]
    ends = list(range(len(blocks)))
    for place in range(len(blocks) - 1, -1, -1):
        if blocks[place].form == "code":
            continue
        end = place + 1
        margin = widths[place]
        if end < len(blocks) and not blocks[end].gap and widths[end] == margin - 1:
            margin -= 1
        while end < len(blocks) and not blocks[end].gap and blocks[end].form != "code" and widths[end] >= margin:
            end = ends[end]
        ends[place] = end
    return ends


def _shown(block: Block) -> _Line:
    line = _printed(block)
    prompted = bool(_PROMPT.match(line))
    return _Line(
        _is_prose(line),
        len(_CHINESE_LETTER.findall(line)),
        len("".join(line.split())),
        prompted or bool(_SIGNS.search(line)),
        prompted,
        prompted and line[:1] == "$",
    )


def _added(one: _Line, other: _Line) -> _Line:
    return _Line(*map(add, one, other))


def _is_code(
    blocks: Sequence[Block], start: int, end: int, sums: Sequence[_Line], above: Block, *, after_code: bool
) -> bool:
    """Whether the lines from ``start`` to ``end`` are code; ``above`` is the last block that is none.

    after_code: whether code stands right before them.
    """
    lines = _Line(*map(sub, sums[end], sums[start]))
    if end == start or lines.prose or lines.chinese > _CHINESE * lines.printed:
        return False
    first, count = blocks[start], end - start
    if first.form == "loose":
        return False
    told = above.text[-1] in "：:"
    signed = lines.signed >= max(1, _SHARE * count)
    apart = (first.gap > 0 or told) and first.form != "item"
    foreign = has_chinese(above.text) and bool(_WORD.match(_printed(first)))
    foreign = foreign and (told or (signed and is_open(above.text)))
    own, column = columns(first.indent), _text_column(above)
    shell = _printed(first)[:1] in ("$", "#") and bool(_PROMPT.match(_printed(first)))
    if first.gap > 0 and signed and first.form == "plain" and (shell or (after_code and not lines.chinese)):
        return True
    if apart and ((own > column and (told or signed)) or (own == column and foreign)):
        return True
    return lines.prompted == count and bool(told or lines.dollar)


def _is_prose(line: str) -> bool:
    return len(line) > _LONGEST or (not _COMMENT.match(line) and bool(_PROSE.search(line)))


def _printed(block: Block) -> str:
    return block.prefix + block.text + block.suffix


def _text_column(block: Block) -> int:
    """Where the words of the block's last line begin."""
    last = block.parts[-1]
    return columns(last.indent + block.prefix) if len(block.parts) == 1 else columns(last.indent)


def _joined(blocks: Sequence[Block]) -> Block:
    """The lines as one block, set in from its first line as they are printed."""
    first = blocks[0]
    margin = min(columns(block.indent) for block in blocks)
    parts: list[MarkedPart] = []
    for block in blocks:
        part = block.parts[0]
        part.text = _printed(block)
        part.boxes = tuple(box for one in block.parts for box in one.boxes)
        part.glue = "\n" * (block.gap + 1) + " " * (columns(part.indent) - margin) if parts else ""
        parts.append(part)
    return Block(parts, first.gap, form="code", whole=True)
