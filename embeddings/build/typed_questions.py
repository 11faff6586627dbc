"""Questions as people type and say them: without a mark, as key words, behind a greeting, in words of the street."""

from __future__ import annotations

import random
import re

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
_GREETINGS = ("请问", "你好，", "您好，请问", "我想知道", "请问一下，", "麻烦问一下，", "想了解一下")
_ENGLISH_GREETINGS = ("Please tell me ", "Hi, ", "Hello, ", "I would like to know ", "Could you tell me ")
# What is asked, as it is said in the southwest and in the north.
_SPOKEN = {
    "什么时候": ("啥时候", "好久", "哪阵子"),
    "为什么": ("为啥", "咋个", "为啥子"),
    "怎么样": ("咋样", "咋个样"),
    "怎么": ("咋", "咋个", "啷个"),
    "怎样": ("咋样", "咋个"),
    "如何": ("咋", "咋个", "怎么"),
    "什么": ("啥", "啥子", "么子"),
    "多少": ("好多", "几多"),
    "多久": ("好久",),
    "何时": ("啥时候", "好久"),
    "谁": ("哪个", "哪位", "啥人"),
    "哪里": ("哪儿", "哪点", "啥地方"),
    "哪些": ("哪几样", "些啥"),
    "没有": ("没得", "没"),
    "是否": ("是不是", "有没有"),
    "一共": ("拢共", "总共"),
}
_SAYING = re.compile("|".join(_SPOKEN))
_AT_THE_END = ("嘛", "哦", "呢", "啊", "哟", "来着")
_BEFORE = ("我问一下，", "听说", "那个，", "想打听一下，", "你给说说，")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3040-\u30ff]")
_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?=年)")
_ASKING = re.compile(
    r"请问|什么时候|什么|哪一?[个位年些座家种项里儿]|多少|几[个名位年岁]|为什么|怎么样?|如何|谁|吗|呢|是否|[的了是在有被由]"
)
_ENGLISH_ASKING = re.compile(
    r"\b(?:what|which|who|whom|whose|when|where|why|how|many|much|is|are|was|were|do|does|did|the|a|an|of|in|on|to|for)\b",
    re.IGNORECASE,
)


def as_typed(question: str, chance: random.Random) -> str:
    """``question``, in half of the cases changed in one or more of these ways; Japanese keeps its words."""
    if chance.random() < 0.5:
        return question
    chinese = bool(_HAN.search(question)) and not _KANA.search(question)
    english = question.isascii()
    if chance.random() < 0.5:
        question = question.rstrip("?？。. ")
    if english and chance.random() < 0.5:
        question = question.lower()
    if chance.random() < 0.25:
        shorter = _key_words(question, chinese=chinese, english=english)
        question = shorter if len(shorter) >= 4 else question
    elif chinese and chance.random() < 0.2:
        question = _spoken(question, chance)
    elif chance.random() < 0.15 and (chinese or english):
        greeting = chance.choice(_GREETINGS if chinese else _ENGLISH_GREETINGS)
        question = greeting + (question if chinese else question[:1].lower() + question[1:])
    if chinese and chance.random() < 0.1:
        question = question.translate(_FULL_WIDTH)
    elif chinese and chance.random() < 0.1:
        question = _YEAR.sub(lambda year: year.group().translate(_NUMERALS), question)
    return question


def _spoken(question: str, chance: random.Random) -> str:
    said = _SAYING.sub(lambda asks: chance.choice(_SPOKEN[asks.group()]), question)
    if chance.random() < 0.4:
        bare = said.rstrip("?？。. ")
        said = f"{bare}{chance.choice(_AT_THE_END)}{said[len(bare) :]}"
    return chance.choice(_BEFORE) + said if chance.random() < 0.2 else said


def _key_words(question: str, *, chinese: bool, english: bool) -> str:
    if chinese:
        return re.sub(r"[？?，,。 ]+", " ", _ASKING.sub(" ", question)).strip()
    return " ".join(_ENGLISH_ASKING.sub(" ", question).rstrip("?. ").split()) if english else question
