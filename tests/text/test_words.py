"""Keywords: what counts as one, where it stands, and which words only ask."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.text.characters import has_chinese
from qa.text.english import stem
from qa.text.folding import fold
from qa.text.words import (
    Token,
    bigrams,
    is_kind_of_organisation,
    is_name,
    is_place_name,
    is_word,
    whole_words,
    without_question_words,
    words,
)

TEXT = st.one_of(st.text(st.characters()), st.text(st.sampled_from("铁山青年的有几什么12a.+%_ ，。\n〇")))


@pytest.mark.parametrize(("question", "left"), [("几口人", " 口人"), ("有几周", "有 周"), ("几何题", "几何题")])
def test_a_few_asks_before_any_measure_word(question: str, left: str) -> None:
    """几 is a question word before all of the one table, and part of a word elsewhere."""
    assert without_question_words(question) == left


@pytest.mark.parametrize(
    ("question", "left"), [("哪一年组建？", "   组建?"), ("哪一支队？", "   队?"), ("哪年？", "  ?")]
)
def test_which_one_asks_also_where_its_one_is_folded(question: str, left: str) -> None:
    """哪一年 is 哪1年 once folded: no figure is left of it to look for."""
    assert without_question_words(fold(question).text) == left


def test_words_are_cut_in_search_mode() -> None:
    """A long word comes with the words in it; function words and punctuation do not come."""
    assert words("铁山的突击队,有12支。") == [
        Token("铁山", 0, 2),
        Token("突击", 3, 5),
        Token("突击队", 3, 6),
        Token("12", 8, 10),
        Token("支", 10, 11),
    ]


def test_bigrams_run_within_chinese_only() -> None:
    """Pairs do not cross punctuation or digits; other runs stay whole; a lone character stands for itself."""
    assert bigrams("上格林,u3600有1+8+63,99.3%支") == [
        Token("上格", 0, 2),
        Token("格林", 1, 3),
        Token("u3600", 4, 9),
        Token("1+8+63", 10, 16),
        Token("99.3%", 17, 22),
        Token("支", 22, 23),
    ]


@settings(deadline=None)
@given(TEXT)
def test_every_keyword_stands_where_it_says(text: str) -> None:
    """Offsets give the word, an English keyword's the word of that stem, whatever the text, folded or not."""
    for each in (text, fold(text).text):
        assert all(each[token.start : token.end] == token.word != "" for token in whole_words(each))
        assert all(stem(each[token.start : token.end]) == token.word != "" for token in [*words(each), *bigrams(each)])


@settings(deadline=None)
@given(TEXT)
def test_whole_words_leave_nothing_out(text: str) -> None:
    """Joined, the cut is the text again."""
    assert "".join(token.word for token in whole_words(text)) == text


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("请问江北有几支突击队？", "  江北有 支突击队？"),
        ("“四单”分别指的是什么", "“四单”       "),
        ("怎么办理多少项?", "  办理  项?"),
        ("几乎没有", "几乎没有"),
        ("几何题", "几何题"),
        ("谁写的吗", " 写的 "),
        ("what is a bug, and how many?", "        a bug, and         ?"),
        ("who是什么组织", "who是  组织"),
    ],
)
def test_question_words_are_blanked_in_place(question: str, kept: str) -> None:
    """What only asks goes; 几 stays where it counts nothing; no character moves."""
    assert without_question_words(question) == kept


@settings(deadline=None)
@given(TEXT)
def test_blanking_moves_nothing(text: str) -> None:
    """Every character is itself or a space."""
    kept = without_question_words(text)
    assert len(kept) == len(text)
    assert all(new in (old, " ") for new, old in zip(kept, text, strict=True))


def test_names_and_words_of_the_dictionary() -> None:
    """江北 is a place, 突击队 a word, 铁山坪坝 neither."""
    assert [is_name(word) for word in ("江北", "重庆", "毛泽东", "突击队", "铁坪")] == [True, True, True, False, False]
    assert [is_place_name(word) for word in ("江北", "毛泽东", "突击队")] == [True, False, False]
    assert [is_word(word) for word in ("江北", "突击队", "铁坪", "")] == [True, True, False, False]


@pytest.mark.parametrize(
    ("word", "kind"), [("加工厂", True), ("公安局", True), ("清华大学", False), ("微软公司", False), ("工厂", False)]
)
def test_an_organisation_by_its_kind_alone(word: str, *, kind: bool) -> None:
    """The dictionary lists 加工厂 beside 清华大学; only one of them says which."""
    assert is_kind_of_organisation(word) is kind


def test_chinese_is_characters_not_punctuation() -> None:
    """。 and kana are not Chinese; one character among Latin is."""
    assert [has_chinese(text) for text in ("", "abc 12。，", "かな", "GDP是")] == [False, False, False, True]
