"""What a question counts or measures: patterns of the figures that would answer it. They match folded text."""

from __future__ import annotations

import re

from qa.search.query import Query
from qa.text.characters import CHINESE, NUMERALS, has_chinese
from qa.text.english_counts import units_in_chinese
from qa.text.measure_words import AFTER_SOME, COUNTERS, MEASURE_WORDS, counters_that_answer, interchangeable

_TIMES = "多?(?:小时|钟头|月|星期|礼拜|季度|工作日)"
_UNIT = re.compile(
    rf"(?:(?:多少|[好几]多)(?:多|来)?[亿万千百]?(?=[{COUNTERS}])|"
    rf"(?:(?<![哪那这前后好十百近去])几|第几)(?:多|来)?[亿万千百]?)([{AFTER_SOME}])"
    rf"(?!“|{_TIMES})(?=((?<=个)[{CHINESE}]{{2}})?)"
)
_PEOPLE = re.compile(
    rf"(?:多少|[好几]多)(?:[{CHINESE}]{{0,3}}?)(?:工人|员工|职工|学生|老师|教师|党员|干部|居民|村民|群众|市民|老人|儿童|孩子|"
    "志愿者|专家|代表|委员|队员|会员|医生|护士|农民|观众|游客)(?!家|户|单位|群体)"
)
_DURATION = re.compile(
    "(?:多久|好久|多长时间|多少时间|好长时间)(?!以?[前后]|.{0,8}[一1][次回趟])|"
    rf"(?:多少|(?<![哪那这前后好十百近去])几)个{_TIMES}|how long"
)
_LASTS = (
    r"(?:不到|不足|超过|近|约)?[上数半几\d][\d.]*[余多几十百千万]*"
    "(?:个?多?(?:小时|钟头|月|星期|礼拜|季度)|多?(?:年|天|日|周|分钟|秒|昼夜))(?![前初底末])"
)
_MONEY = re.compile(
    "多少钱|[好几]多钱|几个?(?:亿|万)?元|多少.?.?元|金额|奖金|票价|房价|造价|单价|物业费|投资.{0,4}(?:多少|几)|"
    "(?:多少|几).?.?亿|how much (?:money|does .* cost)"
)
# A column's head says the unit of the figure behind it: 学费(元):1800, 排放(mg/l) 氮:3.
_UNIT_OF_COLUMN = re.compile(r"\(([^()|]{1,6})\)(?:\s[^:|]{1,30})?:(\d[\d.]*)(?=\s*(?:\||$))")
# So does one that ends in 数, of what it counts: 软件数:6.
_COUNT_OF_COLUMN = re.compile(rf"([{CHINESE}]{{2,8}}?)(?:总|个)?数量?:\d+(?=\s*(?:\||$))")
_DATE = re.compile(
    r"\d年|\d月|\d[日号天周]|(?<![\d.-])(?:19|20)\d\d[-/.][01]?\d(?![\d.])|\d个?(?:小时|分钟|星期|工作日)|[上中下]旬|[去今明当]年|近日|年底|年初|季度|半年|\d点|(?<!\d)\d\d?:[0-5]\d(?!\d)|世纪|年代|"
    "星期[1-6一二三四五六日天]|周[1-6一二三四五六日末]|[今昨明次当]天|[上下本每]周|[上下]午|凌晨|每[年月天日]"
)
_ENGLISH_DATE = re.compile(
    r"\b(?:1\d|20)\d\d\b|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:[a-z]*\.?) \d|"
    r"\d{1,2}(?:st|nd|rd|th)? (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)\b|"
    r"\b(?:january|february|march|april|august|september|october|november|december|(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)days?|today|yesterday|tomorrow|now|after|before|until|since|once|when|whenever|"
    r"(?:second|minute|hour|day|week|month|quarter|year|decade)s?|century|noon|midnight|\d\d?:\d\d)\b"
)
# What asks for a way to reach somebody, and what such a one looks like; 2014-08-25 is no number to call.
_CONTACTS = (
    (
        re.compile(
            r"(?:电话|手机|传真|热线)(?:号码?)?(?:是|为)?(?:多少|几号|什么)|(?:电话|手机)号码|\b(?:tele)?phone number"
        ),
        r"(?<![a-z\d-])(?:(?!(?:19|20)\d\d-\d\d?(?!\d))\d[\d -]{5,}\d|(?:1[12]\d(?:\d\d)?|9\d{4})(?![a-z\d.,:%-]))",
    ),
    (re.compile(r"(?:邮箱|信箱|邮件)(?:地址)?(?:是|为)?(?:多少|什么)|\be-?mail address"), r"\w@\w"),
)
_SHARE = re.compile(
    "百分之|比例|增速|增长率|几成|占比|[^机概效频功速汇码辨心帧曲斜倍样新特]率(?:是|有|为|达|多)|percentage|what rate"
)
_HOW_MANY = re.compile("多少|(?<![哪那这前后好十百近去])几(?!乎|率|何)|how many|how much")
_FIGURE = re.compile(
    rf"\d|[{NUMERALS}两半数上][余多]?[百千万亿]*[余多]?[{MEASURE_WORDS}%％]|免费|不收费|无偿|全部|全覆盖|所有|没有|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?|thousands?|millions?|half|"
    r"once|twice|free|no|none|all|every|each|an?)\b"
)
_SIZE = re.compile("多([长宽高深厚重])(?!时间|[大要]|点)")
_MEASURED = (
    r"度?(?:约|达到?|近|为|超过|有|是|仅)?"
    r"(\d[\d.]*[余多]?(?:[厘毫分千公海]?[米里]|[公市]?[斤尺吨]|千?克|丈|寸)(?![/每]))"
)
_PERCENT = r"\d[\d.]*%"
_WORD = re.compile("[a-z]{2}")
# Words with a folded 一 that counts nothing: 进一步, 一线, 一次性.
_NO_FIGURE = re.compile(r"进1步|(?<![\d第])1(?:线|次性|把手|口气|辈子|条龙|站式|盘棋|张网)")


