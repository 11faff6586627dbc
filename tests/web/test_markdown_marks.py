"""A quote from a document in Markdown is shown as it is read; the quote itself stays as it is printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa import Assistant, Retriever
from qa.render import readable, terminal_answer
from qa.types import Span
from qa.web import cards, citation_forms, exports, messages, open_article
from qa.web.history import Turn
from qa.web.references import Reference
from tests.conftest import HashingEncoder

PRINTED = "在主界面单击 ![icon](../menu.svg)，选择 **发送到桌面**，就创建了快捷方式。"
READ = "在主界面单击 ，选择 发送到桌面，就创建了快捷方式。"


@pytest.fixture
def turn(tmp_path: Path) -> tuple[Turn, Retriever]:
    (tmp_path / "a.md").write_text(
        f"# 手册\n\n## 快捷方式\n\n{PRINTED}\n\n## 关闭\n\n关闭窗口就退出了。\n", encoding="utf-8"
    )
    retriever = Retriever.from_path(tmp_path, encoder=HashingEncoder(), cached=False)
    return Turn(Assistant(retriever, threshold=0.0).ask("怎样创建快捷方式？")), retriever


def test_marks_are_hidden_wherever_people_read(turn: tuple[Turn, Retriever]) -> None:
    """In the terminal, on the page and in copies; the offsets are those of the source."""
    one, retriever = turn
    citation = one.answer.citations[0]
    document = retriever.documents["a.md"]
    assert citation.quote == PRINTED == document.text[citation.start : citation.end]
    assert READ in "\n".join(readable(one.answer))
    span = Span(citation.start, citation.end, citation.quote)
    for shown in (
        terminal_answer(one.answer),
        messages.answer_message(one, 0, "zh"),
        cards.Cards(one, 0, retriever.documents, "zh").html().partition("<footer>")[0],
        open_article.article_html(document, [span], "zh", focus=span),
        citation_forms.formatted(citation, Reference(), "plain"),
        exports.as_html([one], retriever.documents, "zh", {}),
    ):
        words = shown.replace("<b>", "").replace("</b>", "").replace("<strong>", "").replace("</strong>", "")
        assert "发送到桌面，就创建了快捷方式" in words
        assert "**" not in words and "icon" not in words


def test_copies_in_markdown_keep_the_marks(turn: tuple[Turn, Retriever]) -> None:
    """So that they can be found in the source."""
    one, _ = turn
    assert "\\*\\*发送到桌面\\*\\*" in citation_forms.formatted(one.answer.citations[0], Reference(), "markdown")
