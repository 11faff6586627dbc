"""Exact match and F1 of an answer's words as CMRC 2018's official script counts them (Cui et al. 2019).

Its marks and outer white space do not count; a Chinese character is a token, other text is cut as by NLTK's
``word_tokenize``, written here as one pattern.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_MARKS = str.maketrans("", "", "-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
_HAN = r"\u4e00-\u9fa5"
_ALONE = r";@#$%&?!()\[\]{}<>\",—–"
_TOKEN = re.compile(rf"[{_HAN}]|\.\.+|'?(?:[^\s{_HAN}{_ALONE}.']|,(?=\d)|\.(?!\.|\s*$|[{_HAN}]))+|\S")


def exact_match_and_f1(words: str, answers: Sequence[str]) -> tuple[float, float]:
    """The best of each over ``answers``, 0–1; F1 over the longest common run of tokens, as the script has it."""
    return max(_exact(words, answer) for answer in answers), max(_f1(words, answer) for answer in answers)


def _exact(words: str, answer: str) -> float:
    return float(_plain(words) == _plain(answer))


def _f1(words: str, answer: str) -> float:
    own, gold = _TOKEN.findall(_plain(words)), _TOKEN.findall(_plain(answer))
    shared = SequenceMatcher(None, own, gold, autojunk=False).find_longest_match().size
    if not shared:
        return 0.0
    precision, recall = shared / len(own), shared / len(gold)
    return 2 * precision * recall / (precision + recall)


def _plain(text: str) -> str:
    return text.lower().strip().translate(_MARKS)
