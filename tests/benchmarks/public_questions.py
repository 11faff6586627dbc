"""Questions of a public set as ours are: half with the evidence in its paragraphs, half without."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

from qa import Retriever
from qa.documents.corpus import document_from_text
from qa.evaluate import questions

PARAGRAPHS = 500
PUBLIC_QUESTIONS = 150


def public_questions(folder: Path) -> tuple[Retriever, list[questions.Question]]:
    """The first ``PARAGRAPHS`` paragraphs of a public set; some of their questions, and as many of the others'."""
    rows = {row["id"]: row for row in map(json.loads, (folder / "corpus.jsonl").read_text("utf-8").splitlines())}
    kept = dict(list(rows.items())[: min(PARAGRAPHS, len(rows) // 2)])
    documents = [
        dataclasses.replace(document_from_text(row["text"], id=row["id"]), title=row["title"]) for row in kept.values()
    ]
    own, other = [], []
    for query in map(json.loads, (folder / "queries.jsonl").read_text("utf-8").splitlines()):
        spans = [span for span in query["spans"] if span["doc_id"] in kept]
        text = query["text"]
        if spans:
            answers = tuple(questions.GoldEvidence(span["doc_id"], span["text"]) for span in spans)
            own.append(questions.Question(query["id"], "public", text, (text,), (answers,)))
        else:
            other.append(questions.Question(query["id"], "unanswerable", text, (text,), (), "public"))
    every = [some[:: max(1, len(some) // PUBLIC_QUESTIONS)] for some in (own, other)]
    return Retriever.from_documents(documents, progress=True), [*every[0], *every[1]]
