"""A draft on the page: its statements marked, the source beside, the article open at it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

DRAFT = "江北青年工作\n江北区优选480人组建了21支铁山青年突击队。江北区地处主城都市区中心城区，城市化率达96%。"


def test_a_draft_is_checked_beside_its_source(visit: Callable[..., Visitor]) -> None:
    """The wrong figure is marked with the source's words, which open the article at the sentence."""
    visitor = visit().open()
    visitor.tab("核对")
    visitor.page.locator("#draft textarea").fill(DRAFT)
    visitor.page.locator("#check-draft").click()
    wrong = visitor.page.locator("#checked .check.differs")
    expect(wrong).to_have_count(1, timeout=120_000)
    expect(wrong).to_contain_text("21支 → 12支")
    expect(visitor.page.locator("#checked .check.none")).to_have_count(1)
    expect(visitor.page.locator("#checked .check.supported")).to_have_count(1)
    wrong.locator("a.open").first.click()
    visitor.scrolled_to(visitor.focus)
