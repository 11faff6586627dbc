"""The heading path of what closes a document."""

from __future__ import annotations

import pytest

from qa.documents.sections import sections
from qa.types import Document, Kind, Paragraph


def made(*lines: tuple[Kind, str]) -> Document:
    """A document of ``lines``, each a paragraph of its kind."""
    paragraphs, start = [], 0
    for number, (kind, text) in enumerate(lines, 1):
        paragraphs.append(Paragraph(start, start + len(text), kind, (number,)))
        start += len(text) + 1
    text = "\n".join(text for _, text in lines)
    return Document("a.txt", "题", None, None, (), text, tuple(paragraphs), "0" * 64)


ARTICLE: tuple[tuple[Kind, str], ...] = (("title", "题"), ("heading", "物业"), ("body", "治理小区。"))


@pytest.mark.parametrize(
    ("closing", "paths"),
    [
        ((("byline", "王"), ("label", "链接"), ("sidebar", "一览"), ("sidebar", "12支")), [("物业",), ("链接",)]),
        ((("sidebar", "一览"), ("sidebar", "12支")), [("物业",), ()]),
        (
            (("label", "链接"), ("sidebar", "12支"), ("label", "数据"), ("sidebar", "30个")),
            [("物业",), ("链接",), ("数据",)],
        ),
        ((("caption", "图"), ("byline", "王")), [("物业",)]),
        ((("label", "链接"), ("sidebar", "12支"), ("body", "还有话。")), [("物业",)]),
    ],
)
def test_a_sidebar_at_the_end_stands_under_its_own_label(
    closing: tuple[tuple[Kind, str], ...], paths: list[tuple[str, ...]]
) -> None:
    """Not under the last heading of the text; within the text nothing changes."""
    assert [path for path, _ in sections(made(*ARTICLE, *closing))] == [(), *paths]
