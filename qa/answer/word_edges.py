"""A stretch of a sentence to whole words, whole figures and both marks of a pair.

It knows no question.
"""

from __future__ import annotations

import re

from qa.documents.bylines import is_person
from qa.text.characters import BRACKETS, CHINESE, NUMERALS, QUOTES, has_chinese
from qa.text.folding import folded_text
from qa.text.measure_words import MEASURE_WORDS
from qa.text.words import is_name, is_word, whole_words

_LONGEST = 40
_PAIRS = tuple({**QUOTES, **BRACKETS}.items())
_EDGES = " \n　|,，。.、;；:：!！?？的了是在"
_NOT_FIRST = _EDGES + "".join(closing for _, closing in _PAIRS)
_NOT_LAST = _EDGES + "".join(opening for opening, _ in _PAIRS)
_FIGURE = re.compile(rf"(?:\d|^[{NUMERALS}两]+)[余多几]?[百千万亿]*$")
_RANGE_TO = re.compile(r"(?<![\d.])\d+(?:\.\d+)?\s?(?:[-–—~～]|至|到)\s?$")
_RANGE_ON = re.compile(r"(?<=[日号])\s?(?:[-–—~～]|至|到)\s?\d{1,2}[日号]")
_AMOUNT = rf"[\d{NUMERALS}两][\d{NUMERALS}两.,]{{0,11}}[{CHINESE}]{{0,3}}?"
_ABOVE = re.compile(rf"{_AMOUNT}以上$")
_TO_BELOW = re.compile(rf"以上{_AMOUNT}以下")
_BELOW_NOUGHT = re.compile(r"(?<![A-Za-z\d])[-−－]$")
_REST_OF_FIGURE = re.compile(rf"[\d.]*[余多几]?[百千万亿]*[余多]?[{MEASURE_WORDS}%％]?")


_PLACES = rf"[\d{NUMERALS}]{{1,4}}"
_DATE = re.compile(
    rf"(?:{_PLACES}年)?(?:{_PLACES}月份?)?(?:{_PLACES}[日号])?(?:[上中下]旬|[春夏秋冬]|[底初末])?"
    rf"\s?(?:凌晨|早上|上午|中午|下午|傍晚|晚上|晚)?(?:{_PLACES}[点时](?:半|{_PLACES}分)?|\d\d?[:：]\d\d)?"
)
_TELLS_TIME = re.compile("[年月日号旬点时:：]|[上下中]午|晚|凌晨|早上")
_JOINED = re.compile(r"\s?(?:[-–—~～至到]|——)\s?")
_TIME_TOO = re.compile("[每周次翌当當初末底前后内代]|星期|世纪|世紀|以[来來]|起|期间|期間")
_ABOUT = "大?约|近|超过|逾|不[足到]"
_NUMBER = re.compile(
    rf"(?:{_ABOUT}|不得?超过|不[少多低高]于|至[少多]|最[多少高低]|仅|每[人年月天日次]){{0,4}}\d[\d,.]*"
)
_SUBJECT = re.compile(
    rf"(“[^“”]+”)(?:是|为|即|指)?|([{CHINESE}\d]{{2,12}}?)(?:(?:是|为|即|指)(?![{CHINESE}]?否)|(?=“[^“”]+”))"
)
_BARE_FIGURE, _ENGLISH_UNIT = re.compile(r"\d[\d,.]*"), re.compile(r"[ \n]([A-Za-z]{3,})\b")
_SAYS = re.compile("(?<=[\u4e00-\u9fff]{2})(?:说|表示|介绍|负责)$")
_LONGEST_REST = 3
_FIGURE_OF = re.compile(rf"((?:{_ABOUT}){{0,4}}\d[\d,.]*[余多]?[百千万亿]*[{MEASURE_WORDS}])的(?=[{CHINESE}])")
_AND = "和与及或、"
_COUNTED = re.compile(rf"\d[\d,.]*[余多]?[百千万亿]*[{MEASURE_WORDS}](?=[{CHINESE}])")
_ABOUT_SO_MANY = re.compile(rf"(?:(?<![附最不得])(?:{_ABOUT}|超))+$")
_THEN = re.compile("[时内后前里]")
_OR_SO = re.compile("以[上下内]|左右|上下(?![楼车班水])")
_LONGEST_ABOUT = 6
_LONGEST_NO = 12
_LIMIT = re.compile(
    r"(?:超[过過出]|[高低多少大小长長短早晚迟遲轻輕重][于於]|达到|達到|[足满滿到逾])|"
    r"(?:more|less|fewer|later|earlier|longer) than\b|exceed(?:ing)?\b|to\b",
    re.IGNORECASE,
)
_NO_MORE = re.compile(
    r"(?:不[应應]?[得能可应應当當许許会會宜需]?|未|[没沒]有?|[无無][法需须須])$|\b(?:no|nor|not(?: to)?(?: be)?)\s$",
    re.IGNORECASE,
)
_UP = re.compile(r"\bup\s$", re.IGNORECASE)
_REMARK = re.compile(r"\s?[（(][^（()）]*[）)]$")


