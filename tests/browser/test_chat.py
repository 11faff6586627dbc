"""Asking and checking in a real browser: answers, marks, the article, older messages, chips, history."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from qa import Retriever
from tests.browser.visitor import Server, Visitor, plain

pytestmark = pytest.mark.browser

TEAMS = "2021年江北的铁山青年突击队有几支？"
RIDERS = "江北观音桥的“骑手驿站”能为外卖小哥免费做些什么？"
STARTER = "江北观音桥的“骑手驿站”有多少项免费服务？"
Visit = Callable[..., Visitor]


def test_a_mark_opens_the_article_at_the_sentence(visitor: Visitor, real_retriever: Retriever) -> None:
    """Ask, choose [1]: the whole article is open, the quote highlighted, in view, and the document's own words."""
    answer = visitor.ask(TEAMS)
    expect(visitor.cards.first).to_contain_text("铁山青年突击队")
    visitor.mark(answer).click()
    visitor.scrolled_to(visitor.focus)
    link = visitor.cards.first.locator("footer a.open").get_attribute("href") or ""
    asked = parse_qs(urlsplit(link).query)
    start, end = map(int, asked["at"][0].split("-"))
    document = real_retriever.documents[asked["doc"][0]]
    shown = visitor.page.locator("#reader mark.focus").all_inner_texts()
    assert plain("".join(shown)) == plain(document.text[start:end])
    whole = plain("".join(document.text[p.start : p.end] for p in document.paragraphs))
    assert (
        plain("".join(visitor.page.locator("#reader [data-paragraph]").all_text_contents()))
        .replace("⚠此处原文残缺，缺前文", "")
        .replace("⚠此处原文残缺", "")
        == whole
    )


def test_a_card_opens_the_article_too(visitor: Visitor) -> None:
    """Each card has number, title, place, period and a link that opens its own sentence."""
    visitor.ask(TEAMS)
    card = visitor.cards.first
    expect(card.locator("b.number")).to_have_text("[1]")
    expect(card.locator(".title")).to_contain_text("江北")
    expect(card.locator(".fact")).to_have_count(2)
    expect(card.locator(".where")).to_contain_text(re.compile("第\\d+.*段"))
    expect(card.locator(".passage mark")).not_to_have_count(0)
    expect(card.locator(".passage b").first).to_be_visible()
    card.get_by_text("打开原文").click()
    visitor.scrolled_to(visitor.focus)


def test_evidence_is_stepped_through(visitor: Visitor) -> None:
    """Next and previous move between the marked sentences and come back to the first; one alone needs neither."""
    answer = visitor.ask("忠县社区的“四单”运行机制是哪四单？")
    visitor.mark(answer).click()
    visitor.scrolled_to(visitor.focus)
    total = len(set(visitor.page.locator("#reader mark.evidence").evaluate_all("all => all.map(m => m.dataset.start)")))
    first = visitor.focus.get_attribute("data-start")
    for _ in range(total):
        visitor.page.get_by_role("button", name="下一处").click()
        visitor.scrolled_to(visitor.focus)
    assert visitor.focus.get_attribute("data-start") == first
    assert total > 1
    visitor.page.get_by_role("button", name="上一处").click()
    assert visitor.focus.get_attribute("data-start") != first
    visitor.mark(visitor.ask(RIDERS)).click()
    expect(visitor.page.locator("#reader .at")).to_have_text("1")
    expect(visitor.page.get_by_role("button", name="下一处")).to_have_count(0)


def test_an_older_message_keeps_its_sources(visitor: Visitor) -> None:
    """A mark in the first answer shows the first answer's cards after a second was given."""
    first = visitor.ask(RIDERS)
    quote = visitor.cards.first.locator("mark").first.inner_text()
    visitor.ask("忠县社区的“四单”运行机制是哪四单？")
    expect(visitor.page.locator("#sources .of")).to_contain_text("四单")
    visitor.mark(first).click()
    visitor.scrolled_to(visitor.focus)
    assert plain(visitor.focus.inner_text()) in plain(quote) or plain(quote) in plain(visitor.focus.inner_text())
    visitor.tab("来源")
    expect(visitor.page.locator("#sources .of")).to_contain_text("骑手驿站")
    expect(visitor.page.locator("#sources .card.chosen b.number")).to_have_text("[1]")


def test_a_follow_up_shows_the_question_as_understood(visitor: Visitor) -> None:
    """The completed question is shown, can be put back into the box, changed and asked."""
    visitor.ask("2022年江北的铁山青年突击队有几支？")
    answer = visitor.ask("那前一年呢？")
    expect(answer.locator(".understood")).to_contain_text("铁山青年突击队")
    answer.get_by_text("修改").click()
    expect(visitor.page.locator("#question textarea")).to_have_value(re.compile("铁山青年突击队"))


