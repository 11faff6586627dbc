"""Names in a sentence: people, places, organisations, titles of works and projects, codes in Latin letters.

By the shape of the words around them and jieba's dictionary. It reads no document; what is in quotation marks is
compared elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.documents.bylines import SURNAMES
from qa.text.characters import CHINESE
from qa.text.folding import fold
from qa.text.words import FUNCTION_WORDS, is_name, is_place_name, whole_words

_TITLED = re.compile(r"《([^《》]{1,40})》")
_CODE = re.compile(r"[a-z][a-z0-9]*[-.]?\d[a-z0-9]*|[a-z]{2,}(?:[ -][a-z0-9]{2,}){0,2}")
_SAYS = "说|表示|介绍|告诉|称|指出|坦言|回忆|认为|透露|强调"
_POSTS = (
    "书记|主任|局长|部长|区长|县长|市长|镇长|处长|科长|馆长|校长|院长|会长|所长|站长|董事长|总经理|经理|总裁|组长|委员|干部|"
    "记者|教授|医生|老师|工程师|居民|老人|市民|村民|学生|同志|冠军|获得者|工作人员|负责人|代表|主席|行长|队长|演员|导演|作家"
)
_GIVEN = f"(?:(?![的地得是在不有来要会能可就也都而和与及等很、])[{CHINESE}]){{1,2}}"
_PERSON = rf"[{''.join(sorted(SURNAMES))}]{_GIVEN}"
_HELD = rf"[{''.join(sorted(SURNAMES - set('和于从向都时成全国来时及经')))}]{_GIVEN}"
_HOW = rf"(?:很|十分|非常|颇为)?[{CHINESE}]{{2}}地"
_SPEAKER = re.compile(
    rf"(?<![{CHINESE}])(?P<name>{_PERSON})(?=(?:{_HOW})?(?:{_SAYS}))|"
    rf"(?:{_POSTS})(?P<held>{_HELD}?)(?=$|(?:{_HOW})?(?:{_SAYS})|[，,。、；;在和与于等一到“])"
)
_KINDS = (
    "有限公司|公司|集团|银行|大?(?:酒店|饭店|剧院|影院|药房)|宾馆|医院|大学|学院|中学|小学|幼儿园|街道|社区|小区|镇|乡|村|"
    "管理局|公安局|教育局|科技局|统计局|税务局|局|委员会|宣传部|组织部|统战部|检察院|法院|协会|学会|联合会|党支部|党委|"
    "博物馆|文化馆|图书馆|体育馆|公园|广场|中心|杂志|日报|晚报|基金会|研究院|研究所|园区|大厦|机场|车站|大桥"
)
_ORGANISATION = re.compile(rf"(?:{_KINDS})$")
_PLAIN_BEFORE = re.compile(
    "[全本该各每一个两多这那某新老大小区县市镇乡村在到从向由对与和及为把被让]|各级|所有|有关|相关|其他|全区|全县|全市|区里|县里|市里|"
    "辖区|当地|我区|我县|我市|附近|周边|部分"
)
_NOT_PEOPLE = re.compile(
    "都市|时代|高峰|文明|和平|安全|平安|成功|广大|国家|文化|成立|党员|常态|常年|管理|经济|方面|方式|别人"
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name, ``text[start:end]``.

    kind: "person", "place", "work", "code", "name" or the word that it ends in (公司, 街道); names of one kind may
    stand for each other. word: folded. sure: whether its shape leaves no doubt.
    """

    start: int
    end: int
    word: str
    kind: str
    sure: bool


@lru_cache(maxsize=2048)
def named_in(text: str) -> tuple[Name, ...]:
    """The names in ``text``, in order; of those that overlap, the surest and longest."""
    folded = fold(text)
    found = [*_shaped(folded.text), *_listed(folded.text)]
    kept: list[tuple[int, int, str, bool]] = []
    for one in sorted(found, key=lambda one: (-one[3], one[0] - one[1])):
        if not any(one[0] < other[1] and other[0] < one[1] for other in kept):
            kept.append(one)
    return tuple(
        Name(*folded.original(start, end), folded.text[start:end], kind, sure)
        for start, end, kind, sure in sorted(kept)
    )


def _shaped(text: str) -> list[tuple[int, int, str, bool]]:
    """Names that the words or marks around them show."""
    found = [(*match.span(1), "work", True) for match in _TITLED.finditer(text)]
    found += [(*match.span(), "code", any(c.isdigit() for c in match.group())) for match in _CODE.finditer(text)]
    for match in _SPEAKER.finditer(text):
        group = "name" if match["name"] else "held"
        if not _NOT_PEOPLE.fullmatch(match[group]):
            found.append((*match.span(group), "person", True))
    return found


def _listed(text: str) -> list[tuple[int, int, str, bool]]:
    """Names of the dictionary, and organisations by the word they end in with the one or two words before it."""
    cut = whole_words(text)
    found = []
    for number, token in enumerate(cut):
        if ending := _ORGANISATION.search(token.word):
            start = token.start
            for before in cut[number - 1 :: -1][:2] if number else ():
                if (
                    before.end != start
                    or before.word in FUNCTION_WORDS
                    or _PLAIN_BEFORE.fullmatch(before.word)
                    or not _is_chinese(before.word)
                ):
                    break
                start = before.start
                if len(token.word) > len(ending.group()) or len(before.word) > 2:
                    break
            if token.end - start > len(ending.group()):
                found.append((start, token.end, ending.group(), False))
        elif len(token.word) > 1 and is_name(token.word) and not _NOT_PEOPLE.fullmatch(token.word):
            end = token.end + (
                1 if is_place_name(token.word) and text[token.end : token.end + 1] in ("区", "县", "市", "省") else 0
            )
            found.append((token.start, end, _kind(token.word), False))
    return found


def _kind(word: str) -> str:
    if is_place_name(word):
        return "place"
    return "person" if word[0] in SURNAMES and len(word) in (2, 3) else "name"


def _is_chinese(word: str) -> bool:
    return re.fullmatch(f"[{CHINESE}]+", word) is not None
