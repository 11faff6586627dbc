"""What a question counts or measures: patterns of the figures that would answer it. They match folded text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from qa.text.characters import CHINESE, NUMERALS, in_english
from qa.text.english_counts import units_in_chinese
from qa.text.measure_words import AFTER_SOME, COUNTERS, MEASURE_WORDS, counters_that_answer

_TIMES = "多?(?:小时|钟头|月|星期|礼拜|季度|工作日)"
_UNIT = re.compile(
    rf"(?:(?:多少|[好几]多)(?!百分)(?:多|来)?[亿万千百]?(?=[{COUNTERS}])|"
    rf"(?<![哪那这前后好十百近去第])几(?:多|来|10*)?[亿万千百]?)"
    rf"(?:个(?=人[^才物类工均口]))?([{AFTER_SOME}])"
    rf"(?!“|{_TIMES}|[面码岩])(?=([{CHINESE}]{{2}})?)"
)
_UNIT_AS_NOUN = re.compile(rf"([{re.sub('[位岁]', '', AFTER_SOME)}])数量?(?:是|有|为|达到?)?(?:多少|几|[?？]|$)")
_PEOPLE = re.compile(
    rf"(?:多少|[好几]多)(?:[{CHINESE}]{{0,3}}?)(人员|人才|工人|员工|职工|学生|老师|教师|党员|干部|居民|村民|群众|市民|老人|儿童|孩子|"
    "志愿者|专家|代表|委员|队员|会员|医生|护士|农民|观众|游客)(?!家|户|单位|群体)"
)
_WHICH_PEOPLE = re.compile(rf"(?<!前)(?:多少|[好几]多|(?<![哪那这前后好十百近去第])几)[名位]的?([{CHINESE}]{{2,4}})")
_DURATION = re.compile(
    "(?<![每隔])(?:多久|好久|多长时间|多少时间|好长时间)(?!以?[前后]|.{0,8}[一1][次回趟])|"
    rf"(?:多少|(?<![哪那这前后好十百近去])几)(?:个{_TIMES}|天|周|小时|秒)|how long"
)
_LASTS = (
    r"(?:不到|不足|超过|近|约)?(?:(?<![上数半几])[上数半几]|(?<![\d.])\d)[\d.]*[余多几十百千万]{0,8}"
    "(?:个?多?(?:小时|钟头|月|星期|礼拜|季度|世纪)|多?(?:年|天|日|周|分钟|秒|昼夜))(?![前初底末])"
)
_MONEY = re.compile(
    "多少钱|[好几]多钱|几个?(?:亿|万)?元|多少.{0,3}[元圆]|(?:多少|几).?.?亿|how much (?:money|does .* cost)|"
    "多少(?:资金|经费|费用|租金|房租|工资|薪水|奖金|押金|定金|罚款|补贴|补助|贷款|学费|运费)(?=[了呢啊呀吗嘛]?[是为由,;。?]|[了呢啊呀吗嘛]?$)"
)
_MONEY_NOUN = re.compile(
    "金额|额度|[奖租]金|房租|票价|房价|造价|单价|物业费|投资.{0,4}(?:多少|几)|"
    "(?:产值|总值|gdp|收入|营收|利润|税收|支出|预算|经费|工资|费用)(?:一?共|总共|大?约|达到?|有|是|为)*多少(?!人|家|户|[个项])"
)
_PER = re.compile("(?:每个?|[一1]个?(?=[^每]{1,3}多少钱))(平方|[月年人天户吨斤])")
# A column's head says the unit of the figure behind it: 学费(元):1800, 排放(mg/l) 氮:3.
_UNIT_OF_COLUMN = re.compile(r"\(([^()|]{1,6})\)(?:\s[^:|]{1,30})?:(\d[\d.]*)(?=\s*(?:\||$))")
# So does one that ends in 数, of what it counts: 软件数:6.
_COUNT_OF_COLUMN = re.compile(rf"([{CHINESE}]{{2,8}}?)(?:总|个)?数量?:\d+(?=\s*(?:\||$))")
_AFTER_FIGURES = f"{MEASURE_WORDS}余多几百千万亿"
# What asks for a way to reach somebody, and what such a one looks like; 2014-08-25 and 126个 are no numbers to call.
_CONTACTS = (
    (
        re.compile(
            r"(?:电话|手机|传真|热线)(?:号码?)?(?:是|为)?(?:多少|几号|什么)|(?:电话|手机)号码|\b(?:tele)?phone number"
        ),
        r"(?<![a-z\d-])(?:(?!(?:19|20)\d\d-\d\d?(?!\d))\d[\d -]{5,}\d|"
        rf"(?:1[12]\d(?:\d\d)?|9\d{{4}})(?! ?[a-z\d.,:%{_AFTER_FIGURES}-]))",
    ),
    (re.compile(r"(?:邮箱|信箱|邮件)(?:地址)?(?:是|为)?(?:多少|什么)|\be-?mail address"), r"\w@\w"),
)
_SHARE = re.compile(
    "百分[之比点]|几成|多少比例|percentage|what rate|growth rate|growth[?.! ]*$|how fast|by how much|"
    r"how much (?:did|has|have|does) .{1,60}\b(?:gr[eo]w|grown|increased?|ris|rose|fell|fall)"
)
_SHARE_NOUN = re.compile("比例|增速|增长率|占比|[^机概效频功速汇码辨心帧曲斜倍样新特]率(?:是|有|为|达|多)")
_GROWN = re.compile(
    "(?:增[长加]|[上下]?[涨跌降]|提[高升]|减少|上升|降低)了?(?:多少|好多|几多)[了呢啊呀嘛]?(?:[?,;。]|$)"
)
_BY_PERCENT = re.compile(r"(?:增[长加速幅]|[上下]?[涨跌降]幅?|提[高升]|减少|上升|降低)[了约近超过为达到]{0,3}\d[\d.]*%")
_OTHERWISE = re.compile("为什么|什么(?!比例)|为何|怎|如何|谁|哪")
_HOW_MANY = re.compile("多少|(?<![哪那这前后好十百近去])几(?!乎|率|何)|how many|how much")
_FIGURE = re.compile(
    rf"\d|[{NUMERALS}两半数上][余多]?[百千万亿]*[余多]?[{MEASURE_WORDS}%％]|免费|不收费|无偿|全部|全覆盖|所有|没有|"
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w{3,5}teen|(?:twen|thir|for|fif|six|seven|eigh|"
    r"nine)ty|dozens?|hundreds?|thousands?|millions?|half|"
    r"once|twice|free|no|none|all|every|each|an?)\b"
)
_NUMERAL = re.compile("[二三四五六七八九十百千万亿两半]")
# 多少用户 counts users; a share, a sum or a time is told in other words.
_COUNTS = re.compile(f"多少的?(?!比|百分|时|数|金额|价|资金|经费|费|钱|成本|以[上下]|可|才)([{CHINESE}]{{2,6}})")
_SIZE_OF_DATA = re.compile(
    "多大的?(?:内存|显存|文件|[u优]盘|硬盘|磁盘|闪存)|多少的?(?:内存|显存|(?:磁盘|硬盘|存储)空间)|"
    "(?:(?:内存|显存|(?:磁盘|硬盘|存储)(?:空间|容量))[^,;?。]{0,5}(?:多大|多少)|"
    "(?:文件|[u优]盘|硬盘|磁盘|闪存)[^,;?。]{0,5}多大)(?=[?,;。了呢啊呀才够就]|$)"
)
_BYTES = r"(?<![\d.])\d[\d.,]*[余多]?\s?(?:[kmgtp]i?b?(?![a-z\d])|bytes?\b|字节|兆)"
_SIZE = re.compile("多([长宽高深厚重])(?!时间|[大要]|点)")
_MEASURED = (
    r"度?(?:约|达到?|近|为|超过|有|是|仅)?"
    r"(\d[\d.]*[余多]?(?:[厘毫分千公海]?[米里]|[公市]?[斤尺吨]|千?克|丈|寸)(?![/每]))"
)
_PERCENT = (
    rf"(?<![\d.])\d[\d.]*%|(?<![\d{NUMERALS}两])[\d{NUMERALS}两]+分之[\d{NUMERALS}两]+|"
    rf"[\d{NUMERALS}两]成(?![{CHINESE}])|过半|[1一]半|半数"
)
_SUM_OF_MONEY = (
    r"(?<![\d.])\d[\d.]*[余多几]*[百千万亿]*(?:[美日欧港澳加新韩台]?[元圆]|[美日韩台港民]币|美金|英镑|法郎|卢布|马克)|"
    r"[$￥¥€£]\s?\d|(?<![\d.])\d[\d.]*[余多]?[百千]?[万亿](?=[,;。)、]|$)|(?<![\d.])\d+块(?:钱|(?=[,;。、)]|$))"
)
_SO_MANY_OF = r"(?:上|(?<![\d.])\d)[\d.]*[余多几百千万]*"
_VISITS = rf"{_SO_MANY_OF}(?:人次?|次)"
_NEAR = 14
_EACH = re.compile(r"每(?:个|1个?|半)?(月|年|周|季|星期|礼拜|[天日])(?![^,，。;；\d]*[已共])[^,，。;；\d]{0,8}$")
_PARTS = "层页段句户队组"
_OF_PEOPLE, _TIMES_DONE = "名位人", "次回遍趟"
_HOW_OLD = re.compile(r"多大(?:岁数|年纪|年龄|的?年岁)|年龄.{0,4}(?:多少|多大)|岁数|how old")
_AGE = r"(?<![\d.])\d[\d.]*[余多]?周?岁|[1-9]0后"
HOW_OFTEN = re.compile(
    "(?:多久|好久|多长时间)(?:[就才会要能得可]|接受|进行|举[办行]|开展|组织)*"
    rf"([{CHINESE}]{{0,6}}?)[一1][次回趟]([{CHINESE}]{{2,8}})?|[每隔](?:多久|好久|多长时间)|how often"
)
_EVERY = (
    rf"每隔?[半\d]*个?(?:季度?|[年月周天日晚]|星期|礼拜|小时|分钟)"
    rf"(?:[{CHINESE}]{{0,3}}\d+[次回趟])?|(?<=隔)\d+个?[年月周天日小分]"
)
_RANK = re.compile("第几")
_RANKED = (
    rf"第[\d{NUMERALS}]+[{MEASURE_WORDS}章页任集卷课]?|首[{COUNTERS}]|首位|榜首|"
    r"(?<=[列居排获得为])\d+[名位]|连续\d+[年届次]"
)
# What asks for a yes or a no is told by words of that matter: whether it costs anything, whether it is the first time.
_WHETHER = (
    (
        re.compile(
            "(?:要不要|用不用|需不需要|是不是要|是否)[^,;?。]{0,4}[钱费票]|([要收给交付花])不\\1[钱费]|免不免费|"
            "(?:[要收给交付花买](?:钱|费|票)|[免收]费)(?:[的了])?(?:吗|么|嘛|不|没|不是|没有)?(?:[?]|$)"
        ),
        r"免[费票]|无偿|自费|收取|[付缴交收]费|费用|门票|不收|不用[给交花]钱|\d[余多几百千万亿]*元",
    ),
    (
        re.compile("(?:是|算)(?:不是|否)?[^,;?。]{0,12}(?:首次|[头第][1一][回次遭])[^,;?。]{0,6}(?:吗|么|嘛|[?]|$)"),
        r"首[次届]|第[\d一]+[次届回年]|连续|再[次度]|历[年届]|以?前|曾|[又还]1?次",
    ),
)
_SO_MANY = re.compile("(?<![哪那这第])几(?:([十百千万亿])|1(0+))(?!分)")
_DIGITS = re.compile(r"\d*")
_TENS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}
# Words with a folded 一 that counts nothing: 进一步, 一线, 一次性.
_NO_FIGURE = re.compile(r"进1步|(?<![\d第])1(?:线|次性|把手|口气|辈子|条龙|站式|盘棋|张网)")


def units_asked(question: str) -> list[str]:
    """A pattern for each unit, sum, share, length of time, rhythm, rank or plain matter of yes or no asked for."""
    units = dict.fromkeys(_UNIT.findall(question))
    patterns = [_figure_with(unit) + ("" if unit in _OF_PEOPLE else _or_before(thing)) for unit, thing in units]
    patterns = [_VISITS] if "人次" in question and any(unit == "人" for unit, _ in units) else patterns
    if not units:
        patterns += [_figure_with(unit) for unit in dict.fromkeys(_UNIT_AS_NOUN.findall(question))]
    if not patterns and _PEOPLE.search(question):
        patterns += [_figure_with("名")]
    amount = asks_number(question) or not _OTHERWISE.search(question)
    patterns += [_SUM_OF_MONEY] if _MONEY.search(question) or (amount and _MONEY_NOUN.search(question)) else []
    patterns += [_LASTS] if _DURATION.search(question) else []
    ranked = _RANK.search(question) is not None
    share = _SHARE.search(question) or (amount and _SHARE_NOUN.search(question))
    patterns += [_PERCENT] if share and not ranked else []
    patterns += [_EVERY] if HOW_OFTEN.search(question) else []
    patterns += [_RANKED] if ranked else []
    patterns += [_AGE] if _HOW_OLD.search(question) else []
    patterns += [_BYTES] if not patterns and _SIZE_OF_DATA.search(question) else []
    patterns += [told for asked, told in _WHETHER if asked.search(question)] if not patterns else []
    return patterns


def of_the_size_asked(question: str, figures: Sequence[str]) -> list[int]:
    """Which of the folded ``figures`` are as large as a folded question says, 3200名 for 几千人; all if it does not."""
    asked = _SO_MANY.search(question)
    if asked is None:
        return list(range(len(figures)))
    digits = 1 + (len(asked[2]) if asked[2] else _TENS[asked[1]])
    return [number for number, figure in enumerate(figures) if len(_DIGITS.match(figure)[0]) == digits]  # type: ignore[index]


def _figure_with(unit: str) -> str:
    """A figure before ``unit`` or what may stand for it.

    Visits of people (人次) count times; 个 counts people where it stands before a word for them, and what the unit
    is a part of: 32个铜层 for 几层.
    """
    if unit in _OF_PEOPLE:
        return rf"{_SO_MANY_OF}(?:[{_OF_PEOPLE}]次?|个(?=[{CHINESE}]{{0,4}}[人员者师生民工兵童孩]))"
    people_too = "|人次" if unit in _TIMES_DONE else ""
    as_noun = rf"|个[{CHINESE}]{{1,2}}{unit}" if unit in _PARTS else ""
    return rf"{_SO_MANY_OF}[大周]?(?:[{counters_that_answer(unit)}](?:(?<=人)次)?{people_too}{as_noun})(?!性)"


def _or_before(thing: str) -> str:
    """Else a figure before what is counted, or before a word of it: 16扇 of 16扇窗口, 三 of 三阶段, 24队 for 球队."""
    if not thing:
        return ""
    figure = r"(?<![\d.第])\d[\d.]*[余多几]*"
    in_words = rf"(?<![上两{NUMERALS}])[上两{NUMERALS}]{{1,8}}大?"
    return rf"|{figure}[{CHINESE}]?(?={thing})|{in_words}(?={thing})|{figure}[{thing}]"


def units_expected(question: str, text: str) -> list[str]:
    """The same as folded ``text`` would say it, for an English question to Chinese text too: 户 for households.

    What Chinese counts with stands in no English text: there only a share is expected.
    """
    contacts = [told for asked, told in _CONTACTS if asked.search(question)]
    if contacts or in_english(text):
        return contacts or ([_PERCENT] if _SHARE.search(question) else [])
    patterns = units_asked(question)
    if not patterns and _GROWN.search(question) and _BY_PERCENT.search(text):
        return [_PERCENT]
    if not patterns and (units := units_in_chinese(question)):
        patterns = [rf"{_SO_MANY_OF}(?:{units})(?:(?<=人)次)?"]
    return patterns


def counted(question: str, text: str) -> float:
    """1 when folded ``text`` has a figure of every unit that a folded question asks for, −1 when not, 0 if of none.

    −1 also where the unit is unknown and the text tells no number at all, or nothing of what is counted; and where it
    counts no such people.
    """
    patterns = units_expected(question, text)
    if not patterns:
        return -1.0 if _counts_nothing(question, text) else 0.0
    if _counts_other_people(question, text):
        return -1.0
    text = _UNIT_OF_COLUMN.sub(r":\2\1", text)
    if any(thing in question for thing in _COUNT_OF_COLUMN.findall(text)):
        return 1.0
    if _SUM_OF_MONEY in patterns and not _told_per(question, text):
        return -1.0
    return 1.0 if all(re.search(pattern, text) for pattern in patterns) else -1.0


def _counts_nothing(question: str, text: str) -> bool:
    """Whether folded ``text`` has no number where a folded question asks for one, or no character of what it counts.

    Of 346 such questions of CMRC 2018 and DRCD four are answered without a number, of 85 one without such a character.
    """
    if tells_no_number(question, text) and not _NUMERAL.search(text):
        return True
    asked = None if in_english(text) else _COUNTS.search(question)
    return asked is not None and not set(asked[1]) & set(text)


def _counts_other_people(question: str, text: str) -> bool:
    """Whether folded ``text`` has no character of the people a folded question counts: 2950名 for 多少名志愿者.

    Of 33 such questions of CMRC 2018 and DRCD none is answered without one.
    """
    asked = None if in_english(text) else _WHICH_PEOPLE.search(question) or _PEOPLE.search(question)
    return asked is not None and not set(asked[1]) & set(text)


def of_the_kind_asked(question: str, text: str, figures: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Those of ``figures`` in folded ``text`` for each person, month and so on where a folded question asks so, and
    those of times before those of visits (人次); all where there are no others.
    """
    asked = _PER.search(question)
    per = re.compile(f"[每按均][^,;。]{{0,4}}{asked[1]}[^,;。]{{0,6}}$") if asked else None
    each = [
        one
        for one in figures
        if asked and per and (per.search(text[: one.start()][-_NEAR:]) or text.startswith(f"/{asked[1]}", one.end()))
    ]
    times = [one for one in figures if "人次" in question or not one.group().endswith("人次")]
    return each or times or list(figures)


def tells_how_often(question: str, text: str, figure: re.Match[str]) -> bool:
    """Whether ``figure`` in folded ``text`` says how often, 每月举办1次, where a folded question does not ask that."""
    times = figure.group().endswith(tuple(_TIMES_DONE)) and not figure.group().endswith("人次")
    each = _EACH.search(text[: figure.start()][-_NEAR:])
    return times and each is not None and each[1] not in question and "每" not in question


def _told_per(question: str, text: str) -> bool:
    """Whether ``text`` tells what a sum is for where a question asks for one a month, a person or the like."""
    asked = _PER.search(question)
    return asked is None or re.search(f"(?:[每/按均].{{0,4}}{asked[1]}|{asked[1]}[租均付])", text) is not None


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
