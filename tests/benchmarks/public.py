"""Questions of public sets as the product's own test sets have them. It asks nothing.

A set is a folder that ``chuchu evaluate`` reads whose ``queries.jsonl`` gives, in ``spans``, the words that answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from qa.evaluate.questions import GoldEvidence, Question
from qa.evaluate.sets import BenchSet

KINDS = {"unanswerable": "near", "ood": "other"}


def answerable(folder: Path, bench: BenchSet) -> Iterator[Question]:
    """Each query of ``bench`` with the words that answer it; with the whole document where the set names none."""
    rows = map(json.loads, (folder / "queries.jsonl").read_text("utf-8").splitlines())
    spans = {row["id"]: [(one["doc_id"], one["text"]) for one in row["spans"]] for row in rows}
    for id, text in bench.queries.items():
        right = [one for one, grade in bench.relevant[id].items() if grade > 0]
        shown = [one for one in spans[id] if one[0] in right] or [(one, "") for one in sorted(right)]
        yield Question(id, "public", text, (text,), (tuple(GoldEvidence(*one) for one in shown),))


def unanswerable(bench: BenchSet) -> Iterator[Question]:
    """The questions that nothing there answers: ``near`` to a paragraph, or ``other``, unrelated to all."""
    for name, texts in bench.outside.items():
        for id, text in texts.items():
            yield Question(id, "unanswerable", text, (text,), (), KINDS[name])
