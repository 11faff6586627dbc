"""Judgements of visitors as lines of a question file that ``chuchu evaluate`` reads. Kept only on request."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from qa.types import Document
from qa.web.history import Turn

SHORTEST = 6

Quote = tuple[str, str]


def line(turn: Turn, quotes: Sequence[Quote], *, history: Sequence[str] = ()) -> dict[str, object]:
    """One question as a row of a question file.

    quotes: document ids with the words that answer it; all are needed. history: earlier questions.
    """
    answer = turn.answer
    evidence = [{"doc": document_id, "quote": quote} for document_id, quote in quotes]
    row: dict[str, object] = {
        "id": "f" + hashlib.sha256(json.dumps([*history, answer.question, evidence]).encode()).hexdigest()[:12],
        "type": "feedback",
        "question": answer.question,
        "answers": [answer.short] if answer.short else [],
        "evidence": evidence,
    }
    if history:
        row["turns"] = [*history, answer.question]
    return row


def keep_judgement(file: Path, row: Mapping[str, object]) -> None:
    """Append ``row`` in one write, so that visitors' lines never mix; what is there already is not written twice."""
    if row["id"] not in _ids(file):
        with file.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def _ids(file: Path) -> set[object]:
    """The ids of the rows in ``file``; what is no row has none."""
    ids: set[object] = set()
    for written in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        with suppress(ValueError, TypeError, KeyError):
            ids.add(json.loads(written)["id"])
    return ids


def long_enough(words: str) -> bool:
    """Whether ``words`` have ``SHORTEST`` characters, white space aside: fewer stand in many places."""
    return len("".join(words.split())) >= SHORTEST


def where_stands(words: str, documents: Mapping[str, Document]) -> Quote | None:
    """The document that holds ``words``, white space aside, and the words as it prints them; None if none does."""
    wanted = "".join(words.split())
    for document in documents.values() if wanted else ():
        offsets = [offset for offset, char in enumerate(document.text) if not char.isspace()]
        at = "".join(document.text[offset] for offset in offsets).find(wanted)
        if at >= 0:
            return document.id, document.text[offsets[at] : offsets[at + len(wanted) - 1] + 1]
    return None
