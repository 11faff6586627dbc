"""The article beside the chat: whatever opens it, it stands at the sentence."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser

Visit = Callable[..., Visitor]

RIDERS = "江北区的骑手驿站有哪些服务？"
ORDERS = "忠县社区的“四单”运行机制是哪四单？"
TEAMS = "2021年江北的铁山青年突击队有几支？"


def test_every_opening_stands_at_its_sentence(visit: Visit) -> None:
    """Marks of several answers one after the other, there and back: other articles, and other places in the same."""
    visitor = visit().open()
    answers = [visitor.ask(question) for question in (RIDERS, ORDERS, TEAMS)]
    starts = []
    for answer in (*answers, *reversed(answers), answers[0], answers[2]):
        visitor.mark(answer).click()
        visitor.page.wait_for_timeout(300)
        visitor.scrolled_to(visitor.focus)
        starts.append(visitor.focus.get_attribute("data-start"))
    assert starts[:3] == starts[5:2:-1] and starts[6:] == [starts[0], starts[2]]
    assert len(set(starts)) == 3


def test_opening_a_sentence_does_not_move_the_page(visit: Visit) -> None:
    """On a wide screen only the article scrolls, so question and answer stay where they are."""
    visitor = visit().open()
    visitor.mark(visitor.ask(TEAMS)).click()
    visitor.scrolled_to(visitor.focus)
    assert visitor.page.evaluate("window.scrollY") == 0
