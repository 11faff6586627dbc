"""Hard-wrapped, indented manuals: paragraphs whole, headings found, the list of contents kept apart."""

from __future__ import annotations

import textwrap
import time

import pytest

from qa.documents.corpus import document_from_text
from qa.documents.layout.blocks import Block, MarkedPart
from qa.documents.layout.book_index import mark_index
from qa.documents.sections import sections
from qa.index.splitting import split
from qa.types import Document
from tests.documents.layout.test_unwrapping import by_columns

TEXTS = [
    "清水河发源于北部山区，全长八十六公里，流经四个乡镇，沿岸有耕地两万余亩，养活了十一万人，也留下了许多故事，县志里有。",
    "每年春季融雪时，河水会漫过低处的田埂，农户要提前清理沟渠，参见 Linux 手册第 3 节（“怎样守渠？”）的说明。",
    "站里的老人说，从前靠一根木尺看水，现在有了浮标和雷达，坐在屋里就能看见整条河，但是他仍然每天走到桥上去看一看才放心。",
]
CHAPTERS = {
    "河": [
        "河水从哪里来？",
        "好的，我知道河了……什么是“渠”？！",
        "河与渠有什么区别？为什么我应该先看渠，而不是先看河、也不是先看雨水和融雪？",
    ],
    "站": ["怎样记录水位", "值班"],
}
ENGLISH = [
    "The river rises in the northern hills and crosses four towns before it reaches the lake, where most of its water "
    "is used for the fields on both sides and for the mills below the old stone bridge.",
    "Every spring the meadows are flooded; the farmers clear the ditches in time and carry the seedlings to higher "
    "ground, which takes them about a week when the weather is good.",
]


def indented(text: str, columns: int) -> list[str]:
    """A paragraph of 70 columns, all of it indented."""
    return [" " * columns + line for line in by_columns(text, 70 - columns)]


def manual(space: str) -> str:
    """Title, contents and two chapters; ``space`` stands behind the numbers."""
    lines = ["", "          清水河手册", "", "-" * 69, "", "2021 年 1 月", "", "目录", ""]
    for number, (chapter, parts) in enumerate(CHAPTERS.items(), 1):
        lines.append(f"{number}. {chapter}之篇")
        for part, name in enumerate(parts, 1):
            lines += indented(f"{number}.{part}. {name}", 4)
    for number, (chapter, parts) in enumerate(CHAPTERS.items(), 1):
        lines += ["", f"第 {number} 章{space}{chapter}之篇", ""]
        for part, name in enumerate(parts, 1):
            lines += ["", *by_columns(f"{number}.{part}.{space}{name}", 70), ""]
            for text in TEXTS:
                lines += [*indented(text, 4), ""]
            lines += ["    守渠的人要带：", "", "      * 木尺", "", *hanging(TEXTS[0]), ""]
    return "\n".join(lines)


def hanging(text: str) -> list[str]:
    """An item of a list whose further lines stand below its first word."""
    first, *rest = by_columns(text, 62)
    return ["      * " + first, *(" " * 8 + line for line in rest)]


def of_kind(document: Document, *kinds: str) -> list[str]:
    """The texts of the paragraphs of these kinds."""
    return [document.text[p.start : p.end] for p in document.paragraphs if p.kind in kinds]


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u3000"])
def test_a_manual_with_contents(space: str) -> None:
    """Every paragraph whole, every heading found with its level, none invented, whatever space its number has."""
    document = document_from_text(manual(space), id="a.txt")
    assert document.title == "清水河手册"
    assert of_kind(document, "body").count(TEXTS[0]) == 10
    assert set(TEXTS) <= set(of_kind(document, "body"))
    headings = [(p.level, document.text[p.start : p.end]) for p in document.paragraphs if p.kind == "heading"]
    expected = []
    for number, (chapter, parts) in enumerate(CHAPTERS.items(), 1):
        expected.append((1, f"第 {number} 章{space}{chapter}之篇"))
        expected += [(2, f"{number}.{part}.{space}{name}") for part, name in enumerate(parts, 1)]
    assert headings == expected
    assert sections(document)[-1][0] == (f"第 2 章{space}站之篇", f"2.2.{space}值班")


def test_a_list_of_contents_is_kept_and_never_found() -> None:
    """Its lines are paragraphs of a kind of their own, in no passage."""
    document = document_from_text(manual(" "), id="a.txt")
    listed = [f"{n}. {chapter}之篇" for n, chapter in enumerate(CHAPTERS, 1)]
    listed[1:1] = [f"1.{n}. {name}" for n, name in enumerate(CHAPTERS["河"], 1)]
    listed += [f"2.{n}. {name}" for n, name in enumerate(CHAPTERS["站"], 1)]
    assert of_kind(document, "contents") == ["目录", *listed]
    assert "contents" not in {passage.role for passage in split(document)}


@pytest.mark.parametrize("leader", [" ........ {}", "……{}", "\t{}", " · · · · · {}"])
def test_leaders_show_a_list_of_contents(leader: str) -> None:
    """Also where the headings are worded otherwise."""
    names = ["水文", "田地", "水渠", "桥梁"]
    listed = "\n".join(f"{name}{leader.format(page)}" for page, name in enumerate(names, 3))
    document = document_from_text(f"# 手册\n\n{listed}\n\n## 第一\n\n{TEXTS[0]}\n", id="a.md")
    assert len(of_kind(document, "contents")) == 4
    assert of_kind(document, "body") == [TEXTS[0]]


