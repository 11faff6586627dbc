"""The study of rules leaves out what it says, and puts everything back."""

from __future__ import annotations

import re

import pytest

from qa.search import query
from qa.search.query import understand
from tests import small
from tests.benchmarks.rule_variants import GROUPS, alternatives, installed, variants


def test_alternatives_are_found_at_any_depth() -> None:
    """Brackets, escapes and lookaheads are no borders; what holds no Chinese is left alone."""
    assert list(alternatives(r"第(?:章|[|)]节\))$|a")) == [
        ("章", r"第(?:(?!)章|[|)]节\))$|a"),
        (r"[|)]节\)", r"第(?:章|(?!)[|)]节\))$|a"),
        (r"第(?:章|[|)]节\))$", r"(?!)第(?:章|[|)]节\))$|a"),
    ]


@pytest.mark.parametrize("group", GROUPS)
def test_every_pattern_without_a_part_is_a_pattern(group: str) -> None:
    """None of the product's is too hard to take apart, and no module is named that is not there."""
    found = list(variants(group))
    assert {one.module for one in found} <= set(GROUPS[group].modules)
    assert all(one.old is not one.new for one in found)


def test_a_part_is_out_only_while_it_is_left_out() -> None:
    """``_ROLES`` is a dictionary of patterns, and ``understand`` reads it."""
    index = small.districts().retriever.index
    whole = next(one for one in variants("query") if one.name == "_ROLES[heading]" and one.part is None)
    with installed(whole):
        assert understand("标题是什么？", index).roles == frozenset()
    assert understand("标题是什么？", index).roles == {"heading"}
    assert isinstance(query._ROLES["heading"], re.Pattern)
