"""The article beside the chat: whatever opens it, it stands at the sentence; it is searched, and quoted from."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

RIDERS = "江北区的骑手驿站有哪些服务？"
ORDERS = "忠县社区的“四单”运行机制是哪四单？"
TEAMS = "2021年江北的铁山青年突击队有几支？"


def test_every_opening_stands_at_its_sentence(visitor: Visitor) -> None:
    """Marks of several answers one after the other, there and back: other articles, and other places in the same."""
    answers = [visitor.ask(question) for question in (RIDERS, ORDERS, TEAMS)]
    starts = []
    for answer in (*answers, *reversed(answers), answers[0], answers[2]):
        visitor.mark(answer).click()
        visitor.page.wait_for_timeout(300)
        visitor.scrolled_to(visitor.focus)
        starts.append(visitor.focus.get_attribute("data-start"))
    assert starts[:3] == starts[5:2:-1] and starts[6:] == [starts[0], starts[2]]
    assert len(set(starts)) == 3


def test_opening_a_sentence_does_not_move_the_page(visitor: Visitor) -> None:
    """On a wide screen only the article scrolls, so question and answer stay where they are."""
    visitor.mark(visitor.ask(TEAMS)).click()
    visitor.scrolled_to(visitor.focus)
    assert visitor.page.evaluate("window.scrollY") == 0


def test_pointing_at_a_mark_shows_its_sentence_and_place(visitor: Visitor) -> None:
    """In a small box that goes again, without opening anything."""
    answer = visitor.ask(TEAMS)
    visitor.mark(answer).hover()
    peek = visitor.page.locator("#peek")
    expect(peek).to_contain_text("12支")
    expect(peek.locator(".where")).to_contain_text("《江北 加快建设全国城市基层党建示范区》")
    visitor.page.locator("h1").hover()
    expect(peek).to_be_hidden()
    expect(visitor.page.locator("#reader .reader")).to_have_count(0)


def test_words_are_found_in_the_article_and_a_selection_is_copied_with_its_place(visitor: Visitor) -> None:
    """How often they stand there, one after the other; what is copied names authors, title, section and paragraph."""
    visitor.mark(visitor.ask(TEAMS)).click()
    visitor.scrolled_to(visitor.focus)
    find = visitor.page.get_by_role("searchbox", name="在文中查找")
    find.fill("青年突击队")
    expect(visitor.page.locator("#reader .found")).to_have_text("2/2")
    find.press("Enter")
    expect(visitor.page.locator("#reader .found")).to_have_text("1/2")
    find.fill("没有这样的话")
    expect(visitor.page.locator("#reader .found")).to_have_text("0/0")
    visitor.page.evaluate("""() => {
      const words = document.querySelector("#reader mark.focus").firstChild, range = new Range();
      range.setStart(words, 0);
      range.setEnd(words, 6);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
    }""")
    visitor.page.get_by_role("button", name="复制引文和出处").click()
    assert visitor.copied("——") == (
        "“优选480人”——王彩艳、杨敏：《江北 加快建设全国城市基层党建示范区》 › 链接 › 第49段，所述时期 2021"
    )
