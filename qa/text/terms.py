"""Keywords of a text without their places, for counting: those of ``qa.text.words``, in a third of the time.

It knows jieba's dictionary and its way to cut without a hidden Markov model, and nothing of passages.
"""

from __future__ import annotations

import re
from functools import lru_cache
from math import log

from qa.text.english import stem
from qa.text.folding import folded_text
from qa.text.word_list import word_list
from qa.text.words import FUNCTION_WORDS, RUN

_BLOCK = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&\._%\-]+)")
_LATIN = re.compile("[a-zA-Z0-9]")
_PREFIX, _UNKNOWN = 0.0, 1.0


def counted_words(text: str) -> list[str]:
    """Every keyword of a text that is not folded yet, as often as it stands there."""
    folded = folded_text(text)
    return [*_words(folded), *_bigrams(folded)]


def _words(text: str) -> list[str]:
    """Jieba's cut in search mode: each word's own words of two and three characters, then the word."""
    found: list[str] = []
    weights = _weights()[0]
    for number, block in enumerate(_BLOCK.split(text)):
        for word in _cut(block) if number % 2 else block:
            length = len(word)
            for size in (2, 3) if length > 3 else (2,) if length > 2 else ():
                parts = [word[i : i + size] for i in range(length - size + 1)]
                found += [part for part in parts if weights.get(part, _UNKNOWN) < 0]
            found.append(word)
    return [stem(word) for word in found if word not in FUNCTION_WORDS and RUN.match(word)]


def _bigrams(text: str) -> list[str]:
    found: list[str] = []
    for match in RUN.finditer(text):
        run = match.group()
        if match["other"] or len(run) == 1:
            if run not in FUNCTION_WORDS:
                found.append(stem(run))
        else:
            found += map("".join, zip(run, run[1:], strict=False))
    return found


def _cut(block: str) -> list[str]:
    """The likeliest cut of a block by the frequencies of its words; lone Latin letters and digits are put together."""
    weights, least = _weights()
    size = len(block)
    score, ends = [0.0] * (size + 1), [0] * size
    for start in range(size - 1, -1, -1):
        best, end = least + score[start + 1], start + 1
        stop, known = start + 1, False
        while (weight := weights.get(block[start:stop], _UNKNOWN)) != _UNKNOWN:
            if weight < 0 and (not known or weight + score[stop] >= best):
                best, end, known = weight + score[stop], stop, True
            if stop == size:
                break
            stop += 1
        score[start], ends[start] = best, end
    found, at, loose = [], 0, ""
    while at < size:
        word = block[at : ends[at]]
        at = ends[at]
        if len(word) == 1 and _LATIN.match(word):
            loose += word
            continue
        found += [loose, word] if loose else [word]
        loose = ""
    return [*found, loose] if loose else found


@lru_cache(maxsize=1)
def _weights() -> tuple[dict[str, float], float]:
    """Log frequency of each word of the dictionary (0 for what only begins one), and that of an unknown character."""
    word_list().hold_all()
    tokenizer = word_list().tokenizer
    total = log(tokenizer.total)
    weights = {word: log(count) - total if count else _PREFIX for word, count in tokenizer.FREQ.items()}
    return weights, log(1) - total
