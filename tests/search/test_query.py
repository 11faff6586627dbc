"""What a question asks for beside its content: places, years, kinds of paragraph, several sources."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa import Retriever
from qa.search.query import Query, understand
from tests.conftest import HashingEncoder
from tests.small import document

INDEX = Retriever.from_documents(
    [document(f"{place}.txt", f"{place}有突击队。", place=place) for place in ("江北", "大渡口", "綦江", "忠县")],
    encoder=HashingEncoder(),
).index


def read(question: str) -> Query:
    """As put to documents on four places."""
    return understand(question, INDEX)


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("江北区有几支突击队？", ("江北",)),
        ("江北區有幾支突擊隊？", ("江北",)),
        ("綦江和江北分别有多少？", ("江北", "綦江")),
        ("How many teams did Dadukou have?", ("大渡口",)),
        ("渝北有几支突击队？", ()),
    ],
)
def test_places_are_those_of_the_corpus(question: str, places: tuple[str, ...]) -> None:
    """In the order of the corpus, also in traditional characters and in pinyin."""
    assert read(question).places == places


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("2021年的突击队", ("2021",)),
        ("２０２１年", ("2021",)),
        ("二〇二一年", ("2021",)),
        ("2021-2022年，2021年", ("2021", "2022")),
        ("到 2021 年 3 月", ("2021",)),
        ("2021 名党员", ()),
        ("in 2021?", ("2021",)),
        ("12021年", ()),
        ("2021000元", ()),
        ("2000余名党员", ()),
        ("2019年以来", ()),
        ("3021年", ()),
    ],
)
def test_years_are_four_digits(question: str, years: tuple[str, ...]) -> None:
    """In any writing, each once, and never part of a longer number."""
    assert read(question).years == years


@pytest.mark.parametrize(
    ("question", "roles"),
    [
        ("这篇报道是哪位记者写的？", {"byline"}),
        ("Who wrote the article?", {"byline"}),
        ("照片是谁拍的？", {"caption"}),
        ("What does the photo show?", {"caption"}),
        ("知识链接里写了什么？", {"sidebar"}),
        ("那一节的标题是什么？", {"heading"}),
        ("表格的标题行怎么重复？", set()),
        ("这篇的 author 是谁？", {"byline"}),
        ("突击队有几支？", set()),
    ],
)
def test_roles_are_what_the_words_point_at(question: str, roles: set[str]) -> None:
    """Bylines, captions, sidebars and headings count only when they are asked for."""
    assert read(question).roles == roles


@pytest.mark.parametrize(
    ("question", "several"),
    [
        ("前后两篇报道是怎么写的？", True),
        ("写了几篇？", False),
        ("江北和綦江有几支？", True),
        ("两地分别有几支？", True),
        ("哪些区县做了这件事？", True),
        ("Compare the two", True),
        ("江北有几支？", False),
        ("各类人才有多少？", False),
    ],
)
def test_several_sources_are_wanted(question: str, *, several: bool) -> None:
    """Two places, or a word that parts them."""
    assert read(question).several is several


@pytest.mark.parametrize(
    ("question", "places", "without"),
    [
        ("江北以外的区有几支？", (), ("江北",)),
        ("除了江北，还有哪里有？", (), ("江北",)),
        ("除江北和綦江之外，忠县有几支？", ("忠县",), ("江北", "綦江")),
        ("江北有几支？", ("江北",), ()),
    ],
)
def test_a_place_can_be_left_out(question: str, places: tuple[str, ...], without: tuple[str, ...]) -> None:
    """Everything but it is asked about, so several sources are wanted."""
    query = read(question)
    assert (query.places, query.without, query.several) == (places, without, bool(without))


@settings(deadline=None)
@given(st.text(st.characters()))
def test_any_question_can_be_read(question: str) -> None:
    """Whatever is typed, something is left of it."""
    assert bool(read(question).text.strip()) == bool(question.strip())


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("老党员有幾多名？", "老党员有多少名？"),
        ("为啥子要建？", "为什么要建？"),
        ("咋个办，啥时候办？", "怎么办，什么时候办？"),
        ("娃儿上学有车没得？", "孩子上学有车没有？"),
        ("总共派了好多人？", "总共派了多少人？"),
        ("修这段路要好久嘛？", "修这段路要多久嘛？"),
        ("好多人去了哪里？", "好多人去了哪里？"),
        ("等了好久，怎么办？", "等了好久，怎么办？"),
        ("好多地方都下雨了", "好多地方都下雨了"),
        ("他好久没来了", "他好久没来了"),
        ("没得到批准的项目", "没得到批准的项目"),
        ("他咋呼起来", "他咋呼起来"),
        ("好多人都说好，是哪里？", "好多人都说好，是哪里？"),
    ],
)
def test_spoken_question_words_are_read_as_written_ones(spoken: str, written: str) -> None:
    """Those that can only ask; 好多 may mean many, and stays."""
    assert read(spoken).text == written


@pytest.mark.parametrize("question", ["", " \u3000\n", "？！……", "🎉", "\x00\u202e", "___"])
def test_nothing_to_look_for(question: str) -> None:
    """No letter, digit or character."""
    assert (read(question).blank, read(question).tokens) == (True, ())
    assert not read("12").blank


@pytest.mark.parametrize(
    ("question", "spoken"),
    [
        ("社区食堂好久开门嘛？", True),
        ("食堂啥时候开门？", True),
        ("食堂几点开门？", False),
        ("请问食堂几点开门？", False),
        ("When does it open?", False),
    ],
)
def test_everyday_speech_is_told(question: str, *, spoken: bool) -> None:
    """By words that are read as they are written; a greeting before a question is none."""
    assert read(question).spoken is spoken


def test_a_question_is_understood_once() -> None:
    """Folded and without courtesies; its question words are no keywords."""
    query = read("您好，２０２１年江北有多少支突擊隊？谢谢")
    assert query.question == "您好，２０２１年江北有多少支突擊隊？谢谢"
    assert (query.text, query.folded) == ("２０２１年江北有多少支突擊隊？", "2021年江北有多少支突击队?")
    assert (query.places, query.years, query.small_talk, query.foreign) == (("江北",), ("2021",), False, False)
    assert {"江北", "突击队", "2021"} <= set(query.words) <= {token.word for token in query.tokens}
    assert "多少" not in query.rarity
    assert query.weight == pytest.approx(sum(query.rarity.values()))


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("有哪些服务?", True),
        ("“四单”分别是什么?", True),
        ("哪两所中学?", True),
        ("是哪四单?", True),
        ("怎么变成体育场的?", True),
        ("为啥要这样做? 为什么?", True),
        ("how do they deliver it?", True),
        ("why?", True),
        ("how many teams?", False),
        ("有几支突击队?", False),
        ("谁写的?", False),
    ],
)
def test_a_list_or_a_way_is_wanted(question: str, *, wanted: bool) -> None:
    """Which ones, what each, how and why; not how many."""
    assert read(question).wants_list is wanted


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("突击队什么时候成立？", True),
        ("哪年成立？", True),
        ("哪一年成立？", True),
        ("哪一天成立？", True),
        ("哪个月成立？", True),
        ("When was it founded?", True),
        ("Tell me when it was founded", True),
        ("What happens when I press it?", False),
        ("Can I leave whenever I like?", False),
        ("成立多久了？", False),
        ("哪一支队？", False),
        ("有几点建议？", False),
        ("在几号楼？", False),
        ("几点开门？", True),
        ("when 我按下按钮会怎样", False),
    ],
)
def test_a_time_is_asked_for(question: str, *, asked: bool) -> None:
    """When, not how long."""
    assert read(question).asks_when is asked


def test_what_stands_in_quotation_marks() -> None:
    """In any of them, and in 《》; a single character is no quotation."""
    assert read("“四单”和《党建研究》、「六必」，“四”").quoted == ("四单", "党建研究", "六必")


def test_how_much_of_a_question_a_text_holds() -> None:
    """The share of its words by their rarity; several texts count together."""
    query = read("江北有突击队")
    assert query.covered("江北有突击队。") == pytest.approx(1.0)
    assert query.covered("湖边") == 0.0
    held = query.rarity["江北"], sum(query.rarity[word] for word in ("突击", "击队", "突击队", "有突"))
    assert query.covered("江北。") == pytest.approx(held[0] / query.weight)
    assert query.covered("江北。", "有突击队。") == pytest.approx(sum(held) / query.weight)


def test_words_that_the_corpus_never_uses() -> None:
    """Two characters or longer; names among them on their own."""
    query = read("渝北的食堂有突击队吗？")
    assert set(query.unknown_words) == {"食堂"}
    assert query.unknown_names == (("渝北", True),)


def test_an_unknown_name_is_no_word_to_be_found() -> None:
    """What it would weigh is told apart; a text with all the other words covers the question."""
    query = read("渝北的食堂有突击队吗？")
    assert set(query.rarity) == {"的食", "食堂", "堂有", "有突", "突击", "击队", "突击队"}
    named = sum(INDEX.keywords.rarity(word) for word in ("渝北", "北的"))
    assert query.strangeness == pytest.approx(named / (named + query.weight))
    assert read("食堂有突击队吗？").strangeness == 0.0
    assert read("dkfjl").strangeness == 1.0


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("哪两个区县建了步道？", True), ("哪些街道有食堂？", True), ("Which two districts built a bridge?", True),
        ("哪个区建了步道？", False), ("哪些区领导来过？", False), ("江北和綦江哪两个街道有食堂？", False),
    ],
)  # fmt: skip
def test_places_may_be_asked_for(question: str, *, asked: bool) -> None:
    """Several that the question does not name."""
    assert read(question).which_places is asked


@pytest.mark.parametrize(
    ("question", "open_ended"),
    [
        ("突击队怎么训练?", True),
        ("为啥要这样做? 为什么?", True),
        ("突击队 训练 办法", True),
        ("突击队有几支?", False),
        ("突击队哪天成立", False),
        ("突击队是不是常设的?", False),
        ("how do they train?", False),
    ],
)
def test_a_way_a_reason_or_key_words_are_answered_by_no_few_words(question: str, *, open_ended: bool) -> None:
    """Of a question in Chinese."""
    assert read(question).open_ended is open_ended
