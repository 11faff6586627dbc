"""Whether a sentence tells a time where a question asks when: patterns of dates in folded Chinese and English text."""

from __future__ import annotations

import re

from qa.search.query import Query
from qa.text.characters import in_english
from qa.text.periods import YEAR

_DATE = re.compile(
    r"\d年|\d月|\d[日号天周]|(?<![\d.-])(?:19|20)\d\d[-/.][01]?\d(?![\d.])|\d个?(?:小时|分钟|星期|工作日)|[上中下]旬|[去今明当]年|近日|年底|年初|季度|半年|\d点|(?<!\d)\d\d?:[0-5]\d(?!\d)|世纪|年代|"
    r"(?<![\d.])(?:1[5-9]|20)\d\d(?![\d.%\w-])|第[\d一二三四五六七八九十]+[年天]|[春夏秋冬][季天]|夜[间里晚]|清晨|傍晚|[正\d一二三四五六七八九十腊冬]月[初廿十]|年[间代]|[商周秦汉晋隋唐宋元明清][代朝]|战国|民国|赛季|次[日月年]|"
    "星期[1-6一二三四五六日天]|周[1-6一二三四五六日末]|[今昨明次当]天|[上下本每]周|[上下]午|凌晨|每[年月天日]"
)
_ENGLISH_DATE = re.compile(
    r"\b(?:1\d|20)\d\d\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*\.?) \d|"
    r"\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\b|"
    r"\b(?:january|february|march|april|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)days?|today|yesterday|tomorrow|now|after|before|until|since|once|when|whenever|"
    r"(?:second|minute|hour|day|week|month|quarter|year|decade)s?|century|noon|midnight|\d\d?:\d\d)\b"
)
_NUMBERED = "[楼线门馆厅院路车桌机床井洞桥坑店库站口台窗]|地铁|公路|教室|病房|泳道"
_ASKS_DAY = re.compile(rf"哪[一1]?[天日](?!起)|几月几[日号]|几号(?!{_NUMBERED})|which day")
_NO_DAY = re.compile(r"(?:(?<!\d)\d{4}|[去今明当])年|\d{1,2}月(?!\d|[初底末])")
_DATES = (
    (re.compile("哪年哪月|哪[一1]?个?月|几月份|which month"), r"(?:\d{4}年)?\d{1,2}月"),
    (_ASKS_DAY, r"(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]"),
    (re.compile("哪[一1]?年(?!级)|which year"), rf"(?<!\d)1\d{{3}}年|{YEAR.pattern}年?"),
)


def dated(query: Query, text: str) -> float:
    """1 when folded ``text`` names a time and the question asks when, −1 when it names none, 0 for other questions.

    Where it asks for the day, a year and a month are none.
    """
    if not query.asks_when:
        return 0.0
    if _ASKS_DAY.search(query.folded):
        text = _NO_DAY.sub(" ", text)
    return 1.0 if (_ENGLISH_DATE if in_english(text) else _DATE).search(text) else -1.0


def dates_asked(question: str) -> list[str]:
    """The pattern of the date that a folded question asks for to the year, the month or the day; none for 何时."""
    return [date for asks, date in _DATES if asks.search(question)][:1]