def dates_in(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where the dates of ``text[start:end]`` stand, each to the hour, two joined by 至 as one."""
    found: list[tuple[int, int]] = []
    for date in _DATE.finditer(text, start, len(text) if end is None else end):
        if not _TELLS_TIME.search(date.group()):
            continue
        if found and _JOINED.fullmatch(text, found[-1][1], date.start()):
            found[-1] = (found[-1][0], date.end())
        else:
            found.append(date.span())
    return found


def whole_date(text: str, start: int, end: int) -> tuple[int, int]:
    """The date that ``text[start:end]`` lies in, or the only one in it: 1968年3月 for 1968年; else the stretch itself.

    What stands beside it there and tells the time too, as 每周 and 次日 do, stays.
    """
    dates = dates_in(text, max(0, start - _LONGEST), end + _LONGEST)
    around = [(first, last) for first, last in dates if first <= start < end <= last]
    inside = [(first, last) for first, last in dates if start < last and first < end]
    if around or len(inside) != 1:
        return around[0] if around else (start, end)
    first, last = inside[0]
    beside = text[start:first] + text[last:end]
    return (start, end) if first < start or end < last or _TIME_TOO.search(beside) else (first, last)


def from_figure(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch from its only figure on, 约 and 不超过 with it: 350册 of 共印350册（含12册样书）."""
    if (remark := _REMARK.search(text[start:end])) and _NUMBER.search(text, start, start + remark.start()):
        end = start + remark.start()
    figures = list(_NUMBER.finditer(text, start, end))
    begins = figures[0].start() if len(figures) == 1 else start
    return (begins, end) if has_chinese(text[start:begins]) else (start, end)


def without_subject(text: str, start: int, end: int, question: str) -> tuple[int, int]:
    """The stretch without the quoted name, or the subject and 是, that it begins with if a folded question says it.

    Nor does what kind of thing a quoted name is of belong to it, if that is asked: 设备“U3600” for what 设备.
    """
    subject = _SUBJECT.match(text, start, end)
    said = subject is not None and folded_text(subject[1] or subject[2]) in question and subject.end() < end
    return (subject.end(), end) if subject and said else (start, end)


def whole_name(text: str, start: int, end: int, question: str) -> tuple[int, int]:
    """The stretch with all of the name whose surname it ends in, 王小明 for 王, without 说 behind a name.

    Nor does it begin with the rest of an office that a folded question names: 许芳 for 人许芳 of 策展人许芳.
    """
    if said := _SAYS.search(text, start, end):
        return _without_office(text, start, said.start(), question)
    last = whole_words(text[start:end])[-1:]
    if last and len(last[0].word) == 1:
        given = text[end : end + 2]
        if is_person(text[end - 1 : end + 2]) and (is_name(given) or not is_word(given)):
            return start, end + 2
    return _without_office(text, start, end, question)


def _without_office(text: str, start: int, end: int, question: str) -> tuple[int, int]:
    if start and not is_person(text[start:end]):
        for rest in range(_LONGEST_REST, 0, -1):
            office = text[start - 1 : start + rest]
            if has_chinese(office) and folded_text(office) in question and is_person(text[start + rest : end]):
                return start + rest, end
    return start, end


def with_english_unit(text: str, start: int, end: int, question: str) -> tuple[int, int]:
    """A bare figure with the word behind it that a folded English question counts: 28 days for how many days."""
    unit = _ENGLISH_UNIT.match(text, end) if _BARE_FIGURE.fullmatch(text, start, end) else None
    return start, unit.end() if unit and unit[1].lower() in question else end


def with_all_of_the_noun(text: str, start: int, end: int, question: str) -> tuple[int, int]:
    """A figure with as much of the noun it begins as a folded question says: 50名工作队员 for 50名工作."""
    figure = _COUNTED.match(text, start, end)
    if figure is None:
        return start, end
    while end < len(text) and text[end] not in _AND and folded_text(text[figure.end() : end + 1]) in question:
        end += 1
    return start, end


def with_its_limit(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch with the 不 before the limit that it begins with: 不超过3年, not 超过3年, up to 4 hours, not to 4."""
    limit = _LIMIT.match(text, start, end)
    if limit is None:
        return start, end
    before = (_UP if limit.group().lower() == "to" else _NO_MORE).search(text, max(0, start - _LONGEST_NO), start)
    return (before.start() if before else start), end


def to_figure(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch to the end of the figure that it begins with, without what 的 adds: 400人 of 400人的合唱团."""
    figure = _FIGURE_OF.match(text, start, end)
    return (start, figure.end(1)) if figure else (start, end)


def unbroken_figure(text: str, start: int, end: int) -> tuple[int, int]:
    """The figure with all of the word that is its unit (``60分贝``), its range, a share's sign and 近, 超过 or 以上.

    A range is ``25-30分钟``, and ``三米以上五米以下`` from either of its figures.
    """
    word = next((one for one in whole_words(text[start : end + _LONGEST]) if one.start < end - start < one.end), None)
    if word is not None and not any(map(str.isdigit, word.word)) and not _THEN.match(text, end):
        end = start + word.end
    if ranges := _RANGE_TO.search(text, max(0, start - _LONGEST), start):
        start = ranges.start()
    elif text[start:end].endswith(("%", "％")) and _BELOW_NOUGHT.search(text, max(0, start - 1), start):
        start -= 1
    if text.startswith("以下", end) and (above := _ABOVE.search(text, max(0, start - _LONGEST), start)):
        return above.start(), end + len("以下")
    if on := _RANGE_ON.match(text, end) or _TO_BELOW.match(text, end) or _OR_SO.match(text, end):
        end = on.end()
    about = _ABOUT_SO_MANY.search(text, max(0, start - _LONGEST_ABOUT), start)
    return about.start() if about else start, end


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
    if text.count("`", start, end) % 2:
        begun, closed = text[:start].endswith("`"), text.startswith("`", end)
        return (start - 1, end) if begun else (start, end + 1 if closed else end)
    return start, end
