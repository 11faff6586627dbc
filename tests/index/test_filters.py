"""The ``where`` filter: which places and periods are the same."""

from __future__ import annotations

import pytest

from qa import Retriever
from qa.index.filters import Where, check, documents_within, within
from qa.text.places import place_stem, same_place
from tests.conftest import HashingEncoder
from tests.small import document

LAKE = document("lake.txt", "湖边新建了步道。", place="江北区", period="2021-06")
SILENT = document("silent.txt", "山上新建了亭子。")
INDEX = Retriever.from_documents([LAKE, SILENT], encoder=HashingEncoder()).index


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("江北区", "江北"),
        ("江北", "江北"),
        ("江北區", "江北"),
        ("忠县", "忠县"),
        ("大渡口", "大渡口"),
        ("重庆市", "重庆"),
        (" 綦江区 ", "綦江"),
    ],
)
def test_the_stem_of_a_place(name: str, stem: str) -> None:
    """区, 县 and the like go, unless only one character would stay."""
    assert place_stem(name) == stem


def test_places_are_the_same_by_their_stems() -> None:
    """江北, 江北区 and 江北區 are one place; 江北 and 江北嘴 are two."""
    assert same_place("江北", "江北區")
    assert not same_place("江北", "江北嘴")


@pytest.mark.parametrize(
    ("period", "wider", "inside"),
    [
        ("2021-06", "2021", True),
        ("2021-06-17", "2021-06", True),
        ("2021", "2021", True),
        ("2021", "2021年", True),
        ("2021", " 2021 ", True),
        ("2021", "2021-06", False),
        ("2021-11", "2021-1", False),
        ("2021", "202", False),
        ("2021", "", False),
    ],
)
def test_a_period_lies_in_a_wider_one(period: str, wider: str, *, inside: bool) -> None:
    """By whole parts of the date, never by leading digits."""
    assert within(period, wider) is inside


@pytest.mark.parametrize(
    ("where", "fits"),
    [
        ({}, True),
        ({"place": "江北"}, True),
        ({"place": "綦江"}, False),
        ({"period": "二〇二一年"}, True),
        ({"period": "2022"}, False),
        ({"document": "lake.txt"}, True),
        ({"document": "lake"}, False),
        ({"place": "江北", "period": "2022"}, False),
        ({"document": ["sea.txt", "lake.txt"], "period": ("2020", "2021")}, True),
        ({"document": ["sea.txt", "river.txt"]}, False),
    ],
)
def test_every_condition_must_hold(where: Where, *, fits: bool) -> None:
    """Document, place and period together; of several values for one, any."""
    assert documents_within(INDEX, where).tolist() == [0] * fits + [1] * (not where)


@pytest.mark.parametrize("where", [{"place": "江北"}, {"period": "2021"}])
def test_a_document_that_does_not_say_is_left_out(where: dict[str, str]) -> None:
    """Without a place or period there is nothing to fit."""
    assert documents_within(INDEX, where).tolist() == [0]


def test_an_unknown_key_lists_the_known_ones() -> None:
    """A typing error is an error."""
    check({"document": "x", "place": "x", "period": "x"})
    with pytest.raises(ValueError, match="no key 'year'; the known keys are: document, place, period"):
        check({"year": "2021"})
    with pytest.raises(ValueError, match="where names no document: leave the key out"):
        check({"document": []})
