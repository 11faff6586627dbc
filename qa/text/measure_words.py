"""Chinese measure words in one table: what stands between a number and the thing it counts (三**支**队伍).

Each string is a set of characters for the brackets of a pattern. It knows no numbers.
"""

from __future__ import annotations

COUNTERS = "个名人位次趟支项家期场所户条件批类种级座处台辆艘套间栋幢篇本份枚届步倍岁路分年米里吨斤亩页"
"""Those that seldom begin a noun, so that they are measure words after 多少 too (多少支, but 多少组织)."""

MEASURE_WORDS = COUNTERS + (
    "元块角月日号天周时小季度成点层部册张段句字只头棵株遍回轮站线面把对双组队班门道关口村镇县区市省国"
)
"""All, some by their first character (小时, 季度): after 几 or a figure, which no noun follows."""

AFTER_SOME = COUNTERS + "层部册张段句只头棵株遍回轮队班门"
"""Those that follow 几 and count things, so that no noun begins with them there (几层, but 多少层次)."""

_MEASURES = "次回遍趟轮期届步倍岁路分年米里吨斤亩元块角月日号天周时小季度成点"
_ALIKE = ("个名人位", "条项个", "家个", "次场期", "次回遍趟", "处个所座", "座栋幢", "种类个", "级个")


def interchangeable(counter: str) -> str:
    """The measure words that may stand for ``counter``, itself among them: 个人位名 for 名."""
    return "".join(sorted({counter, *(other for group in _ALIKE if counter in group for other in group)}))


def counters_that_answer(asked: str) -> str:
    """The measure words with which a source may count what a question asks for with ``asked``: 几个 stands for any.

    What measures time, money, size or order, or counts how often, counts no things.
    """
    return "".join(word for word in MEASURE_WORDS if word not in _MEASURES) if asked == "个" else interchangeable(asked)
