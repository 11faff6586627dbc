"""Words of a question in a passage as printed, and passages that say the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.search.highlighting import matched_spans
from qa.search.repeats import repeats, says_the_same
from qa.text.folding import fold
from qa.text.words import bigrams, without_question_words, words
from qa.types import Passage, Span


def passage(text: str, start: int = 100, document: str = "a.txt") -> Passage:
    """A passage that begins at ``start`` of its document."""
    return Passage(f"{document}#{start}", document, "题", start, start + len(text), text, (), "body", (1,), ())


def matched(question: str, text: str) -> tuple[Span, ...]:
    """As a search matches."""
    folded = fold(question).text
    bare = without_question_words(folded)
    return matched_spans(folded, (*words(bare), *bigrams(bare)), passage(text))


def test_matched_words_are_as_printed() -> None:
    """Numerals, width and traditional characters match; the offsets are the document's."""
    assert matched("鐵山隊抽调240人?", "铁山队抽調了二百四十人。") == (
        Span(100, 105, "铁山队抽調"),
        Span(106, 111, "二百四十人"),
    )


def test_the_longest_stretch_is_one_match() -> None:
    """铁山青年突击队 is marked whole, as often as it stands there, and not its parts again."""
    assert matched("铁山青年突击队有几支？", "铁山青年突击队，青年，铁山青年突击队") == (
        Span(100, 107, "铁山青年突击队"),
        Span(108, 110, "青年"),
        Span(111, 118, "铁山青年突击队"),
    )


def test_a_single_character_or_a_question_word_is_no_match() -> None:
    """支 alone and 多少 mark nothing; a single digit marks with its unit."""
    assert matched("有多少支?", "多少人多少支") == ()
    assert matched("第5期?", "共5期5人") == (Span(101, 103, "5期"),)


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("12支?", "12支、121名、1200场、2012", ["12支"]),
        ("2021年的突击队", "2020年、2021年,20215", ["2021年"]),
        ("一季度增长多少?", "一季度一个一个增长,11月", ["一季度", "增长"]),
        ("居住率从多少提高?", "居住率从80%提高到95%", ["居住率", "提高"]),
        ("达成了在哪里修建的共识?", "达成了在这里修建的共识", ["达成", "修建的共识"]),
        ("娃娃上学的公交", "上学的路,学的人,公交", ["上学", "公交"]),
        ("有多少支铁山青年突击队?", "12支铁山青年突击队", ["铁山青年突击队"]),
        ("葛黄社区", "黄葛社区和葛黄社区", ["社区", "葛黄社区"]),
        ("南京市长江大桥", "市长来到长江大桥", ["长江大桥"]),
    ],
)
def test_figures_and_words_match_whole(question: str, text: str, words: list[str]) -> None:
    """No part of a longer figure, nothing that begins or ends within a word, no function word at an edge."""
    assert [span.text for span in matched(question, text)] == words


@settings(deadline=None)
@given(st.text(st.sampled_from("铁山青年二百四十240，臺㎏A a有"), max_size=40), st.text(st.characters(), max_size=40))
def test_matches_stand_in_the_passage_in_order(question: str, text: str) -> None:
    """Any texts: exact slices, ascending; words may share a character only where one sign folds to several."""
    for printed in (text, question[::-1], question + text):
        spans = matched(question, printed)
        assert all(printed[span.start - 100 : span.end - 100] == span.text != "" for span in spans)
        assert [span.start for span in spans] == sorted(span.start for span in spans)


def test_a_passage_repeats_only_what_stands_elsewhere_in_its_document() -> None:
    """The same words at another place of the same document; not overlapping, not in another document."""
    first = passage("铁山青年突击队开展志愿服务。")
    assert repeats(passage("鐵山青年突擊隊開展志願服務！", 500), first)
    assert not repeats(passage("铁山青年突击队开展志愿服务。", 500, "b.txt"), first)
    assert not repeats(passage("铁山青年突击队开展志愿服务。", 105), first)
    assert not repeats(passage("铁山青年突击队开展别的活动和比赛。", 500), first)


def test_repeating_goes_one_way() -> None:
    """A long passage that holds a short one does not repeat it; the short one repeats the long one."""
    short, long = passage("突击队开展志愿服务。", 500), passage("突击队开展志愿服务，还帮助老人和孩子，修桥补路。")
    assert repeats(short, long)
    assert not repeats(long, short)


@pytest.mark.parametrize(
    ("text", "other", "same"),
    [
        ("组建12支突击队", "組建１２支突击队！", True),
        ("第 3 步：打开 Debian 网站", "第3步打开Debian网站。", True),
        ("Read the manual first.", "read, the manual: first", True),
        ("组建突击队", "全区组建突击队共有好多支", False),
        ("全区组建突击队共有好多支", "组建突击队", False),
        ("组建突击队", "解散突击队", False),
        ("千分位分隔符", "万分位分隔符", False),
        ("增长1.5倍", "增长1、5倍", False),
        ("同比-5%", "同比5%", False),
        ("不低于≥3分", "不低于≤3分", False),
        ("，。", "，。", False),
        ("", "", False),
    ],
)
def test_saying_the_same_is_saying_the_same_words(text: str, other: str, same: bool) -> None:
    """Width, blanks and marks change nothing; a word more, another word or the marks of a figure do."""
    assert says_the_same(text, other) is same
    assert says_the_same(other, text) is same
