"""A scanned page that a visitor adds: recognised, asked, and its picture beside the quote with the line marked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.visitor import Visitor
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

SCAN = ROOT / "tests" / "data" / "scan.jpg"
RECOGNISED_MILLISECONDS = 90_000


def drawn(figure: Locator) -> tuple[dict[str, float], dict[str, float]]:
    """Where the picture of a figure and the first line marked on it stand at one moment, once it is there."""
    figure.locator("img").scroll_into_view_if_needed()
    figure.locator("img").evaluate("(picture) => picture.decode()")
    expect(figure.locator(".line").first).to_be_visible()
    picture, line = figure.evaluate(
        "(figure) => ['img', '.line'].map((name) => figure.querySelector(name).getBoundingClientRect().toJSON())"
    )
    return picture, line


def test_a_quote_of_a_scanned_page_shows_its_picture(visit: Callable[..., Visitor]) -> None:
    """In its card and in the open article; it fits a wide window and a narrow one, and its line is marked."""
    visitor = visit().open()
    visitor.upload(SCAN)
    expect(visitor.page.locator("#mine li")).to_contain_text("scan.jpg", timeout=RECOGNISED_MILLISECONDS)
    for width in (1280, 390):
        visitor.page.set_viewport_size({"width": width, "height": 860})
        answer = visitor.ask("水费每吨多少元？")
        figure = visitor.cards.first.locator("figure.scan")
        expect(figure.locator(".line").first).to_be_attached()
        expect(figure.locator("img")).to_have_attribute("src", re.compile(r"^page-picture\?own=[\w-]{32}&page=1$"))
        picture, line = drawn(figure)
        assert picture["width"] > 200 and picture["x"] >= 0 and picture["x"] + picture["width"] <= width
        assert picture["x"] <= line["x"] and line["x"] + line["width"] <= picture["x"] + picture["width"]
        share = (line["y"] + line["height"] / 2 - picture["y"]) / picture["height"]
        assert 0.45 < share < 0.75, "the second paragraph of the page"
        visitor.mark(answer).click()
        visitor.scrolled_to(visitor.focus)
        expect(visitor.page.locator("#reader figure.scan .line").first).to_be_visible()
        picture, _ = drawn(visitor.page.locator("#reader figure.scan").first)
        assert picture["x"] + picture["width"] <= width
