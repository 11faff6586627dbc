"""What broke a conversation once, and must not again: errors, haste, two tabs, a reload, paper."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from playwright.sync_api import expect

from tests.browser.faulty import FAILING, SLOWLY
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]

TEAMS = "2021年江北区有几支铁山青年突击队？"
ORDERS = "忠县香怡社区推行什么运行机制？"
BUSES = "忠县开通了几条专班公交？"
TRIES = 40
_SHOWN = """(question) => {
  const box = document.querySelector("#question textarea");
  box.focus();
  box.value = question;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  const turn = document.querySelector("#pending .turn");
  return !!turn && turn.innerText.includes(question) && !!turn.querySelector(".waiting");
}"""


def test_an_error_leaves_the_conversation(faulty_visitor: Visitor) -> None:
    """The answers before stay, the question that failed says so in one sentence, and is answered at 再试."""
    visitor = faulty_visitor
    words = visitor.ask(TEAMS).inner_text()
    visitor.send(ORDERS + FAILING)
    expect(visitor.pending.locator(".failed")).to_contain_text("出了点问题，这一步没有做成")
    expect(visitor.answers).to_have_count(1)
    assert visitor.answers.first.inner_text() == words
    visitor.send(BUSES)
    expect(visitor.answers).to_have_count(2)
    visitor.page.get_by_role("button", name="再试").click()
    expect(visitor.answers).to_have_count(3)
    expect(visitor.pending).to_have_count(0)
    expect(visitor.questions).to_have_text([TEAMS, BUSES, ORDERS + FAILING])


def test_a_failed_question_can_be_dropped(faulty_visitor: Visitor) -> None:
    """不问了 takes it away, and the box has the focus."""
    visitor = faulty_visitor
    visitor.send("第一次" + FAILING)
    visitor.page.get_by_role("button", name="不问了").click()
    expect(visitor.pending).to_have_count(0)
    expect(visitor.box).to_be_focused()


def test_a_question_is_shown_at_once(faulty_visitor: Visitor) -> None:
    """Before the press of the key is over, with a sign of work, asking no server; its answer takes its place."""
    visitor = faulty_visitor
    assert visitor.page.evaluate(_SHOWN, TEAMS) is True
    expect(visitor.answers).to_have_count(1)
    expect(visitor.pending).to_have_count(0)
    expect(visitor.questions).to_have_text([TEAMS])


def test_questions_in_haste_are_asked_in_order(faulty_visitor: Visitor) -> None:
    """A second question 0 to 300 ms after the first, many times: each is answered, in order, none is lost."""
    visitor = faulty_visitor
    for number in range(TRIES // 2):
        first, second = f"{TEAMS}{number}", "谢谢"
        visitor.send(first)
        visitor.page.wait_for_timeout(300 * number // (TRIES // 2 - 1))
        visitor.send(second)
        expect(visitor.pending).to_have_count(0)
        shown = visitor.questions.all_inner_texts()
        assert shown[-2:] == [first, second]
        if len(shown) > 10:
            visitor.page.get_by_role("button", name="新对话").click()
            expect(visitor.questions).to_have_count(0)


def test_words_typed_right_after_enter_are_kept(faulty_visitor: Visitor) -> None:
    """Whatever the answer does meanwhile, the box holds what was typed."""
    visitor = faulty_visitor
    visitor.box.fill(SLOWLY + TEAMS)
    visitor.box.press("Enter")
    visitor.page.keyboard.type("abcdefgh", delay=40)
    expect(visitor.box).to_have_value("abcdefgh")
    visitor.page.keyboard.type("ijk")
    expect(visitor.answers).to_have_count(1)
    expect(visitor.pending).to_have_count(0)
    expect(visitor.box).to_have_value("abcdefghijk")
    expect(visitor.box).to_be_focused()


def test_stop_takes_the_question_back(faulty_visitor: Visitor) -> None:
    """Stop is there only while something runs; the question is in the box again, and only the next is answered."""
    visitor = faulty_visitor
    visitor.ask(TEAMS)
    stop = visitor.page.locator("#stop")
    expect(stop).to_be_hidden()
    visitor.send(SLOWLY + ORDERS)
    stop.click()
    expect(visitor.pending).to_have_count(0)
    expect(stop).to_be_hidden()
    expect(visitor.box).to_have_value(SLOWLY + ORDERS)
    visitor.ask(BUSES)
    expect(visitor.questions).to_have_text([TEAMS, BUSES])


def test_two_tabs_keep_both_conversations(faulty: Visit) -> None:
    """Each goes on with its own after a reload, and each finds the other's in the list."""
    visitor = faulty().open()
    other = Visitor(visitor.page.context.new_page(), visitor.server).open()
    visitor.ask(TEAMS)
    other.ask(ORDERS)
    visitor.ask(BUSES)
    for tab, own, others in ((visitor, [TEAMS, BUSES], ORDERS), (other, [ORDERS], TEAMS)):
        tab.page.reload()
        tab.ready()
        expect(tab.questions).to_have_text(own)
        tab.page.locator("#past summary").click()
        expect(tab.page.locator("#past li")).to_have_count(1)
        expect(tab.page.locator("#past li")).to_contain_text(others)


