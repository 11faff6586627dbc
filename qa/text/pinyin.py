"""Names written in Latin letters to the Chinese words of the corpus that sound so: ``Shanggelin`` finds 上格, 格林.

Sound only: it does not translate, and it knows no names by heart.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import lru_cache
from itertools import pairwise, product

from qa.text.english import stem
from qa.text.places import DIVISIONS
from qa.text.words import is_word

_LATIN_WORD = re.compile(r"[A-Za-z]{4,}")
_LONGEST_SYLLABLE = 6
_LONGEST_NAME = 30
_PLACE_ENDINGS = (*DIVISIONS, *"村街路社")
_COUNTRY = ("china", "chinese")


def named_words(question: str, known: Container[str]) -> list[str]:
    """Character pairs from ``known`` that sound like a name in ``question``, in the order of the question.

    A name is a capitalised word that reads as two syllables or more; when every word of the question reads so,
    the question is taken for typed pinyin and all of them count.
    """
    words = _LATIN_WORD.findall(question)
    readings = {word: _syllables(word.lower()) for word in words}
    typed = bool(words) and all(readings.values())
    found: list[str] = []
    for word in words:
        if typed or word[0].isupper():
            for reading in readings[word]:
                pairs = _pairs(reading, known)
                found += (
                    pairs if len(reading) > 2 else [pair for pair in pairs if is_word(pair) or _of_a_place(pair, known)]
                )
    return list(dict.fromkeys(found))


def unheard_names(question: str, known: Container[str]) -> list[str]:
    """Names in ``question`` that read as pinyin, when none of them sounds like a word of ``known``.

    The first word is no name: it is capitalised anyway.
    """
    found = _LATIN_WORD.findall(question)
    first = question.lstrip()[:1]
    names = [word for word in found if word[0].isupper() and not (word == found[0] and word[0] == first)]
    spelled = [word for word in names if _syllables(word.lower()) and stem(word.lower()) not in known]
    spelled = [word for word in spelled if word.lower() not in _COUNTRY]
    return [] if any(named_words(word, known) for word in spelled) else spelled


def sounds_like(name: str, question: str) -> bool:
    """Whether a word of ``question`` spells the Chinese ``name`` in pinyin, tones aside."""
    words = {word.lower() for word in _LATIN_WORD.findall(question)}
    if not words:
        return False
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(name)) in words


def _pairs(reading: tuple[str, ...], known: Container[str]) -> list[str]:
    characters = _characters()
    return [
        first + second
        for before, after in pairwise(reading)
        for first, second in product(characters[before], characters[after])
        if first + second in known
    ]


def _of_a_place(pair: str, known: Container[str]) -> bool:
    """Whether ``known`` has the pair before 社区, 街道, 县 and the like, by its last character and their first."""
    return any(pair[1] + ending in known for ending in _PLACE_ENDINGS)


@lru_cache(maxsize=1024)
def _syllables(word: str) -> tuple[tuple[str, ...], ...]:
    """How ``word`` reads as pinyin, in as few syllables as it can but two at least; none for most foreign words."""
    characters = _characters()
    if len(word) > _LONGEST_NAME:
        return ()
    readings: list[list[tuple[str, ...]]] = [[()], *([] for _ in word)]
    for end in range(1, len(word) + 1):
        longer = [
            (*reading, word[start:end])
            for start in range(max(0, end - _LONGEST_SYLLABLE), end)
            if word[start:end] in characters
            for reading in readings[start]
        ]
        fewest = min(map(len, longer), default=0)
        readings[end] = [reading for reading in longer if len(reading) == fewest]
    return tuple(reading for reading in readings[-1] if len(reading) > 1)


@lru_cache(maxsize=1)
def _characters() -> dict[str, str]:
    """Toneless syllable to the common characters (GB 2312) that are read so."""
    from pypinyin import Style, pinyin
    from pypinyin.constants import PINYIN_DICT

    found: dict[str, str] = {}
    for code in PINYIN_DICT:
        character = chr(code)
        if _is_common(character):
            for syllable in pinyin(character, style=Style.NORMAL, heteronym=True)[0]:
                if set("aeiou\u00fc") & set(syllable):
                    found[syllable] = found.get(syllable, "") + character
    return found


def _is_common(character: str) -> bool:
    try:
        return character.encode("gb2312")[0] >= 0xB0
    except UnicodeEncodeError:
        return False
