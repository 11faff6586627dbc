"""How many things a question asks, and which figure is of the thing that it counts."""

from __future__ import annotations

import pytest

from qa import Retriever
from qa.answer.asked_things import asks, asks_twice, of_the_clause_asked, of_the_thing_counted, says_whether
from qa.search.query import understand
from qa.text.folding import folded_text
from tests import small


@pytest.fixture(scope="module")
def retriever() -> Retriever:
    return small.districts().retriever


@pytest.mark.parametrize(
    ("question", "twice"),
    [
        ("有多少家企业拿到贷款，总数多大？", True),
        ("抽了多少名党员、编成几个专班？", True),
        ("这是哪个街道的哪个小区？", True),
        ("是谁在哪里办的？", True),
        ("会议是哪年哪月开的？", False),
        ("全会是几月几号闭幕的？", False),
        ("坡道从哪儿到哪儿？", False),
        ("几家单位解决不了的问题怎么办？", False),
        ("有几支队伍？", False),
        ("不管谁来都办什么事？", False),
        ("江北区 突击队", False),
    ],
)
def test_two_things_are_asked_at_once(question: str, twice: bool) -> None:
    """A date in two words, a way from one place to another, and 几家 that are some of them are one."""
    assert asks_twice(folded_text(question)) is twice


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("江北区 突击队", False),
        ("街道社区第一书记", False),
        ("江北区突击队 数量", True),
        ("培训 期数", True),
        ("江北呢", True),
        ("排第几", True),
        ("江北区突击队 名称", True),
        ("文物保护单位", False),
        ("什么时候开", True),
        ("teams of Jiangbei", True),
    ],
)
def test_bare_key_words_ask_nothing(retriever: Retriever, question: str, asked: bool) -> None:
    """Unless they name what would be counted; of English ones none can tell."""
    assert asks(understand(question, retriever.index)) is asked


@pytest.mark.parametrize(
    ("question", "sentence", "figures", "counted"),
    [
        ("有多少名专家人才结对？", "41名专家人才与28名干部结对", ("41名", "28名"), ["41名"]),
        ("有多少名干部结对？", "41名专家人才与28名干部结对", ("41名", "28名"), ["28名"]),
        ("建好了几个重点项目？", "14个专班推动68个项目建成", ("14个", "68个"), ["68个"]),
        ("划了多少个网格？", "725个网格、83个网格", ("725个", "83个"), ["725个", "83个"]),
        ("划了多少个网格？", "725个基础网格、83个专属网格", ("725个", "83个"), ["725个", "83个"]),
        ("有多少个医生？", "725个网格、83个院落", ("725个", "83个"), []),
        ("谁去了？", "41名专家与28名干部", ("41名", "28名"), []),
        ("校车一年接送多少人？", "全校400人，校车接送近200人", ("400人", "200人"), ["200人"]),
        ("基础网格设了多少个？", "725个基础网格83个专属网格", ("725个", "83个"), ["725个"]),
        ("累计来过多少人？", "去年来了300人，累计达900人", ("300人", "900人"), ["900人"]),
    ],
)
def test_the_figure_before_what_is_counted(
    question: str, sentence: str, figures: tuple[str, ...], counted: list[str]
) -> None:
    """Two where both count it or a kind of it."""
    places = [(start := sentence.index(figure), start + len(figure)) for figure in figures]
    found = of_the_thing_counted(folded_text(question), sentence, places)
    assert [figures[number] for number in found] == counted


@pytest.mark.parametrize(
    ("question", "sentence", "figures", "asked"),
    [
        ("派了多少名干部参加植树？", "派30名干部到村,派20名干部参加植树,5名留守", ("30名", "20名"), "20名"),
        ("2021年建了几所学校？", "2020年建3所学校,2021年建5所学校", ("3所", "5所"), "5所"),
        ("公司一共有多少名员工？", "公司总部有300名员工,分部有200名员工", ("300名", "200名"), None),
        ("医院有多少张病床？", "医院东院有300张病床,西院有200张", ("300张", "200张"), None),
    ],
)
def test_the_figure_in_the_clause_asked_about(
    question: str, sentence: str, figures: tuple[str, ...], asked: str | None
) -> None:
    """Not by the subject or the thing counted, that all have in common; none of parts where the sum is asked for."""
    places = [(start := sentence.index(figure), start + len(figure)) for figure in figures]
    found = of_the_clause_asked(folded_text(question), sentence, places)
    assert (None if found is None else figures[found]) == asked


def test_a_meeting_says_no_yes() -> None:
    assert [says_whether(words) for words in ("新春座谈会", "会议", "学校会通知", "不会")] == [False, False, True, True]
