"""Questions of a public set as ours are: some with the evidence in its paragraphs, some whose evidence was taken out of
the paragraph that they are about, some about paragraphs that are not there."""

from __future__ import annotations

import dataclasses
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from embeddings.build.unanswerable import without_answer
from qa import Retriever
from qa.documents.corpus import document_from_text
from qa.evaluate import questions

PARAGRAPHS = 500
PUBLIC_QUESTIONS = 150


def public_questions(folder: Path, foreign: Path | None = None) -> tuple[Retriever, list[questions.Question]]:
    """The first half of a set's paragraphs, at most ``PARAGRAPHS``, and up to ``PUBLIC_QUESTIONS`` of each kind.

    From every second paragraph the sentences that answer its first question are taken out: what else they answered is
    a near miss too. foreign: a set in another language, whose questions these paragraphs do not answer.
    """
    rows = {row["id"]: row for row in map(json.loads, (folder / "corpus.jsonl").read_text("utf-8").splitlines())}
    asked: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for query in map(json.loads, (folder / "queries.jsonl").read_text("utf-8").splitlines()):
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
    if foreign:
        apart = map(json.loads, (foreign / "queries.jsonl").read_text("utf-8").splitlines())
        foreigners = [_question(query, "", ()) for query in apart]
    else:
        foreigners = []
    every = [some[:: max(1, len(some) // PUBLIC_QUESTIONS)] for some in (own, near, other, foreigners)]
    return Retriever.from_documents(documents, progress=True), [
        question for some in every for question in some[:PUBLIC_QUESTIONS]
    ]


def _question(query: dict[str, Any], id: str, answers: Any) -> questions.Question:
    evidence = (tuple(questions.GoldEvidence(id, answer) for answer in answers),) if answers else ()
    kind = "" if answers else "public"
    return questions.Question(
        query["id"], "public" if answers else "unanswerable", query["text"], (query["text"],), evidence, kind
    )
