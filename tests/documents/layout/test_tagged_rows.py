"""Tables and lists in HTML inside of Markdown: a row is one paragraph and one quote, its tags are not read."""

from __future__ import annotations

import pytest

from qa.index.splitting import split
from tests.small import document

TABLE = """<table border="1">
<tr>
<th>类型</th>
<th>说明</th>
</tr>
<tr>
<td>按周期</td>
<td>按时间筛选。
<ul>
<li>默认为全部。</li>
</ul>
</td>
</tr>
<tr><td>按级别</td><td>按高低筛选。</td></tr>
</table>
"""


def paragraphs(text: str, name: str = "a.md") -> list[str]:
    """What stands below the title."""
    made = document(name, f"# 筛选\n\n{text}\n\n表下面的话。\n")
    return [made.text[one.start : one.end] for one in made.paragraphs[1:]]


def test_a_row_is_one_paragraph() -> None:
    """With the tags between its cells; lines of nothing but tags are in none."""
    assert paragraphs(TABLE) == [
        "类型</th> <th>说明",
        "按周期</td> <td>按时间筛选。<ul> <li>默认为全部。",
        "按级别</td><td>按高低筛选。",
        "表下面的话。",
    ]


def test_no_character_is_lost() -> None:
    """White space aside."""
    made = document("a.md", f"# 筛选\n\n{TABLE}")
    assert "".join(made.text.split()) == "".join(f"# 筛选{TABLE}".split())


@pytest.mark.parametrize("table", [TABLE, "| 类型 | 说明 |\n|---|---|\n| 按周期 | 按时间。默认为全部。 |\n"])
def test_a_row_is_quoted_whole(table: str) -> None:
    """Also where a sentence ends inside of a cell."""
    made = document("a.md", f"# 筛选\n\n{table}")
    (said,) = {
        made.text[start:end] for one in split(made) for start, end in one.sentences if "按周期" in made.text[start:end]
    }
    assert "默认为全部。" in said


def test_a_numbered_line_is_an_item_where_headings_are_marked() -> None:
    """However short it is and whatever stands between the items."""
    steps = "验收分两步：\n\n1. 自查\n\n   自查由小组完成。\n\n2. 初验\n\n   初验由科室主持。"
    made = document("a.md", f"# 会\n\n## 验收\n\n{steps}\n\n## 其他\n\n没有了。\n")
    headings = [made.text[one.start : one.end] for one in made.paragraphs if one.kind == "heading"]
    assert headings == ["验收", "其他"]


def test_what_an_author_may_mean_as_words_stays() -> None:
    """No tag of a table or a list, and any tag outside of Markdown."""
    assert paragraphs("<listname>-request 是地址。") == ["<listname>-request 是地址。", "表下面的话。"]
    assert paragraphs("<td>按周期</td>", "a.txt")[0] == "<td>按周期</td>"


def test_rows_of_a_drawn_table_are_paragraphs_of_their_own_and_its_lines_are_none() -> None:
    """Drawn with the characters of a frame, or with ``+``, ``-`` and ``|``."""
    frame = "┌──────┬──────┐\n│ 石桥 │ 三米 │\n├──────┼──────┤\n│ 下渡 │ 五米 │\n└──────┴──────┘"
    plain = "+------+------+\n| 上渡 | 六米 |\n|------+------|\n| 中渡 | 七米 |\n+------+------+"
    made = document("a.txt", f"水渠手册\n\n水位如下。\n\n{frame}\n\n{plain}\n")
    rows = [made.text[one.start : one.end] for one in made.paragraphs if one.kind == "body"]
    assert rows[1:] == ["│ 石桥 │ 三米 │", "│ 下渡 │ 五米 │", "| 上渡 | 六米 |", "| 中渡 | 七米 |"]
