"""Names in the form that the corpus uses."""

from __future__ import annotations

from collections import Counter

import pytest

from qa.search.abbreviations import FILE, forms, in_known_form


@pytest.mark.parametrize(
    ("question", "known", "asked"),
    [
        ("业主委员会由谁牵头？", {"业委", "委会", "委员", "员会"}, "业委会由谁牵头？"),
        ("业委会由谁牵头？", {"业主委员会"}, "业主委员会由谁牵头？"),
        ("業主委員會由誰牽頭？", {"业委", "委会"}, "业委会由誰牽頭？"),
        ("业主委员会由谁牵头？", {"业主", "主委", "委员", "员会", "业委", "委会"}, "业主委员会由谁牵头？"),
        ("业主委员会由谁牵头？", set(), "业主委员会由谁牵头？"),
        ("地区生产总值是多少？", {"gdp", "生产", "地区"}, "GDP是多少？"),
        ("GDP是多少？", {"生产", "产总", "总值"}, "生产总值是多少？"),
        ("GDPR是什么？", {"生产总值"}, "GDPR是什么？"),
        ("“业主委员会”是什么？", {"业委会"}, "“业主委员会”是什么？"),
        ("", {"业委会"}, ""),
    ],
)
def test_a_name_is_asked_for_as_the_corpus_writes_it(question: str, known: set[str], asked: str) -> None:
    """Only one that the corpus does not use in the form asked; what is quoted stays."""
    assert in_known_form(question, known) == asked


def test_the_table_holds_every_form_once() -> None:
    """Two forms at least on a line."""
    lines = [line.split() for line in FILE.read_text(encoding="utf-8").splitlines()]
    assert [line for line in lines if len(line) < 2] == []
    assert max(Counter(form for line in lines for form in line).values()) == 1
    assert forms()["业委会"] == ["业主委员会", "业委会"]