def test_lines_that_are_printed_twice_are_no_contents() -> None:
    """A refrain, or the same fields of every entry, names no heading."""
    verse = "春风吹过河岸\n燕子回到檐下\n孩子走在桥上\n"
    song = f"{verse}\n他说这是一首老歌\n\n{verse}\n大家都会唱\n"
    assert of_kind(document_from_text(song, id="a.txt"), "contents", "heading") == []
    entries = "\n\n".join(f"站{n}\n水位：高\n雨量：大\n风力：小" for n in "甲乙丙丁戊己")
    assert of_kind(document_from_text(entries, id="a.txt"), "contents") == []


def test_a_line_left_of_its_text_is_a_heading() -> None:
    """In a file that indents its paragraphs, without any list of contents; numbered items stay items."""
    lines = ["             River rules", ""]
    for name in ("1. Purpose", "2. Water", "  2.1. Powers", "Members"):
        lines += [name, ""]
        for text in ENGLISH:
            lines += [*textwrap.wrap(text, 72, initial_indent="   ", subsequent_indent="   "), ""]
    items = ["make a decision when they are asked to do so by the town;", "appoint the keeper of the lock."]
    lines += ["   The members may", *(f"    {number}. {item}" for number, item in enumerate(items, 1))]
    document = document_from_text("\n".join(lines), id="a.txt")
    headings = [(p.level, document.text[p.start : p.end]) for p in document.paragraphs if p.kind == "heading"]
    assert headings == [(1, "1. Purpose"), (1, "2. Water"), (2, "2.1. Powers"), (1, "Members")]
    assert of_kind(document, "body")[:2] == ENGLISH
    assert of_kind(document, "body")[-2:] == [f"1. {items[0]}", f"2. {items[1]}"]


def test_a_numbered_line_right_above_its_indented_paragraph_is_a_heading() -> None:
    """As deep as its indent says, though ``1.`` comes above ``1.1``."""
    lines = ["Rules", "", "1.1. Water", ""]
    for number, text in enumerate(ENGLISH * 3, 1):
        lines += [f"    {number}. Rule of the river"]
        lines += textwrap.wrap(text, 72, initial_indent=" " * 7, subsequent_indent=" " * 7)
    document = document_from_text("\n".join(lines), id="a.txt")
    headings = [(p.level, document.text[p.start : p.end]) for p in document.paragraphs if p.kind == "heading"]
    assert headings == [(1, "1.1. Water"), *((2, f"{number}. Rule of the river") for number in range(1, 7))]


@pytest.mark.parametrize("last", ["3. fill the `lower' ditch", "3. fill the lower ditch."])
def test_the_last_of_numbered_steps_is_no_heading(last: str) -> None:
    """Though it ends like one: it stands right below the step before it."""
    lines = [
        *by_columns(ENGLISH[0], 70),
        "",
        "   1. open the upper gate.",
        "   2. wait.",
        f"   {last}",
        *by_columns(ENGLISH[1], 70),
    ]
    read = document_from_text("\n".join(["THE MILL", "", *lines, ""]), id="a.txt")
    assert [one.kind for one in read.paragraphs if read.text[one.start : one.end].startswith("3.")] == ["body"]


@pytest.mark.parametrize(
    "lines",
    [
        ["一、总则", "二、组织。各站成立小组，由站长负责。", "三、保障", TEXTS[0]],
        ["2. 付款", "3. 甲方应当按月付清，不得拖欠。", "4. 争议", TEXTS[0]],
        ["1. Scope", "2. Terms used. A mill is a house with a wheel.", "3. Duties", ENGLISH[0]],
    ],
)
def test_numbered_headings_around_a_sentence_stay_headings(lines: list[str]) -> None:
    read = document_from_text("\n".join(["# 方案", "", *lines, ""]), id="a.txt")
    heads = [read.text[one.start : one.end] for one in read.paragraphs if one.kind == "heading"]
    assert heads == [lines[0], lines[2]]


def test_a_chapter_with_a_list_of_its_own_contents() -> None:
    """The list in front names the headings, not the entries of the further list."""
    names = ("水位", "开闸", "关闸")
    listed = [f"1.{n}. {name}" for n, name in enumerate(names, 1)]
    chapter = "\n\n".join(f"{line}\n\n{TEXTS[0]}" for line in listed)
    contents = "\n".join("    " + line for line in listed)
    text = (
        f"水渠手册\n\n目录\n\n1. 守渠\n{contents}\n\n第 1 章 守渠\n\n目录\n\n" + "\n".join(listed) + f"\n\n{chapter}\n"
    )
    document = document_from_text(text, id="a.txt")
    assert of_kind(document, "contents") == ["目录", "1. 守渠", *listed, "目录", *listed]
    assert of_kind(document, "heading")[-3:] == listed


def test_the_index_of_a_book_is_kept_and_never_found() -> None:
    """Only below a heading that says so: elsewhere names with numbers are text."""
    words = ["水位, 12", "水文站, 3, 14", "洪水, 7–9", "渠, 21", "泥沙, 5", "田埂, 8", "融雪, 2"]
    entries = "\n\n".join(words)
    index = document_from_text(f"# 清水河\n\n## 第8章 索引\n\n{entries}\n\n## 附记\n\n{TEXTS[0]}\n", id="a.md")
    assert [one.kind for one in index.paragraphs] == ["title", "heading", *["contents"] * 7, "heading", "body"]
    table = document_from_text(f"# 清水河\n\n## 次数\n\n{entries}\n", id="a.md")
    assert {one.kind for one in table.paragraphs[2:]} == {"body"}


def test_many_lines_that_could_head_an_index_are_counted_once() -> None:
    """A form that says 索引 on every line takes no longer for each of them."""
    blocks = [Block([MarkedPart(word)]) for word in ["索引", "水位, 12"] * 5000]
    begun = time.process_time()
    mark_index(blocks)
    assert time.process_time() - begun < 2
    assert {block.kind for block in blocks} == {None}
