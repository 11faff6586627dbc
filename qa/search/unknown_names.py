"""Places and names in a question that the corpus never mentions, by the shape of the words around them."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from qa.text.characters import has_chinese
from qa.text.english import stem
from qa.text.pinyin import named_words, unheard_names
from qa.text.places import DIVISIONS, place_stem
from qa.text.words import Token, is_kind_of_organisation, is_name, is_place_name, whole_words, without_question_words

_BEFORE_NAME = re.compile(r"(?:^|[\s,，。、:：;；(（“\"]|[和与跟及到去在从对向把由])$")
_AFTER_NAME = re.compile(rf"^(?:[{DIVISIONS}]|的|有|在|那|这|去年|今年|\d|“|\s|派|是|建|办)")
_ENDINGS = (*DIVISIONS, "街道")
_MONTH = re.compile("[一二三四五六七八九十]+月份?")
_LONE_WORD = re.compile(r"[\W_]*([^\W\d_]+)[\W_]*")
_BLANK = "\0"
_NO_NAME = frozenset(
    "的了是在和与及或也都就又而着过把被给对从向往到于为以之其这那此该有个各每本某几哪全一二两三上下中里外新老大小多少"
)


class UnknownName(NamedTuple):
    """A name in a question, as folded or as typed, and whether it can only be that of a place."""

    name: str
    is_place: bool


def unknown_names(folded: str, text: str, places: Container[str], known: Container[str]) -> list[UnknownName]:
    """Names of places and people in a question, given folded and as text, that are not among ``known``.

    known: the words of the corpus. places: stems of its places that the question names in any spelling.
    """
    kept = without_question_words(folded)
    apart = "".join(_BLANK if new == " " != old else new for new, old in zip(kept, folded, strict=True))
    cut = whole_words(apart)
    listed = [token.word for token in cut if _stands_as_name(token, apart) and not _is_known(token.word, known)]
    unlisted = _unlisted_places(cut, known)
    spelled = [*unheard_names(text, known), *_lone_word(folded, places, known)]
    found = dict.fromkeys(name for name in [*listed, *unlisted, *spelled] if place_stem(name) not in places)
    return [UnknownName(name, name in unlisted or is_place_name(name)) for name in found]


def _stands_as_name(token: Token, text: str) -> bool:
    if len(token.word) < 2 or not is_name(token.word) or is_kind_of_organisation(token.word):
        return False
    if _MONTH.fullmatch(token.word):
        return False
    return bool(_BEFORE_NAME.search(text[: token.start]) or _AFTER_NAME.search(text[token.end :]))


def _is_known(word: str, known: Container[str]) -> bool:
    bare = word[:-1] if len(word) > 2 and word[-1] in _ENDINGS else word
    return stem(word) in known or all(bare[i : i + 2] in known for i in range(len(bare) - 1))


def _lone_word(folded: str, places: Container[str], known: Container[str]) -> list[str]:
    """The only word of a question, in other letters: a name to look up, where it neither stands nor sounds like one."""
    match = _LONE_WORD.fullmatch(folded)
    if not match or has_chinese(folded) or places or named_words(folded, known):
        return []
    return [] if stem(match[1]) in known else [match[1]]


def _unlisted_places(cut: list[Token], known: Container[str]) -> list[str]:
    """``鱼嘴镇``: two characters that no dictionary joins, before 镇 and the like, never side by side in the corpus."""
    found = []
    for before, last, ending in zip(cut, cut[1:], cut[2:], strict=False):
        name = before.word + last.word
        single = len(before.word) == len(last.word) == 1 and not _NO_NAME & set(name)
        if single and ending.word in _ENDINGS and min(name) >= "\u4e00" and name not in known:
            found.append(name + ending.word)
    return found
