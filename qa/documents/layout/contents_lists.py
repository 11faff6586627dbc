"""A list of contents: lines whose words stand again further down, each above its text. It marks both."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qa.documents.layout.blocks import Block
from qa.documents.layout.numbering import numbering
from qa.documents.layout.unwrapping import columns

_PAGE = r"(?:\d{1,4}|[ivxlc]{1,7})$"
_DOTS = r"[.．·・_]\s*"
_LEADER = re.compile(
    rf"(?:(?:{_DOTS}){{3,}}|(?:[…‥]\s*){{2,}}){_PAGE}|(?:{_DOTS}){{6,}}$|(?<=\S)(?:\t| {{3,}}|\u3000{{2,}}){_PAGE}"
)
_NAMED = re.compile(r"(?:内容|內容)?目\s*[录錄次]|(?:table of )?contents", re.IGNORECASE)
_LONGEST = 150
_FEWEST = 3
_FEWEST_UNSIGNED = 6
_MISSES = 2
_MOST_PRINTED = 4


class _Entry(NamedTuple):
    """A line of the list: its place among the blocks, and that of the heading it names, if there is one."""

    place: int
    heading: int | None


def mark_contents(blocks: Sequence[Block]) -> None:
    """Set the kind of the lines of each list of contents, and of the headings that they name."""
    keys = [_key(block) for block in blocks]
    printed: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if key:
            printed[key].append(place)
    places = {key: where for key, where in printed.items() if len(where) <= _MOST_PRINTED}
    place = 0
    while place < len(blocks):
        entries = _entries(blocks, keys, places, place)
        if entries:
            place = entries[-1].place
            if _is_list(blocks, entries):
                _mark(blocks, entries)
        place += 1


def _key(block: Block) -> str:
    """The words of a line without its number, leader and page; empty for what is neither entry nor heading."""
    if block.form not in ("plain", "item", "heading") or block.kind is not None or len(block.text) > _LONGEST:
        return ""
    text = _LEADER.sub("", block.text)
    number = numbering(text)
    words = "".join(unicodedata.normalize("NFKC", text[number.end if number else 0 :]).split())
    return words.lower() if len(words) > 1 or number else ""


def _entries(
    blocks: Sequence[Block], keys: Sequence[str], places: Mapping[str, Sequence[int]], start: int
) -> list[_Entry]:
    """The lines from ``start`` on that name headings in their order, or end in a leader; a few others between."""
    found: list[_Entry] = []
    misses, last = 0, start
    ends = {start}
    for place in range(start, len(blocks)):
        if place > start and (blocks[place].gap > 1 or place in ends and found):
            break
        known = places.get(keys[place], ())
        further = known[bisect_right(known, max(last, place)) :]
        later = next((one for one in further if _is_alone(blocks, one)), next(iter(further), None))
        if later is not None:
            last = later
            ends.add(later)
        if later is not None or (keys[place] and _LEADER.search(blocks[place].text)):
            found.append(_Entry(place, later))
            misses = 0
        else:
            misses += 1
            if not found or misses > _MISSES or not keys[place]:
                break
    return [entry for entry in found if entry.heading is None or entry.heading > found[-1].place]


def _is_alone(blocks: Sequence[Block], place: int) -> bool:
    """Whether blank lines stand around a line, as around a heading, and not around an entry of a further list."""
    return blocks[place].gap > 0 and place + 1 < len(blocks) and blocks[place + 1].gap > 0


def _is_list(blocks: Sequence[Block], entries: Sequence[_Entry]) -> bool:
    """Whether enough lines name headings that have text between them, and something shows that it is a list."""
    headings = [entry.heading for entry in entries if entry.heading is not None]
    named = _title_of(blocks, entries[0].place) is not None
    signed = sum(bool(numbering(blocks[one.place].text) or _LEADER.search(blocks[one.place].text)) for one in entries)
    leaders = sum(bool(_LEADER.search(blocks[one.place].text)) for one in entries)
    if leaders >= _FEWEST and leaders * 2 > len(entries):
        return True
    apart = sum(after - at > 1 for at, after in zip(headings, headings[1:], strict=False))
    alone = sum(blocks[place].gap > 0 or blocks[place].form == "heading" for place in headings)
    if len(headings) < _FEWEST or min(apart + 1, alone) * 2 < len(headings):
        return False
    return named or signed * 2 > len(entries) or len(headings) >= _FEWEST_UNSIGNED


def _title_of(blocks: Sequence[Block], place: int) -> Block | None:
    """The line right above ``place`` that says ``目录``, if there is one."""
    above = next((block for block in reversed(blocks[max(place - 3, 0) : place]) if block.form != "loose"), None)
    return above if above is not None and _NAMED.fullmatch(above.text.strip()) else None


def _mark(blocks: Sequence[Block], entries: Sequence[_Entry]) -> None:
    first, last = entries[0].place, entries[-1].place
    title = _title_of(blocks, first)
    for block in [*([title] if title else []), *blocks[first : last + 1]]:
        block.kind = "contents"
    indents = sorted({columns(blocks[entry.place].indent) for entry in entries})
    for entry in entries:
        if entry.heading is None:
            continue
        heading = blocks[entry.heading]
        heading.kind = "heading"
        if len(indents) > 1 and heading.level is None:
            heading.level = indents.index(columns(blocks[entry.place].indent)) + 1
