"""What comes before all others in a text, 首个, 率先, 唯一, 第一, 最快, and the scope it is said of, 全国 or 全市.

Words of the language. It reads no document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from qa.text.characters import CHINESE
from qa.text.folding import fold
from qa.text.words import is_place_name, whole_words

_COUNTS = "个家座条例款部台项支名位所"
_ENDS = rf"(?=$|[^{CHINESE}\d]|[的和及与且并])"
_FIRST = (
    r"首次|首度|首创(?!精神)|率先(?!垂范|示范)|最先|最早(?!于)|抢先|头一[次回个家]|"
    rf"第[一1][次回](?![{CHINESE}]{{0,6}}(?:会|普查|大战|战争|革命))|"
    rf"首[{_COUNTS}](?=[{CHINESE}“])|第[一1][{_COUNTS}](?!月|季|星期|周|[五百]年|学期|阶段|环节|问题|方面|步|是)(?=[{CHINESE}“])"
)
_RANK = (
    rf"(?<=[{CHINESE}])第[一1][名位]?{_ENDS}|(?<=[居列占排在])首位|首位{_ENDS}|"
    rf"榜首|头名{_ENDS}|之首{_ENDS}|首屈一指|独占鳌头"
)
_NO_MEASURE = r"限度|程度|努力|可能|公约数|化|人民|法院|检察院|权力|生活|工资|限价|消费|保障|细胞|\d|是|要|先"
_JUDGED = "底气|优势|财富|特点|亮点|心愿|愿望|收获|感受|希望|梦想|挑战|幸福|动力|支持|热情|诚意|民生|政治|实际"
_MOST = (
    r"最为?(?P<most>集中|密集|先进|完善|年轻|[高多大快强优好佳低少小慢长短晚广深远重贵全严])"
    rf"(?!{_NO_MEASURE}|的?(?:{_JUDGED}))"
)
_SUPERLATIVE = re.compile(
    rf"(?P<rank>{_RANK})|(?P<first>{_FIRST})|(?P<batch>首批|第[一1]批|头一批)|"
    rf"(?P<only>唯一(?!性|标识)|独一无二|绝无仅有)|{_MOST}"
)
_SAME_MOST = {"佳": "优", "好": "优", "密集": "集中"}
_SCOPES = {
    "全世界": 6, "世界": 6, "全球": 6, "国际": 6, "亚洲": 5, "全国": 4, "国内": 4, "我国": 4, "中国": 4,
    "全省": 3, "全市": 3, "省内": 3, "市内": 3, "我省": 3, "我市": 3, "全区": 2, "全县": 2, "区内": 2, "县内": 2,
    "我区": 2, "我县": 2, "全镇": 1, "全乡": 1, "全街道": 1, "全村": 0, "全社区": 0,
}  # fmt: skip
_SCOPE = "|".join(_SCOPES)
_NAMED_SCOPE = 3
_LINK = "(?:范围)?[内中里上]?(?:同类|同期)?(?:各[区县市省]{1,2})?的?"
_SCOPE_BEFORE = re.compile(rf"(?P<scope>{_SCOPE}){_LINK}$")
_SCOPE_APART = re.compile(rf"(?P<scope>{_SCOPE})[{CHINESE}]{{1,6}}$")
_SCOPE_BEHIND = re.compile(rf"[在于](?P<scope>{_SCOPE})")
# Whom it is said of stands before these, 本镇率先, and where only behind 在.
_DONE = re.compile("率先|首[次度创]|最[先早]|抢先|头一|第[一1][次回]")
_WINDOW = 40
_CLAUSE_ENDS = "，,。;；:：!！?？\n"


@dataclass(frozen=True, slots=True)
class Superlative:
    """A superlative, ``text[start:end]`` with the scope beside it.

    kind: what it says; those of one kind say the same (首个 and 率先, 第一 and 榜首). scope: how wide it is said of,
    None where that is not said. beside: whether the scope is directly beside it, not a few words before.
    """

    start: int
    end: int
    kind: str
    scope: int | None
    beside: bool

    def bears(self, claimed: Superlative) -> bool:
        """Whether who prints this says what is ``claimed``: the same, of all that it is claimed of."""
        if self.kind != claimed.kind:
            return False
        if claimed.scope is None:
            return True
        return not claimed.beside if self.scope is None else self.scope >= claimed.scope


@lru_cache(maxsize=2048)
def superlatives(text: str) -> tuple[Superlative, ...]:
    """The superlatives of ``text``, in order."""
    folded = fold(text)
    found = []
    for match in _SUPERLATIVE.finditer(folded.text):
        most = match["most"]
        kind = "最" + _SAME_MOST.get(most, most) if most else str(match.lastgroup)
        start, end, scope, beside = _scope_of(folded.text, *match.span())
        found.append(Superlative(*folded.original(start, end), kind, scope, beside))
    return tuple(found)


def _scope_of(text: str, start: int, end: int) -> tuple[int, int, int | None, bool]:
    """The stretch of a superlative with its scope, that scope, and whether it is directly beside it."""
    window = max(0, start - _WINDOW)
    clause = max(window, *(text.rfind(mark, window, start) + 1 for mark in _CLAUSE_ENDS))
    before = text[clause:start]
    if match := _SCOPE_BEFORE.search(before):
        return clause + match.start(), end, _SCOPES[match["scope"]], True
    if match := _SCOPE_BEHIND.match(text, end):
        return start, match.end(), _SCOPES[match["scope"]], True
    if match := _SCOPE_APART.search(before):
        return clause + match.start(), end, _SCOPES[match["scope"]], False
    words = whole_words(before)
    place = words[-1] if words and is_place_name(words[-1].word) and words[-1].end == len(before) else None
    if place and (before[: place.start].endswith(("在", "于")) or not _DONE.match(text, start)):
        return clause + place.start, end, _NAMED_SCOPE, True
    return start, end, None, False
