"""All of something in a statement, where a source prints a share of it, or nothing of the kind: 全部, 所有, 全体.

It compares two texts and reads no document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.checking.comparison import Apart, Comparison
from qa.checking.quantities import Quantity, quantities
from qa.text.characters import CHINESE
from qa.types import Extent

_ALL = re.compile("全部|所有|全体|悉数|一律|无一例外")
_ADDED = re.compile("全部|悉数|一律|无一例外")
_BEARS = re.compile("全(?![区县市国省镇乡球面])|所有|均|都|各|每|一律|悉数|无一|皆|逐|完成|100%")
_RUN = re.compile(rf"的?([{CHINESE}]+)")
_OF_THEM = re.compile(rf"([{CHINESE}]+?)(?:之?[中里]|当中)?[,，]?有?(?:将近|接近|[约近超达])?$")
_AFTER_NOUN = "都均全也已将就皆"
_LONG_NOUN = 4
_WINDOW = 20
_SURE = 0.75


def compare_universals(text: str, source: str, taken: Sequence[Extent], found: Comparison) -> None:
    """Set every universal of ``text`` outside of ``taken`` against ``source``."""
    known = {one.value for one in quantities(text) if one.unit == "%"}
    shares = [one for one in quantities(source) if one.unit == "%" and one.value < 100 and one.value not in known]
    for match in _ALL.finditer(text):
        if any(first < match.end() and match.start() < last for first, last in taken):
            continue
        part = next((one for one in shares if _of_the_same(text, match.span(), source, one)), None)
        if part is not None:
            found.claimed += 1
            found.apart.append(Apart("figure", match.span(), (part.start, part.end), _SURE))
        elif _ADDED.match(match.group()) and not _BEARS.search(source):
            found.claimed += 1
            found.missing.append(match.span())


def _of_the_same(text: str, own: Extent, source: str, share: Quantity) -> bool:
    """Whether a universal and a share are of the same noun, on whichever side of them it stands."""
    mine = _nouns(text, *own)
    theirs = _nouns(source, share.about_start, share.end)
    return _same_noun(mine, theirs) and not _all_of(source, mine)


def _nouns(text: str, start: int, end: int) -> tuple[str, str]:
    """The words directly before and behind a stretch, that before it without 中 and the like."""
    before, behind = _OF_THEM.search(text, max(0, start - _WINDOW), start), _RUN.match(text, end, end + _WINDOW)
    return before.group(1) if before else "", behind.group(1) if behind else ""


def _same_noun(mine: tuple[str, str], theirs: tuple[str, str]) -> bool:
    before, behind = mine
    for size in range(2, max(map(len, mine)) + 1):
        if before[-size:] and len(before) >= size:
            ending = before[-size:]
            if theirs[0].endswith(ending) or theirs[1].startswith(ending):
                return True
        if len(behind) >= size and (behind[size : size + 1] in _AFTER_NOUN or size >= _LONG_NOUN):
            beginning = behind[:size]
            if theirs[0].endswith(beginning) or theirs[1].startswith(beginning):
                return True
    return False


def _all_of(source: str, mine: tuple[str, str]) -> bool:
    """Whether the source says the same of all of them too."""
    return any(_same_noun(mine, _nouns(source, *other.span())) for other in _ALL.finditer(source))
