"""Qdrant's own core, in this process: the same ten passages in the same order, and nearly so by its graph."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from qa import Retriever
from qa.qdrant.engine import Engine
from qa.qdrant.remote_index import load_index, save_index
from tests.benchmarks.remote import ADDRESS, EdgeClient
from tests.conftest import ROOT, HashingEncoder
from tests.small import document

ROWS = (ROOT / "data" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
QUESTIONS = [json.loads(row)["question"] for row in ROWS[::16]]


@pytest.mark.slow
def test_five_hundred_passages(retriever: Retriever, tmp_path: Path) -> None:
    """Those of the articles, each a document, four times with other words behind."""
    texts = [f"{passage.text}这是第{turn}次报道。" for turn in range(4) for passage in retriever.passages]
    documents = [document(f"{number}.txt", text) for number, text in enumerate(texts)]
    here = Retriever.from_documents(documents, encoder=HashingEncoder())
    assert len(here.passages) > 500
    client = EdgeClient(tmp_path)
    save_index(Engine(client, ADDRESS), here.local_index, here.encoder)
    client.optimize()
    own = [[hit.passage.id for hit in here.search(question, top_k=10)] for question in QUESTIONS]
    for exact, least in ((True, 0.99), (False, 0.97)):
        there = Retriever(load_index(Engine(client, ADDRESS, exact=exact), here.encoder), here.encoder)
        found = [[hit.passage.id for hit in there.search(question, top_k=10)] for question in QUESTIONS]
        assert np.mean([one == other for one, other in zip(found, own, strict=True)]) >= (least if exact else 0)
        shared = [len(set(one) & set(other)) / max(len(other), 1) for one, other in zip(found, own, strict=True)]
        assert np.mean(shared) >= least
