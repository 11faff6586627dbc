"""Choosing among the documents, a folder that changed, and what the citation of a document lacks."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.faulty import SLOWLY
from tests.browser.visitor import Server, Visitor

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]

TEAMS = "江北的铁山青年突击队有几支？"


def test_documents_are_chosen_by_boxes_and_a_contradiction_offers_the_way_out(visit: Visit) -> None:
    """By keyboard; a filter that matches nothing changes nothing and says so; limits are said beside the box.

    Only what is chosen is searched, no more passages are shown than asked for, and one click lifts a limit.
    """
    visitor = visit().open()
    page, limits = visitor.page, visitor.page.locator("#limits .limit")
    page.get_by_text("查找范围与设置").click()
    every, rows = page.get_by_role("checkbox", name="全部文档（5 篇）"), page.locator("#documents [data-words]:visible")
    expect(every).to_be_checked()
    look = page.get_by_role("searchbox", name="按标题、地点或时期筛选")
    period = page.get_by_label("只在这个时期里找")
    look.fill("没有这样的")
    look.press("Enter")
    expect(page.locator("#documents .matches")).to_have_text("没有一篇符合“没有这样的”，所选文档不变。")
    expect(rows).to_have_count(0)
    expect(every).to_be_checked()
    look.fill("江北 2021")
    expect(rows).to_have_count(1)
    look.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    look.press("Escape")
    expect(rows).to_have_count(5)
    expect(every).not_to_be_checked()
    expect(limits).to_have_text([re.compile("只问《江北 加快建设全国城市基层党建示范区》")])
    page.reload()
    visitor.ready()
    expect(limits).to_have_text([re.compile("只问《江北 加快建设全国城市基层党建示范区》")])
    page.get_by_text("查找范围与设置").click()
    expect(every).not_to_be_checked()
    page.locator("#top-k input[type=number]").fill("2")
    page.locator("#top-k input[type=number]").press("Tab")
    visitor.ask(TEAMS)
    expect(visitor.cards.first).to_contain_text("12支")
    assert all("2021" in one for one in page.locator("#sources .card .where").all_inner_texts())
    assert len(set(page.locator("#sources .card:not(.other) .passage").all_inner_texts())) <= 2
    period.focus()
    for key in ("ArrowDown", "ArrowDown", "Enter"):
        period.press(key)
    expect(period).to_have_value("2022")
    expect(limits).to_have_count(2)
    refused = visitor.ask(TEAMS)
    told = "《江北 加快建设全国城市基层党建示范区》不在 2022 年；请放宽时期，或改选文档。"
    expect(refused.locator(".why")).to_have_text(told)
    refused.get_by_role("button", name="改问全部文档").click()
    expect(visitor.answers).to_have_count(3)
    expect(visitor.cards.first.locator(".where")).to_contain_text("2022")
    expect(every).to_be_checked()
    expect(visitor.questions.nth(2)).to_have_text(TEAMS)
    expect(limits).to_have_count(1)
    page.get_by_role("button", name="不再限于这个时期").click()
    expect(limits).to_have_count(0)
    expect(visitor.box).to_be_focused()
    expect(period).to_have_value("不限")


def test_what_a_citation_lacks_is_given_by_the_visitor(visit: Visit, tmp_path: Path) -> None:
    """It stands on the card, in the answer, in what is copied (rich and plain), selected and exported, and stays.

    One click clears it.
    """
    visitor = visit().open()
    page, card, printed = visitor.page, visitor.cards.first, "《重庆<i>日报》2022-01-05第7版"
    answer = visitor.ask("2021年江北的铁山青年突击队有几支？")
    card.get_by_text("补充出处").click()
    for field, words in (("报纸或期刊", "重庆<i>日报"), ("日期", "2022年1月5日"), ("版次或页码", "7")):
        card.get_by_label(field).fill(words)
    card.get_by_label("版次或页码").press("Enter")
    expect(card.locator(".where")).to_contain_text(printed)
    expect(card.get_by_text("补充出处")).to_be_focused()
    expect(card.locator("pre").nth(3)).to_contain_text("journal = {重庆<i>日报}")
    expect(answer.locator(".sources")).to_contain_text(f"（2021，{printed}）")
    card.get_by_role("button", name="复制引文和注").click()
    expect(card.get_by_role("button", name="已复制")).to_be_visible()
    note = "[1] 王彩艳，杨敏. 江北 加快建设全国城市基层党建示范区[N]. 重庆<i>日报，2022-01-05（7）."
    quote, told = visitor.copied("[1]").splitlines()
    assert quote.endswith("”[1]") and told == note
    assert visitor.copied("[1]", "text/html").endswith(f"<p>{html.escape(note)}</p>")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出网页").click()
    download.value.save_as(tmp_path / "chuchu.html")
    assert html.escape(printed) in (tmp_path / "chuchu.html").read_text(encoding="utf-8")
    page.reload()
    visitor.ready()
    visitor.mark(visitor.answers.last).click()
    visitor.scrolled_to(visitor.focus)
    expect(page.locator("#reader .facts")).to_contain_text(printed)
    assert page.locator("#reader .reader").get_attribute("data-covers") == f"，{printed}，所述时期 2021"
    visitor.tab("来源")
    card.get_by_text("补充出处").click()
    card.get_by_role("button", name="清除").click()
    expect(card.locator(".where")).not_to_contain_text("重庆")


def test_a_folder_that_changed_is_read_again_at_a_click(faulty: Visit, faulty_server: Server) -> None:
    """What is asked meanwhile is answered, the conversation stays, and what could not be read is named."""
    visitor = faulty().open()
    page, bar = visitor.page, visitor.page.locator("#changed .bar")
    visitor.ask("江北区有几支铁山青年突击队？")
    new, damaged = faulty_server.served / "手册.md", faulty_server.served / "坏.pdf"
    new.write_text("# 望湖小区手册\n\n老人午餐收费九元。\n", encoding="utf-8")
    damaged.write_bytes(b"%PDF-1.4 no more")
    try:
        page.reload()
        visitor.ready()
        expect(bar).to_contain_text("文件有变动。")
        visitor.send(f"忠县开通了几条专班公交{SLOWLY}？")
        page.get_by_role("button", name="更新", exact=True).click()
        expect(bar).to_contain_text("已更新：新增 2 个、修改 0 个、删除 0 个文件。")
        expect(bar).to_contain_text("1 个文件没有读入： 坏.pdf（文件已损坏")
        expect(visitor.answers).to_have_count(2)
        page.get_by_role("button", name="知道了").click()
        expect(bar).to_be_hidden()
        visitor.ask("老人午餐收费多少？")
        expect(visitor.cards.first.locator(".title")).to_have_text("《望湖小区手册》")
        visitor.tab("资料库")
        expect(page.locator("#corpus")).to_contain_text("坏.pdf")
    finally:
        new.unlink()
        damaged.unlink()
