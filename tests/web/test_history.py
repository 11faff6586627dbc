"""What the browser keeps of a conversation: every field again, and nothing of what it was not given."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from qa import Retriever
from qa.types import Box, Short
from qa.web.history import Turn, newest_turns, pack, unpack, unpack_all


def test_a_turn_comes_back_from_json(turn: Turn, retriever: Retriever) -> None:
    """What the browser kept gives the same answer, passages included, though it held only their offsets."""
    packed = json.loads(json.dumps(pack(turn, retriever.documents)))
    assert unpack(packed, retriever.documents) == turn
    assert turn.answer.hits[0].passage.text not in json.dumps(
        pack(turn, retriever.documents)["hits"], ensure_ascii=False
    )


def test_boxes_come_back(turn: Turn, retriever: Retriever) -> None:
    """Of the lines on scanned pages."""
    first, *more = turn.answer.citations
    scanned = replace(first, boxes=(Box(2, 0.0, 0.25, 1.0, 0.5), Box(3, 0.1, 0.2, 0.3, 0.4)))
    answer = replace(turn.answer, citations=(scanned, *more))
    packed = json.loads(json.dumps(pack(Turn(answer), retriever.documents)))
    assert unpack(packed, retriever.documents) == Turn(answer)


def test_the_few_words_come_back_with_their_places(turn: Turn, retriever: Retriever) -> None:
    """Text, offsets, mark and label; the first is the short answer."""
    first = turn.answer.shorts[0]
    labelled = replace(turn.answer, shorts=(replace(first, label="江北"),))
    for answer in (labelled, replace(turn.answer, short=None, shorts=())):
        packed = json.loads(json.dumps(pack(Turn(answer), retriever.documents)))
        assert unpack(packed, retriever.documents) == Turn(answer)
    assert isinstance(first, Short) and first.text == turn.answer.short == "12支"


@pytest.mark.parametrize("rows", [None, "x", [1], [{}], [{"files": 3}], [{"files": {}, "citations": [{}]}]])
def test_a_spoilt_store_is_an_empty_one(rows: object, retriever: Retriever) -> None:
    """What another version or another hand wrote costs nothing but itself."""
    assert unpack_all(rows, retriever.documents) == []


@pytest.mark.parametrize(
    ("where", "value"),
    [
        (("citations", 0, "paragraphs"), []),
        (("citations", 0, "paragraphs"), ["1"]),
        (("citations", 0, "title"), None),
        (("citations", 0, "end"), 0),
        (("citations", 0, "start"), -1),
        (("citations", 0, "page"), "1"),
        (("citations", 0, "page"), -1),
        (("citations", 0, "lines"), [3, -1]),
        (("citations", 0, "number"), -1),
        (("citations", 0, "boxes"), [{"page": 1, "x0": 0.1, "y0": 0.1, "x1": 1.2, "y1": 0.2}]),
        (("citations", 0, "boxes"), [{"page": 0, "x0": 0.1, "y0": 0.1, "x1": 0.2, "y1": 0.2}]),
        (("citations", 0, "boxes"), [{"page": 1, "x0": "0.1", "y0": 0.1, "x1": 0.2, "y1": 0.2}]),
        (("citations", 0, "number"), 1.0),
        (("citations", 0, "extra"), 1),
        (("citations", 0, "also"), [{"document_id": "a"}]),
        (("hits", 0, "score"), float("nan")),
        (("hits", 0, "score"), float("inf")),
        (("hits", 0, "score"), True),
        (("hits", 0, "paragraphs"), []),
        (("hits", 0, "role"), "script"),
        (("hits", 0, "matched"), [[1]]),
        (("hits", 0, "evidence"), [[1, 2, 3]]),
        (("hits", 0, "start"), 1e9),
        (("hits", 0, "start"), 10**9),
        (("hits", 0, "rank"), -1),
        (("hits", 0, "sentences"), [[0, -1]]),
        (("hits", 0, "document"), ["a"]),
        (("confidence",), float("nan")),
        (("confidence",), 7),
        (("answered",), "yes"),
        (("reason",), "because"),
        (("grade",), None),
        (("shorts",), None),
        (("shorts",), [{}]),
        (("shorts", 0, "text"), "13支"),
        (("shorts", 0, "text"), ""),
        (("shorts", 0, "number"), 99),
        (("shorts", 0, "label"), 2021),
        (("shorts", 0, "unit"), 2021),
        (("shorts", 0, "start"), 0),
        (("shorts", 0, "end"), 10**6),
        (("query",), 1),
        (("more",), 1),
        (("files",), [1]),
        (("files",), {"a": 1}),
    ],
)
def test_a_turn_that_was_tampered_with_is_left_out(
    turn: Turn, retriever: Retriever, where: tuple[str | int, ...], value: object
) -> None:
    """One value that no answer has costs its turn, never the page; the others come back."""
    good = pack(turn, retriever.documents)
    bad = json.loads(json.dumps(good))
    place = bad
    for step in where[:-1]:
        place = place[step]
    place[where[-1]] = value
    back = unpack_all([good, bad, good], retriever.documents)
    assert back == [turn, turn]


def test_only_the_newest_turns_are_kept() -> None:
    """The store stays small."""
    assert [row["n"] for row in newest_turns([{"n": n} for n in range(100)])] == list(range(60, 100))
