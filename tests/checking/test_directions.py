"""Rise and fall, before and after, sides exchanged, lists in another order."""

from __future__ import annotations

import pytest

from qa.checking.directions import turned


@pytest.mark.parametrize(
    ("text", "source", "own", "printed"),
    [
        ("全区产值同比下降7.2%。", "全区产值达50亿元,同比增长7.2%。", "下降", "增长"),
        ("工业增加值减少24.6%。", "规上工业增加值增长24.6%。", "减少", "增长"),
        ("大会召开之前，各地掀起热潮。", "大会召开后，各地迅速掀起热潮。", "之前", "召开后"),
        ("把速度变为质量。", "把质量变为速度。", "速度变为质量", "质量变为速度"),
        ("选派、走访、办理三步走。", "走访、选派、办理三步走。", "选派、走访、办理三步走", "走访、选派、办理三步走"),
    ],
)  # fmt: skip
def test_the_reverse_is_seen_with_its_words(text: str, source: str, own: str, printed: str) -> None:
    """The words of both sides, as written."""
    (one,) = turned(text, source)
    assert (text[slice(*one.own)], source[slice(*one.printed)]) == (own, printed)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("全区产值上升7.2%。", "全区产值同比增长7.2%。"),
        ("工业增加值上升24.6%。", "规上工业增加值增长24.6%。"),
        ("减税以后企业多了。", "减税之后企业增加了。"),
        ("走访、选派、办理三步走。", "走访、选派、办理三步走。"),
        ("居住率由80%升到95%。", "居住率从过去的80%提升到95%。"),
    ],
)
def test_the_same_in_other_words_is_not(text: str, source: str) -> None:
    """Another word of the same side is no reverse."""
    assert turned(text, source) == []
