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
    assert phrases("zh").not_found == "文档中没有找到这个问题的答案。"
    assert phrases("zh-Hant").not_found == "文檔中沒有找到這個問題的答案。"
    assert phrases("en").not_found == "The documents do not answer this question."


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
        "not_found": set(),
        "unheard": {"names"},
        "elsewhere": set(),
        "no_figure": {"names"},
        "nearest": set(),
        "blank": set(),
        "small_talk": set(),
        "missing": {"names"},
        "differ": {"differences"},
        "differ_by_period": {"differences"},
        "differs": {"title", "period", "words", "number"},
        "stated": {"percent"},
        "unsure": {"percent"},
    }


def test_english_sentences_are_parted_by_a_space() -> None:
    """What follows «not found» does not stick to it."""
    frame = phrases("en")
    assert (frame.not_found + frame.unheard).format(names="Wuhan") == (
        "The documents do not answer this question. They never mention “Wuhan”."
    )


def test_a_quote_is_not_set_in_marks_that_it_holds() -> None:
    """The usual marks of the language, else the next pair."""
    assert phrases("zh").quoted("“四单”机制", 1) == "「“四单”机制」[1]"
    assert phrases("zh").quoted("「四單」機制", 1) == "“「四單」機制”[1]"
    assert phrases("en").quoted("四单机制", 2) == "“四单机制” [2]"
    assert phrases("en").quoted("“四单”机制", 2) == "「“四单”机制」 [2]"
    assert phrases("en").quoted("“「『", 2) == "““「『” [2]"