def test_a_duplicated_tab_writes_its_own(faulty: Visit) -> None:
    """Two tabs that begin with the same conversation go different ways, and both ways are kept."""
    visitor = faulty().open()
    visitor.ask(TEAMS)
    session = visitor.page.evaluate("Object.entries(sessionStorage)")
    twin = Visitor(visitor.page.context.new_page(), visitor.server)
    twin.page.add_init_script(
        f"for (const [k, v] of {session}) if (!sessionStorage.getItem(k)) sessionStorage.setItem(k, v)"
    )
    twin.open()
    expect(twin.questions).to_have_text([TEAMS])
    visitor.ask(ORDERS)
    twin.ask(BUSES)
    for tab, own in ((visitor, [TEAMS, ORDERS]), (twin, [TEAMS, BUSES])):
        tab.page.reload()
        tab.ready()
        expect(tab.questions).to_have_text(own)


def test_earlier_conversations_are_listed(faulty: Visit) -> None:
    """New keeps the old one in a list by its first question; it opens again, can be deleted, and that undone."""
    visitor = faulty().open()
    past = visitor.page.locator("#past")
    expect(past.locator("summary")).to_be_hidden()
    visitor.ask(TEAMS)
    visitor.ask(BUSES)
    visitor.page.get_by_role("button", name="新对话").click()
    expect(visitor.questions).to_have_count(0)
    expect(visitor.box).to_be_focused()
    past.locator("summary").click()
    expect(past.locator("li")).to_have_count(1)
    past.get_by_role("button", name=TEAMS, exact=True).click()
    expect(visitor.questions).to_have_text([TEAMS, BUSES])
    visitor.page.get_by_role("button", name="新对话").click()
    expect(visitor.questions).to_have_count(0)
    past.get_by_role("button", name=f"移除 {TEAMS}").click()
    expect(past.locator("li")).to_have_count(0)
    past.get_by_role("button", name="撤销").click()
    expect(past.locator("li")).to_have_count(1)
    past.get_by_role("button", name=f"移除 {TEAMS}").click()
    visitor.page.reload()
    visitor.ready()
    expect(past.locator("summary")).to_be_hidden()
    assert visitor.page.evaluate("JSON.stringify(localStorage)").count(TEAMS) == 0


def test_a_reload_while_asking_asks_again(faulty: Visit) -> None:
    """The questions that waited are shown and answered after it."""
    visitor = faulty().open()
    visitor.send(SLOWLY + TEAMS)
    visitor.send(BUSES)
    expect(visitor.pending).to_have_count(2)
    visitor.page.reload()
    expect(visitor.answers).to_have_count(2)
    expect(visitor.pending).to_have_count(0)
    expect(visitor.questions).to_have_text([SLOWLY + TEAMS, BUSES])


def test_a_reload_leaves_the_tab_open(faulty: Visit) -> None:
    """But for the article: none is open any more, and the sources are shown."""
    visitor = faulty().open()
    visitor.tab("我的文档")
    visitor.page.reload()
    visitor.ready()
    expect(visitor.page.locator("#files button").first).to_be_visible()
    visitor.mark(visitor.ask(TEAMS)).click()
    visitor.scrolled_to(visitor.focus)
    visitor.page.reload()
    visitor.ready()
    expect(visitor.cards.first).to_be_visible()


def test_another_language_while_asking(faulty: Visit) -> None:
    """The question is answered, and then the page speaks the other language, after a reload too."""
    visitor = faulty().open()
    visitor.send(SLOWLY + TEAMS)
    visitor.page.get_by_role("link", name="English").click()
    visitor.send(BUSES)
    expect(visitor.answers).to_have_count(2)
    expect(visitor.page.get_by_role("button", name="Ask", exact=True)).to_be_visible()
    expect(visitor.questions).to_have_text([SLOWLY + TEAMS, BUSES])
    visitor.page.reload()
    visitor.ready()
    expect(visitor.page.get_by_role("button", name="Ask", exact=True)).to_be_visible()


def test_a_long_question_is_not_cut_silently(faulty_visitor: Visitor) -> None:
    """It stays whole in the box, it is said how long it is, and nothing is asked until it is shorter."""
    visitor = faulty_visitor
    long = TEAMS * 60
    visitor.box.fill(long)
    note = visitor.page.locator("#note")
    expect(note).to_contain_text(f"问题有 {len(long)} 个字，最多 1,000 个字")
    visitor.box.press("Enter")
    expect(visitor.box).to_have_value(long)
    expect(visitor.questions).to_have_count(0)
    expect(note).to_contain_text("最多 1,000 个字")
    visitor.box.fill(TEAMS)
    expect(note).to_be_empty()
    visitor.box.press("Enter")
    expect(visitor.answers).to_have_count(1)


def test_a_server_that_is_gone_is_said(faulty: Visit) -> None:
    """The question says that it could not be sent, in the page's language, and is answered at 再试."""
    visitor = faulty().open()
    visitor.ask(TEAMS)
    visitor.expected += ["ERR_INTERNET_DISCONNECTED", "Failed to fetch", "Connection errored out"]
    visitor.page.context.set_offline(True)
    visitor.send(BUSES)
    expect(visitor.pending.locator(".failed")).to_contain_text("连不上服务器")
    expect(visitor.answers).to_have_count(1)
    visitor.page.context.set_offline(False)
    for _ in range(3):  # Gradio may load the page again, and the question with it, just when the button is pressed
        with suppress(PlaywrightTimeout, AssertionError):
            visitor.page.get_by_role("button", name="再试").click(timeout=3_000)
            expect(visitor.answers).to_have_count(2)
            break
    expect(visitor.questions).to_have_text([TEAMS, BUSES])
    expect(visitor.answers).to_have_count(2)
