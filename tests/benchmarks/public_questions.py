"""Questions of a public set as ours are: some with the evidence in its paragraphs, some whose evidence was taken out of
the paragraph that they are about, some about paragraphs that are not there."""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from embeddings.build.unanswerable import without_answer
from qa import Retriever
from qa.documents.corpus import document_from_text
from qa.evaluate import questions

PARAGRAPHS = 500
PUBLIC_QUESTIONS = 150
UNRELATED_QUESTIONS = 75

T = TypeVar("T")


def public_questions(folder: Path) -> tuple[Retriever, list[questions.Question]]:
    """The first half of a set's paragraphs, at most ``PARAGRAPHS``, and up to ``PUBLIC_QUESTIONS`` of each kind.

    From every second paragraph the sentences that answer its first question are taken out: what else they answered is
    a near miss too.
    """
    rows = {row["id"]: row for row in _rows(folder / "corpus.jsonl")}
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for query in _rows(folder / "queries.jsonl"):
        asked[query["spans"][0]["doc_id"]].append(query)
    kept = list(rows)[: min(PARAGRAPHS, len(rows) // 2)]
    documents, own, near = [], [], []
    for number, id in enumerate(kept):
        text = rows[id]["text"]
        if number % 2 and asked[id]:
            spans = [span for span in asked[id][0]["spans"] if span["doc_id"] == id]
            stretches = [(one["answer_start"], one["answer_start"] + len(one["text"])) for one in spans]
            text = without_answer(text, stretches) or text
        documents.append(dataclasses.replace(document_from_text(text, id=id), title=rows[id]["title"]))
        for query in asked[id]:
            answers = [span["text"] for span in query["spans"] if span["text"] in text]
            (own if answers else near).append(_question(query, id, answers))
    other = [_question(query, id, ()) for id in rows if id not in kept for query in asked[id]]
    every = [_some(each, PUBLIC_QUESTIONS) for each in (own, near, other)]
    return Retriever.from_documents(documents, progress=True), [question for each in every for question in each]


def unrelated_questions(paragraphs: Path, asked: Path) -> tuple[Retriever, list[questions.Question]]:
    """Paragraphs of one set and ``UNRELATED_QUESTIONS`` of another, in another language, which they do not answer."""
    rows = _some(_rows(paragraphs / "corpus.jsonl"), PARAGRAPHS)
    documents = [dataclasses.replace(document_from_text(row["text"], id=row["id"]), title=row["title"]) for row in rows]
    every = [_question(query, "", ()) for query in _rows(asked / "queries.jsonl")]
    return Retriever.from_documents(documents, progress=True), _some(every, UNRELATED_QUESTIONS)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _some(every: Sequence[T], count: int) -> list[T]:
    """``count`` of them, or all, evenly spaced."""
    return list(every[:: max(1, len(every) // count)][:count])


def _question(query: dict[str, Any], id: str, answers: Any) -> questions.Question:
    evidence = (tuple(questions.GoldEvidence(id, answer) for answer in answers),) if answers else ()
    kind = "" if answers else "public"
    return questions.Question(
        query["id"], "public" if answers else "unanswerable", query["text"], (query["text"],), evidence, kind
    )
