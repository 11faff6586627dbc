"""Who wrote a text and whose its pictures are, out of bylines and captions."""

from __future__ import annotations

import pytest

from qa.answer.credits import credited, is_of_pictures_alone
from qa.text.folding import folded_text


@pytest.mark.parametrize(
    ("question", "line", "named"),
    [
        ("这篇文章是谁写的？", "文/记者 王小明", "王小明"),
        ("作者是哪两位？", "王小明 李芳", "王小明 李芳"),
        ("文章署了谁的名？", "王小明 李芳 图片由石埠镇政府提供", "王小明 李芳"),
        ("記者是誰？", "本報記者 王小明", "王小明"),
        ("图片是哪家单位提供的？", "王小明 李芳 图片由石埠镇政府提供", "石埠镇政府"),
        ("配图是谁给的？", "图/石埠镇政府提供", "石埠镇政府"),
        ("照片是谁拍的？", "校车到站 摄/周远", "周远"),
        ("照片是谁拍的？", "校车到站 周远 摄", "周远"),
        ("这张图是哪位摄影者的作品？", "校车到站(石埠镇政府供图)", "石埠镇政府"),
        ("Who took the photo?", "校车到站（周远 摄）", "周远"),
        ("Who wrote it?", "文/王小明", "王小明"),
        ("照片里拍的是谁？", "校车到站 摄/周远", None),
        ("照片拍的是什么？", "校车到站 摄/周远", None),
        ("谁写的？", "校车到站了", None),
        ("哪些人写的？", "校车到站 摄/周远", None),
        ("几个人坐车？", "文/记者 王小明", None),
    ],
)
def test_a_credit_names_whom_is_asked_for(question: str, line: str, named: str | None) -> None:
    found = credited(folded_text(question), line)
    assert (line[slice(*found)] if found else None) == named


def test_a_long_line_is_read_at_once() -> None:
    assert credited("照片是谁拍的?", "图" * 50_000) is None
    assert credited("照片是谁拍的?", "(图片" * 20_000) is None


@pytest.mark.parametrize(
    ("question", "line", "alone"),
    [
        ("谁写了这篇报道?", "图片由县文化馆提供", True),
        ("谁写了这篇报道?", "文/记者 高山 图/林海", False),
        ("谁写了这篇报道?", "图书由县文化馆收藏。", False),
        ("图片是谁提供的?", "图片由县文化馆提供", False),
    ],
)
def test_whose_the_pictures_are_does_not_say_who_wrote(question: str, line: str, *, alone: bool) -> None:
    assert is_of_pictures_alone(question, line) is alone
