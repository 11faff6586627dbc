"""The questions that ship: well formed, every quote in its article, every starter too."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.conftest import ARTICLES, ROOT

FIELDS = {"id", "type", "kind", "question", "answers", "evidence", "alt_evidence", "all_of", "turns", "note"}
TYPES = {
    "colloquial",
    "disambiguation",
    "english",
    "explain",
    "fact",
    "followup",
    "keyword",
    "multi",
    "traditional",
    "unanswerable",
}
QUESTIONS: list[dict[str, Any]] = [
    json.loads(line) for line in (ROOT / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]


@cache
def printed(document: str) -> str:
    """An article without white space, so that a quote may run over a break."""
    return "".join((ARTICLES / document).read_text(encoding="utf-8").split())


def test_every_id_is_given_once() -> None:
    """A question is named by its id alone."""
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) >= 410


@pytest.mark.parametrize("field", sorted(FIELDS))
def test_every_field_is_described(field: str) -> None:
    """``data/README.md`` has a row for each field, and no question has another."""
    assert f"| `{field}` |" in (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert {name for question in QUESTIONS for name in question} <= FIELDS


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["id"])
def test_every_quote_stands_in_its_article(question: dict[str, Any]) -> None:
    """Evidence is verbatim, white space aside; only an unanswerable question has none."""
    assert question["type"] in TYPES
    assert bool(question["evidence"]) == bool(question["answers"]) == (question["type"] != "unanswerable")
    assert ("kind" in question) <= (question["type"] == "unanswerable")
    assert (question["type"] == "followup") <= ("turns" in question)
    assert question.get("turns", [question["question"]])[-1] == question["question"]
    for evidence in question["evidence"] + question.get("alt_evidence", []):
        assert "".join(evidence["quote"].split()) in printed(evidence["doc"])


def test_every_starter_has_its_quote() -> None:
    """The questions that the chat opens with can be answered."""
    starters = json.loads((ROOT / "data" / "starters.json").read_text(encoding="utf-8"))
    for starter in starters:
        assert set(starter) == {"question", "doc", "quote", "en"}
        assert "".join(starter["quote"].split()) in printed(starter["doc"])
