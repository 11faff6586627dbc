"""Which lines are headings: marked, numbered, parted by a space or a dash, or plain by habit of the file.

Being short and without punctuation is not enough, since the half of a cut sentence is that as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.documents.layout.blocks import Block
from qa.documents.layout.joining import CLAUSE, STAMP, continues, is_cut, is_open, likely_continues
from qa.documents.layout.numbering import CLAUSES, ITEMS, numbering
from qa.documents.layout.unwrapping import columns
from qa.text.characters import CHINESE

SLOT = 3
HEADING_LIMIT = 26
_SECOND_LINE_LIMIT = 30
_NUMBERED_LIMIT = 40
_PLAIN_LIMIT = 14
CAPTION_LIMIT = 45
_RUNNING = 5
_HANGING = 3
_SET_IN = 4
_MARKED = 3
_UNDERLINED = 10
_FEWEST_QUESTIONS = 10
_FEWEST_ITEMS = 2
_NO_HEADING = re.compile(r"[。；，：、,;:.]$|\w@\w|https?://|©|\([cC]\)|^\d{4}\s?年[\s\d年月日]*$")

SENTENCE = re.compile(r"[，,。！？!?；;]")
_SPACED = re.compile(r"[^\sA-Za-z0-9]{2,}(?:[ 　]+[^\sA-Za-z0-9]+)+$")
_LOOSE_SPACE = re.compile(f"[{CHINESE}][ 　]+[{CHINESE}]")
SUBLABEL = re.compile(rf"[{CHINESE}]{{2,4}}[：:]\S")
_DAY = re.compile(r"(?:19|20)\d{2}(?:\s?年|[-/.]\d)")
_LIST_MARK = re.compile(r"[，,、；;]")


def mark_headings(live: Sequence[Block], slots: Sequence[bool]) -> None:
    """Set the kind of the headings among ``live``, which are no bylines or labels; slots: an image stood before it."""
    spaced = _spaces_part_headings(live)
    margin = _margin(live)
    _mark_hanging(live, margin)
    marked = sum(block.form == "heading" for block in live)
    hashed = sum(block.form == "heading" and block.prefix.startswith("#") for block in live) >= _MARKED
    deepest = _deepest_underlined(live)
    for index, block in enumerate(live):
        if block.kind is not None or block.form in ("row", "code") or _is_plainly_no_heading(block, marked):
            continue
        if deepest and block.form != "heading" and _rank(block.first) <= deepest:
            continue
        if hashed and block.form == "item":
            continue
        if margin and block.form != "heading":
            found = _stands_out(live, index, margin)
        else:
            found = _is_heading(live, slots, index, spaced=spaced)
        if found:
            block.kind = "heading"
    _mark_plain(live, slots)
    _mark_questions(live)


def _mark_questions(live: Sequence[Block]) -> None:
    """Questions that stand alone above their answers, in a file of many: every tenth paragraph at the least."""
    found = [block for block, after in zip(live, live[1:], strict=False) if _is_question(block, after)]
    if len(found) >= _HANGING and len(found) * _FEWEST_QUESTIONS >= sum(block.form == "plain" for block in live):
        for block in found:
            block.kind = "heading"


def _is_question(block: Block, after: Block) -> bool:
    alone = block.gap and after.gap and block.form == after.form == "plain" and not block.whole
    free = block.kind is None and after.kind is None and len(block.parts) <= 2
    asks = block.last[-1] in "？?" and length(block.text) <= _NUMBERED_LIMIT and not SUBLABEL.match(block.first)
    return bool(alone) and free and asks and after.last[-1] not in "？?"


def _is_plainly_no_heading(block: Block, marked: int) -> bool:
    """Whether a format that marks headings leaves out this one. marked: how many it marks in the file.

    One that marks few may have left out numbered ones, and one that marks many those of ``一、`` and ``第一章``.
    """
    if not block.whole or block.form == "heading" or not marked:
        return False
    found = numbering(block.first)
    return found is None or (found.rank > CLAUSES and marked >= _MARKED)


def _deepest_underlined(live: Sequence[Block]) -> int:
    """How deep the numbers go of headings that are underlined, where they are many and mostly numbered; else 0."""
    ranks = [_rank(block.first) for block in live if block.form == "heading" and not (block.prefix or block.whole)]
    numbered = [rank for rank in ranks if rank]
    return max(numbered) if len(numbered) >= _UNDERLINED and len(numbered) * 2 > len(ranks) else 0


def length(text: str) -> int:
    """Length in Chinese characters: Latin text says half as much with each letter."""
    return len(text) // 2 if text.isascii() else len(text)


def is_numbered(text: str) -> bool:
    """A numbered line (``第二章 …``, ``一、…``, ``（一）…``, ``1. …``) that is no sentence."""
    found = numbering(text)
    if not found or found.rank >= ITEMS or length(text) > _NUMBERED_LIMIT or text[-1] in "：:、.":
        return False
    return not SENTENCE.search(text.rstrip("？?！!"), found.end)


def opens_two_lines(block: Block, after: Block | None) -> bool:
    """A short line with a second line of ``——…`` right below."""
    return (
        after is not None
        and block.form == "plain"
        and after.gap == 0
        and after.first.startswith("——")
        and len(after.first) <= _SECOND_LINE_LIMIT
        and len(block.first) <= HEADING_LIMIT
        and not CLAUSE.search(block.first)
    )


def _margin(live: Sequence[Block]) -> int:
    """The column at which the paragraphs of a file begin that indents them all; 0 for a file that does not."""
    running = sorted(columns(block.parts[-1].indent) for block in live if len(block.parts) > 1)
    return running[len(running) // 10] if len(running) >= _RUNNING else 0


def _mark_hanging(live: Sequence[Block], margin: int) -> None:
    """Short lines at the edge of a file that sets in all else, each right above its text, as manual pages have them.

    So are those between that edge and the margin of the paragraphs.
    """
    first = [index for index, block in enumerate(live[:-1]) if block.gap or not index]
    edge = [index for index in first if live[index].indent == ""]
    found = [index for index in edge if _hangs_over(live[index], live[index + 1])]
    inside = sum(columns(block.indent) >= _SET_IN for block in live)
    if len(found) < _HANGING or len(found) * 2 < len(edge) or inside < len(found):
        return
    between = [index for index in first if 0 < columns(live[index].indent) < margin]
    for index in [*found, *(one for one in between if _hangs_over(live[one], live[one + 1]))]:
        live[index].kind = "heading"


def _hangs_over(block: Block, after: Block) -> bool:
    plain = block.form == "plain" and block.kind is None and len(block.parts) == 1
    short = length(block.first) <= HEADING_LIMIT and not _NO_HEADING.search(block.first)
    below = after.gap == 0 and after.kind is None and columns(after.indent) >= _SET_IN
    return plain and short and below and not SENTENCE.search(block.first)


def _stands_out(live: Sequence[Block], index: int, margin: int) -> bool:
    """Whether a short line by itself begins left of where paragraphs do, with text below that is indented."""
    block, after = live[index], live[index + 1] if index + 1 < len(live) else None
    own = columns(block.indent)
    if block.form not in ("plain", "item") or after is None or columns(after.indent) < own:
        return False
    if _NO_HEADING.search(block.text) or STAMP.match(block.first):
        return False
    deeper = columns(after.indent) > own
    if not after.gap:
        return is_numbered(block.text) and deeper and after.form == "plain" and len(after.parts) > 1
    if (index and not block.gap) or own >= margin or len(block.parts) > 2:
        return False
    return deeper or _stands_out(live, index + 1, margin)


def _is_heading(live: Sequence[Block], slots: Sequence[bool], index: int, *, spaced: bool) -> bool:
    block = live[index]
    before = live[index - 1] if index else None
    after = live[index + 1] if index + 1 < len(live) else None
    if block.form == "heading":
        return True
    if len(block.parts) > 1 or _interrupts(before, block, slots, index):
        return False
    if opens_two_lines(block, after) or _is_second_line(before, block):
        return True
    if is_numbered(block.first):
        return not _is_listed(live, index)
    if block.form != "plain" or slots[index]:
        return False
    if before is not None and before.kind == "heading" and _is_sublabel(block.first):
        return True
    return after is not None and _is_parted(block.first, spaced=spaced) and not _goes_on(block, after)


def _is_parted(text: str, *, spaced: bool) -> bool:
    """Short, without the punctuation of a sentence, and parted by a space or a dash."""
    if len(text) > HEADING_LIMIT or CLAUSE.search(text):
        return False
    return (spaced and bool(_SPACED.search(text))) or "——" in text[1:-2]


def _spaces_part_headings(live: Sequence[Block]) -> bool:
    """False where running text has spaces between Chinese characters: then a space is no sign of a heading."""
    running = [block.first for block in live if len(block.first) > HEADING_LIMIT + 10]
    loose = sum(bool(_LOOSE_SPACE.search(text)) for text in running)
    return loose * 10 <= len(running)


def _goes_on(block: Block, after: Block) -> bool:
    beside = after.kind is None and after.form == "plain" and 0 < after.gap < SLOT
    return beside and is_cut(block.first, after.first)


def _interrupts(before: Block | None, block: Block, slots: Sequence[bool], index: int) -> bool:
    """Whether the line stands where a sentence is still open, so that it is more likely its rest."""
    if before is None or slots[index] or before.kind is not None or before.form != "plain":
        return False
    if block.gap == 0:
        return before.last[-1] == "、"
    if (slots[index - 1] and len(before.first) <= CAPTION_LIMIT) or not is_open(before.last):
        return False
    cut = len(before.last) > HEADING_LIMIT or bool(CLAUSE.search(before.last))
    return continues(before.last, block.first) if cut else is_cut(before.last, block.first)


def _is_second_line(before: Block | None, block: Block) -> bool:
    below = before is not None and before.kind == "heading" and block.gap == 0
    return below and block.first.startswith("——") and len(block.first) <= _SECOND_LINE_LIMIT


def _is_listed(live: Sequence[Block], index: int) -> bool:
    """Whether its neighbour is the next number of the same list, or it stands right below a list of sentences: then it
    is an item, not a heading.
    """
    if index + 1 == len(live):
        return True
    block, beside = live[index], [*live[max(index - 1, 0) : index], live[index + 1]]
    same = [other for other in beside if other.form in ("plain", "item") and _rank(other.first) == _rank(block.first)]
    return any(is_numbered(other.first) for other in same) or _ends_a_list(live, index)


def _ends_a_list(live: Sequence[Block], index: int) -> bool:
    """Whether two or more lines with such numbers stand right above, each right below the one before, all sentences."""
    first = index
    while first and not live[first].gap and _rank(live[first - 1].first) == _rank(live[index].first):
        first -= 1
        if is_numbered(live[first].first) or live[first].form not in ("plain", "item"):
            return False
    return index - first >= _FEWEST_ITEMS


def _rank(text: str) -> int:
    found = numbering(text)
    return found.rank if found else 0


def _is_sublabel(text: str) -> bool:
    """Whether it is a label with a few words behind, which are no day: ``更新日期：2024-05-20`` heads nothing."""
    plain = not _LIST_MARK.search(text) and not _DAY.search(text)
    return bool(SUBLABEL.match(text)) and len(text) <= HEADING_LIMIT and plain


def _mark_plain(live: Sequence[Block], slots: Sequence[bool]) -> None:
    """Short plain lines above long ones, in a file that has no other headings and few cut sentences."""
    if sum(block.kind == "heading" for block in live) >= 2:
        return
    found = [block for index, block in enumerate(live) if index and _may_be_plain(live, slots, index)]
    cuts = sum(
        block.kind is None and after.kind is None and block.form == "plain" and is_open(block.last)
        for block, after in zip(live, live[1:], strict=False)
        if len(block.first) > _PLAIN_LIMIT and after.gap < SLOT
    )
    if len(found) > max(cuts, 1):
        for block in found:
            block.kind = "heading"


def _may_be_plain(live: Sequence[Block], slots: Sequence[bool], index: int) -> bool:
    block, before = live[index], live[index - 1]
    after = live[index + 1] if index + 1 < len(live) else None
    if (
        after is None
        or block.kind is not None
        or block.form != "plain"
        or slots[index]
        or length(block.first) > _PLAIN_LIMIT
    ):
        return False
    if CLAUSE.search(block.first) or not block.first[-1].isalnum() or after.kind is not None or after.form == "row":
        return False
    closed = before.kind is not None or not is_open(before.last) or index == 1
    long = len(after.first) > HEADING_LIMIT or bool(SENTENCE.search(after.first))
    return closed and long and not likely_continues(block.first, after.first)
