"""What a question costs, step by step, and what answering adds to searching: medians in milliseconds.

python -m tests.benchmarks.answering [QUESTIONS.jsonl]
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from qa import Assistant, Retriever
from qa.cli import default_corpus
from qa.evaluate.questions import read_questions


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", nargs="?", type=Path, default=Path("data/questions.jsonl"))
    questions = [question.question for question in read_questions(parser.parse_args().questions)]
    retriever = Retriever.from_path(default_corpus())
    assistant = Assistant(retriever)
    for question in questions[:10]:
        assistant.ask(question)
    rows = [
        (
            milliseconds(lambda q=question: retriever.encoder.encode_queries([q])),
            milliseconds(lambda q=question: retriever.search(q)),
            milliseconds(lambda q=question: assistant.ask(q)),
        )
        for question in questions
    ]
    added = [ask - search for _, search, ask in rows]
    for name, values in zip(("encode the question", "search", "ask"), zip(*rows, strict=True), strict=True):
        print(
            f"{name:<20} median {statistics.median(values):6.1f} ms   "
            f"p95 {statistics.quantiles(values, n=20)[-1]:6.1f} ms"
        )
    print(f"{'ask less search':<20} median {statistics.median(added):6.1f} ms")


if __name__ == "__main__":
    main()
