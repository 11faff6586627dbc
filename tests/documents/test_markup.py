"""Marks of Markdown: left out where people read, kept in the source, no end of a sentence."""

from __future__ import annotations

import pytest

from qa.documents.corpus import document_from_text
from qa.documents.markup import marks, masked, without_marks
from qa.index.splitting import split


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("单击 **发送到桌面**，再按 *Enter* 键。", "单击 发送到桌面，再按 Enter 键。"),
        ("图标 ![icon](../a(1).svg)，单击`运行`。", "图标 ，单击运行。"),
        ("参阅[县志](http://a.b/c*d*)和<http://e.f>。", "参阅县志和http://e.f。"),
        ("| 站 \\| 渠 | 5 \\* 3 |", "| 站 | 渠 | 5 * 3 |"),
        ("<td>水位<br>三米<br/>正常</td>", "水位 三米 正常"),
        ("~~旧的~~新的 a_b_c 2 * 3 * 4 &amp; x", "旧的新的 a_b_c 2 * 3 * 4 &amp; x"),
        ("没有标记的一句话。", "没有标记的一句话。"),
        ("没有合上的 **一半", "没有合上的 **一半"),
        ("![a](b.png)", ""),
        ('[chart]: img/chart-3.png "海图"', ""),
        ("[^1]: 据县志。", "[^1]: 据县志。"),
    ],
)
def test_what_is_read_of_a_line(source: str, read: str) -> None:
    """All but the marks; what is no mark stays, and a break of the line parts words."""
    assert without_marks(source) == read
    assert len(masked(source)) == len(source)
    assert all(start < end for start, end in marks(source))


def test_a_picture_ends_no_sentence() -> None:
    """Its exclamation mark is none; quotes are cut from the source as it stands."""
    text = "# 手册\n\n1. 单击启动器图标 ![deepin](../launcher.svg)，进入界面。随后关闭它。\n"
    document = document_from_text(text, id="a.md")
    sentences = [document.text[start:end] for passage in split(document) for start, end in passage.sentences]
    assert sentences[-2:] == ["1. 单击启动器图标 ![deepin](../launcher.svg)，进入界面。", "随后关闭它。"]


@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_a_picture_before_a_sentence_is_not_quoted_with_it(name: str) -> None:
    """Nor one behind it; a passage of pictures alone is none."""
    told = "![灯塔](img/tower-3.png) 灯塔高九米。<img src='img/sea.png' alt='海'>"
    text = f"# 手册\n\n{told}\n\n## 附图\n\n![海图](img/chart.png)\n"
    document = document_from_text(text, id=name)
    passages = [passage for passage in split(document) if passage.role == "body"]
    assert [document.text[start:end] for passage in passages for start, end in passage.sentences] == ["灯塔高九米。"]


def test_a_line_of_pictures_and_tags_is_no_paragraph() -> None:
    """Its characters stay in the text; in another format they are words."""
    text = "# 手册\n\n![1|main](fig/main.png)\n\n<table>\n<tr>\n<td>水位</td>\n</tr>\n</table>\n\n水位每天测三次。\n"
    document = document_from_text(text, id="a.md")
    assert [document.text[p.start : p.end] for p in document.paragraphs] == [
        "手册",
        "水位",
        "水位每天测三次。",
    ]
    assert sorted("".join(document.text.split())) == sorted("".join(text.split()))
    plain = document_from_text(text, id="a.txt")
    assert "<tr>" in [plain.text[p.start : p.end] for p in plain.paragraphs]
