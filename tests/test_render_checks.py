"""A checked draft as terminal text, tables, a page and JSON, in three languages; nothing in it is carried out."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from qa import render_checks
from qa.types import Check, Citation, Difference

DRAFT = "突击队有24支。天气很好。走访了约1900户<b>|。没人说过。"
CITATION = Citation(
    1, "a.txt", "特刊", "江北", "2021", ("做法",), (3,), (7,), None, 10, 20, "组建12支突击队<script>|，走访1891户"
)


def checks() -> list[Check]:
    """One of each verdict; the supported one by a round figure."""
    wrong = Difference("figure", 4, 7, "24支", "a.txt", 12, 15, "12支")
    return [
        Check(0, 8, "differs", (CITATION,), (wrong,), 0.9, 0.2),
        Check(8, 13, "none", (), (), 1.0, 0.5),
        Check(13, 26, "supported", (CITATION,), (), 0.8, 0.8, rounded=True),
        Check(26, len(DRAFT), "absent", (), (), 0.7, 0.1),
    ]


@pytest.mark.parametrize(
    ("lang", "verdict", "difference", "rounded", "sums"),
    [
        (
            "zh",
            "✗ 有出入",
            "数字：24支 → 12支",
            "原文是确切数，稿中取了约数",
            "共 4 句：有据 1，有出入 1，未见 1，不必核对 1。",
        ),
        (
            "zh-Hant",
            "✗ 有出入",
            "數字：24支 → 12支",
            "原文是確切數，稿中取了約數",
            "共 4 句：有據 1，有出入 1，未見 1，不必核對 1。",
        ),
        (
            "en",
            "✗ differs",
            "figure: 24支 → 12支",
            "the source has the exact figure, the draft a round one",
            "4 statements: 1 supported, 1 differ, 1 absent, 1 with nothing to check.",
        ),
    ],
)
def test_the_table_in_three_languages(
    lang: render_checks.Lang, verdict: str, difference: str, rounded: str, sums: str
) -> None:
    """The words of the draft and of the source stay as they are printed."""
    first, plain, third, _ = render_checks.check_rows(DRAFT, checks(), lang)
    place = "para. 3" if lang == "en" else "第3段"
    assert first == ("突击队有24支。", verdict, difference, CITATION.quote, f"《特刊》 › 做法 › {place}（2021）")
    assert plain[2:] == ("", "", "")
    assert third[2] == rounded
    assert render_checks.summary(checks(), lang) == sums


def test_markdown_keeps_its_cells() -> None:
    """A line of the table for each statement, whatever stands in it."""
    lines = render_checks.markdown_checks(DRAFT, checks(), "zh").splitlines()
    assert lines[2:4] == ["| 稿中的句子 | 结论 | 出入 | 原文 | 出处 |", "|---|---|---|---|---|"]
    assert len(lines) == 8
    assert "\\<b\\>\\|" in lines[6] or "&lt;b&gt;\\|" in lines[6]


def test_a_spreadsheet_gets_five_cells_a_line() -> None:
    """Heads first."""
    lines = render_checks.tabbed_checks(DRAFT, checks(), "zh-Hant").split("\n")
    assert lines[0].split("\t") == ["稿中的句子", "結論", "出入", "原文", "出處"]
    assert [line.count("\t") for line in lines] == [4] * 5


@pytest.mark.parametrize(("lang", "said"), [("zh", "zh-Hans"), ("zh-Hant", "zh-Hant"), ("en", "en")])
def test_the_page_carries_nothing_out(lang: render_checks.Lang, said: str) -> None:
    """What looks like markup in a draft or a source is text there."""
    tags: list[str] = []
    page = render_checks.html_checks(DRAFT, checks(), lang, title="<i>核对")
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, _: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(page)
    assert {"script", "b", "i"}.isdisjoint(tags)
    assert page.startswith(f'<!doctype html><html lang="{said}">')
    assert tags.count("td") == 5 * 4


def test_the_terminal_says_it_in_two_languages() -> None:
    """A verdict, how sure it is, what differs, the quote and its place."""
    lines = render_checks.terminal_checks(DRAFT, checks()).splitlines()
    assert lines[0] == "✗ 有出入 differs  90%  突击队有24支。"
    assert lines[1] == "    数字 figure：稿 24支 ｜ 原文 12支"
    assert lines[3] == "    —— 《特刊》 › 做法 › 第3段（2021）"
    assert lines[4] == "· 不必核对 nothing to check  天气很好。"
    assert lines[-2] == "共 4 句：有据 1，有出入 1，未见 1，不必核对 1。"


def test_json_has_every_field() -> None:
    """As the Python objects have them."""
    first = json.loads(render_checks.checks_json(checks()))[0]
    assert first["differences"][0]["source_words"] == "12支"
    assert (first["citations"][0]["quote"], first["support"], first["rounded"]) == (CITATION.quote, 0.2, False)
