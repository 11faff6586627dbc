"""The frame around quotes, in the language of the question."""

from __future__ import annotations

from string import Formatter

import pytest

from qa.answer.phrases import Language, Phrases, language, phrases


@pytest.mark.parametrize(
    ("question", "spoken"),
    [
        ("有几支？", "zh"),
        ("有幾支？", "zh-Hant"),
        ("臺灣", "zh-Hant"),
        ("GDP是多少？", "zh"),
        ("ＡＢＣ有几支", "zh"),
        ("How many?", "en"),
        ("Ｈｏｗ　ｍａｎｙ", "en"),
        ("", "zh"),
        ("2021?", "zh"),
        ("🎉", "zh"),
    ],
)
def test_the_language_of_a_question(question: str, spoken: str) -> None:
    """Any traditional character makes it traditional; full width does not; without a letter it is Chinese."""
    assert language(question) == spoken


def test_the_traditional_frame() -> None:
    """The same sentences in traditional characters."""
    assert phrases("zh").not_found == "文档里没有这个问题的答案："
    assert phrases("zh-Hant").not_found == "文檔裡沒有這個問題的答案："
    assert phrases("en").not_found == "The documents do not answer this question: "


@pytest.mark.parametrize("spoken", ["zh", "zh-Hant", "en"])
def test_every_frame_has_the_same_blanks(spoken: Language) -> None:
    """Nothing that is filled in gets lost in a language."""
    blanks = {
        name: {field for _, field, _, _ in Formatter().parse(getattr(phrases(spoken), name)) if field}
        for name in Phrases.__slots__
    }
    assert blanks == {
        "quote": {"opening", "quote", "closing", "number"},
        "marks": set(),
        "all_apart": {"count", "period"},
        "year": set(),
        "not_found": set(),
        "unheard": {"names"},
        "elsewhere": set(),
        "covered": {"years"},
        "no_figure": {"names"},
        "too_far": set(),
        "nearest": set(),
        "blank": set(),
        "small_talk": set(),
        "thanked": set(),
        "other_years": {"place", "years", "year"},
        "missing": {"names"},
        "loosely": {"names"},
        "of_places": {"names"},
        "differ": {"differences"},
        "differ_by_period": {"differences"},
        "differs": {"title", "period", "words", "number"},
        "stated": set(),
        "unsure": set(),
        "absent": set(),
        "sure": {"percent"},
        "breaks_off": set(),
        "begins_cut": set(),
        "understood": {"query"},
        "filters_apart": {"title", "period"},
    }


def test_english_sentences_are_parted_by_a_space() -> None:
    """What follows «not found» does not stick to it."""
    frame = phrases("en")
    assert (frame.not_found + frame.unheard).format(names="Wuhan") == (
        "The documents do not answer this question: they never mention “Wuhan”."
    )


def test_a_quote_stands_between_the_marks_of_its_language() -> None:
    """The usual pair, else the next; mainland Chinese has one pair, traditional Chinese corner brackets."""
    assert phrases("zh").quoted("四单机制", 1) == "“四单机制”[1]"
    assert phrases("zh").quoted("“四单”机制", 1) == "““四单”机制”[1]"
    assert phrases("zh-Hant").quoted("四單機制", 1) == "「四單機制」[1]"
    assert phrases("zh-Hant").quoted("「四單」機制", 1) == "『「四單」機制』[1]"
    assert phrases("en").quoted("四单机制", 2) == "“四单机制” [2]"
    assert phrases("en").quoted("“四单”机制", 2) == "‘“四单”机制’ [2]"


def test_a_quote_that_breaks_off_says_so() -> None:
    """Behind its number, whichever side the source lost."""
    assert phrases("zh").quoted("还没有说完", 1, "end") == "“还没有说完”[1]（原文到此残缺）"
    assert phrases("zh-Hant").quoted("說的後半", 2, "start") == "「說的後半」[2]（原文缺前文）"
    assert phrases("en").quoted("and then", 3, "end") == "“and then” [3] (the source breaks off here)"


def test_how_plain_an_answer_is_has_three_words() -> None:
    """In every language; the number is for those who ask for it."""
    zh, en = phrases("zh"), phrases("en")
    assert [zh.graded("stated"), zh.graded("unsure"), zh.graded("absent")] == [
        "原文写明",
        "可能相关，请核对",
        "文档里没有",
    ]
    assert phrases("zh-Hant").graded("unsure") == "可能相關，請核對"
    assert en.graded("unsure") == "Possibly related, please check"
    assert zh.sure.format(percent="85%") == "把握 85%"
