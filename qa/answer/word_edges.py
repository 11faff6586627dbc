"""A stretch of a sentence to whole words, whole figures and both marks of a pair.

It knows no question.
"""

from __future__ import annotations

import re

from qa.text.characters import BRACKETS, NUMERALS, QUOTES, has_chinese
from qa.text.measure_words import MEASURE_WORDS
from qa.text.words import whole_words

_LONGEST = 40
_PAIRS = tuple({**QUOTES, **BRACKETS}.items())
_EDGES = " \n　|,，。.、;；:：!！?？的了是在"
_NOT_FIRST = _EDGES + "".join(closing for _, closing in _PAIRS)
_NOT_LAST = _EDGES + "".join(opening for opening, _ in _PAIRS)
_FIGURE = re.compile(rf"(?:\d|^[{NUMERALS}两]+)[余多几]?[百千万亿]*$")
_RANGE_TO = re.compile(r"(?<![\d.])\d+(?:\.\d+)?\s?(?:[-–—~～]|至|到)\s?$")
_RANGE_ON = re.compile(r"(?<=[日号])\s?(?:[-–—~～]|至|到)\s?\d{1,2}[日号]")
_BELOW_NOUGHT = re.compile(r"(?<![A-Za-z\d])[-−－]$")
_REST_OF_FIGURE = re.compile(rf"[\d.]*[余多几]?[百千万亿]*[余多]?[{MEASURE_WORDS}%％]?")


_PLACES = rf"[\d{NUMERALS}]{{1,4}}"
_DATE = re.compile(
    rf"(?:{_PLACES}年)?(?:{_PLACES}月份?)?(?:{_PLACES}[日号])?(?:[上中下]旬|[春夏秋冬]|[底初末])?"
    rf"\s?(?:凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?(?:{_PLACES}[点时](?:半|{_PLACES}分)?|\d\d?[:：]\d\d)?"
)
_ROUGHLY = r"(?:大?约|近|超过|逾|不[足到]|不?得?超过|不[少多低高]于|至[少多]|最[多少高低]|仅|每[人年月天日次])*"
_NUMBER = re.compile(rf"{_ROUGHLY}\d[\d,.]*")


def whole_date(text: str, start: int, end: int) -> tuple[int, int]:
    """The date that ``text[start:end]`` lies in, to the hour: 1968年3月 for 1968年; the stretch itself if in none."""
    around = max(0, start - _LONGEST)
    dates = (found.span() for found in _DATE.finditer(text, around, end + _LONGEST))
    return next(((first, last) for first, last in dates if first <= start < end <= last), (start, end))


def from_figure(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch from its only figure on, 约 and 不超过 with it: 350册 of 共印350册."""
    figures = list(_NUMBER.finditer(text, start, end))
    begins = figures[0].start() if len(figures) == 1 else start
    return (begins, end) if has_chinese(text[start:begins]) else (start, end)


def unbroken_figure(text: str, start: int, end: int) -> tuple[int, int]:
    """The figure with all of the word that is its unit (``60分贝``), its range (``25-30分钟``) and a share's sign."""
    word = next((one for one in whole_words(text[start : end + _LONGEST]) if one.start < end - start < one.end), None)
    if word is not None and not any(map(str.isdigit, word.word)):
        end = start + word.end
    if ranges := _RANGE_TO.search(text, max(0, start - _LONGEST), start):
        start = ranges.start()
    elif text[start:end].endswith(("%", "％")) and _BELOW_NOUGHT.search(text, max(0, start - 1), start):
        start -= 1
    on = _RANGE_ON.match(text, end)
    return start, on.end() if on else end


def to_whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span to whole words with the unit behind a figure and both marks of a pair, without marks at its edges."""
    if _FIGURE.search(text[start:end]) and (rest := _REST_OF_FIGURE.match(text, end)):
        end = rest.end()
    cut = whole_words(text)
    touched = [word for word in cut if word.start < end and start < word.end]
    if touched:
        start, end = _paired(text, touched[0].start, touched[-1].end)
    words = [word for word in cut if start <= word.start and word.end <= end]
    while words and not words[0].word.strip(_NOT_FIRST):
        words.pop(0)
    while words and not words[-1].word.strip(_NOT_LAST):
        words.pop()
    return (words[0].start, words[-1].end) if words else (start, start)


def _paired(text: str, start: int, end: int) -> tuple[int, int]:
    for opening, closing in _PAIRS:
        inside = text[start:end]
        if inside.count(opening) == inside.count(closing):
            continue
        if inside.count(opening) > inside.count(closing):
            if text[end : end + 1] == closing:
                end += 1
            elif inside[0] == opening:
                start += 1
        elif start and text[start - 1] == opening:
            start -= 1
        elif inside[-1] == closing:
            end -= 1
    return start, end
