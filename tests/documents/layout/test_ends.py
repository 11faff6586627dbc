"""How a line ends: a question above its answer heads it, a name that ends in a figure ends a sentence."""

from __future__ import annotations

import pytest

from qa.documents.corpus import document_from_text


@pytest.mark.parametrize(("answers", "kinds"), [(2, {"heading"}), (12, {"body"})])
def test_questions_alone_above_their_answers_are_headings_where_they_are_many(answers: int, kinds: set[str]) -> None:
    """Every tenth paragraph at the least; one that a file asks now and then is text."""
    asked = ["河水从哪里来？", "渠是谁修的？", "什么时候开闸？"]
    said = [f"这是第{number}个回答，它说得很清楚，也没有漏掉什么。" for number in "一二三四五六七八九十百千"[:answers]]
    text = "\n\n".join(["清水河问答", *(line for question in asked for line in (question, *said))])
    document = document_from_text(text, id="a.txt")
    found = {p.kind for p in document.paragraphs if document.text[p.start : p.end] in asked}
    assert found == kinds


@pytest.mark.parametrize(("end", "incomplete"), [("press Alt+F10.", None), ("the height = 10.", "end")])
def test_a_name_that_ends_in_a_figure_ends_a_sentence(end: str, incomplete: str | None) -> None:
    """A figure alone may go on behind its point."""
    lines = ["Keys and how they are used", f"To see the whole window on the screen, {end}", *["Done."] * 6]
    document = document_from_text("\n\n".join(lines), id="a.txt")
    assert [p.incomplete for p in document.paragraphs if document.text[p.start : p.end].endswith(end)] == [incomplete]
