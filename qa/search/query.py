"""What a question asks for beside its content, read off its words: places, years, photo credits, several sources.

It knows the places of the corpus and nothing else of it; it searches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qa.search.small_talk import without_courtesies
from qa.text.characters import CHINESE
from qa.text.figures import figures_alone
from qa.text.folding import fold
from qa.text.periods import YearPart, asked_years, parts, without_bounds
from qa.text.pinyin import sounds_like
from qa.text.places import DIVISIONS
from qa.types import Kind

_ROLES: Mapping[Kind, re.Pattern[str]] = {
    "byline": re.compile(
        "作者|记者|署名|署了|撰稿|撰写|执笔|笔者|(?:谁|哪.?[位个名]).{0,8}(?:写|供图|提供|给的)|(?:写|供图|提供|给)的?(?:人|是谁)|"
        r"\b(?:authors?|reporters?|journalists?|byline|wrote|written by)\b|who (?:supplied|provided)"
    ),
    "caption": re.compile(
        "照片|图片|配图|图中|图里|拍摄|拍的|拍了|摄影|谁拍|供图|图注|图说|"
        r"\b(?:photo(?:s|graph|graphs|grapher)?|pictures?|captions?|images?)\b"
    ),
    "sidebar": re.compile(r"链接|附表|附录|\bsidebar\b"),
    "heading": re.compile(r"标题|题目|考题|要点|栏目|\b(?:headings?|headlines?|titles?)\b"),
}
_SEVERAL = re.compile(
    "分别|各(?!类|种|项|级|方|界|地|族|部门|单位|街道|个?环节)|对照|对比|相比|比较|两篇|几篇|哪[两几]个?(?:区县|区|县|地方|篇)|哪些(?:区县|地方)|"
    r"\b(?:both|each|respectively|compare|versus|which two)\b"
)
_NOT_THAT = re.compile(
    r"[(（][^()（）]{0,4}(?:不是|别|不要|不算|不含|而非|勿|不问)[^()（）]*[)）]|[,，。;；](?:注意)?(?:不是说?|别说?|不要说?|而不是|不问)[^,，。;；？?]*(?:[。.!！]|$)"
    r"|\((?:not|other than)\b[^()]*\)"
)
_WRITTEN = {
    "为啥子": "为什么",
    "为啥": "为什么",
    "啥子": "什么",
    "啥": "什么",
    "咋个": "怎么",
    "咋样": "怎么样",
    "咋": "怎么",
    "几多": "多少",
    "幾多": "多少",
    "好多": "多少",
    "好久": "多久",
}
_SPOKEN = re.compile(
    "为啥子?|啥子?|咋个|咋样|咋|[几幾]多|好久|好多(?=[个個名位支项項家次户戶钱錢元万萬条條年天月])|(?<=有)好多(?=人)"
    f"|好多(?=[{CHINESE}]{{0,2}}[？?嘛吗呢]*$)"
)

_RELATIVE_YEARS = {
    "前年": -2,
    "去年": -1,
    "上一年": -1,
    "今年": 0,
    "本年": 0,
    "明年": 1,
    "last year": -1,
    "this year": 0,
}
_RELATIVE = re.compile("|".join(_RELATIVE_YEARS))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for.

    text: the question without courtesies and what it says it does not mean. places: stems of the corpus's places named.
    without: those it is not about (除了江北).
    years: as ``2021``. parts: of a year, as first and last month. leaning: the year that 去年 and the like would mean,
    preferred, not demanded. figures: those of a question that is nothing else. roles: kinds of paragraph beside the
    text that it is after. several: whether it wants more than one source.
    """

    text: str
    places: tuple[str, ...]
    without: tuple[str, ...]
    years: tuple[str, ...]
    parts: tuple[YearPart, ...]
    leaning: str | None
    figures: tuple[str, ...]
    roles: frozenset[Kind]
    several: bool


def asked(question: str, places: Iterable[str], newest: str | None = None) -> Asked:
    """Read ``question``. places: stems of the places of the corpus. newest: the year of its newest document."""
    question = without_courtesies(question)
    text = _NOT_THAT.sub(lambda match: match.group()[-1] if match.group()[-1] in "？?" else "", question)
    text = _written(text if text.strip() else question)
    folded = fold(text).text
    named = tuple(place for place in places if place in folded or sounds_like(place, text))
    without = tuple(place for place in named if _excepted(place, folded))
    named = tuple(place for place in named if place not in without)
    return Asked(
        text=text,
        places=named,
        without=without,
        years=asked_years(without_bounds(folded)),
        parts=tuple(parts(without_bounds(folded))),
        leaning=_relative_year(folded, newest),
        figures=figures_alone(folded),
        roles=frozenset(role for role, pattern in _ROLES.items() if pattern.search(folded)),
        several=len(named) > 1 or bool(without) or _SEVERAL.search(folded) is not None,
    )


def _written(text: str) -> str:
    """``text`` with question words of spoken and south-western Chinese as they are written."""
    return _SPOKEN.sub(lambda match: _WRITTEN[match.group()], text)


def _excepted(place: str, folded: str) -> bool:
    """Whether a folded question is about everything but ``place``: 江北以外, 除了江北."""
    listed = f"{re.escape(place)}[{DIVISIONS}]?(?:[、和与及][{CHINESE}]{{2,5}})*"
    return re.search(f"{listed}(?:以外|之外)|除了?(?:[{CHINESE}]{{2,5}}[、和与及])*{listed}", folded) is not None


def _relative_year(folded: str, newest: str | None) -> str | None:
    match = _RELATIVE.search(folded)
    return str(int(newest) + _RELATIVE_YEARS[match.group()]) if match and newest else None
