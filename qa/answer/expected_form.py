"""What shape of answer a question expects (a number, a sum, a date, a share, a list), and whether a sentence has it.

Everything here is read off folded words: 1 when the sentence has it, −1 when it lacks it, 0 when it is not asked for.
"""

from __future__ import annotations

import re

from qa.search.query import LIST, WHEN
from qa.text.characters import CHINESE
from qa.text.measure_words import COUNTERS, MEASURE_WORDS, interchangeable
from qa.text.words import words

EXPECTED_KINDS = ("money", "date", "percent")
_NUMBER = re.compile(r"\d+(?:\.\d+)?%?|上[百千万]|数[十百千万]|[几好]十|半年|一半")
_ASKS_NUMBER = re.compile(
    f"多少|多大(?!的)|多久|多长|多高|多远|[好几]多|好久|(?<!哪)[几](?=[{MEASURE_WORDS}])|"
    "[几哪]成|百分之几|总额|how (?:many|much|long|large)|percentage|what rate|by how"
)
_UNIT = re.compile(rf"(?:多少|[好几]多|(?<!哪)几|第几)(?:多|来)?[亿万千百]?([{COUNTERS}])(?!“)")
_DURATION = re.compile("(?:多久|好久|多长时间|多少时间|好长时间)(?!以?[前后]|.{0,8}[一1][次回趟])|how long")
_LASTS = (
    r"(?:不到|不足|超过|近|约)?[上数半几\d][\d.]*[余多几十百千万]*"
    "(?:个?多?(?:小时|钟头|月|星期|礼拜|季度)|多?(?:年|天|日|周|分钟|秒|昼夜))(?![前初底末])"
)
_KINDS = {
    "money": (
        re.compile(
            "多少钱|[好几]多钱|几个?(?:亿|万)?元|多少.?.?元|金额|奖金|票价|房价|造价|单价|物业费|投资.{0,4}(?:多少|几)|"
            "(?:多少|几).?.?亿|how much (?:money|does .* cost)"
        ),
        re.compile(r"\d[余多]*元"),
    ),
    "date": (
        WHEN,
        re.compile(r"\d年|\d月|\d日|[上中下]旬|去年|今年|明年|近日|年底|年初|季度|半年|\d点"),
    ),
    "percent": (
        re.compile("百分之|比例|增速|增长率|几成|占比|[^机概效]率(?:是|有|为|达|多)|percentage|what rate"),
        re.compile(r"\d%|成"),
    ),
}
# What these count is said by the word itself, or before it: 什么人才, 哪年, 几米.
_BEFORE_NOUN = re.sub("[人岁年米里吨斤亩]", "", COUNTERS)
_ASKED_NOUN = re.compile(
    rf"(?:多少|几|哪一?|什么)(?:[亿万千百]?[{_BEFORE_NOUN}])?(?P<after>[{CHINESE}]{{2,4}})"
    rf"|(?P<before>[{CHINESE}]{{2,4}}?)(?:分别|总共|一共|到底|究竟|现在|最后|大概)?(?:是|有|为|叫|达到?|占|涨了?)(?:多少|几|谁|什么|啥|[好几]多|多[大高长久])"
)
_INDEFINITE = ("一家", "一个", "一位", "一名", "某")


def asked_noun(question: str, text: str) -> float:
    """1 when the noun that is asked about stands in ``text``, −1 when not or only as «a» one, 0 when there is none."""
    noun = _noun(question)
    if noun is None:
        return 0.0
    at = text.find(noun)
    return 1.0 if at >= 0 and not text[:at].endswith(_INDEFINITE) else -1.0


def units_asked(question: str) -> list[str]:
    """Patterns of what the question counts or measures: one for each unit, sum or share it asks for."""
    units = dict.fromkeys(_UNIT.findall(question))
    patterns = [rf"[上\d][\d.]*[余多几百千万]*[{interchangeable(unit)}]" for unit in units]
    patterns += [r"\d[\d.]*[余多]*元"] if _KINDS["money"][0].search(question) else []
    patterns += [_LASTS] if _DURATION.search(question) else []
    patterns += [r"\d[\d.]*%"] if _KINDS["percent"][0].search(question) else []
    return patterns


def number(question: str, text: str) -> float:
    """1 when a number is asked for and the sentence has one that the question has not, −1 when it has none, else 0."""
    if not _ASKS_NUMBER.search(question):
        return 0.0
    return 1.0 if set(_NUMBER.findall(text)) - set(_NUMBER.findall(question)) else -1.0


def counted(question: str, text: str) -> float:
    """1 when ``text`` counts what is asked for (多少名 … 名, 多久 … 个月), −1 when not, 0 if nothing is counted."""
    units = _UNIT.findall(question)
    if _DURATION.search(question) and not units:
        return 1.0 if re.search(_LASTS, text) else -1.0
    if not units:
        return 0.0
    return 1.0 if all(re.search(rf"[\d百千万][余多几]*[{interchangeable(unit)}]", text) for unit in units) else -1.0


def kind(name: str, question: str, text: str) -> float:
    """1 when money, a date or a share is asked for and the sentence shows one, −1 when not, 0 otherwise."""
    asks, shows = _KINDS[name]
    if not asks.search(question):
        return 0.0
    return 1.0 if shows.search(text) else -1.0


def listed(question: str, text: str) -> float:
    """How much of a list the sentence is, 0–1, when the question asks for one."""
    return min(text.count("、") + text.count(";"), 5) / 5 if LIST.search(question) else 0.0


def _noun(question: str) -> str | None:
    """The noun that is asked about, as far as word order shows it: 票价 of 票价是多少, 银行 of 哪家银行."""
    match = _ASKED_NOUN.search(question)
    if not match:
        return None
    stretch = match["after"] or match["before"]
    cut = [token.word for token in words(stretch) if len(token.word) > 1]
    if not cut:
        return None
    return cut[0] if match["after"] else cut[-1]
