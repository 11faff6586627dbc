"""What other programs get from the app: the same fields as the Python objects, and a sentence for misuse."""

from __future__ import annotations

import pytest

from qa import Assistant, Document, Retriever
from qa.web.programs import Programs

QUESTION = "2021年江北的铁山青年突击队有几支？"


def test_programs_get_what_the_objects_hold(retriever: Retriever) -> None:
    """The same fields; a stretch of a document is its own words; misuse is a sentence."""
    programs = Programs(Assistant(retriever))
    answer = programs.ask(QUESTION, history=[["旧问题", "旧回答"]], top_k=3)
    assert {"question", "query", "text", "short", "citations", "hits", "confidence", "answered"} <= set(answer)
    assert [hit["rank"] for hit in programs.search(QUESTION, top_k=2, place="江北")] == [1, 2]
    document: Document = next(iter(retriever.documents.values()))
    assert programs.passage(document.id, 5, 20)["text"] == document.text[5:20]
    assert [row["id"] for row in programs.documents()] == list(retriever.documents)
    for wrong in (
        lambda: programs.ask(" "),
        lambda: programs.search("x" * 2001),
        lambda: programs.search("x", top_k=0),
        lambda: programs.passage("../secret"),
        lambda: programs.passage(document.id, 9, 3),
    ):
        with pytest.raises(ValueError, match="."):
            wrong()
