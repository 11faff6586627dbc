"""What each block is for: title, heading, caption, byline, lead and so on, from its shape and its neighbours.

The rules ask for evidence that is in the file (marks, blank runs, credits, numbering, the file's own habits);
there is no list of known lines. Nothing is joined or moved here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.bylines import is_byline, is_credit
from qa.documents.layout.blocks import Block
from qa.documents.layout.book_index import mark_index
from qa.documents.layout.contents_lists import mark_contents
from qa.documents.layout.headings import CAPTION_LIMIT, SLOT, mark_headings
from qa.documents.layout.joining import COMMAS, continues, is_open
from qa.documents.layout.titles import LEAD_PARAGRAPHS, mark_title
from qa.text.characters import NUMERALS

SHORT = 20
_LEAD_LIMIT = 6

_LEAD_LABEL = re.compile(r"(?:核心提示|核心阅读|内容提要|内容摘要|导读|提要|摘要|编者按|阅读提示|导语)[：:]?$")
_SIDEBAR_LABEL = re.compile(r"(?:(?:相关|新闻|知识|背景|延伸)(?:链接|阅读|资料)|链接|新闻背景|名词解释|小贴士)[：:]?$")
_CREDIT = re.compile(
    r"摄/|摄影[/：:]|供图|图片来源[：:]|摄[）)]$|[（(][^（()）]{1,20}[ 　/]?摄[）)]|^图为|^[▲△▼]"
    rf"|^图\s?[\d{NUMERALS}]{{1,2}}[ 　：:．.]"
)
_AUTHOR = re.compile("作者[：:]")
_COLLECTION = 5
_CAPTION_PARTS = re.compile(r"[，,：:]")


def assign(blocks: Sequence[Block]) -> None:
    """Set ``kind`` of every block that is not loose."""
    mark_contents(blocks)
    mark_index(blocks)
    for block in blocks:
        if block.form == "code" and block.kind != "footnote":
            block.kind = "code"
    live = [block for block in blocks if block.form != "loose" and block.kind not in ("contents", "code", "footnote")]
    slots = _slots(live)
    _mark_bylines_and_labels(live)
    mark_headings(live, slots)
    _mark_captions(live, slots)
    mark_title(live)
    _mark_leads(live, slots)
    _mark_sidebars(live, slots)
    for block in live:
        block.kind = block.kind or "body"


def _slots(live: Sequence[Block]) -> list[bool]:
    """Whether an image was dropped before each block; a file with wide gaps throughout has no slots."""
    slots = [block.gap >= (SLOT if index else SLOT + 1) for index, block in enumerate(live)]
    return slots if sum(slots) * 5 <= len(live) * 3 else [False] * len(live)


def _mark_bylines_and_labels(live: Sequence[Block]) -> None:
    """Where each of many pieces has its author below its name, the authors are what a collection says of them."""
    collected = len({block.first for block in live if _AUTHOR.match(block.first)}) >= _COLLECTION
    for number, block in enumerate(live):
        if block.form != "plain" or (number and block.gap == 0 and live[number - 1].last[-1] in COMMAS):
            continue
        if is_byline(block.first) or is_credit(block.first):
            block.whole = collected and _AUTHOR.match(block.first) is not None
            block.kind = None if block.whole else "byline"
        elif _LEAD_LABEL.match(block.first) or _SIDEBAR_LABEL.match(block.first):
            block.kind = "label"


def _mark_captions(live: Sequence[Block], slots: Sequence[bool]) -> None:
    for index, block in enumerate(live):
        if block.kind not in (None, "heading") or block.form not in ("plain", "item"):
            continue
        text = block.first
        before = live[index - 1] if index else None
        after = live[index + 1] if index + 1 < len(live) else None
        short = len(text) <= CAPTION_LIMIT and block.kind is None
        credited = (
            len(text) <= CAPTION_LIMIT and bool(_CREDIT.search(text)) and not (before and _runs_on(before, block))
        )
        in_slot = slots[index] and short and not _resumes(live, slots, index)
        if (credited or in_slot) or (short and _is_caption_by_neighbour(live, slots, index, before, after)):
            block.kind = "caption"


def _runs_on(before: Block, block: Block) -> bool:
    return before.kind is None and block.gap < SLOT and continues(before.last, block.first)


def _resumes(live: Sequence[Block], slots: Sequence[bool], index: int) -> bool:
    """Whether the line after a caption's second slot is cut text that goes on below, not another caption."""
    if not index or live[index - 1].kind != "caption" or not slots[index - 1] or index + 1 == len(live):
        return False
    after = live[index + 1]
    return after.kind is None and 0 < after.gap < SLOT and continues(live[index].last, after.first)


def _is_caption_by_neighbour(
    live: Sequence[Block], slots: Sequence[bool], index: int, before: Block | None, after: Block | None
) -> bool:
    """A short closed line beside a caption or right above an empty slot, where the line before is closed as well."""
    text = live[index].first
    if len(text) > SHORT or _CAPTION_PARTS.search(text) or is_open(text) or before is None or slots[index]:
        return False
    if before.kind == "caption":
        return before.first[-1] == text[-1]
    if after is None or not slots[index + 1] or before.kind is not None or is_open(before.last):
        return False
    claimed = len(after.first) <= CAPTION_LIMIT or after.kind is not None
    return not claimed


def _mark_leads(live: Sequence[Block], slots: Sequence[bool]) -> None:
    for index, block in enumerate(live):
        if block.kind == "label" and _LEAD_LABEL.match(block.first):
            run = _run(live, slots, index)
            if index + len(run) + 1 < len(live) and len(run) > _LEAD_LIMIT:
                run = run[:1]
            for other in run:
                other.kind = "lead"
    title = next((index for index, block in enumerate(live) if block.kind == "title"), 0)
    above = [block for block in live[:title] if block.kind is None]
    if live and live[title].form == "heading" and len(above) <= LEAD_PARAGRAPHS:
        for block in above:
            block.kind = "lead"


def _run(live: Sequence[Block], slots: Sequence[bool], label: int) -> list[Block]:
    """The paragraphs below a label, up to the next slot or block with another job."""
    run: list[Block] = []
    for index in range(label + 1, len(live)):
        if slots[index] or live[index].kind is not None:
            break
        run.append(live[index])
    return run


def _mark_sidebars(live: Sequence[Block], slots: Sequence[bool]) -> None:
    for index, block in enumerate(live):
        if block.kind == "label" and _SIDEBAR_LABEL.match(block.first):
            run = _run(live, slots, index)
            items = [place for place, other in enumerate(run) if other.form == "item"]
            for other in run[: items[-1] + 1] if items else run:
                other.kind = "sidebar"
