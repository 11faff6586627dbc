"""Around the conversation: first screen, paper, phones, filters, tables, files that are gone, focus."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor, plain

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]

TEAMS = "2021年江北区有几支铁山青年突击队？"
ORDERS = "忠县香怡社区推行什么运行机制？"
BUSES = "忠县开通了几条专班公交？"


def test_the_first_screen_says_what_is_here(visit: Visit, faulty: Visit) -> None:
    """How many documents, of which places and years, from the documents; beside it the way to one's own files."""
    for new, here in (
        (visit, "5 篇文档 · 大渡口 忠县 江北 綦江 · 2021–2022"),
        (faulty, "3 篇文档 · 忠县 江北 · 2021–2022"),
    ):
        visitor = new().open()
        expect(visitor.page.locator("#chat .here")).to_contain_text(here)
        for control in ("#new", "#export-markdown", "#export-html"):
            expect(visitor.page.locator(control)).to_be_hidden()  # there is no conversation to end or to export
        visitor.page.get_by_role("button", name="用自己的文件").click()
        expect(visitor.page.locator("#files")).to_be_visible()


def test_developers_find_the_api(faulty: Visit) -> None:
    """Under 开发者, and nowhere else."""
    visitor = faulty().open()
    visitor.expected.append("403 (Forbidden)")  # Gradio's own panel asks for a file that its server refuses
    link = visitor.page.get_by_role("button", name="通过 API 使用")
    expect(link).to_have_count(0)
    visitor.page.get_by_text("开发者").click()
    link.click()
    expect(visitor.page.locator(".api-docs")).to_be_visible()


def test_the_whole_conversation_is_printed(faulty_visitor: Visitor, tmp_path: Path) -> None:
    """Every question, quote and place on paper, what is folded too, and no control."""
    from pypdfium2 import PdfDocument

    visitor = faulty_visitor
    for question in (TEAMS, ORDERS, BUSES):
        visitor.ask(question)
    file = tmp_path / "page.pdf"
    visitor.page.pdf(path=str(file), format="A4")
    printed = plain("".join(page.get_textpage().get_text_range() for page in PdfDocument(file)))
    for words in (TEAMS, ORDERS, BUSES, "优选480人组建12支铁山青年突击队", "居民评单", "三条专班公交", "第3段"):
        assert words in printed, printed
    for control in ("新对话", "导出", "修改", "复制", "设置", "开发者"):
        assert control not in printed
    expect(visitor.page.locator("#asking")).to_be_visible()


def test_a_link_beyond_the_end_says_so(visit: Visit) -> None:
    """The document is shown from the top, with a word that the place is not there."""
    visitor = visit().open("?doc=jiangbei-2021.txt&at=900000-900010")
    expect(visitor.page.locator("#reader .missing")).to_contain_text("不在这份文档里")
    expect(visitor.page.locator("#reader .pages")).to_be_visible()
    expect(visitor.focus).to_have_count(0)


def test_nothing_can_be_typed_into_a_filter(faulty: Visit) -> None:
    """What is none of the choices cannot stand there; the keyboard chooses."""
    visitor = faulty().open()
    visitor.page.locator("#settings button").first.click()
    menu = visitor.page.locator("#in-period input")
    menu.click()
    visitor.page.keyboard.type("1999")
    expect(menu).to_have_value("不限")
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("Enter")
    expect(menu).not_to_have_value(re.compile("1999"))
    expect(visitor.page.locator("#settings button").first).not_to_contain_text("1999")


def test_tables_and_emphasis_are_shown_as_they_are_read(visit: Visit, tmp_path: Path) -> None:
    """A row without its bars, a word without its stars; copied, they are what the file has."""
    file = tmp_path / "价目.md"
    file.write_text(
        "# 望湖小区价目\n\n| 项目 | 价格 |\n| --- | --- |\n| 老人午餐 | 九元 |\n| 洗衣服务 | 十二元 |\n\n"
        "图书角的押金是**五十元**，退卡时全额退还。\n",
        encoding="utf-8",
    )
    visitor = visit().open()
    visitor.upload(file)
    expect(visitor.page.locator("#mine li")).to_have_count(1)
    for question in ("老人午餐的价格是多少？", "图书角的押金是多少？"):
        answer = visitor.ask(question)
        expect(visitor.cards.first).to_contain_text("望湖小区价目")
        for shown in (
            answer.locator(".said").inner_text(),
            visitor.page.locator("#sources .passage").first.inner_text(),
        ):
            assert "|" not in shown and "**" not in shown


