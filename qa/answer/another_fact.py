"""Whether a sentence tells another fact than the one asked for: another sum, reach, office or end, or one of no name.

It reads folded Chinese text and knows no passage. What it finds is beside the question, however near it lies; that the
words of the question are missing is not enough, the sentence must say something else of the kind.
"""

from __future__ import annotations

import re

from qa.text.characters import CHINESE, in_english
from qa.text.measure_words import MEASURE_WORDS

_OTHERWISE = re.compile("怎|如何|谁|什么|哪|几|多少|何|吗")
_SUMS = re.compile("gdp|[产总]值|收入|营收(?!入)|利润|税收|支出|预算|租金|工资|售价|票价")
_SUM = f"(?:{_SUMS.pattern})"
_ASKS_SUM = re.compile(
    rf"{_SUM}[^,;。]{{0,8}}?(?:多少(?![户家人名个])|几|多[大高])|^[^怎如谁什哪几多何吗]*{_SUM}\W*$|多少[^,;。户家人名个]{{0,4}}{_SUM}"
)
# What else a sum goes by.
_CALLED = {
    "gdp": "gdp|[产总]值",
    "产值": "gdp|[产总]值|增加值",
    "总值": "gdp|[产总]值|增加值",
    "收入": "收入|营[收业]|薪|资|所得|款",
    "营收": "收入|营[收业]",
    "利润": "利|盈",
    "税收": "税",
    "工资": "资|薪|收入|待遇",
    "租金": "租|价|元[/每]|每[间套月]",
    "售价": "价|元[/每]|每[张人件]",
    "票价": "价|票|元[/每]|每[张人]",
    "支出": "支出|经费|花|概算|预算",
    "预算": "支出|经费|花|概算|预算",
}
_REACHES = "国省市州区县旗镇乡村校厂院"
_REACH = re.compile(rf"全(?:[{_REACHES}])")
_COMPARED = re.compile(
    rf"(?:[占居比排]|[为是][^,;。]{{0,3}})全[{_REACHES}][^,;。]{{0,12}}|[增位][速列]全[{_REACHES}]第\d*"
)
_OUR_REACH = re.compile(rf"[本该我此][{_REACHES}]")
_OFFICES = (
    "第[1一]书记|书记|主[任席编]|总?经理|总[统理监裁]|董事长|[部省市区县镇乡村局处科站所院校园馆会队组班社厂行台司署厅]长|"
    "秘书长|教练|发言人|大使|领事"
)
_ASKS_OFFICER = re.compile(
    rf"({_OFFICES})(?:的?(?:名字|姓名)|1?个?人)?(?:现在|目前|当时)?(?:[是叫由为]|换成|变成)*"
    r"(?:谁|哪1?[位个]|[叫姓]?什么名?字?)(?!.{0,3}(?:选|任命|推举|指定|产生))|"
    rf"(?:谁|哪1?[位个]人?)(?:在|[是当任做])+.{{0,8}}?({_OFFICES})\W*$|^[^怎如谁什哪几多何吗]*({_OFFICES})\W*$"
)
_NO_OFFICE = "委员|干事|顾问|会计|队员"
_CALLED_TOO = {
    "书记": "支书",
    "村长": "主任",
    "董事长": "主席",
    "主席": "议长|总统",
    "教练": "主帅|执教",
    "总裁": "ceo|首席执行",
    "会长": "理事长",
    "总理": "首相",
    "队长": "带队|领队",
}
_BODIES = "银行|公司|企业|医院|学校|大学|单位|部门|机构|工厂|酒店|饭店|宾馆|餐馆|商店|超市|报社|媒体|社区|街道|小区"
_WHICH = re.compile(rf"(?:哪1?[{MEASURE_WORDS}]|什么)的?({_BODIES})")
_TOLD_OF_ONE = re.compile(r"(?:[是为这每另凡]|任何|其中|[另又]有|唯1|此)[^,;。]{0,8}$")
_ASKS_POPULATION = re.compile(
    "(?:常住|户籍|总|[省市区县旗镇乡村国岛州城]的?|^)人口(?:总?数量?|规模)?(?:1?共|总共|大?约|达到?|有|是|为)*(?:多少|几)|"
    "[省市区县旗镇乡村国岛州城](?:[1共总有]|1共|总共)*多少(?:常住|户籍|总)?人口"
)
_POPULATION = re.compile(r"人[口数丁]|[居村市国]民|常住|户籍|住[着有了]|[\d余多几百千万亿近约数上]人(?!次)|\d[余多]*口")
_COUNTED = re.compile(r"\d[余多几百千万亿]*[名位户个]")
_ENDS = re.compile("截止|结束|到期|终止|关闭|闭幕|停止(?![收禁限])")
_BEFORE_ANOTHER = re.compile(f"(?:{_ENDS.pattern})[^,;]{{0,4}}[后以之]")
_BEGINS = re.compile("开始|启动|开幕|起始|开放|开通|启用")
_UNTIL = re.compile(
    r"[至到止截闭停散撤收落终]|[^\d]前|完成|打烊|先后|持续|历时|为期|有效|会期|[小时天月年]后|[日号月点]\s*[-~—–]|\d[:.]\d+\s*[-~—–]"
)
_ASKS_WHEN = re.compile("何时|几时|什么时[候间]|哪1?[天日年月]|几[号日月点]|多久|时间")
_ASKS_SEVERAL = re.compile(
    rf"(?<!第)哪几[{MEASURE_WORDS}]|分别[是叫有](?:哪[些几]|谁)|(?<!\d)(?:[2-9]|\d\d)[{MEASURE_WORDS}][^,]{{0,6}}是哪些"
)
_ROW = re.compile(
    r"[、和与及跟同而;；/|到①②\n]|[^\d\s]\s?[-~—]|[-~—]\d+[年月日号点:]|,[^,]{1,6},|,[^,]{1,8}[。.]?$|包括|分别|[^,]等|另1?|1[个位家]是|[^直]至|通往|"
    r"》《|”“|所有|全部|[都各均每仅只周]|(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])|:$|^\W*(?:\(?.\)|第.步|1是)|"
    r"[2-9两][省市地国科门人位]"
)


