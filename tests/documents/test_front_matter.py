"""Front matter: YAML as others write it; damage costs one warning and no text."""

from __future__ import annotations

import logging

import pytest

from qa.documents.corpus import document_from_text

BODY = "清水河发源于北部山区，全长八十六公里，流经四个乡镇。"


def test_front_matter_overrides_and_stays_in_the_text_outside_every_paragraph() -> None:
    head = "---\ntitle: '河的故事'\nauthor: [张三, 李四]\nplace: 北山\ndate: 2022-03-05\ntags:\n  - 河\n---\n"
    text = f"{head}\n# 清水河\n\n{BODY}"
    document = document_from_text(text, id="a.md")
    assert (document.title, document.place, document.period) == ("河的故事", "北山", "2022-03-05")
    assert document.authors == ("张三", "李四")
    assert document.text.startswith("---\ntitle: '河的故事'\n")
    assert sorted("".join(document.text.split())) == sorted("".join(text.split()))
    assert [document.text[p.start : p.end] for p in document.paragraphs] == ["清水河", BODY]
    assert [p.lines for p in document.paragraphs] == [(10,), (12,)]


def test_authors_may_be_a_list_over_lines() -> None:
    document = document_from_text(f"---\nauthors:\n  - 张三\n  - 李四\n日期: 2021\n---\n{BODY}", id="a.md")
    assert (document.authors, document.period) == (("张三", "李四"), "2021")


@pytest.mark.parametrize(
    ("head", "warning"),
    [
        ("---\ntitle: 河\nnonsense\n---\n", "front matter is damaged (line 3: "),
        ("---\ntitle: 河: 源\n---\n", "front matter is damaged (line 2: mapping values are not allowed here)"),
        ("---\ntitle: " + "[" * 9999 + "\n---\n", "front matter is damaged ("),
        ("---\ntitle: \x07\n---\n", "front matter is damaged (it is no YAML) and not used"),
        ("---\nauthors: &a [*a]\n---\n", "front matter is damaged (line 2: "),
        ("---\nauthors: [[甲]]\n---\n", "front matter is damaged (authors is no list of names)"),
        ("---\ntitle: 河\ndate: tomorrow\n---\n", "front matter is damaged ('tomorrow' is no date)"),
        ("---\ntitle: 河\n\n", "front matter has no closing line"),
    ],
)
def test_damaged_front_matter_costs_one_warning(head: str, warning: str, caplog: pytest.LogCaptureFixture) -> None:
    document = document_from_text(f"{head}{BODY}", id="a.md")
    assert [record.levelno for record in caplog.records] == [logging.WARNING]
    assert caplog.messages[0].startswith(f"a.md: {warning}")
    assert BODY in document.text


def test_values_stay_as_they_are_written() -> None:
    """No number, truth value or date is made of them; quotes, blocks and comments are YAML's."""
    head = 'title: "河: 源"  # 题\nplace: no\nperiod: 2021-06\nauthor: >\n  张三；\n  李四\n'
    document = document_from_text(f"---\n{head}---\n{BODY}", id="a.md")
    facts = (document.title, document.place, document.period, document.authors)
    assert facts == ("河: 源", "no", "2021-06", ("张三", "李四"))


@pytest.mark.parametrize("text", [f"---\n{BODY}\n---\n", "---\n", f"---\n\n{BODY}", f"---\n# 河\n---\n{BODY}"])
def test_a_rule_above_text_is_no_front_matter(text: str, caplog: pytest.LogCaptureFixture) -> None:
    """Without a key below it a line of ``---`` is a line."""
    document = document_from_text(text, id="a.md")
    assert document.paragraphs
    assert caplog.records == []
