"""The questions that the chat opens with, asked of the articles with the model that ships."""

from __future__ import annotations

import json

import pytest

from qa import Assistant, Retriever
from qa.evaluate.questions import GoldEvidence
from qa.web.first_screen import first_questions
from tests.conftest import ROOT

STARTERS = json.loads((ROOT / "data" / "starters.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def assistant(real_retriever: Retriever) -> Assistant:
    """The articles."""
    return Assistant(real_retriever)


@pytest.mark.parametrize("starter", STARTERS, ids=lambda starter: starter["question"])
def test_a_starter_is_answered_from_its_place(assistant: Assistant, starter: dict[str, str]) -> None:
    """In Chinese and in English: with the few words that answer it, and the quote that it was written from first."""
    for question in (starter["question"], starter.get("en", starter["question"])):
        answer = assistant.ask(question)
        assert (answer.grade, answer.short) == ("stated", starter["short"])
        first = answer.citations[0]
        assert GoldEvidence(starter["doc"], starter["quote"]).covered_by(first.document_id, first.quote)


def test_what_is_suggested_to_begin_with_is_answered(assistant: Assistant) -> None:
    """Questions with short answers, the same each time."""
    questions = first_questions(assistant)
    assert 2 <= len(set(questions)) == len(questions) <= 3
    assert all(assistant.ask(question).short for question in questions)
    assert first_questions(assistant) == questions


@pytest.mark.parametrize("starter", STARTERS[::3], ids=lambda starter: starter["question"])
def test_what_is_suggested_next_is_answered(assistant: Assistant, starter: dict[str, str]) -> None:
    """Two or three questions near the answer, and not the one just asked."""
    answer = assistant.ask(starter["question"])
    questions = assistant.suggest(answer)
    assert 2 <= len(set(questions)) == len(questions) <= 3
    assert starter["question"] not in questions
    for question in questions:
        reply = assistant.ask(question)
        assert reply.answered
        assert reply.citations[0].document_id == answer.citations[0].document_id
