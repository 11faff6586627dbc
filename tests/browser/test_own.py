"""A visitor's own documents: read, asked, kept apart from every other visitor's, and never run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Server, Visitor
from tests.papers import pdf

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]

RIDERS = "江北观音桥的“骑手驿站”能为外卖小哥免费做些什么？"
NOTES = (
    "# 望湖小区便民手册\n\n社区食堂每天早上六点半开门，老人午餐收费九元。\n\n图书角周三闭馆，其余日子开到晚上八点。\n"
)
HOSTILE = """# <script>window.hacked = 1</script><img src=x onerror="window.hacked = 2">

社区广场的喷泉每天开放三次 <script>window.hacked = 3</script><img src=x onerror="window.hacked = 4"> 结束。

喷泉的维修电话是 [点这里](javascript:window.hacked=5) 与 $$\\frac{1}{2}$$ 和 ${window.hacked=6} 以及 {{value}} 。

喷泉的颜色是 \u202egnorw\u202c 与 \x1b[31m红色\x1b[0m 还有 <style>body{display:none}</style> **不加粗** 。
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "便民手册.md"
    file.write_text(NOTES, encoding="utf-8")
    return file


def test_an_uploaded_file_is_asked(visit: Visit, notes: Path) -> None:
    """It is read, asked alone, its article opens at the sentence; then both are asked; then it is removed."""
    visitor = visit().open()
    visitor.upload(notes)
    expect(visitor.page.locator("#mine li")).to_contain_text("便民手册.md")
    answer = visitor.ask("老人午餐收费多少？")
    expect(visitor.cards.first.locator(".title")).to_contain_text("望湖小区")
    visitor.mark(answer).click()
    visitor.scrolled_to(visitor.focus)
    visitor.page.get_by_text("查找范围与设置").click()
    visitor.page.get_by_role("radio", name="两者").check()
    visitor.page.get_by_role("button", name="新对话").click()
    expect(visitor.answers).to_have_count(0)
    visitor.ask("2021年江北的铁山青年突击队有几支？")
    expect(visitor.cards.first).to_contain_text("铁山青年突击队")
    visitor.tab("我的文档")
    visitor.page.get_by_role("button", name="移除 便民手册.md").click()
    expect(visitor.page.locator("#mine li")).to_have_count(0)
    expect(visitor.page.get_by_role("radio", name="两者")).to_have_count(0)


def test_a_pdf_and_json_lines_are_asked(visit: Visit, tmp_path: Path) -> None:
    """The card of a pdf names the page, and each line of a .jsonl is a document; the reader opens at the words."""
    book, lines = tmp_path / "水文.pdf", tmp_path / "店.jsonl"
    book.write_bytes(pdf([[(72, 700, 12, "石桥水文站的历年记录，按年份排列。")],
                          [(72, 700, 12, "近十年里清水河最高的水位是五米二，出现在石桥水文站。")]]))  # fmt: skip
    rows = [{"title": "面馆", "text": "老王面馆的招牌是豌杂面。"}, {"title": "茶馆", "text": "老李茶馆下午三点说书。"}]
    lines.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    visitor = visit().open()
    visitor.upload(book, lines)
    expect(visitor.page.locator("#mine li")).to_have_count(2)
    answer = visitor.ask("近十年里清水河最高的水位是多少？")
    expect(visitor.cards.first.locator(".where")).to_contain_text("第2页")
    visitor.mark(answer).click()
    visitor.scrolled_to(visitor.focus)
    expect(visitor.focus).to_contain_text("五米二")
    visitor.ask("老李茶馆几点说书？")
    expect(visitor.cards.first.locator(".title")).to_contain_text("茶馆")
    visitor.tab("我的文档")
    visitor.page.get_by_role("button", name="移除 店.jsonl").click()
    expect(visitor.page.locator("#mine li")).to_have_count(1)


def test_two_visitors_do_not_see_each_other(visit: Visit, notes: Path) -> None:
    """Another visitor neither finds, lists nor opens the file; the first has it after a reload."""
    first, second = visit().open(), visit().open()
    first.upload(notes)
    expect(first.page.locator("#mine li")).to_have_count(1)
    second.tab("我的文档")
    expect(second.page.locator("#mine li")).to_have_count(0)
    second.ask("老人午餐收费多少？")
    assert "望湖" not in second.page.locator("#sources").inner_text()
    second.open("?doc=mine%2F便民手册.md")
    expect(second.page.locator("#reader")).to_contain_text("没有这篇文档")
    first.page.reload()
    first.ready()
    first.tab("我的文档")
    expect(first.page.locator("#mine li")).to_have_count(1)


def test_a_bad_file_costs_one_message(visit: Visit, notes: Path, tmp_path: Path) -> None:
    """A binary, an empty and a large file are named with the reason; the good one beside them is read."""
    binary, empty, large = tmp_path / "坏.txt", tmp_path / "空.md", tmp_path / "大.txt"
    binary.write_bytes(bytes(range(256)))
    empty.write_text("  \n", encoding="utf-8")
    large.write_text("一行字。\n" * 900_000, encoding="utf-8")
    visitor = visit().open()
    visitor.upload(binary, empty, large, notes)
    refused = visitor.page.locator("#mine .refused")
    expect(refused).to_have_count(3)
    for number, words in enumerate(
        ("坏.txt：没有读入：不是文字文件", "空.md：没有读入：里面没有文字", "大.txt：没有读入：超过 10 MB")
    ):
        expect(refused.nth(number)).to_contain_text(words)
    expect(visitor.page.locator("#mine li")).to_have_count(1)


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_a_hostile_document_stays_text(visit: Visit, tmp_path: Path, suffix: str) -> None:
    """Scripts, images, links, formulas, templates and direction marks of a document do nothing.

    They are shown, but for what Markdown does not show: tags and the addresses of links.
    """
    file = tmp_path / f"<img src=x onerror=alert(1)>{suffix}"
    file.write_text(HOSTILE, encoding="utf-8")
    visitor = visit().open()
    visitor.upload(file)
    expect(visitor.page.locator("#mine li")).to_have_count(1)
    for question in (
        "社区广场的喷泉每天开放几次 <img src=x onerror='window.hacked=7'>？",
        "喷泉的维修电话是多少？",
        "喷泉的颜色是什么？",
    ):
        answer = visitor.ask(question)
        expect(visitor.cards.first).to_contain_text("喷泉")
        visitor.mark(answer).click()
        visitor.scrolled_to(visitor.focus)
    visitor.tab("资料库")
    title = "<script>window.hacked = 1</script>" if suffix == ".txt" else "window.hacked = 1"
    expect(visitor.page.locator("#corpus table")).to_contain_text(title)
    page = visitor.page.locator("#reader .pages")
    printed = ["<script>window.hacked = 3</script>"] if suffix == ".txt" else []
    for words in (*printed, "[点这里](javascript:", "$$\\frac", "${window.hacked=6}", "{{value}}"):
        expect(page).to_contain_text(words)
    expect(page).to_contain_text("\ufffd")
    for where in ("#chat :is(.question, .answer)", "#sources", "#reader", "#corpus", "#mine"):
        risky = visitor.page.locator(f"{where} :is(script, img, style, [onerror], .katex)")
        assert risky.evaluate_all("all => all.map(one => one.outerHTML)") == []
        assert visitor.page.locator(f"{where} a[href^='javascript']").count() == 0
    assert visitor.page.evaluate("window.hacked") is None


def test_the_conversation_is_exported(visit: Visit, tmp_path: Path) -> None:
    """Markdown and one HTML file without any outside address, with every quote of the cards."""
    visitor = visit().open()
    visitor.ask(RIDERS)
    quote = visitor.cards.first.locator("mark").first.inner_text().splitlines()[0]
    for button, suffix in (("导出 Markdown", ".md"), ("导出网页", ".html")):
        with visitor.page.expect_download() as download:
            visitor.page.get_by_role("button", name=button).click()
        assert download.value.suggested_filename == "chuchu" + suffix
        file = tmp_path / ("chuchu" + suffix)
        download.value.save_as(file)
        words = file.read_text(encoding="utf-8").replace("\\", "")
        assert quote in words
        assert "骑手驿站" in words
        assert "http" not in words and "src=" not in words


def test_judgements_are_kept_as_questions(visit: Visit, server: Server) -> None:
    """Thumbs up keeps every quote, once; thumbs down asks for the right words and takes only words of a document."""
    from qa.evaluate.questions import read_questions

    visitor = visit().open()
    visitor.ask(RIDERS)
    quotes = visitor.page.locator("#sources .card b.number").count()
    up = visitor.page.get_by_role("button", name="赞", exact=True)
    down = visitor.page.get_by_role("button", name="踩", exact=True)
    up.click()
    expect(visitor.page.get_by_text("谢谢，已记下").first).to_be_visible()
    visitor.page.get_by_role("button", name="Liked").click()
    expect(visitor.page.locator("#right")).to_be_hidden()
    down.click()
    for words, complaint in (("社区", "太短了"), ("这句话不在任何文章里", "文档里没有这句话")):
        visitor.page.locator("#right textarea").fill(words)
        visitor.page.locator("#judge").click()
        expect(visitor.page.get_by_text(complaint)).to_be_visible()
    visitor.page.locator("#right textarea").fill("优选480人组建12支铁山青年突击队")
    visitor.page.locator("#judge").click()
    expect(visitor.page.locator("#right")).to_be_hidden()
    liked, corrected = read_questions(server.feedback)
    assert liked.question == corrected.question == RIDERS
    assert len(liked.evidence) == quotes > 0
    assert [one.document_id for group in liked.evidence for one in group] == ["jiangbei-2022.txt"] * quotes
    assert [group[0].document_id for group in corrected.evidence] == ["jiangbei-2021.txt"]
