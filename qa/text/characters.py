"""Characters by their kind: Chinese ones, quotation marks, brackets. It knows no words."""

from __future__ import annotations

import re

CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Ranges for the brackets of a pattern; 々 and 〇 are outside."""

NUMERALS = "一二三四五六七八九十百千零〇"
"""What the numbers of chapters and clauses are written in."""

QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
BRACKETS = {"（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "［": "］", "[": "]"}
OPENING = "".join((*QUOTES, *BRACKETS))
CLOSING = "".join((*QUOTES.values(), *BRACKETS.values(), "\"'"))
"""What may close a quotation or a bracket."""

LATIN_SCALE = 2
"""How many Latin letters say about as much as one Chinese character."""

_LATIN = re.compile("[A-Za-z]")


def has_chinese(text: str) -> bool:
    """Whether any Chinese character stands in ``text``."""
    return re.search(f"[{CHINESE}]", text) is not None


def is_foreign(text: str) -> bool:
    """Whether ``text`` is in a language written with other letters, so that it shares few words with Chinese."""
    return not has_chinese(text) and any(character.isalpha() for character in text)


def in_english(text: str) -> bool:
    """Whether ``text`` has words of English letters and no Chinese."""
    return not has_chinese(text) and re.search("[A-Za-z]{2}", text) is not None


def is_latin(text: str) -> bool:
    """Whether more than half of the characters of ``text`` are Latin letters, which say less each."""
    return len(_LATIN.findall(text)) > len(text) / 2
