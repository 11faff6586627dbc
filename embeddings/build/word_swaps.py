"""Chinese questions with one word exchanged for another that the passage also uses, so that it answers no more.

After two of the ways in which people wrote SQuAD 2.0's questions without an answer, entity swap and antonym or negation
(Rajpurkar et al. 2018, table 2): every open set of such questions is English.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from embeddings.build.chinese_words import mostly_simplified, tagged_words
from embeddings.build.reading_sets import Stretch

# Words of one group can stand in for each other: people, places, organisations and other names, times, things.
_GROUPS = {
    tag: group
    for group, tags in enumerate((("nr", "nrt", "nrfg"), ("ns", "s"), ("nt", "nz"), ("t",), ("n", "vn")))
    for tag in tags
}
_OPPOSITES = """
最早-最晚 最大-最小 最高-最低 最多-最少 最长-最短 第一-第二 首次-最后一次 开始-结束 增加-减少 上升-下降 提高-降低
父亲-母亲 哥哥-弟弟 姐姐-妹妹 儿子-女儿 丈夫-妻子 之前-之后 以前-以后 东部-西部 南部-北部 男性-女性 成立-解散
进口-出口 优点-缺点 获得-失去 出生-去世 国内-国外 支持-反对 同意-拒绝 上半年-下半年 现在-过去 城市-农村
内部-外部 胜利-失败 收入-支出
"""
_OPPOSITE = {one: other for pair in _OPPOSITES.split() for one, other in (pair.split("-"), reversed(pair.split("-")))}
_NEGATED = {word: f"不{word}" for word in ("是", "能", "会", "可以", "包括", "属于", "需要", "允许")}
_NEGATED |= {"有": "没有", "参加": "没有参加", "使用": "没有使用"}
_NEGATION = 0.1
_ASKS = ("什么", "哪", "哪个", "哪些", "哪一", "何", "多少", "几")


def with_word_swapped(question: str, text: str, answers: Sequence[Stretch], chance: random.Random) -> str | None:
    """``question`` about ``text`` with a name, a time or a noun exchanged for another one of ``text``, or negated.

    answers: offsets in ``text``; no word out of them comes into the question. None if there is nothing to exchange, or
    the text is in traditional characters, whose words jieba's dictionary lacks.
    """
    if not mostly_simplified(text):
        return None
    own = tagged_words(question)
    if chance.random() < _NEGATION and (other := _opposite(own, chance)):
        return other
    given = "".join(text[start:end] for start, end in answers)
    others = [(word, group) for word, group in _named(tagged_words(text)) if word not in question and word not in given]
    swaps = [
        (at, word, other)
        for at, (word, group) in enumerate((word, _GROUPS.get(tag)) for word, tag in own)
        if group is not None and len(word) > 1 and not (at and own[at - 1][0] in _ASKS)
        for other, theirs in others
        if theirs == group and other not in word and word not in other
    ]
    if not swaps:
        return _opposite(own, chance)
    # Every word of the question has the same chance, however many stand in for it.
    at = chance.choice(sorted({at for at, _, _ in swaps}))
    _, _, new = chance.choice([swap for swap in swaps if swap[0] == at])
    return "".join(new if n == at else word for n, (word, _) in enumerate(own))


def _opposite(words: Sequence[tuple[str, str]], chance: random.Random) -> str | None:
    places = [n for n, (word, _) in enumerate(words) if word in _OPPOSITE or word in _NEGATED]
    if not places:
        return None
    at = chance.choice(places)
    return "".join((_OPPOSITE.get(word) or _NEGATED[word]) if n == at else word for n, (word, _) in enumerate(words))


def _named(words: Sequence[tuple[str, str]]) -> Iterator[tuple[str, int]]:
    seen = set()
    for word, tag in words:
        if tag in _GROUPS and len(word) > 1 and word not in seen:
            seen.add(word)
            yield word, _GROUPS[tag]
