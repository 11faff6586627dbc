"""Words that say which way: rise and fall, before and after, and the order of what stands on both sides of a word.

General pairs of the language. It compares two texts and reads no document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from qa.checking.quantities import shared
from qa.text.characters import CHINESE
from qa.text.folding import Folded, fold
from qa.types import Extent

_RISE = (
    "上升|增长(?![点极])|增加(?!值)|提升|提高|增至|升至|升到|升为|上涨|扩大|增多|攀升|上调|涨至|"
    "增(?!值|长[点极]|加值|强)|升(?!级|学|旗|降)|涨"
)
_FALL = (
    "下降|减少|降低|下滑|减至|降至|降到|降为|下跌|缩小|回落|下调|跌至|减弱|缩减|压减|"
    "减(?!税|负|灾|排)|降(?!水|雨|温)|跌"
)
_PAIRS = (
    (_RISE, _FALL),
    ("之前|以前|前夕|召开前|(?<=[开成立布始束])前", "之后|以后|过后|召开后|(?<=[开成立布始束])后"),
    ("早于|先于", "晚于|迟于"),
    ("高于|多于|大于|超过|优于", "低于|少于|小于|不足|不到|劣于"),
    ("盈利|盈余", "亏损|亏空"),
    ("流入|迁入|进口|买入|收购", "流出|迁出|出口|卖出|出售"),
    ("最高|最多|最大|最快|最早", "最低|最少|最小|最慢|最晚"),
    ("同意|赞成|支持|赞同", "反对|否决"),
    ("开始|启动|开工|开幕", "结束|停止|完工|闭幕"),
    ("获胜|战胜|击败|取胜", "落败|败给|输给"),
    ("成立|设立|组建", "撤销|解散|撤并"),
    ("正面|顺差", "负面|逆差"),
    (r"\b(?:rose|increased|grew|up|higher)\b", r"\b(?:fell|decreased|dropped|declined|down|lower)\b"),
    (r"\bbefore\b", r"\bafter\b"),
)  # fmt: skip
_SIDES = re.compile(
    "(?:转化为|转变为|转化成|变成|变为|取代|早于|晚于|高于|低于|多于|少于|领先于|"
    "[由从](?P<from>[^，,。;；]{1,14}?)(?:上升|下降|提升|提高|增加|减少|降低|增长)?[到至]|升至|降至|增至|减至|比)"
)
_CLAUSE = re.compile(r"[^，,。;；!！?？\n]+")
_ITEM = re.compile(r"[^，,。;；、!！?？:：\n“”]+")
_LEAST = 3
_ALIKE = 0.3


@dataclass(frozen=True, slots=True)
class Turned:
    """Words of a statement, and those of the source that say the reverse; offsets in the two texts."""

    own: Extent
    printed: Extent


def turned(text: str, source: str) -> list[Turned]:
    """Where ``source`` says the reverse of ``text``: another direction, sides exchanged, a list in another order."""
    own, printed = fold(text), fold(source)
    found = [*_opposites(own.text, printed.text), *_exchanged(own.text, printed.text)]
    found += _crossed(own.text, printed.text) if not found else []
    found += _reordered(own.text, printed.text) if not found else []
    return [Turned(_original(own, one), _original(printed, other)) for one, other in found]


def _original(folded: Folded, extent: Extent) -> Extent:
    return folded.original(*extent)


def _opposites(own: str, printed: str) -> list[tuple[Extent, Extent]]:
    """A word of one side whose clause in the source has only words of the other side."""
    found: list[tuple[Extent, Extent]] = []
    for pair in _PAIRS:
        for mine, other in (pair, pair[::-1]):
            for match in re.finditer(mine, own):
                if any(first <= match.start() and match.end() <= last for (first, last), _ in found):
                    continue
                reverse = _reverse_of(match, mine, other, own, printed)
                if reverse:
                    found.append((match.span(), reverse))
    return found


def _reverse_of(match: re.Match[str], mine: str, other: str, own: str, printed: str) -> Extent | None:
    clause = _clause_of(own, match.start())
    rest = clause.replace(match.group(), "")
    best, likeness = None, _ALIKE
    for candidate in _CLAUSE.finditer(printed):
        words = re.sub(f"{mine}|{other}", "", candidate.group())
        alike = max(shared(rest, words), _figures_shared(rest, words))
        if alike > likeness:
            best, likeness = candidate, alike
    if best is None or re.search(mine, best.group()):
        return None
    reverse = re.search(other, best.group())
    return (best.start() + reverse.start(), best.start() + reverse.end()) if reverse else None


def _figures_shared(one: str, other: str) -> float:
    mine = set(re.findall(r"\d[\d.]*%?", one))
    return len(mine & set(re.findall(r"\d[\d.]*%?", other))) / len(mine) if mine else 0.0


def _clause_of(text: str, at: int) -> str:
    return next((one.group() for one in _CLAUSE.finditer(text) if one.start() <= at < one.end()), text)


def _exchanged(own: str, printed: str) -> list[tuple[Extent, Extent]]:
    """``A变为B`` where the source has ``B变为A``; ``由3增至5`` where it has ``由5降至3``."""
    found = []
    for mine in _parted(own):
        for other in _parted(printed):
            straight = _alike(mine[0], other[0]) + _alike(mine[1], other[1])
            across = _alike(mine[0], other[1]) + _alike(mine[1], other[0])
            if across > 1.3 and across > straight + 0.4:
                found.append((mine[2], other[2]))
                break
    return found


def _parted(text: str) -> list[tuple[str, str, Extent]]:
    """What stands on both sides of a word that sets them in order, and the extent of all of it."""
    found = []
    for match in _SIDES.finditer(text):
        left = match["from"]
        begin = (
            match.start()
            if left
            else max((text.rfind(mark, 0, match.start()) for mark in "，,。;；、把将\n"), default=-1) + 1
        )
        cut = re.search(r"[，,。;；、!！?？\n]", text[match.end() :])
        end = match.end() + (cut.start() if cut else len(text) - match.end())
        before, after = left or text[begin : match.start()], text[match.end() : end]
        if before and after:
            found.append((before[-14:], after[:14], (begin, end)))
    return found


def _alike(one: str, other: str) -> float:
    figures = re.findall(r"\d[\d.]*%?", one), re.findall(r"\d[\d.]*%?", other)
    if figures[0] or figures[1]:
        return float(figures[0] == figures[1])
    return shared(one, other) if len(one) > 2 else float(one == other)


def _crossed(own: str, printed: str) -> list[tuple[Extent, Extent]]:
    """An item whose beginning stands in one item of the source and whose end in another."""
    items = list(_ITEM.finditer(printed))
    found = []
    for mine in _ITEM.finditer(own):
        text = mine.group()
        if text in printed or len(text) < 2 * _LEAST:
            continue
        begins = max(((_common(text, one.group()), one) for one in items), key=lambda one: one[0], default=(0, None))
        ends = max(
            ((_common(text[::-1], one.group()[::-1]), one) for one in items), key=lambda one: one[0], default=(0, None)
        )
        whole = begins[0] + ends[0]
        if min(begins[0], ends[0]) >= _LEAST and whole >= len(text) and begins[1] is not ends[1] and begins[1]:
            first = begins[1]
            others = [one for one in items if one is not first]
            tail = first.group()[begins[0] :]
            if len(tail) >= 2 and tail in own and ends[1] in others:
                found.append((mine.span(), first.span()))
    return found


def _common(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _reordered(own: str, printed: str) -> list[tuple[Extent, Extent]]:
    """A list of three or more items that the source prints, all of them, in another order."""
    found = []
    theirs = [
        (match.span(), match.group().split("、"))
        for match in re.finditer(r"[^，,。;；:：!?\n“”]+(?:、[^，,。;；:：!?\n“”]+){2,}", printed)
    ]
    for match in re.finditer(r"[^，,。;；:：!?\n“”]+(?:、[^，,。;；:：!?\n“”]+){2,}", own):
        items = _items(match.group())
        for span, _ in theirs:
            others = _items(printed[span[0] : span[1]])
            inner = items[1:-1]
            if len(inner) >= 1 and sorted(items) == sorted(others) and items != others:
                found.append((match.span(), span))
    return found


def _items(text: str) -> list[str]:
    """The items of a list; what stands before the first and behind the last word of two characters is cut off."""
    return [re.sub(rf"等?[{CHINESE}]?$", "", one) if len(one) > 8 else one for one in text.split("、")]


def similar(one: str, other: str) -> float:
    """Likeness of two texts, 0–1, by their longest common runs."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
