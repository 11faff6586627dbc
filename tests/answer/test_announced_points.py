"""A sentence that announces points is quoted with them."""

from __future__ import annotations

import pytest

from qa.answer.announced_points import end_of_points

REASONS = "分成几个分区有两个原因。首先是安全性，坏一处不坏全部。其次，备份起来也快。"


@pytest.mark.parametrize(
    ("text", "announced", "end"),
    [
        (f"{REASONS}无论如何都要留出空间。", "原因。", "也快。"),
        (f"{REASONS}\n\n下一段说别的。", "原因。", "也快。"),
        ("办卡有三种方法：第一，到窗口办。窗口周一不开。第二，在网上办。第三，托人代办。就这些。", "方法：", "代办。"),
        ("There are two reasons. First, it is safe. Second, it is fast. Enough.", "reasons.", "fast."),
        ("分成几个分区有两个原因。无论如何都要留出空间。首先是安全性。", "原因。", "原因。"),
        ("首先说说原因。其次说说办法。", "原因。", "原因。"),
        ("他去了两次。首先坐车。", "两次。", "两次。"),
    ],
)
def test_points_belong_to_what_announces_them(text: str, announced: str, end: str) -> None:
    """Up to the last, with what explains one; not what only follows, and nothing where none is announced."""
    stop = text.index(announced) + len(announced)
    assert text[: end_of_points(text, 0, stop, longest=1200)].endswith(end)


def test_points_end_where_there_is_no_more_room() -> None:
    """A point that would be cut is left out."""
    stop = REASONS.index("原因。") + 3
    assert REASONS[: end_of_points(REASONS, 0, stop, longest=len(REASONS) - 4)].endswith("全部。")
