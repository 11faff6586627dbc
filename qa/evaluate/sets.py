"""Retrieval test sets from folders: this project's own form, and that of BEIR. It searches nothing.

Either holds ``corpus.jsonl`` ({id, title, text}; BEIR: _id) and ``queries.jsonl`` ({id, text}; BEIR: _id). What is
relevant stands in ``qrels.tsv`` (query ⇥ document ⇥ grade), or in BEIR's ``qrels/*.tsv`` with a header, of which
``test.tsv`` is taken alone where there is one. ``unanswerable.jsonl`` and ``ood.jsonl`` hold questions that nothing
there answers.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qa.documents.corpus import document_from_text
from qa.types import Document

OUTSIDE = ("unanswerable", "ood")


@dataclass(frozen=True, slots=True)
class BenchSet:
    """documents: one of each row that holds text. queries: text by id, of those with something relevant.

    relevant: grade by document, by query; 0 is not relevant. outside: questions without answer by id, by file.
    """

    documents: tuple[Document, ...]
    queries: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]
    outside: Mapping[str, Mapping[str, str]]


def read_benchset(folder: Path, *, limit: int | None = None) -> BenchSet:
    """Read a folder; ``limit`` keeps that many queries, and as many of each file without answers, but every document.

    Raises FileNotFoundError for a missing file and ValueError for a line that is not in form.
    """
    documents = tuple(_documents(folder / "corpus.jsonl"))
    texts = dict(_texts(folder / "queries.jsonl"))
    relevant: dict[str, dict[str, int]] = {}
    for query, document, grade in _judgements(folder):
        relevant.setdefault(query, {})[document] = grade
    asked = [query for query in texts if any(grade > 0 for grade in relevant.get(query, {}).values())][:limit]
    if not asked:
        raise ValueError(f"{folder}: no query has a relevant document; ids of queries.jsonl and qrels must agree")
    outside = {
        name: dict(list(_texts(path))[:limit]) for name in OUTSIDE if (path := folder / f"{name}.jsonl").is_file()
    }
    return BenchSet(documents, {q: texts[q] for q in asked}, {q: relevant[q] for q in asked}, outside)


def _documents(path: Path) -> Iterator[Document]:
    for where, row in _rows(path):
        title, text = str(row.get("title") or ""), str(row.get("text") or "")
        if not text.strip():
            continue
        document = document_from_text(text, id=_id(row, where))
        yield dataclasses.replace(document, title=title) if title.strip() else document


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    for where, row in _rows(path):
        if not isinstance(row.get("text"), str):
            raise ValueError(f"{where}: a query needs a text")
        yield _id(row, where), str(row["text"])


def _id(row: Mapping[str, object], where: str) -> str:
    found = row.get("_id", row.get("id"))
    if found in (None, ""):
        raise ValueError(f"{where}: a row needs an id (BEIR: _id)")
    return str(found)


def _rows(path: Path) -> Iterator[tuple[str, dict[str, object]]]:
    """Each object of a JSON Lines file with where it stands, for messages."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            where = f"{path}, line {number}"
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{where}: not JSON ({error})") from error
            if not isinstance(row, dict):
                raise ValueError(f"{where}: not a JSON object")
            yield where, row


def _judgements(folder: Path) -> Iterator[tuple[str, str, int]]:
    single, several = folder / "qrels.tsv", sorted((folder / "qrels").glob("*.tsv"))
    test = [path for path in several if path.name == "test.tsv"]
    paths = [single] if single.is_file() else test or several
    if not paths:
        raise FileNotFoundError(f"{folder}: neither qrels.tsv nor qrels/*.tsv says what is relevant")
    for path in paths:
        for number, line in enumerate(path.read_text(encoding="utf-8-sig").split("\n"), 1):
            cells = line.strip().split("\t")
            if cells == [""] or (number == 1 and cells[-1] == "score"):
                continue
            try:
                query, document, grade = cells
                yield query, document, int(grade)
            except ValueError as error:
                raise ValueError(f"{path}, line {number}: not query ⇥ document ⇥ grade") from error