def test_what_the_documents_do_not_say_is_refused(visitor: Visitor) -> None:
    """A question from elsewhere: no claim of certainty, and the nearest passages are called what they are."""
    answer = visitor.ask("梅西在世界杯决赛里进了几个球？")
    expect(answer.locator(".grade")).to_have_text("文档里没有")
    expect(answer.locator(".quote").first).to_be_hidden()
    expect(visitor.page.locator("#sources")).to_contain_text("不足以回答")


def test_chips_ask(visitor: Visitor) -> None:
    """A starter is asked at one click, in the language of the page."""
    visitor.page.get_by_text(STARTER).click()
    expect(visitor.answers).to_have_count(1)
    expect(visitor.questions).to_contain_text("骑手驿站")
    expect(visitor.box).to_have_value("")


def test_a_blank_question_is_not_asked(visitor: Visitor) -> None:
    """Enter in an empty box says what to do."""
    visitor.page.locator("#question textarea").fill("   ")
    visitor.page.locator("#question textarea").press("Enter")
    expect(visitor.page.get_by_text("请先写下问题")).to_be_visible()
    expect(visitor.answers).to_have_count(0)


def test_reload_keeps_the_history_and_new_chat_ends_it(visit: Visit) -> None:
    """The conversation is back after a reload with working marks; 新对话 begins an empty one."""
    visitor = visit().open()
    words = visitor.ask(TEAMS).locator(".said").inner_text()
    visitor.page.reload()
    visitor.ready()
    expect(visitor.answers).to_have_count(1)
    assert visitor.answers.first.locator(".said").inner_text() == words
    visitor.mark(visitor.answers.first).click()
    visitor.scrolled_to(visitor.focus)
    visitor.page.get_by_role("button", name="新对话").click()
    expect(visitor.answers).to_have_count(0)
    visitor.open()
    expect(visitor.page.get_by_text(STARTER)).to_be_visible()
    expect(visitor.answers).to_have_count(0)


def test_the_address_asks_once(visit: Visit) -> None:
    """``?q=`` asks on opening and leaves the address, what else is in it stays; no reload asks it again."""
    visitor = visit().open(f"?q={TEAMS}&doc=jiangbei-2021.txt")
    expect(visitor.answers).to_have_count(1)
    assert parse_qs(urlsplit(visitor.page.url).query) == {"doc": ["jiangbei-2021.txt"]}
    visitor.ask(RIDERS)
    visitor.page.reload()
    visitor.ready()
    expect(visitor.answers).to_have_count(2)
    expect(visitor.pending).to_have_count(0)


def test_the_address_opens_a_sentence(visit: Visit, real_retriever: Retriever) -> None:
    """``?doc=&at=`` opens the article there; an unknown document is said to be unknown."""
    document = real_retriever.documents["jiangbei-2021.txt"]
    start = document.text.index("优选480人组建12支铁山青年突击队")
    visitor = visit().open(f"?doc=jiangbei-2021.txt&at={start}-{start + 18}")
    visitor.scrolled_to(visitor.focus)
    assert plain(visitor.focus.inner_text()) == plain(document.text[start : start + 18])
    visitor.open("?doc=../../etc/passwd&at=0-10")
    expect(visitor.page.locator("#reader")).to_contain_text("没有这篇文档")


def test_links_and_citations_are_copied(visit: Visit, server: Server) -> None:
    """The link of a card opens its sentence; the four forms leave out what is missing; the answer is copied as text."""
    visitor = visit().open()
    answer = visitor.ask(TEAMS)
    card = visitor.cards.first
    card.get_by_text("复制本句链接").click()
    link = visitor.copied("http")
    card.get_by_text("引用格式").click()
    card.get_by_role("button", name="复制 GB/T 7714—2025").click()
    assert visitor.copied("[Z]") == "王彩艳，杨敏. 江北 加快建设全国城市基层党建示范区[Z]：第49段."
    card.get_by_role("button", name="复制 BibTeX").click()
    assert visitor.copied("@misc").startswith("@misc")
    answer.get_by_role("button", name="复制").click()
    copied = visitor.copied("原文写明")
    assert copied.startswith("原文写明\n\n12支 [1]") and "<" not in copied and "另有" not in copied
    card.get_by_role("button", name="复制引文和注").click()
    rich = visitor.copied("[1] 王彩艳，杨敏. 江北", "text/html")
    assert rich.startswith("<p>“优选")
    other = visit()
    assert link.startswith(server.url)
    other.open(link.removeprefix(server.url))
    other.scrolled_to(other.focus)
