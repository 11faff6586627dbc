"""Folded text to keywords: jieba words in search mode, and character bigrams beside them.

It knows neither passages nor scores. jieba is imported at the first cut, not before. ``qa.text.terms`` counts the same
keywords of a passage three times as fast, without their places; tests/test_counting.py holds the two together.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from qa.text.characters import CHINESE, has_chinese
from qa.text.english import stem
from qa.text.measure_words import MEASURE_WORDS
from qa.text.word_list import ORGANISATION_TAG, PLACE_TAG, word_list

if TYPE_CHECKING:
    import jieba

_QUESTION_WORDS = re.compile(
    "请问|是不是|有没有|能不能|是否|为什么|为何|为啥子?|什么时候|什么样|什么|啥时候|啥子|啥|"
    f"怎么样|怎么回事|怎么|怎样|咋样|咋个|咋|如何|多少|多大|多久|多长时间|多长|多高|[好几]多|好久|几(?=[{MEASURE_WORDS}])|"
    f"哪里|哪儿|哪些|哪[1一]?[{MEASURE_WORDS}]|哪几[{MEASURE_WORDS}样]|哪|谁|分别|具体|到底|究竟|"
    "[吗呢吧嘛哦啊呀哇呐噻]|指的是|是指"
)
_ENGLISH_QUESTION_WORDS = re.compile(
    r"\b(?:what|which|who|whom|whose|where|when|why|how(?: (?:many|much|long|often))?|do|does|did|is|are|was|were)\b"
)
RUN = re.compile(rf"(?P<chinese>[{CHINESE}〇]+)|(?P<other>[^\W{CHINESE}〇_]+(?:[.+%][^\W{CHINESE}〇_]*)*)")
FUNCTION_WORDS = frozenset("的了是在和与及或也都就又而着过把被给对从向往到于为以之其这那此该有个年月日上中下里")


class Token(NamedTuple):
    """A keyword and where it stands: ``text[start:end] == word``, or, in English, a word of that stem."""

    word: str
    start: int
    end: int


def without_question_words(text: str) -> str:
    """``text``, folded, with 请问, 什么, 多少 and their like blanked out, no character moved.

    English ones only of a question without Chinese: WHO 是什么 asks about one.
    """
    pattern = _QUESTION_WORDS if has_chinese(text) else _ENGLISH_QUESTION_WORDS
    return pattern.sub(lambda match: " " * len(match.group()), text)


def words(text: str) -> list[Token]:
    """Words of a folded text, cut by jieba in search mode; punctuation and one-character function words left out.

    English ones by their stems.
    """
    cut = _tokenizer_for(text).tokenize(text, mode="search", HMM=False)
    return [Token(stem(word), *at) for word, *at in cut if word not in FUNCTION_WORDS and RUN.match(word)]


def bigrams(text: str) -> list[Token]:
    """Character pairs of each Chinese run (a lone character as it is), other runs whole: ``u3600``, ``1+8+63``.

    English words by their stems.
    """
    found = []
    for match in RUN.finditer(text):
        run, start = match.group(), match.start()
        if match["other"] or len(run) == 1:
            if run not in FUNCTION_WORDS:
                found.append(Token(stem(run), start, match.end()))
        else:
            found += [Token(run[i : i + 2], start + i, start + i + 2) for i in range(len(run) - 1)]
    return found


def is_name(word: str) -> bool:
    """Whether jieba's dictionary lists ``word`` as the name of a person, place, organisation or work."""
    word_list().hold(word)
    return word in word_list().names


def is_place_name(word: str) -> bool:
    """Whether jieba's dictionary lists ``word`` as the name of a place."""
    word_list().hold(word)
    return word_list().names.get(word) == PLACE_TAG


def is_kind_of_organisation(word: str) -> bool:
    """Whether jieba's dictionary lists ``word`` as an organisation's name but it is a word and 厂, 局 or the like.

    加工厂 and 公安局 are; 清华大学 and 微软公司 are not.
    """
    word_list().hold(word)
    return word_list().names.get(word) == ORGANISATION_TAG and is_word(word[:-1]) and not is_name(word[:-1])


def is_word(text: str) -> bool:
    """Whether ``text`` is a word of jieba's dictionary."""
    return bool(_tokenizer_for(text).FREQ.get(text))


def whole_words(text: str) -> list[Token]:
    """The cut of a folded text by jieba, end to end: no word inside another, nothing left out."""
    return [Token(*token) for token in _tokenizer_for(text).tokenize(text, HMM=False)]


def _tokenizer_for(text: str) -> jieba.Tokenizer:
    word_list().hold(text)
    return word_list().tokenizer
