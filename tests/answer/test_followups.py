"""Elliptical questions made whole by the question before, and complete ones left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.answer.followups import complete, may_be_vague, ways_to_read, with_topic
from qa.text.characters import has_chinese

PLACES = ("江北", "大渡口", "綦江", "忠县")
BEFORE = "2021年江北有多少支铁山青年突击队？"
ENGLISH = "How many teams did Jiangbei have in 2021?"


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("那綦江呢？", "2021年綦江有多少支铁山青年突击队?"),
        ("綦江区呢", "2021年綦江区有多少支铁山青年突击队?"),
        ("那忠县又如何？", "2021年忠县有多少支铁山青年突击队?"),
        ("至于大渡口怎么样？", "2021年大渡口有多少支铁山青年突击队?"),
        ("渝北呢？", "2021年渝北有多少支铁山青年突击队?"),
        ("那2022年呢？", "2022年江北有多少支铁山青年突击队？"),
        ("那 2022 年呢？", "2022年江北有多少支铁山青年突击队？"),
        ("那前一年呢？", "2020年江北有多少支铁山青年突击队？"),
        ("上一年呢", "2020年江北有多少支铁山青年突击队？"),
        ("次年呢？", "2022年江北有多少支铁山青年突击队？"),
        ("工作队员呢？", "2021年江北有多少工作队员？"),
        ("那忠县的突击队呢？", "2021年忠县有多少支铁山青年突击队?"),
        ("那忠县的人才总量呢？", "忠县的人才总量？"),
        ("What about Dadukou?", "2021年Dadukou有多少支铁山青年突击队?"),
        ("他是哪里人？", "2021年江北的铁山青年突击队：他是哪里人？"),
        ("这批队员住在哪里？", "2021年江北的铁山青年突击队：这批队员住在哪里？"),
    ],
)
def test_what_is_missing_is_carried_over(question: str, whole: str) -> None:
    """Place for place, year for year, noun for noun; a pronoun, or 这 with a measure word, gets the topic in front."""
    assert complete(question, [BEFORE], PLACES) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        ("水利网具体怎么做的？", "交通网呢？", "交通网具体怎么做的？"),
        ("年轻人坐船有什么优惠？", "老人呢？", "老人坐船有什么优惠？"),
        ("以前过河要多久？", "现在呢？", "现在过河要多久？"),
        ("水利网具体怎么做的？", "效果呢？", "水利网：效果？"),
        ("李明是哪个单位的馆长？", "董事长呢？", "李明是哪个单位的董事长？"),
        ("过去五年的增长率是多少？", "现在呢？", "过去五年的增长率：现在？"),
    ],
)
def test_a_thing_of_the_same_kind_takes_the_place_of_the_other(before: str, question: str, whole: str) -> None:
    """So does now the place of once; another matter gets the topic in front."""
    assert complete(question, [before], PLACES) == whole


@pytest.mark.parametrize(
    "question",
    [
        "綦江有多少党员？",
        "忠县的“四单”机制是什么？",
        "2022年大渡口的GDP增速是多少？",
        "铁山坪的空地怎样变成体育场？",
        "那老党员到小区里服务的一共有多少人？",
        "上海的党建怎么样？",
        "Who wrote the Qijiang article?",
        "大渡口 2022 年的 GDP 增速是多少？",
        "",
    ],
)
def test_a_complete_question_stays(question: str) -> None:
    """What stands alone is not touched, whatever came before."""
    assert complete(question, [BEFORE, "那綦江呢？"], PLACES) == question


@pytest.mark.parametrize("question", ["那綦江呢？", "他是哪里人？", "那前一年呢？", "What about Dadukou?"])
def test_the_first_question_stays(question: str) -> None:
    """Without an earlier question there is nothing to carry over."""
    assert complete(question, [], PLACES) == question


def test_turns_build_on_each_other() -> None:
    """The place of the second turn meets the year of the third."""
    assert complete("那綦江呢？", [BEFORE, "那2022年呢？"], PLACES) == "2022年綦江有多少支铁山青年突击队?"
    assert complete("前一年呢？", [BEFORE, "那2022年呢？"], PLACES) == BEFORE
    assert complete("那江北呢？", [BEFORE, "那綦江呢？"], PLACES) == "2021年江北有多少支铁山青年突击队?"


def test_a_year_is_put_in_front_where_none_was_asked() -> None:
    """A period that replaces nothing is added."""
    assert complete("那2022年呢？", ["江北有多少支突击队？"], PLACES) == "2022年江北有多少支突击队？"


def test_the_last_number_gives_way_to_a_number() -> None:
    """131 stays, 3 becomes 4."""
    assert complete("那4呢？", ["“131”库的第3级是什么？"], PLACES) == "“131”库的第4级是什么？"


def test_an_english_place_replaces_an_english_place() -> None:
    """The frame stays as it was."""
    assert complete("What about Dadukou?", [ENGLISH], PLACES) == "How many teams did Dadukou have in 2021?"


def test_a_noun_finds_its_place_before_the_number_too() -> None:
    """突击队有几支 asks for the teams; the members take their place, and no 支 is lost without them."""
    whole = complete("工作队员呢？", ["2021年江北的铁山青年突击队有几支？"], PLACES)
    assert "工作队员" in whole
    assert "几工作队员" not in whole


def test_an_english_question_stays_english() -> None:
    """A year for a year, and nothing Chinese: such a question lets the vectors decide."""
    whole = complete("What about 2022?", [ENGLISH], PLACES)
    assert "2022" in whole
    assert not has_chinese(whole)


@pytest.mark.parametrize(
    ("question", "vague"),
    [
        ("怎么办？", True),
        ("有哪些措施？", True),
        ("江北怎么办？", False),
        ("“四单”是什么？", False),
        ("GDP是多少？", False),
        ("重庆有几个？", False),
    ]
    + [("推行这套办法之后居民的生活发生了什么变化？", False)]
    + [("What is the model called?", True), ("What is Alpha called?", False)]
    + [("What have the people of this old town built since then?", False)],
)
def test_a_short_question_without_a_name_is_vague(question: str, *, vague: bool) -> None:
    """A place, a quotation, a digit, a letter or a listed name makes it stand alone."""
    assert may_be_vague(question, PLACES) is vague


@pytest.mark.parametrize(
    ("before", "whole"),
    [
        ("骑手驿站有哪些服务？", "骑手驿站的服务：在哪儿？"),
        ("地下停车位一个月多少钱？", "地下停车位一个月：在哪儿？"),
        ("人才公寓投了多少钱？", "人才公寓：在哪儿？"),
        ("新春座谈会在哪儿开的？", "新春座谈会：在哪儿？"),
        ("“理论快递”是哪个单位搞出来的？", "“理论快递”：在哪儿？"),
        ("每年能少付多少利息？", "每年能少付利息：在哪儿？"),
        ("区里新建了多少个社区食堂？", "区里新建的社区食堂：在哪儿？"),
    ],
)
def test_a_topic_has_no_stumps_of_a_question(before: str, whole: str) -> None:
    """It reads as a phrase."""
    assert complete("在哪儿？", [before], PLACES) == whole


def test_where_and_how_many_point_back_one_after_another() -> None:
    """What only asks adds nothing to the topic; thanks between the turns do not break the thread."""
    turns = ["骑手驿站有哪些服务？", "有几个？", "谢谢！"]
    assert complete("有几个？", turns[:1], PLACES) == "骑手驿站的服务：有几个？"
    assert complete("在哪里？", turns, PLACES) == "骑手驿站的服务：在哪里？"
    assert complete("有几个车位是免费的？", turns, PLACES) == "有几个车位是免费的？"


def test_other_places_are_all_but_the_one_before() -> None:
    """And one named after them takes the place of both."""
    whole = "2021年江北以外的区有多少支铁山青年突击队?"
    assert complete("别的区呢？", [BEFORE], PLACES) == whole
    assert complete("那其它區呢？", [BEFORE], PLACES) == whole
    assert complete("那綦江呢？", [BEFORE, "别的区呢？"], PLACES) == "2021年綦江有多少支铁山青年突击队?"


def test_the_topic_is_the_question_without_its_asking() -> None:
    """Counting and question words go; a question of nothing but them has no topic."""
    assert with_topic("具体呢？", "江北有几支突击队？") == "江北的突击队：具体呢？"
    assert with_topic("它在哪里？", "上格林小区有多少党员？") == "上格林小区的党员：它在哪里？"
    assert with_topic("为什么？", "") == "为什么？"


ODD = st.one_of(
    st.text(st.characters(), max_size=40),
    st.lists(
        st.sampled_from([BEFORE, "那", "綦江", "呢", "？", "前一年", "2021年", "4", "\\1", "他", "多少"]), max_size=6
    ).map("".join),
)


@settings(deadline=None)
@given(ODD, st.lists(ODD, max_size=3))
def test_any_history_is_taken(question: str, earlier: list[str]) -> None:
    """Nothing fails, and what is asked is never lost to nothing."""
    whole = complete(question, earlier, PLACES)
    assert bool(whole.strip()) == bool(question.strip())


@pytest.mark.parametrize(
    ("question", "earlier", "ways"),
    [
        ("那綦江呢？", [BEFORE], ("2021年綦江有多少支铁山青年突击队?",)),
        ("有哪些奖励？", [BEFORE], ("2021年江北的铁山青年突击队：有哪些奖励？",)),
        ("奖金是多少？", [BEFORE], ("奖金是多少？", "2021年江北的铁山青年突击队：奖金是多少？")),
        ("奖金是多少？", [BEFORE, "谢谢"], ("奖金是多少？", "2021年江北的铁山青年突击队：奖金是多少？")),
        ("奖金是多少？", ["谢谢"], ("奖金是多少？",)),
        ("綦江的奖金是多少？", [BEFORE], ("綦江的奖金是多少？",)),
        ("谢谢！", [BEFORE], ("谢谢！",)),
        (" ", [BEFORE], (" ",)),
    ],
)
def test_what_a_question_may_mean(question: str, earlier: list[str], ways: tuple[str, ...]) -> None:
    """One reading, or a second that goes on with the topic before where nothing shows which."""
    assert ways_to_read(question, earlier, PLACES) == ways


def test_what_is_put_in_front_does_not_pile_up() -> None:
    """However many questions lean on the one before them, the topic is that of the last whole one."""
    earlier = [BEFORE, "还有多少人？", "是哪个单位建的？"]
    assert complete("他们做了什么？", earlier, PLACES) == "2021年江北的铁山青年突击队：他们做了什么？"
    assert complete("Why did they?", [ENGLISH, "When was it founded?"], PLACES) == f"{ENGLISH[:-1]}: Why did they?"


@pytest.mark.parametrize(
    "question",
    [
        "What is the leave policy for new employees?",
        "How long does it take to get a library card?",
        "Is there a fee for the museum?",
        "Which of the two rivers lost more of their water last summer?",
    ],
)
def test_a_whole_english_question_stands_alone(question: str) -> None:
    """It says more than a pronoun and a word or two, or its there and it stand for nothing."""
    assert complete(question, [ENGLISH], PLACES) == question


def test_an_english_year_is_added_at_the_end() -> None:
    """Where the question before has none."""
    assert complete("What about 2022?", ["How many teams are there?"], PLACES) == "How many teams are there in 2022?"


def test_one_place_takes_the_room_of_several() -> None:
    """那綦江呢 after a question of two places asks of that one alone."""
    both = "江北区、忠县两地各有多少支突击队？"
    assert complete("那綦江呢？", [both], PLACES) == "綦江有多少支突击队?"
    assert complete("那綦江呢？", ["2021年，江北和忠县分别有多少支突击队？"], PLACES) == "2021年,綦江有多少支突击队?"
