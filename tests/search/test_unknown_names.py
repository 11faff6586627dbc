"""Names that the corpus never mentions, by the shape of the words around them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qa.search.unknown_names import unknown_names
from qa.text.folding import fold

KNOWN = frozenset({"江北", "突击", "突击队", "青年", "铁山", "上格", "格林"})


def unknown(question: str) -> list[str]:
    """Where 江北 is the corpus's only place."""
    places = ("江北",) if "江北" in question or "Jiangbei" in question else ()
    return [one.name for one in unknown_names(fold(question).text, question, places, KNOWN)]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("渝北的铁山青年突击队有几支？", ["渝北"]),
        ("渝北區有幾支突擊隊？", ["渝北区"]),
        ("江北的铁山青年突击队有几支？", []),
        ("江北区有几支突击队？", []),
        ("北京市有突击队吗？", ["北京市"]),
        ("鱼嘴镇有什么？", ["鱼嘴镇"]),
        ("王小明是谁？", ["王小明"]),
        ("How many teams in Wuhan?", ["Wuhan"]),
        ("How many teams in Jiangbei?", []),
        ("How many teams in Shanggelin?", []),
        ("新镇有什么？", []),
        ("加工厂有突击队吗？", []),
        ("清华大学有突击队吗？", ["清华大学"]),
        ("dkfjl", ["dkfjl"]),
        ("“Teams”?", ["teams"]),
        ("jiangbei", []),
        ("Jiangbei", []),
        ("Shanggelin?", []),
        ("what teams", []),
        ("12", []),
        ("突击队有几支？", []),
        ("", []),
    ],
)
def test_a_name_that_no_document_mentions(question: str, names: list[str]) -> None:
    """Places and people, listed or shaped like one, in Chinese and in pinyin."""
    assert unknown(question) == names


@pytest.mark.parametrize(
    ("question", "is_place"),
    [
        ("渝北的突击队", True),
        ("北京市有突击队吗？", True),
        ("鱼嘴镇有什么？", True),
        ("王小明是谁？", False),
        ("dkfjl", False),
    ],
)
def test_whose_name_it_is(question: str, *, is_place: bool) -> None:
    """That of a place by the dictionary or its ending; any other may be a person's."""
    assert [one.is_place for one in unknown_names(fold(question).text, question, (), KNOWN)] == [is_place]


@settings(deadline=None)
@given(st.text(st.one_of(st.characters(), st.sampled_from("渝北区镇的“”《》在"))))
def test_any_question_is_taken(question: str) -> None:
    """What is reported stands in the question, as folded or as typed."""
    names = unknown(question)
    assert all(name in fold(question).text or name in question for name in names)
