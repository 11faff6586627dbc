"""Measure words: one table, its two halves, and which of them stand for one another."""

from __future__ import annotations

import ast
import re

import pytest

from qa.text.measure_words import COUNTERS, MEASURE_WORDS, counters_that_answer, interchangeable
from tests.conftest import ROOT

TABLE = ROOT / "qa" / "text" / "measure_words.py"


def test_each_stands_once() -> None:
    """No character twice, and the counters are among the measure words."""
    assert len(set(MEASURE_WORDS)) == len(MEASURE_WORDS)
    assert set(COUNTERS) < set(MEASURE_WORDS)


@pytest.mark.parametrize(("counter", "alike"), [("名", "个人位名"), ("支", "支"), ("个", "个人位名处家座所条种类级项")])
def test_what_may_stand_for_another(counter: str, alike: str) -> None:
    """名 and 人 count the same people; 支 counts what nothing else does."""
    assert set(interchangeable(counter)) == set(alike)


def test_several_of_anything_may_be_asked_for() -> None:
    """几个 asks for whatever is counted, not for what is measured; 几支 asks for 支."""
    assert set(counters_that_answer("个")) > set("个名人位支项家场所户处座条辆省市")
    assert set(counters_that_answer("个")).isdisjoint("年月日时元米里斤亩岁届")
    assert set(counters_that_answer("支")) == {"支"}


def test_they_are_typed_out_nowhere_else() -> None:
    """No pattern of the product holds a set of nine measure words or more of its own."""
    typed = []
    for path in sorted({*ROOT.glob("qa/**/*.py")} - {TABLE}):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                typed += [(path.name, run) for run in re.findall(f"[{MEASURE_WORDS}]{{9,}}", node.value)]
    assert typed == []