def test_files_that_are_gone_are_said(visit: Visit, tmp_path: Path) -> None:
    """Beforehand, and after; the next question is asked of nothing else until the visitor wants it."""
    file = tmp_path / "手册.md"
    file.write_text("# 望湖小区\n\n社区食堂的老人午餐收费九元。\n", encoding="utf-8")
    visitor = visit().open()
    visitor.tab("我的文档")
    expect(visitor.page.locator("#mine")).to_contain_text("关闭这个页面五分钟后删除")
    visitor.upload(file)
    expect(visitor.page.locator("#mine li")).to_have_count(1)
    visitor.ask("老人午餐收费多少？")
    visitor.page.evaluate("sessionStorage.setItem('chuchu.visit', '0'.repeat(32))")  # as if it had rested too long
    visitor.page.reload()
    visitor.ready()
    expect(visitor.page.get_by_text("您添加的文件已删除，要问它们请重新添加")).to_be_visible()
    visitor.send("老人午餐收费多少？")
    expect(visitor.pending.locator(".failed")).to_contain_text("您的文件已删除，这个问题没有检索")
    expect(visitor.answers).to_have_count(1)
    visitor.page.get_by_role("button", name="再试").click()
    expect(visitor.answers).to_have_count(2)


def test_focus_goes_to_the_answer(faulty_visitor: Visitor) -> None:
    """A starter chosen by keyboard leads to its answer; one that was typed leaves the focus in the box."""
    visitor = faulty_visitor
    chip = visitor.page.locator("#next .chip").first
    chip.focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.answers).to_have_count(1)
    expect(visitor.answers.first).to_be_focused()
    visitor.ask(TEAMS)
    expect(visitor.box).to_be_focused()


def test_nothing_moves_under_a_pressed_pointer(faulty_visitor: Visitor) -> None:
    """An answer that comes while a mouse button is down is scrolled to once it is let go: no click is lost by it."""
    visitor, page = faulty_visitor, faulty_visitor.page
    for question in (TEAMS, ORDERS, TEAMS):
        visitor.ask(question)
    shown = page.locator("#talk")
    page.mouse.move(*(shown.bounding_box()[side] + 20 for side in "xy"))  # type: ignore[index]
    page.mouse.down()
    visitor.box.fill(BUSES)
    before = shown.evaluate("part => part.scrollTop")
    visitor.box.press("Enter")
    expect(visitor.answers).to_have_count(4)
    expect(visitor.pending).to_have_count(0)
    assert shown.evaluate("part => part.scrollTop") == before
    page.mouse.up()
    page.wait_for_function("before => document.getElementById('talk').scrollTop > before", arg=before)


def test_thanks_gets_thanks(faulty_visitor: Visitor) -> None:
    """And no search."""
    visitor = faulty_visitor
    expect(visitor.ask("谢谢！")).to_contain_text("不客气")


def test_on_a_phone_the_box_stays_and_one_thing_scrolls(faulty: Visit) -> None:
    """The box is at the bottom of the screen wherever the page is; the conversation does not scroll in itself."""
    visitor = faulty(390, 844, has_touch=True, is_mobile=True).open()
    for question in (TEAMS, ORDERS, BUSES, TEAMS):
        visitor.ask(question)
    box = """() => {
      const bottom = document.querySelector("#asking").getBoundingClientRect().bottom;
      return Math.abs(bottom - innerHeight) < 2;
    }"""
    for place in (0, 300, 10_000):
        visitor.page.evaluate("top => window.scrollTo(0, top)", place)
        visitor.page.wait_for_function(box)
    scrolls = """() => [...document.querySelectorAll("#talk, #talk *")].filter((one) =>
      one.scrollHeight > one.clientHeight + 4 && /auto|scroll/.test(getComputedStyle(one).overflowY)
    ).map((one) => one.className)"""
    assert visitor.page.evaluate(scrolls) == []
    width = visitor.page.locator("#chat .answer .said").first.bounding_box()
    assert width and width["width"] > 390 * 0.85
