"""Names in lines: people in bylines, the place in a title. It reads single strings and knows no layout."""

from __future__ import annotations

import re

from qa.text.characters import CHINESE
from qa.text.places import DIVISIONS

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单"
    "杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲封芮储靳焦牧山谷车侯全班仰仲伊宫宁仇甘厉祖武符刘景詹束龙叶幸司韶黎印白怀蒲邰"
    "从索咸赖卓蔺屠蒙池乔阴闻党翟谭贡劳申扶堵冉宰雍桑桂濮牛寿通边燕冀尚农温别庄晏柴瞿阎连习容向古易廖步都耿满弘匡国文寇广东欧"
    "沃利越师巩聂晁勾敖融冷辛那简饶曾沙丰关游蒯相查红权益桓公肖闫代覃岳付楚帅亢况丘"
)
_PERSON = re.compile(rf"[{CHINESE}](?:[{CHINESE}]{{1,2}}|[ 　][{CHINESE}])$")
_STAFF = (
    "(?:本报|本刊|新华社|实习|见习|特约|首席|全媒体|文字|摄影)*"
    "(?:记者|通讯员|作者|撰文|撰稿|文字|编辑|责编|责任编辑|整理)"
)
_ROLE = re.compile(rf"(?:[文图][/／｜|]|[（(]?{_STAFF}[：:/／]?[ 　]*|(?:来源|出处|供稿|Author|[Bb]y|BY)[：: ][ 　]*)")
_WROTE = re.compile(rf"([{CHINESE}]{{2,3}}(?:[ 　、，]+[{CHINESE}]{{2,3}})*)[ 　]+(?:编著|主编|编译|著|编|译|撰|辑)$")
_PHOTO_CREDIT = re.compile(
    r"(?:图片|照片|本版图片|图)(?:[^，。]{0,8}由[^，。]{2,25}(?:提供|供图)|[/／][^，。]{2,20}提供)$|^[图文][/／]\S{2,20}$"
)
_PEOPLE = re.compile(r"[、，,;； 　/／和]+")
_WORDS_OF_PEOPLE = re.compile(rf"(?:{_STAFF}|文|图)[：:/／]?[ 　]*")
_EDITORS = re.compile(r"图片|照片|来源[：:]|[（(]?(?:责任编辑|责编|编辑)")
_PLACE_WORD = re.compile(rf"([{CHINESE}]{{2,5}})[ 　：:|｜]")
_BYLINE_LIMIT = 60
_FIELDS_LIMIT = 120
_FIELD = re.compile(
    r"(?:(?:信息)?来源|稿源|作者|记者|通讯员|(?:责任)?编辑|责编|发布(?:时间|日期|机构|单位|人)?|阅读(?:量|数|次数)?|浏览(?:量|数|次数)?"
    r"|点击(?:量|数|率)?)[：:]"
)
_AUTHOR_FIELD = re.compile(r"(?:作者|记者|通讯员)[：:]\s*([^：:]+?)(?=\s+[^\s：:]+[：:]|\s*$)")
_PRINTED_ON = re.compile(r"(?:19|20)\d{2}(?:\s?年\s?|[-/.])\d{1,2}(?:\s?月\s?|[-/.])\d{1,2}")
_UNIT_OF_STAFF = re.compile(f"[{CHINESE}]{{2}}[部处科局室厅组]$")
_TOLD_OF = re.compile(
    rf"(?<![{CHINESE}])([{''.join(sorted(SURNAMES))}](?:(?![的地得是在不有来要会能可就也都而])[{CHINESE}]){{1,2}})"
    "(?:说[，,：:]|表示[，,：:]|介绍[，,：:]|告诉记者|回忆|坦言|感慨|先生|女士|同志|大爷|大妈|阿姨|老师|教授|今年[0-9一二三四五六七八九十]+岁)"
)


def is_person(word: str) -> bool:
    """Whether ``word`` is shaped like a Chinese name: a surname and one or two characters more; not ``安保部``."""
    return bool(_PERSON.match(word)) and word[0] in SURNAMES and not _UNIT_OF_STAFF.match(word)


def has_fields(text: str) -> bool:
    """Whether a line says when a page was published or who wrote it, field by field: ``来源：… 作者：… 阅读：…``."""
    fields = len(_FIELD.findall(text))
    if len(text) > _FIELDS_LIMIT or not fields or re.search(r"[。；;！？!?]", text):
        return False
    return fields > 1 or bool(_PRINTED_ON.match(text))


def is_credit(text: str) -> bool:
    """A line about the photos: ``图片由…提供``, ``图/…``."""
    return len(text) <= _BYLINE_LIMIT and bool(_PHOTO_CREDIT.search(text)) and not re.search(r"[。；;！？]", text)


def is_byline(text: str) -> bool:
    """A line of names and nothing else, or one that says ``记者``, ``文/``, ``作者：`` before them, ``著`` behind."""
    if has_fields(text):
        return True
    if len(text) > _BYLINE_LIMIT or re.search(r"[。；;！？!?“”]", text):
        return False
    if _ROLE.match(text):
        rest = text[_ROLE.match(text).end() :].rstrip("）)")  # type: ignore[union-attr]
        return bool(people(text)) or (text[:2] in ("来源", "供稿", "出处") and len(rest) <= 20)
    if wrote := _WROTE.match(text):
        return all(is_person(name) for name in _PEOPLE.split(wrote.group(1)))
    words = text.split()
    return 2 <= len(words) <= 8 and all(is_person(word) for word in words)


def people(text: str) -> tuple[str, ...]:
    """The names in a byline, in order; words that are no names are left out."""
    if has_fields(text):
        text = " ".join(_AUTHOR_FIELD.findall(text))
    text = _EDITORS.split(text)[0]
    text = _WROTE.sub(r"\1", text)
    text = _WORDS_OF_PEOPLE.sub(" ", text)
    names = [word.strip("()（）") for word in _PEOPLE.split(text)]
    return tuple(name for name in names if is_person(name))


def tells_of_people(text: str) -> bool:
    """Whether a text names at least two Chinese people who speak or are spoken of by their titles."""
    return len(set(_TOLD_OF.findall(text))) > 1


def place_of_title(title: str, text: str) -> str | None:
    """The word that a title begins with and the text repeats (``江北 …``), if the text shows it is a place."""
    found = _PLACE_WORD.match(title)
    if not found:
        return None
    word = found.group(1)
    named = word[-1] in DIVISIONS or any(word + unit in text for unit in DIVISIONS)
    return word if named and text.count(word) >= 3 else None
