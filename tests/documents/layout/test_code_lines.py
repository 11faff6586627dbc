"""Commands and code in plain text: verbatim, in one paragraph, never a heading; and what only looks like them."""

from __future__ import annotations

import pytest

from qa.documents.corpus import document_from_text
from qa.index.splitting import LATIN_SCALE, MAX_LENGTH, split

TEXT = "守渠的人每天早上要先看水位，再把数字写进本子里，然后才能吃饭。"


def shown(text: str, name: str = "a.txt") -> list[tuple[str, str]]:
    """Kind and text of each paragraph."""
    document = document_from_text(text, id=name)
    return [(p.kind, document.text[p.start : p.end]) for p in document.paragraphs]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["    sudo systemctl restart water", "    # 再看一眼", "    water --level"],) * 2,
        (["    if (level > 3) {", "        open(gate);", "    }"],) * 2,
        (["    [water]", "    level = 3", "", "    [gate]", "    open = no"],) * 2,
        (["\tmake all", "\tmake install PREFIX=/opt/water"], ["make all", "make install PREFIX=/opt/water"]),
        (["$ water --level", "$ water --log > today.txt"],) * 2,
        (["# water --open", "# water --close"],) * 2,
        (["water --open gate-3"],) * 2,
        (["    level --日期 today | sort > 水位.txt"],) * 2,
    ],
)
def test_what_is_set_in_or_behind_a_prompt_is_code(lines: list[str], code: list[str]) -> None:
    """With its own indents, whatever marks of Markdown it seems to hold."""
    margin = min(len(line) - len(line.lstrip()) for line in code if line.strip())
    verbatim = "\n".join(line[margin:] for line in code)
    above = f"{TEXT}以管理员身份运行："
    for below in (TEXT, "（完）"):
        assert shown("\n\n".join([TEXT, above, "\n".join(lines), below])) == [
            ("body", TEXT), ("body", above), ("code", verbatim), ("body", below)
        ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ["    * 木尺", "    * 本子"],
        ["    先看水位，再写数字。"],
        ["    The keeper writes the level of the water down. He goes home at noon."],
        ["    Short words end here."],
        ["## 水位", "", TEXT],
        ["- water", "- gate"],
        ["甲站 3米", "乙站 5米"],
    ],
)
def test_lists_sentences_and_headings_are_no_code(lines: list[str]) -> None:
    """Also where a colon stands above and they are set in."""
    assert "code" not in {kind for kind, _ in shown("\n\n".join([TEXT, "要点如下：", "\n".join(lines), TEXT]))}


def test_code_reads_on_from_the_line_above_it_and_is_one_sentence() -> None:
    """However many lines it has; what is too long for a passage is cut at its lines."""
    fenced = "```\nwater --open\n  --gate 3\n```"
    document = document_from_text(f"# 题\n\n{TEXT}这样开闸：\n\n{fenced}\n\n{TEXT}\n", id="a.md")
    _, passage = split(document)
    said = [document.text[start:end] for start, end in passage.sentences]
    assert (passage.role, said) == ("body", [TEXT, "这样开闸：", "water --open\n  --gate 3", TEXT])
    long = "\n".join(f"water --gate {number}" for number in range(200))
    document = document_from_text(f"```\n{long}\n```", id="a.md")
    passages = split(document)
    assert {passage.role for passage in passages} == {"code"}
    assert all(len(passage.text) <= MAX_LENGTH * LATIN_SCALE for passage in passages)
    assert all(document.text[start:].startswith("water") for one in passages for start, _ in one.sentences)


def test_a_sum_of_dollars_is_no_prompt() -> None:
    text = "Finances\n\nThe committee agreed to raise the fee from $35 to\n$40 per year, starting in July."
    document = document_from_text(text, id="a.txt")
    assert "code" not in {paragraph.kind for paragraph in document.paragraphs}


def test_what_is_set_in_below_a_directive_is_code() -> None:
    """Whatever it says; the directive, its options and other lines of markup are no text."""
    code = ">>> read('水位')  # 先看，再写\n    3\n\n    >>> read('渠')"
    below = (
        f"手册\n====\n\n.. contents::\n\n{TEXT}例如：\n\n.. code-block:: python\n   :linenos:\n\n    {code}\n\n{TEXT}\n"
    )
    assert shown(below) == [("title", "手册"), ("body", f"{TEXT}例如："), ("code", code), ("body", TEXT)]
    box = f"# 手册\n\n(gate)=\n\n::: warning\n{TEXT}\n:::\n\n.. note:: {TEXT}\n"
    assert [text for _, text in shown(box, "a.md")] == ["手册", TEXT, f".. note:: {TEXT}"]
