"""Exact match and F1 of an answer's words as CMRC 2018's official script counts them (Cui et al. 2019).

Punctuation and white space do not count; a Chinese character is a token, a run of other letters or digits is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

_TOKEN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]|[^\W\u3040-\u30ff\u4e00-\u9fff]+")


def exact_match_and_f1(words: str, answers: Sequence[str]) -> tuple[float, float]:
    """The best of each over ``answers``, 0–1; F1 over the longest common run of tokens, as the script has it."""
    return max(_exact(words, answer) for answer in answers), max(_f1(words, answer) for answer in answers)


def _exact(words: str, answer: str) -> float:
    return float(_plain(words) == _plain(answer))


def _f1(words: str, answer: str) -> float:
    own, gold = _TOKEN.findall(words.lower()), _TOKEN.findall(answer.lower())
    shared = SequenceMatcher(None, own, gold, autojunk=False).find_longest_match().size
    if not shared:
        return 0.0
    precision, recall = shared / len(own), shared / len(gold)
    return 2 * precision * recall / (precision + recall)


def _plain(text: str) -> str:
    kept = (character for character in text.lower() if unicodedata.category(character)[0] not in "PZSC")
    return "".join(kept)
