"""What other programs get from the app: the same fields as the Python objects, and a sentence for misuse."""

from __future__ import annotations

import pytest

from qa import Assistant, Document, Retriever
from qa.web.api import Programs
from qa.web.served_corpus import ServedCorpus

QUESTION = "2021年江北的铁山青年突击队有几支？"


def test_programs_get_what_the_objects_hold(retriever: Retriever) -> None:
    """The same fields; a stretch of a document is its own words."""
    programs = Programs(ServedCorpus(Assistant(retriever, reader=None)))
    answer = programs.ask(QUESTION, history=[["旧问题", "旧回答"]], top_k=3)
    assert {"question", "query", "text", "short", "citations", "hits", "confidence", "answered"} <= set(answer)
    assert (answer["reason"], answer["grade"]) == ("not sure enough", "absent")
    assert [hit["rank"] for hit in programs.search(QUESTION, top_k=2, place="江北")] == [1, 2]
    document: Document = next(iter(retriever.documents.values()))
    assert programs.passage(document.id, 5, 20)["text"] == document.text[5:20]
    assert [row["id"] for row in programs.documents()] == list(retriever.documents)


@pytest.mark.parametrize(
    ("call", "named", "sentence"),
    [
        ("ask", {"question": " "}, "The question is blank."),
        ("ask", {"question": None}, "question must be a text, not None."),
        ("ask", {"question": "x" * 2001}, "The question has 2001 characters; the limit is 2000."),
        ("ask", {"question": "x", "history": [[1, 2]]}, "history must be a list of [question, answer] pairs of texts."),
        ("ask", {"question": "x", "history": [None]}, "history must be a list of [question, answer] pairs of texts."),
        ("ask", {"question": "x", "history": [["a"]]}, "history must be a list of [question, answer] pairs of texts."),
        ("ask", {"question": "x", "history": "ab"}, "history must be a list of [question, answer] pairs of texts."),
        ("ask", {"question": "x", "place": ["江北"]}, "place must be a text, not ['江北']."),
        ("search", {"question": "x", "top_k": 0}, "top_k must be 1 to 50, not 0."),
        ("search", {"question": "x", "top_k": "x"}, "top_k must be a whole number, not 'x'."),
        ("search", {"question": "x", "top_k": True}, "top_k must be a whole number, not True."),
        ("search", {"question": "x", "mode": ["x"]}, "mode must be one of hybrid, vectors, keywords, not ['x']"),
        ("check", {"draft": " "}, "the draft is empty: give a text to check against the documents"),
        ("check", {"draft": 7}, "draft must be a text, not 7."),
        ("passage", {"document": "../secret"}, "There is no document '../secret'; /documents lists them."),
        ("passage", {"document": ["a"]}, "document must be a text, not ['a']."),
        ("passage", {"document": "jiangbei-2021.txt", "start": 1.5}, "start must be a whole number, not 1.5."),
        ("passage", {"document": "jiangbei-2021.txt", "start": 9, "end": 3}, None),
    ],
)
def test_a_wrong_argument_is_one_sentence(
    retriever: Retriever, call: str, named: dict[str, object], sentence: str | None
) -> None:
    """Whatever JSON a program sends, it learns which argument is wrong."""
    if sentence is None:
        length = len(retriever.documents["jiangbei-2021.txt"].text)
        sentence = f"jiangbei-2021.txt has characters 0 to {length}, not 9 to 3."
    with pytest.raises(ValueError) as refused:
        getattr(Programs(ServedCorpus(Assistant(retriever, reader=None))), call)(**named)
    assert str(refused.value) == sentence
