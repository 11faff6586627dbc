"""Words exchanged in a sentence that is otherwise as printed."""

from __future__ import annotations

from qa.checking.substitutions import substitutions

SOURCE = "软枝黄蝉为夹竹桃科植物，原生于巴西，现广植于热带地区。"


def test_an_exchanged_phrase_is_shown_with_the_one_printed() -> None:
    """Whole words on both sides."""
    text = "软枝黄蝉为夹竹桃科植物，原生于马来西亚，现广植于热带地区。"
    (one,) = substitutions(text, SOURCE, lambda word: False)
    assert (text[slice(*one.own)], SOURCE[slice(*one.printed)]) == ("马来西亚", "巴西")


def test_a_plain_word_for_another_is_no_exchange() -> None:
    """达到 for 实现 is the same said otherwise."""
    assert substitutions("全区一季度生产总值达到新高。", "全区一季度生产总值实现新高。", lambda word: False) == []


def test_a_free_paraphrase_follows_nothing() -> None:
    """Only what goes word for word with its source is held against it."""
    assert substitutions("这种花最早长在马来西亚。", SOURCE, lambda word: False) == []
