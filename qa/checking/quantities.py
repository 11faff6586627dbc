"""Figures of a text with what they count, and whether one bears another out. It reads no document.

A figure is compared after folding: 二百六十户 is 260户, 2.6万件 is 26000件. A unit is part of it: 件 is not 次.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from qa.text.characters import CHINESE
from qa.text.folding import fold
from qa.text.measure_words import MEASURE_WORDS, interchangeable
from qa.types import Extent

_LONG_UNITS = (
    "平方公里|平方千米|平方米|立方米|个百分点|摄氏度|人民币|工作日|千瓦时|公里|千米|厘米|毫米|公斤|千克|公顷|美元|欧元|日元|港元|英镑|卢布|"
    "人次|件次|场次|户次|车次|班次|架次|台次|个月|小时|分钟|周年|千瓦|兆瓦|毫升|年度|季度|平米|秒|克|度|起|处|字"
)
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_NEARLY = ("将近", "接近", "近")
_ROUGHLY = ("大约", "大概", "约")
_MORE = ("不少于", "不低于", "不小于", "至少", "超过", "超出", "高于", "多于", "大于", "突破", "超", "逾")
_LESS = ("未达到", "未达", "未满", "不满", "不到", "不足", "低于", "少于", "小于")
_MOST = ("不超过", "未超过", "不高于", "不多于", "最多")
_REACHED = ("达到", "达")
_ABOUT = "|".join((*_MOST, *_MORE, *_LESS, *_NEARLY, *_ROUGHLY, *_REACHED))
_QUANTITY = re.compile(
    rf"(?P<about>{_ABOUT})?"
    r"(?<![\d.a-z+])(?P<number>\d+(?:\.\d+)?)(?P<more>[余多几来])?(?P<scale>[百千万亿]+)?(?P<more2>[余多])?"
    rf"(?P<unit>%|个百分点|{_LONG_UNITS}|[{MEASURE_WORDS}起处]|[a-z]+\b)?"
    r"(?P<more3>左右|上下|以上|以下|多)?(?![\d+])"
)
_DATE = re.compile(
    r"(?:19|20)\d\d年?[-—至到~](?:19|20)\d\d年|(?:19|20)\d\d年(?!以上|级|期)|\d{1,2}月(?:份|\d{1,2}[日号])?(?!饼)|\d{1,2}[日号](?!线|楼)"
)
_ORDINAL = re.compile(rf"第\d+[{CHINESE}]?|\d+(?:届|大(?!型|量|小|棚|约)|号楼|号)")
_ONE_UNIT = frozenset(
    frozenset(pair) for pair in (("平米", "平方米"), ("千米", "公里"), ("千克", "公斤"), ("年", "年度"), ("年", "周年"))
)
_AROUND = 9
_BOUNDARY = re.compile(r"[，,。;；:：!！?？\n、（()）“”\"]|\d")
_EXCLUDE: tuple[set[str], ...] = ({"more", "below"}, {"more", "less"}, {"more", "most"}, {"less", ""})
Agreement = Literal["equal", "rounded", "unit", "no"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a text: ``text[start:end]`` with its unit. value: what it comes to. unit: folded; empty for none.

    about: "more", "less", "most", "below", "near" or "" for what stands with it (余, 不到, 以下, 近, 约).
    about_start: where that word stands, ``start`` if there is none before it. before, after: the folded words beside
    it. digits: those written, without zeros at the end. article: whether it is 一 before a measure word, which may only
    say "a". clause: the folded clause it stands in.
    """

    start: int
    end: int
    value: float
    unit: str
    about: str
    about_start: int
    digits: str
    before: str
    after: str
    clause: str
    article: bool


