"""What a question asks for besides a unit: how many things at once, and which of several figures is of the one counted.

It knows no passage but the words of one sentence, folded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from qa.answer.asked_units import HOW_OFTEN, units_asked
from qa.search.query import Query
from qa.text.characters import CHINESE, has_chinese
from qa.text.measure_words import COUNTERS, MEASURE_WORDS
from qa.text.rule_numbers import number_alone
from qa.text.words import whole_words, without_question_words
from qa.types import Extent

_NUMBER = rf"(?:多少|[好几]多|(?<![哪那这前后好十百近去])几)[亿万千百]?(?:人次|[{COUNTERS}])?"
_ASKS = re.compile(
    rf"{_NUMBER}|什么(?:时[候间]|地[方点])?|哪[1几两三四五六七八九\d]?[{MEASURE_WORDS}样里儿些]?|谁|何[时地处人种]|多[久大长高远]|怎么|怎样|如何|为什么"
)
_ENGLISH_ASKS = re.compile(r"\b(?:what|which|who|whom|whose|where|when|how(?: (?:many|much|long|far|old|big|tall))?)\b")
# One thing in two words, and words that ask nothing: 几家单位 before another question word are some of them.
_ONE = re.compile("哪年哪月|几月几[日号]|几点几分|从哪.{0,4}到哪|^几|什么的|什么都|谁都|哪[里儿]都|(?:不管|无论)[^,]*")
_WHETHER = re.compile(
    r"有没有|有无|是否|是不是|[能可]否|(?P<verb>[能会要该])不(?P=verb)|可不可以|可以不可以|吗\W*$|"
    r"^(?:is|are|was|were|do|does|did|can|could|may|might|must|shall|should|will|would|has|have|had)\b"
)
_SAYS_WHETHER = re.compile(
    r"[不没无未禁免]|首[次届]|第[1一][次届]|连续|可以?|[能准]|(?<![委协大社机工开集例谈晚年商学员])会(?![议员计场长费所址])|允许|必须|应[当该]|[有是]|\b(?:not?|never|n't|yes|can|may|must|shall|should|will|is|are|was|"
    r"were|has|have|allowed|forbidden|prohibited|welcome|permitted|required)\b"
)
_MANNER = re.compile("怎么|怎样|如何|为什么|为何")
_COUNTED = re.compile(rf"{_NUMBER}的?([{CHINESE}]{{2,12}})")
_COUNTED_BEFORE = re.compile(
    rf"([{CHINESE}]{{2,8}}?)(?:[共设建有开办修种划分了过到达为是]|总共|[一1]共){{0,4}}{_NUMBER}[?？]?$"
)
_ASKS_OTHERWISE = re.compile(
    "几|[?？]|数$|数量|名单|(?:名[称字]|姓名|时间|日期|地[点址]|电话|[网邮]址|邮箱|负责人|联系人)$"
)
_BEHIND = re.compile(rf"[{CHINESE}]+")
_LINK = "[了过到达为有共近约超仅只至已的是在于计]"
_SAID_BEFORE = re.compile(rf"([{CHINESE}]{{2}}){_LINK}{{0,3}}{_NUMBER}[{MEASURE_WORDS}]?[了的呢啊呀吗嘛]?[?？]?$")
_ASKS_SUM = re.compile(
    "累计|[共合总]计|总共|[一1]共|总[数量额人]|历年|加起来|\\b(?:altogether|in (?:total|all)|so far)\\b"
)
_SUM = "累计|[共合总]计|总共|[一1]共|(?<!公)共|总[数量额]"
_ITEMS = re.compile(
    "(?:什么|何种)样?的?(?:条件|要求|材料|步骤|流程|程序|手续|情形|情况|资料|证件|措施|职责|原则|办法|途径|方式|服务)|"
    r"\bwhat (?:\w+ )?(?:steps|conditions|documents|requirements|rules|measures|services)\b"
)
_WHICH_PEOPLE = re.compile(rf"哪[些几][{CHINESE}]{{0,4}}[人员长警师生工者]|哪[些几][个名位]|谁")
_NEAR = 8
_BESIDE = 10
_NOUN_AND = re.compile(rf"(?:(?![、和与及以第])[{CHINESE}]){{1,8}}(?:以及|[、和与及])?")
_AND = re.compile("[和与及]")
_CLAUSE_END = re.compile(r"[,;:。](?!\d)|(?<!\d)[,;:。]")
_ITS_PEOPLE = "[员者]"
_KINDS = "种类级"
_MODIFIER = 4
_LEAST_SHARED = 2


def asks(query: Query) -> bool:
    """Whether a query asks for anything: bare key words do not, unless they name what would be counted (期数, 比例)."""
    question = query.folded
    return (
        query.foreign
        or query.asks_when
        or without_question_words(question) != question
        or _ASKS_OTHERWISE.search(question) is not None
        or bool(units_asked(question))
    )


def asks_for_items(query: Query) -> bool:
    """Whether a query asks for what a list names, 哪些, 什么条件, 怎么办理 or a rule; for no figure and no date."""
    listed = query.wants_list or _ITEMS.search(query.folded) is not None or number_alone(query.folded)
    people = _WHICH_PEOPLE.search(query.folded) is not None
    return listed and not (people or query.asks_when or units_asked(query.folded))


def asks_whether(question: str) -> bool:
    """Whether a folded question asks for a yes or a no and for nothing else: ``能不能带狗``, ``Are dogs allowed``."""
    return _WHETHER.search(question) is not None and not question_words(_WHETHER.sub(" ", question))


def says_whether(text: str) -> bool:
    """Whether folded ``text`` can be a yes or a no by itself: it denies, allows, or says that something is so."""
    return _SAYS_WHETHER.search(text) is not None


def asks_how(question: str) -> bool:
    """Whether a folded question asks in what way or why, whatever figures it names."""
    return _MANNER.search(question) is not None


def question_words(question: str) -> list[tuple[int, int]]:
    """Where the question words of a folded question stand: 多少, 谁, 哪里; of an English one who, when, how many."""
    return [found.span() for found in (_ASKS if has_chinese(question) else _ENGLISH_ASKS).finditer(question)]


def asks_twice(question: str) -> bool:
    """Whether a folded Chinese question asks two things: ``有多少家，总数多大``, ``哪个街道的哪个小区``."""
    return len(_ASKS.findall(_ONE.sub(" ", question))) > 1


def asks_for(text: str) -> bool:
    """Whether Chinese text asks for something: ``有多少家``, ``在哪里``."""
    return _ASKS.search(_ONE.sub(" ", text)) is not None


def of_the_thing_counted(question: str, text: str, figures: Sequence[Extent]) -> list[int]:
    """Which of the ``figures`` in folded ``text`` count what a folded question does; none if unsure.

    Those with most of the words behind them that stand behind 多少 or 几 in the question: 40名教师 for 有多少名教师,
    6座大桥 for 几座跨江大桥. Several are kinds of it, as are 30张单人床 and 8张双人床 for 多少张床. Else the only one
    behind the word that stands before 多少, 接送200人 for 接送多少人. Where a sum is asked for, the one said to be one.
    """
    if _ASKS_SUM.search(question) and (found := _behind_word(_SUM, text, figures)):
        return found
    asked = _COUNTED.search(question) or _COUNTED_BEFORE.search(question) or HOW_OFTEN.search(question)
    if asked is not None and (thing := max(filter(None, asked.groups()), key=len, default="")):
        whole = [number for number, (_, end) in enumerate(figures) if text[end - 1] not in _KINDS]
        for among in (whole, range(len(figures))):
            if found := _counting(thing, text, [(number, figures[number][1]) for number in among]):
                return found
    said = _SAID_BEFORE.search(question)
    return _behind_word(said[1], text, figures) if said else []


def of_the_clause_asked(question: str, text: str, figures: Sequence[Extent]) -> int | None:
    """Which of the ``figures`` in folded ``text`` stands in the clause that says most of a folded question's words.

    What is counted and the subject before the first figure hold for all of them and do not tell. None if several say
    as much, or a sum is asked for.
    """
    if _ASKS_SUM.search(question) or not figures:
        return None
    asked, subject = _COUNTED.search(question), text[: figures[0][0]]
    thing = asked[1][:_MODIFIER] if asked else ""
    words = {one.word for one in whole_words(question) if len(one.word) > 1}
    telling = {word for word in words if word not in subject and word not in thing}
    ends = [0, *(one.end() for one in _CLAUSE_END.finditer(text)), len(text)]
    clauses = [text[ends[n - 1] : ends[n]] for n in (bisect_right(ends, figure[0]) for figure in figures)]
    said = [sum(word in clause for word in telling) for clause in clauses]
    most = max(said)
    return said.index(most) if most and said.count(most) == 1 else None


def _behind_word(words: str, text: str, figures: Sequence[Extent]) -> list[int]:
    """The only figure that stands behind ``words``, a pattern, but for 达, 近 and the like; none if several do."""
    stands = re.compile(f"(?:{words}){_LINK}{{0,3}}$")
    found = [n for n, (start, _) in enumerate(figures) if stands.search(text[max(0, start - _NEAR) : start])]
    return found if len(found) == 1 else []


def _counting(thing: str, text: str, ends: Sequence[tuple[int, int]]) -> list[int]:
    """Of figures by number and end those that stand before ``thing``, else all that count a kind of it."""
    behind = {number: match.group() if (match := _BEHIND.match(text, end)) else "" for number, end in ends}
    shared = {number: _shared(thing, words) for number, words in behind.items()}
    most = max(shared.values(), default=0)
    if most >= (_LEAST_SHARED if _AND.match(thing, 1) is None else 1):
        return [number for number, length in shared.items() if length == most]
    kind = re.compile(rf"{re.escape(thing[:_LEAST_SHARED])}(?!{_ITS_PEOPLE})")
    kinds = [number for number, words in behind.items() if kind.search(words)]
    return kinds if len(kinds) > 1 else []


def kinds_counted(question: str, text: str, figures: Sequence[Extent]) -> Extent | None:
    """The stretch of folded ``text`` that counts each kind of what a folded question does: 30张单人床和8张双人床.

    figures: those of the kinds, in order; None where they do not stand side by side.
    """
    asked = _COUNTED.search(question)
    gaps = [text[one[1] : other[0]] for one, other in zip(figures, figures[1:], strict=False)]
    if asked is None or not gaps or not all(map(_NOUN_AND.fullmatch, gaps)):
        return None
    thing = asked[1][:_LEAST_SHARED]
    last = text.find(thing, figures[-1][1], figures[-1][1] + _BESIDE)
    return (figures[0][0], last + len(thing)) if last >= 0 else None


def _shared(asked: str, behind: str) -> int:
    """How many characters ``asked``, perhaps without what modifies it, and ``behind`` both begin with."""
    return max(_common(asked[skipped:], behind) for skipped in range(_MODIFIER + 1))


def _common(asked: str, behind: str) -> int:
    """How many characters both begin with; none where what stands behind are the people of what is asked for."""
    shorter = min(len(asked), len(behind))
    same = next((n for n, (a, b) in enumerate(zip(asked, behind, strict=False)) if a != b), shorter)
    return 0 if same == len(asked) and re.match(_ITS_PEOPLE, behind[same:]) else same
