"""A quote of a definition has its term, a quote of a term its definition; nothing else is taken for either."""

from __future__ import annotations

import pytest

from qa import Retriever
from qa.answer.whole_lists import with_lists
from qa.search.query import understand
from tests.conftest import HashingEncoder
from tests.small import document, reading

DRIFT = "不加负荷时读数随时间的变动。"
SIGNED = f"# 仪表\n\n零位漂移\n: {DRIFT}它以格计。\n\n灵敏阈\n:   能动指针的最小变化。\n"
NUMBERED = f"# 仪表\n\n3.2\n零位漂移 zero drift\n{DRIFT}它以格计。\n"
GLOSSARY = f"# 仪表\n\n## 3 术语和定义\n\n### 3.1 零位漂移\n\n{DRIFT}它以格计。\n"
SECTIONS = f"# 仪表\n\n## 3 检查\n\n### 3.1 零位漂移\n\n{DRIFT}\n"
LINES = f"# 仪表\n\n老李写了一段\n\n{DRIFT}\n"


def quoted(name: str, text: str, words: str) -> str:
    """What is quoted of the sentence that holds ``words``."""
    made = Retriever.from_documents([document(name, text)], encoder=HashingEncoder())
    (whole,) = with_lists(made.documents, understand("零位漂移？", made.index), [reading(made, words)])
    return whole.sentence.text


@pytest.mark.parametrize(
    ("name", "text", "words", "whole"),
    [
        ("a.md", SIGNED, "读数", f"零位漂移\n: {DRIFT}"),
        ("a.md", SIGNED, "以格计", f"零位漂移\n: {DRIFT}它以格计。"),
        ("a.md", SIGNED, "零位漂移", f"零位漂移\n: {DRIFT}它以格计。"),
        ("a.md", SIGNED, "最小变化", "灵敏阈\n:   能动指针的最小变化。"),
        ("a.txt", NUMBERED, "读数", f"零位漂移 zero drift\n{DRIFT}"),
        ("a.txt", NUMBERED, "zero", f"零位漂移 zero drift\n{DRIFT}它以格计。"),
        ("a.md", GLOSSARY, "读数", f"3.1 零位漂移\n{DRIFT}"),
        ("a.md", SECTIONS, "读数", DRIFT),
        ("a.md", LINES, "读数", DRIFT),
    ],
)
def test_a_definition_and_its_term_are_one_quote(name: str, text: str, words: str, whole: str) -> None:
    """Behind a colon, under a number of its own, or as a heading of a glossary; under any other line it is not."""
    assert quoted(name, text, words) == whole
