"""The first passage of an answer beside those of its parts: plain BM25 over character bigrams, vectors alone, both.

    python -m tests.benchmarks.halves FOLDER QUESTIONS.jsonl [--show]

Every row searches the same passages. Plain BM25 counts title, headings and words, folded, and knows no preference.
``--show`` prints each question with the rank that each row gives the first passage that shows evidence.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from qa import Assistant, Retriever
from qa.evaluate.questions import Question, read_questions
from qa.index.bm25 import KeywordIndex
from qa.index.passage_parts import context
from qa.text.folding import folded_text
from qa.text.words import bigrams
from qa.types import Passage
from tests.dense_scores import word_scores

DEPTH = 10
Search = Callable[[str], Sequence[Passage]]


def searches(retriever: Retriever) -> dict[str, Search]:
    """Each way to order the passages, by name; a question to its first ``DEPTH``."""
    texts = (folded_text(context(passage) + passage.text) for passage in retriever.passages)
    plain = KeywordIndex.from_tokens([token.word for token in bigrams(text)] for text in texts)
    assistant = Assistant(retriever)

    def by_bigrams(question: str) -> list[Passage]:
        scores = word_scores(plain, [token.word for token in bigrams(folded_text(question))])
        return [retriever.passages[int(row)] for row in np.argsort(-scores, kind="stable")[:DEPTH]]

    return {
        "bigrams": by_bigrams,
        "vectors": lambda question: [h.passage for h in retriever.search(question, top_k=DEPTH, mode="vectors")],
        "hybrid": lambda question: [h.passage for h in retriever.search(question, top_k=DEPTH)],
        "answer": lambda question: [h.passage for h in assistant.ask(question, top_k=DEPTH).hits],
    }


def rank(question: Question, passages: Sequence[Passage]) -> int | None:
    """Rank from 1 of the first passage that shows evidence; None where none does."""
    shown = (at for at, one in enumerate(passages, 1) if question.shown_by(one.document_id, one.text))
    return next(shown, None)


def main() -> None:
    """Read, search, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    ways = searches(Retriever.from_path(options.folder))
    asked = [one for one in read_questions(options.questions) if one.evidence and len(one.turns) == 1]
    ranks = {name: [rank(one, search(one.question)) for one in asked] for name, search in ways.items()}
    if options.show:
        for one, *found in zip(asked, *ranks.values(), strict=True):
            print(f"{one.id:18} {'  '.join(f'{at or 0:2}' for at in found)}  {one.question}")
    for name, found in ranks.items():
        print(f"{name:8} first passage {np.mean([at == 1 for at in found]):.3f}  of {len(asked)}")


if __name__ == "__main__":
    main()
