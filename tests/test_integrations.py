"""The retrievers that docs/programs.md shows for LangChain and LlamaIndex, run against the real packages."""

from __future__ import annotations

from typing import Any

import pytest

from qa import Retriever
from tests.test_readme import blocks

QUESTION = "外卖骑手驿站"


def shown(package: str) -> Any:
    """The class of its one block for ``package``."""
    (block,) = [block for block in blocks("python", "docs/programs.md") if package in block]
    names: dict[str, Any] = {"__name__": package}
    exec(compile(block, "programs.md", "exec", dont_inherit=True), names)
    return names["ChuchuRetriever"]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::Warning")
def test_langchain_retrieves(retriever: Retriever) -> None:
    """The same passages in the same order, each with its place."""
    found = shown("langchain_core")(retriever=retriever).invoke(QUESTION)
    passages = [hit.passage for hit in retriever.search(QUESTION)]
    assert [(one.id, one.page_content) for one in found] == [(one.id, one.text) for one in passages]
    assert [one.metadata["source"] for one in found] == [one.location for one in passages]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::Warning")
def test_llama_index_retrieves(retriever: Retriever) -> None:
    """The same passages in the same order, with their scores."""
    found = shown("llama_index")(retriever).retrieve(QUESTION)
    hits = retriever.search(QUESTION)
    assert [(one.node.id_, one.text, one.score) for one in found] == [
        (hit.passage.id, hit.passage.text, hit.score) for hit in hits
    ]
