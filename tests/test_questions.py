"""The questions that ship: well formed, every quote in its article, every starter too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

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
    json.loads(line)
    for name in ("questions.jsonl", "more_questions.jsonl")
    for line in (ROOT / "data" / name).read_text(encoding="utf-8").splitlines()
]


@cache
def printed(document: str) -> str:
    """An article without white space, so that a quote may run over a break."""
    return "".join((ARTICLES / document).read_text(encoding="utf-8").split())


def test_every_id_is_given_once() -> None:
    """A question is named by its id alone."""
    assert len({question["id"] for question in QUESTIONS}) == len(QUESTIONS) >= 730


def test_every_field_is_described() -> None:
    """``data/README.md`` has a row for each field, and no question has another."""
    described = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    assert [field for field in sorted(FIELDS) if f"| `{field}` |" not in described] == []
    assert {name for question in QUESTIONS for name in question} <= FIELDS


def faults(question: dict[str, Any]) -> Iterator[str]:
    """What is wrong with a question."""
    unanswerable = question["type"] == "unanswerable"
    if question["type"] not in TYPES:
        yield f"no type is {question['type']}"
    if bool(question["evidence"]) == unanswerable or (unanswerable and question["answers"]):
        yield "an answerable question alone has evidence, and may have answers"
    if "kind" in question and not unanswerable:
        yield "a kind, though it is answerable"
    if question["type"] == "followup" and "turns" not in question:
        yield "a follow-up of nothing"
    if question.get("turns", [question["question"]])[-1] != question["question"]:
        yield "the last turn is another question"
    for evidence in question["evidence"] + question.get("alt_evidence", []):
        if "".join(evidence["quote"].split()) not in printed(evidence["doc"]):
            yield f"not in {evidence['doc']}: {evidence['quote']}"


def test_every_question_is_sound() -> None:
    """Evidence is verbatim, white space aside; only an unanswerable question has none."""
    assert [f"{question['id']}: {fault}" for question in QUESTIONS for fault in faults(question)] == []


def test_every_starter_has_its_quote() -> None:
    """The questions that the chat opens with can be answered."""
    starters = json.loads((ROOT / "data" / "starters.json").read_text(encoding="utf-8"))
    for starter in starters:
        assert set(starter) | {"en"} == {"question", "doc", "quote", "short", "en"}
        assert starter["short"] in starter["quote"]
        assert "".join(starter["quote"].split()) in printed(starter["doc"])
