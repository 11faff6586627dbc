"""Commands and code in plain text: lines set in deeper than the text above, or behind a prompt, that are no prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.layout.blocks import Block, MarkedPart
from qa.documents.layout.joining import is_open
from qa.documents.layout.unwrapping import columns
from qa.text.characters import CHINESE, has_chinese

_PROMPT = re.compile(r"(?:\$|>>>|[%#>](?=\s)|\w[\w.-]*@[\w.-]+\S*[$#]|[A-Z]:\\\S*>)\s*\S")
_COMMAND = (
    "sudo|apt(?:-get)?|aptitude|dpkg|yum|dnf|pip3?|conda|npm|git|svn|docker|kubectl|curl|wget|ssh|scp|rsync|tar|unzip|cd|ls|"
    "cp|mv|rm|mkdir|chmod|chown|cat|echo|export|source|make|cmake|gcc|python3?|java|systemctl|service|mount|grep|sed|awk|find"
)
_SIGNS = re.compile(
    rf"^(?:{_COMMAND})\s+[\w./~$<\"'-]|(?:^|\s)--?[a-zA-Z][\w-]*|(?:^|[\s=:\"'])(?:~|\.{{1,2}})?/[\w.-]+"
    r"|^[\w.\-\[\]\"']+\s*[:+?]?=|[{};\\]$|^[})\]]|\s(?:\||\|\||&&|>>?|<<|->|=>)\s|\$[({\w]|\w\([^)]*\)\s*[{:]?$|^</?\w[^>]*>"
    r"|^(?:def|class|import|from|return|if|elif|else|then|fi|for|done|while|esac|function|#include|#!)\b|^[\w.-]+:$|^[.\w-]+/$"
)
_COMMENT = re.compile(r"#|//|/\*|\*|;|--|<!--")
_PROSE = re.compile(
    rf"[。！？；，、]|[{CHINESE}].*[：:]$|(?:[A-Za-z]+[,;]? ){{7}}|[a-z]{{2}}\. [A-Z][a-z]+ \w|[a-z ]{{2}}[a-z]{{2}}\.$"
)
_WORD = re.compile(r"[a-z./~$#<-]")
_LONGEST = 300
_SHARE = 0.3
_CHINESE = 0.3


def mark_code(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, of which come lines of code that stand together are one block of form ``code``."""
    found: list[Block] = []
    above: Block | None = None
    place = 0
    while place < len(blocks):
        last = place
        while last < len(blocks) and (end := _segment(blocks, last, above)) > last:
            last = end
        if last > place:
            found.append(_joined(blocks[place:last]))
            place = last
        else:
            above = blocks[place]
            found.append(above)
            place += 1
    return found


def _segment(blocks: Sequence[Block], start: int, above: Block | None) -> int:
    """Behind the lines from ``start`` on that are code, up to the next blank one; ``start`` if they are none.

    above: the last block that is no code.
    """
    first = blocks[start]
    own = columns(first.indent)
    end = start
    while end < len(blocks) and (end == start or not blocks[end].gap) and blocks[end].form != "code":
        if columns(blocks[end].indent) < own:
            break
        end += 1
    lines = [_printed(block) for block in blocks[start:end]]
    if above is None or not lines or any(map(_is_prose, lines)) or not _is_latin(lines):
        return start
    told = above.text[-1] in "：:"
    signs = sum(bool(_SIGNS.search(line) or _PROMPT.match(line)) for line in lines)
    signed = signs >= max(1, _SHARE * len(lines))
    apart = (first.gap > 0 or told) and first.form != "item"
    foreign = has_chinese(above.text) and bool(_WORD.match(lines[0])) and (told or (signed and is_open(above.text)))
    if apart and ((own > _text_column(above) and (told or signed)) or (own == _text_column(above) and foreign)):
        return end
    prompted = all(_PROMPT.match(line) for line in lines)
    return end if prompted and (told or any(line[0] == "$" for line in lines)) else start


def _is_prose(line: str) -> bool:
    return len(line) > _LONGEST or (not _COMMENT.match(line) and bool(_PROSE.search(line)))


def _printed(block: Block) -> str:
    return block.prefix + block.text + block.suffix


def _is_latin(lines: Sequence[str]) -> bool:
    text = "".join("".join(lines).split())
    return len(re.findall(f"[{CHINESE}]", text)) <= _CHINESE * len(text)


def _text_column(block: Block) -> int:
    """Where the words of the block's last line begin."""
    last = block.parts[-1]
    return columns(last.indent + block.prefix) if len(block.parts) == 1 else columns(last.indent)


def _joined(blocks: Sequence[Block]) -> Block:
    """The lines as one block, set in from its first line as they are printed."""
    first = blocks[0]
    margin = columns(first.indent)
    parts: list[MarkedPart] = []
    for block in blocks:
        part = block.parts[0]
        part.text = _printed(block)
        part.glue = "\n" * (block.gap + 1) + " " * (columns(part.indent) - margin) if parts else ""
        parts.append(part)
    return Block(parts, first.gap, form="code", whole=True)
