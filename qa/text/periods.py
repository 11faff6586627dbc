"""Years, quarters, halves and months that a folded text states, and whether a sentence speaks of the ones asked for.

It reads words only; the clock's date means nothing to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.text.measure_words import COUNTERS

YearPart = tuple[int, int]

# 2021级, 2021届, 2021期 and 2021本科 begin with a year all the same.
_COUNTERS = re.sub("[级届期本年]", "", COUNTERS)
YEAR = re.compile(rf"(?<!\d)((?:19|20)\d\d)(?!\d|[余多]|\.\d|[{_COUNTERS}元亿万%])")
_STATED_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年?[-—~至到]((?:19|20)\d\d))?(?=年|[-/.]\d)")
_BOUND = re.compile("(?:自从?|从|打从?|自打)?[12]\\d{3}年[^,。;?!]{0,12}?(?:以来|以后|之后|过后|以前|之前)")
YEARS_BEFORE = {"前年": -2, "去年": -1, "上一年": -1, "上1年": -1, "上年": -1}
_RELATIVE_YEAR = re.compile("|".join(YEARS_BEFORE))
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WHOLE_YEAR: YearPart = 1, 12
_NUMERALS = "一二三四五六七八九"
_ORDINALS = "一二三四", "1234", ("first", "second", "third", "fourth")
_PART = re.compile(
    r"前(?P<quarters>[23二两三])个?季度|[头前首](?P<months>[2-9])个?月(?!前|之前|以前)|"
    r"(?P<whole>全年(?!龄|级)|整年|\bwhole year|\bfull year)|"
    r"(?P<from>[一二三四五六七八九])(?:[、和]?[一二三四五六七八九]){0,7}(?:[、和]?(?P<to>[一二三四五六七八九])|[、和](?P<digit>[1-9]))月|"
    r"第?(?:(?P<from_quarter>[1-4一二三四])[、和]?)?(?P<quarter>[1-4一二三四])季度|\bq(?P<q>[1-4])\b|(?P<half>[上下])半年|"
    r"(?P<en_quarter>first|second|third|fourth) quarter|(?P<en_half>first|second) half|"
    rf"(?<![\d.])(?P<month>1[0-2]|0?[1-9])(?:月?份?[-—~至到](?P<last>1[0-2]|0?[1-9]))?月(?!饼)|"
    rf"\b(?P<en_month>{'|'.join(name for name in _MONTHS if name not in ('may', 'march'))}|(?<=in )(?:may|march))\b",
    re.ASCII,
)


def asked_years(text: str) -> tuple[str, ...]:
    """The years that a folded question names, each once; ``2000余名`` is none."""
    return tuple(dict.fromkeys(YEAR.findall(text)))


def without_bounds(text: str) -> str:
    """A folded question without the times that only bound its own: 自2020年11月以来, 2019年之前."""
    return _BOUND.sub("", text)


def stated_years(text: str, period: str | None) -> list[str]:
    """The years that a folded text states, in order, all of a range; 去年 is the one before ``period``, an ISO date."""
    found = []
    for match in _STATED_YEARS.finditer(text):
        first, last = int(match[1]), int(match[2] or match[1])
        found += [(match.start(), str(year)) for year in range(first, max(first, last) + 1)]
    if period:
        relative = _RELATIVE_YEAR.finditer(text)
        found += [(match.start(), str(int(period[:4]) + YEARS_BEFORE[match.group()])) for match in relative]
    return [year for _, year in sorted(found)]


def parts(text: str) -> list[YearPart]:
    """The parts of a year that a folded text states, in order, as first and last month.

    >>> parts("1季度,上半年和5月")
    [(1, 3), (1, 6), (5, 5)]
    """
    return [_part(match) for match in _PART.finditer(text)]


def states_part(asked: Sequence[YearPart], text: str) -> bool:
    """Whether a folded text states one of the parts asked for."""
    return any(_agree(one, other) for one in asked for other in parts(text))


def other_part(asked: Sequence[YearPart], before: str, sentence: str) -> bool:
    """Whether a folded sentence speaks of another part of the year than those asked for.

    before: what stands above and before it, which it goes on speaking of when it states none itself; what is said of
    a whole year may stand behind a month.
    """
    stated = parts(sentence) or ([] if _WHOLE_YEAR in asked else parts(before)[-1:])
    return bool(asked and stated) and not any(_agree(one, other) for one in asked for other in stated)


def other_year(asked: Sequence[str], before: str, sentence: str, period: str | None) -> bool:
    """Whether a folded sentence of a document on ``period`` speaks of another year than those asked for.

    It speaks of the year it states, else of the last one stated before it, else of that of the document.
    """
    if not asked or (period and period[:4] in asked):
        return False
    stated = stated_years(sentence, period) or stated_years(before, period)[-1:] or ([period[:4]] if period else [])
    return bool(stated) and not set(asked) & set(stated)


def _part(match: re.Match[str]) -> YearPart:
    if match["quarters"]:
        return 1, 9 if match["quarters"] in "3三" else 6
    if match["months"]:
        return 1, int(match["months"])
    if match["whole"]:
        return _WHOLE_YEAR
    if match["from"]:
        return _NUMERALS.index(match["from"]) + 1, int(match["digit"] or _NUMERALS.index(match["to"]) + 1)
    if quarter := match["quarter"] or match["q"] or match["en_quarter"]:
        return 3 * _quarter(match["from_quarter"] or quarter) + 1, 3 * _quarter(quarter) + 3
    if half := match["half"] or match["en_half"]:
        return (1, 6) if half in ("上", "first") else (7, 12)
    first = int(match["month"]) if match["month"] else _MONTHS.index(match["en_month"]) + 1
    return first, int(match["last"] or first)


def _quarter(ordinal: str) -> int:
    return next(names.index(ordinal) for names in _ORDINALS if ordinal in names)


def _agree(one: YearPart, other: YearPart) -> bool:
    """Whether a statement on ``other`` may answer for ``one``: the same, or a month inside."""
    overlap = one[0] <= other[1] and other[0] <= one[1]
    return one == other or (overlap and (one[0] == one[1] or other[0] == other[1]))