def tells_another_fact(question: str, text: str, around: str | None = None) -> bool:
    """Whether folded ``text`` tells something else of the kind that a folded Chinese question asks for, and not that.

    利润 for 税收, 全区 for 全市, 组织委员 for 书记, 一家银行 for 哪家银行, 开始 for 截止, one for 哪几个.
    around: the passage with its headings, folded; where it names no such office, none of its sentences tells who holds
    it. False where it is not plain, and of English text.
    """
    if in_english(text):
        return False
    return any(other(question, text) for other in _OTHERS) or (around is not None and _no_office(question, around))


def _another_sum(question: str, text: str) -> bool:
    asked = {one for said in _ASKS_SUM.finditer(question) for one in _SUMS.findall(said.group())}
    told = any(re.search(_CALLED[one], text) for one in asked)
    return bool(asked) and not told and _SUMS.search(text) is not None


def _another_reach(question: str, text: str) -> bool:
    """全市GDP asked for, 全区GDP told; 占全市的1成 and 本区 are no other reach."""
    asked = {(one.group(), question[one.end() :][:8]) for one in _REACH.finditer(question)}
    if len(asked) != 1 or _OUR_REACH.search(text):
        return False
    ((reach, rest),) = asked
    of = re.match(rf"(?:的|[{CHINESE}]{{2}}的)?([{CHINESE}a-z]{{2}})", rest)
    told = set(re.findall(rf"(全[{_REACHES}])的?{of[1]}", _COMPARED.sub("", text))) if of else set()
    return bool(told) and reach not in told


def _another_office(question: str, text: str) -> bool:
    """Who holds an office, and ``text`` names others, but not that one; a 副校长 is no 校长."""
    return _no_office(question, text) and re.search(f"{_OFFICES}|{_NO_OFFICE}", text) is not None


def _no_office(question: str, text: str) -> bool:
    """Who holds an office, and ``text`` does not name it; a 部长会议 is no 部长."""
    asked = _ASKS_OFFICER.search(question)
    if asked is None or _OTHERWISE.search(question, asked.end()):
        return False
    offices = set(re.findall(rf"副?(?:{_OFFICES})", question))
    own = [rf"(?<![副1一]){one}(?!联席|会议)" for one in offices]
    told = "|".join([*own, *(_CALLED_TOO[one] for one in offices if one in _CALLED_TOO)])
    return not re.search(told, text)


def _no_name(question: str, text: str) -> bool:
    """Which bank, and ``text`` speaks of 一家银行 alone; not where that is said of one named, 是1家银行."""
    for body in set(_WHICH.findall(question)):
        nameless = re.finditer(
            rf"(?:(?<![第\d])1[{MEASURE_WORDS}]|某[{MEASURE_WORDS}]?)[{CHINESE}]{{0,4}}?{body}(?!叫)", text
        )
        alone = [one for one in nameless if not _TOLD_OF_ONE.search(text[max(0, one.start() - 12) : one.start()])]
        if alone and len(alone) == text.count(body):
            return True
    return False


def _no_people(question: str, text: str) -> bool:
    """A population asked for, and ``text`` counts volunteers, say."""
    told = _POPULATION.search(text) is not None
    return _ASKS_POPULATION.search(question) is not None and not told and _COUNTED.search(text) is not None


def _the_start(question: str, text: str) -> bool:
    """When it ends, and ``text`` says that it begins, and no more."""
    if not (_ENDS.search(question) and _ASKS_WHEN.search(question)):
        return False
    if _BEGINS.search(question) or _BEFORE_ANOTHER.search(question):
        return False
    return _BEGINS.search(text) is not None and not (_ENDS.search(text) or _UNTIL.search(text))


def _no_row(question: str, text: str) -> bool:
    """The names of several asked for, and no row of any in ``text``, nor what begins one."""
    return _ASKS_SEVERAL.search(question) is not None and _ROW.search(text) is None


_OTHERS = (_another_sum, _another_reach, _another_office, _no_name, _no_people, _the_start, _no_row)
