"""Which line is the title, and which lines around it are kickers.

It chooses among lines that stand at the top, or a marked heading; it invents no title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.bylines import is_person, place_of_title
from qa.documents.layout.blocks import Block
from qa.documents.layout.headings import SENTENCE, SLOT, SUBLABEL, is_numbered, length, opens_two_lines
from qa.documents.layout.joining import DEFINITION, FUNCTION_LAST, STAMP, likely_continues
from qa.text.characters import CLOSING

_TITLE_LIMIT = 50
_TOP_BLOCKS = 12
LEAD_PARAGRAPHS = 3
_KICKERS_BELOW = 2
_SECTIONS = 3

_NEVER_IN_TITLE = re.compile(r"[。；;]|[，,：:、.]$|^[，,。、；;：:）)”]")
_LINK = re.compile(r"\]\(|<a\b|<img\b|&\w+;")
_DOCUMENT_NAME = re.compile(r"关于.{2,}的|(?:通知|办法|条例|规定|方案|意见|决定|公告|细则|报告|章程|法)$")


def mark_title(live: Sequence[Block]) -> None:
    """Set the kind of the title and of the kickers beside it, where there is a title."""
    top = _top(live)
    text = "".join(block.text for block in live)
    chosen = next((block for block in top if place_of_title(block.first, text)), None)
    if chosen is None and _are_sections(live):
        chosen = next((block for block in top if block.form == "plain" and not _LINK.search(block.first)), None)
        top = top if chosen else []
    elif chosen is None and not any(block.form == "heading" for block in top):
        chosen = _marked_below(live)
    if chosen is None and top:
        marked = (block for block in top if block.form == "heading")
        named = (block for block in top if _DOCUMENT_NAME.search(block.first))
        chosen = next(marked, None) or next(named, None) or top[0]
    if chosen is None:
        return
    chosen.kind = "title"
    place = top.index(chosen) if chosen in top else 0
    for block in _beside(live, top, place):
        block.kind = "kicker"
    if place + 1 < len(top) and is_person(top[place + 1].first) and top[place + 1].first != chosen.first:
        top[place + 1].kind = "byline"


def _are_sections(live: Sequence[Block]) -> bool:
    """Whether the outermost marked headings can only be those of sections: three or more, none marked as the first."""
    levels = [block.level for block in live if block.form == "heading" and block.level]
    return bool(levels) and min(levels) > 1 and levels.count(min(levels)) >= _SECTIONS


def _beside(live: Sequence[Block], top: Sequence[Block], place: int) -> list[Block]:
    """The kickers: the lines above the title, and one or two between it and running text; more are a list or verse."""
    below = [block for block in top[place + 1 :] if block.kind is None]
    if below:
        rest = live[live.index(below[-1]) + 1 :]
        running = bool(rest) and (rest[0].kind is not None or bool(SENTENCE.search(rest[0].first)))
        below = below if len(below) <= _KICKERS_BELOW and running else []
    return [block for block in [*top[:place], *below] if block.form == "plain"]


def _marked_below(live: Sequence[Block]) -> Block | None:
    """The first marked heading, if at most a lead stands above it."""
    place = next((index for index, block in enumerate(live) if block.form == "heading" and _may_be_marked(block)), None)
    if place is None:
        return None
    above = sum(block.kind is None and block.form == "plain" for block in live[:place])
    return live[place] if above <= LEAD_PARAGRAPHS else None


def _may_be_marked(block: Block) -> bool:
    """Whether a marked heading may be the title: not the name of a part of the file."""
    return not block.whole


def _top(live: Sequence[Block]) -> list[Block]:
    """The lines above the first paragraph or label that may be titles: short, no sentences, not the start of one."""
    top: list[Block] = []
    for index, block in enumerate(live[:_TOP_BLOCKS]):
        if block.kind in ("caption", "byline"):
            continue
        after = live[index + 1] if index + 1 < len(live) else None
        second = block.form == "heading" and any(other.form == "heading" for other in top)
        section = block.kind == "heading" and bool(top) and opens_two_lines(block, after)
        numbered = block.form != "heading" and is_numbered(block.first)
        if second or section or numbered or not _may_be_title(block, after):
            break
        top.append(block)
    return top


def _may_be_title(block: Block, after: Block | None) -> bool:
    if block.kind not in (None, "heading") or block.form not in ("plain", "heading"):
        return False
    if block.form == "heading":
        return _may_be_marked(block)
    text = block.first
    if (
        after is None
        or len(block.parts) > 1
        or length(text) > _TITLE_LIMIT
        or _NEVER_IN_TITLE.search(text)
        or SUBLABEL.match(text)
    ):
        return False
    if STAMP.match(text):
        return False
    defines = DEFINITION.match(text) and text[-1] not in CLOSING
    if block.kind is None and (SENTENCE.search(text) or defines or text[-1] in FUNCTION_LAST):
        return False
    beside = after.kind is None and after.form == "plain" and after.gap < SLOT
    return not (beside and likely_continues(text, after.first))
