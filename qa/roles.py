"""What each block is for: title, heading, caption, byline, lead and so on, from its shape and its neighbours.

The rules ask for evidence that is in the file (marks, blank runs, credits, numbering, the file's own habits);
there is no list of known lines. Nothing is joined or moved here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.blocks import Block
from qa.joining import continues, is_open
from qa.naming import is_byline, is_credit, place_of_title

SLOT = 3
CAPTION_LIMIT = 45
HEADING_LIMIT = 26
NUMBERED_LIMIT = 40
TITLE_LIMIT = 50
SHORT = 20
LEAD_LIMIT = 6

LEAD_LABEL = re.compile(r"(?:核心提示|核心阅读|内容提要|内容摘要|导读|提要|摘要|编者按|引言|阅读提示|导语)[：:]?$")
SIDEBAR_LABEL = re.compile(r"(?:相关|新闻|知识|背景|延伸)?(?:链接|阅读|资料|背景)[：:]?$|名词解释[：:]?$|小贴士[：:]?$")
SUBLABEL = re.compile(r"[\u4e00-\u9fff]{2,4}[：:]\S")
CREDIT = re.compile(
    r"(?:摄/|摄影[/：:]|供图|图片来源[：:]|摄[）)]$|[（(][^（()）]{1,20}[ 　/]?摄[）)]|^图为|^[▲△▼]|^图\s?[\d一二三四五六七八九十]{1,2}[ 　：:．.])"
)
CLAUSE = re.compile(r"[，,。！？!?；;：:、]")
SENTENCE = re.compile(r"[，,。！？!?；;]")
CHAPTER = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]{1,6}(?:编|篇|章|节|部分|讲|回|单元|卷|条)(?=[\s　：:]|$|[\u4e00-\u9fff])"
)
CLAUSE_NUMBER = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])\s*\S")
DECIMAL = re.compile(
    r"(?:\d{1,2}[.．、](?=[^\d\s])|\d{1,2}(?:\.\d{1,2}){1,3}[.．、]?[ 　]*(?=[^\d\s.%])|\d{1,2}[.．、]?[ 　]+(?=[\u4e00-\u9fff]))"
)
SPACED = re.compile(r"[^\sA-Za-z0-9]{2,}(?:[ 　]+[^\sA-Za-z0-9]+)+$")
LOOSE_SPACE = re.compile(r"[\u4e00-\u9fff][ 　]+[\u4e00-\u9fff]")


def is_heading_like(text: str) -> bool:
    """Short, without the punctuation of a sentence, and parted by a space or a dash."""
    if len(text) > HEADING_LIMIT or CLAUSE.search(text):
        return False
    return bool(SPACED.search(text)) or "——" in text[1:-2]


def is_numbered_heading(text: str) -> bool:
    """A numbered line (``第二章 …``, ``一、…``, ``（一）…``, ``1. …``) that is no sentence."""
    found = CHAPTER.match(text) or CLAUSE_NUMBER.match(text) or DECIMAL.match(text)
    if not found or len(text) > NUMBERED_LIMIT:
        return False
    return not SENTENCE.search(text, found.end() - 1) and text[-1] not in "：:、"


def assign(blocks: Sequence[Block]) -> None:
    """Set ``kind`` of every block that is not loose."""
    live = [block for block in blocks if block.form != "loose"]
    slots = _slots(live)
    spaced = _spaces_part_headings(live)
    _mark_bylines_and_labels(live)
    _mark_headings(live, slots, spaced=spaced)
    _mark_captions(live, slots)
    _mark_title(live)
    _mark_leads(live, slots)
    _mark_sidebars(live, slots)
    for block in live:
        block.kind = block.kind or "body"


def _slots(live: Sequence[Block]) -> list[bool]:
    """Whether an image was dropped before each block; a file with wide gaps throughout has no slots."""
    slots = [block.gap >= (SLOT if index else SLOT + 1) for index, block in enumerate(live)]
    return slots if sum(slots) * 5 <= len(live) * 3 else [False] * len(live)


def _spaces_part_headings(live: Sequence[Block]) -> bool:
    """False where running text has spaces between Chinese characters: then a space is no sign of a heading."""
    running = [block.first for block in live if len(block.first) > HEADING_LIMIT + 10]
    loose = sum(bool(LOOSE_SPACE.search(text)) for text in running)
    return loose * 10 <= len(running)


def _mark_bylines_and_labels(live: Sequence[Block]) -> None:
    for block in live:
        if block.form != "plain":
            continue
        if is_byline(block.first) or is_credit(block.first):
            block.kind = "byline"
        elif LEAD_LABEL.match(block.first) or SIDEBAR_LABEL.match(block.first):
            block.kind = "label"


def _mark_headings(live: Sequence[Block], slots: Sequence[bool], *, spaced: bool) -> None:
    for index, block in enumerate(live):
        if block.kind is not None or block.form in ("row", "code"):
            continue
        before = live[index - 1] if index else None
        after = live[index + 1] if index + 1 < len(live) else None
        if block.form == "heading":
            block.kind = "heading"
        elif _interrupts(before, block, slots, index):
            continue
        elif _is_second_line(before, block) or after and _opens_two_lines(block, after) or is_numbered_heading(block.first) and not _is_listed(before, block, after):
            block.kind = "heading"
        elif block.form == "plain" and not slots[index] and not CREDIT.search(block.first):
            parted = is_heading_like(block.first) and (spaced or "——" in block.first) and after is not None
            if parted or (before and before.kind == "heading" and _is_sublabel(block.first)):
                block.kind = "heading"


def _interrupts(before: Block | None, block: Block, slots: Sequence[bool], index: int) -> bool:
    """Whether the line stands where a sentence is still open, so that it is more likely its rest."""
    if before is None or slots[index] or before.kind is not None or before.form != "plain" or block.gap == 0:
        return False
    if slots[index - 1] and len(before.first) <= CAPTION_LIMIT:
        return False
    return is_open(before.last) and (len(before.last) > HEADING_LIMIT or bool(CLAUSE.search(before.last)))


def _is_second_line(before: Block | None, block: Block) -> bool:
    return (
        before is not None
        and before.kind == "heading"
        and block.gap == 0
        and block.first.startswith("——")
        and len(block.first) <= HEADING_LIMIT + 4
    )


def _opens_two_lines(block: Block, after: Block) -> bool:
    return (
        block.form == "plain"
        and after.gap == 0
        and after.first.startswith("——")
        and len(after.first) <= HEADING_LIMIT + 4
        and len(block.first) <= HEADING_LIMIT
        and not CLAUSE.search(block.first)
    )


def _is_listed(before: Block | None, block: Block, after: Block | None) -> bool:
    """Whether its neighbour is the next number of the same list: then it is an item, not a heading."""
    style = _style(block.first)
    beside = [other for other in (before, after) if other is not None and other.form in ("plain", "item")]
    return any(_style(other.first) == style and is_numbered_heading(other.first) for other in beside) or after is None


def _style(text: str) -> str:
    for name, pattern in (("chapter", CHAPTER), ("decimal", DECIMAL)):
        if pattern.match(text):
            return name
    return "bracket" if text[:1] in "（(" else "clause"


def _is_sublabel(text: str) -> bool:
    return bool(SUBLABEL.match(text)) and len(text) <= HEADING_LIMIT and not re.search(r"[，,、；;]", text)


def _mark_captions(live: Sequence[Block], slots: Sequence[bool]) -> None:
    for index, block in enumerate(live):
        if block.kind not in (None, "heading") or block.form not in ("plain", "item"):
            continue
        text = block.first
        before = live[index - 1] if index else None
        after = live[index + 1] if index + 1 < len(live) else None
        short = len(text) <= CAPTION_LIMIT and block.kind is None
        credited = short and bool(CREDIT.search(text)) and not (before and _runs_on(before, block))
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
    if len(text) > SHORT or re.search(r"[，,：:]", text) or is_open(text) or before is None or slots[index]:
        return False
    if before.kind == "caption":
        return before.first[-1] == text[-1]
    if after is None or not slots[index + 1] or before.kind is not None or is_open(before.last):
        return False
    claimed = len(after.first) <= CAPTION_LIMIT or after.kind is not None
    return not claimed


def _mark_title(live: Sequence[Block]) -> None:
    """The title and the kickers around it."""
    top = _top(live)
    text = "".join(block.text for block in live)
    chosen = next((block for block in top if place_of_title(block.first, text)), None)
    marked = [block for block in live if block.form == "heading"]
    if chosen is None and marked and marked[0] not in top and not any(block.form == "heading" for block in top):
        chosen = marked[0] if _is_early(live, marked[0]) or len(marked[0].prefix.strip()) == 1 else None
        top = top if chosen is None else []
    if chosen is None and top:
        chosen = next((block for block in top if block.form == "heading"), top[0])
    if chosen is None:
        return
    chosen.kind = "title"
    for block in top:
        if block is not chosen and block.form == "plain":
            block.kind = "kicker"
    _split_kicker(chosen, text)


def _is_early(live: Sequence[Block], block: Block) -> bool:
    """Whether only a lead of up to three paragraphs stands above."""
    above = live[: live.index(block)]
    return sum(other.kind is None for other in above) <= 3


def _top(live: Sequence[Block]) -> list[Block]:
    """The lines above the first paragraph or label that may be titles: short, no sentences, not the start of one."""
    top: list[Block] = []
    for index, block in enumerate(live[:12]):
        if block.kind in ("caption", "byline"):
            continue
        if not _may_be_title(live, index):
            break
        if block.form == "heading" and any(other.form == "heading" for other in top):
            break
        if is_numbered_heading(block.first) and block.form != "heading":
            break
        if top and block.kind == "heading" and _headings_follow(live, index):
            break
        top.append(block)
    return top


def _headings_follow(live: Sequence[Block], index: int) -> bool:
    """Whether a two-line heading begins here."""
    after = live[index + 1] if index + 1 < len(live) else None
    return after is not None and after.gap == 0 and after.first.startswith("——")


def _may_be_title(live: Sequence[Block], index: int) -> bool:
    block = live[index]
    if block.kind not in (None, "heading") or block.form not in ("plain", "heading") or len(block.first) > TITLE_LIMIT:
        return False
    if block.form == "heading":
        return True
    if index + 1 == len(live) or re.search(r"[。；;]|[，,：:、]$", block.first) or SUBLABEL.match(block.first):
        return False
    after = live[index + 1]
    sentence = bool(SENTENCE.search(block.first)) and block.kind is None
    return not sentence and not (block.kind is None and after.first[0] in "，,。、；;：:）)”")


def _split_kicker(block: Block, text: str) -> None:
    """``请阅 …``: a short first word is a kicker if the rest is also printed in the running text."""
    head, _, tail = block.first.partition(" ")
    if 0 < len(head) <= 4 and len(tail) >= 4 and text.count(tail) > 1 and text.count(head) == 1:
        block.split = len(head) + 1


def _mark_leads(live: Sequence[Block], slots: Sequence[bool]) -> None:
    for index, block in enumerate(live):
        if block.kind == "label" and LEAD_LABEL.match(block.first):
            run = _run(live, slots, index)
            if index + len(run) + 1 < len(live) and len(run) > LEAD_LIMIT:
                run = run[:1]
            for other in run:
                other.kind = "lead"
    title = next((index for index, block in enumerate(live) if block.kind == "title"), 0)
    above = [block for block in live[:title] if block.kind is None]
    if live and live[title].form == "heading" and len(above) <= 3:
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
        if block.kind == "label" and SIDEBAR_LABEL.match(block.first):
            run = _run(live, slots, index)
            items = [place for place, other in enumerate(run) if other.form == "item"]
            for other in run[: items[-1] + 1] if items else run:
                other.kind = "sidebar"
