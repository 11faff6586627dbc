"""No violation of WCAG 2.1 AA or of axe's best practice in any state of the page, light and dark."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.browser.faulty import FAILING, SLOWLY
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]

TEAMS = "2021年江北的铁山青年突击队有几支？"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
_FOUND = """async ([light, dark]) => {
  const told = async (options) => (await axe.run({ ...options, resultTypes: ["violations"] })).violations
    .map((rule) => [rule.id, ...rule.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]);
  const first = await told({ runOnly: light });
  document.body.classList.toggle("dark");
  const second = await told({ runOnly: { type: "rule", values: dark } });
  document.body.classList.toggle("dark");
  return [...first, ...second];
}"""


@contextmanager
def looked_at(visitor: Visitor) -> Iterator[Callable[[str], None]]:
    """A look with axe at the page as it is drawn, and at its contrasts in the other colours; all is told at the end."""
    visitor.page.add_style_tag(content=STILL)
    visitor.page.evaluate(AXE_SCRIPT)
    found: dict[str, list[list[str]]] = {}

    def look(state: str) -> None:
        found[state] = visitor.page.evaluate(_FOUND, [RULES, ["color-contrast", "link-in-text-block"]])

    yield look
    assert {state: broken for state, broken in found.items() if broken} == {}


def test_on_a_wide_screen(visit: Visit, tmp_path: Path) -> None:
    """From the first screen through answers, the article, a draft and one's own files to the other languages."""
    file = tmp_path / "手册.md"
    file.write_text("# 望湖小区\n\n社区食堂的老人午餐收费九元。\n", encoding="utf-8")
    bad = tmp_path / "坏.txt"
    bad.write_bytes(bytes(range(256)))
    visitor = visit().open()
    page, side = visitor.page, visitor.page.locator("#side")
    assert "dark" not in (page.locator("body").get_attribute("class") or "")
    with looked_at(visitor) as look:
        expect(page.locator("#next .chip").first).to_be_visible()
        look("first screen")
        answer = visitor.ask(TEAMS)
        expect(page.locator("#next .chip").first).to_be_visible()
        look("answer with a short answer")
        answer.locator("summary").first.click()
        side.locator(".card summary").first.click()
        page.locator("#settings button").first.click()
        expect(page.locator("#top-k")).to_be_visible()
        look("quotes, citation forms and settings unfolded")
        visitor.mark(answer).hover()
        expect(page.locator("#peek")).to_be_visible()
        look("small box")
        visitor.mark(answer).click()
        visitor.scrolled_to(visitor.focus)
        look("open article")
        page.locator("#reader .find").fill("青年突击队")
        page.evaluate("getSelection().selectAllChildren(document.querySelector('#reader mark.focus'))")
        expect(page.locator("#cite-selection")).to_be_visible()
        look("words found in the article, and some selected")
        visitor.ask("梅西在世界杯决赛里进了几个球？").locator("summary").first.click()
        look("refusal, unfolded")
        expect(visitor.ask("重庆南方数控2022年营业收入多少？").locator(".grade")).to_have_text("可能相关，请核对")
        look("unsure answer")
        visitor.ask("那忠县呢？")
        visitor.ask("这些文章主要讲了什么？")
        look("follow-up and overview")
        for tab in ("资料库", "核对"):
            visitor.tab(tab)
            expect(side.locator("[role=tabpanel]:visible")).to_have_count(1)
            look(tab)
        page.locator("#draft textarea").fill("江北区优选480人组建了21支铁山青年突击队。\n江北区有九座灯塔。")
        page.locator("#check-draft").click()
        expect(page.locator("#checked .check.differs")).to_have_count(1, timeout=120_000)
        look("checked draft")
        visitor.tab("我的文档")
        expect(page.locator("#files")).to_be_visible()
        look("no files of one's own")
        visitor.upload(file, bad)
        expect(page.locator("#mine li")).to_have_count(1)
        look("own files, one refused")
        page.get_by_role("button", name="新对话").click()
        expect(visitor.questions).to_have_count(0)
        page.locator("#past summary").click()
        look("list of conversations")
        page.locator("#past li .quiet").first.click()
        look("deleted conversation")
        page.locator("#past .undo button").click()
        page.locator("#past li button").first.click()
        expect(visitor.answers).not_to_have_count(0)
        for name in ("繁體", "English"):
            page.get_by_role("link", name=name).click()
            expect(page.locator(".app-head [aria-current]")).to_have_text(name)
            look(name)
        visitor.ask("How many grids is Dadukou divided into?")
        page.get_by_text("Developers").click()
        look("English answer")


def test_on_a_phone(visit: Visit) -> None:
    """In dark colours first: the first screen, an answer, the small box, and the article as a sheet."""
    visitor = visit(390, 844, color_scheme="dark", has_touch=True, is_mobile=True).open()
    assert "dark" in (visitor.page.locator("body").get_attribute("class") or "")
    with looked_at(visitor) as look:
        look("first screen")
        answer = visitor.ask(TEAMS)
        look("answer")
        visitor.mark(answer).tap()
        look("small box")
        visitor.mark(answer).tap()
        visitor.scrolled_to(visitor.focus)
        look("sheet")


def test_when_something_is_wrong(faulty: Visit) -> None:
    """A question that waits, one that failed, one that is too long, and a link to nowhere."""
    visitor = faulty().open("?doc=nowhere.txt&at=1-2")
    with looked_at(visitor) as look:
        expect(visitor.page.locator("#reader")).to_contain_text("没有这篇文档")
        look("link to nowhere")
        visitor.send("第一" + SLOWLY)
        expect(visitor.pending).to_have_count(1)
        look("waiting")
        expect(visitor.answers).to_have_count(1)
        visitor.send("第二" + FAILING)
        expect(visitor.pending.locator(".failed")).to_be_visible()
        visitor.box.fill("长" * 1001)
        expect(visitor.page.locator("#note")).to_contain_text("最多 1,000 个字")
        look("failed, and too long")
