"""The numbers that rules and sections go by (第十二条, 3.4.1, §7), in a question and at the head of a folded text.

It knows no documents; what only cites a number does not begin with it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qa.text.words import without_question_words

_DIGITS = "零一二三四五六七八九"
_CHINESE = re.compile(
    r"第\s?(?P<number>\d{1,4}|[一二三四五六七八九十])\s?(?P<unit>条|章|节|款|项|编|篇|部分)(?![约件目数])"
)
_ENGLISH = re.compile(
    r"(?:§\s?|\b(?:section|article|rule|clause|chapter|appendix)\s)(?P<number>\d{1,3}(?:\.\d{1,3})*)(?![\d%])", re.ASCII
)
_DOTTED = re.compile(r"(?<![\d.a-z-])(?P<number>\d{1,3}(?:\.\d{1,3}){1,4})(?![\d%]|\.\d)", re.ASCII)
_CONTENT = re.compile(r"规定|内容|原文|全文|说|讲|写|的|了|是|\b(?:says?|in|about|reads?|contains?)\b|[\W_]")
_LABEL = r"(?:第|§|section|article|rule|clause|chapter|appendix)?\s*"


def asked_numbers(text: str) -> tuple[str, ...]:
    """The numbers of rules in a folded text, each once.

    >>> asked_numbers("第12条和第一条,3.4.1节,§7")
    ('第12条', '第1条', '7', '3.4.1')
    """
    chinese = [f"第{_arabic(match['number'])}{match['unit']}" for match in _CHINESE.finditer(text)]
    others = [match["number"] for pattern in (_ENGLISH, _DOTTED) for match in pattern.finditer(text)]
    return tuple(dict.fromkeys([*chinese, *others]))


def bears(number: str, text: str) -> bool:
    """Whether a folded text begins with ``number``, not with a longer one.

    >>> bears("第12条", "第12条 期限"), bears("3.4", "3.4.1 目的"), bears("7", "§7 fees")
    (True, False, True)
    """
    return _head(number).match(text) is not None


def keywords_of(number: str) -> tuple[str, ...]:
    """The keywords under which a text with ``number`` is found."""
    digits = number.strip("第条章节款项编篇部分")
    return (digits, f"{digits}.", *((f"第{_in_characters(digits)}",) if digits != number else ()))


def without_numbers(text: str) -> str:
    """A folded text without such numbers."""
    return _DOTTED.sub("", _ENGLISH.sub("", _CHINESE.sub("", text)))


def number_alone(text: str) -> bool:
    """Whether a folded question asks for nothing but what the rule of a number says."""
    rest = without_question_words(without_numbers(text))
    return bool(asked_numbers(text)) and not _CONTENT.sub("", rest)


@lru_cache(maxsize=256)
def _head(number: str) -> re.Pattern[str]:
    if number.startswith("第"):
        digits = number.strip("第条章节款项编篇部分")
        return re.compile(rf"\s*第\s?(?:{digits}|{_in_characters(digits)})\s?{number.lstrip('第' + digits)}")
    return re.compile(rf"\s*{_LABEL}{re.escape(number)}(?![\d%]|\.\d)(?:[.):,、\s]|(?=[^\x00-\x7f])|$)")


def _arabic(number: str) -> str:
    return number if number.isdigit() else str(_DIGITS.find(number) if number in _DIGITS else 10)


def _in_characters(digits: str) -> str:
    return _DIGITS[int(digits)] if len(digits) == 1 else "十" if digits == "10" else digits
