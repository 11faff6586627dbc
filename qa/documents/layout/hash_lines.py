"""Lines that begin with ``#``: headings of Markdown, or commands of root and comments of a script.

It looks at the lines of a file before anything else does, and undoes the mark of those that are no headings.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.documents.layout.blocks import Block
from qa.documents.layout.code_lines import is_command, shows_code
from qa.documents.layout.unwrapping import columns

_SET_IN = 4
_FEWEST = 3


def unmark_commands(blocks: Sequence[Block], *, markdown: bool) -> None:
    """Make plain lines of the ``#`` lines that mark no heading.

    Markdown's own rule is that no heading is set in by four blanks. In other text neither is one of several ``#`` that
    stand one below the other, nor one beside code or in front of a command; where most of a file's single ``#`` are
    none, the others are none either.
    """
    hashed = [place for place, block in enumerate(blocks) if block.form == "heading" and block.prefix[:1] == "#"]
    single = [place for place in hashed if _hash_count(blocks[place]) == 1]
    undone = {place for place in hashed if columns(blocks[place].indent.replace("\u3000", "")) >= _SET_IN}
    if not markdown:
        undone |= {place for place in single if _is_of_script(blocks, place)}
        if len(undone) >= _FEWEST and len(undone.intersection(single)) * 2 > len(single):
            undone |= set(single)
    for place in sorted(undone):
        block = blocks[place]
        block.parts[0].text = block.prefix + block.parts[0].text + block.suffix
        block.form, block.prefix, block.suffix, block.level = "plain", "", "", None


def _hash_count(block: Block) -> int:
    """How many ``#`` a line begins with."""
    line = block.prefix + block.first
    return len(line) - len(line.lstrip("#"))


def _is_of_script(blocks: Sequence[Block], place: int) -> bool:
    """Whether a ``#`` line is a command, or stands right beside a line of code or another ``#``."""
    block = blocks[place]
    above = blocks[place - 1] if place and not block.gap else None
    below = blocks[place + 1] if place + 1 < len(blocks) and not blocks[place + 1].gap else None
    beside = [one for one in (above, below) if one is not None]
    return is_command(block.text) or any(_hash_count(one) == 1 or shows_code(one) for one in beside)
