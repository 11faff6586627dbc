"""Questions as people type and say them: without a mark, as key words, behind a greeting, in words of the street."""

from __future__ import annotations

import random
import re

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_NUMERALS = str.maketrans("0123456789", "〇一二三四五六七八九")
_GREETINGS = ("请问", "你好，", "您好，请问", "我想知道", "请问一下，", "麻烦问一下，", "想了解一下")
_ENGLISH_GREETINGS = ("Please tell me ", "Hi, ", "Hello, ", "I would like to know ", "Could you tell me ")
# What is asked, and the commonest words of written questions, as they are said, mostly in the southwest and the north.
_SAID = """
什么时候 啥时候 好久 哪阵子
为什么 为啥 咋个 为啥子
怎么样 咋样 咋个样
怎么 咋 咋个 啷个
怎样 咋样 咋个
如何 咋 咋个 怎么
什么 啥 啥子 么子
多少 好多 几多
多久 好久
何时 啥时候 好久
谁 哪个 哪位 啥人
哪里 哪儿 哪点 啥地方
哪些 哪几样 些啥
没有 没得 没
是否 是不是 有没有
一共 拢共 总共
进行 搞 做
建立 搞起 弄起
成立 搞起 组起
建造 修 盖
建设 修 整
举办 办 搞
举行 办 搞
获得 拿到 得到
拥有 有
位于 在
担任 当
称为 叫 喊做
购买 买
出售 卖
出生 生
去世 走 过世
逝世 走 过世
开始 开头 起头
结束 完
目前 现在 眼下
曾经 以前 早先
非常 很 好
共同 一起 一路
居民 住户 街坊
企业 公司 厂子
儿童 娃娃 细娃儿
孩子 娃儿 小孩
父亲 爸爸 老汉儿
母亲 妈妈
妻子 老婆
丈夫 老公
老人 老人家 老年人
领导 管事的 当头的
官员 当官的
费用 钱
资金 钱
工作 活路 活儿
方法 法子 办法
地方 地儿 塌塌
帮助 帮 帮忙
认为 觉得
需要 要
可以 能
次数 回数
数量 数目
介绍 摆一下 讲一下
"""
_SPOKEN = {written: tuple(said) for written, *said in map(str.split, _SAID.strip().splitlines())}
_SAYING = re.compile("|".join(sorted(_SPOKEN, key=len, reverse=True)))
_AT_THE_END = ("嘛", "哦", "呢", "啊", "哟", "来着", "嘞", "呀")
_BEFORE = ("我问一下，", "听说", "那个，", "想打听一下，", "你给说说，", "我想晓得", "到底", "麻烦帮我看一下，")
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
    elif chinese and chance.random() < 0.35:
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
    said = _SAYING.sub(lambda word: chance.choice(_SPOKEN[word.group()]), question)
    if chance.random() < 0.4:
        bare = said.rstrip("?？。. ")
        said = f"{bare}{chance.choice(_AT_THE_END)}{said[len(bare) :]}"
    return chance.choice(_BEFORE) + said if chance.random() < 0.2 else said


def _key_words(question: str, *, chinese: bool, english: bool) -> str:
    if chinese:
        return re.sub(r"[？?，,。 ]+", " ", _ASKING.sub(" ", question)).strip()
    return " ".join(_ENGLISH_ASKING.sub(" ", question).rstrip("?. ").split()) if english else question
