"""The tasks of ``tasks.md`` with the keyboard alone, each on a page that is open already."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.faulty import FAILING
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

TEAMS = "2021年江北的铁山青年突击队有几支？"
GRIDS = "大渡口把全区划分成多少个网格？"
DRAFT = "江北区优选480人组建了21支铁山青年突击队。"


def typed(visitor: Visitor, question: str) -> None:
    """Ask by typing where the focus is, which is the box."""
    expect(visitor.box).to_be_focused()
    count = visitor.answers.count()
    visitor.page.keyboard.type(question)
    visitor.page.keyboard.press("Enter")
    expect(visitor.answers).to_have_count(count + 1)
    expect(visitor.pending).to_have_count(0)


def test_the_number_is_found_and_quoted(visitor: Visitor) -> None:
    """Tasks 1 and 2: it stands first and in view; a card gives the note, and the form of GB/T 7714."""
    typed(visitor, TEAMS)
    expect(visitor.answers.first.locator(".short").first).to_contain_text("12支")
    expect(visitor.answers.first.locator(".short").first).to_be_in_viewport()
    expect(visitor.answers.first.locator(".quote").first).to_be_in_viewport()
    card = visitor.cards.first
    visitor.press(card.get_by_role("button", name="复制引文和注"))
    assert "王彩艳，杨敏. 江北 加快建设全国城市基层党建示范区" in visitor.copied("[1]")
    visitor.press(card.locator("summary"))
    visitor.press(card.get_by_role("button", name="复制 GB/T 7714—2025"))
    assert visitor.copied("[Z]：").endswith("第49段.")


def test_the_article_is_read_searched_and_quoted_from(visitor: Visitor) -> None:
    """Tasks 3, 11 and 12: [1] leads to its sentence; words are selected there; others are found; Esc leads back."""
    typed(visitor, TEAMS)
    mark = visitor.mark(visitor.answers.first)
    visitor.press(mark, back=True)
    visitor.scrolled_to(visitor.focus)
    expect(visitor.page.locator("#reader .pages")).to_be_focused()
    for _ in range(4):
        visitor.page.keyboard.press("Shift+ArrowRight")
    copy = visitor.page.get_by_role("button", name="复制引文和出处")
    expect(copy).to_be_visible()
    visitor.press(copy)
    assert visitor.copied("“优选48”——").endswith("第49段，所述时期 2021")
    find = visitor.page.get_by_role("searchbox", name="在文中查找")
    visitor.page.locator("#reader .pages").focus()
    visitor.reach(find, back=True)
    visitor.page.keyboard.type("青年突击队")
    expect(visitor.page.locator("#reader .found")).to_have_text("2/2")
    visitor.page.keyboard.press("Enter")
    expect(visitor.page.locator("#reader .found")).to_have_text("1/2")
    visitor.page.keyboard.press("Escape")
    expect(find).to_have_value("")
    visitor.page.keyboard.press("Escape")
    expect(mark).to_be_focused()


def test_a_follow_up_is_changed_and_what_is_missing_is_looked_into(visitor: Visitor) -> None:
    """Tasks 4, 5 and 8: as it was understood it goes back into the box; two places; a refusal folds out."""
    typed(visitor, TEAMS)
    typed(visitor, "那前一年呢？")
    refused = visitor.answers.nth(1)
    expect(refused.locator(".grade")).to_have_text("文档里没有")
    expect(refused.locator(".quote").first).to_be_hidden()
    visitor.press(refused.locator("summary"), back=True)
    expect(refused.locator(".quote").first).to_be_visible()
    visitor.press(refused.get_by_text("修改"), back=True)
    expect(visitor.box).to_have_value(re.compile("2020年.*铁山青年突击队"))
    expect(visitor.box).to_be_focused()
    visitor.box.fill("")
    typed(visitor, "忠县和綦江各有多少志愿者？")
    expect(visitor.answers.nth(2)).to_contain_text("6800多名")
    expect(visitor.answers.nth(2)).to_contain_text("关于綦江，没有找到")


def test_a_draft_is_checked(visitor: Visitor) -> None:
    """Task 6: the tab, the draft, the button, and the source of the wrong figure."""
    expect(visitor.box).to_be_focused()
    visitor.press(visitor.page.get_by_role("tab", name="核对"), "Enter")
    visitor.reach(visitor.page.locator("#draft textarea"))
    visitor.page.keyboard.insert_text(DRAFT)
    visitor.press(visitor.page.locator("#check-draft"))
    wrong = visitor.page.locator("#checked .check.differs")
    expect(wrong).to_contain_text("21支 → 12支", timeout=120_000)
    visitor.press(wrong.locator("a.open").first)
    visitor.scrolled_to(visitor.focus)
    expect(visitor.page.locator("#reader .pages")).to_be_focused()


def test_a_file_of_one_s_own_is_asked(visit: Callable[..., Visitor], tmp_path: Path) -> None:
    """Task 7: from the first screen to the file, and it is asked."""
    file = tmp_path / "手册.md"
    file.write_text("# 望湖小区\n\n社区食堂的老人午餐收费九元。\n", encoding="utf-8")
    visitor = visit().open()
    visitor.press(visitor.page.get_by_role("button", name="用自己的文件"), back=True)
    expect(visitor.page.locator("#mine")).to_contain_text("关闭这个页面五分钟后删除")
    with visitor.page.expect_file_chooser() as chooser:
        visitor.press(visitor.page.locator("#files button").first)
    chooser.value.set_files([file])
    expect(visitor.page.locator("#mine li")).to_contain_text("手册.md")
    visitor.reach(visitor.box, back=True)
    typed(visitor, "老人午餐收费多少？")
    expect(visitor.answers.first).to_contain_text("九元")


def test_the_conversation_is_saved_kept_and_deleted(visitor: Visitor) -> None:
    """Tasks 10, 18 and 19: as a file; in the list; deleted, and back where it stood."""
    typed(visitor, GRIDS)
    with visitor.page.expect_download() as download:
        visitor.press(visitor.page.locator("#export-markdown"))
    assert download.value.suggested_filename == "chuchu.md"
    visitor.press(visitor.page.locator("#new"), back=True)
    expect(visitor.questions).to_have_count(0)
    expect(visitor.box).to_be_focused()
    past = visitor.page.locator("#past")
    visitor.press(past.locator("summary"))
    visitor.press(past.get_by_role("button", name=f"移除 {GRIDS}"))
    expect(past.get_by_role("button", name="撤销")).to_be_focused()
    visitor.page.keyboard.press("Enter")
    expect(past.locator("summary")).to_be_focused()
    visitor.press(past.get_by_role("button", name=GRIDS, exact=True))
    expect(visitor.questions).to_have_text([GRIDS])
    expect(visitor.answers.first.locator(".short").first).to_contain_text("499个")
    visitor.press(visitor.mark(visitor.answers.first), back=True)
    visitor.scrolled_to(visitor.focus)


def test_what_is_offered_is_chosen(visitor: Visitor) -> None:
    """Tasks 17 and 22: a question to begin with, one to go on with, and what the documents are about."""
    visitor.press(visitor.page.locator("#next .chip").first, back=True)
    expect(visitor.answers.first).to_be_focused()
    visitor.press(visitor.page.locator("#next .chip").first)
    expect(visitor.answers.nth(1)).to_be_focused()
    visitor.reach(visitor.box)
    typed(visitor, "这些文章主要讲了什么？")
    expect(visitor.answers.nth(2).locator(".src")).to_have_count(5)


def test_another_script_and_language(visit: Callable[..., Visitor]) -> None:
    """Tasks 15, 16 and 21: labels follow, quotes do not; the way for programs is found."""
    visitor = visit().open()
    visitor.press(visitor.page.get_by_role("link", name="繁體"), back=True)
    expect(visitor.page.get_by_role("tab", name="我的文檔")).to_be_visible()
    visitor.reach(visitor.box)
    typed(visitor, "大渡口把全區劃分成多少個網格？")
    expect(visitor.answers.first.locator(".grade")).to_have_text("原文寫明")
    expect(visitor.answers.first.locator(".quote").first).to_contain_text("将全区共划分为499个网格")
    visitor.press(visitor.page.get_by_role("link", name="English"), back=True)
    expect(visitor.page.get_by_role("tab", name="My documents")).to_be_visible()
    visitor.reach(visitor.box)
    typed(visitor, "How many grids is Dadukou divided into?")
    expect(visitor.answers.nth(1).locator(".grade")).to_have_text("Stated in the source")
    expect(visitor.answers.nth(1).locator(".quote").first).to_contain_text("将全区共划分为499个网格")
    hint = "box => [box.placeholder, box.scrollHeight <= box.clientHeight]"
    visitor.page.set_viewport_size({"width": 390, "height": 844})
    assert visitor.box.evaluate(hint) == ["Ask what the documents say", True]
    visitor.press(visitor.page.get_by_text("Developers"))
    expect(visitor.page.get_by_role("button", name="Use the API")).to_be_visible()


def test_what_failed_is_tried_again(faulty_visitor: Visitor) -> None:
    """Task 20: one sentence, the question kept, and the button that asks it again."""
    typed_question = "忠县开通了几条专班公交？" + FAILING + "再来"
    expect(faulty_visitor.box).to_be_focused()
    faulty_visitor.page.keyboard.type(typed_question)
    faulty_visitor.page.keyboard.press("Enter")
    failed = faulty_visitor.pending.locator(".failed")
    expect(failed).to_contain_text("请再试一次")
    faulty_visitor.press(failed.get_by_role("button", name="再试"), back=True)
    expect(faulty_visitor.answers).to_have_count(1)
    expect(faulty_visitor.questions).to_have_text([typed_question])
