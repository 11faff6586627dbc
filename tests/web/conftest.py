"""One answered question over the five articles, for what the page makes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from qa import Assistant, Retriever
from qa.types import Short
from qa.web.history import Turn

QUESTION = "2021年江北的铁山青年突击队有几支？"


@pytest.fixture(scope="session")
def articles(retriever: Retriever) -> Assistant:
    """Answers from the five articles, without a model, and so however unsure."""
    return Assistant(retriever, reader=None, threshold=0.0)


@pytest.fixture(scope="session")
def turn(articles: Assistant) -> Turn:
    """A question that is answered in a few words, with a quote and passages."""
    answer = articles.ask(QUESTION)
    assert answer.citations and answer.hits
    first = answer.citations[0]
    start = first.start + first.quote.index("12支")
    short = Short("12支", start, start + len("12支"), first.number)
    return Turn(replace(answer, short=short.text, shorts=(short,)))
