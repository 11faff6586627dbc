"""Judgements of visitors as lines of a question file that ``chuchu evaluate`` reads. Kept only on request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from qa.types import Document
from qa.web.turns import Turn


def line(turn: Turn, quotes: Mapping[str, str], *, history: tuple[str, ...] = ()) -> str:
    """One question as a JSON line. quotes: document id to the words that answer it. history: earlier questions."""
    answer = turn.answer
    evidence = [{"doc": document_id, "quote": quote} for document_id, quote in quotes.items()]
    row: dict[str, object] = {
        "id": "f" + hashlib.sha256(json.dumps([*history, answer.question, evidence]).encode()).hexdigest()[:12],
        "type": "feedback",
        "question": answer.question,
        "answers": [answer.short] if answer.short else [],
        "evidence": evidence,
    }
    if history:
        row["turns"] = [*history, answer.question]
    return json.dumps(row, ensure_ascii=False) + "\n"


def keep(file: Path, row: str) -> None:
    """Append ``row`` in one write, so that visitors' lines never mix."""
    with file.open("a", encoding="utf-8") as lines:
        lines.write(row)


def where_stands(words: str, documents: Mapping[str, Document]) -> tuple[str, str] | None:
    """The document that holds ``words``, white space aside, and the words as it prints them; None if none does."""
    wanted = "".join(words.split())
    for document in documents.values() if wanted else ():
        offsets = [offset for offset, char in enumerate(document.text) if not char.isspace()]
        at = "".join(document.text[offset] for offset in offsets).find(wanted)
        if at >= 0:
            return document.id, document.text[offsets[at] : offsets[at + len(wanted) - 1] + 1]
    return None