@lru_cache(maxsize=4096)
def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of ``text`` that count or measure, in order; no date and no ordinal."""
    folded = fold(text)
    taken = [match.span() for pattern in (_DATE, _ORDINAL) for match in pattern.finditer(folded.text)]
    found = []
    for match in _QUANTITY.finditer(folded.text):
        at = match.start("number")
        if any(first <= at < last for first, last in taken):
            continue
        whole, extent = folded.original(*match.span()), folded.original(at, match.end())
        found.append(_quantity(folded.text, match, whole[0], extent, text))
    return tuple(found)


def _quantity(folded: str, match: re.Match[str], about_start: int, extent: Extent, text: str) -> Quantity:
    value = float(match["number"])
    for scale in match["scale"] or "":
        value *= _SCALES[scale]
    more = match["more"] or match["more2"] or match["more3"] or ""
    about = _about(match["about"] or "", more)
    unit = match["unit"] or ""
    if unit == "成":
        value, unit = value * 10, "%"
    digits = match["number"].replace(".", "").strip("0")
    sides = _sides(folded, match.start("number"), match.end())
    article = text[extent[0]] == "一" and value == 1
    return Quantity(*extent, value, unit, about, about_start, digits, *sides, article=article)


def _about(before: str, behind: str) -> str:
    if before in _NEARLY:
        return "below"
    if before in _ROUGHLY or behind in ("左右", "上下"):
        return "near"
    if before in _MORE or behind in ("余", "多", "几", "来", "以上"):
        return "more"
    if before in _LESS:
        return "less"
    return "most" if before in _MOST or behind == "以下" else ""


def _sides(folded: str, start: int, end: int) -> tuple[str, str, str]:
    """The words before and behind a figure, as far as the next mark or figure, and its whole clause."""
    before = folded[max(0, start - _AROUND) : start]
    if cuts := list(_BOUNDARY.finditer(before)):
        before = before[cuts[-1].end() :]
    after = folded[end : end + _AROUND]
    if cut := _BOUNDARY.search(after):
        after = after[: cut.start()]
    first = max(folded.rfind(mark, 0, start) for mark in "，,。;；!?\n") + 1
    last = min((at for mark in "，,。;；!?\n" if (at := folded.find(mark, end)) >= 0), default=len(folded))
    return before, after, folded[first:last]


def agreement(claimed: Quantity, printed: Quantity) -> Agreement:
    """Whether a figure that is printed bears out the one claimed: wholly, as a round one, but for its unit, or not."""
    same = _same_unit(claimed.unit, printed.unit)
    if claimed.value == printed.value:
        if {claimed.about, printed.about} in _EXCLUDE:
            return "no"
        return "equal" if same else "unit"
    if same and _rounds(claimed, printed):
        return "rounded"
    if claimed.digits == printed.digits and len(claimed.digits) > 1 and same:
        return "unit"
    return "no"


def _same_unit(one: str, other: str) -> bool:
    if one == other or not one or not other:
        return True
    if len(one) == len(other) == 1:
        return other in interchangeable(one) or {one, other} == {"家", "户"}
    return frozenset((one, other)) in _ONE_UNIT


def _rounds(claimed: Quantity, printed: Quantity) -> bool:
    value, true = claimed.value, printed.value
    step = 10 ** (len(str(int(value))) - len(str(int(value)).rstrip("0") or "0")) if value >= 10 else 1
    if claimed.about == "more":
        return value < true < value + min(step, value * 0.25)
    if claimed.about in ("less", "most", "below"):
        return value * 0.9 <= true < value
    return claimed.about == "near" and abs(value - true) <= 0.05 * value


def likeness(one: Quantity, other: Quantity) -> float:
    """How much the words beside two figures are alike, 0 to about 3: whether they count the same thing."""
    behind, front = shared(one.after, other.after), shared(one.before, other.before)
    across = max(shared(one.after, other.before), shared(one.before, other.after))
    clause = shared(one.clause, other.clause)
    unit = 0.4 if one.unit and one.unit == other.unit else 0.2 if _same_unit(one.unit, other.unit) else 0.0
    return behind + 0.7 * front + 0.5 * across + 0.5 * clause + unit


def shared(one: str, other: str) -> float:
    """The share, 0–1, of the shorter text's character pairs that the other has too; of lone characters, half."""
    first, second = _pairs(one), _pairs(other)
    if not first or not second:
        return 0.0
    return len(first & second) / min(len(first), len(second))


@lru_cache(maxsize=8192)
def _pairs(text: str) -> frozenset[str]:
    runs = re.findall(rf"[{CHINESE}a-z]+", text)
    return frozenset(run[i : i + 2] for run in runs for i in range(len(run) - 1))
