"""How deep headings lie: by marks, by numbers, by place; and that nothing has to be written into the text for it."""

from __future__ import annotations

import pytest

from qa.documents.corpus import document_from_text
from qa.documents.layout.numbering import numbering
from qa.documents.sections import sections

LONG = "今年春天，村里的合作社引进了新的灌溉设备，三百多亩旱地变成了水浇地，农户的收入也跟着涨了起来。"


@pytest.mark.parametrize(
    ("headings", "levels"),
    [
        (("## 甲", "### 乙", "# 丙"), [2, 3, 1]),
        (("甲\n---", "乙\n===", "## 丙"), [2, 1, 2]),
        (("第一章 甲", "第一节 乙", "第二章 丙", "一、丁"), [1, 2, 1, 2]),
        (("一、甲", "（一）乙", "1. 丙", "二、丁"), [1, 2, 3, 1]),
        (("1. 甲", "1.1 乙", "1.1.1 丙", "2. 丁"), [1, 2, 3, 1]),
        (("## 甲", "一、乙", "## 丙"), [2, 3, 2]),
    ],
)
def test_a_mark_counts_before_a_number_and_a_number_before_the_place(
    headings: tuple[str, ...], levels: list[int]
) -> None:
    """As deep as its mark; a number lies below the marks and the higher numbers."""
    document = document_from_text("# 题\n\n正文。\n\n" + "".join(f"{one}\n\n{LONG}\n\n" for one in headings), id="a.md")
    assert [paragraph.level for paragraph in document.paragraphs if paragraph.kind == "heading"] == levels
    assert {paragraph.level for paragraph in document.paragraphs if paragraph.kind != "heading"} == {None}


def test_a_section_is_closed_by_the_next_heading_that_lies_no_deeper() -> None:
    """Whatever is skipped between them."""
    text = f"# 题\n\n## 甲\n\n{LONG}\n\n#### 乙\n\n{LONG}\n\n### 丙\n\n{LONG}\n\n## 丁\n\n{LONG}\n"
    paths = [path for path, _ in sections(document_from_text(text, id="a.md"))]
    assert paths == [(), ("甲",), ("甲", "乙"), ("甲", "丙"), ("丁",)]


@pytest.mark.parametrize(
    ("text", "rank", "number"),
    [
        ("第三编 甲", 1, "第三编 "),
        ("第十二章　乙", 2, "第十二章　"),
        ("第4节 丙", 3, "第4节 "),
        ("第二十条 丁", 4, "第二十条 "),
        ("三、戊", 5, "三、"),
        ("（三）己", 6, "（三）"),
        ("3. 庚", 7, "3. "),
        ("3.1 辛", 8, "3.1 "),
        ("3.1.2.4 壬", 10, "3.1.2.4 "),
        ("（3）癸", 11, "（3）"),
        ("③子", 11, "③"),
    ],
)
def test_numbers_of_headings(text: str, rank: int, number: str) -> None:
    """How deep such a number lies, and what of the text it is."""
    assert numbering(text) == (rank, len(number))


def test_a_number_lies_as_deep_as_others_of_its_kind_that_are_marked() -> None:
    """Whether the author marked it or not, and whatever stands between its dots and its words."""
    text = f"# 题\n\n## 1.1.\xa0甲\n\n{LONG}\n\n### 1.1.1.\xa0乙\n\n{LONG}\n\n1.2.\xa0丙\n\n"
    text += f"{LONG}\n\n1.2.1.1. 丁\n\n{LONG}\n"
    document = document_from_text(text, id="a.md")
    assert [paragraph.level for paragraph in document.paragraphs if paragraph.kind == "heading"] == [2, 3, 2, 4]


@pytest.mark.parametrize("text", ["第一", "2021年", "12月的雨", "三个和尚", "3.5公斤"[:3], "", "(x)"])
def test_what_is_no_number_of_a_heading(text: str) -> None:
    """Years, quantities and words."""
    assert numbering(text) is None


def test_lines_that_are_not_underlined_are_no_headings_where_numbered_ones_are() -> None:
    """Asterisks underline as well; a number as deep as theirs begins an item, a deeper one still heads."""
    text = "The river rises in spring. It falls again in autumn."
    chapters = "".join(
        f"{n}. {name}\n{'*' * (len(name) + 3)}\n\n{n}.1. {name} Water\n{'=' * 20}\n\n{text}\n\n"
        for n, name in enumerate(("Spring", "Summer", "Autumn", "Winter", "Floods", "Mills"), 1)
    )
    listed = f"1. Low Levels\n\n{text}\n\n6.1.1 Gauges\n\nThey are read.\n"
    document = document_from_text(f"The River\n*********\n\n{chapters}{listed}", id="a.txt")
    assert document.title == "The River"
    headings = [document.text[one.start : one.end] for one in document.paragraphs if one.kind == "heading"]
    assert headings[-3:] == ["6. Mills", "6.1. Mills Water", "6.1.1 Gauges"]
    levels = [one.level for one in document.paragraphs if one.kind == "heading"]
    assert levels[:2] == [1, 2]
