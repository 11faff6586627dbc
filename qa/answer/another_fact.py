"""Whether a sentence tells another fact than the one asked for: another sum, reach, office or end, or one of no name.

It reads folded Chinese text and knows no passage. What it finds is beside the question, however near it lies.
"""

from __future__ import annotations

import re

from qa.text.characters import CHINESE, in_english
from qa.text.measure_words import MEASURE_WORDS

_SUMS = re.compile("gdp|[产总]值|收入|营收(?!入)|利润|税收|支出|预算|租金|工资|售价|票价")
_ASKS_SUM = re.compile(
    rf"(?:{_SUMS.pattern})[^,;，；。]{{0,8}}(?:多少|几|多[大高])|(?:{_SUMS.pattern})\W*$|多少[^,;，；。]{{0,4}}(?:{_SUMS.pattern})"
)
_REACHES = "国省市州区县旗镇乡村校厂院"
_REACH = re.compile(rf"全(?:[{_REACHES}]|街道|社区|公司)")
_OF_REACH = rf"(?:的|[{CHINESE}]{{2}}的)?([{CHINESE}a-z]{{2}})"
_OFFICES = (
    "(?:第1)?书记|主[任席编]|总?经理|总[统理监裁]|董事长|[部省市区县镇乡村局处科站所院校园馆会队组班社厂行台司署]长|"
    "秘书长|教练|发言人|大使|领事"
)
_ASKS_OFFICER = re.compile(
    rf"({_OFFICES})(?:的?(?:名字|姓名)|[1一]?个?人)?(?:现在|目前|当时)?(?:[是叫由为]|换成|变成)*"
    rf"(?:谁|哪[1一]?[位个]|什么名字?|啥名字?|$)|(?:谁|哪[1一]?[位个]人?)(?:在|[是当任做])+.{{0,8}}?({_OFFICES})\W*$"
)
_BODIES = "银行|公司|企业|医院|学校|大学|单位|部门|机构|工厂|酒店|饭店|宾馆|餐馆|商店|超市|报社|媒体|社区|街道|小区"
_WHICH = re.compile(rf"(?:哪[1一]?[{MEASURE_WORDS}]|什么)的?({_BODIES})")
_ASKS_POPULATION = re.compile("人口(?:总?数量?|规模)?(?:一?共|总共|大?约|达到?|有|是|为)*(?:多少|几)|多少人口")
_POPULATION = re.compile(r"人口|居民|[村市]民|常住|户籍|住[着有了]|\d[余多几百千万亿]*人(?!次)")
_ENDS = re.compile("截止|结束|到期|终止|关闭|闭幕|停止")
_BEGINS = re.compile("开始|启动|开幕|起始|开放|开通|启用")
_UNTIL = re.compile("[至到止前]|完成|截")
_ASKS_WHEN = re.compile("何时|几时|什么时[候间]|哪[1一]?[天日年月]|几[号日月点]|多久|时间")

_ASKS_SEVERAL = re.compile(
    rf"(?<!第)哪几[{MEASURE_WORDS}]|分别[是叫有](?:哪[些几]|谁)|(?<!\d)(?:[2-9]|\d\d)[{MEASURE_WORDS}][^,，]{{0,6}}是哪些"
)
_ROW = re.compile(
    r"[、和与及跟同而;；/\-\n]|包括|分别|[^,]等|另1?|1[个位家]是|,[^,]{1,6},|[^直]至|通往|》《|”“|"
    r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])"
)


def tells_another_fact(question: str, text: str) -> bool:
    """Whether folded ``text`` tells something else of the kind that a folded Chinese question asks for, and not that.

    利润 for 税收, 全区 for 全市, 组织委员 for 书记, 一家银行 for 哪家银行, 开始 for 截止, one for 哪几个.
    False where it is not plain, and of English text.
    """
    return not in_english(text) and any(other(question, text) for other in _OTHERS)


def _another_sum(question: str, text: str) -> bool:
    asked = {one for said in _ASKS_SUM.findall(question) for one in _SUMS.findall(said)}
    return bool(asked) and not any(one in text for one in asked) and _SUMS.search(text) is not None


def _another_reach(question: str, text: str) -> bool:
    """全市GDP asked for, 全区GDP told."""
    asked = [(one.group(), one.end()) for one in _REACH.finditer(question)]
    for reach, end in asked:
        of = re.match(_OF_REACH, question[end:])
        told = set(re.findall(rf"(全[{_REACHES}])(?:的)?{of[1]}", text)) if of else set()
        if told and reach not in told:
            return True
    return False


def _another_office(question: str, text: str) -> bool:
    """The name of who holds an office asked for, and none of that office in ``text``."""
    asked = _ASKS_OFFICER.search(question)
    office = (asked[1] or asked[2]) if asked else None
    return office is not None and office not in text


def _no_name(question: str, text: str) -> bool:
    """Which bank, and ``text`` speaks of 一家银行 alone."""
    for body in _WHICH.findall(question):
        nameless = re.findall(rf"(?:(?<![第\d])1[{MEASURE_WORDS}]|某[{MEASURE_WORDS}]?){body}", text)
        if nameless and len(nameless) == text.count(body):
            return True
    return False


def _no_people(question: str, text: str) -> bool:
    """A population asked for, and ``text`` counts volunteers, say."""
    return _ASKS_POPULATION.search(question) is not None and _POPULATION.search(text) is None


def _the_start(question: str, text: str) -> bool:
    """When it ends, and ``text`` says that it begins."""
    if not (_ENDS.search(question) and _ASKS_WHEN.search(question)) or _BEGINS.search(question):
        return False
    return _BEGINS.search(text) is not None and not (_ENDS.search(text) or _UNTIL.search(text))


def _no_row(question: str, text: str) -> bool:
    """The names of several asked for, and no row of any in ``text``."""
    return _ASKS_SEVERAL.search(question) is not None and _ROW.search(text) is None


_OTHERS = (_another_sum, _another_reach, _another_office, _no_name, _the_start, _no_people, _no_row)
