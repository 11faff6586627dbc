"""Any text at all is read: no character is lost, positions hold, and time stays linear."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.documents.corpus import document_from_text
from qa.documents.sections import sections
from qa.types import Document

SHORT = "他们在河边种下第一批树苗。"
LONG = "今年春天，村里的合作社引进了新的灌溉设备，三百多亩旱地变成了水浇地，农户的收入也跟着涨了起来。"


def characters(text: str) -> list[str]:
    return sorted("".join(text.split()))


def check_invariants(text: str, document: Document) -> None:
    assert characters(document.text) == characters(text)
    end = 0
    for paragraph in document.paragraphs:
        assert end <= paragraph.start < paragraph.end <= len(document.text)
        span = document.text[paragraph.start : paragraph.end]
        assert span == span.strip()
        assert list(paragraph.lines) == sorted(set(paragraph.lines))
        end = paragraph.end
    covered = [index for _, indices in sections(document) for index in indices]
    assert covered == [index for index, p in enumerate(document.paragraphs) if p.kind != "heading"]


MARKS = ["\n", "\n\n", "\n\n\n", "\n\n\n\n", "\r\n", "\r", "　　", "  ", "\t", "\u2028", "\x0c", "\u200b", "\ufeff"]
MARKUP = [
    "# ",
    "## ",
    "- ",
    "* ",
    "> ",
    "1. ",
    "2、",
    "一、",
    "（二）",
    "第三章 ",
    "第四条　",
    "```",
    "~~~",
    "---",
    "===",
    "|",
]
FORMS = ["| 甲 | 乙 |", "|---|---|", "——", "核心提示", "链接", "王小明 李晓红", "文/记者 张三", "图片由县委宣传部提供"]
SIGNS = [
    "摄/李四",
    "（王五摄）",
    "考题内容:",
    "·",
    "……",
    "“",
    "”",
    "（",
    "）",
    "。",
    "，",
    ",",
    ".",
    "：",
    "；",
    "—",
    "\\",
    "&",
]
WORDS = [
    "2021年",
    "3.85%",
    "title: 甲",
    "date: 2021",
    "江北区",
    "江北 ",
    SHORT,
    LONG,
    LONG[:20],
    LONG[20:],
    "word",
    "Two words",
]
PIECES = st.sampled_from([*MARKS, *MARKUP, *FORMS, *SIGNS, *WORDS, "𠮷", "👩‍🌾", "é", "x"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join).filter(lambda text: bool(text.strip())))
def test_reading_keeps_every_character_once_and_in_order_of_position(text: str) -> None:
    check_invariants(text, document_from_text(text, id="any.txt"))


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200).filter(lambda text: bool(text.strip())))
def test_any_text_at_all_is_read(text: str) -> None:
    check_invariants(text, document_from_text(text, id="any.md"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "重庆市江北区的人民" * 300_000,
        "“" * 1_000_000,
        "短行\n" * 30_000,
        "这是一句被截断的话它又\n\n" * 10_000,
        "标题\n——副题\n" * 10_000,
        "~~~ a\n``` b\n" * 10_000,
        "核心提示\n链接\n" * 10_000,
    ],
    ids=["one line", "quotes", "short lines", "cut lines", "headings", "fences", "labels"],
)
def test_hostile_sizes_take_linear_time(text: str) -> None:
    started = time.process_time()
    document = document_from_text(text, id="a.txt")
    sections(document)
    assert time.process_time() - started < 15