def units_asked(question: str) -> list[str]:
    """A pattern for each unit, sum, share or length of time that a folded question asks for."""
    units = dict.fromkeys(_UNIT.findall(question))
    patterns = [
        rf"[上\d][\d.]*[余多几百千万]*[{counters_that_answer(unit)}](?:(?<=人)次)?" + _or_before(thing)
        for unit, thing in units
    ]
    if not units and _PEOPLE.search(question):
        patterns += [rf"[上\d][\d.]*[余多几百千万]*[{interchangeable('名')}](?:(?<=人)次)?"]
    patterns += [r"\d[\d.]*[余多]*元"] if _MONEY.search(question) else []
    patterns += [_LASTS] if _DURATION.search(question) else []
    patterns += [_PERCENT] if _SHARE.search(question) else []
    return patterns


def _or_before(thing: str) -> str:
    """Else a figure before what is counted, with any measure word between them or none: 16扇窗口, 16窗口."""
    return rf"|[上\d][\d.]*[余多几]*[{CHINESE}]?{thing}" if thing else ""


def units_expected(question: str, text: str) -> list[str]:
    """The same as folded ``text`` would say it, for an English question to Chinese text too: 户 for households.

    What Chinese counts with stands in no English text: there only a share is expected.
    """
    contacts = [told for asked, told in _CONTACTS if asked.search(question)]
    if contacts or _in_english(text):
        return contacts or ([_PERCENT] if _SHARE.search(question) else [])
    patterns = units_asked(question)
    if not patterns and (units := units_in_chinese(question)):
        patterns = [rf"[上\d][\d.]*[余多几百千万]*(?:{units})(?:(?<=人)次)?"]
    return patterns


def counted(question: str, text: str) -> float:
    """1 when folded ``text`` has a figure of every unit that a folded question asks for, −1 when not, 0 if of none."""
    patterns = units_expected(question, text)
    if not patterns:
        return 0.0
    text = _UNIT_OF_COLUMN.sub(r":\2\1", text)
    if any(thing in question for thing in _COUNT_OF_COLUMN.findall(text)):
        return 1.0
    return 1.0 if all(re.search(pattern, text) for pattern in patterns) else -1.0


def dated(query: Query, text: str) -> float:
    """1 when folded ``text`` names a time and the question asks when, −1 when it names none, 0 for other questions."""
    if not query.asks_when:
        return 0.0
    return 1.0 if (_ENGLISH_DATE if _in_english(text) else _DATE).search(text) else -1.0


def _in_english(text: str) -> bool:
    return not has_chinese(text) and _WORD.search(text) is not None


def asks_number(question: str) -> bool:
    """Whether a folded question asks how many or how much."""
    return _HOW_MANY.search(question) is not None


def size_told(question: str, text: str) -> tuple[int, int] | None:
    """Where folded ``text`` tells how long, wide, high, deep, thick or heavy the thing asked for is.

    The figure stands behind that very word, as in 桥长240米; None if there is none or more than one.
    """
    asked = _SIZE.search(question)
    told = list(re.finditer(rf"{asked[1]}{_MEASURED}", text)) if asked else []
    return told[0].span(1) if len(told) == 1 else None


def tells_no_number(question: str, text: str) -> bool:
    """Whether a folded question asks how many or how much, and folded ``text`` tells none, nor all or nothing."""
    return asks_number(question) and _FIGURE.search(_NO_FIGURE.sub("", text)) is None
