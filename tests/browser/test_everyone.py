"""For every reader: phone, dark, English, keyboard, pinyin input, screen reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

TEAMS = "2021年江北的铁山青年突击队有几支？"
Visit = Callable[..., Visitor]


def test_the_language_switches(visit: Visit) -> None:
    """Every label and the page's own language change, and stay changed after a reload."""
    visitor = visit().open()
    visitor.ask(TEAMS)
    visitor.page.get_by_role("link", name="English").click()
    expect(visitor.page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(visitor.page.get_by_role("tab", name="My documents")).to_be_visible()
    expect(visitor.page.locator("#sources")).to_contain_text("Open in article")
    assert visitor.page.evaluate("document.documentElement.lang") == "en"
    visitor.page.reload()
    expect(visitor.page.get_by_role("button", name="New chat")).to_be_visible()
    visitor.page.get_by_role("link", name="中文").click()
    expect(visitor.page.get_by_role("button", name="新对话")).to_be_visible()


def test_the_browser_s_language_is_taken(visit: Visit) -> None:
    """A browser that asks for English gets English, with English questions to begin with."""
    visitor = visit(locale="en-US").open()
    expect(visitor.page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    visitor.page.get_by_text("How many free services do the rider stations").click()
    expect(visitor.answers).to_have_count(1)


def test_on_a_phone(visit: Visit) -> None:
    """At 390 px nothing runs over the side, and a mark, tapped twice, opens a sheet at its sentence; Back closes it."""
    visitor = visit(390, 844, has_touch=True, is_mobile=True).open()
    answer = visitor.ask(TEAMS)
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert visitor.page.evaluate(overflow) <= 0
    chat, sources = visitor.page.locator("#chat").bounding_box(), visitor.page.locator("#sources").bounding_box()
    assert chat and sources and sources["y"] > chat["y"] + chat["height"] - 1
    visitor.mark(answer).tap()
    expect(visitor.page.locator("#peek .where")).to_contain_text("段")
    visitor.mark(answer).tap()
    visitor.scrolled_to(visitor.focus)
    box = visitor.page.locator("#reader").bounding_box()
    assert box and (box["y"], box["width"], box["height"]) == (0, 390, 844)
    assert visitor.page.evaluate(overflow) <= 0
    visitor.page.go_back()
    expect(visitor.mark(answer)).to_be_in_viewport()
    expect(visitor.mark(answer)).to_be_focused()
    visitor.mark(answer).tap()
    visitor.mark(answer).tap()
    visitor.scrolled_to(visitor.focus)
    visitor.page.keyboard.press("Escape")
    expect(visitor.mark(answer)).to_be_focused()


def test_enter_while_composing_pinyin_does_not_send(visit: Visit) -> None:
    """Enter that confirms a candidate stays in the box; the next Enter sends."""
    visitor = visit().open()
    box = visitor.page.locator("#question textarea")
    box.focus()
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("Input.imeSetComposition", {"text": "jiang bei", "selectionStart": 9, "selectionEnd": 9})
    enter = {"key": "Process", "code": "Enter", "windowsVirtualKeyCode": 229}
    session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **enter})
    session.send("Input.insertText", {"text": "江北"})
    session.send("Input.dispatchKeyEvent", {"type": "keyUp", **enter})
    composed = """(box) => {
      box.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
      for (const type of ["keydown", "keypress", "keyup"]) {
        if (type === "keypress") continue;  // no browser fires it while composing
        const init = { key: "Enter", code: "Enter", keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
        box.dispatchEvent(new KeyboardEvent(type, init));
      }
      box.dispatchEvent(new CompositionEvent("compositionend", { data: "江北", bubbles: true }));
    }"""
    box.evaluate(composed)
    expect(box).to_have_value("江北")
    expect(visitor.questions).to_have_count(0)
    box.press("Enter")
    expect(visitor.answers).to_have_count(1)


def test_the_keyboard_is_enough(visitor: Visitor) -> None:
    """From the box, Tab reaches a mark of the answer; Enter and Space open it; the article takes the focus keys."""
    answer = visitor.ask(TEAMS)
    mark = visitor.mark(answer)
    for _ in range(15):
        visitor.page.keyboard.press("Shift+Tab")
        if mark.evaluate("mark => mark === document.activeElement"):
            break
        if visitor.page.evaluate("document.activeElement?.matches('a.cite')"):
            break
    assert visitor.page.evaluate("document.activeElement.matches('a.cite')")
    visitor.page.keyboard.press("Space")
    visitor.scrolled_to(visitor.focus)
    visitor.tab("来源")
    visitor.mark(answer).focus()
    visitor.page.keyboard.press("Enter")
    visitor.scrolled_to(visitor.focus)
    expect(visitor.page.locator("#reader .pages")).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(visitor.mark(answer)).to_be_focused()
