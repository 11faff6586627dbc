"""Greetings, thanks and questions about the program itself: what stands around a question and asks nothing.

It knows set phrases at the edges of a message and nothing of documents.
"""

from __future__ import annotations

import re

from qa.text.characters import CHINESE
from qa.text.folding import fold

_LETTER = re.compile(r"[^\W_]")
_TO_LAST_LETTER = re.compile(r".*[^\W_]", re.DOTALL)
_MARKS = r"[\s,，.。!！、~～;；:：]"
_HELLO = "您好|你好|大家好|哈[喽啰罗]|嗨|早上好|上午好|中午好|下午好|晚上好|早安|晚安"
_HELLO_ENGLISH = r"(?:hello|hi|hey|good (?:morning|afternoon|evening))(?: there)?"
_SORRY = "不好意思|打扰(?:一?下|了)?|抱歉|劳驾(?:[您你]|一?下)?"
_VERBS = "请?问|请教|告诉我?|告知|说|讲|查|看|找|介绍|解答|回答"
_TROUBLE = rf"麻烦(?:[您你]们?|大家|各位|(?=帮|{_VERBS}|{_MARKS}|$))(?:帮我?)?(?:{_VERBS})?(?:一?下)?了?"
_TO_KNOW = "(?:请问|请教|问|咨询|了解|知道)"
_TELL_ME = "请?告诉我们?(?:一?下)?"
_ASKING = f"请问(?:一?下)?|请教(?:一?下)|我[想要]{_TO_KNOW}(?:一?下)?|想{_TO_KNOW}(?:一?下)|{_TELL_ME}"
_THANKS = "(?:非常|十分|太|先|在此)?(?:谢谢|多谢|感谢|谢了|谢啦|拜托|辛苦)(?:[您你]们?|大家|各位|老师|了|啦|哈|啊)*"
_THANKS_ENGLISH = (
    r"(?:many )?thanks(?: a lot| so much| very much| in advance)?|thank you(?: so much| very much| in advance)?"
)
_GRATITUDE = re.compile(r"谢|辛苦|\bthank")
_NEXT = rf"(?={_MARKS}|请|我|麻烦|劳驾|[a-z\d]|$)"
_BEFORE = re.compile(
    rf"{_MARKS}*(?:(?:{_HELLO})[啊呀哇]?{_NEXT}|{_HELLO_ENGLISH}(?={_MARKS}|[{CHINESE}]|$)(?! \w)|"
    rf"(?:{_SORRY}){_NEXT}|{_TROUBLE}|{_ASKING}|(?:please|excuse me|sorry)\b|"
    rf"(?:{_THANKS}|{_THANKS_ENGLISH})(?={_MARKS}|$)){_MARKS}*",
    re.ASCII,
)
_AFTER = re.compile(
    rf"(?P<before>^|(?<!\s)\s|[,，.。!！?？、~～;；:：吗呢吧啊呀]|(?<=[a-z\d])(?=[{CHINESE}])|(?<=[{CHINESE}])(?=[a-z]))\s*"
    rf"(?:{_THANKS}|{_TELL_ME}|麻烦[您你]?了|{_THANKS_ENGLISH}|please[?？]?){_MARKS}*$"
)
_ITSELF = re.compile(
    "(?:那么?)?[你您](?:到底|究竟)?(?:好[吗啊呀]?|是谁|是(?:什么|啥|个什么)(?:人|东西|模型|机器人|程序)?|是(?:不是)?(?:机器人|人工智能|ai|真人|人)|"
    "叫(?:什么|啥)(?:名字)?|(?:能|会|可以|都?能够?)(?:帮我|为我)?(?:[做干]|回答)?(?:些|点)?(?:什么|啥)(?:问题|事)?)[吗呢啊呀]?|"
    "在(?:吗|不在|么)|再见|拜拜|好的|[嗯哦喔]+|没事了?|"
    "(?:我?(?:明白|知道|懂|了解|收到)|帮了?我?大忙|[太真很](?:好|棒|厉害|有用|不错)|厉害|不错)[了啦啊]?|"
    r"who are you|what are you|what(?: is|'s) your name|(?:what|how) can (?:you|i) (?:do|ask|help)(?: you| here)?|"
    r"are you (?:a |an )?(?:real |ro)?(?:bot|ai|human|person)|how are you(?: doing)?|"
    "(?:good)?bye|ok(?:ay)?|help(?: me)?|nice to meet you|who (?:made|built|created|wrote|trained) you|"
    "[你您]是(?:谁|哪家公司)(?:开发|制作|做|写|造|训练)(?:出来)?的|谁(?:开发|制作|做|写|造|训练)(?:了|出来)?的?[你您]|"
    "(?:tell me|do you know) a joke|(?:给我?)?[讲说]个?笑话|"
    "(?:ignore|disregard|forget) (?:(?:all|any|the|your|of) )*(?:previous|prior|above|earlier) "
    r"(?:instruction|prompt|rule)s?\b.{0,40}|"
    "(?:请?忽略|忘[掉记])(?:你|之?前|以上|上面|先前|所有|一切|的)+(?:指令|指示|提示词?|设定)(?!.*(?:怎[么样]|如何|咋)).{0,20}"
)


def without_courtesies(message: str) -> str:
    """``message`` without the greetings, requests and thanks around what it asks; as it is when it holds nothing else.

    >>> without_courtesies("您好，麻烦问一下，江北有几支突击队？谢谢！")
    '江北有几支突击队？'
    """
    folded = fold(message)
    start, end = _bounds(folded.text)
    if not _LETTER.search(folded.text[start:end]) or end - start == len(folded.text):
        return message
    first, last = folded.original(start, end)
    return message[first:last]


def is_blank(message: str) -> bool:
    """Whether ``message`` holds no letter, digit or character, so that there is nothing to look for."""
    return _LETTER.search(message) is None


def is_small_talk(message: str) -> bool:
    """Whether ``message`` only greets, thanks or asks about the program, and nothing about documents."""
    text = fold(message).text
    start, end = _bounds(text)
    rest = _TO_LAST_LETTER.match(text, start, end)
    return bool(_LETTER.search(text)) and (rest is None or _ITSELF.fullmatch(rest.group()) is not None)


def is_thanks(message: str) -> bool:
    """Whether ``message`` is small talk that gives thanks."""
    return is_small_talk(message) and _GRATITUDE.search(fold(message).text) is not None


def _bounds(text: str) -> tuple[int, int]:
    """Where a folded message begins and ends once the courtesies at its edges are cut off."""
    start, end = 0, len(text)
    while (match := _BEFORE.match(text, start, end)) and match.end() > start:
        start = match.end()
    while match := _AFTER.search(text[start:end]):
        cut = start + match.end("before")
        if cut == end:
            break
        end = cut
    return start, end
